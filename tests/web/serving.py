"""Starting the real server over a data directory, for tests that speak HTTP with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from dashboard.model import Action
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from tests.waiting import until
from tests.web import warm
from tests.web.actions import ACTIONS, CAMPAIGN

REPOSITORY = Path(__file__).parents[2]
HOSTILE_OPTIONS = """
[client]
showErrorDetails = "full"
allowedOrigins = ["https://elsewhere.example"]
[server]
baseUrlPath = "elsewhere"
"""


@dataclass(frozen=True)
class Site:
    """A running server: its address, a client for it, its data, what it has logged so far, and its process."""

    url: str
    data_dir: Path
    http: httpx.Client
    log: Path
    pid: int

    @property
    def host(self) -> str:
        """The host and port of the address."""
        return httpx.URL(self.url).netloc.decode()


def fill(
    data_dir: Path, actions: Iterable[Action] = ACTIONS, *, name: str = "actions.csv", database: str = ""
) -> None:
    """Publish actions in the campaign of the tests, in the folder's database or another one with the folder's key."""
    rows = tuple(
        ReceivedRow(action.submission.line, Outcome.PUBLISHED, action.submission.raw, action=action)
        for action in actions
    )
    url = database or f"sqlite:///{data_dir / 'actions.sqlite'}"
    store = Store.open(url, key_file=data_dir / "secret.key")
    store.record_import(Upload(CAMPAIGN, name, sha256=name.ljust(64, "0"), rows=rows))
    store.close()


@contextmanager
def serving(data_dir: Path, *, files: str = "", alone: str = "", **settings: str) -> Iterator[Site]:
    """The server on a free port, started in a folder whose own Streamlit options would break it.

    ``settings`` are those of `dashboard.config`, such as ``base_path="/map"``; ``files`` is how many
    the machine lets it have open. One that is ``alone`` has not even the order of its sets in common with another.
    """
    folder, log = data_dir / "somewhere", data_dir / "server.log"
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text(HOSTILE_OPTIONS)
    chosen = {"data_dir": str(data_dir), "address": "127.0.0.1", "port": "0"} | settings
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACTION_MAP_")}
    environment = kept | {f"ACTION_MAP_{name.upper()}": value for name, value in chosen.items()}
    environment["PYTHONPATH"] = str(REPOSITORY)
    out, into = os.pipe()
    with log.open("w") as errors, os.fdopen(into, "w") as output:
        pid = warm.start(
            ["dashboard.web"], folder, environment, output, errors, files=files, alone=bool(alone)
        )
    process = psutil.Process(pid)
    try:
        with os.fdopen(out) as said:
            url = said.readline().removeprefix("The map is at ").strip().rstrip("/")
            assert url, log.read_text()
            with httpx.Client(base_url=url, timeout=120) as http:
                _wait_until_healthy(http, process, log)
                yield Site(url, data_dir, http, log, pid)
    finally:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
        process.wait(120)
    no_page_failed(log)


def no_page_failed(log: Path) -> None:
    """Checks that no script of a page has ended with something that nobody foresaw, which its visitor only sees."""
    said = log.read_text()
    assert "Uncaught app execution" not in said, said


def _wait_until_healthy(http: httpx.Client, process: psutil.Process, log: Path) -> None:
    def is_healthy() -> bool:
        assert process.is_running(), log.read_text()
        return http.get("/healthz").status_code == 200

    until(is_healthy, f"The server did not become healthy within five minutes: see {log}", seconds=300)
