"""What an import writes: all of it or nothing, once, and only what changed."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from dashboard.model import Campaign, Place, Precision, Status
from dashboard.reasons import Reason
from dashboard.storage import Store
from tests.storage.samples import (
    CAMPAIGN,
    EMBASSY,
    KEY,
    LEEDS,
    LONDON,
    PARIS,
    SIX,
    action,
    published,
    rejected,
    submission,
    upload,
    waiting,
)

NOTES = (Reason("read_with_tabs", {"encoding": "UTF-8"}),)


def _uids(store: Store) -> dict[str, str]:
    return {one.title: one.uid for one in store.public_actions("watching")}


def test_an_import_counts_every_row_and_creates_its_campaign(store: Store) -> None:
    report = store.record_import(upload(SIX, waiting(submission(20)), rejected(21), notes=NOTES))
    numbers = (report.uploaded, report.published, report.waiting, report.rejected)
    assert numbers == (8, 6, 1, 1)
    assert (report.created, report.changed, report.unchanged) == (6, 0, 0)
    assert [problem.line for problem in report.problems] == [20, 21]
    assert report.notes == NOTES
    assert store.campaign("watching") == CAMPAIGN


def test_an_action_comes_back_as_it_went_in(store: Store) -> None:
    full = action(
        LONDON, at=EMBASSY, venue="Russian Embassy", title="Vigil 🏳️‍🌈", description="Вместе",
        organiser="Friends", contact="a@example.org", link="https://example.org", ends=time(16),
        status=Status.CONFIRMED, expected_people=3_000_000_000, language="ru", own_id="7",
        raw={"Где?": "Лондон", "x": "\x00 kept"},
    )  # fmt: skip
    bare = action(
        Place(None, "Nowhere", "", "", 1.5, -2.5, "UTC", Precision.VENUE), line=3, day=None, starts=None
    )
    store.record_import(upload([full, bare]))
    assert store.actions("watching") == {
        full.key: full,
        bare.key: replace(bare, submission=replace(bare.submission, line=3)),
    }


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(store: Store) -> None:
    file = upload(SIX, waiting(submission(20)))
    store.record_import(file)
    version, before, imports = (
        store.version("watching"),
        store.public_actions("watching"),
        store.imports("watching"),
    )
    again = store.record_import(file)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 6)
    assert store.version("watching") == version
    assert store.public_actions("watching") == before
    assert store.imports("watching") == imports


def test_a_corrected_file_changes_only_what_changed_and_keeps_every_public_name(store: Store) -> None:
    first, *others = SIX
    store.record_import(upload(SIX))
    version, before = store.version("watching"), _uids(store)
    later = replace(first, submission=replace(first.submission, starts=time(15)))
    report = store.record_import(upload([later, *others, action(PARIS, title="New")]))
    assert (report.created, report.changed, report.unchanged) == (1, 1, 5)
    assert store.version("watching") != version
    after = _uids(store)
    assert {title: uid for title, uid in after.items() if title != "New"} == before
    starts = {one.title: one.starts for one in store.public_actions("watching")}
    assert starts["Vigil"] == time(15)


def test_a_row_that_only_moved_in_the_file_is_unchanged(store: Store) -> None:
    store.record_import(upload(SIX))
    report = store.record_import(upload(reversed(SIX)))
    assert (report.created, report.changed, report.unchanged) == (0, 0, 6)


def test_what_an_upload_would_do_is_told_beforehand_and_nothing_is_written(store: Store) -> None:
    first, *others = SIX
    store.record_import(upload(others))
    other = replace(others[0], submission=replace(others[0].submission, title="Another title"))
    found = store.desk.compare(upload([first, other, *others[1:]]))
    assert (set(found.created), set(found.changed)) == ({first.key}, {other.key})
    assert (found.report.created, found.report.changed, found.report.unchanged) == (1, 1, 4)
    assert len(store.imports("watching")) == 1


def test_one_campaign_knows_nothing_of_another(store: Store) -> None:
    other = Campaign("other", "Another")
    store.record_import(upload(SIX))
    theirs = [replace(one, campaign="other") for one in SIX[:1]]
    assert store.record_import(upload(theirs, campaign=other)).created == 1
    assert store.totals("watching").actions == 4
    assert store.totals("other").actions == 1


def test_an_import_that_fails_leaves_nothing(store: Store) -> None:
    store.record_import(upload(SIX[:1]))
    version = store.version("watching")
    broken = upload(SIX, published(replace(SIX[1], key="twice the same line")))
    with pytest.raises(IntegrityError):
        store.record_import(replace(broken, campaign=CAMPAIGN))
    assert store.version("watching") == version
    assert list(store.actions("watching").values()) == [SIX[0]]
    assert len(store.imports("watching")) == 1


_KILLED_WHILE_PUBLISHING = """
import os, signal, sys
from sqlalchemy import event
from dashboard.storage import Store
from tests.storage.samples import KEY, SIX, upload

store = Store.open(sys.argv[1], key=KEY)

@event.listens_for(store._engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO public_actions"):
        os.kill(os.getpid(), signal.SIGKILL)

store.record_import(upload(SIX))
"""


def test_a_process_killed_in_the_middle_of_an_import_leaves_nothing_half(url: str) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _KILLED_WHILE_PUBLISHING, url]
    assert subprocess.run(command, cwd=root, check=False).returncode == -9
    store = Store.open(url, key=KEY)
    assert store.campaigns() == []
    report = store.record_import(upload(SIX))
    assert (report.created, len(store.public_actions("watching"))) == (6, 6)
    store.close()


def test_two_organisers_may_publish_at_once(store: Store) -> None:
    cities = (LONDON, LEEDS, PARIS)
    files = [upload([action(city, title=f"{city.name} {n}") for n in range(50)]) for city in cities]
    with ThreadPoolExecutor(len(files) * 2) as threads:
        reports = list(threads.map(store.record_import, files * 2))
    assert sum(report.created for report in reports) == 150
    assert sum(report.unchanged for report in reports) == 150
    assert store.totals("watching").actions == 150
    assert len(store.imports("watching")) == 3


def test_imports_are_listed_the_latest_first(store: Store) -> None:
    store.record_import(upload(SIX[:1], file_name="one.csv", imported_by="Ana"))
    store.record_import(upload(SIX, rejected(30), file_name="two.csv", notes=NOTES))
    second, first = store.imports("watching")
    assert (second.file_name, second.imported_by) == ("two.csv", None)
    assert (second.report.created, second.report.unchanged, second.report.rejected) == (5, 1, 1)
    assert (first.file_name, first.imported_by, first.report.created) == ("one.csv", "Ana", 1)
    assert second.report.notes == NOTES


def test_a_file_name_that_is_no_unicode_is_kept_as_far_as_possible(store: Store) -> None:
    store.record_import(upload(SIX[:1], file_name="a\udcffb.csv"))
    assert store.imports("watching")[0].file_name == "a?b.csv"


def test_saving_a_campaign_unchanged_keeps_its_version(store: Store) -> None:
    store.save_campaign(CAMPAIGN)
    version = store.version("watching")
    store.save_campaign(CAMPAIGN)
    assert store.version("watching") == version
    store.save_campaign(replace(CAMPAIGN, title="Still watching"))
    assert store.version("watching") != version
    assert store.campaign("watching").title == "Still watching"


def test_visitors_see_the_map_as_it_was_until_a_large_import_is_complete(store: Store, url: str) -> None:
    """Large enough that SQLite would write to its file before the end, and lock visitors out, if it might."""
    store.record_import(upload(SIX[:1]))
    visitor, seen = Store.open(url, key=KEY), []

    def look(*call: Any) -> None:
        if call[2].startswith("INSERT INTO public_actions"):
            seen.append(visitor.totals("watching").actions)

    event.listen(store._engine, "after_cursor_execute", look)
    many = [action(PARIS, title=f"Action {n}", description="words " * 200) for n in range(2_500)]
    store.record_import(upload(many, file_name="many.csv"))
    assert seen == [1, 1]
    assert visitor.totals("watching").actions == 2_501
    visitor.close()
