"""What an action says, field by field, as the texts of a form or of a file that would say the same."""

from __future__ import annotations

from datetime import time
from typing import Final

from dashboard.ingest.columns import PLACE_TEXTS
from dashboard.model import Submission

_OWN: Final = (
    "title", "day", "starts", "ends", "last_day", "organiser", "link", "description", "expected_people",
    "reported_people", "language", "contact",
)  # fmt: skip


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
