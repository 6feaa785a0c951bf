"""An invitation opens one role to one address, once, for a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, OPERATOR, Membership, Role
from dashboard.accounts.invitations import VALID
from dashboard.errors import ActionMapError, InvitationInvalid, NotAllowed, PasswordRefused, SignInRefused
from dashboard.i18n import ENGLISH, say
from dashboard.storage import Store
from tests.accounts.conftest import DOOR, PASSWORD, Clock, Join
from tests.saying import refusing
from tests.storage.samples import CAMPAIGN

SLUG = CAMPAIGN.slug
NEW = "another row of good words"


@pytest.fixture
def link(store: Store) -> str:
    store.save_campaign(CAMPAIGN)
    return accounts.invite(store, OPERATOR, " Ada@Example.org ", SLUG, Role.MODERATOR)


def test_the_link_lets_its_owner_in_with_its_role(store: Store, link: str) -> None:
    said = accounts.look_up(store, link)
    assert (said.email, said.campaign, said.role, said.is_known) == (
        "ada@example.org",
        SLUG,
        Role.MODERATOR,
        False,
    )
    person = accounts.who(
        store, accounts.accept(store, DOOR, link, name="Ada  Lovelace", password=PASSWORD) or ""
    )
    assert person is not None
    assert (person.email, person.name, person.memberships) == (
        "ada@example.org",
        "Ada Lovelace",
        (Membership(SLUG, Role.MODERATOR),),
    )


@pytest.mark.parametrize(
    ("name", "kept"), [("", "ada"), ("  \t", "ada"), ("A" * 100, "A" * 100), ("A" * 101, "A" * 100)]
)
def test_a_name_has_a_hundred_letters_at_most_and_is_never_empty(
    store: Store, link: str, name: str, kept: str
) -> None:
    person = accounts.who(store, accounts.accept(store, DOOR, link, name=name, password=PASSWORD) or "")
    assert person is not None
    assert person.name == kept


def test_the_link_works_once(store: Store, link: str) -> None:
    accounts.accept(store, DOOR, link, name="Ada", password=PASSWORD)
    with pytest.raises(InvitationInvalid):
        accounts.accept(store, DOOR, link, name="Eve", password=PASSWORD)


def test_open_invitations_are_listed_with_who_made_them_and_can_be_withdrawn(
    store: Store, join: Join, link: str, clock: Clock
) -> None:
    root = join("root", Role.ADMINISTRATOR)
    other = accounts.invite(store, root, "bo@example.org", SLUG, Role.ORGANISER)
    listed = accounts.invited(store, root, SLUG)
    told = [(one.email, one.role, one.invited_by, one.until - clock.now <= 2 * VALID) for one in listed]
    assert told == [
        ("ada@example.org", Role.MODERATOR, "", True),
        ("bo@example.org", Role.ORGANISER, "root", True),
    ]
    with pytest.raises(ActionMapError):
        accounts.withdraw(store, OPERATOR, "another", listed[0].id)
    accounts.withdraw(store, root, SLUG, listed[0].id)
    assert [one.email for one in accounts.invited(store, root, SLUG)] == ["bo@example.org"]
    with pytest.raises(InvitationInvalid):
        accounts.look_up(store, link)
    accounts.accept(store, DOOR, other, name="Bo", password=PASSWORD)
    assert accounts.invited(store, root, SLUG) == []
    with pytest.raises(ActionMapError):
        accounts.withdraw(store, root, SLUG, listed[1].id)


@pytest.mark.parametrize("role", [None, Role.MODERATOR])
def test_whom_somebody_invited_comes_in_no_more_once_they_administer_nothing(
    store: Store, join: Join, role: Role | None
) -> None:
    root, eve = join("root", Role.ADMINISTRATOR), join("eve", Role.ADMINISTRATOR)
    kept = accounts.invite(store, root, "bo@example.org", SLUG, Role.ORGANISER)
    back = accounts.invite(store, eve, "evil@example.org", SLUG, Role.ADMINISTRATOR)
    if role is None:
        accounts.end_membership(store, root, eve.id, SLUG)
    else:
        accounts.set_role(store, root, eve.id, SLUG, role)
    assert [one.email for one in accounts.invited(store, root, SLUG)] == ["bo@example.org"]
    with pytest.raises(InvitationInvalid):
        accounts.accept(store, DOOR, back, name="Eve", password=PASSWORD)
    with pytest.raises(NotAllowed):
        accounts.sign_in_verified(store, DOOR, "evil@example.org", name="Eve")
    assert accounts.accept(store, DOOR, kept, name="Bo", password=PASSWORD)


def test_who_administers_less_has_still_invited_to_the_rest(store: Store, join: Join) -> None:
    eve = join("eve", Role.ADMINISTRATOR)
    for slug in ("second", "third"):
        store.save_campaign(replace(CAMPAIGN, slug=slug))
        store.accounts.set_membership(eve.id, Membership(slug, Role.ADMINISTRATOR))
    by = replace(
        eve, memberships=tuple(Membership(slug, Role.ADMINISTRATOR) for slug in (SLUG, "second", "third"))
    )
    for slug in (SLUG, "second", "third"):
        accounts.invite(store, by, "bo@example.org", slug, Role.ORGANISER)
    accounts.set_role(store, OPERATOR, eve.id, SLUG, Role.MODERATOR)
    accounts.end_membership(store, OPERATOR, eve.id, "second")
    left = [slug for slug in (SLUG, "second", "third") if accounts.invited(store, OPERATOR, slug)]
    assert left == ["third"]


def test_who_administers_everything_has_still_invited_wherever_they_lose_a_role(
    store: Store, join: Join
) -> None:
    eve = join("eve", Role.ADMINISTRATOR)
    store.accounts.set_membership(eve.id, Membership(EVERYWHERE, Role.ADMINISTRATOR))
    accounts.invite(store, eve, "bo@example.org", SLUG, Role.ORGANISER)
    accounts.end_membership(store, OPERATOR, eve.id, SLUG)
    assert accounts.invited(store, OPERATOR, SLUG)
    accounts.end_membership(store, OPERATOR, eve.id, EVERYWHERE)
    assert accounts.invited(store, OPERATOR, SLUG) == []


def test_the_log_names_people_and_addresses(store: Store, join: Join) -> None:
    root, ada = join("root", Role.ADMINISTRATOR), join("ada")
    accounts.set_trusted(store, root, ada.id, SLUG, trusted=True)
    accounts.invite(store, root, "bo@example.org", SLUG, Role.ORGANISER)
    accounts.end_membership(store, root, ada.id, SLUG)
    assert [say(ENGLISH, one.done) for one in accounts.what_was_done(store, root, SLUG)][:3] == [
        "root took the role of ada away.",
        "root invited bo@example.org: Organiser.",
        "root trusted ada: their uploads go public without review.",
    ]


@pytest.mark.parametrize("withdrawn", [True, False])
def test_the_log_shows_no_id_of_an_invitation_that_ended(
    store: Store, join: Join, clock: Clock, *, withdrawn: bool
) -> None:
    root = join("root", Role.ADMINISTRATOR)
    accounts.invite(store, root, "bo@example.org", SLUG, Role.MODERATOR)
    [invited] = accounts.invited(store, root, SLUG)
    if withdrawn:
        accounts.withdraw(store, root, SLUG, invited.id)
    clock.now += VALID * 2
    said = [say(ENGLISH, one.done) for one in accounts.what_was_done(store, OPERATOR, SLUG)]
    assert "root invited somebody who did not accept: Moderator." in said
    assert [one for one in said if invited.id in one] == []


def test_of_two_at_once_one_gets_in(store: Store, link: str) -> None:
    def attempt(name: str) -> bool:
        try:
            return bool(accounts.accept(store, DOOR, link, name=name, password=PASSWORD))
        except (InvitationInvalid, NotAllowed):
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, ["Ada", "Eve", "Bob", "Joe"])) == 1


@pytest.mark.parametrize(("hours", "is_open"), [(23.9, True), (24.1, False)])
def test_the_link_works_for_a_day(store: Store, link: str, clock: Clock, hours: float, is_open: bool) -> None:
    clock.now += timedelta(hours=hours)
    if is_open:
        assert accounts.accept(store, DOOR, link, name="Ada", password=PASSWORD)
    else:
        with pytest.raises(InvitationInvalid):
            accounts.look_up(store, link)
        with pytest.raises(InvitationInvalid):
            accounts.accept(store, DOOR, link, name="Ada", password=PASSWORD)


def test_a_weak_password_does_not_use_the_link_up(store: Store, link: str) -> None:
    with pytest.raises(PasswordRefused):
        accounts.accept(store, DOOR, link, name="Ada", password="short")
    assert accounts.accept(store, DOOR, link, name="Ada", password=PASSWORD)


def test_the_link_is_not_in_the_database(store: Store, link: str) -> None:
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM invitations").all()
    assert len(rows) == 1
    assert link not in repr(rows)


def test_an_account_cannot_be_taken_over_by_inviting_its_owner_again(store: Store, join: Join) -> None:
    ada, eve = join("ada"), join("eve", Role.ADMINISTRATOR)
    link = accounts.invite(store, eve, ada.email, SLUG, Role.MODERATOR)
    for thief in (None, eve):
        with refusing(NotAllowed, "for another account"):
            accounts.accept(store, DOOR, link, by=thief, name="Eve", password=NEW)
    assert accounts.accept(store, DOOR, link, by=ada, name="", password="") is None
    assert accounts.sign_in(store, DOOR, ada.email, PASSWORD, "", address="::1")
    assert accounts.role_in(accounts.who(store, _session(store, ada.email)), SLUG) is Role.MODERATOR


def _session(store: Store, email: str, password: str = PASSWORD) -> str:
    return accounts.sign_in(store, DOOR, email, password, "", address="::1")


def test_an_invitation_takes_no_higher_role_away(store: Store, join: Join) -> None:
    ada = join("ada", Role.ADMINISTRATOR)
    accounts.accept(store, DOOR, accounts.invite(store, OPERATOR, ada.email, SLUG, Role.ORGANISER), by=ada)
    assert accounts.role_in(accounts.who(store, _session(store, ada.email)), SLUG) is Role.ADMINISTRATOR


def test_whoever_lost_a_password_gets_a_new_one_and_nobody_stays_signed_in(store: Store, join: Join) -> None:
    ada = join("ada")
    old = _session(store, ada.email)
    link = accounts.invite(store, OPERATOR, ada.email, "", Role.ORGANISER, resets=True)
    new = accounts.accept(store, DOOR, link, password=NEW)
    assert accounts.who(store, old) is None
    assert accounts.who(store, new or "") == ada
    with pytest.raises(SignInRefused):
        _session(store, ada.email, PASSWORD)
    assert _session(store, ada.email, NEW)


def test_a_password_is_reset_of_those_alone_who_have_an_account(store: Store) -> None:
    with refusing(ActionMapError, "Nobody has an account"):
        accounts.invite(store, OPERATOR, "ada@example.org", "", Role.ORGANISER, resets=True)


@pytest.mark.parametrize("email", ["", "ada", "ada@example", "a b@example.org", "<ada@example.org>", "@."])
def test_what_is_no_address_is_not_invited(store: Store, email: str) -> None:
    with refusing(ActionMapError, "no e-mail address"):
        accounts.invite(store, OPERATOR, email, "", Role.ADMINISTRATOR)
