"""A database that neither answers nor fails: what is public is there all the same, and says how old it is."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from dashboard.config import Settings
from dashboard.exports import EXPORTERS
from dashboard.maps import assets
from dashboard.web.public.api import public_routes
from dashboard.web.public.documents import document_routes
from dashboard.web.public.documents.pages import open_routes
from dashboard.web.public.feeds import feed_routes
from dashboard.web.public.index_page import page_routes
from dashboard.web.public.manners import manner_routes
from siege.slow import locked, stopped
from tests.waiting import until
from tests.web.serving import fill, serving

MAP = "/api/v1/campaigns/watching/map.json"
OLD = re.compile(
    rb'<p role="status"><strong>The data cannot be reached just now. This is how it was \d+ minutes? ago.</strong></p>'
)
ASSET = f"/assets/{assets.VERSION}/leaflet/leaflet.js"
OF_NO_CAMPAIGN = {
    "/robots.txt",
    "/favicon.ico",
    "/manifest.json",
    "/manifest.webmanifest",
    "/mark.svg",
    ASSET,
}
"""They are as they always are."""
NEVER_ASKED = (
    f"{MAP}?country=GB&since=1999-01-01",
    "/c/watching?status=cancelled",
    "/c/watching/city/2643743",
)


@pytest.fixture
def slowly(url: str, tmp_path: Path) -> AbstractContextManager[None]:
    """For as long as this lasts, the database is slow."""
    return locked(tmp_path / "actions.sqlite") if url.startswith("sqlite") else stopped(url)


def public_addresses(uid: str) -> list[str]:
    """Every address that shows anybody something of a campaign or of all, and those that never change."""
    settings = Settings()
    routes = [
        *feed_routes(settings), *document_routes(settings), *open_routes(settings), *manner_routes(settings),
        *public_routes(""), *page_routes(""),
    ]  # fmt: skip
    parts = {"slug": "watching", "city_id": "2988507", "uid": uid, "path": "v1", "rest": "x", "name": "x"}
    found = []
    for route in routes:
        assert isinstance(route, Route)
        for extension in EXPORTERS if "{extension}" in route.path else ("",):
            named = re.sub(r":[a-z]+}", "}", route.path).format(**parts, extension=extension)
            found.append(named)
    return [*found, ASSET]


def test_visitors_go_on_seeing_the_map_while_the_database_is_slow(
    url: str, slowly: AbstractContextManager[None], tmp_path: Path, gazetteer_dir: Path
) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path, database=url)
    with serving(tmp_path, database_url=url) as site:

        def get(path: str) -> httpx.Response:
            return site.http.get(path)

        uid = get("/api/v1/campaigns/watching/actions.geojson").json()["features"][0]["id"]
        before = {path: get(path) for path in public_addresses(uid)}
        before = {path: answer for path, answer in before.items() if answer.status_code == 200}
        pages = {path for path, one in before.items() if one.headers["content-type"].startswith("text/html")}
        assert {"/", "/about", "/c/", "/c/watching", "/c/watching/feeds", "/c/watching/map"} < pages
        assert {MAP, "/c/watching/actions.ics", "/sitemap.xml", "/c/watching/map.png"} < before.keys() - pages
        with slowly:
            # What is said of one campaign and of all is asked apart, and so grows old at different moments.
            until(lambda: all("age" in get(path).headers for path in (MAP, "/c")))
            meanwhile = {path: get(path) for path in before}
            assert {path for path, one in meanwhile.items() if "age" not in one.headers} == OF_NO_CAMPAIGN
            assert {path for path, one in meanwhile.items() if len(OLD.findall(one.content)) == 1} == pages
            assert {path: OLD.sub(b"", one.content) for path, one in meanwhile.items()} == {
                path: one.content for path, one in before.items()
            }
            assert [get(path).status_code for path in NEVER_ASKED] == [200] * len(NEVER_ASKED)
            assert [get(path).status_code for path in ("/c/nothing", "/c/watching/nothing")] == [404, 404]
            assert (get("/healthz").status_code, get("/healthz").json()["database"]) == (503, "unavailable")
        until(lambda: not any("age" in get(path).headers for path in before))
        until(lambda: get("/healthz").status_code == 200)
