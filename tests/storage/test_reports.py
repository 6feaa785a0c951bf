"""Reports of the public on both databases: sealed, kept for a while, and gone for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dashboard.retention import Keeping, retain
from dashboard.storage import Store
from tests.storage.samples import CAMPAIGN

KEEPING = Keeping(rows_days=90, contacts_days=30, audit_days=365)
SLUG = CAMPAIGN.slug


def _raw(store: Store) -> str:
    with store._engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT about, wrong, contact FROM reports").all())


def test_a_report_can_be_read_and_is_sealed_in_the_database(store: Store) -> None:
    store.save_campaign(CAMPAIGN)
    number = store.desk.add_report(SLUG, about="Grozny", wrong="My flat", contact="ana@example.org")
    [report] = store.desk.reports(SLUG)
    assert (report.id, report.campaign) == (number, SLUG)
    assert (report.about, report.wrong, report.contact) == ("Grozny", "My flat", "ana@example.org")
    assert datetime.now(UTC) - report.received_at < timedelta(minutes=5)
    assert not any(word in _raw(store) for word in ("Grozny", "flat", "ana@"))
    assert store.reseal() == 3
    assert store.desk.reports(SLUG) == [report]


def test_a_report_that_is_settled_is_gone(store: Store) -> None:
    store.save_campaign(CAMPAIGN)
    number = store.desk.add_report(SLUG, about="Grozny", wrong="My flat")
    assert not store.desk.close_report("another", number)
    assert store.desk.close_report(SLUG, number)
    assert not store.desk.close_report(SLUG, number)
    assert (store.desk.reports(SLUG), _raw(store)) == ([], "[]")


def test_reports_are_kept_for_as_long_as_contacts(store: Store) -> None:
    store.save_campaign(CAMPAIGN)
    store.desk.add_report(SLUG, about="Grozny", wrong="My flat")
    now = datetime.now(UTC)
    assert not retain(store, KEEPING, now=now + timedelta(days=29)).anything
    assert retain(store, KEEPING, now=now + timedelta(days=32)).reports == 1
    assert store.desk.reports(SLUG) == []
