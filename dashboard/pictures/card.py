"""A map of counts as a picture, and the card that stands for a link when it is passed on. PNG, drawn by Pillow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

from dashboard.model import CityCount
from dashboard.pictures.bubbles import map_picture
from dashboard.pictures.colours import LIGHT, Colours
from dashboard.pictures.faces import BOLD
from dashboard.pictures.lettering import Style, reads_leftward, wrap, write
from dashboard.pictures.png import png
from dashboard.pictures.world import View, around

CARD_SIZE: Final = (1200, 630)
"""What networks ask for: 1.91 to 1."""
MAP_SIZE: Final = (960, 405)
"""So small that on a phone, which shows it at a third, a bubble can be seen."""
_MARGIN, _MARK_SIZE = 48, 32
_TITLE_SIZES = (64, 56, 50, 44)
_ZOOM_AROUND_A_CITY, _MOST_AROUND_ALL, _NEARER_THAN_THE_WORLD = 5.5, 5.0, 3.0


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: a title, the sentence of counts below it, a note above both, and the site's name.

    Every text must be `dashboard.pictures.lettering.readable`; what is empty takes no room.
    """

    title: str
    sentence: str
    note: str
    site: str


def draw_card(card: Card, cities: Sequence[CityCount], *, city: CityCount | None = None) -> bytes:
    """A PNG of `CARD_SIZE`: the words above a map of all cities, or of the surroundings of one of them."""
    picture = Image.new("RGB", CARD_SIZE, LIGHT.paper)
    height = _head(ImageDraw.Draw(picture), card)
    size = (CARD_SIZE[0], CARD_SIZE[1] - height)
    drawn = map_picture(size, _view(size, cities, city), cities, LIGHT, city.city_id if city else None)
    picture.paste(drawn, (0, height))
    _foot(picture, card)
    return png(picture)


def draw_map(
    cities: Sequence[CityCount], colours: Colours = LIGHT, *, city: CityCount | None = None
) -> bytes:
    """A PNG of `MAP_SIZE`: a bubble for each city where these are, or the surroundings of one of them."""
    view = _view(MAP_SIZE, cities, city)
    return png(map_picture(MAP_SIZE, view, cities, colours, city.city_id if city else None))


def _view(size: tuple[int, int], cities: Sequence[CityCount], city: CityCount | None) -> View:
    """Around the city that is meant; else around all of them; the world where that is hardly larger."""
    whole = (0, 0, size[0], size[1])
    if city:
        return View(whole, (city.latitude, city.longitude), _ZOOM_AROUND_A_CITY)
    framed = around(whole, [(one.longitude, one.latitude) for one in cities], _MOST_AROUND_ALL)
    return (
        framed if framed and framed.zoom >= _NEARER_THAN_THE_WORLD else View((8, 4, size[0] - 8, size[1] - 4))
    )


def _head(draw: ImageDraw.ImageDraw, card: Card) -> int:
    """Note, title and sentence; gives the height that they take."""
    leftward = reads_leftward(card.title or card.sentence)
    x, y = (CARD_SIZE[0] - _MARGIN if leftward else _MARGIN), 26.0
    for style, line in _lines(card, CARD_SIZE[0] - 2 * _MARGIN):
        y += style.size * style.leading
        write(draw, (x, y), line, style, from_right=leftward)
    return round(y + 24)


def _lines(card: Card, width: float) -> Iterator[tuple[Style, str]]:
    note, sentence = Style(24, colour=LIGHT.muted), Style(38, BOLD, LIGHT.accent, leading=1.4)
    title, lines = _fitting(card.title, width)
    yield from ((note, line) for line in wrap(card.note, note, width, 1))
    yield from ((title, line) for line in lines)
    yield from ((sentence, line) for line in wrap(card.sentence, sentence, width, 1))


def _fitting(title: str, width: float) -> tuple[Style, list[str]]:
    """The largest style in which the title takes one line, else in which it takes two."""
    styles = [Style(size, BOLD, LIGHT.ink) for size in _TITLE_SIZES]
    for most, tried in ((1, styles[:2]), (2, styles)):
        for style in tried:
            lines = wrap(title, style, width, most)
            if not "".join(lines).endswith("…"):
                return style, lines
    return styles[-1], wrap(title, styles[-1], width, 2)


def _foot(picture: Image.Image, card: Card) -> None:
    """Who shows it, with their mark."""
    base = CARD_SIZE[1] - 26
    small = mark().resize((_MARK_SIZE, _MARK_SIZE), Image.Resampling.LANCZOS)
    picture.paste(small, (_MARGIN, base - 24), small)
    write(ImageDraw.Draw(picture), (_MARGIN + 44, base), card.site, Style(24, colour=LIGHT.muted))


@cache
def mark() -> Image.Image:
    """The mark of ``data/mark.svg``, which Pillow does not read: a person in a circle, 256 pixels wide."""
    picture = Image.new("RGBA", (256, 256))
    draw = ImageDraw.Draw(picture)
    draw.ellipse([8, 8, 248, 248], fill=LIGHT.accent)
    draw.ellipse([88, 56, 168, 136], fill=LIGHT.paper)
    draw.pieslice([48, 144, 208, 288], 180, 360, fill=LIGHT.paper)
    return picture
