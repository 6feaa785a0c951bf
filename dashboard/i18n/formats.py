"""Dates, times, numbers and country names as people write them, by Babel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from anyascii import anyascii
from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal

Style = Literal["standard", "or", "unit"]
"""How the parts of a list are joined: by "and", by "or", by commas alone."""

_ALPHABETS = {"ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}
"""Alphabets whose order is not that of Unicode's numbers."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale for a language tag such as ``en``; English reads 14:00, as most of the world does."""
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))


@lru_cache(maxsize=2048)
def country_name(code: str, language: str = "en") -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where Babel knows no name."""
    return str(locale_of(language).territories.get(code, code))


def countries_named(word: str, language: str = "en") -> frozenset[str]:
    """The codes of the countries whose names have this word in them, in whatever case."""
    names = locale_of(language).territories.items()
    return frozenset(code for code, name in names if len(code) == 2 and word.casefold() in name.casefold())


@lru_cache(maxsize=4096)
def country_order(code: str, language: str = "en") -> tuple[int, ...] | str:
    """Where a country's name stands in an alphabetical list: accents do not count, and Chinese is read aloud."""
    name = country_name(code, language).casefold()
    if alphabet := _ALPHABETS.get(language):
        return tuple(alphabet.find(letter) for letter in name)
    return name if language == "ar" else anyascii(name).casefold()


@lru_cache(maxsize=8192)
def number(value: int, language: str = "en") -> str:
    """A whole number with the language's grouping: 10,000."""
    return format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=2048)
def day_text(day: date, language: str = "en") -> str:
    """A date with its weekday: "Sat 7 Apr 2018"."""
    locale = locale_of(language)
    if language == "en":
        return format_date(day, "EEE d MMM y", locale=locale)
    return format_skeleton("yMMMEd", day, locale=locale)


@lru_cache(maxsize=2048)
def whole_day_text(day: date, language: str = "en") -> str:
    """A date with its month in words: "7 April 2018"."""
    return format_date(day, "long", locale=locale_of(language))


@lru_cache(maxsize=2048)
def day_of_year_text(day: date, language: str = "en") -> str:
    """A date without its year: "7 April"."""
    return format_skeleton("MMMMd", day, locale=locale_of(language))


def weekday_text(day: date, language: str = "en") -> str:
    """The day of the week of a date: "Saturday"."""
    return str(get_day_names("wide", "stand-alone", locale_of(language))[day.weekday()])


def list_text(parts: Sequence[str], style: Style, language: str = "en") -> str:
    """Several words as one: "London, Paris and Rome", with "or" instead, or with commas alone."""
    return format_list(parts, style, locale_of(language)) if parts else ""


@lru_cache(maxsize=8192)
def time_text(at: time, language: str = "en") -> str:
    """A time of day: "14:00"."""
    return format_time(at, "short", locale=locale_of(language))


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or ``None`` where there is none. The library itself keeps only eight of them."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=8192)
def zone_text(day: date, at: time, timezone: str) -> str:
    """How people there call their time on that day: "BST", or "UTC+3" where no name is in use."""
    there = zone(timezone)
    if there is None:
        return ""
    moment = datetime.combine(day, at, there)
    name = moment.strftime("%Z")
    return name if name.isalpha() else _offset_text(moment)


def _offset_text(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
