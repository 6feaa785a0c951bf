"""Ends a process in the middle of what it writes, again and again: all of it is there afterwards, or nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine

from dashboard.model import Campaign
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from siege import Row
from tests.storage.test_backup import go_to
from tests.web.actions import LONDON, action

_ROWS = 300
_OLD = "0011"
"""The version from which a database is migrated."""
_CAMPAIGN = Campaign("watching", "Watching")


def run(work: Path, *, count: int, seed: int = 1) -> list[Row]:
    """So many kills: half in the middle of publishing a file, half while an older database is brought up to date."""
    chance = random.Random(seed)
    return [
        _in_publishing(work / "publishing", count // 2, chance),
        _in_migration(work / "migration", count // 2, chance),
    ]


def _in_publishing(work: Path, count: int, chance: random.Random) -> Row:
    work.mkdir()
    empty, file = work / "empty.sqlite", work / "actions.sqlite"
    _open(empty).close()
    found = Counter(_killed(empty, file, partial(_publish, file), count, chance))
    return _row("kills while publishing", count, found, {"nothing", "all"})


def _in_migration(work: Path, count: int, chance: random.Random) -> Row:
    work.mkdir()
    old, file = work / "old.sqlite", work / "actions.sqlite"
    _publish(old)
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        go_to(_OLD, connection)
    engine.dispose()
    found = Counter(_killed(old, file, partial(_make, file), count, chance))
    return _row("kills while an older database is migrated", count, found, {"all"})


def _killed(
    start: Path, file: Path, work: Callable[[], None], count: int, chance: random.Random
) -> Iterator[str]:
    """How a copy of a database stands after each kill in the middle of this work."""
    longest = 0.0
    for kill in range(count + 1):
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        shutil.copy(start, file)
        began = time.monotonic()
        _child(work, chance.uniform(0, longest) if kill else None)
        longest = longest or time.monotonic() - began
        if kill:
            yield _state(file)


def _publish(file: Path) -> None:
    actions = [action(number, LONDON, title=f"Vigil {number}") for number in range(_ROWS)]
    rows = tuple(
        ReceivedRow(one.submission.line, Outcome.PUBLISHED, one.submission.raw, action=one) for one in actions
    )
    store = _open(file)
    store.record_import(Upload(_CAMPAIGN, "actions.csv", sha256="0" * 64, rows=rows))
    store.close()


def _child(work: Callable[[], None], seconds: float | None) -> None:
    """Does this in a process of its own, which is killed after so long."""
    pid = os.fork()
    if not pid:
        try:
            work()
        finally:
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
