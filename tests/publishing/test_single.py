"""Single actions: added, edited, moved, cancelled, postponed; no later file takes that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from dashboard import publishing
from dashboard.errors import NotAllowed
from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.model import Place, Visibility
from dashboard.publishing import FieldChange, change
from dashboard.reasons import as_said
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, STRANGER, Try, titles
from tests.saying import refusing, said

COPENHAGEN = Place(2618425, "Copenhagen", "Capital Region", "DK", 55.67594, 12.56553, "Europe/Copenhagen")
FILE = "id,city,country,title\n1,Oslo,Norway,Vigil\n2,Bern,Switzerland,Other\n"


@pytest.fixture
def uid(store: Store, look: Try) -> str:
    publishing.publish_upload(store, ANNA, look(FILE))
    return next(one.uid for one in store.public_actions(SLUG) if one.title == "Vigil")


def test_an_action_can_be_added_without_a_file(store: Store, resolver: Resolver) -> None:
    added = publishing.add_action(
        store,
        ANNA,
        resolver,
        SLUG,
        {"city": "Paris", "country": "France", "title": "Veillée", "starts": "18h"},
    )
    assert (added.done, added.pending) == (True, False)
    [action] = store.public_actions(SLUG)
    assert (action.city, action.title, action.day, action.starts) == (
        "Paris",
        "Veillée",
        date(2018, 4, 7),
        time(18),
    )


def test_what_may_be_there_already_is_asked_about_and_nothing_is_added(
    store: Store, resolver: Resolver, uid: str
) -> None:
    before = set(titles(store))
    beside = {"city": "Oslo", "country": "Norway", "title": "Perhaps the same"}
    of_one_title = {"city": "Oslo", "country": "Norway", "title": "VIGIL", "day": "2018-04-09"}
    for fields, by, may_update in (
        (beside, ANNA, True),
        (beside, BEN, False),
        (beside, NEW, False),
        (of_one_title, ANNA, True),
    ):
        asked = publishing.add_action(store, by, resolver, SLUG, fields)
        assert (asked.done, asked.pending) == (False, False)
        assert uid in [one.other_uid for one in asked.twins]
        assert {one.may_update for one in asked.twins} == {may_update}
    assert publishing.add_action(store, BEN, resolver, SLUG, of_one_title).done
    assert publishing.add_action(store, ANNA, resolver, SLUG, beside, is_another=True).done
    assert set(titles(store)) == before | {"Perhaps the same", "VIGIL"}


def test_what_is_unclear_is_asked_and_nothing_is_added(store: Store, resolver: Resolver) -> None:
    asked = publishing.add_action(store, ANNA, resolver, SLUG, {"city": "Springfield", "country": "US"})
    assert not asked.done
    assert len(asked.candidates) > 1
    assert publishing.add_action(store, ANNA, resolver, SLUG, {"title": "x"}).problems[0].code == "no_place"
    assert store.imports(SLUG) == []
    choice = asked.candidates[0].geonameid
    assert choice is not None
    fields = {"city": "Springfield", "country": "US", "title": "Chosen"}
    assert publishing.add_action(store, ANNA, resolver, SLUG, fields, place=choice).done
    assert titles(store) == {"Chosen": ("Springfield", "planned")}


def test_an_edit_stays_when_the_file_comes_again(
    store: Store, resolver: Resolver, uid: str, look: Try
) -> None:
    edited = publishing.edit_action(
        store,
        ANNA,
        resolver,
        SLUG,
        uid,
        {"title": "Night vigil", "starts": "20:00–21:00", "status": "confirmed"},
    )
    assert edited.done
    publishing.publish_upload(store, ANNA, look(FILE))
    changed = look(
        FILE.replace("title\n", "title,description\n")
        .replace("Vigil\n", "Vigil,Bring candles\n")
        .replace("Other\n", "Other,\n")
    )
    [row] = [row for row in publishing.details(store, changed).rows if row.changes]
    assert row.changes == (FieldChange("description", "", "Bring candles"),)
    publishing.publish_upload(store, ANNA, changed)
    [action] = [one for one in store.public_actions(SLUG) if one.uid == uid]
    assert (action.title, action.description, action.status.value) == (
        "Night vigil",
        "Bring candles",
        "confirmed",
    )
    assert (action.starts, action.ends) == (time(20), time(21))


def test_an_action_can_be_moved_and_the_file_s_words_stay(store: Store, resolver: Resolver, uid: str) -> None:
    publishing.move_action(store, ANNA, resolver, SLUG, uid, (59.9139, 10.7522))
    action = store.desk.action(SLUG, uid)
    assert action is not None
    assert (action.place.latitude, action.place.precision.value, action.city.name) == (
        59.9139,
        "venue",
        "Oslo",
    )
    assert said(action.geocoding[0]).startswith(
        "The file says “Oslo, Norway”; an organiser chose the point 59.91390, 10.75220"
    )


@pytest.mark.parametrize("shown", [Visibility.COUNTRY, Visibility.COUNT_ONLY, Visibility.HIDDEN])
def test_moving_an_action_across_a_border_never_shows_more_of_it(
    store: Store, resolver: Resolver, uid: str, shown: Visibility
) -> None:
    action = store.desk.action(SLUG, uid)
    assert action is not None
    moved = change.placed(
        replace(action, visibility=shown), Answer(GeoStatus.PLACED, as_said("chosen")), COPENHAGEN, resolver
    )
    assert moved.visibility is shown


def test_another_city_is_looked_up_and_a_doubtful_one_asked_about(
    store: Store, resolver: Resolver, uid: str
) -> None:
    asked = publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"city": "Springfield", "country": "US"})
    assert (asked.done, bool(asked.candidates)) == (False, True)
    assert titles(store)["Vigil"] == ("Oslo", "planned")
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"city": "Bergen"})
    assert titles(store)["Vigil"] == ("Bergen", "planned")


def test_a_cancelled_action_stays_visible_and_cancelled(store: Store, uid: str, look: Try) -> None:
    publishing.cancel_action(store, ANNA, SLUG, uid)
    publishing.publish_upload(store, ANNA, look(FILE + "3,Rome,Italy,New\n"))
    assert titles(store)["Vigil"] == ("Oslo", "cancelled")


def test_an_action_can_be_postponed_to_a_day(store: Store, uid: str) -> None:
    assert not publishing.postpone_action(store, ANNA, SLUG, uid, day="sometime").done
    assert publishing.postpone_action(store, ANNA, SLUG, uid, day="14 April 2018").done
    [action] = [one for one in store.public_actions(SLUG) if one.uid == uid]
    assert (action.status.value, action.day) == ("postponed", date(2018, 4, 14))


def test_the_history_says_who_did_what(store: Store, resolver: Resolver, uid: str) -> None:
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Night vigil"})
    publishing.cancel_action(store, MODERATOR, SLUG, uid)
    events = publishing.action_history(store, ANNA, SLUG, uid)
    assert [(one.is_new, one.changes) for one in events] == [
        (False, (FieldChange("status", "planned", "cancelled"),)),
        (False, (FieldChange("title", "Vigil", "Night vigil"),)),
        (True, ()),
    ]


def test_taking_the_import_back_takes_what_was_done_by_hand_with_it(store: Store, uid: str) -> None:
    publishing.cancel_action(store, ANNA, SLUG, uid)
    publishing.roll_back_import(store, ANNA, SLUG, store.imports(SLUG)[0].id)
    assert titles(store) == {}


def test_taking_a_later_import_back_leaves_what_was_done_by_hand(store: Store, uid: str, look: Try) -> None:
    later = publishing.publish_upload(store, ANNA, look(FILE.replace("Vigil", "Louder vigil")))
    publishing.cancel_action(store, ANNA, SLUG, uid)
    assert later.import_id is not None
    publishing.roll_back_import(store, ANNA, SLUG, later.import_id)
    assert titles(store)["Vigil"] == ("Oslo", "cancelled")


def test_an_action_is_its_organiser_s_and_the_moderators(store: Store, resolver: Resolver, uid: str) -> None:
    for by in (None, STRANGER, BEN):
        with pytest.raises(NotAllowed):
            publishing.cancel_action(store, by, SLUG, uid)
        with pytest.raises(NotAllowed):
            publishing.edit_action(store, by, resolver, SLUG, uid, {"title": "x"})
        with pytest.raises(NotAllowed):
            publishing.move_action(store, by, resolver, SLUG, uid, 3143244)
        with pytest.raises(NotAllowed):
            publishing.action_history(store, by, SLUG, uid)
    assert publishing.my_actions(store, BEN, SLUG) == (0, {})
    assert publishing.my_actions(store, MODERATOR, SLUG)[0] == 2
    publishing.edit_action(store, MODERATOR, resolver, SLUG, uid, {"title": "By the moderator"})
    assert "By the moderator" in titles(store)


def test_whoever_is_not_trusted_yet_can_cancel_and_not_rewrite(
    store: Store, resolver: Resolver, look: Try
) -> None:
    sent = publishing.publish_upload(store, NEW, look(FILE, by=NEW))
    assert sent.import_id is not None
    publishing.approve_imports(store, MODERATOR, SLUG, [sent.import_id])
    uid = next(one.uid for one in store.public_actions(SLUG))
    with refusing(NotAllowed, "Until a moderator trusts"):
        publishing.edit_action(store, NEW, resolver, SLUG, uid, {"title": "x"})
    with refusing(NotAllowed, "Until a moderator trusts"):
        publishing.postpone_action(store, NEW, SLUG, uid, day="2018-05-01")
    assert publishing.postpone_action(store, NEW, SLUG, uid).done
    [postponed] = (one for one in store.public_actions(SLUG) if one.uid == uid)
    assert (postponed.status, str(postponed.day)) == ("postponed", "2018-04-07")
    publishing.cancel_action(store, NEW, SLUG, uid)
    for day in ("", "2018-05-01"):
        with refusing(NotAllowed, "moderator"):
            publishing.postpone_action(store, NEW, SLUG, uid, day=day)
    assert publishing.add_action(store, NEW, resolver, SLUG, {"city": "Rome", "title": "Mine"}).pending
    assert "Mine" not in titles(store)


def test_what_is_private_in_an_action_that_is_typed_in_is_said_once(
    store: Store, resolver: Resolver, uid: str
) -> None:
    fields = {"city": "Oslo", "country": "Norway", "title": "Write to ana@example.org"}
    said = [("title", "private_email")]
    added = publishing.add_action(store, ANNA, resolver, SLUG, fields, is_another=True)
    assert [(one.column, one.code) for one in added.problems] == said
    changed = publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": fields["title"]})
    assert [(one.column, one.code) for one in changed.problems] == said
    again = publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"link": "https://example.org"})
    assert (again.done, again.problems) == (True, ())


def test_an_address_in_a_file_is_told_once(look: Try) -> None:
    text = "city,country,title,contact\nOslo,Norway,Write to ana@example.org,\n"
    assert [one.code for one in look(text).report.problems] == ["private_email"]


def test_an_action_cannot_be_edited_to_be_nowhere(store: Store, resolver: Resolver, uid: str) -> None:
    nowhere = {"city": "", "country": "", "title": "Nowhere"}
    edited = publishing.edit_action(store, ANNA, resolver, SLUG, uid, nowhere)
    assert (edited.done, [(one.line, one.code) for one in edited.problems]) == (False, [(2, "no_place")])
    assert set(titles(store)) == {"Vigil", "Other"}
