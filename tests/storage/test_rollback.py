"""Taking an import back, the rows that wait, and the history of an action."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from dashboard.storage import Store, private
from dashboard.storage.recording import update_actions
from tests.saying import said
from tests.storage.samples import LEEDS, LONDON, PARIS, SIX, action, submission, upload, waiting

VIGIL, SECOND, *_ = SIX
LATER = replace(VIGIL, submission=replace(VIGIL.submission, starts=time(15)))


def _latest(store: Store) -> int:
    return store.imports("watching")[0].id


def test_taking_back_the_only_import_leaves_an_empty_campaign(store: Store) -> None:
    store.record_import(upload(SIX))
    version = store.version("watching")
    assert store.roll_back(_latest(store), who="Ana") == 6
    assert store.public_actions("watching") == []
    assert store.actions("watching") == {}
    assert store.version("watching") != version
    assert store.imports("watching")[0].rolled_back_by == "Ana"


def test_taking_back_a_correction_puts_the_old_values_back(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    before = store.public_actions("watching")
    store.record_import(upload([LATER, SECOND]))
    assert store.public_actions("watching") != before
    assert store.roll_back(_latest(store)) == 2
    assert store.public_actions("watching") == before
    assert store.actions("watching") == {VIGIL.key: VIGIL}


def test_what_a_later_import_changed_or_listed_too_stays(store: Store) -> None:
    store.record_import(upload([VIGIL, SECOND, action(PARIS, title="Only in the first")]))
    first = _latest(store)
    store.record_import(upload([LATER, SECOND]))
    assert store.roll_back(first) == 1
    assert {one.title for one in store.public_actions("watching")} == {"Vigil", "Second vigil"}


def test_taking_back_twice_or_what_is_not_there_does_nothing(store: Store) -> None:
    store.record_import(upload(SIX))
    store.roll_back(_latest(store))
    version = store.version("watching")
    assert (store.roll_back(_latest(store)), store.roll_back(4711)) == (0, 0)
    assert store.version("watching") == version


def test_a_file_that_was_taken_back_can_be_imported_again_under_the_same_public_names(store: Store) -> None:
    store.record_import(upload(SIX))
    before = store.public_actions("watching")
    store.roll_back(_latest(store))
    report = store.record_import(upload(SIX))
    assert (report.created, report.unchanged) == (6, 0)
    assert store.public_actions("watching") == before


def test_all_imports_taken_back_one_after_the_other_leave_nothing(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    store.record_import(upload([LATER]))
    store.record_import(upload([VIGIL, SECOND]))
    for past in store.imports("watching"):
        store.roll_back(past.id)
    assert store.actions("watching") == {}
    assert store.public_actions("watching") == []


def test_a_waiting_row_is_kept_with_its_question(store: Store) -> None:
    row = submission(9, title="Where?", contact="a@example.org", expected_people=5)
    store.record_import(upload(SIX, waiting(row)))
    (kept,) = store.waiting("watching")
    assert kept.submission == row
    assert [said(problem) for problem in kept.problems] == ["Which Springfield?"]
    assert kept.file_name == "actions.csv"


def test_a_waiting_row_goes_when_its_file_comes_corrected_or_its_import_is_taken_back(store: Store) -> None:
    row = submission(9, title="Where?")
    store.record_import(upload([VIGIL], waiting(row)))
    corrected = [VIGIL, action(LONDON, title="Where, corrected")]
    store.record_import(upload(corrected))
    assert [one.submission.title for one in store.waiting("watching")] == ["Where?"]
    store.record_import(upload(corrected[1:], corrects=1))
    assert store.waiting("watching") == []
    store.record_import(upload([], waiting(submission(3, title="Else")), file_name="else.csv"))
    assert [one.submission.title for one in store.waiting("watching")] == ["Else"]
    store.roll_back(_latest(store))
    assert store.waiting("watching") == []


def test_a_row_that_waits_in_two_files_is_listed_once(store: Store) -> None:
    row = submission(2, title="Where?")
    store.record_import(upload([], waiting(row), file_name="monday.csv"))
    store.record_import(
        upload([], waiting(row), waiting(submission(3, title="And?")), file_name="tuesday.csv")
    )
    listed = [(one.file_name, one.submission.title) for one in store.waiting("watching")]
    assert listed == [("tuesday.csv", "Where?"), ("tuesday.csv", "And?")]


def test_the_history_of_an_action_says_what_it_was(store: Store) -> None:
    store.record_import(upload([VIGIL], imported_by="Ana"))
    store.record_import(upload([LATER], imported_by="Ben"))
    (uid,) = [one.uid for one in store.public_actions("watching")]
    newest, oldest = store.history(uid)
    assert (newest.changed_by, oldest.changed_by, oldest.before) == ("Ben", "Ana", None)
    assert newest.before is not None
    assert newest.before.submission.starts == time(14)
    store.roll_back(_latest(store))
    assert [change.undone for change in store.history(uid)] == [True, False]


def test_the_same_action_from_another_file_is_not_taken_back_with_the_first(store: Store) -> None:
    store.record_import(upload([VIGIL, action(LEEDS, title="Leeds")], file_name="chapter.csv"))
    first = _latest(store)
    store.record_import(upload([VIGIL], file_name="partner.csv"))
    store.roll_back(first)
    assert [one.title for one in store.public_actions("watching")] == ["Vigil"]


def test_a_state_that_was_kept_before_a_column_came_is_put_back_beside_a_newer_one(store: Store) -> None:
    store.record_import(upload(SIX))
    with store._engine.begin() as connection:
        shown = {one.uid for one in store.public_actions("watching")}
        newer, older, *_ = private.action_rows(connection, shown).values()
        del older["visibility"]
        update_actions(connection, [newer | {"title": "Newer"}, older | {"title": "Older"}])
    assert {"Newer", "Older"} <= {one.submission.title for one in store.actions("watching").values()}
