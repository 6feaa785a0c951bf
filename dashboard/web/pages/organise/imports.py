"""Every import so far, its numbers and its error report, and taking it back as a whole."""

from __future__ import annotations

from dashboard.web.pages.organise.desk import Desk


def draw(desk: Desk) -> None:
    """Draw the section."""
