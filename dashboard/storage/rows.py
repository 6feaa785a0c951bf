"""Values to rows and back: the only place that knows which field is which column."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import RowMapping

from dashboard.model import (
    Action,
    Effect,
    Place,
    PlaceQuery,
    PublicAction,
    RowProblem,
    Status,
    Submission,
    Visibility,
)
from dashboard.storage.schema import actions, public_actions

Values = dict[str, Any]

_PLACE: Final = tuple(field.name for field in fields(Place))
_ASKED: Final = tuple(field.name for field in fields(PlaceQuery))
_PUBLIC: Final = tuple(field.name for field in fields(PublicAction))
_OWN: Final = (
    "own_id", "title", "description", "organiser", "contact", "link", "language", "expected_people",
    "day", "starts", "ends",
)  # fmt: skip
_WITHOUT_A_POINT: Final = ("city_id", "latitude", "longitude", "city_latitude", "city_longitude")
_KEPT_OUT: Final = {"uid", "import_id", "fingerprint", "removed_at"}
"""Columns of `actions` that say nothing of the action itself."""

PUBLIC_COLUMNS: Final = [public_actions.c[name] for name in _PUBLIC]


def action_values(action: Action) -> Values:
    """The columns that an action fills, its fingerprint included; not the row it came from."""
    row = action.submission
    values: Values = {
        "campaign": action.campaign, "key": action.key, "status": action.status,
        "visibility": action.visibility, "geocoding": action.geocoding, "written_status": row.status,
    }  # fmt: skip
    for name in _OWN:
        values[name] = getattr(row, name)
    for name in _ASKED:
        values[f"asked_{name}"] = getattr(row.place, name)
    for name in _PLACE:
        values[f"place_{name}"] = getattr(action.place, name)
        values[f"city_{name}"] = getattr(action.city, name)
    values["fingerprint"] = _digest(values)
    return values


def fingerprint(action: Action) -> str:
    """A digest of all that an action says. Where its row stood in the file does not count."""
    return str(action_values(action)["fingerprint"])


def to_action(values: Mapping[str, Any] | RowMapping, *, raw: Mapping[str, str], line: int) -> Action:
    """The action of a row of `actions`."""
    asked = PlaceQuery(**{name: values[f"asked_{name}"] for name in _ASKED})
    own = {name: values[name] for name in _OWN}
    submission = Submission(line=line, raw=raw, place=asked, status=values["written_status"], **own)
    return Action(
        key=values["key"],
        campaign=values["campaign"],
        submission=submission,
        place=Place(**{name: values[f"place_{name}"] for name in _PLACE}),
        city=Place(**{name: values[f"city_{name}"] for name in _PLACE}),
        status=values["status"],
        visibility=values["visibility"],
        geocoding=values["geocoding"],
    )


def public_values(view: PublicAction) -> Values:
    """The columns of `public_actions` for one public action."""
    values = {name: getattr(view, name) for name in _PUBLIC}
    if view.visibility is Visibility.COUNT_ONLY or math.isnan(view.latitude):
        values.update(dict.fromkeys(_WITHOUT_A_POINT))
    return values


def to_public_action(row: Sequence[Any]) -> PublicAction:
    """The public action of a row of `PUBLIC_COLUMNS`."""
    return PublicAction(*row)


def to_json(values: Mapping[str, Any]) -> Values:
    """The row of `actions` as JSON can hold it."""
    return {
        name: value.isoformat() if isinstance(value, date | time | datetime) else value
        for name, value in values.items()
    }


def from_json(values: Mapping[str, Any]) -> Values:
    """The row of `actions` that was kept as JSON."""
    return {name: _from_json(name, value) for name, value in values.items() if name in actions.c}


def _from_json(name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = actions.c[name].type
    words = getattr(kind, "words", None)
    if words is not None:
        return words(value)
    python_type = kind.python_type
    return python_type.fromisoformat(value) if python_type in {date, time, datetime} else value


def submission_json(submission: Submission) -> Values:
    """A submission without its raw row, which is kept beside it."""
    values = {name: getattr(submission, name) for name in _OWN}
    place = {name: getattr(submission.place, name) for name in _ASKED}
    return {**to_json(values), "status": submission.status, "place": place}


def to_submission(values: Mapping[str, Any], *, raw: Mapping[str, str], line: int) -> Submission:
    """The submission that was kept as JSON."""
    own = from_json({name: values[name] for name in _OWN})
    place = PlaceQuery(**values["place"])
    return Submission(line=line, raw=raw, place=place, status=Status(values["status"]), **own)


def problem_json(problem: RowProblem) -> Values:
    """A problem as JSON can hold it."""
    return {field.name: getattr(problem, field.name) for field in fields(RowProblem)}


def to_problem(values: Mapping[str, Any]) -> RowProblem:
    """The problem that was kept as JSON."""
    return RowProblem(**{**values, "effect": Effect(values["effect"])})


def _digest(values: Values) -> str:
    said = repr([(name, value) for name, value in values.items() if name not in _KEPT_OUT])
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
