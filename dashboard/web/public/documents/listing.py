"""Actions by country and city, on pages of which each is small however much people write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from dashboard.i18n import Speech
from dashboard.i18n.formats import country_order
from dashboard.model import Precision, PublicAction

MOST_ACTIONS: Final = 200
MOST_BYTES: Final = 60_000
"""Of the list alone, so that a page with its head and its form stays below 100 kB."""
_FEWEST_BYTES: Final = 20_000
_BYTES_OF_AN_ACTION, _BYTES_OF_A_CITY = 210, 160
_MOST_CHARACTERS: Final = 160


@dataclass(frozen=True, slots=True)
class City:
    """Actions in one city; ``name`` is empty where an action is somewhere in a country."""

    city_id: int
    name: str
    region: str
    actions: Sequence[PublicAction]


@dataclass(frozen=True, slots=True)
class Country:
    """Cities in one country; ``name`` is empty where none is known."""

    name: str
    cities: Sequence[City]


def short(text: str, most: int = _MOST_CHARACTERS) -> str:
    """The text, cut at a sensible length."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def in_order(actions: Iterable[PublicAction], speech: Speech) -> list[PublicAction]:
    """By the name of the country as it is read, then by city; in a city as they were."""
    return sorted(
        actions,
        key=lambda one: (country_order(one.country_code, speech.language), one.city.casefold(), one.city_id),
    )


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


def by_country(actions: Iterable[PublicAction], speech: Speech) -> list[Country]:
    """Ordered actions in their groups."""
    return [
        Country(speech.country(code) if code else "", list(_cities(together, speech)))
        for code, together in groupby(actions, key=lambda one: one.country_code)
    ]


def _cities(actions: Iterable[PublicAction], speech: Speech) -> Iterator[City]:
    for city_id, grouped in groupby(actions, key=lambda one: one.city_id):
        together = list(grouped)
        first = together[0]
        name = "" if first.precision is Precision.COUNTRY else speech.city(first.city, first.country_code)
        yield City(city_id, name, first.region, together)


def _size(action: PublicAction, *, is_new_city: bool) -> int:
    """About how many bytes the action takes at most, with the heading of its city if it is the first there."""
    texts = (action.title, action.venue, action.organiser)
    written = sum(len(escape(short(text)).encode()) for text in texts)
    heading = _BYTES_OF_A_CITY + len(escape(action.city).encode()) if is_new_city else 0
    return _BYTES_OF_AN_ACTION + written + heading
