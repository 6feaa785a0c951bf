"""A resolver's answer to "where is this?", and what became of each piece of what was asked."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dashboard.model import Place
from dashboard.reasons import Reason


class GeoStatus(StrEnum):
    """The three answers to "where is this?", and the one for a row that cannot be read."""

    PLACED = "placed"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    ERROR = "error"


class Use(StrEnum):
    """What a piece of a row is to the answer."""

    USED = "used"
    """It names the place, or an area around it."""
    OTHER = "other"
    """It is known to be something else: a street, a venue, a time, "online"."""
    UNEXPLAINED = "unexplained"
    """It may be a name, and nobody knows of what."""


class Accounted(NamedTuple):
    """A piece of a row as it was written, and what it is to the answer."""

    text: str
    use: Use


class Answer(NamedTuple):
    """A resolver's answer: one place, several candidates (best first), or none; and why.

    ``assumed`` lists what was taken for granted.
    ``confidence`` is an estimate of the probability that ``place`` is right, from 0 to 1. ``accounting`` says of each
    piece of the row what became of it. ``several`` says that the row names all of ``candidates``, so that the answer
    may be more than one of them; beside a ``place``, that all of them are meant.
    """

    status: GeoStatus
    reason: Reason
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    assumed: tuple[Reason, ...] = ()
    confidence: float = 0.0
    accounting: tuple[Accounted, ...] = ()
    several: bool = False
