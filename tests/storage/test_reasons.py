"""Reasons are kept as codes with values; sentences of before are said as they were."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.i18n import say, speech
from dashboard.storage import Store
from dashboard.storage.sealing import vault_of
from tests.storage.older import take_back
from tests.storage.samples import SIX, submission, upload, waiting

KEY = "k" * 40
OLD = "We know a Springfield {here} and there."


def as_before(store: Store) -> None:
    """Puts the database back to where problems, notes and reasons were English sentences."""
    vault = vault_of(store._engine.dialect)
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        take_back(connection, "0013")
        kept = connection.exec_driver_sql("SELECT line, reading FROM submissions WHERE reading IS NOT NULL")
        for line, sealed in kept.all():
            reading = json.loads(vault.open(sealed))
            problems, raw = reading.pop("problems"), reading.pop("raw")
            for problem in problems:
                del problem["values"]
                problem["message"] = OLD
            old = (*(vault.seal(json.dumps(one)) for one in (problems, raw, reading)), line)
            connection.exec_driver_sql(
                "UPDATE submissions SET problems = ?, raw = ?, reading = ? WHERE line = ?", old
            )
        connection.exec_driver_sql("UPDATE imports SET notes = ?", (json.dumps([OLD]),))
        connection.exec_driver_sql("UPDATE actions SET geocoding = ?", (OLD,))


def test_sentences_that_were_kept_are_said_as_they_were_in_every_language(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    store = Store.open(url, key=KEY)
    store.record_import(upload(SIX, waiting(submission(20))))
    as_before(store)
    store.close()
    store = Store.open(url, key=KEY)
    (campaign,) = store.campaigns()
    (row,), (past,) = store.waiting(campaign.slug), store.imports(campaign.slug)
    for language in ("en", "fr", "ar"):
        assert [say(speech(language), one) for one in row.problems] == [OLD]
        assert [say(speech(language), one) for one in past.report.notes] == [OLD]
        for action in store.actions(campaign.slug).values():
            assert [say(speech(language), one) for one in action.geocoding] == [OLD]
    assert row.problems[0].code == "place_ambiguous"
    store.close()
