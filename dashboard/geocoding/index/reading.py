"""The index of places, opened by memory map: cheap to open, shared by all threads and processes, read only."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from dashboard.errors import GazetteerUnavailable
from dashboard.geocoding.index.layout import (
    AREA,
    COLUMNS,
    DIGESTS,
    PREFIX_PLACES,
    Feature,
    Level,
    digests,
    read_lines,
    stamp,
)
from dashboard.geocoding.index.spellings import Spellings
from dashboard.geocoding.text.geometry import kilometres, kilometres_between


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """A country, region, county or island: the point that stands for it, and how far it reaches around its middle."""

    number: int
    level: Level
    code: str
    name: str
    geonameid: int
    latitude: float
    longitude: float
    radius_km: float
    population: int
    timezone: str
    weight: float

    @property
    def country_code(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.code[:2]

    @property
    def is_placed(self) -> bool:
        """Whether we know where it is. Of an area in which we know no place, we do not: it is never an answer."""
        return bool(self.timezone)


def _holding(city: AreaRecord, regions: Sequence[AreaRecord]) -> Iterator[int]:
    """The larger regions in whose middle a city lies."""
    for outer in regions:
        between = kilometres(city.latitude, city.longitude, outer.latitude, outer.longitude)
        if outer.radius_km > city.radius_km and between < outer.radius_km / 2:
            yield outer.number


Meanings = tuple[tuple[int, int], ...]
"""What a name means, each place or area as (number, kind)."""
_CITY_REGION_KM, _SAME_CITY_KM, _KM_OF_DEGREE = 60.0, 50.0, 110.0
_NOTHING: tuple[Meanings, Meanings] = ((), ())


class Names:
    """A trie of keys, and what each key means."""

    def __init__(self, folder: Path, name: str) -> None:
        self.trie = marisa_trie.Trie().mmap(str(folder / f"{name}.marisa"))
        self._at = _column(folder, f"{name}_at")
        self._posts = _column(folder, f"{name}_posts")

    def __contains__(self, key: str) -> bool:
        return key in self.trie

    def find(self, key: str) -> tuple[Meanings, Meanings]:
        """The places and the areas that the key means, the largest place first; both empty if it is unknown."""
        found = self.trie.get(key)
        if found is None:
            return _NOTHING
        start, end = self._at[found], self._at[found + 1]
        if end - start == 1:
            post = self._posts[start]
            return ((), (((post ^ AREA) >> 2, post & 3),)) if post & AREA else (((post >> 2, post & 3),), ())
        places = bisect_left(self._posts, AREA, start, end)
        return (
            tuple([(post >> 2, post & 3) for post in self._posts[start:places]]),
            tuple([((post ^ AREA) >> 2, post & 3) for post in self._posts[places:end]]),
        )

    def areas_beginning_with(self, prefix: str) -> Iterator[int]:
        """The numbers of all areas one of whose keys begins so; one may come more than once."""
        for key in self.trie.iterkeys(prefix):
            yield from (number for number, _ in self.find(key)[1])


class Index:
    """The columns of all places, by number, and their names."""

    def __init__(self, folder: Path) -> None:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if meta["stamp"] != stamp():
            raise GazetteerUnavailable("index_of_other_version")
        self.folder = folder
        self.look_for_damage()
        columns = {name: _column(folder, name) for name in COLUMNS}
        self.geonameid, self.population = columns["geonameid"], columns["population"]
        self.latitude, self.longitude = columns["latitude"], columns["longitude"]
        self.country, self.region, self.county = columns["country"], columns["region"], columns["county"]
        self.feature, self.weight, self._timezone = columns["feature"], columns["weight"], columns["timezone"]
        self.timezones: list[str] = meta["timezones"]
        self.names = Names(folder, "names")
        self.region_names = Names(folder, "regions")
        """The regions alone, each name after the code of its country: "DE bayern"."""
        rows = json.loads((folder / "areas.json").read_text(encoding="utf-8"))
        self.areas = [AreaRecord(number, Level(row[0]), *row[1:]) for number, row in enumerate(rows)]
        self.levels = [area.level for area in self.areas]
        self.islands = frozenset(area.number for area in self.areas if area.level is Level.ISLAND)
        self.area_by_code = {area.code: area.number for area in self.areas}
        self.area_by_id = {area.geonameid: area.number for area in self.areas}
        self._main_at, self._main = _column(folder, "main_names_at"), (folder / "main_names.txt").read_bytes()
        self._by_id = np.load(folder / "by_id.npy")
        self._ids = np.asarray(self.geonameid)[self._by_id]
        self.by_cell = np.load(folder / "by_cell.npy", mmap_mode="r")
        self.cell_at = _column(folder, "cell_at")
        self.points = np.asarray(self.latitude), np.asarray(self.longitude)
        self._prefixes = marisa_trie.RecordTrie(f"<{PREFIX_PLACES}i").mmap(str(folder / "prefixes.marisa"))
        self.spellings = Spellings(folder)
        self._territories = self._areas_by_country("territories.tsv")
        self._disputed = self._areas_by_country("disputed.tsv")
        self.leading_city = cache(self._leading_city)
        self.ancestors, self.touched_by = cache(self._ancestors), cache(self._touched_by)

    def _areas_by_country(self, file: str) -> dict[int, frozenset[int]]:
        """The areas that a file lists for a country, by their codes."""
        numbers = self.area_by_code
        return {
            numbers[country]: frozenset(numbers[code] for code in codes.split() if code in numbers)
            for country, codes in read_lines(file)
        }

    def _touched_by(self, island: int) -> frozenset[int]:
        """The regions in which an island or landscape has places."""
        area, (north, east) = self.areas[island], self.points
        band = np.flatnonzero(np.abs(north - area.latitude) <= area.radius_km / _KM_OF_DEGREE)
        near = kilometres_between(north[band], east[band], area.latitude, area.longitude) <= area.radius_km
        return frozenset(np.unique(np.asarray(self.region)[band[near]]).tolist())

    @cached_property
    def regions_of(self) -> dict[str, list[AreaRecord]]:
        """By the code of a country: its regions."""
        found: dict[str, list[AreaRecord]] = defaultdict(list)
        for area in self.areas:
            if area.level is Level.REGION:
                found[area.country_code].append(area)
        return found

    @cached_property
    def counties_of(self) -> dict[int, frozenset[int]]:
        """By region: its counties."""
        found: dict[int, set[int]] = defaultdict(set)
        for area in self.areas:
            if area.level is Level.COUNTY:
                found[self.area_by_code.get(area.code.rpartition(".")[0], -1)].add(area.number)
        return {region: frozenset(counties) for region, counties in found.items()}

    @cached_property
    def enclosing(self) -> dict[int, frozenset[int]]:
        """By region that is a city: the regions around it without a seat of their own, as Kyiv Oblast around Kyiv."""
        region, feature = np.asarray(self.region), np.asarray(self.feature)
        seated = set(np.unique(region[feature >= Feature.REGION_SEAT]).tolist())
        around: dict[str, list[AreaRecord]] = defaultdict(list)
        cities: list[AreaRecord] = []
        for area in self.areas:
            if area.level is Level.REGION and area.is_placed:
                if area.number not in seated:
                    around[area.country_code].append(area)
                elif area.radius_km < _CITY_REGION_KM:
                    cities.append(area)
        found = {city.number: frozenset(_holding(city, around[city.country_code])) for city in cities}
        return {number: outer for number, outer in found.items() if outer}

    def _leading_city(self, area: int) -> int | None:
        """The largest place of a country or region, if it is twice as large as where the area's own point is.

        The pin of Nigeria would stand in Abuja, and that of Texas in Austin, where few who live there are.
        """
        record = self.areas[area]
        column = {Level.COUNTRY: self.country, Level.REGION: self.region}.get(record.level)
        if column is None:
            return None
        inside = np.flatnonzero(np.asarray(column) == area)
        north, east = (points[inside] for points in self.points)
        near = inside[kilometres_between(north, east, record.latitude, record.longitude) < _SAME_CITY_KM]
        if not len(near) or self.population[inside[0]] < 2 * self.population[near[0]]:
            return None
        return int(inside[0])

    def look_for_damage(self) -> None:
        """Reads all files through: a damaged one would put places elsewhere.

        Raises:
            GazetteerUnavailable: one is not as it was built.
        """
        if digests(self.folder) != json.loads((self.folder / DIGESTS).read_text(encoding="utf-8")):
            raise GazetteerUnavailable("index_damaged", folder=str(self.folder))

    def _ancestors(self, area: int) -> tuple[int, ...]:
        """The area itself and those that it lies in, the region and the country."""
        parts = self.areas[area].code.split(".")
        codes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return tuple(self.area_by_code[code] for code in codes if code in self.area_by_code)

    def with_territories(self, areas: frozenset[int]) -> frozenset[int]:
        """The areas, and the territories that people count to a country among them."""
        if self._territories.keys().isdisjoint(areas):
            return areas
        return areas | {t for area in areas for t in self._territories.get(area, ())}

    def with_disputed(self, areas: frozenset[int]) -> frozenset[int]:
        """The areas, and those that a country among them holds or claims: Crimea is found with either name."""
        if self._disputed.keys().isdisjoint(areas):
            return areas
        return areas | {found for area in areas for found in self._disputed.get(area, ())}

    def name(self, number: int) -> str:
        """The main name of a place."""
        name: bytes = self._main[self._main_at[number] : self._main_at[number + 1]]
        return name.decode()

    def timezone(self, number: int) -> str:
        """The IANA name of a place's time zone."""
        return self.timezones[int(self._timezone[number])]

    def number_of(self, geonameid: int) -> int | None:
        """The number of the place with this GeoNames id."""
        # A number of another type would have the whole column converted each time, and so would a sorter.
        wanted = np.asarray(geonameid).astype(self._ids.dtype)
        at = int(self._ids.searchsorted(wanted))
        found = at < len(self._ids) and self._ids[at] == geonameid
        return int(self._by_id[at]) if found else None

    def largest(self, prefix: str) -> list[int]:
        """The largest places one of whose names begins with a short key."""
        found = self._prefixes.get(prefix)
        return [number for number in found[0] if number >= 0] if found else []


def _column(folder: Path, name: str) -> Sequence[Any]:
    """A column as a memory map that gives plain Python numbers, and slices without copying."""
    return memoryview(np.load(folder / f"{name}.npy", mmap_mode="r"))
