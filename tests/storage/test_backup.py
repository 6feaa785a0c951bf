"""The drill: what was backed up comes back, on either database, with its key and after changes of the tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select

from dashboard.errors import BackupUnusable, StorageUnavailable
from dashboard.storage import Store
from dashboard.storage.backup import _unsealed
from dashboard.storage.migrate import _config
from dashboard.storage.rows import city_hour
from dashboard.storage.schema import actions
from dashboard.storage.sealing import new_key
from tests.saying import refusing
from tests.storage.older import take_back
from tests.storage.samples import KEY, SIX, action, rejected, submission, upload, waiting

CONTACT = "ana@example.org"
REVISIONS = [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """An empty database in another file."""
    store = Store.open(f"sqlite:///{tmp_path / 'other' / 'actions.sqlite'}", key=KEY)
    yield store
    store.close()


def fill(store: Store) -> None:
    """Actions with a contact, rows that wait and were rejected, an earlier state, and a person."""
    first = action(title="Vigil", contact=CONTACT, raw={"Notes": "the back door"})
    store.record_import(upload([first, *SIX[1:]], waiting(submission(9)), rejected(10)))
    store.record_import(upload([action(title="Vigil", description="Bring candles", contact=CONTACT)]))


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sealed as it is."""
    with store._engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in _unsealed().sorted_tables
        }


def test_all_of_it_comes_back_in_another_database(store: Store, other: Store, tmp_path: Path) -> None:
    fill(store)
    made = store.back_up(tmp_path / "backup")
    assert (made.campaigns, made.actions) == (1, len(store.actions("watching")))
    assert other.restore(tmp_path / "backup") == made
    assert everything(other) == everything(store)
    assert [one.submission.contact for one in other.actions("watching").values()].count(CONTACT) == 1


def test_what_was_in_one_file_comes_back_in_either_database(
    store: Store, other: Store, tmp_path: Path
) -> None:
    fill(other)
    other.back_up(tmp_path / "backup")
    store.restore(tmp_path / "backup")
    assert everything(store) == everything(other)
    for one in (store, other):
        one.record_import(upload([action(title="After it")], file_name="next.csv"))
    assert [one.id for one in store.imports("watching")] == [one.id for one in other.imports("watching")]


def test_a_backup_can_be_read_by_its_owner_alone_and_has_no_key_in_it(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.back_up(tmp_path / "backup")
    files = sorted((tmp_path / "backup").iterdir())
    assert [file.name for file in files] == ["actions.sqlite", "backup.json"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert [
        word for word in (CONTACT, "back door", KEY) for file in files if word.encode() in file.read_bytes()
    ] == []


def test_a_backup_is_of_one_moment_while_others_write(store: Store, other: Store, tmp_path: Path) -> None:
    fill(store)
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            store.record_import(upload([action(title=f"Number {number}")], file_name=f"{number}.csv"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        store.back_up(tmp_path / "backup")
    finally:
        done.set()
        writer.join()
    other.restore(tmp_path / "backup")
    rows = everything(other)
    imported = {row[0] for row in rows["imports"]}
    assert imported == set(range(1, len(imported) + 1))
    assert {row[0] for row in rows["submissions"]} == imported


def test_another_key_does_not_open_a_backup_and_nothing_is_restored(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.back_up(tmp_path / "backup")
    stranger = Store.open(f"sqlite:///{tmp_path / 'stranger.sqlite'}", key=new_key())
    with refusing(StorageUnavailable, "sealed with a key that we do not have"):
        stranger.restore(tmp_path / "backup")
    assert stranger.campaigns() == []
    stranger.close()


def test_a_database_in_use_is_not_written_over(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = everything(store)
    store.back_up(tmp_path / "backup")
    with refusing(BackupUnusable, "The database holds campaigns already"):
        store.restore(tmp_path / "backup")
    assert everything(store) == before


def test_a_folder_holds_one_backup(store: Store, tmp_path: Path) -> None:
    store.back_up(tmp_path / "backup")
    with refusing(BackupUnusable, r"There is a backup in .* already"):
        store.back_up(tmp_path / "backup")


def test_a_folder_that_cannot_be_made_is_a_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refusing(BackupUnusable, r"The folder .* cannot be written to: not a directory\."):
        store.back_up(tmp_path / "file" / "backup")


def test_a_full_disk_is_that_of_the_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looks for room where the database is."""
    full = Mock(side_effect=sqlite3.OperationalError("database or disk is full"))
    monkeypatch.setattr("dashboard.storage.backup._write", full)
    with refusing(BackupUnusable, r"^The folder .*backup cannot be written to: no space left on device\.$"):
        store.back_up(tmp_path / "backup")
    assert list((tmp_path / "backup").iterdir()) == []


@pytest.mark.parametrize("what", ["byte", "half", "gone", "page"])
def test_a_damaged_backup_is_told_and_nothing_is_restored(store: Store, tmp_path: Path, what: str) -> None:
    file, page = tmp_path / "backup" / "actions.sqlite", tmp_path / "backup" / "backup.json"
    store.back_up(tmp_path / "backup")
    whole = file.read_bytes()
    match what:
        case "byte":
            file.write_bytes(whole[:5_000] + bytes([whole[5_000] ^ 1]) + whole[5_001:])
        case "half":
            file.write_bytes(whole[: len(whole) // 2])
        case "gone":
            file.unlink()
        case _:
            page.write_text("{}")
    with refusing(BackupUnusable, r"damaged or changed|There is no whole backup"):
        store.restore(tmp_path / "backup")
    assert store.campaigns() == []


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_a_database_of_each_earlier_version_is_brought_to_this_one(store: Store, revision: str) -> None:
    fill(store)
    before = (store.campaigns(), store.public_actions("watching"), store.actions("watching").keys())
    with store._engine.begin() as connection:
        take_back(connection, revision)
    store.close()
    url = store._engine.url.render_as_string(hide_password=False)
    again = Store.open(url, key=KEY)
    assert (again.campaigns(), again.public_actions("watching"), again.actions("watching").keys()) == before
    with again._engine.connect() as connection:
        hours = {row.uid: row.city_hour for row in connection.execute(select(actions))}
    assert hours == {uid: city_hour(one) for uid, one in again.desk.actions("watching").items()}
    again.close()


def test_a_backup_of_an_earlier_version_is_restored(store: Store, other: Store, tmp_path: Path) -> None:
    fill(other)
    other.back_up(tmp_path / "backup")
    change(tmp_path / "backup", "0006")
    store.restore(tmp_path / "backup")
    assert store.public_actions("watching") == other.public_actions("watching")


def test_a_backup_of_a_later_version_is_refused(store: Store, tmp_path: Path) -> None:
    store.back_up(tmp_path / "backup")
    change(tmp_path / "backup", "")
    with refusing(StorageUnavailable, "later version of this program"):
        store.restore(tmp_path / "backup")


def change(folder: Path, revision: str) -> None:
    """Makes a backup one of another version; of one that nobody knows yet if it has no name."""
    file, page = folder / "actions.sqlite", folder / "backup.json"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        if revision:
            take_back(connection, revision)
        else:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'from the future'")
    engine.dispose()
    about = json.loads(page.read_text()) | {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    page.write_text(json.dumps(about))
