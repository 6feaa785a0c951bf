"""A database that neither answers nor fails: what is public is there all the same, and says how old it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from dashboard.maps import assets
from siege.slow import locked, stopped
from tests.web.serving import fill, serving

MAP = "/api/v1/campaigns/watching/map.json"
PAGES = (
    MAP,
    "/",
    "/about",
    "/c/watching",
    "/c/watching/actions.ics",
    "/c/watching/city/2988507",
    "/api/v1/campaigns",
    f"/assets/{assets.VERSION}/leaflet/leaflet.js",
)
OLD = '\n<p role="status"><strong>The data cannot be reached just now. This is how it was 1 minute ago.</strong></p>'
NEVER_ASKED = (
    f"{MAP}?country=GB&since=1999-01-01",
    "/c/watching?status=cancelled",
    "/c/watching/city/2643743",
)


@pytest.fixture
def slowly(url: str, tmp_path: Path) -> AbstractContextManager[None]:
    """For as long as this lasts, the database is slow."""
    return locked(tmp_path / "actions.sqlite") if url.startswith("sqlite") else stopped(url)


def until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < deadline


def test_visitors_go_on_seeing_the_map_while_the_database_is_slow(
    url: str, slowly: AbstractContextManager[None], tmp_path: Path, gazetteer_dir: Path
) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path, database=url)
    with serving(tmp_path, database_url=url) as site:

        def get(path: str) -> httpx.Response:
            return site.http.get(path)

        before = {path: get(path) for path in PAGES}
        with slowly:
            until(lambda: "age" in get(MAP).headers)
            meanwhile = {path: get(path).text for path in PAGES}
            assert {path for path, text in meanwhile.items() if OLD in text} == {
                "/c/watching", "/c/watching/city/2988507"
            }  # fmt: skip
            assert {path: text.replace(OLD, "") for path, text in meanwhile.items()} == {
                path: one.text for path, one in before.items()
            }
            assert [get(path).status_code for path in NEVER_ASKED] == [200] * len(NEVER_ASKED)
            assert [get(path).status_code for path in ("/c/nothing", "/c/watching/nothing")] == [404, 404]
            assert int(get(MAP).headers["age"]) > 0
            assert (get("/healthz").status_code, get("/healthz").json()["database"]) == (503, "unavailable")
        until(lambda: "age" not in get(MAP).headers)
        until(lambda: get("/healthz").status_code == 200)
        assert [one.status_code for one in before.values()] == [200] * len(PAGES)
