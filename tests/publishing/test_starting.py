"""Starting a campaign."""

from dataclasses import replace
from datetime import date, time

import pytest

from dashboard import publishing
from dashboard.accounts import EVERYWHERE, OPERATOR, Person, Role
from dashboard.campaign_words import change_campaign
from dashboard.errors import ActionMapError, ChangedMeanwhile, NotAllowed
from dashboard.model import Campaign, CampaignState
from dashboard.publishing import start_campaign
from dashboard.storage import Store
from tests.publishing.conftest import SLUG, person
from tests.saying import refusing

EVERYBODYS = person("Ada", Role.ADMINISTRATOR, campaign=EVERYWHERE)


def test_a_title_is_enough(store: Store) -> None:
    started = start_campaign(
        store, EVERYBODYS, "  2 pm,  everywhere! ", day=date(2027, 4, 7), starts=time(14)
    )
    assert started == Campaign(
        "2-pm-everywhere",
        "2 pm, everywhere!",
        day=date(2027, 4, 7),
        starts=time(14),
        state=CampaignState.DRAFT,
    )
    assert store.campaign("2-pm-everywhere") == started


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Мы вместе", "my-vmeste"), ("Ça suffit", "ca-suffit"), ("團結", "tuanjie")],
)
def test_a_title_in_any_script_makes_a_link_that_can_be_typed(store: Store, title: str, slug: str) -> None:
    assert start_campaign(store, EVERYBODYS, title).slug == slug


@pytest.mark.parametrize(
    ("title", "slug", "sentence"),
    [
        ("", "", "Give the campaign a title"),
        ("Fine", "Not a slug", "cannot name a campaign"),
        ("!!!", "", "a name for the link yourself"),
        ("Again", SLUG, "Choose another name"),
    ],
)
def test_what_cannot_be_a_campaign_is_said(store: Store, title: str, slug: str, sentence: str) -> None:
    before = store.campaigns()
    with refusing(ActionMapError, sentence):
        start_campaign(store, EVERYBODYS, title, slug=slug)
    assert store.campaigns() == before


@pytest.mark.parametrize(
    "somebody",
    [None, person("Mo", Role.MODERATOR, campaign=EVERYWHERE), person("Al", Role.ADMINISTRATOR)],
    ids=["nobody", "moderator", "administrator of one campaign"],
)
def test_only_administrators_of_everything_start_campaigns(store: Store, somebody: Person | None) -> None:
    with pytest.raises(NotAllowed):
        start_campaign(store, somebody, "Mine")


@pytest.mark.parametrize("by_command", [True, False])
def test_a_secret_link_ends_with_the_draft_and_does_not_come_back_with_it(
    store: Store, *, by_command: bool
) -> None:
    slug = start_campaign(store, EVERYBODYS, "A plan").slug
    link = publishing.make_preview(store, EVERYBODYS, slug)
    assert store.previewed(link) == slug
    for state in (CampaignState.PUBLIC, CampaignState.DRAFT):
        if by_command:
            change_campaign(store, OPERATOR, replace(store.campaign(slug), state=state))
        else:
            publishing.set_state(store, EVERYBODYS, slug, state)
        assert store.previewed(link) is None


def test_a_stale_page_does_not_show_again_what_another_has_made_a_draft(store: Store) -> None:
    slug = start_campaign(store, EVERYBODYS, "A plan").slug
    publishing.set_state(store, EVERYBODYS, slug, CampaignState.PUBLIC)
    publishing.set_state(store, EVERYBODYS, slug, CampaignState.DRAFT, seen=CampaignState.PUBLIC)
    with pytest.raises(ChangedMeanwhile):
        publishing.set_state(store, EVERYBODYS, slug, CampaignState.CLOSED, seen=CampaignState.PUBLIC)
    assert store.campaign(slug).state is CampaignState.DRAFT
