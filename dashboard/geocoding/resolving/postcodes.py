"""What postcodes of the United Kingdom say: which of several namesakes is meant, and which town alone."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dashboard.geocoding.index.layout import read_lines

COUNTRY = "GB"
_POSTCODE = re.compile(
    r"(?<![\w/])([A-Z]{1,2})([0-9]{1,2})[A-Z]?(\s*[0-9][ABD-HJLNP-UW-Z]{2})?(?![\w/-])", re.IGNORECASE
)
_NEAR_TOWN = 3
"""The districts around the post town itself have the first numbers."""
_CITIES = frozenset({"B", "E", "EC", "L", "LS", "M", "N", "NW", "SE", "SW", "W", "WC"})
"""Areas that are hardly more than their city."""


class Postcode(NamedTuple):
    """A postcode, or its first half, as it stands in a text."""

    text: str
    area: str
    district: int
    is_full: bool

    @property
    def town(self) -> int:
        """The GeoNames id of the post town."""
        return _areas()[self.area][0]

    @property
    def reach_km(self) -> float:
        """How far the places of its area lie from the post town, with few exceptions."""
        return _areas()[self.area][1]

    @property
    def is_at_town(self) -> bool:
        """Whether the district is so near its post town that this can stand for it."""
        return self.area in _CITIES or self.district <= _NEAR_TOWN


@cache
def _areas() -> dict[str, tuple[int, float]]:
    return {line[0]: (int(line[1]), float(line[3])) for line in read_lines("postcode_areas.tsv")}


def postcode_in(text: str) -> Postcode | None:
    """The last postcode in a text, a full one before a first half; ``None`` if there is none of a known area."""
    found = [
        Postcode(match[0], match[1].upper(), int(match[2]), match[3] is not None)
        for match in _POSTCODE.finditer(text)
        if match[1].upper() in _areas()
    ]
    return max(found, key=lambda code: code.is_full, default=None)


def without(text: str, code: Postcode) -> str:
    """The text without the postcode."""
    return text.replace(code.text, " ").strip(" ,;-")
