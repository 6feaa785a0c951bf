"""Values to rows and back: the only place that knows which field is which column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import RowMapping, Select, Table, select

from dashboard.i18n import ENGLISH, say_all
from dashboard.model import (
    Action,
    Campaign,
    Effect,
    Partner,
    Place,
    PlaceQuery,
    PublicAction,
    RowProblem,
    Status,
    Submission,
    Visibility,
    Words,
)
from dashboard.reasons import to_reasons, to_values, value_json, values_json
from dashboard.safety import digest_of, hashed, is_of_first_version, told_at
from dashboard.storage.schema import actions, public_actions

Values = dict[str, Any]

_PLACE: Final = tuple(field.name for field in fields(Place))
_ASKED: Final = tuple(field.name for field in fields(PlaceQuery))
_PUBLIC: Final = tuple(field.name for field in fields(PublicAction))
_SHOWN: Final = tuple(field.name for field in fields(PublicAction) if field.compare)
_OWN: Final = (
    "own_id", "title", "description", "organiser", "contact", "link", "language", "expected_people",
    "day", "starts", "ends", "reported_people", "last_day",
)  # fmt: skip
_WITHOUT_A_POINT: Final = ("city_id", "latitude", "longitude", "city_latitude", "city_longitude")
_FIELD_OF: Final = {
    "campaign": "campaign", "key": "key", "status": "status", "visibility": "visibility",
    "geocoding": "geocoding", "row_key": "row_key", "written_status": "submission.status",
    **{name: f"submission.{name}" for name in _OWN},
    **{f"asked_{name}": f"submission.place.{name}" for name in _ASKED},
    **{f"place_{name}": f"place.{name}" for name in _PLACE},
    **{f"city_{name}": f"city.{name}" for name in _PLACE},
}  # fmt: skip
"""Which field of an `Action` each column of `actions` holds."""

_COLUMNS: Final = tuple(_FIELD_OF)
_said: Final = attrgetter(*_FIELD_OF.values())
_LATER: Final = ("last_day", "asked_postcode")
"""Columns that came after the first fingerprints: told of an action that has something in them, and of no other."""
_NOT_TOLD: Final = ("_credit", "reported_people", "row_key", *_LATER)
_TOLD_APART: Final = tuple(name for name in _FIELD_OF if not name.endswith(_NOT_TOLD))
_told_apart: Final = attrgetter(*(_FIELD_OF[name] for name in _TOLD_APART))
_GEOCODING: Final = list(_FIELD_OF).index("geocoding")
_seen: Final = attrgetter(*_SHOWN)

PUBLIC_COLUMNS: Final = [public_actions.c[name] for name in _PUBLIC]
SHOWN_COLUMNS: Final = [public_actions.c[name] for name in _SHOWN]
"""What the world sees of an action, without since when."""


def columns(table: Table, value: type[Any]) -> Select[Any]:
    """A selection of the columns that are the fields of a value, in their order."""
    return select(*(table.c[one.name] for one in fields(value)))


def campaign_values(campaign: Campaign) -> Values:
    """The columns that a campaign fills."""
    return {
        **{field.name: getattr(campaign, field.name) for field in fields(Campaign)},
        "partners": [asdict(one) for one in campaign.partners],
        "translations": [asdict(one) for one in campaign.translations],
    }


def to_campaign(row: Sequence[Any]) -> Campaign:
    """The campaign of a row of its `columns`."""
    *plain, partners, translations, state = row
    return replace(
        Campaign(*plain),
        partners=tuple(Partner(**one) for one in partners),
        translations=tuple(Words(**one) for one in translations),
        state=state,
    )


def action_values(action: Action) -> Values:
    """The columns that an action fills; not its public name, nor the import it came with."""
    return with_city_hour(dict(zip(_COLUMNS, _said(action), strict=True)))


def with_city_hour(values: Values) -> Values:
    """The columns of an action with the one that follows from some of them."""
    city = city_of(_to_place(values, "city"))
    return values | {"city_hour": _city_hour(city, values["day"], values["starts"])}


def city_hour(action: Action) -> str | None:
    """What an action has in common with one that may be the same; ``None`` if its day is not known."""
    return _city_hour(city_of(action.city), action.submission.day, action.submission.starts)


def city_of(place: Place) -> str:
    """What tells one city from another."""
    return str(place.geonameid or f"{place.country_code}/{place.name}")


def _city_hour(city: str, day: date | None, starts: time | None) -> str | None:
    return None if day is None else f"{day} {'--' if starts is None else f'{starts:%H}'} {city}"


def fingerprint(action: Action) -> str:
    """A digest of all that an action says. Where its row stood in the file does not count."""
    said = dict(zip(_TOLD_APART, _told_apart(action), strict=True))
    said["geocoding"] = value_json(action.geocoding)
    return digest_of(said | _told_later(action) | {"reported_people": action.submission.reported_people})


def says_the_same(taken: str, action: Action, now: str) -> bool:
    """Whether a fingerprint that was taken some time ago is that of an action; ``now`` is the one taken now."""
    return taken == (_first_fingerprint(action) if taken and is_of_first_version(taken) else now)


def _first_fingerprint(action: Action) -> str:
    """The digest as it was taken before it was of named fields: of Python's own text of the values."""
    came = action.submission.reported_people  # was not there when the first digests were taken
    told = list(_told_apart(action))
    told[_GEOCODING] = say_all(ENGLISH, *action.geocoding)
    since = [*([] if came is None else [came]), *_told_later(action).values()]
    return hashed(repr((*told, *since)))


def _told_later(action: Action) -> Values:
    return {name: value for name in _LATER if (value := attrgetter(_FIELD_OF[name])(action))}


def to_action(values: Mapping[str, Any] | RowMapping, *, raw: Mapping[str, str], line: int) -> Action:
    """The action of a row of `actions`."""
    kept = ((name, f"asked_{name}") for name in _ASKED)  # one that is kept as JSON may be older than a column
    asked = PlaceQuery(**{name: values[column] for name, column in kept if column in values})
    own = {name: values[name] for name in _OWN if name in values}
    submission = Submission(line=line, raw=raw, place=asked, status=values["written_status"], **own)
    return Action(
        key=values["key"],
        campaign=values["campaign"],
        submission=submission,
        place=_to_place(values, "place"),
        city=_to_place(values, "city"),
        status=values["status"],
        visibility=values["visibility"],
        geocoding=values["geocoding"],
        row_key=values.get("row_key", ""),
    )


def _to_place(values: Mapping[str, Any] | RowMapping, prefix: str) -> Place:
    """One place of a row; a row that was kept as JSON before places had a credit has none."""
    kept = ((name, f"{prefix}_{name}") for name in _PLACE)
    return Place(**{name: values[column] for name, column in kept if column in values})


def public_values(view: PublicAction) -> Values:
    """The `SHOWN_COLUMNS` of one public action."""
    values = dict(zip(_SHOWN, _seen(view), strict=True))
    if view.visibility is Visibility.COUNT_ONLY:
        values.update(dict.fromkeys(_WITHOUT_A_POINT))
    return values


def to_public_action(row: Sequence[Any]) -> PublicAction:
    """The public action of a row of `PUBLIC_COLUMNS`."""
    action = PublicAction(*row)
    told = action.changed_at and told_at(action.changed_at, action.visibility)
    return action if told == action.changed_at else replace(action, changed_at=told)


def with_by_hand(action: Action, by_hand: Mapping[str, Any]) -> Action:
    """The action of an import, as people have changed it since."""
    values = action_values(action) | from_json(by_hand)
    return to_action(values, raw=action.submission.raw, line=action.submission.line)


def to_json(values: Values | None) -> Values | None:
    """The row of `actions` as JSON can hold it."""
    return values and {
        name: value_json(value)
        if name == "geocoding"
        else value.isoformat()
        if isinstance(value, date | time | datetime)
        else value
        for name, value in values.items()
    }


def from_json(values: Mapping[str, Any]) -> Values:
    """The row of `actions` that was kept as JSON."""
    return {name: _from_json(name, value) for name, value in values.items() if name in actions.c}


def _from_json(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "geocoding":
        return to_reasons(value)
    kind = actions.c[name].type
    words = getattr(kind, "words", None)
    if words is not None:
        return words(value)
    python_type = getattr(kind, "impl", kind).python_type  # a moment is one of a type of ours
    return python_type.fromisoformat(value) if python_type in {date, time, datetime} else value


def proposed_json(actions_of_row: Iterable[Action]) -> Values | None:
    """The actions that a row would make as JSON can hold them: further ones stand in the first."""
    every = [to_json(action_values(one)) or {} for one in actions_of_row]
    return {**every[0], "further": every[1:]} if len(every) > 1 else next(iter(every), None)


def to_proposed(kept: Values | None, *, raw: Mapping[str, str], line: int) -> tuple[Action, ...]:
    """The actions that were kept as JSON; none of nothing."""
    every = [kept, *kept.get("further", ())] if kept else []
    return tuple(to_action(from_json(one), raw=raw, line=line) for one in every)


def submission_json(submission: Submission) -> Values:
    """A submission without its raw row, which is kept beside it."""
    values = {name: getattr(submission, name) for name in _OWN}
    place = {name: getattr(submission.place, name) for name in _ASKED}
    also = {"clock": submission.clock, "no_default": list(submission.no_default)}
    return {**(to_json(values) or {}), "status": submission.status, "place": place, **also}


def to_submission(values: Mapping[str, Any], *, raw: Mapping[str, str], line: int) -> Submission:
    """The submission that was kept as JSON."""
    own = from_json({name: values[name] for name in _OWN if name in values})
    own |= {"clock": values.get("clock", ""), "no_default": tuple(values.get("no_default", ()))}
    place = PlaceQuery(**values["place"])
    return Submission(line=line, raw=raw, place=place, status=Status(values["status"]), **own)


def as_received(row: Mapping[str, Any] | RowMapping) -> tuple[Mapping[str, str], tuple[RowProblem, ...]]:
    """The cells of a row of `submissions`, and what is wrong with them. Of an open row both are with its reading."""
    kept = {"raw": row["raw"], "problems": row["problems"]} | (row["reading"] or {})
    return kept["raw"], tuple(map(to_problem, kept["problems"]))


def problem_json(problem: RowProblem) -> Values:
    """A problem as JSON can hold it."""
    about = {"line": problem.line, "column": problem.column, "code": problem.code, "effect": problem.effect}
    return {**about, "values": values_json(problem.values), "offers": list(problem.offers)}


def to_problem(values: Mapping[str, Any]) -> RowProblem:
    """The problem that was kept as JSON."""
    about = (values["line"], values["column"], values["code"], to_values(values["values"]))
    return RowProblem(*about, Effect(values["effect"]), tuple(values.get("offers", ())))
