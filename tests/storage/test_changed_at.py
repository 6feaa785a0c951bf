"""Since when the world sees an action as it is: what calendars and feeds tell those who subscribed to them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from dashboard.model import PublicAction, Visibility
from dashboard.storage import Store
from tests.storage.older import go_back
from tests.storage.samples import KEY, PARIS, SIX, action, upload

VIGIL, SECOND, *_ = SIX
LATER = replace(VIGIL, submission=replace(VIGIL.submission, starts=time(15)))
HIDDEN = replace(VIGIL, visibility=Visibility.HIDDEN)


def _changed(store: Store) -> dict[str, datetime]:
    return {one.title: moment(one) for one in store.public_actions("watching")}


def _updated(store: Store) -> datetime:
    updated = store.totals("watching").updated_at
    assert updated is not None
    assert updated.tzinfo is UTC
    return updated


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def moment(one: PublicAction) -> datetime:
    assert one.changed_at is not None
    assert one.changed_at.tzinfo is UTC
    return one.changed_at


def test_only_what_changed_has_a_new_moment(store: Store) -> None:
    before_all = datetime.now(UTC)
    store.record_import(upload([VIGIL, SECOND]))
    before = _changed(store)
    store.record_import(upload([LATER, SECOND]))
    after = _changed(store)
    assert before_all <= before["Vigil"] < after["Vigil"] <= datetime.now(UTC)
    assert after["Second vigil"] == before["Second vigil"] == before["Vigil"]


def test_of_what_is_withheld_the_day_alone_is_told(store: Store) -> None:
    at_city = replace(VIGIL, visibility=Visibility.CITY)
    store.record_import(upload([at_city, SECOND]))
    told = {one.visibility: moment(one) for one in store.public_actions("watching")}
    day = _day(told[Visibility.EXACT])
    assert told == {Visibility.EXACT: told[Visibility.EXACT], Visibility.CITY: day}
    assert day < told[Visibility.EXACT]


@pytest.mark.parametrize("level", [*Visibility][1:-1])
def test_a_campaign_tells_the_day_alone_where_it_changed_in_what_is_withheld(
    store: Store, level: Visibility
) -> None:
    store.record_import(upload([replace(VIGIL, visibility=level)]))
    assert _updated(store) == _day(_updated(store))
    store.record_import(upload([VIGIL]))
    assert _updated(store) == _day(_updated(store))  # until now less was told of it
    store.record_import(upload([LATER]))
    seen = _updated(store)
    assert seen > _day(seen)
    store.record_import(upload([replace(VIGIL, visibility=level)]))
    assert _updated(store) == seen  # that of what is shown exactly stays


def test_a_campaign_tells_the_day_alone_of_what_is_taken_back(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    seen = _updated(store)
    store.roll_back(store.imports("watching")[0].id)
    assert _updated(store) == seen > _day(seen)


def test_a_campaign_tells_the_day_alone_of_its_words(store: Store) -> None:
    store.record_import(upload([]))
    assert _updated(store) == _day(_updated(store))
    store.save_campaign(replace(store.campaign("watching"), story="Once more."))
    assert _updated(store) == _day(_updated(store))


def test_what_older_databases_tell_of_a_campaign_is_the_day(url: str) -> None:
    with closing(Store.open(url, key=KEY)) as store:
        store.record_import(upload([VIGIL]))
        before = _updated(store)
        go_back(store._engine, "0020")
    with closing(Store.open(url, key=KEY)) as store:
        assert _updated(store) == _day(before) < before


def test_nothing_public_changes_so_no_moment_does(store: Store) -> None:
    told = replace(VIGIL, submission=replace(VIGIL.submission, contact="a@example.org"))
    store.record_import(upload([VIGIL, SECOND]))
    before = _changed(store)
    assert store.record_import(upload([told, SECOND])).changed == 1
    assert not store.refresh_public("watching")
    assert _changed(store) == before


def test_what_is_taken_back_or_returns_is_newer_than_whatever_was_seen_of_it(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    seen = [_changed(store)["Vigil"]]
    store.record_import(upload([LATER]))
    seen.append(_changed(store)["Vigil"])
    store.roll_back(store.imports("watching")[0].id)
    seen.append(_changed(store)["Vigil"])
    store.record_import(upload([HIDDEN]))
    assert _changed(store) == {}
    store.record_import(upload([VIGIL]))
    seen.append(_changed(store)["Vigil"])
    assert seen == sorted(set(seen))


def test_a_moment_does_not_make_two_readings_differ(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    (before,) = store.public_actions("watching")
    store.record_import(upload([LATER]))
    store.roll_back(store.imports("watching")[0].id)
    (after,) = store.public_actions("watching")
    assert after == before
    assert moment(after) > moment(before)


def test_actions_of_an_older_database_are_as_old_as_their_campaign(url: str) -> None:
    store = Store.open(url, key=KEY)
    store.record_import(upload([VIGIL, action(PARIS, title="Veillée")]))
    changed = store.totals("watching").updated_at
    go_back(store._engine, "0002")
    store.close()
    store = Store.open(url, key=KEY)
    assert _changed(store) == {"Vigil": changed, "Veillée": changed}
    store.close()
