"""Filters to and from a query string. Whatever is no filter is ignored, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from dashboard.i18n.languages import named
from dashboard.model import Filters, Status

T = TypeVar("T", bound=str)
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_CITY = re.compile(r"-?[0-9]{1,12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_BYTES = 4000
_SHOWN_CHARACTERS = 60
NAMES = frozenset({"country", "status", "city", "since", "until"})
"""The parameters of a link that are filters."""
_STATUSES = {status.value: status for status in Status}


@lru_cache(256)
def read_filters(query: str) -> Filters:
    """The filters of a query string such as ``country=GB&status=planned&since=2018-04-07``.

    Values are put in one order, so that the same question has one answer in the caches.
    """
    if len(query) > _MOST_BYTES:
        return Filters()
    pairs = parse_qsl(query, errors="replace")
    cities = [int(text) for text in _all(pairs, "city") if _CITY.fullmatch(text)]
    return Filters(
        countries=_sorted(text.upper() for text in _all(pairs, "country") if _COUNTRY.fullmatch(text)),
        statuses=_sorted(_STATUSES[text] for text in _all(pairs, "status") if text in _STATUSES),
        city_id=cities[0] if cities else None,
        since=_first_day(_all(pairs, "since")),
        until=_first_day(_all(pairs, "until")),
    )


def not_understood(query: str, names: frozenset[str]) -> list[str]:
    """What of a query is no parameter of these names, or a filter or language that cannot be read as one.

    A page ignores it; a program would take an answer to another question for one to its own.
    """
    if len(query) > _MOST_BYTES:
        return [f"{query[:_SHOWN_CHARACTERS]}…"]
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    return [
        (f"{name}={value}" if name in names else name)[:_SHOWN_CHARACTERS]
        for name, value in pairs
        if name not in names or (value and not _is_read(name, value))
    ]


def _is_read(name: str, value: str) -> bool:
    if name == "lang":
        return bool(named(value))
    return name not in NAMES or read_filters(urlencode([(name, value)])) != Filters()


def write_filters(filters: Filters) -> str:
    """The query string that `read_filters` reads as these filters; empty for no filter."""
    return urlencode(filter_pairs(filters))


def filter_pairs(filters: Filters) -> list[tuple[str, str]]:
    """The parameters of a link that are these filters."""
    pairs = [("country", code) for code in filters.countries]
    pairs += [("status", status.value) for status in filters.statuses]
    if filters.city_id is not None:
        pairs.append(("city", str(filters.city_id)))
    days = (("since", filters.since), ("until", filters.until))
    return pairs + [(name, day.isoformat()) for name, day in days if day]


def _all(pairs: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _sorted(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(set(values)))


def _first_day(texts: Iterable[str]) -> date | None:
    for text in texts:
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                continue
    return None
