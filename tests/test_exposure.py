"""Who may show more or less of an action, and who has to agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.accounts import Membership, Person, Role
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.exposure import approve_exposure, ask_exposure, decide_exposure, withdraw_exposure
from dashboard.model import Action, Exposure, Visibility
from dashboard.storage import Store
from tests.saying import refusing
from tests.storage.samples import CAMPAIGN, GROZNY, LONDON, action, upload


def _person(name: str, role: Role, campaign: str = CAMPAIGN.slug, *, trusted: bool = True) -> Person:
    return Person(name, f"{name}@example.org", name, (Membership(campaign, role, trusted),))


ORGANISER = _person("olga", Role.ORGANISER)
NEWCOMER = _person("olga", Role.ORGANISER, trusted=False)
OTHER = _person("other", Role.ORGANISER)
MODERATOR = _person("mo", Role.MODERATOR)
STRANGER = _person("sam", Role.MODERATOR, "another campaign")
IN_GROZNY = action(GROZNY, title="Vigil")
IN_LONDON = action(LONDON, title="Vigil")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    store.record_import(upload([IN_GROZNY, IN_LONDON], imported_by=ORGANISER.id))
    yield store
    store.close()


def _now(store: Store, one: Action) -> Action:
    found = store.find_action(CAMPAIGN.slug, one.key)
    assert found is not None
    return found[1]


def _shown(store: Store, one: Action) -> list[Visibility]:
    cities = store.public_actions(CAMPAIGN.slug)
    return [view.visibility for view in cities if view.city == one.city.name]


def test_an_organiser_hides_an_action_at_once(store: Store) -> None:
    assert _shown(store, IN_LONDON) == [Visibility.EXACT]
    assert decide_exposure(store, ORGANISER, IN_LONDON, Visibility.HIDDEN, Exposure())
    assert _shown(store, IN_LONDON) == []


def test_deciding_alone_shows_no_more_where_it_is_dangerous(store: Store) -> None:
    assert not decide_exposure(store, MODERATOR, IN_GROZNY, Visibility.EXACT, Exposure())
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]


def test_an_organiser_asks_and_a_moderator_agrees(store: Store) -> None:
    ask_exposure(store, ORGANISER, IN_GROZNY)
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]
    approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.EXACT]
    withdraw_exposure(store, ORGANISER, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]


def test_nobody_agrees_with_themselves(store: Store) -> None:
    ask_exposure(store, MODERATOR, IN_GROZNY)
    with refusing(NotAllowed, "somebody else has to agree"):
        approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]


def test_an_organiser_cannot_agree_nor_anybody_agree_to_what_nobody_asked(store: Store) -> None:
    with refusing(ActionMapError, "Nobody asks"):
        approve_exposure(store, MODERATOR, IN_GROZNY)
    ask_exposure(store, MODERATOR, IN_GROZNY)
    with pytest.raises(NotAllowed):
        approve_exposure(store, ORGANISER, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]


@pytest.mark.parametrize("by", [None, STRANGER], ids=["nobody", "of another campaign"])
def test_who_has_no_part_in_the_campaign_decides_nothing(store: Store, by: Person | None) -> None:
    before = store.version(CAMPAIGN.slug)
    with pytest.raises(NotAllowed):
        decide_exposure(store, by, IN_LONDON, Visibility.HIDDEN, Exposure())
    with pytest.raises(NotAllowed):
        ask_exposure(store, by, IN_GROZNY)
    with pytest.raises(NotAllowed):
        approve_exposure(store, by, IN_GROZNY)
    with pytest.raises(NotAllowed):
        withdraw_exposure(store, by, IN_GROZNY)
    assert store.version(CAMPAIGN.slug) == before


def test_organisers_decide_about_their_own_actions_alone(store: Store) -> None:
    before = store.version(CAMPAIGN.slug)
    with refusing(NotAllowed, "another organiser's"):
        decide_exposure(store, OTHER, IN_LONDON, Visibility.HIDDEN, Exposure())
    with refusing(NotAllowed, "another organiser's"):
        ask_exposure(store, OTHER, IN_GROZNY)
    with refusing(NotAllowed, "another organiser's"):
        withdraw_exposure(store, OTHER, IN_GROZNY)
    assert store.version(CAMPAIGN.slug) == before
    assert decide_exposure(store, MODERATOR, IN_LONDON, Visibility.CITY, Exposure())


def test_who_is_not_trusted_yet_can_show_less_and_not_more(store: Store) -> None:
    assert decide_exposure(store, NEWCOMER, IN_LONDON, Visibility.HIDDEN, Exposure())
    with refusing(NotAllowed, "Until a moderator trusts"):
        decide_exposure(store, NEWCOMER, _now(store, IN_LONDON), Visibility.CITY, Exposure())
    with refusing(NotAllowed, "Until a moderator trusts"):
        ask_exposure(store, NEWCOMER, IN_GROZNY)
    assert _shown(store, IN_LONDON) == []
    assert decide_exposure(store, ORGANISER, _now(store, IN_LONDON), Visibility.CITY, Exposure())


def test_nobody_agrees_to_an_action_that_they_have_not_seen(store: Store) -> None:
    ask_exposure(store, ORGANISER, IN_GROZNY)
    seen = _now(store, IN_GROZNY)
    moved = replace(seen, submission=replace(seen.submission, title="Vigil", description="Ring twice"))
    store.record_import(upload([replace(IN_GROZNY, submission=moved.submission)], file_name="again.csv"))
    with refusing(ActionMapError, "has changed since you looked at it"):
        approve_exposure(store, MODERATOR, seen)
    with refusing(ActionMapError, "Ask the organiser to ask again"):
        approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]


def test_nobody_agrees_to_more_than_they_have_seen_asked_for(store: Store) -> None:
    ask_exposure(store, ORGANISER, IN_GROZNY, Visibility.AREA)
    seen = _now(store, IN_GROZNY)
    ask_exposure(store, ORGANISER, seen, Visibility.EXACT)
    with refusing(ActionMapError, "has changed since you looked at it"):
        approve_exposure(store, MODERATOR, seen)
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]
    approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.EXACT]


def test_where_it_is_not_dangerous_there_is_nothing_to_ask(store: Store) -> None:
    with refusing(ActionMapError, "nobody's approval"):
        ask_exposure(store, ORGANISER, IN_LONDON)
    with refusing(ActionMapError, "nobody's approval"):
        ask_exposure(store, ORGANISER, IN_LONDON, Visibility.AREA, Exposure(withhold_link=True))
    assert _now(store, IN_LONDON).exposure == Exposure()
    assert _shown(store, IN_LONDON) == [Visibility.EXACT]


def test_what_is_decided_in_asking_is_what_the_other_agrees_to(store: Store) -> None:
    ask_exposure(store, ORGANISER, IN_GROZNY, Visibility.EXACT, Exposure(withhold_link=True))
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]
    approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    assert _shown(store, IN_GROZNY) == [Visibility.EXACT]
    assert _now(store, IN_GROZNY).exposure.withhold_link


@pytest.mark.parametrize(
    ("exposure", "sentence"),
    [
        (Exposure(reveal_at=datetime(2018, 4, 6, 12)), "in which time zone"),
        (Exposure(coarsen_after=-1), "from 0 to 3,650"),
        (Exposure(neighbourhood="K" * 101), "100 letters at most"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(store: Store, exposure: Exposure, sentence: str) -> None:
    with refusing(ActionMapError, sentence):
        decide_exposure(store, ORGANISER, IN_LONDON, Visibility.EXACT, exposure)


def test_another_decision_needs_another_approval_and_each_is_written_down(store: Store) -> None:
    ask_exposure(store, ORGANISER, IN_GROZNY)
    approve_exposure(store, MODERATOR, _now(store, IN_GROZNY))
    decided = Exposure(reveal_at=datetime(2018, 4, 6, 12, tzinfo=UTC))
    decide_exposure(store, ORGANISER, _now(store, IN_GROZNY), Visibility.EXACT, decided)
    assert _shown(store, IN_GROZNY) == [Visibility.CITY]
    assert [(entry.who, entry.what) for entry in store.accounts.audit_log(CAMPAIGN.slug)] == [
        ("olga", "shown as exact"),
        ("mo", "approved to show as exact"),
        ("olga", "asked to show as exact"),
    ]


def test_a_tab_that_is_behind_shows_nothing_again_that_somebody_has_hidden(store: Store) -> None:
    seen = _now(store, IN_LONDON)
    assert decide_exposure(store, MODERATOR, seen, Visibility.HIDDEN, Exposure())
    for exposure in (Exposure(), Exposure(withhold_link=True)):
        with refusing(ActionMapError, "changed since you looked"):
            decide_exposure(store, ORGANISER, seen, Visibility.EXACT, exposure)
    assert _now(store, IN_LONDON).visibility is Visibility.HIDDEN
