"""All that a campaign shows, in memory once, and every answer to filters computed from it."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from cachetools import LRUCache, cachedmethod

from dashboard.i18n.formats import country_name
from dashboard.model import CityCount, Filters, Precision, PublicAction, Status, Totals
from dashboard.schedule import Agenda, agenda, over_at

EVERYTHING: Final = Filters()
NOTHING: Final = Filters(city_id=0)
"""Filters that leave nothing: no city has this number."""
_KEPT: Final = 2_000_000
"""How many references to actions and counts are kept for filters that were asked, about 16 MB."""
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


class Listing:
    """The public actions of one version of a campaign. What it keeps for filters goes when it goes."""

    def __init__(
        self,
        actions: Sequence[PublicAction],
        cities: Sequence[CityCount],
        credits_due: Sequence[str],
        totals: Totals,
        by_status: Mapping[Status, Totals],
    ) -> None:
        self._actions, self._cities = tuple(actions), tuple(cities)
        self.credits_due: Final = tuple(credits_due)
        self._totals = totals
        self._by_status = by_status
        self._kept: LRUCache[Any, Any] = LRUCache(_KEPT, getsizeof=_size)
        self._changing = threading.Condition()

    def clamped(self, filters: Filters) -> Filters:
        """The same question with what occurs alone: made-up values are not told apart."""
        countries = tuple(code for code in filters.countries if code in self._occurring)
        statuses = tuple(status for status in filters.statuses if status in self._by_status)
        is_void = (filters.countries and not countries) or (filters.statuses and not statuses)
        if is_void or (filters.city_id is not None and filters.city_id not in self._city_ids):
            return NOTHING
        since, until = self._day_from(filters.since), self._day_until(filters.until)
        if (
            (filters.since and not since)
            or (filters.until and not until)
            or (since and until and since > until)
        ):
            return NOTHING
        return Filters(countries, statuses, filters.city_id, since, until)

    def actions(self, filters: Filters = EVERYTHING) -> tuple[PublicAction, ...]:
        """The actions that the filters leave, in the store's order."""
        found: tuple[PublicAction, ...] = self._of("actions", filters)
        return found

    def cities(self, filters: Filters = EVERYTHING) -> tuple[CityCount, ...]:
        """One count per city that they leave, the largest first."""
        found: tuple[CityCount, ...] = self._of("cities", filters)
        return found

    def countries(self, filters: Filters = EVERYTHING) -> tuple[CountryCount, ...]:
        """One count per country, the largest first. They add up to the cities' counts."""
        found: tuple[CountryCount, ...] = self._of("countries", filters)
        return found

    def totals(self, filters: Filters = EVERYTHING) -> Totals:
        """The numbers at the top of the page."""
        found: Totals = self._of("totals", filters)
        return found

    def agenda(self, filters: Filters = EVERYTHING) -> Agenda:
        """When the actions begin that are to take place."""
        found: Agenda = self._of("agenda", filters)
        return found

    def coming_and_over(
        self, filters: Filters, now: datetime
    ) -> tuple[list[PublicAction], list[PublicAction]]:
        """Those that are not over, even if they were called off, and those that are; each in the store's order."""
        coming: list[PublicAction] = []
        passed: list[PublicAction] = []
        for one, over in zip(self.actions(filters), self._of("ends", filters), strict=True):
            (passed if over and over <= now else coming).append(one)
        return coming, passed

    @cached_property
    def choices(self) -> Choices:
        """What filters can be set to."""
        return Choices(
            days=tuple(sorted({one.day for one in self._actions if one.day})),
            countries=tuple(sorted(self._occurring - {""}, key=country_name)),
            statuses=tuple(status for status in Status if any(one.status is status for one in self._actions)),
        )

    @cached_property
    def namesakes(self) -> frozenset[int]:
        """The cities of which another of the same country has the name: a region tells them apart."""
        named = Counter((one.country_code, one.city) for one in self._cities)
        return frozenset(one.city_id for one in self._cities if named[one.country_code, one.city] > 1)

    def _of(self, what: str, filters: Filters) -> Any:
        return self._computed(what, self.clamped(filters))

    @cachedmethod(lambda self: self._kept, condition=lambda self: self._changing)
    def _computed(self, what: str, filters: Filters) -> Any:
        match what:
            case "actions":
                return self._actions if filters == EVERYTHING else tuple(_matching(self._actions, filters))
            case "cities":
                return self._cities if filters == EVERYTHING else tuple(self._counted(self.actions(filters)))
            case "countries":
                return tuple(_by_country(self.cities(filters)))
            case "ends":
                return tuple(map(over_at, self.actions(filters)))
            case "agenda":
                return agenda(self.actions(filters))
            case _:
                return self._totals if filters == EVERYTHING else self._added_up(filters)

    def _counted(self, actions: Iterable[PublicAction]) -> list[CityCount]:
        """The cities of these actions. Name and place are the city's, whatever is left of it."""
        by_city: dict[int, list[PublicAction]] = {}
        for action in actions:
            by_city.setdefault(action.city_id, []).append(action)
        counts = [_count(city, by_city[city.city_id]) for city in self._cities if city.city_id in by_city]
        return sorted(counts, key=lambda one: (-one.actions, one.city, one.city_id))

    def _added_up(self, filters: Filters) -> Totals:
        actions = self.actions(filters)
        going_on = [one for one in actions if one.status is not Status.CANCELLED]
        hidden, hidden_cancelled = self._only_counted(filters)
        return Totals(
            actions=len(going_on) + hidden,
            cities=len({one.city_id for one in going_on if one.precision not in _WIDE}),
            countries=len({one.country_code for one in going_on if one.country_code}),
            cancelled=len(actions) - len(going_on) + hidden_cancelled,
            updated_at=self._totals.updated_at,
            expected_people=sum(one.expected_people or 0 for one in going_on),
            reported_people=sum(one.reported_people or 0 for one in going_on),
        )

    def _only_counted(self, filters: Filters) -> tuple[int, int]:
        """How many are counted and shown nowhere: a filter on place or day leaves those out."""
        if replace(filters, statuses=()) != EVERYTHING:
            return 0, 0
        listed = Counter(one.status for one in self._actions)
        hidden = {
            status: self._by_status[status].actions + self._by_status[status].cancelled - listed[status]
            for status in filters.statuses
        }
        cancelled = hidden.pop(Status.CANCELLED, 0)
        return sum(hidden.values()), cancelled

    @cached_property
    def _occurring(self) -> frozenset[str]:
        return frozenset(one.country_code for one in self._actions)

    @cached_property
    def _city_ids(self) -> frozenset[int]:
        return frozenset(one.city_id for one in self._cities)

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


_WIDE: Final = frozenset({Precision.REGION, Precision.COUNTRY})
"""An action somewhere in a region or country is in no city of it."""


def _matching(actions: Iterable[PublicAction], filters: Filters) -> Iterable[PublicAction]:
    """The store's rule: an action without a day matches no span of days."""
    for one in actions:
        if (
            (not filters.countries or one.country_code in filters.countries)
            and (not filters.statuses or one.status in filters.statuses)
            and (filters.city_id is None or one.city_id == filters.city_id)
            and (
                filters.since is None or (one.day is not None and (one.last_day or one.day) >= filters.since)
            )
            and (filters.until is None or (one.day is not None and one.day <= filters.until))
        ):
            yield one


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
