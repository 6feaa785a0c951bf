"""A campaign on each kind of database, two organisers, a moderator, and short ways to upload as one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest

from dashboard import publishing
from dashboard.accounts import Membership, Person, Role
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign
from dashboard.publishing import Choices, Preview
from dashboard.storage import Store
from tests.storage.samples import KEY

CAMPAIGN = Campaign("watching", "We are watching", day=date(2018, 4, 7), starts=time(14), ends=time(15))
SLUG = CAMPAIGN.slug


def person(name: str, role: Role, *, trusted: bool = True, campaign: str = SLUG) -> Person:
    return Person(name.lower(), f"{name.lower()}@example.org", name, (Membership(campaign, role, trusted),))


ANNA = person("Anna", Role.ORGANISER)
BEN = person("Ben", Role.ORGANISER)
NEW = person("New", Role.ORGANISER, trusted=False)
MODERATOR = person("Mo", Role.MODERATOR)
STRANGER = person("Stranger", Role.ADMINISTRATOR, campaign="another")


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url, key=KEY)
    store.save_campaign(CAMPAIGN)
    yield store
    store.close()


Try = Callable[..., Preview]


@pytest.fixture
def look(store: Store, resolver: Resolver) -> Try:
    """Previews a file of Anna's, or of somebody else."""

    def look(text: str, *, by: Person = ANNA, name: str = "actions.csv", **choices: Any) -> Preview:
        return publishing.preview_upload(
            store,
            by,
            resolver,
            SLUG,
            name,
            text.encode(),
            limits=Limits(),
            choices=Choices(**choices),
        )

    return look


def titles(store: Store) -> dict[str, tuple[str, str]]:
    """What the world sees: the city and the status of each title."""
    return {one.title: (one.city, one.status.value) for one in store.public_actions(SLUG)}
