"""Filters leave what is found by hand, the totals are those of the database, and made-up filters are all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from dashboard.model import Filters, Precision, PublicAction, Status
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
    action(12, AUCKLAND, day=date(2018, 4, 6), last_day=date(2018, 4, 9)),
)
COUNTRIES = ((), ("FR",), ("GB", "NZ"), ("ZZ",), ("FR", "ZZ"))
STATUSES = ((), (Status.CANCELLED,), (Status.PLANNED, Status.CONFIRMED), (Status.POSTPONED,))
CITIES = (None, PARIS.geonameid, AUCKLAND.geonameid, 7, -1, 999_999_999_999)
DAYS = (None, date(1, 1, 1), date(2018, 4, 7), date(2018, 4, 8), date(2018, 4, 9), date(9999, 12, 31))


@pytest.fixture
def store(store: Store, data_dir: Path) -> Store:
    fill(data_dir, (*ACTIONS, *MORE))
    return store


def every_filter() -> Iterator[Filters]:
    for countries, statuses, city, since, until in product(COUNTRIES, STATUSES, CITIES, DAYS, DAYS):
        yield Filters(countries, statuses, city, since, until)


def by_hand(actions: Iterable[PublicAction], filters: Filters) -> list[PublicAction]:
    """What somebody finds who goes through the list once for each filter."""
    left = [] if filters.since and filters.until and filters.since > filters.until else list(actions)
    if filters.countries:
        left = [one for one in left if one.country_code in filters.countries]
    if filters.statuses:
        left = [one for one in left if one.status in filters.statuses]
    if filters.city_id is not None:
        left = [one for one in left if one.city_id == filters.city_id]
    if filters.since:
        left = [one for one in left if one.day and (one.last_day or one.day) >= filters.since]
    if filters.until:
        left = [one for one in left if one.day and one.day <= filters.until]
    return left


def counted(actions: Sequence[PublicAction]) -> dict[int, tuple[object, ...]]:
    """How many actions and people each city has, how coarse its points are, and where it is."""
    found: dict[int, tuple[object, ...]] = {}
    for city_id in {one.city_id for one in actions}:
        here = [one for one in actions if one.city_id == city_id]
        going_on = [one for one in here if one.status is not Status.CANCELLED]
        people = sum(one.expected_people or 0 for one in going_on)
        coarsest = max((one.precision for one in here), key=list(Precision).index)
        found[city_id] = (len(going_on), len(here) - len(going_on), people, coarsest, here[0].city)
    return found


def test_each_filter_leaves_what_is_found_by_hand(store: Store) -> None:
    listing, whole = resources.listing("watching"), store.public_actions("watching")
    for filters in every_filter():
        left, cities = by_hand(whole, filters), listing.cities(filters)
        assert list(listing.actions(filters)) == left, filters
        assert {
            one.city_id: (one.actions, one.cancelled, one.expected_people, one.precision, one.city)
            for one in cities
        } == counted(left), filters
        assert cities == tuple(sorted(cities, key=lambda one: (-one.actions, one.city, one.city_id))), filters


def test_a_day_deep_in_a_very_long_action_leaves_it(store: Store, data_dir: Path) -> None:
    camp = action(13, PARIS, day=date(2030, 1, 1), last_day=date(2033, 1, 1))
    fill(data_dir, (*ACTIONS, *MORE, camp))
    resources.refresh()
    listing, whole = resources.listing("watching"), store.public_actions("watching")
    days = (date(2029, 12, 31), date(2030, 6, 1), date(2032, 5, 1), date(2032, 5, 2), date(2033, 1, 2))
    for since, until in product(days, days):
        filters = Filters(since=since, until=until)
        assert list(listing.actions(filters)) == by_hand(whole, filters), filters
        assert listing.clamped(listing.clamped(filters)) == listing.clamped(filters)
    assert [one.day for one in listing.actions(Filters(since=days[2], until=days[3]))] == [date(2030, 1, 1)]


def test_the_totals_of_each_filter_add_up_to_those_of_the_database(store: Store) -> None:
    whole = store.public_actions("watching")
    for filters in every_filter():
        left, totals = by_hand(whole, filters), resources.totals("watching", filters)
        counts = Counter(one.status for one in left)
        if replace(filters, statuses=()) == Filters():  # what is only counted is among these
            hidden = store.only_counted("watching")
            counts += Counter({one: hidden.get(one, 0) for one in filters.statuses or tuple(Status)})
        cancelled = counts.pop(Status.CANCELLED, 0)
        assert (totals.actions, totals.cancelled) == (sum(counts.values()), cancelled), filters


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
