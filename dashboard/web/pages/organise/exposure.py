"""What the public may see of an action, step by step, and approval by a second person."""

from __future__ import annotations

from dashboard.web.pages.organise.desk import Desk


def draw(desk: Desk) -> None:
    """Draw the section."""
