"""Read a segment that only says of what kind the place before it is: "Georgia (country)", "Georgia (US state)"."""

from __future__ import annotations

from dashboard.geocoding.index.layout import Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.words import words

_LONGEST_CODE = 3
_COUNTRY = frozenset({"country", "nation", "pays", "pais", "paese", "страна", "країна"})


def of_kind(index: Index, piece: Span, key: str) -> Span | None:
    """The piece as the segment behind it, of this key, means it; ``None`` if that says anything else."""
    said = key.split(" ")
    kind = {word for word in said if word in words("city", "region") or word in _COUNTRY}
    if len(key) <= _LONGEST_CODE or not kind:
        return None
    where = " ".join(word for word in said if not (word in kind or word in words("of")))
    if where == piece.key:
        return None
    within = _country(index, where) if where else None
    if where and (within is None or index.names.find(key)[1]):
        return None
    if len(where) > _LONGEST_CODE and any(index.country[n] == within for n, _ in piece.cities):
        return None  # "Mexico City, Mexico State" names both
    if kind <= words("city"):
        cities = tuple(c for c in piece.cities if within is None or index.country[c[0]] == within)
        found = piece._replace(cities=cities, areas=(), area_set=frozenset(), is_country=False)
        return found if cities else None
    level = Level.COUNTRY if kind <= _COUNTRY else Level.REGION
    areas = tuple(
        post for post in piece.areas
        if index.levels[post[0]] is level and (within is None or within in index.ancestors(post[0]))
    )  # fmt: skip
    kept = frozenset(number for number, _ in areas)
    return piece._replace(cities=(), areas=areas, area_set=kept, is_country=False) if areas else None


def _country(index: Index, key: str) -> int | None:
    """The country that a key names."""
    return next((n for n, _ in index.names.find(key)[1] if index.levels[n] is Level.COUNTRY), None)
