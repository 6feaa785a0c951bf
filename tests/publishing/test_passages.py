"""What may be private in what the public sees is counted and listed until somebody takes it out or means it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from dashboard import publishing
from dashboard.errors import ChangedMeanwhile, NotAllowed
from dashboard.exposure import decide_exposure
from dashboard.geocoding import Resolver
from dashboard.model import Action, Exposure, Visibility
from dashboard.publishing import mean_passages, open_passages
from dashboard.storage import OpenPassages, Store
from dashboard.storage.schema import public_actions
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, Try

FILE = (
    "id,city,country,title,description\n"
    "1,Berlin,Germany,Vigil,Call +49 30 901820 or write to anna@example.org\n"
    "2,Berlin,Germany,March,Bring candles\n"
    "3,Moscow,Russia,Quiet,Call +49 30 901820\n"
)
NOTHING = OpenPassages(0, 0)


@pytest.fixture
def uid(store: Store, look: Try) -> str:
    """The action of which two passages may be private; the third is shown as its city alone."""
    publishing.publish_upload(store, ANNA, look(FILE))
    return next(one.uid for one in store.public_actions(SLUG) if one.title == "Vigil")


def standing(store: Store, uid: str) -> Action:
    action = store.desk.action(SLUG, uid)
    assert action is not None
    return action


def test_passages_are_counted_where_the_public_reads_them(store: Store, uid: str) -> None:
    number, [one] = open_passages(store, ANNA, SLUG)
    assert (number, one.public.uid, one.action) == (OpenPassages(2, 1), uid, standing(store, uid))
    assert "anna@example.org" in one.public.description
    assert open_passages(store, MODERATOR, SLUG)[0] == number
    assert open_passages(store, ANNA, SLUG, most=0) == (number, [])
    assert open_passages(store, ANNA, SLUG, first=1) == (number, [])
    assert open_passages(store, BEN, SLUG) == (NOTHING, [])
    decide_exposure(store, ANNA, one.action, Visibility.CITY, Exposure())
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING


def test_what_is_meant_is_asked_about_again_only_once_its_texts_are_others(
    store: Store, resolver: Resolver, look: Try, uid: str
) -> None:
    before, version = store.public_actions(SLUG), store.version(SLUG)
    mean_passages(store, ANNA, SLUG, uid)
    assert (store.public_actions(SLUG), store.version(SLUG)) == (before, version)
    publishing.cancel_action(store, ANNA, SLUG, uid)
    publishing.publish_upload(store, ANNA, look(FILE.replace("March", "Walk")))
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Vigil of bob@example.org"})
    assert open_passages(store, ANNA, SLUG)[0] == OpenPassages(3, 1)
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Vigil", "description": ""})
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING


def test_only_whoever_may_change_it_means_it_and_only_as_they_saw_it(
    store: Store, resolver: Resolver, look: Try, uid: str
) -> None:
    for by in (BEN, NEW):
        with pytest.raises(NotAllowed):
            mean_passages(store, by, SLUG, uid)
    seen = standing(store, uid)
    publishing.edit_action(store, MODERATOR, resolver, SLUG, uid, {"title": "Night"})
    with pytest.raises(ChangedMeanwhile):
        mean_passages(store, ANNA, SLUG, uid, seen=seen)
    assert open_passages(store, ANNA, SLUG)[0] == OpenPassages(2, 1)
    mean_passages(store, ANNA, SLUG, uid, seen=standing(store, uid))
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING


def test_what_was_public_before_passages_were_counted_is_looked_through_once(store: Store, uid: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(update(public_actions).values(passages=None))
    version = store.version(SLUG)
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING
    assert not store.refresh_public(SLUG)
    assert (open_passages(store, ANNA, SLUG)[0], store.version(SLUG)) == (OpenPassages(2, 1), version)
    mean_passages(store, ANNA, SLUG, uid)
    store.refresh_public(SLUG)
    assert open_passages(store, ANNA, SLUG)[0] == NOTHING


def test_whoever_is_not_trusted_yet_means_nothing_even_of_their_own(store: Store, look: Try) -> None:
    sent = publishing.publish_upload(store, NEW, look(FILE, by=NEW)).import_id
    assert sent is not None
    publishing.approve_imports(store, MODERATOR, SLUG, [sent])
    number, [own] = open_passages(store, NEW, SLUG)
    with pytest.raises(NotAllowed):
        mean_passages(store, NEW, SLUG, own.public.uid)
    assert open_passages(store, NEW, SLUG)[0] == number == OpenPassages(2, 1)
