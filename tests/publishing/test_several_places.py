"""A row that names several places makes one action for each, if somebody says that all of them are meant."""

from __future__ import annotations

from dashboard import publishing
from dashboard.geocoding import Resolver
from dashboard.model import Status
from dashboard.publishing import RowAnswer
from dashboard.publishing.places import ALL
from dashboard.publishing.report import with_news
from dashboard.storage import Outcome, Store
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, Try

FILE = "city,date,title,id\nParis et Lyon,2018-04-07,March,1\nOslo,2018-04-07,Vigil,2\n"
BOTH = {2: ALL}


def cities(store: Store) -> list[str]:
    return sorted(one.city for one in store.public_actions(SLUG) if one.status is Status.PLANNED)


def test_all_places_of_a_row_are_one_answer_and_the_rows_still_add_up(store: Store, look: Try) -> None:
    asked = look(FILE)
    assert (asked.asked[2].several, asked.report.waiting, asked.report.actions) == (True, 1, 1)
    previewed = look(FILE, places=BOTH)
    [row] = [one for one in publishing.details(store, previewed).rows if one.line == 2]
    assert [action.city.name for action in row.actions] == ["Paris", "Lyon"]
    published = publishing.publish_upload(store, ANNA, previewed)
    report = published.report
    assert (report.uploaded, report.published, report.waiting, report.rejected) == (2, 2, 0, 0)
    assert (report.actions, cities(store)) == (3, ["Lyon", "Oslo", "Paris"])
    assert publishing.explain(report)[1][0].values["actions"] is not None


def test_the_same_file_again_changes_nothing_and_a_later_title_changes_all_of_them(
    store: Store, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(FILE, places=BOTH))
    again = look(FILE)
    assert (again.report.unchanged, again.created, again.changed) == (3, frozenset(), frozenset())
    assert with_news(again.report).notes[0].values["n"] == 3
    publishing.publish_upload(store, ANNA, look(FILE.replace("March", "Rally")))
    assert sorted(one.title for one in store.public_actions(SLUG)) == ["Rally", "Rally", "Vigil"]


def test_taking_an_import_back_takes_all_of_them_back(store: Store, look: Try) -> None:
    number = publishing.publish_upload(store, ANNA, look(FILE, places=BOTH)).import_id
    assert number is not None
    assert publishing.roll_back_import(store, ANNA, SLUG, number) == 3
    assert cities(store) == []


def test_what_a_later_file_lists_too_stays_when_the_first_is_taken_back(store: Store, look: Try) -> None:
    first = publishing.publish_upload(store, ANNA, look(FILE, places=BOTH)).import_id
    publishing.publish_upload(store, ANNA, look(FILE + "Bern,2018-04-07,New,3\n"))
    assert first is not None
    assert publishing.roll_back_import(store, ANNA, SLUG, first) == 0
    assert cities(store) == ["Bern", "Lyon", "Oslo", "Paris"]


def test_a_place_that_the_corrected_file_no_longer_names_may_be_called_off(store: Store, look: Try) -> None:
    number = publishing.publish_upload(store, ANNA, look(FILE, places=BOTH)).import_id
    previewed = look(FILE.replace("Paris et Lyon", "Paris"), corrects=number)
    gone = publishing.details(store, previewed).vanished
    assert [one.city.name for one in gone] == ["Lyon"]
    waiting = look(FILE.replace("Paris et Lyon", "Springfield"), corrects=number)
    assert publishing.details(store, waiting).vanished == ()


def test_an_open_question_is_answered_with_all_of_them(store: Store, resolver: Resolver, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(FILE))
    [asked] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    assert asked.asked.several
    resolved = publishing.resolve_waiting(store, ANNA, resolver, SLUG, asked.id, RowAnswer(place=ALL))
    assert (resolved.outcome, cities(store)) == (Outcome.PUBLISHED, ["Lyon", "Oslo", "Paris"])
    report = store.imports(SLUG)[0].report
    assert (report.uploaded, report.published, report.actions) == (2, 2, 3)
    assert look(FILE).report.unchanged == 3


def test_rows_with_the_same_words_are_answered_alike(store: Store, resolver: Resolver, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(FILE + "Paris et Lyon,2018-04-08,Second,3\n"))
    first, _ = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, first.id, RowAnswer(place=ALL))
    assert publishing.resolve_alike(store, ANNA, resolver, SLUG, first.asked.text, ALL) == 1
    assert cities(store) == ["Lyon", "Lyon", "Oslo", "Paris", "Paris"]


def test_a_moderator_sees_and_corrects_each_of_them_before_anybody_else(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, NEW, look(FILE, by=NEW, places=BOTH))
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    number = pending.about.id
    lyon = next(one for one in pending.actions if one.city.name == "Lyon")
    edited = publishing.edit_proposed(
        store, MODERATOR, resolver, SLUG, number, 2, {"title": "In Lyon"}, key=lyon.key, seen=lyon
    )
    assert (edited.done, cities(store)) == (True, [])
    publishing.approve_imports(store, MODERATOR, SLUG, [number])
    said = {one.city: one.title for one in store.public_actions(SLUG)}
    assert said == {"Paris": "March", "Lyon": "In Lyon", "Oslo": "Vigil"}


def test_another_organisers_row_of_the_same_id_is_theirs_with_all_its_places(store: Store, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(FILE, places=BOTH))
    other = "city,date,title,id\nRoma e Milano,2018-04-07,Concert,1\n"
    publishing.publish_upload(store, BEN, look(other, by=BEN, places=BOTH))
    assert cities(store) == ["Lyon", "Milan", "Oslo", "Paris", "Rome"]


def test_a_place_of_one_row_that_another_row_names_too_is_asked_about(look: Try) -> None:
    text = "city,date,title\nParis et Lyon,2018-04-07,March\nLyon,2018-04-07,March\n"
    rows = look(text, places=BOTH).upload.rows
    assert [one.code for row in rows for one in row.problems if one.effect == "question"] == ["same_in_file"]
