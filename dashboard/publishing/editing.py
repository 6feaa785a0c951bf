"""A submission with some of its fields corrected, read like the row of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from dashboard.ingest import read_fields
from dashboard.ingest.columns import PLACE_FIELDS
from dashboard.model import RowProblem, Submission

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
    known = _place_texts(submission) | _span_texts(submission, fields)
    read, found = read_fields({**known, **fields}, campaign_day=campaign_day)
    line = submission.line
    problems = [
        replace(one, line=line) for one in found if one.column in fields or not one.column or not read
    ]
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


def _as_long(submission: Submission, day: date) -> date | None:
    """The last day of what begins on another day now and goes on for as long as before."""
    if submission.day is None or submission.last_day is None:
        return None
    return day + (submission.last_day - submission.day)


def _span_texts(submission: Submission, fields: Mapping[str, str]) -> dict[str, str]:
    """The days as they are beside a new end, without which that cannot be read."""
    if "day" in fields or not _WHEN & fields.keys():
        return {}
    texts = {"day": submission.day, "last_day": submission.last_day}
    return {name: str(day) for name, day in texts.items() if day}


def touches_place(fields: Mapping[str, str]) -> bool:
    """Whether the place is to be looked up again. A venue or an address is for people to read and moves no pin."""
    return any(name in fields for name in PLACE_FIELDS if name not in {"venue", "address"})


def _place_texts(submission: Submission) -> dict[str, str]:
    asked = submission.place
    texts = {
        "place": asked.text,
        "venue": asked.venue,
        "address": asked.address,
        "city": asked.city,
        "region": asked.region,
        "country": asked.country,
        "postcode": asked.postcode,
    }
    if asked.latitude is not None and asked.longitude is not None:
        texts |= {"latitude": str(asked.latitude), "longitude": str(asked.longitude)}
    return {name: text for name, text in texts.items() if text}
