"""Pictures of counts: what link previews show, maps and QR codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from math import hypot

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from dashboard.model import CityCount
from dashboard.pictures.bubbles import Circle, circles_of, map_picture, names_of, numbered
from dashboard.pictures.card import CARD_SIZE, MAP_SIZE, Card, draw_card, draw_map
from dashboard.pictures.colours import DARK, LIGHT
from dashboard.pictures.faces import BOLD, face_for
from dashboard.pictures.lettering import Style, readable, reads_leftward, width, wrap
from dashboard.pictures.press import sight, write_sight
from dashboard.pictures.qr import qr_code
from dashboard.pictures.world import View, shapes

LONDON = CityCount(2643743, "London", "England", "GB", 51.50853, -0.12574, 2, 0)
SUVA = CityCount(2198148, "Suva", "Central", "FJ", -18.14161, 178.44149, 1, 0)
CANCELLED = CityCount(2988507, "Paris", "Île-de-France", "FR", 48.85341, 2.3488, 0, 1)
CARD = Card(
    "We are watching",
    "3 actions in 2 cities in 2 countries.",
    "This is example data.",
    "Solidarity Action Map",
)
FAR_AWAY = [
    replace(CANCELLED, city_id=n, latitude=-41.3, longitude=longitude)
    for n, longitude in ((1, 174.8), (2, -71.3))
]
"""Where nothing takes place: in Wellington and Bariloche."""
IN_EVERY_SCRIPT = [
    "Łódź, Malmö, Ağrı, São Paulo",
    "Київ, Москва, Алматы",
    "Αθήνα",
    "نحن نراقبكم، الساعة 2 ظهرًا",
    "我们在看着你们，无论你身在何处",
    "東京で、午後二時",
    "서울에서 오후 두 시",
    "กรุงเทพมหานคร",
    "תל אביב: 2 pm",
    "दिल्ली",
    "თბილისი",
    "Երևան",
    "አዲስ አበባ",
]


def _opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def _accents(picture: Image.Image) -> int:
    """How many pixels have about the colour of actions."""
    difference = np.abs(np.asarray(picture).astype(int) - np.array([0xB3, 0x12, 0x5D])).sum(axis=2)
    return int((difference < 30).sum())


def test_a_card_has_the_size_that_networks_ask_for_and_is_light() -> None:
    png = draw_card(CARD, [LONDON, SUVA])
    assert _opened(png).size == CARD_SIZE == (1200, 630)
    assert len(png) < 150_000


def test_the_same_card_is_the_same_bytes() -> None:
    assert draw_card(CARD, [LONDON, SUVA]) == draw_card(CARD, [LONDON, SUVA])


def test_a_card_changes_with_the_counts_the_words_and_the_city() -> None:
    more = Card(
        "We are watching", "4 actions in 2 cities in 2 countries.", "This is example data.", CARD.site
    )
    drawn = {
        draw_card(CARD, [LONDON, SUVA]),
        draw_card(CARD, [LONDON]),
        draw_card(more, [LONDON, SUVA]),
        draw_card(CARD, [LONDON, SUVA], city=LONDON),
        draw_card(CARD, [LONDON, SUVA], city=SUVA),
    }
    assert len(drawn) == 5


@pytest.mark.parametrize("text", IN_EVERY_SCRIPT)
def test_a_title_in_any_script_is_drawn_with_letters_that_exist(text: str) -> None:
    assert readable(text) == text
    assert [letter for letter in text if face_for(letter) is None] == []
    drawn, without = (draw_card(Card(title, "1", "", ""), []) for title in (text, ""))
    assert drawn != without


def test_a_missing_letter_never_becomes_a_box() -> None:
    assert readable("Yes 🏳️‍🌈 we are") == "Yes we are"
    # Letters of Linear A: nobody has them, and a title without some of its letters is a wrong title.
    assert readable("We are \U00010600\U00010601") == ""
    assert readable("one\nline\u202e, no tricks\x00") == "one line, no tricks"


def test_scripts_from_right_to_left_are_told_by_their_first_letter() -> None:
    assert reads_leftward("«نحن» here")
    assert not reads_leftward("Here: نحن")
    assert not reads_leftward("12 · 34")


@pytest.mark.parametrize("text", ["word " * 200, "x" * 500, "我们在看着你们" * 60, "نحن نراقبكم " * 60])
def test_words_stay_inside_the_card(text: str) -> None:
    style = Style(44, BOLD)
    lines = wrap(text.strip(), style, 1104, 2)
    assert len(lines) <= 2
    assert lines[-1].endswith("…")
    assert max(width(line, style) for line in lines) <= 1104


def test_the_map_shows_where_cities_are() -> None:
    # What is cancelled far away is hollow, and has the world in the picture.
    picture = _opened(draw_map([LONDON, *FAR_AWAY]))
    assert picture.size == MAP_SIZE
    marked = np.argwhere(
        np.abs(np.asarray(picture).astype(int) - np.array([0xB3, 0x12, 0x5D])).sum(axis=2) < 30
    )
    y, x = marked.mean(axis=0)
    # London is on the prime meridian, which is the middle of the picture, and far in the north.
    assert abs(x - MAP_SIZE[0] / 2) < 6
    assert y < MAP_SIZE[1] / 3


def _spread(picture: Image.Image) -> tuple[float, float]:
    """Which part of the width and of the height lies between the outermost actions."""
    differs = np.abs(np.asarray(picture).astype(int) - np.array([0xB3, 0x12, 0x5D])).sum(axis=2)
    marked = np.argwhere(differs < 30)
    down, across = (marked.max(axis=0) - marked.min(axis=0)) / np.array(picture.size)[::-1]
    return float(across), float(down)


def _land_of_card(cities: list[CityCount]) -> Image.Image:
    """The map of a card, without words and without the mark at its foot, which has the colour of actions too."""
    return _opened(draw_card(Card("", "", "", ""), cities)).crop((120, 30, *CARD_SIZE))


GERMANS = [
    CityCount(n, name, "", "DE", latitude, longitude, 1, 0)
    for n, (name, latitude, longitude) in enumerate(
        [
            ("Flensburg", 54.78, 9.44),
            ("München", 48.14, 11.58),
            ("Aachen", 50.78, 6.08),
            ("Görlitz", 51.15, 14.99),
        ]
    )
]


@pytest.mark.parametrize("drawn", [lambda cities: _opened(draw_map(cities)), _land_of_card])
def test_actions_in_one_country_fill_their_picture(drawn: Callable[[list[CityCount]], Image.Image]) -> None:
    across, down = _spread(drawn(GERMANS))
    assert across > 0.15
    assert down > 0.35
    # All are seen whole, whatever is far from them: then it is the world.
    across, _ = _spread(drawn([*GERMANS, SUVA]))
    assert across > 0.3


def test_more_actions_make_a_larger_bubble_and_a_cancelled_one_is_hollow() -> None:
    view = View((0.0, 0.0, float(MAP_SIZE[0]), float(MAP_SIZE[1])))
    one, many, none = (
        _accents(map_picture(MAP_SIZE, view, [city], LIGHT, None))
        for city in (LONDON, CityCount(1, "London", "", "GB", 51.5, 0.0, 50, 0), CANCELLED)
    )
    assert none == 0
    assert 0 < one < many


def test_around_a_city_it_is_in_the_middle_and_the_others_step_back() -> None:
    near_paris = CityCount(3, "Lille", "", "FR", 50.63, 3.06, 4, 0)
    picture = _opened(draw_map([LONDON, near_paris], city=LONDON))
    marked = np.argwhere(
        np.abs(np.asarray(picture).astype(int) - np.array([0xB3, 0x12, 0x5D])).sum(axis=2) < 30
    )
    y, x = marked.mean(axis=0)
    assert abs(x - MAP_SIZE[0] / 2) < 3
    assert abs(y - MAP_SIZE[1] / 2) < 3


def test_land_of_both_sides_is_seen_beside_the_antimeridian() -> None:
    picture = np.asarray(_opened(draw_map([], city=SUVA)))
    land = np.abs(picture.astype(int) - np.array([0xE4, 0xDE, 0xD4])).sum(axis=2) < 12
    assert land[:, : MAP_SIZE[0] // 2].any()
    assert land[:, MAP_SIZE[0] // 2 :].any()


def test_a_dark_map_is_dark() -> None:
    light, dark = (np.asarray(_opened(draw_map([LONDON], colours))).mean() for colours in (LIGHT, DARK))
    assert dark < 60 < 200 < light


def test_a_phone_reads_the_address_from_its_qr_code() -> None:
    address = "https://map.example.org/c/watching/city/2643743?lang=ar"
    (code,) = zxingcpp.read_barcodes(_opened(qr_code(address)))
    assert code.text == address


CROWD = [
    CityCount(n, f"City {n}", "", "DE", 48 + n % 71 / 10, 6 + n // 71 / 16, n % 5 + 1, 0)
    for n in range(10_000)
]
WHOLE = View((0.0, 0.0, float(MAP_SIZE[0]), float(MAP_SIZE[1])))


def test_cities_that_would_lie_on_each_other_are_one_circle_with_their_sum() -> None:
    circles = circles_of(WHOLE, CROWD)
    assert len(circles) < 20
    assert sum(circle.actions for circle in circles) == sum(city.actions for city in CROWD)
    assert sum(len(circle.cities) for circle in circles) == len(CROWD)


@pytest.mark.parametrize("zoom", [2.0, 5.0, 7.0])
def test_a_number_is_written_only_where_nothing_covers_it(zoom: float) -> None:
    circles = circles_of(View(WHOLE.box, (51.0, 15.0), zoom), CROWD)
    written = list(numbered(circles))
    assert written
    for one in written:
        later = circles[circles.index(one) + 1 :]
        assert not any(hypot(one.x - other.x, one.y - other.y) < other.radius for other in later)


def test_the_city_that_is_meant_stands_alone_and_last() -> None:
    *others, meant = circles_of(WHOLE, CROWD, CROWD[77].city_id)
    assert meant.cities == (CROWD[77],)
    assert all(CROWD[77] not in circle.cities for circle in others)


def test_names_touch_neither_circles_nor_each_other_nor_the_edge() -> None:
    view = View(WHOLE.box, (51.0, 15.0), 8.0)
    circles = circles_of(view, CROWD[::7])
    names = list(names_of(circles, {city.city_id: city.city for city in CROWD}, MAP_SIZE))
    assert names
    boxes = [(name.x, name.y - 12, name.x + name.long, name.y + 3) for name in names]
    assert all(left > 0 and right < MAP_SIZE[0] for left, _, right, _ in boxes)
    assert not any(_meets(one, circle) for one in boxes for circle in circles)


def _meets(box: tuple[float, float, float, float], circle: Circle) -> bool:
    x = min(max(circle.x, box[0]), box[2])
    y = min(max(circle.y, box[1]), box[3])
    return hypot(circle.x - x, circle.y - y) < circle.radius


def test_a_name_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>&"
    names = {LONDON.city_id: evil}
    svg = write_sight(sight("51.5,-0.1,8", ""), [LONDON], names, evil, LIGHT).decode()
    assert "<script" not in svg
    assert svg.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;") == 2


def test_around_a_city_there_are_rivers() -> None:
    drawn = {kind for kind, _ in shapes(View(WHOLE.box, (51.5, -0.1), 7.0))}
    assert drawn >= {"land", "rivers", "regions", "lakes"}
