"""Counts as bubbles on a map: the land once for each view, then a circle for each city."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import numpy as np
from PIL import Image, ImageDraw

from dashboard.model import CityCount
from dashboard.pictures.colours import Colours
from dashboard.pictures.faces import BOLD, faces
from dashboard.pictures.world import View, shapes

Size = tuple[int, int]
Circle = tuple[float, float, float, CityCount]
"""The centre and radius in pixels, and what is counted."""

SMOOTH = 2
"""Shapes are drawn so many times larger and then reduced, since Pillow does not smooth edges."""
_SMALLEST, _A_STEP, _LARGEST = 3.0, 3.6, 36.0
_ROOM_FOR_A_NUMBER = 11.0
_BORDER_WIDTH = {"borders": 1.2, "disputed": 0.5}


def map_picture(
    size: Size, view: View, cities: Sequence[CityCount], colours: Colours, city_id: int | None
) -> Image.Image:
    """The map of these cities; if one of them is meant, the others step back."""
    picture = Image.frombytes("RGB", (size[0] * SMOOTH, size[1] * SMOOTH), _land(size, view, colours))
    circles = _circles(view, cities)
    draw = ImageDraw.Draw(picture)
    for circle in circles:
        _bubble(draw, circle, colours, stands_back=city_id not in {None, circle[3].city_id})
    picture = picture.resize(size, Image.Resampling.BOX)
    for circle in circles:
        _number(ImageDraw.Draw(picture), circle, colours)
    return picture


@lru_cache(24)
def _land(size: Size, view: View, colours: Colours) -> bytes:
    """Land and borders without anything on them, as the pixels of a picture `SMOOTH` times as large."""
    picture = Image.new("RGB", (size[0] * SMOOTH, size[1] * SMOOTH), colours.paper)
    draw = ImageDraw.Draw(picture)
    for kind, line in shapes(view):
        points = [(float(x), float(y)) for x, y in line * SMOOTH]
        if kind in {"land", "holes"}:
            draw.polygon(points, fill=colours.land if kind == "land" else colours.paper)
        else:
            draw.line(points, fill=colours.border, width=max(1, round(_BORDER_WIDTH[kind] * SMOOTH)))
    return picture.tobytes()


def _circles(view: View, cities: Sequence[CityCount]) -> list[Circle]:
    """The circles on the picture, the largest first, so that no small one is hidden below."""
    if not cities:
        return []
    placed = view.place(np.array([[city.longitude, city.latitude] for city in cities]))
    circles = [(float(x), float(y), _radius(city), city) for (x, y), city in zip(placed, cities, strict=True)]
    return sorted(circles, key=lambda one: (-one[2], one[3].city_id))


def _radius(city: CityCount) -> float:
    """Areas in proportion to counts, until a bubble would cover a country."""
    return min(_LARGEST, _SMALLEST + _A_STEP * sqrt(max(1, city.actions or city.cancelled)))


def _bubble(draw: ImageDraw.ImageDraw, circle: Circle, colours: Colours, *, stands_back: bool) -> None:
    x, y, radius, city = circle
    if not city.actions:
        _circle(draw, x, y, radius, fill=colours.paper, outline=colours.muted)
    elif stands_back:
        _circle(draw, x, y, radius, fill=colours.muted, outline=colours.ring)
    else:
        _circle(draw, x, y, radius, fill=colours.accent, outline=colours.ring)


def _circle(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, *, fill: str, outline: str) -> None:
    box = [(at + sign * radius) * SMOOTH for sign in (-1, 1) for at in (x, y)]
    draw.ellipse(box, fill=fill, outline=outline, width=round(1.5 * SMOOTH))


def _number(draw: ImageDraw.ImageDraw, circle: Circle, colours: Colours) -> None:
    x, y, radius, city = circle
    if radius < _ROOM_FOR_A_NUMBER or not city.actions:
        return
    font = faces()[0].at(round(radius * (1.1 if city.actions < 100 else 0.8)), BOLD)
    draw.text((x, y), str(city.actions), fill=colours.on_accent, font=font, anchor="mm")
