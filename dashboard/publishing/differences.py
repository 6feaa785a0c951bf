"""Two states of an action, field by field, as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.model import Action
from dashboard.publishing.places import place_name
from dashboard.reasons import Reason

_FIELDS: Final[Mapping[str, Callable[[Action], object]]] = {
    "title": lambda action: action.submission.title,
    "day": lambda action: action.submission.day,
    "starts": lambda action: action.submission.starts,
    "ends": lambda action: action.submission.ends,
    "last_day": lambda action: action.submission.last_day,
    "status": lambda action: action.status.value,
    "place": lambda action: place_name(action.place),
    "venue": lambda action: action.submission.place.venue,
    "address": lambda action: action.submission.place.address,
    "organiser": lambda action: action.submission.organiser,
    "link": lambda action: action.submission.link,
    "description": lambda action: action.submission.description,
    "expected_people": lambda action: action.submission.expected_people,
    "reported_people": lambda action: action.submission.reported_people,
    "language": lambda action: action.submission.language,
    "contact": lambda action: action.submission.contact,
    "visibility": lambda action: action.visibility.value,
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as texts; ``""`` is empty. A place is to be said."""

    field: str
    before: str | Reason
    after: str | Reason


def field_texts(action: Action) -> dict[str, str | Reason]:
    """What an action says, field by field."""
    return {name: _text(read(action)) for name, read in _FIELDS.items()}


def differences(before: Action, after: Action) -> tuple[FieldChange, ...]:
    """The fields that differ."""
    old, new = field_texts(before), field_texts(after)
    return tuple(FieldChange(name, old[name], new[name]) for name in _FIELDS if old[name] != new[name])


def _text(value: object) -> str | Reason:
    if value is None:
        return ""
    if isinstance(value, Reason):
        return value
    text = str(value)
    return text[:5] if text.count(":") == 2 and len(text) == 8 else text
