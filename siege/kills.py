"""Ends a process in the middle of what it writes, again and again: all of it is there afterwards, or nothing.

Each kill has a copy of a database and a child of this process, which has imported all that the child needs. The child
is killed at any moment of the time that its work takes, and the database is then looked at as a start finds it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import psycopg
from sqlalchemy import Connection, inspect, make_url

from dashboard.model import Campaign
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from dashboard.storage.engine import connect
from siege import Row
from tests.storage.older import go_back
from tests.web.actions import LONDON, action

_ROWS = 100
_OLD = "0011"
"""The version from which a database is migrated."""
_WHOLE_RUNS = 3
"""How often the work is first done without a kill, to see how long it takes."""
_WRITTEN_LATER = "key_checks"
"""What a start writes once all is migrated."""

Copy = Callable[[str, str], str]
"""Makes the database of the second name anew, like that of the first or empty; its URL."""
Work = Callable[[str], Callable[[], object]]
"""Makes ready what then writes into the database of this URL, whatever copy is there by then."""


def run(work: Path, server: str, *, count: int, seed: int = 1) -> list[Row]:
    """So many kills: half while a file is published, half while an older database is brought up to date.

    One in ten is on this server of PostgreSQL, the others are on SQLite.
    """
    chance, few = random.Random(seed), count // 10
    return [
        *_on("SQLite", partial(_copy_file, work), count - few, chance),
        *_on("PostgreSQL", partial(_copy_database, server), few, chance),
    ]


def _on(kind: str, copy: Copy, count: int, chance: random.Random) -> list[Row]:
    _open(copy("", "empty")).close()
    old = copy("empty", "old")
    _child(_publish(old))
    engine = connect(old)
    go_back(engine, _OLD)
    engine.dispose()
    return [
        _kill(f"kills while publishing, {kind}", partial(copy, "empty"), _publish, count // 2, chance),
        _kill(f"kills while migrating, {kind}", partial(copy, "old"), _migrate, count - count // 2, chance),
    ]


def _kill(what: str, fresh: Callable[[str], str], work: Work, count: int, chance: random.Random) -> Row:
    """Ends this work so often, each time at another moment, and says how its database stands then."""
    url = fresh("killed")
    before, write = _content(url), work(url)
    for _ in range(_WHOLE_RUNS):
        fresh("killed")
        longest = _child(write)
    after = _content(url)
    found: Counter[str] = Counter()
    for _ in range(count):
        fresh("killed")
        _child(write, killed_after=chance.uniform(0, longest))
        stands = _content(url)
        found["as before" if stands == before else "done" if stands == after else "IN PARTS"] += 1
    figure = ", ".join(f"{number:,} {stands}" for stands, number in found.items())
    return Row(f"{count:,} {what}", figure, set(found) <= {"as before", "done"} and before != after)


def _child(work: Callable[[], object], killed_after: float | None = None) -> float:
    """Does the work in a child, to its end or until it is killed; for how many seconds.

    Raises:
        RuntimeError: the child could not do it.
    """
    began = time.monotonic()
    if not (pid := os.fork()):
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if status not in {0, signal.SIGKILL}:
        raise RuntimeError(f"the child ended with {status}")
    return time.monotonic() - began


def _publish(url: str) -> Callable[[], object]:
    store = _open(url)
    store.close()  # a child has connections of its own
    return partial(store.record_import, _upload())


def _migrate(url: str) -> Callable[[], object]:
    return partial(_open, url)


@cache
def _upload() -> Upload:
    actions = [action(number, LONDON, title=f"Vigil {number}") for number in range(_ROWS)]
    rows = tuple(
        ReceivedRow(one.submission.line, Outcome.PUBLISHED, one.submission.raw, action=one) for one in actions
    )
    return Upload(Campaign("watching", "Watching"), "actions.csv", sha256="0" * 64, rows=rows)


def _open(url: str) -> Store:
    return Store.open(url, key="k" * 40)


def _content(url: str) -> object:
    """Each table with its columns and how many rows it has, at one moment; and whether SQLite finds it whole."""
    engine = connect(url)
    with engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
        columns = inspect(connection).get_multi_columns()
        found: dict[str, object] = {
            name: (
                [one["name"] for one in described],
                _first(connection, f"SELECT count(*) FROM {name}"),  # noqa: S608  # its own tables
            )
            for (_, name), described in columns.items()
            if name != _WRITTEN_LATER
        }
        if engine.dialect.name == "sqlite":
            found["integrity"] = _first(connection, "PRAGMA integrity_check")
    engine.dispose()
    return found


def _first(connection: Connection, statement: str) -> object:
    return connection.exec_driver_sql(statement).scalar()


def _copy_file(folder: Path, source: str, name: str) -> str:
    file = folder / f"{name}.sqlite"
    for left in folder.glob(f"{file.name}*"):
        left.unlink()
    if source:
        shutil.copy(folder / f"{source}.sqlite", file)
    return f"sqlite:///{file}"


def _copy_database(server: str, source: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source or 'template1'}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)
