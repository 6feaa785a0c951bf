"""A submission with some of its fields corrected, read like the row of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from dashboard.ingest import read_fields
from dashboard.ingest.columns import PLACE_FIELDS
from dashboard.model import RowProblem, Submission
from dashboard.publishing.differences import texts_of

_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(PLACE_FIELDS, ("place",)),
    "organiser": ("organiser", "contact"),
}
"""What of a submission a field of a row fills, where it is not the attribute of its own name."""

_WHEN: Final = frozenset({"day", "ends", "last_day"})
"""Fields of which each may say on which day it ends."""


def edited(
    submission: Submission, fields: Mapping[str, str], *, campaign_day: date | None = None
) -> tuple[Submission | None, list[RowProblem]]:
    """The submission with these fields as texts, and the problems found in them; ``None`` with a REFUSAL."""
    said = texts_of(submission)
    known = {name: said[name] for name in PLACE_FIELDS if said.get(name)}
    if "day" not in fields and _WHEN & fields.keys():  # a new end cannot be read without the days as they are
        known |= {name: said[name] for name in ("day", "last_day") if said[name]}
    read, found = read_fields({**known, **fields}, campaign_day=campaign_day)
    line = submission.line
    problems = [replace(one, line=line) for one in found if one.column in fields or not read]
    if read is None:
        return None, problems
    changes: dict[str, Any] = {
        attribute: getattr(read, attribute)
        for name in fields
        for attribute in _ATTRIBUTES.get(name, (name,))
        if hasattr(read, attribute)
    }
    for name in ("day", "starts"):
        if name in fields:  # what it says of its clock, and whether it is open, is that of the new text
            others = (one for one in changes.get("no_default", submission.no_default) if one != name)
            changes["no_default"] = (*others, *(one for one in read.no_default if one == name))
            changes["clock"] = read.clock
    if _WHEN & fields.keys():
        changes["last_day"] = read.last_day
    if "day" in fields and read.day and not read.last_day and "last_day" not in fields:
        changes["last_day"] = _as_long(submission, read.day)
    if "day" in fields and read.starts:  # "7 April, 2 pm" in one cell
        changes["starts"] = read.starts
    if "starts" in fields and read.ends:  # "14:00–16:00"
        changes["ends"] = read.ends
    if "organiser" in fields and "contact" not in fields and not read.contact:
        changes["contact"] = submission.contact
    return replace(submission, **changes), problems


def by_hand(problems: Iterable[RowProblem]) -> list[RowProblem]:
    """These without the questions of a longer text: "don't share photos" is for readers where somebody types it in.

    A title or a venue that says it is private is asked about there too.
    """
    texts = {"description", "organiser"}
    for_readers = {
        (f"online_or_{at}", text) for at in ("there", "at_point") for text in ("title", "description")
    }
    for_readers |= {("not_public_beside", text) for text in texts}
    return [one for one in problems if (one.code, one.column) not in for_readers]


def _as_long(submission: Submission, day: date) -> date | None:
    """The last day of what begins on another day now and goes on for as long as before."""
    if submission.day is None or submission.last_day is None:
        return None
    return day + (submission.last_day - submission.day)


def touches_place(fields: Mapping[str, str]) -> bool:
    """Whether the place is to be looked up again. A venue or an address is for people to read and moves no pin."""
    return any(name in fields for name in PLACE_FIELDS if name not in {"venue", "address"})
