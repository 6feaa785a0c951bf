"""Time zones as people write them beside a time -> how far that clock may be from UTC.

An abbreviation may be several clocks (CST is one in Chicago, one in Shanghai), so what comes out is a set. Whether it
is the clock of the place of an action can be told once the place is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from dashboard.ingest.clean import plain

ANY_SEASON: Final = "≈"
"""Before a zone that stands in a column of its own: people choose one from a list, and seldom that of the season."""

_GENERIC: Final[Mapping[str, tuple[str, ...]]] = {
    "et": ("est", "edt"), "ct": ("cst", "cdt"), "mt": ("mst", "mdt"), "pt": ("pst", "pdt"),
    "eastern": ("est", "edt"), "central": ("cst", "cdt"), "mountain": ("mst", "mdt"), "pacific": ("pst", "pdt"),
    "мск": ("msk",), "mez": ("cet",), "mesz": ("cest",),
}  # fmt: skip
"""Abbreviations that mean others, those of a whole year among them."""

_HOURS: Final[Mapping[str, tuple[float, ...]]] = {
    "utc": (0,), "gmt": (0,), "z": (0,), "zulu": (0,), "brt": (-3,), "brst": (-2,), "art": (-3,), "clt": (-4,),
    "clst": (-3,), "cot": (-5,), "pet": (-5,), "vet": (-4,), "uyt": (-3,), "bot": (-4,), "ect": (-5,), "pyt": (-3,),
    "gst": (4,), "ast": (3, -4), "trt": (3,), "ict": (7,), "sgt": (8,), "myt": (8,), "npt": (5.75,), "mmt": (6.5,),
    "uzt": (5,), "almt": (5,), "azt": (4,), "get": (4,), "amt": (4, -4), "irst": (3.5,), "aft": (4.5,),
    "bst": (1, 6), "ist": (5.5, 2, 1), "pht": (8,), "bdt": (6,), "btt": (6,), "slst": (5.5,),
}  # fmt: skip
"""Those that the tz database does not have (any more), in hours east of UTC."""

_OFFSET: Final = re.compile(
    r"(?:utc|gmt)?\s*(?P<sign>[-+])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?:\s*\(.*)?"
)
_BEHIND_TIME: Final = re.compile(
    r"(?:[\s(]*(?<![^\W\d_])(?:(?:utc|gmt)\s*[-+]?\s*\d{0,2}(?::?\d{2})?(?:\s*\([^)]*)?|[a-z]{1,5}|мск|"
    r"[a-z]+/[a-z_/]+|(?:eastern|central|mountain|pacific)(?: standard| daylight)?(?: time)?)\)*|(?<=\d)z|"
    r"\s*\+\d{1,2}(?::?\d{2})?|(?<=\d)\s?-\d{2}:?\d{2})\s*$"
)
_IN_HEADER: Final = re.compile(
    r"(?<![^\W_])(?:utc|gmt)(?P<offset>\s?[-+]\s?\d{1,2}(?::?\d{2})?)?(?!\s?[-+\u2010-\u2212]?\s?\d)(?![^\W_])"
)
_NOT_UTC: Final = re.compile(
    r"(?<!\w)(?:not|local\w*|offset|ortszeit|nicht|pas|no|non|nao|nie|не|местн\w*)(?!\w)"
)
"""Beside the word, another clock is meant: "Local time, not UTC"."""


def split_zone(words: str) -> tuple[str, str]:
    """A time in plain words without the zone behind it, and that zone; ``""`` if none is named."""
    match = _BEHIND_TIME.search(words)
    if not match:
        return words, ""
    zone = match[0].strip(" ()")
    return (words[: match.start()], zone) if offsets_of(zone, None) else (words, "")


@lru_cache(maxsize=1_000)
def zone_of_header(header: str) -> str:
    """The zone that the header of a column of hours names in brackets, or UTC as a word of it; ``""`` without one."""
    in_brackets = re.search(r"\(([^()]+)\)\W*$", header)
    zone = in_brackets[1].strip() if in_brackets else ""
    if zone and offsets_of(zone, None):
        return zone
    words = plain(header)
    named = _IN_HEADER.search(words)
    return named[0].upper() if named and (named["offset"] or not _NOT_UTC.search(words)) else ""


def offsets_of(zone: str, day: date | None, at: time | None = None) -> frozenset[timedelta]:
    """How far from UTC the clock of a zone may be at a local time; empty if it is no zone that we know.

    Without a day it is what it may be in any season.
    """
    words = plain(zone).strip(f" (){ANY_SEASON}")
    if match := _OFFSET.fullmatch(words):
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return frozenset(
            {-offset if match["sign"] == "-" else offset} if offset < timedelta(hours=15) else ()
        )
    words = re.sub(r"\b(?:standard |daylight )?time$", "", words).strip()
    found = {one for name in _GENERIC.get(words, (words,)) for one in _abbreviations().get(name, ())}
    return frozenset(found) or _of_region(words, day, at)


def spelt(zone: str) -> str:
    """A zone as people write it: "EDT", "America/New_York"."""
    words = zone.strip(f" (){ANY_SEASON}")
    return _regions().get(words.lower(), words.upper())


def is_clock_of(zone: str, timezone: str, day: date | None, at: time) -> bool:
    """Whether a zone as written is the clock of a place (an IANA name) at that local time."""
    if zone.startswith(ANY_SEASON):
        day = None
    here, there = _of_region(timezone.lower(), day, at), offsets_of(zone, day, at)
    if zone.startswith(ANY_SEASON) and max(there) - min(there) > timedelta(hours=2):
        return True  # "BST" may be Brazil's as well: it contradicts nothing
    return bool(here & there)


def moved(zone: str, timezone: str, day: date, at: time) -> tuple[date, time] | None:
    """A time of another clock as the local day and time of a place; ``None`` if that cannot be told."""
    offsets = offsets_of(zone, day, at)
    if len(offsets) != 1:
        return None
    try:
        there = (datetime.combine(day, at, UTC) - next(iter(offsets))).astimezone(ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return None
    return there.date(), there.time()


@lru_cache(maxsize=4096)
def _of_region(name: str, day: date | None, at: time | None) -> frozenset[timedelta]:
    """The offsets of a zone by its IANA name, in any case."""
    known = _regions().get(name)
    if known is None:
        return frozenset()
    days = [day] if day else [date(2025, 1, 15), date(2025, 7, 15)]
    moments = [datetime.combine(one, at or time(12), ZoneInfo(known)) for one in days]
    return frozenset(offset for moment in moments if (offset := moment.utcoffset()) is not None)


@cache
def _regions() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _abbreviations() -> Mapping[str, frozenset[timedelta]]:
    """Abbreviations of zones and the offsets that they stand for, as they are used now."""
    found: defaultdict[str, set[timedelta]] = defaultdict(set)
    for name, hours in _HOURS.items():
        found[name].update(timedelta(hours=one) for one in hours)
    for zone in available_timezones():
        for month in (1, 7):
            moment = datetime(2025, month, 15, 12, tzinfo=ZoneInfo(zone))
            short, offset = (moment.tzname() or "").lower(), moment.utcoffset()
            if offset is not None and short.isalpha() and short not in _HOURS:
                found[short].add(offset)
    return {name: frozenset(offsets) for name, offsets in found.items()}
