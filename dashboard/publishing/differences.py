"""Two states of an action, field by field, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.model import Action
from dashboard.publishing.places import place_name
from dashboard.publishing.texts import texts_of
from dashboard.reasons import Reason

_FIELDS: Final = (
    "title", "day", "starts", "ends", "last_day", "status", "place", "venue", "address", "organiser", "link",
    "description", "expected_people", "reported_people", "language", "contact", "visibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as texts; ``""`` is empty. A place is to be said."""

    field: str
    before: str | Reason
    after: str | Reason


def field_texts(action: Action) -> dict[str, str | Reason]:
    """What an action says, field by field."""
    said: dict[str, str | Reason] = {**texts_of(action.submission)}
    said |= {
        "status": action.status.value,
        "visibility": action.visibility.value,
        "place": place_name(action.place),
    }
    return {name: said[name] for name in _FIELDS}


def differences(before: Action, after: Action) -> tuple[FieldChange, ...]:
    """The fields that differ."""
    old, new = field_texts(before), field_texts(after)
    return tuple(FieldChange(name, old[name], new[name]) for name in _FIELDS if old[name] != new[name])
