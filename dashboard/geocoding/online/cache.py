"""What is remembered of a service's answers: the found and the not found, each with an end; never an outage.

What was asked is kept as a digest alone, so that the memory lists no addresses of people.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.geocoding.online.formats import Found
from dashboard.model import Precision

_DAY: Final = 86_400.0
FOUND_SECONDS: Final = 180 * _DAY
"""Venues rarely move, and a service's terms often ask for a fresh look now and then."""

NOT_FOUND_SECONDS: Final = 14 * _DAY
"""People add places to the services' maps every day."""


def digest(query: str) -> str:
    """The name under which the answer to a query is kept. Case, width and spacing do not count."""
    text = " ".join(unicodedata.normalize("NFKC", query).casefold().split())
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=24).hexdigest()


def from_json(places: Sequence[Mapping[str, Any]]) -> tuple[Found, ...]:
    """An answer as it was kept."""
    return tuple(Found(**{**place, "precision": Precision(place["precision"])}) for place in places)
