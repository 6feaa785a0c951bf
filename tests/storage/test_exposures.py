"""What people decide about how an action is shown: it takes effect at its moment, and outlasts imports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from dashboard.model import Action, Exposure, PublicAction, Visibility
from dashboard.safety import approval_digest
from dashboard.storage import Store
from tests.storage.samples import CAMPAIGN, EMBASSY, GROZNY, LONDON, action, upload

NOON = datetime(2018, 4, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
VIGIL = action(
    LONDON, at=EMBASSY, title="Vigil", venue="Russian Embassy", organiser="Friends", link="https://a.org"
)
GROZNY_VIGIL = action(GROZNY, title="Vigil")


def _later(one: Action) -> Action:
    return replace(one, submission=replace(one.submission, starts=time(15)))


def _decide(store: Store, one: Action, visibility: Visibility, now: datetime = NOON, **decided: Any) -> bool:
    uid, _ = _found(store, one)
    return store.decide_exposure(CAMPAIGN.slug, uid, visibility, Exposure(**decided), who="1", now=now)


def _found(store: Store, one: Action) -> tuple[str, Action]:
    found = store.find_action(CAMPAIGN.slug, one.key)
    assert found is not None
    return found


def _seen(store: Store) -> list[PublicAction]:
    return store.public_actions(CAMPAIGN.slug)


def test_an_action_is_revealed_at_its_moment_by_upkeep(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    assert _decide(store, VIGIL, Visibility.EXACT, NOON - MINUTE, reveal_at=NOON)
    assert (_seen(store), store.totals("watching").actions) == ([], 0)
    assert not store.refresh_public("watching", now=NOON - MINUTE)
    assert _seen(store) == []
    assert store.refresh_public("watching", now=NOON)
    assert [(one.title, one.latitude) for one in _seen(store)] == [("Vigil", EMBASSY.latitude)]
    assert not store.refresh_public("watching", now=NOON + MINUTE)


def test_until_then_it_may_be_counted(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    counted = {"reveal_at": NOON, "until_revealed": Visibility.COUNT_ONLY}
    _decide(store, VIGIL, Visibility.EXACT, NOON - MINUTE, **counted)
    assert (_seen(store), store.totals("watching").actions) == ([], 1)
    assert store.refresh_public("watching", now=NOON)
    assert [one.title for one in _seen(store)] == ["Vigil"]


def test_an_action_is_coarsened_some_days_after_its_day_by_upkeep(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    _decide(store, VIGIL, Visibility.EXACT, coarsen_after=7)
    last = datetime(2018, 4, 14, 22, 59, tzinfo=UTC)
    assert not store.refresh_public("watching", now=last)
    assert [one.visibility for one in _seen(store)] == [Visibility.EXACT]
    assert store.refresh_public("watching", now=last + MINUTE)
    assert [(one.visibility, one.latitude, one.title) for one in _seen(store)] == [
        (Visibility.CITY, LONDON.latitude, "")
    ]
    assert not store.refresh_public("watching", now=last + 2 * MINUTE)


def test_what_people_decided_outlasts_every_import(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    _decide(store, VIGIL, Visibility.EXACT, withhold_organiser=True, withhold_link=True)
    store.record_import(upload([_later(VIGIL)], file_name="again.csv"))
    assert [(one.starts, one.organiser, one.link) for one in _seen(store)] == [(time(15), "", "")]
    _decide(store, VIGIL, Visibility.HIDDEN)
    store.record_import(upload([VIGIL], file_name="once more.csv"))
    assert _seen(store) == []


def test_what_an_upload_brings_along_decides_nothing(store: Store) -> None:
    approved = replace(GROZNY_VIGIL, visibility=Visibility.EXACT)
    store.record_import(upload([approved]))
    assert [one.visibility for one in _seen(store)] == [Visibility.CITY]


def test_changing_what_is_hidden_is_no_news(store: Store) -> None:
    store.record_import(upload([VIGIL]))
    _decide(store, VIGIL, Visibility.HIDDEN)
    before = store.version("watching")
    assert not _decide(store, VIGIL, Visibility.HIDDEN, reveal_at=NOON, withhold_time=True)
    assert store.version("watching") == before


def _ask(store: Store, *, by: str = "1") -> tuple[str, str]:
    uid, standing = _found(store, GROZNY_VIGIL)
    _decide(store, GROZNY_VIGIL, Visibility.EXACT)
    store.ask_approval(CAMPAIGN.slug, uid, Visibility.EXACT, approval_digest(standing), who=by)
    return uid, approval_digest(standing)


def test_where_it_is_dangerous_two_people_show_more_and_one_can_take_it_back(store: Store) -> None:
    store.record_import(upload([GROZNY_VIGIL]))
    uid, digest = _ask(store)
    assert [one.visibility for one in _seen(store)] == [Visibility.CITY]
    assert store.approve(CAMPAIGN.slug, uid, Visibility.EXACT, digest, who="2")
    assert [(one.visibility, one.title) for one in _seen(store)] == [(Visibility.EXACT, "Vigil")]
    store.withdraw_approval(CAMPAIGN.slug, uid)
    assert [one.visibility for one in _seen(store)] == [Visibility.CITY]


@pytest.mark.parametrize(
    ("level", "who", "same"),
    [(Visibility.EXACT, "1", True), (Visibility.AREA, "2", True), (Visibility.EXACT, "2", False)],
    ids=["oneself", "another level", "another text"],
)
def test_only_somebody_else_can_agree_and_only_to_what_was_asked(
    store: Store, level: Visibility, who: str, same: bool
) -> None:
    store.record_import(upload([GROZNY_VIGIL]))
    uid, digest = _ask(store)
    assert not store.approve(CAMPAIGN.slug, uid, level, digest if same else "0" * 32, who=who)
    assert [one.visibility for one in _seen(store)] == [Visibility.CITY]


def test_an_action_that_says_something_else_since_is_not_approved(store: Store) -> None:
    store.record_import(upload([GROZNY_VIGIL]))
    uid, digest = _ask(store)
    store.approve(CAMPAIGN.slug, uid, Visibility.EXACT, digest, who="2")
    store.record_import(upload([_later(GROZNY_VIGIL)], file_name="again.csv"))
    assert [one.visibility for one in _seen(store)] == [Visibility.CITY]
