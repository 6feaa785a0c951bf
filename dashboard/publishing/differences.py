"""What an action says, field by field, as the texts of a form or file; and two states of it, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Final

from dashboard.ingest.columns import PLACE_TEXTS
from dashboard.model import Action, Submission
from dashboard.publishing.places import place_name
from dashboard.reasons import Reason

_FIELDS: Final = (
    "title", "day", "starts", "ends", "last_day", "status", "place", "venue", "address", "organiser", "link",
    "description", "expected_people", "reported_people", "language", "contact", "visibility",
)  # fmt: skip
_OWN: Final = (
    "title", "day", "starts", "ends", "last_day", "organiser", "link", "description", "expected_people",
    "reported_people", "language", "contact",
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


def is_stale(seen: Action | None, standing: Action) -> bool:
    """Whether an action is another one than that which somebody had ``seen`` when they decided."""
    return seen is not None and bool(differences(seen, standing))


def texts_of(submission: Submission) -> dict[str, str]:
    """The text of each field but its status; ``""`` of one that says nothing."""
    place = submission.place
    has_point = place.latitude is not None and place.longitude is not None
    point = {"latitude": place.latitude, "longitude": place.longitude} if has_point else {}
    said = {
        **{name: getattr(submission, name) for name in _OWN},
        **{name: place.text if name == "place" else getattr(place, name) for name in PLACE_TEXTS},
        **point,
    }
    return {name: _text(value) for name, value in said.items()}


def _text(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
