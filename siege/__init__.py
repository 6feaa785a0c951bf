"""The product under attack: hostile files, clients and machines, each with a figure and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was tried, what came of it, and whether that is what we promise."""

    what: str
    figure: str
    holds: bool
