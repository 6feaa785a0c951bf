"""The connection to the database: SQLite with care, PostgreSQL as it is, and failures as sentences."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import URL, ColumnElement, Connection, Engine, create_engine, event, func, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)

from dashboard.errors import StorageUnavailable
from dashboard.reasons import why
from dashboard.storage.sealing import KEY_FILE

BUSY_SECONDS: Final = 30
"""How long a connection waits for another's write before it gives up."""

_CONNECT_SECONDS: Final = 5
_PRIVATE_FILE: Final = 0o600
_TRACES: Final = (KEY_FILE, "port")
"""What stands beside a database that was in use. The index of places may have been built first."""
_IMPOSSIBLE: Final = re.compile("[\\x00\\ud800-\\udfff]")
"""PostgreSQL keeps no NUL, and neither database half of a pair of surrogates."""
_CODES: Final = {
    "malformed": "database_damaged",
    "not a database": "database_damaged",
    "is full": "database_full",
    "readonly": "database_readonly",
}
"""By what the database says of itself: where we know what to do."""
_WAL_FIXES: Final[dict[tuple[int, ...], int]] = {(3, 44): 6, (3, 50): 7}
_WAL_FIXED: Final = (3, 51, 3)


def connect(url: str) -> Engine:
    """An engine for the URL. Nothing is asked of the database yet.

    Its errors never repeat the values of a statement, among which there may be contacts.

    Raises:
        StorageUnavailable: this is no database URL that we can use.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    chosen: dict[str, object] = {"client_encoding": "utf8"}
    if "connect_timeout" not in parsed.query:
        chosen["connect_timeout"] = _CONNECT_SECONDS
    engine = create_engine(parsed, pool_pre_ping=True, connect_args=chosen, hide_parameters=True)
    event.listen(engine, "connect", _refuse_other_letters)
    event.listen(engine, "before_cursor_execute", _storable, retval=True)
    return engine


@contextmanager
def failures(engine: Engine) -> Iterator[None]:
    """Turns a database that cannot be used into `StorageUnavailable`; our own mistakes stay what they are."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except DatabaseError as error:
        raise _unavailable(engine.url, error.orig) from None
    except sqlite3.DatabaseError as error:
        raise _unavailable(engine.url, error) from None


_joined: ContextVar[Mapping[Engine, Connection]] = ContextVar("joined", default=MappingProxyType({}))
"""The connections whose transaction everything that is read and written joins, each within `one_transaction`."""
_read: ContextVar[Mapping[Engine, Connection]] = ContextVar("read", default=MappingProxyType({}))
"""The same for what only reads, each within `one_reading`."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; what fails is said as by `failures`."""
    if joined := _joined.get().get(engine) or _read.get().get(engine):
        yield joined
        return
    with failures(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: all of the block is written, or nothing; what fails is said as by `failures`."""
    if joined := _joined.get().get(engine):
        yield joined
        return
    with failures(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def joined(engine: Engine) -> Connection:
    """The connection of the transaction that a use case has begun: of what may never be written alone.

    Raises:
        RuntimeError: it has begun none.
    """
    if connection := _joined.get().get(engine):
        return connection
    raise RuntimeError("What is written here belongs into the transaction of a use case.")


@contextmanager
def one_reading(engine: Engine) -> Iterator[Connection]:
    """Makes all that is read within the block one reading, of one moment: what is written meanwhile is not seen."""
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql" and not connection.in_transaction():
            # SQLite's transactions are of one moment by themselves; these would be so statement by statement.
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        token = _read.set({**_read.get(), engine: connection})
        try:
            yield connection
        finally:
            _read.reset(token)


@contextmanager
def one_transaction(engine: Engine) -> Iterator[Connection]:
    """Makes all that is read and written within the block one transaction: all of it stands, or nothing."""
    with writing(engine) as connection:
        token = _joined.set({**_joined.get(), engine: connection})
        try:
            yield connection
        finally:
            _joined.reset(token)


def folded(connection: Connection, text: ColumnElement[str]) -> ColumnElement[str]:
    """The text without differences of case, as far as the database knows them."""
    return (func.casefold if connection.dialect.name == "sqlite" else func.lower)(text)


def compact(engine: Engine) -> None:
    """Rewrites the database without what was deleted, of which pieces may be left in its file."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name != "sqlite":
            connection.exec_driver_sql("VACUUM actions, changes, submissions, audit")
            return
        driver = connection.connection.driver_connection
        if driver is not None:  # not by SQLAlchemy, which would begin a transaction first
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def look_for_damage(engine: Engine) -> None:
    """Reads a SQLite file through; PostgreSQL sees to its own.

    Raises:
        StorageUnavailable: something in it is not as SQLite left it.
    """
    if engine.dialect.name != "sqlite":
        return
    with reading(engine) as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        why = str(found).partition("\n")[0]
        raise StorageUnavailable("database_damaged", where=engine.url.database or "", why=why)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the race that can corrupt a database in write-ahead mode."""
    fix = _WAL_FIXES.get(version[:2])
    return version >= _WAL_FIXED or (fix is not None and version[2] >= fix)


def choose_journal(engine: Engine) -> None:
    """Sets SQLite's journal: write-ahead where this SQLite does it safely, else the rollback journal."""
    wanted = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is None or _set_journal(driver, wanted, last_try=time.monotonic() > deadline):
                return
        time.sleep(0.05)  # another process is using the file, and SQLite does not wait for this by itself


def _set_journal(driver: Any, wanted: str, *, last_try: bool) -> bool:
    if not driver.execute("PRAGMA page_count").fetchone()[
        0
    ]:  # is no empty file any more: see `_make_private`
        driver.execute("PRAGMA user_version=0")
    if driver.execute("PRAGMA journal_mode").fetchone()[0] in {wanted, "memory"}:
        return True
    try:
        return bool(driver.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0] == wanted)
    except sqlite3.OperationalError:
        if last_try:
            raise
        return False


def _refuse_other_letters(connection: Any, _record: object) -> None:
    """Names and places come in all scripts, and only this encoding has them all."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        where = connection.info.host or "localhost"
        raise StorageUnavailable("database_encoding", where=where, encoding=encoding or "")


def _parse(url: str) -> URL:
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # The URL may hold a password, and so may the library's message.
        raise StorageUnavailable("database_url") from None
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StorageUnavailable("database_url")
    return parsed


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_private(Path(url.database))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "before_cursor_execute", _storable, retval=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """Creates the file so that other users of the machine cannot read it: it holds contacts.

    Raises:
        StorageUnavailable: it cannot be made, or is empty beside what only one that was in use leaves there.
    """
    try:
        traces = [
            name for name in _TRACES if file.with_name(name).exists()
        ]  # looked for before there is a file
        is_emptied = file.exists() and file.stat().st_size == 0
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=_PRIVATE_FILE, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable("database_uncreatable", file=str(file), why=why(error)) from None
    if traces and is_emptied:
        raise StorageUnavailable("database_emptied", file=str(file), trace=traces[0])


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that it covers changes of tables too
    connection.create_function(
        "casefold", 1, str.casefold, deterministic=True
    )  # SQLite's own knows ASCII alone
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not left in free pages
    # A large import stays in memory until it is committed: spilled pages would lock readers out meanwhile.
    connection.execute("PRAGMA cache_spill=OFF")


def _begin(connection: Connection) -> None:
    kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")


def _storable(
    _connection: object, _cursor: object, statement: str, values: Any, _context: object, _many: bool
) -> tuple[str, Any]:
    """Every text that is asked for or written, without what no database keeps: whatever door it came in by."""
    return statement, _without_impossible(values)


def _without_impossible(values: Any) -> Any:
    if isinstance(values, str):
        return values if values.isprintable() else _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", values)
    if isinstance(values, dict):
        return {name: _without_impossible(value) for name, value in values.items()}
    if type(values) in (list, tuple):
        return type(values)(_without_impossible(value) for value in values)
    return values


def _unavailable(url: URL, error: BaseException | None) -> StorageUnavailable:
    reason = str(error or "").strip().splitlines()
    first = reason[0] if reason else ""
    hidden = [str(url.password)] if url.password else []
    hidden += [str(value) for name, value in url.query.items() if "pass" in name]
    for secret in hidden:
        first = first.replace(secret, "…")
    where = (url.database if url.get_backend_name() == "sqlite" else url.host) or "localhost"
    known = next((code for sign, code in _CODES.items() if sign in first), "database_away")
    code = known if first else "database_silent"
    return StorageUnavailable(code, where=where, why=first.rstrip("."))
