"""Find the town that a postcode of the United Kingdom belongs to: "EC1V 4AB" is in London."""

from __future__ import annotations

import re
from functools import cache

from dashboard.geocoding.index.layout import read_lines

COUNTRY = "GB"
_POSTCODE = re.compile(r"([A-Z]{1,2})[0-9][0-9A-Z]?(?:\s*[0-9][A-Z]{2})?", re.IGNORECASE)
_FULL = re.compile(r".*[0-9][A-Z]{2}", re.IGNORECASE)


@cache
def _towns() -> dict[str, int]:
    return {line[0]: int(line[1]) for line in read_lines("postcode_areas.tsv")}


def town_of_postcode(text: str) -> int | None:
    """The GeoNames id of the post town of a text that is a postcode, or the first half of one; else ``None``."""
    found = _POSTCODE.fullmatch(text.strip())
    return _towns().get(found[1].upper()) if found else None


def is_full_postcode(text: str) -> bool:
    """Whether a postcode has its second half, so that it can hardly mean anything else: "E14 5EP", not "M1"."""
    return _FULL.fullmatch(text.strip()) is not None
