"""Counts as bubbles on a map: a circle for each city, or for several that lie together, on land drawn once a view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import hypot, sqrt

import numpy as np
from PIL import Image, ImageDraw

from dashboard.model import OWN_POINT, CityCount
from dashboard.pictures.colours import Colours
from dashboard.pictures.faces import BOLD, faces
from dashboard.pictures.lettering import Style, readable, width, write
from dashboard.pictures.world import View, shapes

Size = tuple[int, int]
Box = tuple[float, float, float, float]

SMOOTH = 2
"""Shapes are drawn so many times larger and then reduced, since Pillow does not smooth edges."""
_SMALLEST, _A_STEP, _LARGEST = 3.0, 3.6, 26.0
_LEAST, _LEAST_OF_ONE_MEANT = 4.5, 8.0
"""Radii in pixels: what one action has, what grows with the root of their number, and bounds."""
_ROOM_FOR_A_NUMBER = 10.5
_TOGETHER = 36.0
"""Pixels within which cities become one circle."""
NAME_SIZE = 15
SOFT_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in pixels; what is counted in it, and which cities these are."""

    x: float
    y: float
    actions: int
    cancelled: int
    cities: tuple[CityCount, ...]
    radius: float = 0.0

    @property
    def number(self) -> str:
        """What may be written in it."""
        return str(self.actions) if self.actions < 10_000 else f"{self.actions // 1000}k"

    @property
    def number_size(self) -> int:
        """The height of its letters in pixels: as large as fit."""
        return round(self.radius * (1.1, 1.1, 0.9, 0.7)[min(len(self.number), 4) - 1])

    @property
    def is_soft(self) -> bool:
        """Whether it stands for somewhere in a city, region or country, as on the map that moves."""
        return self.actions > 0 and len(self.cities) == 1 and self.cities[0].precision not in OWN_POINT

    @property
    def box(self) -> Box:
        """Left, top, right and bottom."""
        return self.around(self.radius)

    def is_covered_by(self, other: Circle) -> bool:
        """Whether the other would hide a part of its number."""
        return _meet(self.around(self.radius * 0.6), other.box)

    def around(self, reach: float) -> Box:
        """The box of a circle of this radius in its place."""
        return self.x - reach, self.y - reach, self.x + reach, self.y + reach


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a city, which begins at ``x`` on the baseline ``y`` and is ``long`` pixels long."""

    x: float
    y: float
    text: str
    long: float


def map_picture(
    size: Size,
    view: View,
    cities: Sequence[CityCount],
    colours: Colours,
    city_id: int | None = None,
) -> Image.Image:
    """The map of these cities; if one of them is meant, the others step back. The land of the whole world is kept."""
    land = (_land.__wrapped__ if view.centre else _land)(size, view, colours)
    picture = Image.frombytes("RGB", (size[0] * SMOOTH, size[1] * SMOOTH), land)
    circles = circles_of(view, cities, city_id)
    draw = ImageDraw.Draw(picture)
    for circle in circles:
        fill, outline = paint(circle, colours, city_id)
        if circle.is_soft and fill == colours.accent:
            draw.ellipse([at * SMOOTH for at in circle.around(circle.radius + SOFT_EDGE)], fill=colours.halo)
        box = [at * SMOOTH for at in circle.box]
        draw.ellipse(box, fill=fill, outline=outline, width=round(1.5 * SMOOTH))
    picture = picture.resize(size, Image.Resampling.BOX)
    draw = ImageDraw.Draw(picture)
    for circle in numbered(circles):
        font = faces()[0].at(circle.number_size, BOLD)
        draw.text((circle.x, circle.y), circle.number, fill=colours.on_accent, font=font, anchor="mm")
    return picture


def write_names(picture: Image.Image, names: Iterable[Name], colours: Colours) -> None:
    """The names of cities beside their circles."""
    style, draw = Style(NAME_SIZE, BOLD, colours.ink), ImageDraw.Draw(picture)
    for name in names:
        write(draw, (name.x, name.y), name.text, style)


@lru_cache(24)
def _land(size: Size, view: View, colours: Colours) -> bytes:
    """Land and borders without anything on them, as the pixels of a picture `SMOOTH` times as large."""
    picture = Image.new("RGB", (size[0] * SMOOTH, size[1] * SMOOTH), colours.paper)
    draw = ImageDraw.Draw(picture)
    for kind, line in shapes(view):
        points = (line * SMOOTH).ravel().tolist()
        fill, width_of_line = colours.of(kind)
        if width_of_line:
            draw.line(points, fill=fill, width=max(1, round(width_of_line * SMOOTH)))
        else:
            draw.polygon(points, fill=fill)
    return picture.tobytes()


def circles_of(view: View, cities: Sequence[CityCount], city_id: int | None = None) -> list[Circle]:
    """The circles on the picture, the largest first. Cities that would lie on each other are one circle.

    The one that is meant by ``city_id`` stays by itself, and is drawn last.
    """
    placed = view.place(np.array([[one.longitude, one.latitude] for one in cities])) if cities else ()
    left, top, right, bottom = view.box
    meant, piles = [], _Piles()
    for (x, y), city in sorted(zip(placed, cities, strict=True), key=_largest_first):
        one = Circle(float(x), float(y), city.actions, city.cancelled, (city,))
        if city.city_id == city_id:
            meant.append(one)
        elif left - _LARGEST <= x <= right + _LARGEST and top - _LARGEST <= y <= bottom + _LARGEST:
            piles.add(one)
    most = max((_wished(one) for one in [*piles, *meant]), default=_LARGEST)
    scale = min(1.0, _LARGEST / most)
    sized = [replace(one, radius=max(_LEAST, _wished(one) * scale)) for one in piles]
    sized.sort(key=lambda one: (-one.radius, one.cities[0].city_id))
    return sized + [replace(one, radius=max(_LEAST_OF_ONE_MEANT, _wished(one) * scale)) for one in meant]


def _wished(circle: Circle) -> float:
    """Areas in proportion to counts; where the largest would cover a country, all are made smaller."""
    return _SMALLEST + _A_STEP * sqrt(max(1, circle.actions or circle.cancelled))


def numbered(circles: Sequence[Circle]) -> Iterator[Circle]:
    """Those with room for their number, which no later one hides."""
    for n, circle in enumerate(circles):
        is_large = circle.radius >= _ROOM_FOR_A_NUMBER and circle.actions
        if is_large and not any(circle.is_covered_by(later) for later in circles[n + 1 :]):
            yield circle


def _largest_first(placed: tuple[object, CityCount]) -> tuple[int, int, int]:
    city = placed[1]
    return -city.actions, -city.cancelled, city.city_id


class _Piles:
    """Circles that stand apart; what comes near one joins it. Looked for in squares, so that 10,000 take no time."""

    def __init__(self) -> None:
        self._squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        self._circles: list[Circle] = []

    def __iter__(self) -> Iterator[Circle]:
        return iter(self._circles)

    def add(self, one: Circle) -> None:
        """Join the nearest circle within reach, or stand alone."""
        column, row = int(one.x // _TOGETHER), int(one.y // _TOGETHER)
        near = [
            n
            for at in product(range(column - 1, column + 2), range(row - 1, row + 2))
            for n in self._squares[at]
        ]
        distance, nearest = min(((self._distance(n, one), n) for n in near), default=(_TOGETHER, -1))
        if distance >= _TOGETHER:
            self._squares[column, row].append(len(self._circles))
            self._circles.append(one)
            return
        host = self._circles[nearest]
        actions, cancelled = host.actions + one.actions, host.cancelled + one.cancelled
        self._circles[nearest] = Circle(host.x, host.y, actions, cancelled, host.cities + one.cities)

    def _distance(self, number: int, one: Circle) -> float:
        return hypot(self._circles[number].x - one.x, self._circles[number].y - one.y)


def paint(circle: Circle, colours: Colours, city_id: int | None) -> tuple[str, str]:
    """The colours of its inside and of its edge: what is called off is hollow, what is not meant steps back."""
    if not circle.actions:
        return colours.paper, colours.muted
    is_meant = city_id in {None, *(city.city_id for city in circle.cities)}
    return (colours.accent if is_meant else colours.muted), colours.ring


def names_of(circles: Sequence[Circle], names: Mapping[int, str], size: Size) -> Iterator[Name]:
    """The names of cities that stand alone, as far as they touch no circle, no other name and no edge."""
    style, taken = Style(NAME_SIZE, BOLD), [circle.box for circle in circles]
    for circle in circles:
        text = readable(names[circle.cities[0].city_id]) if len(circle.cities) == 1 else ""
        long = width(text, style)
        for x in (circle.x + circle.radius + 4, circle.x - circle.radius - 4 - long):
            box = (x, circle.y - NAME_SIZE / 2, x + long, circle.y + NAME_SIZE / 2)
            is_within = box[0] > 0 and box[1] > 0 and box[2] < size[0] and box[3] < size[1]
            if text and is_within and not any(_meet(box, other) for other in taken if other != circle.box):
                taken.append(box)
                yield Name(x, circle.y + NAME_SIZE / 3, text, long)
                break


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
