"""Forgetting on both databases; what exactly is forgotten when is tested with its use case."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dashboard.storage import Forgotten, Store
from tests.storage.samples import SIX, action, submission, upload, waiting

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_contacts_of_past_actions_are_forgotten_and_the_map_is_as_it_was(store: Store) -> None:
    past = action(title="Vigil", contact="ana@example.org", raw={"Contact": "ana@example.org"})
    coming = action(
        title="Next", contact="bo@example.org", raw={"Contact": "bo@example.org"}, day=date(2999, 1, 1)
    )
    row = submission(9, contact="cy@example.org", raw={"Contact": "cy@example.org"})
    store.record_import(upload([past, coming, *SIX[2:]], waiting(row)))
    seen, version = store.public_actions("watching"), store.version("watching")
    forgotten = store.forget(received_before=LONG_AGO, acted_before=date(2018, 5, 8), audited_before=LONG_AGO)
    assert forgotten == Forgotten(rows=5, contacts=2, audit_entries=0)
    kept = [one.submission.contact for one in store.actions("watching").values() if one.submission.contact]
    assert kept == ["bo@example.org"]
    assert [one.submission.contact for one in store.waiting("watching")] == [""]
    assert (store.public_actions("watching"), store.version("watching")) == (seen, version)
