"""A database that neither answers nor fails: what is public is there all the same, and says how old it is."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from dashboard.maps import assets
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
NEVER_ASKED = (
    f"{MAP}?country=GB&since=1999-01-01",
    "/c/watching?status=cancelled",
    "/c/watching/city/2643743",
)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process keeps the whole SQLite file for itself."""
    connection = sqlite3.connect(file, timeout=60, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.close()


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """PostgreSQL gets no turn: all its connections stay open, and none is answered."""
    with psycopg.connect(url) as connection:
        folder = connection.execute("SHOW data_directory").fetchone()
    assert folder
    server = psutil.Process(int((Path(folder[0]) / "postmaster.pid").read_text().split()[0]))
    processes = [server, *server.children(recursive=True)]
    for process in processes:
        os.kill(process.pid, signal.SIGSTOP)
    yield
    for process in processes:
        os.kill(process.pid, signal.SIGCONT)


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
            assert {path: get(path).content for path in PAGES} == {
                path: one.content for path, one in before.items()
            }
            assert [get(path).status_code for path in NEVER_ASKED] == [200] * len(NEVER_ASKED)
            assert [get(path).status_code for path in ("/c/nothing", "/c/watching/nothing")] == [404, 404]
            assert int(get(MAP).headers["age"]) > 0
            assert (get("/healthz").status_code, get("/healthz").json()["database"]) == (503, "unavailable")
        until(lambda: "age" not in get(MAP).headers)
        until(lambda: get("/healthz").status_code == 200)
        assert [one.status_code for one in before.values()] == [200] * len(PAGES)
