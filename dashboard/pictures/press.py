"""Any part of the map as a picture to print: PNG or SVG, of bounded size, with its source written on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from math import floor
from typing import Final

from PIL import ImageDraw

from dashboard.model import CityCount
from dashboard.pictures.bubbles import (
    NAME_SIZE,
    SOFT_EDGE,
    circles_of,
    map_picture,
    names_of,
    numbered,
    paint,
    write_names,
)
from dashboard.pictures.colours import Colours
from dashboard.pictures.faces import BOLD, REGULAR
from dashboard.pictures.lettering import Style, readable, width, write
from dashboard.pictures.png import png
from dashboard.pictures.world import NEAR_FROM_ZOOM, View, around, shapes

WORLD: Final = (25.0, 10.0, 2.25)
USUAL_SIZE: Final = (1280, 720)
WIDTHS: Final = (200, 2000)
HEIGHTS: Final = (150, 1500)
MOST_ZOOM: Final = 12.0
_MOST_AT_FIRST: Final = 6.0
"""As near as the map that moves comes by itself."""
_SOURCE_SIZE = 13
_DIGITS = 1


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen: the middle, the zoom of the map that moves, and the size in pixels, within bounds.

    Where the address names no view, ``is_first``: it is what the map shows first, as `of` says.
    """

    latitude: float
    longitude: float
    zoom: float
    width: int
    height: int
    is_first: bool = False

    def of(self, cities: Sequence[CityCount]) -> Sight:
        """What the map of these cities shows first: all of them, or the world where that is no nearer."""
        points = [(one.longitude, one.latitude) for one in cities] if self.is_first else ()
        found = around(self.view.box, points, _MOST_AT_FIRST)
        if not found or not found.centre or (zoom := floor(found.zoom * 4) / 4) <= self.zoom:
            return self
        latitude, longitude = found.centre
        return replace(self, latitude=latitude, longitude=longitude, zoom=zoom)

    @property
    def view(self) -> View:
        """The same as a part of the world on a whole picture."""
        return View((0, 0, self.width, self.height), (self.latitude, self.longitude), self.zoom)


_NUMBER = r"-?[0-9]{1,3}(?:[.][0-9]{1,20})?"
_VIEW = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER})")
_SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


def sight(view: str, size: str) -> Sight:
    """Reads ``"51.5,-0.1,7"`` and ``"1280x720"``; what makes no sense is what is seen first, at the usual size.

    Numbers are rounded, so that views that hardly differ are one picture.
    """
    seen, large = _VIEW.fullmatch(view), _SIZE.fullmatch(size)
    latitude, longitude, zoom = map(float, seen.groups() if seen else WORLD)
    across, down = map(int, large.groups() if large else USUAL_SIZE)
    return Sight(
        round(_within(latitude, -85, 85), 2),
        round(_within(longitude, -200, 200), 2),
        round(_within(zoom, 0, MOST_ZOOM) * 4) / 4,
        int(_within(across, *WIDTHS)),
        int(_within(down, *HEIGHTS)),
        is_first=seen is None,
    )


def _within(given: float, least: float, most: float) -> float:
    return min(max(given, least), most)


def draw_sight(
    seen: Sight, cities: Sequence[CityCount], names: Mapping[int, str], source: str, colours: Colours
) -> bytes:
    """The view as PNG, with the names of cities by their numbers, and where all of this comes from."""
    size = (seen.width, seen.height)
    picture = map_picture(size, seen.view, cities, colours)
    if seen.zoom >= NEAR_FROM_ZOOM:
        write_names(picture, names_of(circles_of(seen.view, cities), names, size), colours)
    draw, style = ImageDraw.Draw(picture), Style(_SOURCE_SIZE, colour=colours.muted)
    source = readable(source)
    long = width(source, style) + 16
    draw.rectangle((seen.width - long, seen.height - 24, seen.width, seen.height), fill=colours.paper)
    write(draw, (seen.width - long + 8, seen.height - 8), source, style)
    return png(picture)


def write_sight(
    seen: Sight, cities: Sequence[CityCount], names: Mapping[int, str], source: str, colours: Colours
) -> bytes:
    """The view as SVG, with its words as text."""
    circles = circles_of(seen.view, cities)
    parts = [f'<rect width="100%" height="100%" fill="{colours.paper}"/>']
    for kind, line in shapes(seen.view):
        colour, thick = colours.of(kind)
        way = "M" + "L".join(f"{round(x, _DIGITS):g} {round(y, _DIGITS):g}" for x, y in line.tolist())
        fill = "none" if thick else colour
        parts.append(f'<path d="{way}" fill="{fill}" stroke="{colour}" stroke-width="{thick or 0.8}"/>')
    for one in circles:
        fill, edge = paint(one, colours, None)
        at = f'cx="{one.x:.1f}" cy="{one.y:.1f}"'
        if one.is_soft:
            parts.append(f'<circle {at} r="{one.radius + SOFT_EDGE:.1f}" fill="{colours.halo}"/>')
        parts.append(f'<circle {at} r="{one.radius:.1f}" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>')
    for one in numbered(circles):
        where = f'x="{one.x:.1f}" y="{one.y:.1f}" dominant-baseline="central" text-anchor="middle"'
        parts.append(_text(where, one.number, one.number_size, BOLD, colours.on_accent))
    if seen.zoom >= NEAR_FROM_ZOOM:
        for name in names_of(circles, names, (seen.width, seen.height)):
            where = f'x="{name.x:.1f}" y="{name.y:.1f}" textLength="{name.long:.0f}" lengthAdjust="spacingAndGlyphs"'
            parts.append(_text(where, name.text, NAME_SIZE, BOLD, colours.ink))
    long = width(readable(source), Style(_SOURCE_SIZE))
    at = f'x="{seen.width - long - 16:.0f}" y="{seen.height - 24}"'
    parts.append(f'<rect {at} width="{long + 16:.0f}" height="24" fill="{colours.paper}"/>')
    where = f'x="{seen.width - long - 8:.0f}" y="{seen.height - 8}" textLength="{long:.0f}"'
    parts.append(_text(where, source, _SOURCE_SIZE, REGULAR, colours.muted))
    head = f'width="{seen.width}" height="{seen.height}" viewBox="0 0 {seen.width} {seen.height}"'
    style = "font-family=\"'Source Sans 3', 'Noto Sans', sans-serif\""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head} {style}>{"".join(parts)}</svg>\n'.encode()


def _text(where: str, text: str, size: int, weight: int, colour: str) -> str:
    if not text:
        return ""
    return f'<text {where} font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
