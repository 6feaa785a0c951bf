"""How much waits in each section, for the navigation: the same numbers as in the sections themselves."""

from __future__ import annotations

from dashboard import publishing
from dashboard.accounts import Role, allows
from dashboard.web.organise.desk import Desk


def waiting(desk: Desk) -> dict[str, int]:
    """How many open questions and private passages there are for this person, and what a moderator has to see."""
    numbers = publishing.open_page(*desk.with_resolver, most=0).numbers
    private, _ = publishing.open_passages(*desk.here, most=0)
    found = {"waiting": numbers.total, "private": private.total}
    if allows(desk.by, desk.slug, Role.MODERATOR):
        found["review"] = publishing.count_to_review(*desk.here)
    return found
