"""What is kept no longer than it has to be: it is gone from the file, and the world sees no difference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from errno import ENOSPC
from pathlib import Path
from unittest.mock import Mock

import pytest

from dashboard import accounts
from dashboard.accounts.signing_in import WINDOW
from dashboard.cli import main
from dashboard.model import Action
from dashboard.retention import Keeping, explain, retain
from dashboard.storage import Forgotten, Store, StoredRow
from tests.saying import said
from tests.storage.samples import CAMPAIGN, LONDON, SIX, action, submission, upload, waiting

KEEPING = Keeping(rows_days=90, contacts_days=30, audit_days=365)
CONTACT = "ana@example.org"
DAY = date(2018, 4, 7)
VIGIL = action(
    LONDON,
    title="Vigil",
    description=f"Write to {CONTACT}",
    contact=CONTACT,
    raw={"Contact": CONTACT},
    day=DAY,
)


def _later(one: Action) -> Action:
    return replace(one, submission=replace(one.submission, starts=time(15)))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    yield store
    store.close()


def _tokens(store: Store) -> set[bytes]:
    """Everything sealed in the database, as it is there."""
    tokens = set()
    with store._engine.connect() as connection:
        for column, table in (("contact", "actions"), ("raw", "submissions"), ("before", "changes")):
            found = connection.exec_driver_sql(f"SELECT {column} FROM {table}").scalars()  # noqa: S608  # names of ours
            tokens |= {value.encode() for value in found if value and value.startswith("gAAAA")}
    return tokens


def _contacts(store: Store) -> list[str]:
    return [one.submission.contact for one in store.actions("watching").values()]


def test_a_contact_is_gone_from_the_file_thirty_days_after_its_action(store: Store, tmp_path: Path) -> None:
    store.record_import(upload([VIGIL]))
    store.record_import(upload([_later(VIGIL)], file_name="again.csv"))
    sealed = _tokens(store)
    assert len(sealed) == 4
    file = tmp_path / "actions.sqlite"
    assert [token for token in sealed if token not in file.read_bytes()] == []
    assert retain(store, KEEPING, now=_noon(DAY + timedelta(days=30))) == Forgotten(0, 0, 0)
    assert _contacts(store) == [CONTACT]
    forgotten = retain(store, KEEPING, now=_noon(DAY + timedelta(days=31)))
    assert forgotten == Forgotten(rows=2, contacts=2, audit_entries=0)
    store.close()
    left = b"".join(file.read_bytes() for file in tmp_path.glob("actions.sqlite*"))
    assert [token for token in sealed if token in left] == []
    assert CONTACT.encode() not in left
    assert _contacts(store) == [""]
    before = store.history(store.public_actions("watching")[0].uid)[0].before
    assert before is not None
    assert before.submission.contact == ""


def test_forgetting_changes_nothing_that_the_world_sees_then_or_later(store: Store) -> None:
    """A text that was withheld for the contact in it stays withheld when nobody knows the contact any more."""
    store.record_import(upload([VIGIL]))
    seen, version = store.public_actions("watching"), store.version("watching")
    assert [one.description for one in seen] == [""]
    retain(store, KEEPING, now=_noon(DAY + timedelta(days=31)))
    assert (store.public_actions("watching"), store.version("watching")) == (seen, version)
    uid, standing = store.find_action("watching", VIGIL.key) or ("", VIGIL)
    store.decide_exposure(
        "watching", uid, standing.visibility, replace(standing.exposure, withhold_time=True), who="1"
    )
    assert [(one.starts, one.description) for one in store.public_actions("watching")] == [(None, "")]


def test_the_same_file_still_changes_nothing_after_forgetting(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    retain(store, KEEPING, now=_noon(DAY + timedelta(days=31)))
    report = store.record_import(upload([VIGIL]))
    assert (report.created, report.changed, report.unchanged) == (0, 0, 1)
    assert _contacts(store) == [""]


def test_a_contact_of_an_action_to_come_is_kept_and_its_row_is_not_for_longer_than_ninety_days(
    store: Store,
) -> None:
    coming = replace(VIGIL, submission=replace(VIGIL.submission, day=date(2999, 1, 1)))
    uploaded = datetime.now(UTC)
    store.record_import(upload([coming]))
    assert not retain(store, KEEPING, now=uploaded + timedelta(days=89)).anything
    assert retain(store, KEEPING, now=uploaded + timedelta(days=91)) == Forgotten(1, 0, 0)
    (standing,) = store.actions("watching").values()
    assert (standing.submission.contact, standing.submission.raw) == (CONTACT, {})


def test_a_row_that_waits_loses_its_contact_and_later_itself(store: Store) -> None:
    row = submission(9, contact=CONTACT, raw={"Contact": CONTACT}, day=DAY)
    uploaded = datetime.now(UTC)
    store.record_import(upload(SIX, waiting(row)))
    retain(store, KEEPING, now=_noon(DAY + timedelta(days=31)))
    (left,) = store.waiting("watching")
    assert (left.submission.contact, left.submission.raw, left.submission.day) == ("", {}, DAY)
    retain(store, KEEPING, now=uploaded + timedelta(days=91))
    assert store.waiting("watching") == []
    assert store.imports("watching")[0].report.waiting == 1


def test_a_text_that_holds_the_contact_of_a_row_that_waits_goes_with_it(store: Store) -> None:
    row = submission(9, contact=CONTACT, title="Vigil", description=f"Write to {CONTACT}", day=DAY)
    store.record_import(upload(SIX, waiting(row)))
    retain(store, KEEPING, now=_noon(DAY + timedelta(days=31)))
    (left,) = store.waiting("watching")
    assert (left.submission.contact, left.submission.description, left.submission.title) == ("", "", "Vigil")
    assert left.submission.place == row.place


@pytest.mark.parametrize("day", [DAY, None])
def test_a_proposal_loses_its_contact_whether_or_not_its_day_is_known(store: Store, day: date | None) -> None:
    """Without a day, that of the campaign counts, or else when it came."""
    store.save_campaign(replace(CAMPAIGN, day=None))
    one = replace(VIGIL, submission=replace(VIGIL.submission, day=day))
    number = store.desk.propose(upload([one], campaign=replace(CAMPAIGN, day=None)))
    since = _noon(day) if day else datetime.now(UTC)
    retain(store, KEEPING, now=since + timedelta(days=29))
    assert [_contact(row) for row in store.desk.rows(number)] == [CONTACT]
    retain(store, KEEPING, now=since + timedelta(days=32))
    assert [(_contact(row), row.raw) for row in store.desk.rows(number)] == [("", {})]


def _contact(row: StoredRow) -> str:
    [action] = row.actions
    return action.submission.contact


def test_what_counts_for_minutes_or_days_is_deleted_with_the_rest(store: Store) -> None:
    """Ended sessions, invitations that nobody used, and failed attempts to sign in."""
    now = datetime.now(UTC)
    store.save_campaign(CAMPAIGN)
    link = accounts.invite(store, accounts.OPERATOR, "a@example.org", "watching", accounts.Role.ORGANISER)
    door = accounts.Door(b"k" * 32, timedelta(hours=1), timedelta(hours=2))
    accounts.accept(store, door, link, name="A", password="five lanterns by the river")
    accounts.invite(store, accounts.OPERATOR, "b@example.org", "watching", accounts.Role.ORGANISER)
    store.accounts.attempt({"digest": 5}, window=WINDOW)
    tables = ("sessions", "invitations", "failures")
    assert [_count(store, table) for table in tables] == [1, 1, 1]
    retain(store, KEEPING)
    assert [_count(store, table) for table in tables] == [1, 1, 1]
    store.accounts._now = lambda: now + timedelta(days=2)
    retain(store, KEEPING)
    assert [_count(store, table) for table in tables] == [0, 0, 0]


def _count(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608  # names of ours


def test_old_entries_of_the_audit_log_are_deleted(store: Store) -> None:
    with store.transaction():
        store.accounts.record("1", "published", "import", "12", campaign="watching")
    now = datetime.now(UTC)
    assert not retain(store, KEEPING, now=now + timedelta(days=364)).anything
    assert retain(store, KEEPING, now=now + timedelta(days=366)) == Forgotten(0, 0, 1)
    assert store.accounts.audit_log("watching") == []


def test_what_was_deleted_is_said_in_words() -> None:
    assert list(map(said, explain(Forgotten(0, 0, 0)))) == ["Nothing is older than it may be."]
    assert list(map(said, explain(Forgotten(1200, 3, 0))))[:2] == [
        "3 contacts deleted.",
        "1,200 uploaded rows deleted.",
    ]


def test_the_command_deletes_what_is_due_and_says_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_contact = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    with_contact.record_import(upload([VIGIL]))
    assert main(["retain", "--data-dir", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "rows": 1,
        "contacts": 1,
        "audit_entries": 0,
        "reports": 0,
    }
    assert _contacts(with_contact) == [""]
    with_contact.close()


def test_a_full_disk_leaves_the_key_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}").close()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr("os.fsync", Mock(side_effect=OSError(ENOSPC, "full")))
    assert main(["rekey", "--data-dir", str(tmp_path)]) == 1
    file = tmp_path / "secret.key"
    assert capsys.readouterr().err == f"The key cannot be written to {file}: no space left on device.\n"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_the_command_changes_the_key_and_everything_can_be_read_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, file = f"sqlite:///{tmp_path / 'actions.sqlite'}", tmp_path / "secret.key"
    before = Store.open(url)
    before.record_import(upload([VIGIL]))
    before.close()
    old = file.read_text()
    assert main(["rekey", "--data-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"2 values are sealed with a new key, which is in {file}.\n"
    assert old not in file.read_text()
    after = Store.open(url)
    assert _contacts(after) == [CONTACT]
    after.close()
