"""One campaign with each state that an action can be in: every door counts, marks and orders them alike."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest

from dashboard.i18n import ENGLISH
from dashboard.model import Place, Precision
from dashboard.pictures.colours import LIGHT
from dashboard.safety import publish_view
from dashboard.web import resources
from dashboard.web.public.documents.drawings import card_words
from dashboard.web.public.documents.sharing import poster_page
from dashboard.web.public.links import PublicRequest
from tests.web.actions import LONDON, MOSCOW, PARIS, action
from tests.web.pages import opened
from tests.web.serving import Site, fill, serving

PAGE, DATA = "/c/watching", "/api/v1/campaigns/watching"
READER = {"Accept": "text/html", "Accept-Language": "en"}
TODAY = datetime.now(UTC).date()
BEFORE, AFTER = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
POTSDAM = Place(2852458, "Potsdam", "Brandenburg", "DE", 52.39886, 13.06566, "Europe/Berlin")
SPRINGFIELDS = tuple(
    replace(
        POTSDAM,
        geonameid=4250542 + n,
        name="Springfield",
        region=region,
        country_code="US",
        timezone="America/Chicago",
    )
    for n, region in enumerate(("Illinois", "Missouri", "Massachusetts"))
)
BAVARIA = replace(POTSDAM, geonameid=2951839, name="Bavaria", region="Bavaria", precision=Precision.REGION)
ICELAND = replace(
    POTSDAM, geonameid=2629691, name="Iceland", region="", country_code="IS", precision=Precision.COUNTRY,
    timezone="Atlantic/Reykjavik",
)  # fmt: skip
ACTIONS = (
    action(1, LONDON, title="Planned one", day=AFTER),
    action(2, LONDON, title="Confirmed one", status="confirmed", day=AFTER, starts=time(9)),
    action(3, PARIS, title="Postponed one", status="postponed", day=AFTER),
    action(4, POTSDAM, title="Cancelled one", status="cancelled", day=AFTER),
    action(5, PARIS, title="Happened one", status="happened", day=BEFORE, reported_people=40),
    action(6, BAVARIA, title="Regional one", day=AFTER),
    action(7, ICELAND, title="National one", day=AFTER),
    action(8, SPRINGFIELDS[0], title="Over one", day=BEFORE),
    action(9, SPRINGFIELDS[1], title="Second Springfield", day=AFTER),
    action(10, SPRINGFIELDS[2], title="Third Springfield", day=AFTER),
    action(11, MOSCOW, title="Withheld one", venue="Red Square", organiser="A group", day=AFTER),
)
PUBLIC = {one.title: one for one in (publish_view(action, uid="a") for action in ACTIONS) if one}
ALL = PUBLIC.keys() - {""}
"""The titles that are public: that of what is withheld is not."""
HERE = {"GB": 2, "FR": 2, "DE": 1, "IS": 1, "US": 3, "RU": 1}
"""How many actions stand in each country. What is cancelled is counted apart."""
CITIES = {"GB": 1, "FR": 1, "US": 3, "RU": 1}
"""What is known by its region or country alone is in no city."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[Site]:
    data_dir = tmp_path_factory.mktemp("states")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    fill(data_dir, ACTIONS)
    with serving(data_dir) as running:
        yield running


def text(site: Site, path: str) -> str:
    """What a page says, without its tags."""
    answer = site.http.get(path, headers=READER)
    assert answer.status_code == 200
    page = re.sub(
        r"<(style|script|template|noscript|form).*?</\1>|<[^>]*>", " ", answer.text, flags=re.DOTALL
    )
    return " ".join(page.split())


def numbers(said: dict[str, Any]) -> tuple[int, int, int, int]:
    return said["actions"], said["cities"], said["countries"], said["cancelled"]


@pytest.mark.parametrize("country", ["", *HERE])
def test_every_door_counts_alike(site: Site, country: str) -> None:
    query = f"?country={country}" if country else ""
    actions, cities = (
        (sum(HERE.values()), sum(CITIES.values())) if not country else (HERE[country], CITIES.get(country, 0))
    )
    countries, cancelled = 1 if country else len(HERE), int(country in {"", "DE"})
    counted = site.http.get(f"{DATA}/map.json{query}").json()
    assert numbers(counted["totals"]) == (actions, cities, countries, cancelled)
    assert (sum(counted["actions"]), sum(counted["cancelled"])) == (actions, cancelled)
    shown = site.http.get(f"{DATA}/cities.geojson{query}").json()["features"]
    assert sum(one["properties"]["actions"] for one in shown) == actions
    in_cities = [
        one["properties"] for one in shown if one["properties"]["precision"] not in {"region", "country"}
    ]
    assert sum(one["actions"] > 0 for one in in_cities) == cities
    rows = actions + cancelled
    assert len(site.http.get(f"{DATA}/actions.geojson{query}").json()["features"]) == rows
    assert len(site.http.get(f"{PAGE}/actions.geojson{query}").json()["features"]) == rows
    assert (
        len(
            list(
                csv.DictReader(io.StringIO(site.http.get(f"{PAGE}/actions.csv{query}").text.lstrip("\ufeff")))
            )
        )
        == rows
    )
    assert (
        len(icalendar.Calendar.from_ical(site.http.get(f"{PAGE}/actions.ics{query}").content).walk("VEVENT"))
        == rows
    )
    feed = ElementTree.fromstring(site.http.get(f"{PAGE}/actions.atom{query}").content)  # noqa: S314  # our own
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == rows
    sentence = re.compile(
        rf"\b{actions} actions? in {cities} (city|cities) in {countries} (country|countries)\."
    )
    for path in (PAGE, f"{PAGE}/embed"):
        said = text(site, path + query)
        assert sentence.search(said), said
        assert sum(title in said for title in ALL) == rows - (country in {"", "RU"})
    if not country:
        (listed,) = site.http.get("/api/v1/campaigns").json()
        assert numbers(listed) == (actions, cities, countries, cancelled)
        assert sentence.search(text(site, "/c"))
        assert sentence.search(site.http.get(PAGE, headers=READER).text.partition("</head>")[0])


@pytest.mark.parametrize("country", ["", *HERE])
def test_the_page_that_moves_counts_like_its_tables(site: Site, country: str) -> None:
    query = f"campaign=watching&show=counts{country and f'&country={country}'}"
    with opened(site, query) as page:
        drawn = b"".join(page.drawn).decode("utf-8", "replace")
    actions, cities = (
        HERE.get(country, sum(HERE.values())),
        CITIES.get(country, 0 if country else sum(CITIES.values())),
    )
    cancelled = int(country in {"", "DE"})
    figures = [int(number) for number in re.findall(r"<dd>(\d+)</dd>", drawn)]
    assert figures == [actions, cities, 1 if country else len(HERE), *[cancelled] * cancelled]
    by_country, by_city = (
        [
            (row, [int(value) for value in re.findall(r'data-value="(\d+)"', row)])
            for row in table.split("<tr>")[1:]
        ]
        for table in re.findall("<tbody>(.*?)</tbody>", drawn)
    )
    assert sum(values[0] for _, values in by_country) == cities
    assert sum(values[1] for _, values in by_country) == actions
    assert sum(values[0] for _, values in by_city) == actions
    assert sum(values[0] > 0 for row, values in by_city if "City not named" not in row) == cities
    assert drawn.count("<s ") == 2 * cancelled


def test_each_state_is_marked_at_every_door(site: Site) -> None:
    marks = {"Postponed one": "Postponed", "Cancelled one": "Cancelled", "Happened one": "It happened"}
    for path in (PAGE, f"{PAGE}/embed"):
        page = site.http.get(path, headers=READER).text
        for title, mark in marks.items():
            assert f'<b dir="auto">{title}</b> <i>{mark}</i>' in page
        assert re.findall(r'<li class="off"><b dir="auto">([^<]+)', page) == ["Cancelled one"]
        assert len(re.findall(r"(?<!<h3>)· Over", re.sub(r"<h[23].*?</h[23]>", "", page))) == 1
    with opened(site, "campaign=watching&show=list") as moving:
        assert b"".join(moving.drawn).count(b">Over</span>") == 1
    events = icalendar.Calendar.from_ical(site.http.get(f"{PAGE}/actions.ics").content).walk("VEVENT")
    named = sorted(str(event["summary"]) for event in events)
    assert [name for name in named if name.startswith(("Cancelled", "Postponed"))] == [
        "Cancelled: Cancelled one · Potsdam",
        "Postponed: Postponed one · Paris",
    ]
    statuses = Counter(str(event.get("status")) for event in events)
    assert statuses["CANCELLED"] == 1
    feed = site.http.get(f"{PAGE}/actions.atom").text
    assert all(name in feed for name in ("Cancelled: Cancelled one", "Postponed: Postponed one"))


def test_what_does_not_take_place_then_is_in_no_timeline_and_is_never_next(site: Site) -> None:
    starts = site.http.get(f"{DATA}/times.json").json()
    assert Counter(starts["ids"]) == Counter(
        one.place.geonameid
        for one in ACTIONS
        if one.status.value not in {"cancelled", "postponed"} and one.city != MOSCOW
    )
    assert "Next: Iceland" not in text(site, f"{PAGE}?country=FR")
    assert "Next:" not in text(site, f"{PAGE}?country=FR")


def test_what_is_no_city_is_not_among_the_nearest_cities(site: Site) -> None:
    _, _, nearest = text(site, f"{PAGE}/city/{PARIS.geonameid}").partition("Nearest other cities")
    assert [name for name in ("London", "Potsdam", "Bavaria", "Iceland") if name in nearest] == [
        "London",
        "Potsdam",
    ]


def test_on_the_day_what_comes_is_before_what_is_over(site: Site) -> None:
    for path in (PAGE, f"{PAGE}/embed"):
        said = text(site, path)
        assert max(said.index(title) for title in ALL - {"Happened one", "Over one"}) < said.index("· Over")
        assert said.index("· Over") < min(said.index("Happened one"), said.index("Over one"))
    by_country = text(site, f"{PAGE}?by=country")
    assert by_country.index("Over one") < by_country.index("Third Springfield")


def test_namesakes_are_told_apart_by_their_region(site: Site) -> None:
    for query in ("", "?by=country"):
        said = text(site, PAGE + query)
        assert [f"Springfield, {one.region}" in said for one in SPRINGFIELDS] == [True] * 3
        assert "London, England" not in said
    assert "Springfield, Missouri" in text(site, f"{PAGE}/city/{SPRINGFIELDS[1].geonameid}")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("springf miss", {"Second Springfield"}),
        ("LONDRES", set()),
        ("royaume", set()),
        ("vereinig", set()),
        ("planned lon", {"Planned one"}),
        ("germany", {"Cancelled one", "Regional one"}),
        ("one", ALL - {"Second Springfield", "Third Springfield"}),
        ("<qq>", set()),
    ],
)
def test_the_list_is_searched_without_scripts(site: Site, typed: str, titles: set[str]) -> None:
    answer = site.http.get(PAGE, params={"q": typed}, headers=READER)
    said = re.sub(r"<form.*?</form>", "", answer.text, flags=re.DOTALL)
    assert {title for title in ALL if f">{title}</b>" in said} == titles
    assert ("No action matches" in said) == (not titles)
    assert "<b></b>" not in answer.text


def test_the_list_is_searched_in_the_reader_s_own_words(site: Site) -> None:
    german = site.http.get(PAGE, params={"q": "deutschl", "lang": "de"}, headers=READER).text
    assert {title for title in ALL if f">{title}</b>" in german} == {"Cancelled one", "Regional one"}


@pytest.mark.parametrize(
    ("city", "said"),
    [
        (LONDON, f"2 actions · {ENGLISH.when(PUBLIC['Confirmed one'])}"),
        (PARIS, f"2 actions · {ENGLISH.when(PUBLIC['Happened one'])}"),
        (POTSDAM, "1 cancelled"),
        (BAVARIA, f"1 action · {ENGLISH.when(PUBLIC['Regional one'])}"),
        (MOSCOW, f"1 action · {ENGLISH.when(PUBLIC[''])}"),
    ],
)
def test_the_card_of_a_city_says_what_takes_place_next(data_dir: Path, city: Place, said: str) -> None:
    fill(data_dir, ACTIONS)
    (counted,) = [one for one in resources.listing("watching").cities() if one.city_id == city.geonameid]
    asked = PublicRequest("watching", "card.png", city.geonameid)
    card = card_words(asked, resources.campaign("watching"), counted, ENGLISH)
    assert card is not None
    assert card.sentence == said


@pytest.mark.parametrize(
    ("states", "said"),
    [(["postponed"], "Postponed"), (["cancelled"], "Cancelled"), (["cancelled", "postponed"], "Postponed")],
)
def test_a_poster_says_what_is_called_off_and_what_is_to_take_place_another_day(
    data_dir: Path, states: list[str], said: str
) -> None:
    fill(data_dir, [action(n, POTSDAM, status=one) for n, one in enumerate(states, 1)])
    page = poster_page(PublicRequest("watching", "poster", POTSDAM.geonameid), "").raw.decode()
    assert re.findall('<p class="when">([^<]*)', page) == [said]


@pytest.mark.parametrize(
    ("query", "painted"),
    [
        ("status=cancelled", [LIGHT.paper]),
        ("status=postponed", [LIGHT.accent]),
        ("country=DE&status=planned", [LIGHT.halo, LIGHT.accent]),
        ("country=IS", [LIGHT.halo, LIGHT.accent]),
        ("country=RU", [LIGHT.halo, LIGHT.accent]),
    ],
)
def test_a_picture_paints_each_state_as_the_map_does(site: Site, query: str, painted: list[str]) -> None:
    drawing = site.http.get(f"{PAGE}/view.svg?{query}").text
    fills = re.findall(r'<circle [^>]*fill="([^"]+)"', drawing)
    assert [fill for fill in fills if fill != LIGHT.halo or painted[0] == fill] == painted
    assert (
        site.http.get(f"{PAGE}/view.png?{query}").content
        != site.http.get(f"{PAGE}/view.png?country=GB").content
    )
