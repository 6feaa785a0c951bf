"""Rows of one file that may be the same action: they are asked about before both are on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.ingest.clean import fold
from dashboard.model import Action, Effect, RowProblem, Submission
from dashboard.storage import Outcome, ReceivedRow

Seen = dict[tuple[object, ...], list[Action]]
"""The actions of a file so far, by city, day and hour."""

_MOST_BESIDE: Final = 50


def asked_if_twice(row: ReceivedRow, submission: Submission, seen: Seen, *, may_stand: bool) -> ReceivedRow:
    """The row, or the same row waiting because a row above it says the same; unless it is meant just as it says.

    ``submission`` is what the row itself says, without the campaign's day and hour.
    """
    if row.action is None:
        return row
    first = next(filter(None, [_noticed(one, seen) for one in row.actions]), None)
    if first is None or may_stand:
        return row
    problem = RowProblem(
        row.line,
        "",
        "same_in_file",
        {"line": str(first.submission.line)},
        Effect.QUESTION,
    )
    return replace(
        row,
        outcome=Outcome.WAITING,
        problems=(*row.problems, problem),
        action=None,
        further=(),
        submission=submission,
        key=row.action.key,
    )


def _noticed(action: Action, seen: Seen) -> Action | None:
    """The action above that is the same; without one this is noted for the rows below."""
    city, when = action.city, action.submission
    place = city.geonameid or (city.country_code, city.name)
    alike = seen.setdefault((place, when.day, when.starts and when.starts.hour), [])
    first = next((one for one in alike if is_same(one, action)), None)
    if first is None and len(alike) < _MOST_BESIDE:
        alike.append(action)
    return first


def is_same(one: Action, other: Action) -> bool:
    """Whether two actions in one city, on one day and in one hour contradict each other in nothing."""
    ours, theirs = _said(one), _said(other)
    return all(not ours[name] or not theirs[name] or ours[name] == theirs[name] for name in ours)


def _said(action: Action) -> Mapping[str, str]:
    said = action.submission
    words = {
        "title": said.title,
        "venue": said.place.venue,
        "address": said.place.address,
        "organiser": said.organiser,
        "link": said.link,
        "description": said.description,
        "id": said.own_id,
    }
    point = (said.place.latitude, said.place.longitude)
    return {
        **{name: fold(text) for name, text in words.items()},
        "point": str(point) if point[0] is not None else "",
    }
