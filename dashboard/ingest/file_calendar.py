"""What a whole file tells about its dates: the order of day and month, the year, and whether it counts seconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from dashboard.ingest.clean import is_nothing, plain
from dashboard.ingest.clock import plain_dashes

Order = Literal["day first", "month first", "unknown"]

FIRST_YEAR, LAST_YEAR = 1970, 2100
YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
NUMERIC = re.compile(r"(?<![\d.,:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?('?\d{2}|\d{4})(?![\d:/])")
LONGEST = 100  # a longer text is no date, and is not worth a search
UNIX = re.compile(r"(1\d{9}|2[01]\d{8})(?:000)?")
"""Seconds or thousandths since 1970 UTC, from 2001 to 2039."""
_DAY_OF_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a whole file, or its organiser, tells about its dates.

    The order of 7/4/2018, and the year of "7 April"; and whether ``18`` is taken for 2018.
    """

    order: Order = "unknown"
    year: int | None = None
    short_years: bool = False
    counts_seconds: bool = False
    """Whether the file's days are seconds since 1970, as computers count: all of them, each in a year that fits."""


def decide(
    cells: Iterable[str], *, headers: Iterable[str] = (), campaign_day: date | None = None
) -> Calendar:
    """The calendar of a file, from all its cells with dates, its headers, and the day of its campaign.

    A header such as "Date (DD/MM/YYYY)" decides the order; else dates that can be read in one way alone;
    else those that are the campaign's day in one order alone.
    """
    known: Counter[Order] = Counter()
    likely: Counter[Order] = Counter()
    years: set[int] = set()
    for text, times in Counter(plain_dashes(cell) for cell in cells if len(cell) <= LONGEST).items():
        if match := YEAR_FIRST.search(text):
            years.add(int(match[1]))
        elif match := NUMERIC.search(text):
            first, second, full = int(match[1]), int(match[3]), int(match[4].lstrip("'"))
            years.update({full} if full >= FIRST_YEAR else ())
            order = only_order(first, second)
            if order and order != "impossible":
                known[order] += times
            elif campaign_day and full == campaign_day.year and first != second:
                likely["day first"] += times * ((campaign_day.day, campaign_day.month) == (first, second))
                likely["month first"] += times * ((campaign_day.day, campaign_day.month) == (second, first))
        elif match := re.search(r"(?<!\d)(\d{4})(?!\d)", text):
            years.add(int(match[1]))
    order = _order_of_headers(headers) or _majority(known) or _majority(likely) or "unknown"
    year = campaign_day.year if campaign_day else min(years) if len(years) == 1 else None
    return Calendar(order, year if year and FIRST_YEAR <= year <= LAST_YEAR else None)


def are_seconds(cells: Iterable[str], campaign_day: date | None) -> bool:
    """Whether all cells that are filled in count seconds since 1970, within a year of the campaign.

    What falls on midnight in UTC may be a day alone, or the evening before in America: nobody can tell.
    """
    said = {cell.strip() for cell in cells if not is_nothing(cell)}
    return bool(said) and all(_may_be_seconds(cell, campaign_day) for cell in said)


def _may_be_seconds(cell: str, campaign_day: date | None) -> bool:
    match = UNIX.fullmatch(cell)
    if not match or not int(match[1]) % _DAY_OF_SECONDS:
        return False
    away = datetime.fromtimestamp(int(match[1]), UTC).date() - (campaign_day or date(2020, 1, 1))
    return abs(away) <= timedelta(366 if campaign_day else 20 * 366)


def only_order(first: int, second: int) -> Order | Literal["impossible"] | None:
    """The one order in which two numbers are a day and a month; ``None`` if both are."""
    orders: list[Order] = []
    if 1 <= first <= 31 and 1 <= second <= 12:
        orders.append("day first")
    if 1 <= second <= 31 and 1 <= first <= 12:
        orders.append("month first")
    return None if len(orders) == 2 else orders[0] if orders else "impossible"


def _majority(votes: Counter[Order]) -> Order | None:
    """The order of at least two thirds; a file in which both are common has none."""
    ranked = votes.most_common(2)
    if not ranked or not ranked[0][1] or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


def _order_of_headers(headers: Iterable[str]) -> Order | None:
    """The order in a hint such as "(DD/MM/YYYY)", "JJ/MM/AAAA", "TT.MM.JJJJ", "mm/dd/yy"."""
    for header in headers:
        if re.search(r"\b([djtgд])\1?\W?(?:mm?|мм?)\W?([yajг])\2*\b", plain(header)):
            return "day first"
        if re.search(r"\bmm?\W?dd?\W?y+\b", plain(header)):
            return "month first"
    return None
