"""Names that are nearly what was written."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.geocoding.index import Index


def allowed_errors(key: str) -> int:
    """How many letters may be wrong in a name of this length: none in a short one."""
    return 0 if len(key) < 5 else 1 if len(key) < 8 else 2 if len(key) < 14 else 3


def near_keys(index: Index, key: str, countries: Iterable[str]) -> list[tuple[str, int]]:
    """Keys of places in these countries that differ by few letters, with the number of errors; best first.

    Without a country only the names of large cities are compared. The first letter must be right.
    """
    most = allowed_errors(key)
    if not most:
        return []
    shelves = [index.shelf(country, key[0]) for country in (list(countries) or [""])]
    found: dict[str, int] = {}
    for shelf in shelves:
        near = process.extract(key, shelf, scorer=OSA.distance, score_cutoff=most, limit=12)
        found.update((name, int(errors)) for name, errors, _ in near)
    return sorted(found.items(), key=lambda item: item[1])
