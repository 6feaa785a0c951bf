"""Every role against every use case: who may is let, who may not is refused and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, OPERATOR, Membership, Person, Role, require
from dashboard.errors import ActionMapError, NotAllowed, UnknownCampaign
from dashboard.storage import Store
from tests.accounts.conftest import DOOR, PASSWORD, Join
from tests.saying import refusing
from tests.storage.samples import CAMPAIGN

SLUG = CAMPAIGN.slug
OTHER = replace(CAMPAIGN, slug="another")
RANKS = {None: 0, Role.ORGANISER: 1, Role.MODERATOR: 2, Role.ADMINISTRATOR: 3}
HERE = {"address": "203.0.113.9"}

UseCase = Callable[[Store, Person | None, Person], object]
OF_A_CAMPAIGN: Mapping[str, tuple[Role, UseCase]] = {
    "invite": (
        Role.ADMINISTRATOR,
        lambda store, by, _: accounts.invite(store, by, "new@example.org", SLUG, Role.ORGANISER),
    ),
    "members": (Role.MODERATOR, lambda store, by, _: accounts.members(store, by, SLUG)),
    "set_role": (
        Role.ADMINISTRATOR,
        lambda store, by, other: accounts.set_role(store, by, other.id, SLUG, Role.MODERATOR),
    ),
    "set_trusted": (
        Role.MODERATOR,
        lambda store, by, other: accounts.set_trusted(store, by, other.id, SLUG, trusted=True),
    ),
    "end_membership": (
        Role.ADMINISTRATOR,
        lambda store, by, other: accounts.end_membership(store, by, other.id, SLUG),
    ),
    "sign_out_everywhere": (
        Role.ADMINISTRATOR,
        lambda store, by, other: accounts.sign_out_everywhere(store, by, other.id, SLUG),
    ),
    "what_was_done": (Role.ADMINISTRATOR, lambda store, by, _: accounts.what_was_done(store, by, SLUG)),
}
OF_ONE_S_OWN: Mapping[str, UseCase] = {
    "my_sessions": lambda store, by, _: accounts.my_sessions(store, by),
    "revoke": lambda store, by, _: accounts.revoke(store, by, "any"),
    "change_password": lambda store, by, _: accounts.change_password(
        store, DOOR, by, PASSWORD, "another row of good words", token="", **HERE
    ),
    "waiting_second_factor": lambda store, by, _: accounts.waiting_second_factor(store, by, issuer="Map"),
    "end_second_factor": lambda store, by, _: accounts.end_second_factor(store, DOOR, by, PASSWORD, **HERE),
}


@pytest.fixture
def url(tmp_path: Path, tables: Path) -> str:
    """Who may is decided before the database is asked, so one kind of it will do."""
    shutil.copyfile(tables, tmp_path / "actions.sqlite")
    return f"sqlite:///{tmp_path / 'actions.sqlite'}"


def state(store: Store, *people: Person) -> object:
    """What a use case could change."""
    known = [store.accounts.person(one.id) for one in people]
    return known, [len(store.accounts.sessions(one.id)) for one in people], store.accounts.audit_log(SLUG)


@pytest.mark.parametrize("role", [None, Role.ORGANISER, Role.MODERATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", OF_A_CAMPAIGN)
def test_a_role_may_do_what_is_its_own_and_nothing_else(
    store: Store, join: Join, name: str, role: Role | None
) -> None:
    needed, use_case = OF_A_CAMPAIGN[name]
    other, somebody = join("other"), join("somebody", role)
    before = state(store, other, somebody)
    if RANKS[role] >= RANKS[needed]:
        use_case(store, somebody, other)
        reads = name in {"members", "what_was_done"}
        assert (state(store, other, somebody) == before) is reads
    else:
        with pytest.raises(NotAllowed):
            use_case(store, somebody, other)
        assert state(store, other, somebody) == before


@pytest.mark.parametrize("name", OF_A_CAMPAIGN)
def test_an_administrator_of_another_campaign_may_do_nothing_in_this_one(
    store: Store, join: Join, name: str
) -> None:
    store.save_campaign(OTHER)
    other, somebody = join("other"), join("somebody", Role.ADMINISTRATOR, OTHER.slug)
    with pytest.raises(NotAllowed):
        OF_A_CAMPAIGN[name][1](store, somebody, other)


@pytest.mark.parametrize("name", [*OF_A_CAMPAIGN, *OF_ONE_S_OWN])
def test_nobody_may_do_anything_without_signing_in(store: Store, join: Join, name: str) -> None:
    use_case = OF_ONE_S_OWN[name] if name in OF_ONE_S_OWN else OF_A_CAMPAIGN[name][1]
    other = join("other")
    before = state(store, other)
    with refusing(NotAllowed, "Please sign in first"):
        use_case(store, None, other)
    assert state(store, other) == before


@pytest.mark.parametrize("name", OF_ONE_S_OWN)
def test_everybody_may_see_to_their_own_account(store: Store, join: Join, name: str) -> None:
    OF_ONE_S_OWN[name](store, join("ada", None), join("other"))


@pytest.mark.parametrize("held", Role)
@pytest.mark.parametrize("needed", Role)
@pytest.mark.parametrize("campaign", [SLUG, EVERYWHERE, OTHER.slug])
def test_a_role_counts_in_its_campaign_and_one_everywhere_in_each(
    held: Role, needed: Role, campaign: str
) -> None:
    person = Person("1", "ada@example.org", "Ada", (Membership(campaign, held),))
    enough = RANKS[held] >= RANKS[needed] and campaign != OTHER.slug
    assert accounts.allows(person, SLUG, needed) is enough
    if enough:
        assert require(person, SLUG, needed) is person
    else:
        with pytest.raises(NotAllowed):
            require(person, SLUG, needed)


def test_who_administers_a_campaign_cannot_let_anybody_into_all_of_them(store: Store, join: Join) -> None:
    administrator = join("root", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        accounts.invite(store, administrator, "friend@example.org", EVERYWHERE, Role.ADMINISTRATOR)


def test_only_the_operator_can_reset_a_password(store: Store, join: Join) -> None:
    administrator = join("root", Role.ADMINISTRATOR, EVERYWHERE)
    join("victim")
    with pytest.raises(NotAllowed):
        accounts.invite(store, administrator, "victim@example.org", SLUG, Role.ORGANISER, resets=True)


def test_nobody_leaves_a_campaign_without_its_administrator_by_mistake(store: Store, join: Join) -> None:
    administrator = join("root", Role.ADMINISTRATOR)
    for undo in (
        lambda: accounts.set_role(store, administrator, administrator.id, SLUG, Role.ORGANISER),
        lambda: accounts.end_membership(store, administrator, administrator.id, SLUG),
    ):
        with refusing(NotAllowed, "your own administration"):
            undo()
    assert [one.role for one in accounts.members(store, administrator, SLUG)] == [Role.ADMINISTRATOR]


def test_a_member_is_listed_with_role_and_trust(store: Store, join: Join) -> None:
    administrator, ada = join("root", Role.ADMINISTRATOR), join("ada")
    assert not accounts.is_trusted(ada, SLUG)
    accounts.set_trusted(store, administrator, ada.id, SLUG, trusted=True)
    listed = [(one.name, one.role, one.trusted) for one in accounts.members(store, administrator, SLUG)]
    assert listed == [("ada", Role.ORGANISER, True), ("root", Role.ADMINISTRATOR, False)]


def test_who_is_no_member_cannot_be_managed(store: Store, join: Join) -> None:
    administrator, stranger = join("root", Role.ADMINISTRATOR), join("stranger", None)
    with refusing(ActionMapError, "no member of the campaign any more"):
        accounts.set_role(store, administrator, stranger.id, SLUG, Role.ADMINISTRATOR)


def test_nobody_is_invited_to_a_campaign_that_is_not_there(store: Store) -> None:
    with pytest.raises(UnknownCampaign):
        accounts.invite(store, OPERATOR, "ada@example.org", "nowhere", Role.ORGANISER)


def test_the_log_says_who_did_what_to_whom_and_nothing_else(store: Store, join: Join) -> None:
    administrator, ada = join("root", Role.ADMINISTRATOR), join("ada")
    accounts.set_trusted(store, administrator, ada.id, SLUG, trusted=True)
    accounts.set_role(store, administrator, ada.id, SLUG, Role.MODERATOR)
    with store.transaction(SLUG):
        accounts.record(store, ada, "published", "import", "12", campaign=SLUG)
    log = store.accounts.audit_log(SLUG, limit=3)
    assert [(one.who, one.what, one.object_kind, one.object_id, one.campaign) for one in log] == [
        (ada.id, "published", "import", "12", SLUG),
        (administrator.id, "made moderator", "person", ada.id, SLUG),
        (administrator.id, "trusted", "person", ada.id, SLUG),
    ]
    assert "@" not in repr(store.accounts.audit_log(SLUG))


def test_nobody_is_signed_out_by_a_campaign_that_they_are_no_member_of(store: Store, join: Join) -> None:
    store.save_campaign(OTHER)
    administrator, stranger = join("root", Role.ADMINISTRATOR), join("stranger", campaign=OTHER.slug)
    before = len(store.accounts.sessions(stranger.id))
    with pytest.raises(ActionMapError):
        accounts.sign_out_everywhere(store, administrator, stranger.id, SLUG)
    assert len(store.accounts.sessions(stranger.id)) == before > 0


def test_the_log_names_whom_a_deed_was_about_and_who_accepted(store: Store, join: Join) -> None:
    administrator, other = join("root", Role.ADMINISTRATOR), join("other")
    accepted = {
        one.done.values["about"]
        for one in accounts.what_was_done(store, administrator, SLUG)
        if one.done.code.startswith("invitation invited")
    }
    assert accepted == {"root", "other"}
    accounts.set_trusted(store, administrator, other.id, SLUG, trusted=True)
    [last] = accounts.what_was_done(store, administrator, SLUG, limit=1)
    assert last.done.values["about"] == "other"
