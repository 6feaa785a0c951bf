"""What is private cannot be read in the database: it is sealed with a key that is elsewhere."""

from __future__ import annotations

import json
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.errors import StorageUnavailable
from dashboard.model import Action, PlaceQuery
from dashboard.storage import Store
from dashboard.storage.sealing import make_key_file, new_key, read_keys
from tests.saying import refusing
from tests.storage.older import go_back
from tests.storage.samples import KEY, action, submission, upload, waiting

SECRETS = ("ana@example.org", "the back door", "ring twice")
VIGIL = action(title="Vigil", contact="ana@example.org", raw={"Notes": "the back door"})
WAITING = submission(
    9, place=PlaceQuery(city="Springfield"), contact="ana@example.org", raw={"x": "ring twice"}
)


def _later(one: Action) -> Action:
    return replace(one, submission=replace(one.submission, description="Bring candles"))


def _fill(store: Store) -> None:
    store.record_import(upload([VIGIL], waiting(WAITING)))
    store.record_import(upload([_later(VIGIL)], file_name="again.csv"))


def _written(store: Store) -> str:
    """Everything that the database holds, as it is there."""
    tables = ("actions", "submissions", "changes", "imports", "public_actions")
    with store._engine.connect() as connection:
        return "".join(repr(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)  # noqa: S608  # names of ours


def test_contacts_and_rows_as_received_cannot_be_read_in_the_database(store: Store) -> None:
    _fill(store)
    written = _written(store)
    assert "Bring candles" in written
    assert [secret for secret in SECRETS if secret in written] == []


def test_who_has_the_key_reads_them_as_before(store: Store) -> None:
    _fill(store)
    (standing,) = store.actions("watching").values()
    assert (standing.submission.contact, standing.submission.raw) == (
        "ana@example.org",
        {"Notes": "the back door"},
    )
    (row,) = store.waiting("watching")
    assert (row.submission.contact, row.submission.raw) == ("ana@example.org", {"x": "ring twice"})
    before = store.history(store.public_actions("watching")[0].uid)[0].before
    assert before is not None
    assert before.submission.contact == "ana@example.org"


def test_the_key_of_a_file_database_is_made_beside_it_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    store = Store.open(url)
    _fill(store)
    store.close()
    file = tmp_path / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = Store.open(url)
    assert [one.submission.contact for one in again.actions("watching").values()] == ["ana@example.org"]
    again.close()
    everything = (tmp_path / "actions.sqlite").read_bytes()
    assert file.read_text().strip().encode() not in everything
    assert [secret for secret in SECRETS if secret.encode() in everything] == []


def test_a_database_is_not_opened_with_another_key(url: str) -> None:
    store = Store.open(url, key=KEY)
    _fill(store)
    store.close()
    with refusing(StorageUnavailable, "sealed with a key that we do not have"):
        Store.open(url, key=KEY[::-1])


def test_a_database_without_anything_private_is_not_opened_with_another_key_either(url: str) -> None:
    Store.open(url, key=KEY).close()
    with refusing(StorageUnavailable, "sealed with a key that we do not have"):
        Store.open(url, key=KEY[::-1])
    Store.open(url, key=f"{KEY[::-1]},{KEY}").close()


@pytest.mark.parametrize("fill", [True, False])
def test_no_new_key_is_made_beside_what_a_lost_one_sealed(tmp_path: Path, fill: bool) -> None:
    url, file = f"sqlite:///{tmp_path / 'actions.sqlite'}", tmp_path / "secret.key"
    store = Store.open(url)
    if fill:
        _fill(store)
    store.close()
    lost = file.read_text("ascii")
    file.unlink()
    before = (tmp_path / "actions.sqlite").read_bytes()
    with refusing(StorageUnavailable, r"secret\.key is missing, and what is private"):
        Store.open(url)
    assert not file.exists()
    assert (tmp_path / "actions.sqlite").read_bytes() == before
    Store.open(url, key=lost.strip()).close()
    file.write_text(lost)
    Store.open(url).close()


def test_a_key_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    with refusing(StorageUnavailable, "shorter than 32 characters"):
        Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}", key="hunter2")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_a_key_nothing_private_is_written(url: str) -> None:
    store = Store.open(url)
    with refusing(StorageUnavailable, "Set ACTION_MAP_SECRET_KEY to 32 or more random characters"):
        _fill(store)
    assert store.campaigns() == []
    store.close()


def test_a_key_is_changed_without_losing_anything(url: str) -> None:
    old, new = new_key(), new_key()
    store = Store.open(url, key=old)
    _fill(store)
    store.close()
    both = Store.open(url, key=f"{new},{old}")
    before = both.actions("watching")
    assert both.reseal() == 5  # a contact, an earlier state, three rows
    both.close()
    only_new = Store.open(url, key=new)
    assert only_new.actions("watching") == before
    only_new.close()
    with pytest.raises(StorageUnavailable):
        Store.open(url, key=old)


def test_a_key_that_cannot_be_read_is_told_in_words(tmp_path: Path) -> None:
    with refusing(StorageUnavailable, r"cannot be read or made: is a directory\.$"):
        read_keys("", tmp_path)


@pytest.mark.parametrize("kept", [b"", b"\n", bytes(44), b"\xff" * 44, b"\xef\xbb\xbf" + b"k" * 44])
def test_a_file_that_holds_no_key_is_told_and_seals_nothing(tmp_path: Path, kept: bytes) -> None:
    """Zeros are what a crash may leave, and long enough: everybody could open what they sealed."""
    (tmp_path / "secret.key").write_bytes(kept)
    with refusing(StorageUnavailable, r"secret\.key holds no key: it is empty or damaged\. Put a copy"):
        Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")


def test_of_two_who_make_a_key_file_at_once_the_first_wins(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    keys = read_keys("", file)
    make_key_file(file, ["the key of the other, who was late"])
    assert read_keys("", file) == keys
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


def test_what_an_older_version_wrote_readably_is_sealed_and_gone_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "actions.sqlite"
    store = Store.open(f"sqlite:///{file}")
    _fill(store)
    before = store.actions("watching")
    go_back(store._engine, "0004")
    store.close()
    _make_readable(file)
    assert b"ana@example.org" in file.read_bytes()
    store = Store.open(f"sqlite:///{file}")
    assert store.actions("watching") == before
    assert store.waiting("watching") != []
    store.close()
    assert [secret for secret in SECRETS if secret.encode() in file.read_bytes()] == []


def _make_readable(file: Path) -> None:
    """As the versions wrote it that knew no keys."""
    unknown = dict.fromkeys(("day", "starts", "ends", "expected_people"))
    texts = dict.fromkeys(("own_id", "title", "description", "organiser", "link", "language"), "")
    row = {
        **unknown,
        **texts,
        "contact": "ana@example.org",
        "status": "planned",
        "place": {"city": "Springfield"},
    }
    reading = json.dumps(row)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE actions SET contact = 'ana@example.org'")
        connection.execute("""UPDATE submissions SET raw = '{"Notes":"the back door"}'""")
        connection.execute(
            'UPDATE submissions SET raw = \'{"x":"ring twice"}\', reading = ? WHERE reading IS NOT NULL',
            (reading,),
        )
        connection.execute("UPDATE changes SET before = NULL")
    connection.close()
