"""A file on its way to the map: columns, preview, questions, publish."""

from __future__ import annotations

from dashboard.web.pages.organise.desk import Desk


def draw(desk: Desk) -> None:
    """Draw the section."""
