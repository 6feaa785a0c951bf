"""Ends a process in the middle of what it writes, again and again: all of it is there afterwards, or nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dashboard.model import Campaign
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from siege import Row
from tests.web.actions import LONDON, action

_ROWS = 300
_CAMPAIGN = Campaign("watching", "Watching")


def run(work: Path, *, count: int, seed: int = 1) -> list[Row]:
    """So many kills in the middle of publishing a file, and as many while the tables are made."""
    chance = random.Random(seed)
    return [
        _in_publishing(work / "publishing", count, chance),
        _in_migration(work / "migration", count, chance),
    ]


def _in_publishing(work: Path, count: int, chance: random.Random) -> Row:
    work.mkdir()
    empty, file = work / "empty.sqlite", work / "actions.sqlite"
    _open(empty).close()
    actions = [action(number, LONDON, title=f"Vigil {number}") for number in range(_ROWS)]
    rows = tuple(
        ReceivedRow(one.submission.line, Outcome.PUBLISHED, one.submission.raw, action=one) for one in actions
    )

    def publish() -> None:
        store = _open(file)
        store.record_import(Upload(_CAMPAIGN, "actions.csv", sha256="0" * 64, rows=rows))

    found: Counter[str] = Counter()
    began = time.monotonic()
    shutil.copy(empty, file)
    _child(publish, None)
    longest = time.monotonic() - began
    for _kill in range(count):
        shutil.copy(empty, file)
        for beside in work.glob("actions.sqlite-*"):
            beside.unlink()
        _child(publish, chance.uniform(0, longest))
        found[_state(file)] += 1
    return _row("kills while publishing", count, found, {"nothing", "all"})


def _in_migration(work: Path, count: int, chance: random.Random) -> Row:
    work.mkdir()
    found: Counter[str] = Counter()
    for number in range(count):
        file = work / f"{number}.sqlite"
        _child(partial(_make, file), chance.uniform(0, 0.5))
        _open(file).close()
        found[_state(file)] += 1
        file.unlink()
    return _row("kills while the tables are made", count, found, {"nothing"})


def _child(work: Callable[[], None], seconds: float | None) -> None:
    """Does this in a process of its own, which is killed after so long."""
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _make(file: Path) -> None:
    _open(file).close()


def _open(file: Path) -> Store:
    return Store.open(f"sqlite:///{file}", key="k" * 40)


def _state(file: Path) -> str:
    store = _open(file)
    actions = sum(len(store.public_actions(one.slug)) for one in store.campaigns())
    store.close()
    with sqlite3.connect(file) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "damaged"
    connection.close()
    return {0: "nothing", _ROWS: "all"}.get(actions, "part")


def _row(what: str, count: int, found: Counter[str], whole: set[str]) -> Row:
    return Row(
        f"{count:,} {what}", ", ".join(f"{n} {state}" for state, n in found.items()), set(found) <= whole
    )
