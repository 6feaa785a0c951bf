"""The public data by URL, from the real server."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dashboard.exports.geojson import LICENCE
from tests.waiting import until
from tests.web.actions import AUCKLAND, CANARY, EMBASSY, HOSTILE, LONDON, MOSCOW, PARIS, action
from tests.web.serving import Site, fill, serving

CAMPAIGN = "/api/v1/campaigns/watching"


def test_the_list_of_campaigns_says_what_each_is_and_counts(server: Site) -> None:
    (campaign,) = server.http.get("/api/v1/campaigns").json()
    assert campaign.pop("updated_at") is not None
    assert campaign == {
        "slug": "watching",
        "title": "We are watching <you>",
        "summary": "2 pm, outside the embassy.",
        "day": "2018-04-07",
        "is_example": True,
        "actions": 4,
        "cities": 4,
        "countries": 4,
        "cancelled": 1,
        "expected_people": 0,
        "reported_people": 0,
    }


def test_each_city_is_a_point_with_its_counts(server: Site) -> None:
    cities = server.http.get(f"{CAMPAIGN}/cities.geojson").json()
    found = {feature["properties"]["city"]: feature for feature in cities["features"]}
    assert cities["type"] == "FeatureCollection"
    assert sorted(found) == ["Auckland", "London", "Moscow", "Paris"]
    assert found["London"] == {
        "type": "Feature",
        "id": LONDON.geonameid,
        "geometry": {"type": "Point", "coordinates": [LONDON.longitude, LONDON.latitude]},
        "properties": {
            "city_id": LONDON.geonameid,
            "city": "London",
            "region": "England",
            "country_code": "GB",
            "country": "United Kingdom",
            "actions": 1,
            "cancelled": 1,
            "precision": "city",
        },
    }


def test_each_action_carries_what_is_public_of_it_and_no_empty_field(server: Site) -> None:
    actions = server.http.get(f"{CAMPAIGN}/actions.geojson").json()["features"]
    (embassy,) = [one for one in actions if one["properties"].get("title") == "Outside the embassy"]
    assert embassy["geometry"] == {"type": "Point", "coordinates": [EMBASSY.longitude, EMBASSY.latitude]}
    assert embassy["id"] == embassy["properties"].pop("uid")
    assert datetime.fromisoformat(embassy["properties"].pop("changed_at")).tzinfo is not None
    assert embassy["properties"] == {
        "campaign": "watching",
        "title": "Outside the embassy",
        "venue": "Russian Embassy",
        "link": "https://example.org/1",
        "day": "2018-04-07",
        "starts": "14:00",
        "timezone": "Europe/London",
        "status": "planned",
        "visibility": "exact",
        "precision": "venue",
        "city_id": LONDON.geonameid,
        "city": "London",
        "region": "England",
        "country_code": "GB",
        "city_latitude": LONDON.latitude,
        "city_longitude": LONDON.longitude,
    }


def test_the_map_gets_the_same_cities_as_columns(server: Site) -> None:
    columns = server.http.get(f"{CAMPAIGN}/map.json").json()
    totals, span = columns.pop("totals"), columns.pop("span")
    assert columns.pop("dangerous") == ["RU"]
    rows = {row[0]: row[1:] for row in zip(*columns.values(), strict=True)}
    assert list(columns) == [
        "ids",
        "names",
        "countries",
        "latitudes",
        "longitudes",
        "actions",
        "cancelled",
        "precisions",
    ]
    assert rows[LONDON.geonameid] == ("London", "GB", 51.5085, -0.1257, 1, 1, "c")
    assert sum(columns["actions"]) == totals["actions"] == 4
    assert sum(columns["cancelled"]) == totals["cancelled"] == 1
    assert span == [minutes("2018-04-07T02:00"), minutes("2018-04-08T12:00")]


def minutes(moment: str) -> int:
    """Since 1970, of a moment in UTC."""
    return int(datetime.fromisoformat(f"{moment}+00:00").timestamp() // 60)


def test_a_city_lists_its_actions_for_the_popup(server: Site) -> None:
    city = server.http.get(f"{CAMPAIGN}/cities/{PARIS.geonameid}.json").json()
    (only,) = city.pop("actions")
    assert city == {
        "city_id": PARIS.geonameid,
        "city": "Paris",
        "region": "Île-de-France",
        "country_code": "FR",
        "country": "France",
    }
    assert only["title"] == HOSTILE
    assert (only["latitude"], only["longitude"]) == (PARIS.latitude, PARIS.longitude)


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ("country=GB", ["London"]),
        ("country=gb&country=FR", ["London", "Paris"]),
        ("status=confirmed", ["Auckland"]),
        ("status=cancelled&status=confirmed", ["Auckland", "London"]),
        (f"city={MOSCOW.geonameid}", ["Moscow"]),
        ("since=2018-04-08", ["Paris"]),
        ("until=2018-04-07", ["Auckland", "London", "Moscow"]),
        ("since=2018-04-08&until=2018-04-07", []),
        ("country=AQ", []),
    ],
)
def test_filters_leave_what_was_asked_for(server: Site, query: str, cities: list[str]) -> None:
    for part in ("cities.geojson", "actions.geojson"):
        answer = server.http.get(f"{CAMPAIGN}/{part}?{query}")
        assert sorted({one["properties"]["city"] for one in answer.json()["features"]}) == cities
    assert sorted(server.http.get(f"{CAMPAIGN}/map.json?{query}").json()["names"]) == cities


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("contry=GB", "contry"),
        ("since=banana", "since=banana"),
        ("since=30.11.2026&until=2026-13-45", "since=30.11.2026, until=2026-13-45"),
        ("country=GBR&status=Planned&city=abc", "country=GBR, status=Planned, city=abc"),
        ("lang=klingon&status=", "lang=klingon"),
        ("country=GB&%3Cb%3E=1", "<b>"),
        ("country=" + "A" * 10_000, "country=" + "A" * 52 + "…"),
    ],
)
def test_a_parameter_that_is_none_is_refused_by_its_name_and_ignored_by_pages(
    server: Site, query: str, named: str
) -> None:
    there_are = "There are these: city, country, lang, since, status, until."
    for part in (
        "cities.geojson",
        "actions.geojson",
        "map.json",
        "times.json",
        f"cities/{PARIS.geonameid}.json",
    ):
        answer = server.http.get(f"{CAMPAIGN}/{part}?{query}")
        assert (answer.status_code, answer.json()) == (
            400,
            {"error": f"These parameters are not understood: {named}. {there_are}"},
        )
        assert answer.headers["access-control-allow-origin"] == "*"
    assert server.http.get(f"{CAMPAIGN}/search.json?q=Par&{query}").status_code == 400
    assert server.http.get(f"/api/v1/campaigns?{query}").status_code == 400
    for page in ("/c/watching", "/c/watching/actions.geojson"):
        assert server.http.get(f"{page}?{query}").status_code == 200


def test_a_collection_says_its_title_when_it_changed_and_under_which_licence_it_is(server: Site) -> None:
    updated = server.http.get("/api/v1/campaigns").json()[0]["updated_at"]
    for path in (f"{CAMPAIGN}/cities.geojson", f"{CAMPAIGN}/actions.geojson", "/c/watching/actions.geojson"):
        told = server.http.get(path).json()
        about = [told["title"], told["updated"], told["licence"]]
        assert about == ["We are watching <you>", updated, LICENCE], path


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (
            "/api/v1/campaigns/nowhere/map.json",
            "There is no campaign of this name. All are listed at api/v1/campaigns.",
        ),
        (
            f"{CAMPAIGN}/cities/1.json",
            "No action of this campaign is in this city, or the filters leave none.",
        ),
        (
            f"{CAMPAIGN}/cities/abc.json",
            "No action of this campaign is in this city, or the filters leave none.",
        ),
        (
            f"{CAMPAIGN}/cities/{AUCKLAND.geonameid}.json?country=GB",
            "No action of this campaign is in this city, or the filters leave none.",
        ),
        (
            "/api/v2/anything",
            "There is nothing at this address. All campaigns are listed at api/v1/campaigns.",
        ),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(server: Site, path: str, sentence: str) -> None:
    answer = server.http.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": sentence})


def test_what_is_private_is_in_no_answer(server: Site) -> None:
    stored = (server.data_dir / "actions.sqlite").read_bytes()
    assert CANARY.encode() in stored
    cities = [LONDON, PARIS, AUCKLAND, MOSCOW]
    paths = [f"{CAMPAIGN}/{part}" for part in ("map.json", "cities.geojson", "actions.geojson")]
    paths += [
        "/",
        "/healthz",
        "/api/v1/campaigns",
        *(f"{CAMPAIGN}/cities/{one.geonameid}.json" for one in cities),
    ]
    answers = [server.http.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    assert [
        str(answer.url) for answer in answers if CANARY in answer.text or CANARY in str(answer.headers)
    ] == []


def test_a_publication_by_another_process_is_shown_without_a_restart(
    tmp_path: Path, gazetteer_dir: Path
) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    with serving(tmp_path) as site:
        before = site.http.get(f"{CAMPAIGN}/map.json")
        fill(tmp_path, [action(7, LONDON, title="One more")], name="more.csv")
        until(lambda: site.http.get(f"{CAMPAIGN}/map.json").text != before.text, seconds=10)
        now = site.http.get(f"{CAMPAIGN}/map.json")
    assert now.json()["totals"]["actions"] == before.json()["totals"]["actions"] + 1
    assert now.headers["etag"] != before.headers["etag"]


def test_the_map_calls_large_cities_what_its_readers_call_them(server: Site) -> None:
    names = server.http.get(f"{CAMPAIGN}/map.json").json()["names"]
    french = server.http.get(f"{CAMPAIGN}/map.json?lang=fr").json()["names"]
    assert ("London" in names, "Londres" in names) == (True, False)
    said = {"London": "Londres", "Moscow": "Moscou"}
    assert french == [said.get(name, name) for name in names]
