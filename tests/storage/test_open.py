"""Opening a database: new, old, of a later version, out of reach, and by several processes at once."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event, make_url, text

from dashboard.errors import StorageUnavailable
from dashboard.model import Campaign, Partner, Words
from dashboard.storage import Store, migrate
from dashboard.storage.engine import wal_is_safe
from dashboard.storage.schema import metadata
from tests.saying import refusing, said
from tests.storage.samples import CAMPAIGN, action, upload


def _execute(url: str, statement: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_new_database_is_ready_and_empty(empty_url: str) -> None:
    store = Store.open(empty_url)
    store.check()
    assert store.campaigns() == []
    store.close()


def test_what_was_stored_is_there_after_opening_again(url: str) -> None:
    first = Store.open(url)
    spoken = replace(
        CAMPAIGN,
        story="Why we *stand* here.",
        safety_note="Come with a friend.",
        partners=(Partner("A group", "https://example.org"), Partner("Another")),
        translations=(Words("fr", title="Nous vous regardons", story="Pourquoi."),),
    )
    first.save_campaign(spoken)
    first.close()
    second = Store.open(url)
    assert second.campaigns() == [spoken]
    second.close()


def test_the_migrations_make_just_the_tables_that_the_code_knows(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        assert compare_metadata(context, metadata) == []


def test_no_migration_leans_on_code_that_may_change() -> None:
    migrations = Path(migrate.__file__).parent / "migrations"
    files = (*migrations.glob("versions/r*.py"), migrations / "rewriting.py")
    used = {line for file in files for line in re.findall(r"\bdashboard[\w.]*", file.read_text())}
    assert used == {"dashboard.storage.migrations.rewriting", "dashboard.storage.sealing"}


def test_a_view_is_of_one_moment_whatever_is_written_meanwhile(url: str) -> None:
    store, other = Store.open(url), Store.open(url)
    store.save_campaign(CAMPAIGN)
    writer = threading.Thread(target=other.save_campaign, args=[replace(CAMPAIGN, title="Another")])
    with store.view():
        assert store.campaigns() == [CAMPAIGN]
        writer.start()
        if "sqlite" not in url or wal_is_safe(sqlite3.sqlite_version_info):  # else it waits for the reader
            writer.join()
        assert store.campaigns() == [CAMPAIGN]
    writer.join()
    assert [one.title for one in store.campaigns()] == ["Another"]
    store.close()
    other.close()


def test_several_processes_may_open_a_new_database_at_once(empty_url: str) -> None:
    code = f"from dashboard.storage import Store; Store.open({empty_url!r}).check()"
    processes = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    complaints = [process.communicate()[1] for process in processes]
    assert [(process.returncode, said) for process, said in zip(processes, complaints, strict=True)] == [
        (0, b"")
    ] * 4
    store = Store.open(empty_url)
    store.check()
    store.close()


def test_a_database_of_a_later_version_is_left_alone(url: str) -> None:
    Store.open(url).close()
    _execute(url, "UPDATE alembic_version SET version_num = 'from the future'")
    with refusing(StorageUnavailable, "later version of this program"):
        Store.open(url)


def test_the_check_notices_that_the_tables_are_gone(url: str) -> None:
    store = Store.open(url)
    _execute(url, "DROP TABLE public_actions")
    _execute(url, "ALTER TABLE campaigns RENAME TO elsewhere")
    with pytest.raises(StorageUnavailable):
        store.check()
    store.close()


def test_a_server_that_is_not_there_is_a_sentence_without_the_password() -> None:
    with pytest.raises(StorageUnavailable) as caught:
        Store.open("postgresql://map:hunter2@127.0.0.1:1/map")
    assert said(caught.value).startswith("The database at 127.0.0.1 cannot be used just now: ")
    assert "hunter2" not in repr(caught.value)


@pytest.mark.parametrize(
    "url", ["", "hunter2", "mysql://map:hunter2@host/map", "nonsense://hunter2", "sqlite:///%ä:\n"]
)
def test_what_is_no_usable_url_is_never_repeated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if url.startswith("sqlite"):
        Store.open(url).close()
        return
    with pytest.raises(StorageUnavailable) as caught:
        Store.open(url)
    assert said(caught.value).startswith("The database URL cannot be used. Write sqlite:///")
    assert "hunter2" not in said(caught.value)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refusing(StorageUnavailable, r"cannot be made: .* Choose another folder"):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'actions.sqlite'}")


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all, this is not a database at all. " * 100)
    with refusing(StorageUnavailable, "file is not a database"):
        Store.open(f"sqlite:///{file}")


@pytest.mark.parametrize("trace", ["secret.key", "port"])
def test_a_database_that_was_emptied_is_no_new_one(tmp_path: Path, trace: str) -> None:
    file = tmp_path / "actions.sqlite"
    (tmp_path / trace).write_text("k" * 44)
    file.touch()
    with refusing(StorageUnavailable, f"is empty, and {trace} beside it shows that it was in use"):
        Store.open(f"sqlite:///{file}")
    assert file.stat().st_size == 0
    file.unlink()
    Store.open(f"sqlite:///{file}").close()


def test_an_empty_file_with_nothing_beside_it_is_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "actions.sqlite"
    file.touch()
    Store.open(f"sqlite:///{file}").close()


def test_whoever_is_killed_while_they_make_the_first_tables_may_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a key by then, and must be no empty file beside it."""
    file = tmp_path / "actions.sqlite"
    with monkeypatch.context() as ending:
        ending.setattr("dashboard.storage.store.migrate", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Store.open(f"sqlite:///{file}")
    assert (tmp_path / "secret.key").exists()
    Store.open(f"sqlite:///{file}").close()


def test_the_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "actions.sqlite"
    Store.open(f"sqlite:///{file}").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_cannot_corrupt(
    version: tuple[int, ...], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_the_journal_is_set_for_the_sqlite_in_use(tmp_path: Path) -> None:
    file = tmp_path / "actions.sqlite"
    wrong = "delete" if wal_is_safe(sqlite3.sqlite_version_info) else "wal"
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA journal_mode={wrong}")
    connection.close()
    Store.open(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    connection.close()
    assert mode == {"delete": "wal", "wal": "delete"}[wrong]


def test_text_that_no_database_keeps_is_marked_where_it_was(store: Store) -> None:
    title = "Lan\x00terns \ud800 \n🏮"
    store.save_campaign(Campaign("odd\x00", title))
    (found,) = store.campaigns()
    assert (found.slug, found.title) == ("odd\ufffd", "Lan\ufffdterns \ufffd \n🏮")
    assert store.campaign("odd\x00") == found


def test_a_full_disk_is_a_sentence_with_what_to_do_and_nothing_is_written(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    event.listen(store._engine, "connect", lambda driver, _: driver.execute(f"PRAGMA max_page_count={pages}"))
    store._engine.dispose()
    many = [action(title=f"Number {number} " + "x" * 5_000) for number in range(100)]
    with pytest.raises(StorageUnavailable, match="database_full"):
        store.record_import(upload(many))
    assert store.campaigns() == []
    store.look_for_damage()
    store.close()


def test_damage_is_told_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "actions.sqlite"
    store = Store.open(f"sqlite:///{file}")
    store.record_import(upload([action(title=f"Number {number}") for number in range(100)]))
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:8_192] + b"\xff" * 40_000 + whole[48_192:])
    with pytest.raises(StorageUnavailable, match="database_damaged"):
        store.look_for_damage()
    store.close()


def test_a_database_that_cannot_keep_all_letters_is_a_sentence(postgresql: str) -> None:
    url = make_url(postgresql).set(database="ascii").render_as_string(hide_password=False)
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute("CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
        try:
            with refusing(
                StorageUnavailable, "keeps texts as SQL_ASCII, in which not all letters can be written"
            ):
                Store.open(url)
        finally:
            server.execute("DROP DATABASE ascii WITH (FORCE)")
