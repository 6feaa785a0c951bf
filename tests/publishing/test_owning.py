"""Organisers change their own actions and nobody else's, whatever their files say."""

from __future__ import annotations

import pytest

from dashboard import publishing
from dashboard.geocoding import Resolver
from dashboard.publishing import RowAnswer
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, Try, titles

ANNAS = "id,city,country,title\n1,Oslo,Norway,Anna's\n2,Springfield,United States,Anna's question\n"
BENS = "id,city,country,title\n1,Bergen,Norway,Ben's\n2,Springfield,United States,Ben's question\n"
BOTH = {"Anna's": ("Oslo", "planned"), "Ben's": ("Bergen", "planned")}
ILLINOIS = 4250542


@pytest.fixture(autouse=True)
def _annas(store: Store, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(ANNAS))


def bens(store: Store, look: Try, text: str = BENS) -> tuple[int, int, int]:
    previewed = look(text, by=BEN)
    report = publishing.publish_upload(store, BEN, previewed).report
    said = (previewed.report.created, previewed.report.changed, previewed.report.unchanged)
    assert (report.created, report.changed, report.unchanged) == said
    return said


def owners(store: Store) -> dict[str, str | None]:
    standing = store.desk.actions(SLUG).items()
    return {action.submission.title: store.desk.owner_of(SLUG, uid) for uid, action in standing}


def test_two_files_may_count_their_rows_alike(store: Store, look: Try) -> None:
    assert bens(store, look) == (1, 0, 0)
    assert titles(store) == BOTH
    assert owners(store) == {"Anna's": "anna", "Ben's": "ben"}
    assert bens(store, look) == (0, 0, 1)
    assert bens(store, look, BENS.replace("Bergen", "Trondheim")) == (0, 1, 0)
    assert titles(store) == {"Anna's": ("Oslo", "planned"), "Ben's": ("Trondheim", "planned")}


def test_what_waits_of_one_stays_on_the_list_whatever_another_uploads(
    store: Store, look: Try, resolver: Resolver
) -> None:
    bens(store, look)
    for person, title in ((ANNA, "Anna's question"), (BEN, "Ben's question")):
        [row] = publishing.open_page(store, person, resolver, SLUG)[1]
        assert row.row.submission.title == title
        publishing.resolve_waiting(store, person, resolver, SLUG, row.id, RowAnswer(place=ILLINOIS))
    springfield = {
        "Anna's question": ("Springfield", "planned"),
        "Ben's question": ("Springfield", "planned"),
    }
    assert titles(store) == BOTH | springfield
    assert owners(store)["Anna's question"] == "anna"


def test_the_same_file_of_somebody_else_changes_nothing(store: Store, look: Try) -> None:
    assert bens(store, look, ANNAS) == (0, 0, 1)
    assert owners(store) == {"Anna's": "anna"}


def test_what_a_newcomer_sends_is_their_own_when_it_is_approved(store: Store, look: Try) -> None:
    sent = publishing.publish_upload(store, NEW, look(BENS, by=NEW))
    assert sent.import_id is not None
    publishing.approve_imports(store, MODERATOR, SLUG, [sent.import_id])
    assert titles(store) == BOTH
    assert owners(store) == {"Anna's": "anna", "Ben's": "new"}


def test_taking_ones_own_back_leaves_the_other_s(store: Store, look: Try) -> None:
    bens(store, look)
    newest = publishing.list_imports(store, BEN, SLUG)[0]
    assert publishing.roll_back_import(store, BEN, SLUG, newest.about.id) == 1
    assert list(titles(store)) == ["Anna's"]


def test_nobody_cancels_what_is_not_theirs_with_a_file(store: Store, look: Try) -> None:
    previewed = look(BENS, by=BEN, cancelled=frozenset({"id:1"}))
    publishing.publish_upload(store, BEN, previewed)
    assert titles(store) == BOTH


def test_a_moderator_corrects_anybody_s_with_a_file(store: Store, look: Try) -> None:
    publishing.publish_upload(store, MODERATOR, look(ANNAS.replace("Oslo", "Bergen"), by=MODERATOR))
    assert titles(store) == {"Anna's": ("Bergen", "planned")}
