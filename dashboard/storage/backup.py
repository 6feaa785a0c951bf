"""A backup is a folder: the whole database as one SQLite file, whatever it is kept in, and a page about it.

What is sealed stays sealed, and the key is not in it. It can be restored into SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, MetaData, Text, func, insert, select

from dashboard import __version__
from dashboard.errors import BackupUnusable, StorageUnavailable
from dashboard.reasons import why
from dashboard.storage.bulk import execute_all
from dashboard.storage.engine import connect, failures, one_reading, writing
from dashboard.storage.migrate import migrate
from dashboard.storage.resealing import check_key
from dashboard.storage.schema import metadata
from dashboard.storage.sealing import SEALED, Vault, use_vault, vault_of

DATABASE: Final = "actions.sqlite"
ABOUT: Final = "backup.json"
_PORTION: Final = 2_000


@dataclass(frozen=True, slots=True)
class Backup:
    """What is in a backup, and by which version of the program it was made."""

    made_at: str
    version: str
    sha256: str
    campaigns: int
    actions: int


def back_up(engine: Engine, folder: Path) -> Backup:
    """Writes the database as it is at one moment into a folder, which may be used meanwhile.

    Raises:
        BackupUnusable: there is a backup in the folder already, or it cannot be written to.
    """
    with _told(folder, "folder_unwritable"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any((folder / name).exists() for name in (DATABASE, ABOUT)):
            raise BackupUnusable("backup_there", folder=str(folder))
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            file = Path(beside, DATABASE)
            try:
                with failures(engine):
                    _write(engine, file)
            except StorageUnavailable as error:
                if error.code != "database_full":
                    raise
                raise OSError(ENOSPC, "") from error  # it is the folder alone that is written to
            about = _about(file)
            _keep(file, folder / DATABASE)
            page = Path(beside, ABOUT)
            page.write_text(json.dumps(asdict(about), indent=1) + "\n", encoding="utf-8")
            _keep(page, folder / ABOUT)
    return about


def restore(engine: Engine, folder: Path) -> Backup:
    """Writes a backup into a database in which nothing happened yet, all of it or nothing.

    One that an older version made is brought to the tables of this one on the way.

    Raises:
        BackupUnusable: there is none in the folder, it is damaged, or the database is not empty.
        StorageUnavailable: it was made by a later version, or sealed with a key that we do not have.
    """
    about = read_backup(folder)
    with _opened(folder, vault_of(engine.dialect)) as source, source.connect() as old, writing(engine) as new:
        _refuse_if_filled(new)
        _copy(old, new)
    return about


def try_keys(folder: Path, keys: Sequence[str]) -> None:
    """Reads a whole backup as `restore` does, and writes nothing: a database that was made with a wrong key keeps it.

    Raises:
        BackupUnusable, StorageUnavailable: it could not be restored with these keys.
    """
    with _opened(folder, Vault(keys)):
        pass


@contextmanager
def _opened(folder: Path, vault: Vault) -> Iterator[Engine]:
    """A copy of a backup with the tables of this version."""
    with (
        _told(folder, "folder_unreadable"),
        tempfile.TemporaryDirectory() as beside,
        _told(Path(beside), "folder_unwritable"),
        _ready(Path(shutil.copy(folder / DATABASE, beside)), vault) as engine,
    ):
        yield engine


def read_backup(folder: Path) -> Backup:
    """What a backup says of itself.

    Raises:
        BackupUnusable: it is not whole, or damaged.
    """
    try:
        about = Backup(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))
        digest = _digest(folder / DATABASE)
    except (OSError, ValueError, TypeError) as error:
        raise BackupUnusable(
            "backup_incomplete", folder=str(folder), database=DATABASE, about=ABOUT
        ) from error
    if about.sha256 != digest:
        raise BackupUnusable("backup_damaged", folder=str(folder))
    return about


def _write(engine: Engine, file: Path) -> None:
    """The database as one SQLite file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:  # not by SQLAlchemy, which would begin a transaction first
                driver.execute("VACUUM INTO ?", (str(file),))
        return
    with _ready(file, vault_of(engine.dialect)) as target, one_reading(engine) as old, writing(target) as new:
        _copy(old, new)


@contextmanager
def _ready(file: Path, vault: Vault) -> Iterator[Engine]:
    """A SQLite file with the tables of this version."""
    engine = connect(f"sqlite:///{file}")
    try:
        with failures(engine):
            use_vault(engine.dialect, vault)
            migrate(engine)
            check_key(engine)
        yield engine
    finally:
        engine.dispose()


def _copy(source: Connection, target: Connection) -> None:
    """Every row of every table, in place of what a new database begins with; what is sealed stays as it is."""
    tables = _unsealed().sorted_tables
    for table in reversed(tables):
        target.execute(table.delete())
    for table in tables:
        rows = source.execution_options(yield_per=_PORTION).execute(select(table))
        execute_all(target, insert(table), (dict(row._mapping) for row in rows))
        number = table.primary_key.columns.values()[0]
        if target.dialect.name == "postgresql" and table.autoincrement_column is number is not None:
            last = target.scalar(select(func.max(number)))
            name = func.pg_get_serial_sequence(table.name, number.name)
            target.execute(select(func.setval(name, func.coalesce(last, 1), last is not None)))


def _unsealed() -> MetaData:
    """The tables with what is sealed as the text that it is in the database."""
    bare = MetaData()
    for table in metadata.sorted_tables:
        for column in table.to_metadata(bare).columns:
            if isinstance(column.type, SEALED):
                column.type = Text()
    return bare


def _refuse_if_filled(connection: Connection) -> None:
    filled = [
        name
        for name in ("campaigns", "people")
        if connection.scalar(select(func.count()).select_from(metadata.tables[name]))
    ]
    if filled:
        raise BackupUnusable("database_filled", what=tuple(filled))


def _about(file: Path) -> Backup:
    with sqlite3.connect(file) as connection:
        campaigns, actions = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - two names of ours
            for name in ("campaigns", "actions")
        )
    connection.close()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Backup(now, __version__, _digest(file), campaigns, actions)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _keep(file: Path, target: Path) -> None:
    """Moves a file to its place once it is really on the disk; its owner alone may read it."""
    file.chmod(0o600)
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
    file.replace(target)


@contextmanager
def _told(folder: Path, code: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BackupUnusable(code, folder=str(folder), why=why(error)) from error
