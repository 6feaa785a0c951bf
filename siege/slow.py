"""A database that is stopped in the middle: how long visitors wait for pages, the map and files."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg

from bench.servers import Server
from dashboard.maps import assets
from siege import Row
from siege.crowds import percentile

_VISITORS = 4
_MOST_SECONDS = 1.2


def run(server: Server, slug: str, file: Path, *, seconds: float) -> list[Row]:
    """SQLite, locked by somebody else for so long."""
    with locked(file):
        return [frozen(server, slug, "SQLite locked", seconds)]


def frozen(server: Server, slug: str, what: str, seconds: float) -> Row:
    """What visitors get meanwhile; each of the addresses was looked at before."""
    addresses = (
        f"/api/v1/campaigns/{slug}/map.json",
        f"/c/{slug}",
        "/",
        f"/c/{slug}?status=planned",
        f"/assets/{assets.VERSION}/leaflet/leaflet.js",
    )
    end = time.monotonic() + seconds

    def look(_visitor: int) -> list[tuple[int, float]]:
        answers = []
        with httpx.Client(base_url=server.url, timeout=120) as http:
            while time.monotonic() < end:
                for address in addresses:
                    began = time.monotonic()
                    answers.append((http.get(address).status_code, time.monotonic() - began))
        return answers

    with ThreadPoolExecutor(_VISITORS) as visitors:
        answers = [one for answers in visitors.map(look, range(_VISITORS)) for one in answers]
    statuses, worst = (
        Counter(status for status, _ in answers),
        percentile([took for _, took in answers], 0.99),
    )
    figure = f"{len(answers):,} answers {dict(statuses)}, 99 % within {worst:.2f} s"
    return Row(f"{what} for {seconds:.0f} s", figure, worst <= _MOST_SECONDS and set(statuses) == {200})


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody keeps the whole SQLite file for themselves."""
    connection = sqlite3.connect(file, timeout=60, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """PostgreSQL gets no turn: all its connections stay open, and none is answered."""
    with psycopg.connect(url) as connection:
        ((folder,),) = connection.execute("SHOW data_directory").fetchall()
    server = psutil.Process(int((Path(folder) / "postmaster.pid").read_text().split()[0]))
    processes = [server, *server.children(recursive=True)]
    for process in processes:
        os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process.pid, signal.SIGCONT)
