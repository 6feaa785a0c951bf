"""A proposal is put right by a moderator before anybody else sees it."""

from __future__ import annotations

import pytest

from dashboard import publishing
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.model import Action, Campaign
from dashboard.publishing import RowAnswer
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, MODERATOR, NEW, SLUG, STRANGER, Try, titles
from tests.saying import refusing

FILE = "city,country,title,description\nOslo,Norway,Vigil,Call +47 22 12 34 56\nBern,Switzerland,Other,\n"


@pytest.fixture
def sent(store: Store, look: Try) -> int:
    publishing.publish_upload(store, NEW, look(FILE, by=NEW))
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    return pending.about.id


def proposed(store: Store, sent: int) -> Action:
    return next(
        one for one in publishing.review_page(store, MODERATOR, SLUG)[1] if one.about.id == sent
    ).actions[0]


def test_what_a_moderator_corrects_goes_on_waiting_and_is_what_becomes_public(
    store: Store, resolver: Resolver, sent: int
) -> None:
    fields = {"title": "Night vigil", "description": "", "starts": "20:00"}
    edited = publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, fields)
    assert (edited.done, edited.pending, titles(store)) == (True, True, {})
    publishing.approve_imports(store, MODERATOR, SLUG, [sent])
    assert titles(store) == {"Night vigil": ("Oslo", "planned"), "Other": ("Bern", "planned")}
    [vigil] = [one for one in store.public_actions(SLUG) if one.title == "Night vigil"]
    assert (vigil.description, vigil.starts and vigil.starts.hour) == ("", 20)


def test_a_place_that_is_not_clear_is_asked_about_and_one_that_is_chosen_is_taken(
    store: Store, resolver: Resolver, sent: int
) -> None:
    where = {"city": "Springfield", "country": "US"}
    asked = publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, where)
    assert (asked.done, len(asked.candidates) > 1) == (False, True)
    assert proposed(store, sent).city.name == "Oslo"
    choice = asked.candidates[0].geonameid
    assert publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, where, place=choice).done
    assert proposed(store, sent).city.name == "Springfield"


def test_a_value_that_cannot_be_read_changes_nothing(store: Store, resolver: Resolver, sent: int) -> None:
    edited = publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, {"day": "31/02/2018"})
    assert not edited.done
    assert edited.problems
    assert proposed(store, sent).submission.day is not None


def test_only_moderators_correct_and_only_while_it_waits(store: Store, resolver: Resolver, sent: int) -> None:
    for by in (None, STRANGER, ANNA, NEW):
        with pytest.raises(NotAllowed):
            publishing.edit_proposed(store, by, resolver, SLUG, sent, 2, {"title": "x"})
    with refusing(ActionMapError, "does not wait"):
        publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 99, {"title": "x"})
    publishing.approve_imports(store, MODERATOR, SLUG, [sent])
    with refusing(ActionMapError, "does not wait"):
        publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, {"title": "x"})
    assert set(titles(store)) == {"Vigil", "Other"}


def test_whoever_administers_another_campaign_corrects_nothing_here(
    store: Store, resolver: Resolver, sent: int
) -> None:
    store.save_campaign(Campaign("another", "Another"))
    with refusing(ActionMapError, "does not wait"):
        publishing.edit_proposed(store, STRANGER, resolver, "another", sent, 2, {"title": "x"})
    assert proposed(store, sent).submission.title == "Vigil"


def test_an_answer_to_a_row_that_does_not_wait_is_taken_for_no_other_row(
    store: Store, resolver: Resolver, look: Try
) -> None:
    asked = look("city,country,title\nOslo,Norway,Vigil\nSpringfield,United States,Where\n", by=NEW)
    number = publishing.publish_upload(store, NEW, asked).import_id
    assert number is not None
    drop = RowAnswer(drop=True)
    with refusing(ActionMapError, "does not wait"):
        publishing.answer_proposed(store, MODERATOR, resolver, SLUG, number, 2, drop)
    assert [one.id for one in publishing.open_proposed(store, MODERATOR, resolver, SLUG, number)] == [
        f"{number}-3"
    ]
