"""The files and feeds by URL, from the real server, read by libraries that did not write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import time as clock
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest
import vobject

from dashboard.exports import EXPORTERS
from tests.waiting import until
from tests.web.actions import ACTIONS, AUCKLAND, CANARY, HOSTILE, LONDON, MOSCOW, PARIS, action
from tests.web.serving import Site, fill, serving

CAMPAIGN = "/c/watching"
EXTENSIONS = [exporter.extension for exporter in EXPORTERS.values()]


def _calendar(data: bytes) -> Any:
    calendar = vobject.readOne(data.decode())
    assert calendar.validate(raiseException=True)
    return calendar


def _events(data: bytes) -> dict[str, Any]:
    """The events of a calendar by the public names of their actions."""
    calendar = _calendar(data)
    return {one.uid.value.split("@")[0]: one for one in calendar.contents.get("vevent", [])}


def _csv(data: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def _geojson(data: bytes) -> list[str]:
    return [one["id"] for one in json.loads(data)["features"]]


def _atom(data: bytes) -> list[str]:
    found = feedparser.parse(data)
    assert not found.bozo
    return [entry.id for entry in found.entries]


READ: dict[str, Callable[[bytes], Any]] = {"ics": _events, "csv": _csv, "geojson": _geojson, "atom": _atom}
"""The actions of a file in each format."""


def _uid(server: Site, title: str) -> str:
    actions = server.http.get("/api/v1/campaigns/watching/actions.geojson").json()["features"]
    (uid,) = [one["id"] for one in actions if one["properties"].get("title") == title]
    return str(uid)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_format_has_an_address_for_the_campaign_a_city_and_an_action(
    server: Site, extension: str
) -> None:
    uid = _uid(server, "Outside the embassy")
    counts = {"actions": 5, f"city/{LONDON.geonameid}": 2, f"action/{uid}": 1}
    for name, count in counts.items():
        answer = server.http.get(f"{CAMPAIGN}/{name}.{extension}")
        assert (answer.status_code, len(READ[extension](answer.content))) == (200, count), name


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=list(EXPORTERS))
def test_a_file_comes_under_a_name_with_its_type_and_may_be_read_from_any_site(
    server: Site, exporter: Any
) -> None:
    kind = "inline" if exporter.extension in {"ics", "atom"} else "attachment"
    answer = server.http.get(f"{CAMPAIGN}/city/{LONDON.geonameid}.{exporter.extension}")
    names = (
        "content-type",
        "content-disposition",
        "access-control-allow-origin",
        "cross-origin-resource-policy",
    )
    assert [answer.headers[name] for name in names] == [
        exporter.media_type,
        f'{kind}; filename="watching-london.{exporter.extension}"',
        "*",
        "cross-origin",
    ]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ("country=GB", {"London"}),
        ("country=GB&country=FR&status=planned", {"London", "Paris"}),
        ("status=cancelled", {"London"}),
        (f"city={MOSCOW.geonameid}", {"Moscow"}),
        ("since=2018-04-08", {"Paris"}),
        ("until=2018-04-07", {"Auckland", "London", "Moscow"}),
        ("country=AQ", set()),
        ("status=&lang=en", {"Auckland", "London", "Moscow", "Paris"}),
    ],
)
def test_filters_leave_in_each_file_what_they_leave_on_the_map(
    server: Site, query: str, cities: set[str]
) -> None:
    shown = server.http.get(f"/api/v1/campaigns/watching/actions.geojson?{query}").json()["features"]
    files = {one: server.http.get(f"{CAMPAIGN}/actions.{one}?{query}").content for one in EXTENSIONS}
    uids = {one["id"] for one in shown}
    assert {one["properties"]["city"] for one in shown} == cities
    assert set(_events(files["ics"])) == set(_csv(files["csv"])) == set(_geojson(files["geojson"])) == uids
    assert len(_atom(files["atom"])) == len(uids)


def test_a_file_passes_over_what_is_no_filter(server: Site) -> None:
    spoilt = server.http.get(
        f"{CAMPAIGN}/actions.csv?country=?&status=&city=x&since=%00&lang=xx&utm=1"
    ).content
    assert set(_csv(spoilt)) == set(_csv(server.http.get(f"{CAMPAIGN}/actions.csv").content)) != set()


def test_a_city_takes_the_other_filters_too_and_one_action_is_itself(server: Site) -> None:
    london = server.http.get(
        f"{CAMPAIGN}/city/{LONDON.geonameid}.ics?status=cancelled&city={PARIS.geonameid}"
    )
    (called_off,) = _events(london.content).values()
    assert (called_off.status.value, called_off.summary.value) == ("CANCELLED", "Cancelled: Vigil · London")
    uid = _uid(server, "Vigil")
    assert list(_events(server.http.get(f"{CAMPAIGN}/action/{uid}.ics?country=FR").content)) == [uid]


def test_an_action_has_one_name_in_every_calendar(server: Site) -> None:
    uid = _uid(server, "Outside the embassy")
    names = ("actions", f"city/{LONDON.geonameid}", f"action/{uid}")
    files = [server.http.get(f"{CAMPAIGN}/{name}.ics").content for name in names]
    assert {_events(data)[uid].uid.value for data in files} == {f"{uid}@solidarity-action-map"}


def test_the_calendar_is_named_and_linked_for_who_asked(server: Site) -> None:
    calendar = _calendar(
        server.http.get(f"{CAMPAIGN}/city/{PARIS.geonameid}.ics?lang=fr&status=planned").content
    )
    assert calendar.contents["x-wr-calname"][0].value == "We are watching <you> · Paris"
    assert (
        calendar.source.value == f"{server.url}/c/watching/city/{PARIS.geonameid}.ics?status=planned&lang=fr"
    )
    assert calendar.vevent.location.value == "Paris, Île-de-France, France"
    assert calendar.vevent.url.value == f"{server.url}/c/watching/city/{PARIS.geonameid}"


def test_a_calendar_of_a_city_is_called_as_its_reader_calls_the_city(server: Site) -> None:
    calendar = server.http.get(f"{CAMPAIGN}/city/{LONDON.geonameid}.ics?lang=fr")
    assert "X-WR-CALNAME:We are watching <you> · Londres\r\n" in calendar.text
    assert "london.ics" in calendar.headers["content-disposition"]


def test_the_language_of_a_file_is_that_of_its_link_whoever_asks(server: Site) -> None:
    german = server.http.get(f"{CAMPAIGN}/actions.ics?lang=de", headers={"Accept-Language": "fr"})
    plain = server.http.get(f"{CAMPAIGN}/actions.ics", headers={"Accept-Language": "fr"})
    assert [
        _events(answer.content)[_uid(server, "First of all")].location.value for answer in (german, plain)
    ] == [
        "Auckland, Neuseeland",
        "Auckland, New Zealand",
    ]


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_has_a_file_is_sent_nothing_again(server: Site, extension: str, encoding: str) -> None:
    path, headers = f"{CAMPAIGN}/actions.{extension}", {"Accept-Encoding": encoding}
    first = server.http.get(path, headers=headers)
    again = server.http.get(path, headers=headers | {"If-None-Match": first.headers["etag"]})
    assert first.headers.get("content-encoding", "identity") == encoding
    assert first.headers["cache-control"] == "public, max-age=5, must-revalidate"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    head = server.http.head(path, headers=headers)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_what_is_private_is_in_no_file_and_no_feed(server: Site) -> None:
    assert CANARY.encode() in (server.data_dir / "actions.sqlite").read_bytes()
    uids = [
        one["id"] for one in server.http.get("/api/v1/campaigns/watching/actions.geojson").json()["features"]
    ]
    cities = [city.geonameid for city in (LONDON, PARIS, AUCKLAND, MOSCOW)]
    names = ["actions", *(f"city/{city}" for city in cities), *(f"action/{uid}" for uid in uids)]
    paths = [f"{CAMPAIGN}/{name}.{extension}?lang=ru" for name in names for extension in EXTENSIONS]
    answers = [
        server.http.get(path) for path in (*paths, f"{CAMPAIGN}/feeds", f"{CAMPAIGN}/feeds?city={cities[3]}")
    ]
    assert [answer.status_code for answer in answers] == [200] * (len(paths) + 2)
    told = [
        str(one.url)
        for one in answers
        if CANARY in one.text.replace("\r\n ", "") or CANARY in str(one.headers)
    ]
    assert told == []


def test_where_it_is_dangerous_the_calendar_tells_the_city_and_the_day_alone(server: Site) -> None:
    (moscow,) = _events(server.http.get(f"{CAMPAIGN}/city/{MOSCOW.geonameid}.ics").content).values()
    assert (moscow.summary.value, moscow.location.value) == (
        "We are watching <you> · Moscow",
        "Moscow, Russia",
    )
    assert "geo" not in moscow.contents
    assert moscow.url.value == f"{server.url}/c/watching/city/{MOSCOW.geonameid}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/c/nowhere/actions.ics", "There is no campaign of this name."),
        ("/c/nowhere/feeds", "There is no campaign of this name."),
        (f"{CAMPAIGN}/city/1.ics", "This campaign has no action in this city."),
        (f"{CAMPAIGN}/city/abc.csv", "This campaign has no action in this city."),
        (f"{CAMPAIGN}/action/abc.ics", "There is no such action. It may have been withdrawn."),
        (f"{CAMPAIGN}/action/%F0%28.ics", "There is no such action. It may have been withdrawn."),
        (
            f"{CAMPAIGN}/actions.exe",
            "There is no file of this kind here. There are these: ics, atom, csv, geojson.",
        ),
        ("/c/%3Cscript%3E/actions.ics", "There is no campaign of this name."),
    ],
)
def test_what_is_not_there_is_a_page_with_a_way_on_or_one_sentence(
    server: Site, path: str, words: str
) -> None:
    program = server.http.get(path)
    person = server.http.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (program.status_code, program.json()) == (404, {"error": words})
    assert (person.status_code, person.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f"<p>{words}</p>" in person.text
    assert (
        '<a dir="auto" href="/?campaign=watching&amp;lang=en">We are watching &lt;you&gt;</a>' in person.text
    )
    assert "<script" not in person.text


def test_a_city_that_filters_leave_empty_is_still_there(server: Site) -> None:
    answer = server.http.get(f"{CAMPAIGN}/city/{PARIS.geonameid}.ics?status=cancelled")
    assert (answer.status_code, _events(answer.content)) == (200, {})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_files_can_only_be_read(server: Site, method: str) -> None:
    answer = server.http.request(method, f"{CAMPAIGN}/actions.ics")
    assert (answer.status_code, answer.json()) == (405, {"error": "This address can only be read."})


class _Page(HTMLParser):
    """The addresses to copy, links and choices of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))

    def all(self, tag: str, name: str) -> list[str]:
        return [attributes[name] for one, attributes in self.tags if one == tag and name in attributes]

    @property
    def addresses(self) -> list[str]:
        return [one["value"] for tag, one in self.tags if tag == "input" and "readonly" in one]


def _page(server: Site, query: str = "", **headers: str) -> _Page:
    answer = server.http.get(f"{CAMPAIGN}/feeds{query}", headers=headers)
    assert answer.status_code == 200
    return _Page(answer.text)


def test_the_page_lists_every_format_with_an_address_that_works(server: Site) -> None:
    page = _page(server)
    assert set(page.addresses) <= set(page.all("a", "href"))
    assert page.addresses == [f"{server.url}/c/watching/actions.{extension}" for extension in EXTENSIONS]
    types = [server.http.get(address).headers["content-type"] for address in page.addresses]
    assert types == [exporter.media_type for exporter in EXPORTERS.values()]
    assert f"webcal://{server.host}/c/watching/actions.ics" in page.all("a", "href")
    assert {"script", "img", "iframe"}.isdisjoint(tag for tag, _ in page.tags)


def test_the_page_keeps_the_filters_of_its_link_and_says_them(server: Site) -> None:
    answer = server.http.get(
        f"{CAMPAIGN}/feeds?status=planned&country=GB&since=2018-04-07&lang=fr&nonsense=1"
    )
    page = _Page(answer.text)
    kept = "country=GB&status=planned&since=2018-04-07&lang=fr"
    assert page.addresses[0] == f"{server.url}/c/watching/actions.ics?{kept}"
    assert f"/?campaign=watching&{kept}" in page.all("a", "href")
    assert "Royaume-Uni" in answer.text
    hidden = [(one["name"], one["value"]) for _, one in page.tags if one.get("type") == "hidden"]
    assert hidden == [("country", "GB"), ("status", "planned"), ("since", "2018-04-07"), ("lang", "fr")]


def test_a_city_that_is_chosen_has_its_own_addresses(server: Site) -> None:
    page = _page(server, f"?city={PARIS.geonameid}")
    assert page.addresses[0] == f"{server.url}/c/watching/city/{PARIS.geonameid}.ics"
    chosen = [one["value"] for tag, one in page.tags if tag == "option" and "selected" in one]
    assert chosen == [str(PARIS.geonameid)]
    assert page.all("option", "value")[1:] == [
        str(one.geonameid) for one in (AUCKLAND, LONDON, MOSCOW, PARIS)
    ]


def test_the_page_is_in_the_language_of_its_reader_and_writes_it_into_the_addresses(server: Site) -> None:
    page = _page(server, **{"Accept-Language": "ar"})
    assert page.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert page.addresses[0] == f"{server.url}/c/watching/actions.ics?lang=ar"
    assert "Accept-Language" in server.http.get(f"{CAMPAIGN}/feeds").headers["vary"]


def test_a_title_is_text_on_the_page(server: Site) -> None:
    text = server.http.get(f"{CAMPAIGN}/feeds").text
    assert "<strong>We are watching &lt;you&gt;</strong>" in text
    assert HOSTILE not in text


@pytest.fixture
def changing(tmp_path: Path, gazetteer_dir: Path) -> Iterator[Site]:
    """A server whose actions change while it runs."""
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    with serving(tmp_path) as site:
        yield site


def _changed(site: Site, path: str, before: httpx.Response) -> httpx.Response:
    """The answer once it is another one, which must be soon."""
    until(lambda: site.http.get(path).content != before.content, seconds=10)
    return site.http.get(path)


def test_subscribers_follow_an_action_that_moves_is_cancelled_and_is_withdrawn(changing: Site) -> None:
    path, uid = f"{CAMPAIGN}/actions.ics", _uid(changing, "Outside the embassy")
    planned = changing.http.get(path)
    changes: list[dict[str, Any]] = [{"starts": clock(15)}, {"status": "cancelled"}, {"visibility": "hidden"}]
    answers = [planned]
    for number, change in enumerate(changes):
        moved = action(1, LONDON, title="Outside the embassy", **change)
        fill(changing.data_dir, [moved], name=f"{number}.csv")
        answers.append(_changed(changing, path, answers[-1]))
    before, later, called_off, gone = (_events(answer.content) for answer in answers)
    assert later[uid].dtstart.value > before[uid].dtstart.value
    assert [one[uid].status.value for one in (before, later, called_off)] == [
        "TENTATIVE",
        "TENTATIVE",
        "CANCELLED",
    ]
    sequences = [int(one[uid].sequence.value) for one in (before, later, called_off)]
    assert sequences == sorted(sequences)
    assert uid not in gone
    assert len({answer.headers["etag"] for answer in answers}) == 4
    assert changing.http.get(f"{CAMPAIGN}/action/{uid}.ics").status_code == 404
    others = [{name: str(event) for name, event in one.items() if name != uid} for one in (before, gone)]
    assert others[0] == others[1]
    assert len(others[0]) == len(ACTIONS) - 2


def test_below_a_base_path_and_behind_tls_every_address_says_so(tmp_path: Path, gazetteer_dir: Path) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    with serving(tmp_path, base_path="/map", behind_tls="yes") as site:
        site_there = httpx.URL(site.url)
        page = _Page(site.http.get("/c/watching/feeds", headers={"Host": "Actions.example.org"}).text)
        assert page.addresses[0] == "https://actions.example.org/map/c/watching/actions.ics"
        assert "webcal://actions.example.org/map/c/watching/actions.ics" in page.all("a", "href")
        inside = [urlsplit(link).path for link in page.all("a", "href") if link.startswith("/")]
        assert {path.startswith("/map/") for path in inside} == {True}
        odd = _Page(site.http.get("/c/watching/feeds", headers={"Host": "x<y>.example"}).text)
        assert odd.addresses[0] == "/map/c/watching/actions.ics"
        assert site_there.path.rstrip("/") == "/map"
