"""The moderators' queue: first uploads, proposals of the public, duplicates."""

from __future__ import annotations

from dashboard.web.pages.organise.desk import Desk


def draw(desk: Desk) -> None:
    """Draw the section."""
