"""Land and borders as flat shapes: the whole world, or the part of it around a place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.bundled import bundled

Line = NDArray[np.float64]
"""Points as rows of longitude and latitude, or of x and y in pixels."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""
Shapes = tuple[tuple[str, tuple[Line, ...]], ...]
"""Lines by their kind, in the order of drawing: land and what is not land in it, then lines upon it."""

NORTH, SOUTH = 80.0, -56.0
"""Where the picture of the world ends; the northernmost actions are at 78° N."""
NEAR_FROM_ZOOM = 5.0
_EDGE = 50.0
"""Pixels that points are kept away from the edge of a view that is made for them."""
_TILE = 256
"""The world's width in pixels at zoom 0, as on the map that moves."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a part of a picture.

    Without a ``centre`` it is the whole world in the Equal Earth projection (Šavrič, Patterson and Jenny 2018),
    which shows areas in proportion. With one (latitude, longitude), it is what the map that moves shows there at
    this ``zoom``: Web Mercator.
    """

    box: Box
    centre: tuple[float, float] | None = None
    zoom: float = 0.0

    def place(self, line: Line) -> Line:
        """Where these longitudes and latitudes are, in pixels."""
        x0, y0, x1, y1 = self.box
        if self.centre is None:
            right = float(_equal_earth(np.array([[180.0, 0.0]]))[0, 0])
            top, bottom = _equal_earth(np.array([[0.0, NORTH], [0.0, SOUTH]]))[:, 1]
            scale = min((x1 - x0) / (2 * right), (y1 - y0) / (top - bottom))
            flat, middle = _equal_earth(line), np.array([0.0, (top + bottom) / 2])
        else:
            scale = _TILE * 2**self.zoom / 360
            flat, middle = _mercator(line), _mercator(np.array([self.centre[::-1]]))[0]
        placed = (flat - middle) * np.array([scale, -scale]) + np.array([(x0 + x1) / 2, (y0 + y1) / 2])
        return np.asarray(placed, dtype=np.float64)


def around(box: Box, points: Sequence[tuple[float, float]], most_zoom: float) -> View | None:
    """The nearest view, of this zoom at most, in which all points (longitude, latitude) are seen; none without any."""
    if not points:
        return None
    flat = _mercator(np.array(points))
    low, high = flat.min(axis=0), flat.max(axis=0)
    room = np.array([box[2] - box[0], box[3] - box[1]]) - 2 * _EDGE
    zoom = np.log2(room * 360 / _TILE / np.maximum(high - low, 1e-9)).min()
    x, y = (low + high) / 2
    latitude = float(np.degrees(np.arctan(np.sinh(np.radians(y)))))
    return View(box, (latitude, float(x)), min(float(zoom), most_zoom))


def shapes(view: View) -> Iterator[tuple[str, Line]]:
    """Each shape of the view by its kind, in pixels and in the order of drawing."""
    for kind, lines in _known(view):
        for line in _seen(lines, view):
            yield kind, line


def _known(view: View) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The shapes at the scale that fits: of the pieces that are seen, all of a kind before the next kind."""
    if view.centre is None or view.zoom < NEAR_FROM_ZOOM:
        yield from _shapes("world-110m.json" if view.centre is None else "world-50m.json")
        return
    seen = [_piece(*place) for place in _places() if any(True for _ in _seen([_corners(*place)], view))]
    for kinds in zip(*seen, strict=True):
        yield kinds[0][0], tuple(line for _, lines in kinds for line in lines)


def _corners(west: float, south: float, size: float) -> Line:
    return np.array([[west, south], [west + size, south + size]])


def _seen(lines: Sequence[Line], view: View) -> Iterator[Line]:
    """Those of the lines that touch the view, in pixels. All are placed at once: most are short, and there are many."""
    starts = np.cumsum([0, *map(len, lines)])[:-1]
    for turned in _turns(np.concatenate(lines), view) if lines else ():
        placed = view.place(turned)
        low, high = np.minimum.reduceat(placed, starts), np.maximum.reduceat(placed, starts)
        touches = (low <= view.box[2:]) & (high >= view.box[:2])
        parts = np.split(placed, starts[1:])
        yield from (parts[n] for n in np.flatnonzero(touches.all(axis=1)))


def _turns(line: Line, view: View) -> list[Line]:
    """Points as often as they may be seen: around a place near the antimeridian, land of both sides is."""
    if view.centre is None:
        return [line]
    return [line + np.array([degrees, 0.0]) for degrees in (-360.0, 0.0, 360.0)]


def _equal_earth(line: Line) -> Line:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = np.radians(line[:, 0]), np.radians(line[:, 1])
    half_root = np.sqrt(3) / 2
    angle = np.arcsin(half_root * np.sin(latitude))
    square = angle**2
    sixth = square**3
    x = longitude * np.cos(angle) / (half_root * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return np.column_stack([x, y])


def _mercator(line: Line) -> Line:
    """Web Mercator in degrees of longitude."""
    latitude = np.radians(np.clip(line[:, 1], -85.0, 85.0))
    return np.column_stack([line[:, 0], np.degrees(np.arcsinh(np.tan(latitude)))])


@cache
def _shapes(name: str) -> Shapes:
    """The shapes of a file; its format is described in ``data/basemap/README.md``."""
    world: dict[str, Any] = json.loads(bundled("basemap", name).read_text("utf-8"))
    scale, origin = np.array(world["transform"]["scale"]), np.array(world["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in world["arcs"]]
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in world["land"]]
    return (
        *_areas("land", rings),
        ("borders", tuple(arcs[index] for index in world["borders"])),
        ("disputed", tuple(arcs[index] for index in world["disputed"])),
    )


def _areas(kind: str, polygons: Sequence[Sequence[Line]]) -> Shapes:
    holes = tuple(hole for polygon in polygons for hole in polygon[1:])
    return (kind, tuple(polygon[0] for polygon in polygons)), ("holes" if kind == "land" else "land", holes)


def _ring(indices: Sequence[int], arcs: Sequence[Line]) -> Line:
    """A ring of arcs; ``~n`` is arc ``n`` backwards, and each begins where the one before ended."""
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


@cache
def _places() -> tuple[tuple[float, float, float], ...]:
    """West, south and degrees of each piece of the near map."""
    return tuple(
        tuple(place) for place in json.loads(bundled("basemap", "near", "index.json").read_text())["pieces"]
    )


@lru_cache(48)
def _piece(west: float, south: float, _size: float) -> Shapes:
    """The shapes of a piece; islands in lakes are land again."""
    quantum = json.loads(bundled("basemap", "near", "index.json").read_text())["quantum"]
    piece: dict[str, Any] = json.loads(bundled("basemap", "near", f"{west}_{south}.json").read_text())
    lines = {kind: [[_row(row, quantum) for row in rows] for rows in parts] for kind, parts in piece.items()}
    of_lines = tuple(
        (kind, tuple(rows[0] for rows in lines[kind]))
        for kind in ("regions", "rivers", "borders", "disputed")
    )
    areas = (shape for kind in ("land", "urban", "lakes") for shape in _areas(kind, lines[kind]))
    return (*areas, *of_lines)


def _row(row: Sequence[int], quantum: float) -> Line:
    steps = np.array(row, dtype=np.float64).reshape(-1, 2)
    return np.asarray(np.cumsum(steps, axis=0) * quantum - np.array([180.0, 90.0]))
