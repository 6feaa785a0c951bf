"""People of each role in a campaign, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.accounts import OPERATOR, Door, Membership, Person, Role, accept, invite, passwords, who
from dashboard.storage import Store
from tests.storage.conftest import store  # noqa: F401  # a fixture
from tests.storage.samples import CAMPAIGN

DOOR = Door(b"k" * 32, idle=timedelta(hours=12), longest=timedelta(days=14))
PASSWORD = "five lanterns by the river"
Join = Callable[..., Person]


@pytest.fixture(autouse=True)
def _nobody_s_password_is_hashed_anew() -> None:
    passwords._nobody_s.cache_clear()


class Clock:
    """The time of the store, which tests move."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(store: Store) -> Clock:  # noqa: F811
    clock = Clock()
    store.accounts._now = clock
    return clock


@pytest.fixture
def join(store: Store) -> Join:  # noqa: F811
    """Makes somebody with a role in the campaign: invited by the operator, and let in by the link."""
    store.save_campaign(CAMPAIGN)

    def joining(
        name: str = "ada", role: Role | None = Role.ORGANISER, campaign: str = CAMPAIGN.slug
    ) -> Person:
        email = f"{name}@example.org"
        token = accept(
            store,
            DOOR,
            invite(store, OPERATOR, email, campaign, role or Role.ORGANISER),
            name=name,
            password=PASSWORD,
        )
        person = who(store, token or "")
        assert person is not None
        if role is None:
            store.accounts.end_membership(person.id, campaign)
            return Person(person.id, person.email, person.name)
        assert person.memberships == (Membership(campaign, role),)
        return person

    return joining
