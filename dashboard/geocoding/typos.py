"""Names that are nearly what was written."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.geocoding.index import Index


def allowed_errors(key: str, *, closely: bool) -> int:
    """How many letters may be wrong in a name of this length: none in a short one.

    ``closely``: the row names the region too, so that few names are in question.
    """
    length = len(key)
    if closely:
        return 0 if length < 4 else 1 if length < 6 else 2 if length < 12 else 3
    return 0 if length < 5 else 1 if length < 8 else 2 if length < 14 else 3


def near_keys(index: Index, key: str, countries: Iterable[str], *, closely: bool = False) -> list[tuple[str, int]]:
    """Keys of places in these countries that differ by few letters, with the number of errors; best first.

    Without a country only the names of large cities are compared. The first letter must be right.
    """
    most = allowed_errors(key, closely=closely)
    if not most:
        return []
    found: dict[str, int] = {}
    for country in list(countries) or [""]:
        shelf = index.shelf(country, key[0])
        near = process.extract(key, shelf, scorer=OSA.distance, score_cutoff=most, limit=30)
        found.update((name, int(errors)) for name, errors, _ in near)
    return sorted(found.items(), key=lambda item: item[1])
