"""How answers are cached, compressed and revalidated."""

from __future__ import annotations

import gzip
import re

import httpx
import pytest

from tests.web.actions import CAMPAIGN, LONDON
from tests.web.serving import Site
from tests.web.test_every_door import paths

MAP = "/api/v1/campaigns/watching/map.json"
ACTIONS = "/api/v1/campaigns/watching/actions.geojson"


@pytest.mark.parametrize("path", [MAP, ACTIONS, "/api/v1/campaigns", "/"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_has_this_version_is_sent_nothing_again(server: Site, path: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = server.http.get(path, headers=headers)
    again = server.http.get(path, headers=headers | {"If-None-Match": f'"other", {first.headers["etag"]}'})
    changed = server.http.get(path, headers=headers | {"If-None-Match": '"other"'})
    assert not first.headers["etag"].startswith("W/")
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (changed.status_code, changed.text) == (200, first.text)


def test_who_has_this_version_is_told_the_same_about_it(server: Site) -> None:
    """A browser puts the headers of a 304 in place of those it kept: another policy there would close a frame."""
    known = {
        "slug": CAMPAIGN.slug,
        "city_id": str(LONDON.geonameid),
        "extension": "ics",
        "name": "",
        "number": "1",
    }
    addresses = {
        re.sub(r"{(\w+)}", lambda part: known.get(part[1], "none"), path)
        for path, methods in paths()
        if "GET" in methods
    }
    frameable = set()
    for address in sorted(addresses):
        first = server.http.get(address)
        if not (first.status_code == 200 and "etag" in first.headers):
            continue
        again = server.http.get(address, headers={"If-None-Match": first.headers["etag"]})
        told = {name for name in {*first.headers} - {"date", "vary"} if not name.startswith("content-")}
        told.add("content-security-policy")
        assert again.status_code == 304, address
        assert {name: again.headers.get(name) for name in told} == {
            name: first.headers[name] for name in told
        }, address
        if "frame-ancestors *" in again.headers["content-security-policy"]:
            frameable.add(address)
            assert "x-frame-options" not in again.headers
    assert frameable >= {f"/c/{CAMPAIGN.slug}/map", f"/c/{CAMPAIGN.slug}/embed"}


def test_compressed_and_plain_answers_say_the_same_under_their_own_tags(server: Site) -> None:
    with server.http.stream("GET", ACTIONS, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        compressed = answer
    plain = server.http.get(ACTIONS, headers={"Accept-Encoding": "identity"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2
    assert compressed.headers["etag"] != plain.headers["etag"]
    assert {*compressed.headers["vary"].split(", "), *plain.headers["vary"].split(", ")} == {
        "Accept-Encoding"
    }


def test_each_filter_has_its_own_tag_whatever_the_order(server: Site) -> None:
    tags = {
        query: server.http.get(f"{MAP}?{query}").headers["etag"]
        for query in ("", "country=GB", "country=GB&country=FR", "country=FR&country=GB&country=FR")
    }
    assert len(set(tags.values())) == 3
    assert tags["country=GB&country=FR"] == tags["country=FR&country=GB&country=FR"]


@pytest.mark.parametrize("path", [MAP, "/api/v1/campaigns", "/healthz", "/"])
def test_head_says_what_get_says_without_the_body(server: Site, path: str) -> None:
    got, head = server.http.get(path), server.http.head(path)
    same = ("content-type", "content-length", "etag", "cache-control")
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers.get(name) for name in same] == [got.headers.get(name) for name in same]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (MAP, "application/json"),
        (ACTIONS, "application/geo+json"),
        ("/api/v1/campaigns/watching/cities.geojson", "application/geo+json"),
        ("/api/v1/campaigns/nowhere/map.json", "application/json"),
    ],
)
def test_public_data_can_be_read_from_any_site(server: Site, path: str, media_type: str) -> None:
    answer = server.http.get(path, headers={"Origin": "https://partner.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["content-type"] == media_type


def test_nothing_public_is_kept_longer_than_five_seconds_unasked(server: Site) -> None:
    assert server.http.get(MAP).headers["cache-control"] == "public, max-age=5, must-revalidate"
    assert server.http.get("/").headers["cache-control"] == "no-cache"
    assert server.http.get("/api/v1/campaigns/nowhere/map.json").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_data_can_only_be_read(server: Site, method: str) -> None:
    answer: httpx.Response = server.http.request(method, MAP)
    assert (answer.status_code, answer.json()) == (405, {"error": "This address can only be read."})


@pytest.mark.parametrize(
    ("accepted", "is_taken"),
    [
        ("gzip", True), ("GZIP", True), ("gzip, deflate, br, zstd", True), ("br;q=1, gzip;q=0.5", True),
        ("*", True), ("deflate, *;q=0.1", True), ("gzip;q=0.5, identity;q=0.5", True), ("gzip ; q = 1.000", True),
        ("identity;q=0, gzip", True), ("", False), ("br", False), ("gzip;q=0", False), ("gzip;q=0.000", False),
        ("identity;q=0", False), ("*;q=0", False), ("br;q=1, gzip;q=0.0", False), ("*, gzip;q=0", False),
        ("identity, gzip;q=0.5", False), ("gzip;q=nan", False), ("gzip;q=", False), ("notgzip", False),
        ("x;gzip", False), ("," * 60_000 + "gzip", False),
    ],
)  # fmt: skip
def test_gzip_is_sent_to_those_who_take_it(server: Site, accepted: str, is_taken: bool) -> None:
    for path in (ACTIONS, "/", "/_stcore/host-config"):
        answer = server.http.get(path, headers={"Accept-Encoding": accepted})
        assert answer.status_code == 200
        if path == ACTIONS or not is_taken:
            assert ("content-encoding" in answer.headers) == is_taken, path


def test_what_is_accepted_may_be_said_in_several_lines(server: Site) -> None:
    for second, encoding in (("gzip;q=0", None), ("gzip", "gzip")):
        headers = [("Accept-Encoding", "br"), ("Accept-Encoding", second)]
        assert server.http.get(ACTIONS, headers=headers).headers.get("content-encoding") == encoding


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize(
    "path", [MAP, ACTIONS, "/", "/c/watching", "/sign-in", "/_stcore/host-config", "/nothing"]
)
def test_what_an_answer_varies_by_is_named_once(server: Site, path: str, encoding: str) -> None:
    answer = server.http.get(path, headers={"Accept-Encoding": encoding, "Accept": "text/html"})
    named = [name.lower() for name in answer.headers.get_list("vary", split_commas=True)]
    assert len(named) == len(set(named))
