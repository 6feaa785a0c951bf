"""Land and borders as flat shapes: the whole world, or the part of it around a place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.bundled import bundled

Line = NDArray[np.float64]
"""Points as rows of longitude and latitude, or of x and y in pixels."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

NORTH, SOUTH = 80.0, -56.0
"""Where the picture of the world ends; the northernmost actions are at 78° N."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a part of a picture.

    Without a ``centre`` it is the whole world in the Equal Earth projection (Šavrič, Patterson and Jenny 2018),
    which shows areas in proportion. With one, ``height`` is how many degrees of latitude are seen around it.
    """

    box: Box
    centre: tuple[float, float] | None = None
    height: float = 0.0

    def place(self, line: Line) -> Line:
        """Where these longitudes and latitudes are, in pixels."""
        flat = _equal_earth(line) if self.centre is None else _around(line, self.centre)
        (left, top), (right, bottom) = self._corners()
        x0, y0, x1, y1 = self.box
        scale = min((x1 - x0) / (right - left), (y1 - y0) / (top - bottom))
        middle = np.array([(left + right) / 2, (top + bottom) / 2])
        pixels = (flat - middle) * np.array([scale, -scale]) + np.array([(x0 + x1) / 2, (y0 + y1) / 2])
        return np.asarray(pixels, dtype=np.float64)

    def _corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        if self.centre is None:
            right = float(_equal_earth(np.array([[180.0, 0.0]]))[0, 0])
            top, bottom = _equal_earth(np.array([[0.0, NORTH], [0.0, SOUTH]]))[:, 1]
            return (-right, float(top)), (right, float(bottom))
        half = self.height / 2
        # So narrow that the height decides the scale.
        return (-half / 100, half), (half / 100, -half)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Land as outer rings and holes, and lines between countries."""

    land: tuple[Line, ...]
    holes: tuple[Line, ...]
    borders: tuple[Line, ...]
    disputed: tuple[Line, ...]


def shapes(view: View) -> Iterator[tuple[str, Line]]:
    """Each shape of the view by its kind, in pixels and in the order of drawing."""
    known = _shapes("world-110m.json" if view.centre is None else "world-50m.json")
    for kind in ("land", "holes", "borders", "disputed"):
        for line in getattr(known, kind):
            for turned in _turns(line, view):
                placed = view.place(turned)
                if _touches(placed, view.box):
                    yield kind, placed


def _turns(line: Line, view: View) -> list[Line]:
    """A line as often as it may be seen: around a place near the antimeridian, land of both sides is."""
    if view.centre is None:
        return [line]
    return [line + np.array([degrees, 0.0]) for degrees in (-360.0, 0.0, 360.0)]


def _touches(line: Line, box: Box) -> bool:
    (left, top), (right, bottom) = line.min(axis=0), line.max(axis=0)
    return bool(left <= box[2] and right >= box[0] and top <= box[3] and bottom >= box[1])


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


def _around(line: Line, centre: tuple[float, float]) -> Line:
    """Degrees from the centre (latitude, longitude), with east and west as long as they are there."""
    latitude, longitude = centre
    east = (line[:, 0] - longitude) * max(np.cos(np.radians(latitude)), 0.1)
    return np.column_stack([east, line[:, 1] - latitude])


@cache
def _shapes(name: str) -> Shapes:
    """The shapes of a file; its format is described in ``data/basemap/README.md``."""
    world: dict[str, Any] = json.loads(bundled("basemap", name).read_text("utf-8"))
    scale, origin = np.array(world["transform"]["scale"]), np.array(world["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in world["arcs"]]
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in world["land"]]
    return Shapes(
        land=tuple(polygon[0] for polygon in rings),
        holes=tuple(hole for polygon in rings for hole in polygon[1:]),
        borders=tuple(arcs[index] for index in world["borders"]),
        disputed=tuple(arcs[index] for index in world["disputed"]),
    )


def _ring(indices: Sequence[int], arcs: Sequence[Line]) -> Line:
    """A ring of arcs; ``~n`` is arc ``n`` backwards, and each begins where the one before ended."""
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
