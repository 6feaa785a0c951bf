"""Filters answered from memory say what the database would say, and made-up ones are all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from dashboard.model import Filters, Precision, Status
from dashboard.storage import Store
from dashboard.web import resources
from tests.web.actions import ACTIONS, AUCKLAND, MOSCOW, PARIS, action
from tests.web.serving import fill

MORE = (
    action(7, PARIS, expected_people=40, reported_people=55),
    action(8, PARIS, expected_people=9, status="cancelled"),
    action(9, MOSCOW, day=None, starts=None),
    action(10, MOSCOW, visibility="count_only", status="cancelled"),
    action(11, MOSCOW, visibility="count_only"),
)
COUNTRIES = ((), ("FR",), ("GB", "NZ"), ("ZZ",), ("FR", "ZZ"))
STATUSES = ((), (Status.CANCELLED,), (Status.PLANNED, Status.CONFIRMED), (Status.POSTPONED,))
CITIES = (None, PARIS.geonameid, AUCKLAND.geonameid, 7, -1, 999_999_999_999)
DAYS = (None, date(1, 1, 1), date(2018, 4, 7), date(2018, 4, 8), date(9999, 12, 31))


@pytest.fixture
def store(store: Store, data_dir: Path) -> Store:
    fill(data_dir, (*ACTIONS, *MORE))
    return store


def every_filter() -> Iterator[Filters]:
    for countries, statuses, city, since, until in product(COUNTRIES, STATUSES, CITIES, DAYS, DAYS):
        yield Filters(countries, statuses, city, since, until)


def test_each_filter_leaves_what_it_leaves_in_the_database(store: Store) -> None:
    for filters in every_filter():
        of_store = store.public_actions("watching", filters), store.city_counts("watching", filters)
        of_memory = (
            resources.listing("watching").actions(filters),
            resources.listing("watching").cities(filters),
        )
        assert tuple(map(list, of_memory)) == of_store, filters
        assert resources.totals("watching", filters) == store.totals("watching", filters), filters


def test_what_is_only_counted_is_there_to_be_found(store: Store) -> None:
    listed = resources.listing("watching").actions()
    totals = resources.totals("watching")
    assert totals.actions + totals.cancelled > len(listed)
    assert {one.precision for one in listed} >= {Precision.VENUE, Precision.CITY}


def test_a_thousand_made_up_filters_are_a_few(store: Store) -> None:
    day = date(1980, 1, 1)
    made_up = [Filters(since=day + timedelta(days=20 * number)) for number in range(1_000)]
    made_up += [Filters(city_id=number) for number in range(1_000)]
    made_up += [Filters(countries=(f"{first}{second}",)) for first, second in product("ABCDEFGHIJ", repeat=2)]
    assert len({resources.clamped("watching", filters) for filters in made_up}) <= 10
    assert all(
        resources.listing("watching").actions(resources.clamped("watching", filters))
        == resources.listing("watching").actions(filters)
        for filters in made_up
    )
