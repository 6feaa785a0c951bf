"""Actions by country and city, on pages of which each is small however much people write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any, Final

from dashboard.geocoding.text.fold import fold
from dashboard.i18n import Speech
from dashboard.i18n.formats import country_order
from dashboard.model import PublicAction
from dashboard.schedule import over_at, start_of

MOST_ACTIONS: Final = 200
MOST_BYTES: Final = 60_000
"""Of the list alone, so that a page with its head and its form stays below 100 kB."""
_FEWEST_BYTES: Final = 20_000
_BYTES_OF_AN_ACTION, _BYTES_OF_A_CITY = 210, 160
_MOST_CHARACTERS: Final = 160


@dataclass(frozen=True, slots=True)
class City:
    """Actions in one city; ``name`` is empty where none is known, ``key`` is that of the first of its letter."""

    city_id: int
    name: str
    actions: Sequence[PublicAction]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cities below one heading: in one country, or with actions on one day."""

    name: str
    cities: Sequence[City]
    key: str = ""


def short(text: str, most: int = _MOST_CHARACTERS) -> str:
    """The text, cut at a sensible length."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def has_passed(action: PublicAction, now: datetime) -> bool:
    """Whether its time is over, even if it was called off."""
    over = over_at(action)
    return over is not None and over <= now


def is_on_its_day(actions: Iterable[PublicAction], now: datetime) -> bool:
    """Whether some are over and some are still to come: then people ask what comes next."""
    return len({has_passed(one, now) for one in actions if one.day}) > 1


def in_order(actions: Iterable[PublicAction], speech: Speech, by: str, now: datetime) -> list[PublicAction]:
    """By the name of the country as it is read, then by city; or by day and hour, what is over last."""

    def place(one: PublicAction) -> tuple[Any, ...]:
        return country_order(one.country_code, speech.language), fold(one.city), one.city_id

    if by == "country":
        return sorted(actions, key=place)
    return upcoming_first(
        sorted(actions, key=lambda one: (one.day or date.max, _start(one), place(one))), now
    )


def upcoming_first(actions: Iterable[PublicAction], now: datetime) -> list[PublicAction]:
    """The same in their order, but what is over after all that is not."""
    return sorted(actions, key=lambda one: has_passed(one, now))


def matching(actions: Iterable[PublicAction], text: str, speech: Speech) -> list[PublicAction]:
    """Those in which each word that is looked for begins a word of what the list says."""
    words = fold(text).split()
    return [one for one in actions if all(f" {word}" in _said(one, speech) for word in words)]


@lru_cache(20_000)
def _said(action: PublicAction, speech: Speech) -> str:
    country = action.country_code
    places = speech.city(action.city, country), speech.region(action.region, country), speech.country(country)
    texts = (action.title, action.city, action.region, *places, action.venue, action.organiser)
    return f" {fold(' '.join(texts))}"


def pages(actions: Sequence[PublicAction], *, beside: int = 0) -> list[Sequence[PublicAction]]:
    """The actions cut into pages; at least one, which may be empty. ``beside`` bytes are taken by other text."""
    most = max(MOST_BYTES - beside, _FEWEST_BYTES)
    starts, taken = [0], 0
    for position, action in enumerate(actions):
        size = _size(action, is_new_city=position == 0 or action.city_id != actions[position - 1].city_id)
        if position > starts[-1] and (taken + size > most or position - starts[-1] >= MOST_ACTIONS):
            starts.append(position)
            taken = 0
        taken += size
    return [actions[start:end] for start, end in zip(starts, [*starts[1:], len(actions)], strict=True)]


def letter_of(action: PublicAction) -> str:
    """The letter below which its city is found, after its country: "GB-L"."""
    return f"{action.country_code}-{fold(action.city)[:1].upper()}"


def grouped(
    actions: Iterable[PublicAction],
    speech: Speech,
    by: str,
    now: datetime,
    name: Callable[[PublicAction], str],
) -> list[Group]:
    """Ordered actions below their headings; ``name`` is how the place of an action is called there."""
    if by == "day":
        days = in_days(actions, now)
        return [Group(day_name(day[0], speech, now), list(_cities(day, name))) for day in days]
    return [
        Group(speech.country(code) or speech.text("Country not named"), list(_cities(together, name)), code)
        for code, together in groupby(actions, key=lambda one: one.country_code)
    ]


def in_days(actions: Iterable[PublicAction], now: datetime) -> Iterator[list[PublicAction]]:
    """Actions that are ordered by day, those of each day together, and what is over apart."""
    for _, together in groupby(actions, key=lambda one: (one.day, has_passed(one, now))):
        yield list(together)


def day_name(action: PublicAction, speech: Speech, now: datetime) -> str:
    """The heading of an action's day, which says that it is over."""
    day = speech.day(action.day) if action.day else speech.text("Day and time not given")
    return f"{day} · {speech.text('Over')}" if has_passed(action, now) else day


def _cities(actions: Iterable[PublicAction], name: Callable[[PublicAction], str]) -> Iterator[City]:
    seen = ""
    for city_id, together in groupby(actions, key=lambda one: one.city_id):
        found = list(together)
        letter = letter_of(found[0])
        yield City(city_id, name(found[0]), found, letter if letter > seen else "")
        seen = max(seen, letter)


def _start(action: PublicAction) -> datetime:
    return start_of(action) or datetime.max.replace(tzinfo=UTC)


@lru_cache(20_000)
def _size(action: PublicAction, *, is_new_city: bool) -> int:
    """About how many bytes the action takes at most, with the heading of its city if it is the first there."""
    texts = (action.title, action.venue, action.organiser)
    written = sum(len(escape(short(text)).encode()) for text in texts)
    heading = _BYTES_OF_A_CITY + len(escape(action.city).encode()) if is_new_city else 0
    return _BYTES_OF_AN_ACTION + written + heading
