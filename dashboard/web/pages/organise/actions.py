"""Single actions: add, edit, move on the map, cancel, postpone, and their history."""

from __future__ import annotations

from dashboard.web.pages.organise.desk import Desk


def draw(desk: Desk) -> None:
    """Draw the section."""
