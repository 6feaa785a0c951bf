"""All that a campaign shows, in memory once, and every answer to filters computed from it."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, wraps
from itertools import chain
from operator import attrgetter
from typing import Any, Final, TypeVar

import numpy as np
from cachetools import LRUCache, cachedmethod
from numpy.typing import NDArray

from dashboard.geocoding.text.geometry import kilometres_between
from dashboard.i18n.formats import country_name
from dashboard.model import CityCount, Filters, Precision, PublicAction, Status, Totals
from dashboard.schedule import Agenda, agenda, over_at

T = TypeVar("T")
EVERYTHING: Final = Filters()
NOTHING: Final = Filters(city_id=0)
"""Filters that leave nothing: no city has this number."""
_KEPT: Final = 2_000_000
"""How many references to actions and counts are kept for filters that were asked, about 16 MB."""
_MOST_DAYS: Final = 366
_STEPS: Final = {precision: step for step, precision in enumerate(Precision)}


@dataclass(frozen=True, slots=True)
class CountryCount:
    """How many actions and cities one country has; cancelled actions are counted apart."""

    country_code: str
    actions: int
    cancelled: int
    cities: int
    expected_people: int = 0
    reported_people: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """The days, countries and statuses that occur in a campaign."""

    days: tuple[date, ...]
    countries: tuple[str, ...]
    statuses: tuple[Status, ...]


def _answer(compute: Callable[[Listing, Filters], T]) -> Callable[..., T]:
    """An answer to filters, or to none, that is computed once for all that leave the same."""

    @wraps(compute)
    def answer(self: Listing, filters: Filters = EVERYTHING) -> T:
        computed: T = self._computed(compute, self.clamped(filters))
        return computed

    return answer


class Listing:
    """The public actions of one version of a campaign. What it keeps for filters goes when it goes."""

    def __init__(
        self,
        actions: Sequence[PublicAction],
        credits_due: Sequence[str],
        totals: Totals,
        only_counted: Mapping[Status, int],
    ) -> None:
        self._actions = tuple(actions)
        self._in_cities = _by_city(self._actions)
        counts = (_count(_city_of(found), found) for found in self._in_cities.values())
        self._cities = tuple(sorted(counts, key=_largest_first))
        self.credits_due: Final = tuple(credits_due)
        """Whom the points are owed to that an online geocoder found."""
        self._totals = totals
        self._only_counted = only_counted
        self._standing = {one.status for one in self._actions} | only_counted.keys()
        self._by_id = {one.city_id: one for one in self._cities}
        self._kept: LRUCache[Any, Any] = LRUCache(_KEPT, getsizeof=_size)
        self._changing = threading.Condition()

    def clamped(self, filters: Filters) -> Filters:
        """The same question with what occurs alone: made-up values are not told apart."""
        countries = tuple(code for code in filters.countries if code in self._occurring)
        statuses = tuple(status for status in filters.statuses if status in self._standing)
        is_void = (filters.countries and not countries) or (filters.statuses and not statuses)
        if is_void or (filters.city_id is not None and filters.city_id not in self._by_id):
            return NOTHING
        since, until = self._day_from(filters.since), self._day_until(filters.until)
        is_turned = filters.since and filters.until and filters.since > filters.until
        if is_turned or (filters.since and not since) or (filters.until and not until):
            return NOTHING
        if since and until and since > until:  # between two days that occur, what goes on over both is left
            since, until = until + timedelta(days=1), since - timedelta(days=1)
        return Filters(countries, statuses, filters.city_id, since, until)

    @_answer
    def actions(self, filters: Filters) -> tuple[PublicAction, ...]:
        """The actions that the filters leave, in the store's order."""
        if filters == EVERYTHING:
            return self._actions
        here = self._actions if filters.city_id is None else self.in_city(filters.city_id)
        return tuple(_matching(here, filters))

    @_answer
    def cities(self, filters: Filters) -> tuple[CityCount, ...]:
        """One count per city that they leave, the largest first."""
        return self._cities if filters == EVERYTHING else tuple(self._counted(self.actions(filters)))

    @_answer
    def countries(self, filters: Filters) -> tuple[CountryCount, ...]:
        """One count per country, the largest first. They add up to the cities' counts."""
        return tuple(_by_country(self.cities(filters)))

    @_answer
    def totals(self, filters: Filters) -> Totals:
        """The numbers at the top of the page."""
        return self._totals if filters == EVERYTHING else self._added_up(filters)

    @_answer
    def agenda(self, filters: Filters) -> Agenda:
        """When the actions begin that are to take place."""
        return agenda(self.actions(filters))

    @_answer
    def ends(self, filters: Filters) -> tuple[datetime | None, ...]:
        """From when each of the actions is over; ``None`` where that is not known."""
        return tuple(map(over_at, self.actions(filters)))

    def coming_and_over(
        self, filters: Filters, now: datetime
    ) -> tuple[list[PublicAction], list[PublicAction]]:
        """Those that are not over, even if they were called off, and those that are; each in the store's order."""
        coming: list[PublicAction] = []
        passed: list[PublicAction] = []
        for one, over in zip(self.actions(filters), self.ends(filters), strict=True):
            (passed if over and over <= now else coming).append(one)
        return coming, passed

    def in_city(self, city_id: int) -> Sequence[PublicAction]:
        """The actions of one city; none where there is no such city."""
        return self._in_cities.get(city_id, ())

    def city(self, city_id: int | None) -> CityCount | None:
        """The city of this number, if anything is there."""
        return self._by_id.get(city_id) if city_id is not None else None

    def near(self, latitude: float, longitude: float) -> Iterator[tuple[CityCount, float]]:
        """All cities by their distance in kilometres from a point, nearest first."""
        distances = kilometres_between(*self._points, latitude, longitude)
        for n in distances.argsort(kind="stable"):
            yield self._cities[n], float(distances[n])

    @cached_property
    def choices(self) -> Choices:
        """What filters can be set to."""
        return Choices(
            days=tuple(sorted(set(chain.from_iterable(map(_days_of, self._actions))))),
            countries=tuple(sorted(self._occurring - {""}, key=country_name)),
            statuses=tuple(status for status in Status if any(one.status is status for one in self._actions)),
        )

    @cached_property
    def namesakes(self) -> frozenset[int]:
        """The cities of which another of the same country has the name: a region tells them apart."""
        named = Counter((one.country_code, one.city) for one in self._cities)
        return frozenset(one.city_id for one in self._cities if named[one.country_code, one.city] > 1)

    @cachedmethod(lambda self: self._kept, condition=lambda self: self._changing)
    def _computed(self, compute: Callable[[Listing, Filters], Any], filters: Filters) -> Any:
        return compute(self, filters)

    def _counted(self, actions: Iterable[PublicAction]) -> list[CityCount]:
        """The cities of these actions. Name and place are the city's, whatever is left of it."""
        here = _by_city(actions).items()
        counts = [_count(self._by_id[city_id], found) for city_id, found in here if city_id in self._by_id]
        return sorted(counts, key=_largest_first)

    def _added_up(self, filters: Filters) -> Totals:
        actions = self.actions(filters)
        going_on = [one for one in actions if one.status is not Status.CANCELLED]
        # A filter on place or day leaves out what is counted and shown nowhere.
        counted = self._only_counted if replace(filters, statuses=()) == EVERYTHING else {}
        hidden = {status: counted.get(status, 0) for status in filters.statuses}
        hidden_cancelled = hidden.pop(Status.CANCELLED, 0)
        return Totals(
            actions=len(going_on) + sum(hidden.values()),
            cities=len({one.city_id for one in going_on if one.precision not in _WIDE}),
            countries=len({one.country_code for one in going_on if one.country_code}),
            cancelled=len(actions) - len(going_on) + hidden_cancelled,
            updated_at=self._totals.updated_at,
            expected_people=sum(one.expected_people or 0 for one in going_on),
            reported_people=sum(one.reported_people or 0 for one in going_on),
        )

    @cached_property
    def _occurring(self) -> frozenset[str]:
        return frozenset(one.country_code for one in self._actions)

    @cached_property
    def _points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitudes and longitudes of all cities, in degrees."""
        places = np.array([(one.latitude, one.longitude) for one in self._cities], dtype=np.float64)
        return places.reshape(-1, 2)[:, 0], places.reshape(-1, 2)[:, 1]

    def _day_from(self, day: date | None) -> date | None:
        """The first day that occurs on or after this one."""
        days = self.choices.days
        position = bisect_left(days, day) if day else len(days)
        return days[position] if position < len(days) else None

    def _day_until(self, day: date | None) -> date | None:
        days = self.choices.days
        position = bisect_right(days, day) if day else 0
        return days[position - 1] if position else None


def _size(kept: object) -> int:
    """Of how many references it is made, with what its name takes."""
    return 20 + (len(kept) if isinstance(kept, tuple) else 0)


_AT_CITY: Final = attrgetter("city_id", "city", "region", "country_code", "city_latitude", "city_longitude")
_WIDE: Final = frozenset({Precision.REGION, Precision.COUNTRY})
"""An action somewhere in a region or country is in no city of it."""


def _days_of(action: PublicAction) -> Iterable[date]:
    """Each day of an action that lasts for several; of a very long one the last is among them in any case."""
    if action.day is None or not action.last_day:
        return (action.day,) if action.day else ()
    length = min((action.last_day - action.day).days, _MOST_DAYS)
    return (*(action.day + timedelta(days=n) for n in range(length)), action.last_day)


def _by_city(actions: Iterable[PublicAction]) -> dict[int, list[PublicAction]]:
    found: dict[int, list[PublicAction]] = {}
    for action in actions:
        found.setdefault(action.city_id, []).append(action)
    return found


def _matching(actions: Iterable[PublicAction], filters: Filters) -> Iterable[PublicAction]:
    """Those that the other filters leave; an action without a day matches no span of days."""
    for one in actions:
        if (
            (not filters.countries or one.country_code in filters.countries)
            and (not filters.statuses or one.status in filters.statuses)
            and (
                filters.since is None or (one.day is not None and (one.last_day or one.day) >= filters.since)
            )
            and (filters.until is None or (one.day is not None and one.day <= filters.until))
        ):
            yield one


def _largest_first(city: CityCount) -> tuple[int, str, int]:
    return -city.actions, city.city, city.city_id


def _city_of(actions: Iterable[PublicAction]) -> CityCount:
    """The city of all its actions, without their counts; where they differ, as the least of them has it."""
    city_id, name, region, country, latitude, longitude = map(min, zip(*map(_AT_CITY, actions), strict=True))
    return CityCount(city_id, name, region, country, latitude, longitude, 0, 0)


def _count(city: CityCount, actions: Sequence[PublicAction]) -> CityCount:
    going_on = [one for one in actions if one.status is not Status.CANCELLED]
    return replace(
        city,
        actions=len(going_on),
        cancelled=len(actions) - len(going_on),
        precision=max((one.precision for one in actions), key=_STEPS.__getitem__),
        expected_people=sum(one.expected_people or 0 for one in going_on),
        reported_people=sum(one.reported_people or 0 for one in going_on),
    )


def _by_country(cities: Iterable[CityCount]) -> list[CountryCount]:
    counts: dict[str, CountryCount] = {}
    for city in cities:
        so_far = counts.get(city.country_code, CountryCount(city.country_code, 0, 0, 0))
        counts[city.country_code] = replace(
            so_far,
            actions=so_far.actions + city.actions,
            cancelled=so_far.cancelled + city.cancelled,
            cities=so_far.cities + (city.actions > 0 and city.precision not in _WIDE),
            expected_people=so_far.expected_people + city.expected_people,
            reported_people=so_far.reported_people + city.reported_people,
        )
    return sorted(counts.values(), key=lambda one: (-one.actions, -one.cancelled, one.country_code))
