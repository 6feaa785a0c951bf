"""Dates and times as people write them -> a day and local times, with the order of day and month decided per file.

Nothing is guessed: what can be read in two ways, or not at all, is a question to the organiser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

from dashboard.ingest.clean import is_nothing, plain
from dashboard.ingest.clock import Times, read_times, without_lead_in
from dashboard.ingest.doubt import Doubt, quoted

Order = Literal["day first", "month first", "unknown"]

_LOCALES = ("en", "fr", "es", "pt", "de", "it", "ru", "nl", "pl", "uk", "tr")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a whole file tells about its dates: the order of 7/4/2018, and the year of "7 April"."""

    order: Order = "unknown"
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of when; what it does not say is ``None``."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    doubts: tuple[Doubt, ...] = ()


_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?('?\d{2}|\d{4})(?![\d:/-])")
_SHORT = re.compile(r"(?<![\d.,:/-])(\d{1,2})([./])(\d{1,2})(?![\d:/-])\.?")
_YEAR = (
    r"(?:[\s,./-]*(?:(?:de|del|of)\s+)?(?P<year>\d{4})(?!\d)"
    r"|[\s/'-]+(?P<short>\d\d)(?=$|[\s,])(?!\s*(?:[:.h-]|uhr|ч|[ap]\.?m|o'clock)))?"
)
_ORDINAL = r"(?:st|nd|rd|th|ere?|eme|o|a|-?го|-?е)?"
_SPREADSHEET_TIME = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[t ](?=\d)")
_SPREADSHEET_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?|0?[.,]\d+")
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?")  # a spreadsheet's way to write a day alone


def decide(cells: Iterable[str], *, headers: Iterable[str] = (), campaign_day: date | None = None) -> Calendar:
    """The calendar of a file, from all its cells with dates, its headers, and the day of its campaign.

    A header such as "Date (DD/MM/YYYY)" decides the order; else dates that can be read in one way alone;
    else those that are the campaign's day in one order alone.
    """
    known: Counter[Order] = Counter()
    likely: Counter[Order] = Counter()
    years: set[int] = set()
    for text, times in Counter(map(plain, cells)).items():
        if match := _YEAR_FIRST.search(text):
            years.add(int(match[1]))
        elif match := _NUMERIC.search(text):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            years.update({year} if year >= _FIRST_YEAR else ())
            order = _only_order(first, second)
            if order and order != "impossible":
                known[order] += times
            elif campaign_day and year == campaign_day.year and first != second:
                likely["day first"] += times * ((campaign_day.day, campaign_day.month) == (first, second))
                likely["month first"] += times * ((campaign_day.day, campaign_day.month) == (second, first))
        elif match := re.search(r"(?<!\d)(\d{4})(?!\d)", text):
            years.add(int(match[1]))
    order = _order_of_headers(headers) or _majority(known) or _majority(likely) or "unknown"
    year = campaign_day.year if campaign_day else next(iter(years)) if len(years) == 1 else None
    return Calendar(order, year if year and _FIRST_YEAR <= year <= _LAST_YEAR else None)


def _only_order(first: int, second: int) -> Order | Literal["impossible"] | None:
    """The one order in which two numbers are a day and a month; ``None`` if both are."""
    orders: list[Order] = []
    if 1 <= first <= 31 and 1 <= second <= 12:
        orders.append("day first")
    if 1 <= second <= 31 and 1 <= first <= 12:
        orders.append("month first")
    return None if len(orders) == 2 else orders[0] if orders else "impossible"


def _majority(votes: Counter[Order]) -> Order | None:
    """The order of nearly all; a file in which both are common has none."""
    ranked = votes.most_common(2)
    if not ranked or not ranked[0][1] or (len(ranked) == 2 and ranked[1][1] * 9 > ranked[0][1]):
        return None
    return ranked[0][0]


def _order_of_headers(headers: Iterable[str]) -> Order | None:
    """The order in a hint such as "(DD/MM/YYYY)", "JJ/MM/AAAA", "TT.MM.JJJJ", "mm/dd/yy"."""
    for header in headers:
        if re.search(r"\b([djtgд])\1?\W?(?:mm?|мм?)\W?([yajг])\2+\b", plain(header)):
            return "day first"
        if re.search(r"\bmm?\W?dd?\W?yy+\b", plain(header)):
            return "month first"
    return None


@lru_cache(maxsize=20_000)
def read_moment(text: str, calendar: Calendar, *, time_first: bool = False) -> Moment:
    """What a cell says of when: a date, a time or both. ``time_first`` is for a column of times: 7.30 is a time."""
    if is_nothing(text) or plain(text) == "na":
        return Moment()
    words = _SPREADSHEET_TIME.sub("", plain(text))
    times = read_times(words) if time_first else None
    if isinstance(times, Times):
        return _moment(None, times)
    if _SPREADSHEET_NUMBER.fullmatch(words):
        return Moment(doubts=(_unreadable(text, ": it looks like a spreadsheet's own number for one"),))
    if found := _find_day(words, calendar):
        return _with_times(text, *found)
    times = read_times(words)
    if isinstance(times, Times):
        return _moment(None, times)
    keep = time_first or times.code == "time_zone"
    return Moment(doubts=(times if keep else _unreadable(text),))


def _with_times(text: str, found: date | Doubt, rest: str) -> Moment:
    """The moment of a cell in which a date was found, with what stands around it."""
    if isinstance(found, Doubt):
        return Moment(doubts=(found,))
    rest, weekdays = _without_weekdays(rest)
    if weekdays and found.weekday() not in weekdays:
        return Moment(doubts=(_wrong_weekday(text, found),))
    rest = without_lead_in(rest).strip(" ,;|()-.")
    if not rest or _MIDNIGHT.fullmatch(rest):
        return Moment(found)
    times = read_times(rest)
    if isinstance(times, Doubt):
        return Moment(found, doubts=(times if times.code == "time_zone" else _unreadable(text),))
    return _moment(found, times)


def _moment(day: date | None, times: Times) -> Moment:
    return Moment(day, times.starts, times.ends, (times.doubt,) if times.doubt else ())


def _find_day(words: str, calendar: Calendar) -> tuple[date | Doubt, str] | None:
    """The day that a text names, or why it cannot be told, and the text around it; ``None`` if it names none."""
    if match := _YEAR_FIRST.search(words) or _COMPACT.search(words):
        day = _day(words, int(match[1]), int(match[2]), int(match[3]))
    elif match := _NUMERIC.search(words):
        day = _ordered(words, match, _year(words, match[4]), calendar)
    elif match := _written().search(words):
        day = _from_words(words, match, calendar)
    elif (match := _SHORT.search(words)) and _only_order(int(match[1]), int(match[3])) != "impossible":
        day = _ordered(words, match, calendar.year or _no_year(words), calendar)
    else:
        return None
    return day, f"{words[: match.start()]} {words[match.end() :]}"


def _from_words(words: str, match: re.Match[str], calendar: Calendar) -> date | Doubt:
    month = _months()[match["month"] or match["month2"]]
    written = match["year"] or match["short"] or match["year2"] or match["short2"]
    year = _year(words, written) if written else calendar.year or _no_year(words)
    return year if isinstance(year, Doubt) else _day(words, year, month, int(match["day"] or match["day2"]))


def _ordered(words: str, match: re.Match[str], year: int | Doubt, calendar: Calendar) -> date | Doubt:
    """The day of two numbers and a year, in the file's order."""
    first, second = int(match[1]), int(match[3])
    if isinstance(year, Doubt):
        return year
    order, only = calendar.order, _only_order(first, second)
    if only == "impossible":
        return _impossible(words)
    if only and order not in {only, "unknown"}:
        return _misfit(words, order)
    if order == "unknown" and match[2] == ".":
        order = "day first"  # nobody puts points between month and day
    if order == "unknown" and first != second and not only:
        return _two_ways(words, year, first, second)
    day_first = "day first" in {only, order}
    return _day(words, year, *((second, first) if day_first else (first, second)))


def _day(words: str, year: int, month: int, day: int) -> date | Doubt:
    try:
        found = date(year, month, day)
    except ValueError:
        return _impossible(words)
    return found if _FIRST_YEAR <= year <= _LAST_YEAR else _impossible(words)


def _year(words: str, written: str) -> int | Doubt:
    if len(written.lstrip("'")) == 4:
        return int(written)
    return Doubt("two_digit_year", f"Which year is meant in {quoted(words)}? Write it with four digits, such as 2018.")


def _without_weekdays(rest: str) -> tuple[str, frozenset[int]]:
    """The text without names of weekdays, and the weekdays (Monday is 0) that these can mean."""
    named = [_weekdays()[word] for word in re.findall(r"[^\W\d_]+", rest) if word in _weekdays()]
    if not named:
        return rest, frozenset()
    kept = re.sub(r"[^\W\d_]+(?:-feira)?\.?", lambda m: "" if re.split(r"\W", m[0])[0] in _weekdays() else m[0], rest)
    return kept, frozenset.intersection(*named) or frozenset(range(7))


@cache
def _months() -> Mapping[str, int]:
    """Names of months, plainly written, in all the locales."""
    names: dict[str, int] = {"sept": 9, "sep": 9}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months = get_month_names(width, context, locale)
                names.update({plain(name).strip("."): number for number, name in months.items()})
    return names


@cache
def _weekdays() -> Mapping[str, frozenset[int]]:
    """Names of weekdays, plainly written, and the days (Monday is 0) that they are in some locale."""
    names: dict[str, set[int]] = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated", "short"):
            for context in ("format", "stand-alone"):
                for number, name in get_day_names(width, context, locale).items():
                    names.setdefault(re.split(r"\W", plain(name))[0], set()).add(number)
    return {name: frozenset(days) for name, days in names.items() if name}


@cache
def _written() -> re.Pattern[str]:
    """ "7 April 2018", "7. April", "7 de abril de 2018", "le 1er avril", "April 7th, 2018", "07-Apr-2018"."""
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day_first = rf"(?<!\d)(?P<day>\d{{1,2}})\s*{_ORDINAL}[\s.,/-]*(?:(?:of|de|del|di)\s+)?(?P<month>{month})\b\.?{_YEAR}"
    year2 = _YEAR.replace("year>", "year2>").replace("short>", "short2>")
    month_first = rf"\b(?P<month2>{month})\b\.?\s*(?:the\s+)?(?P<day2>\d{{1,2}})(?![\d:]){_ORDINAL}{year2}"
    return re.compile(f"{day_first}|{month_first}")


def _unreadable(text: str, why: str = "") -> Doubt:
    return Doubt("date_unreadable", f"We could not read {quoted(text)} as a date{why}. Write it such as 2018-04-07.")


def _impossible(words: str) -> Doubt:
    return Doubt("date_impossible", f"There is no such day as {quoted(words)}. Write it such as 2018-04-07.")


def _no_year(words: str) -> Doubt:
    return Doubt("no_year", f"Which year is meant in {quoted(words)}? Write it too, such as 2018-04-07.")


def _two_ways(words: str, year: int, first: int, second: int) -> Doubt:
    one, other = date(year, second, first), date(year, first, second)
    return Doubt(
        "date_order",
        f"{quoted(words)} may be {one.day} {one:%B} or {other.day} {other:%B}. Write it as {one} or as {other}.",
    )


def _misfit(words: str, order: Order) -> Doubt:
    names = "day/month/year" if order == "day first" else "month/day/year"
    return Doubt(
        "date_order",
        f"{quoted(words)} is not in the order of this file's other dates, {names}. Write it such as 2018-04-07.",
    )


def _wrong_weekday(text: str, found: date) -> Doubt:
    return Doubt("weekday", f"{quoted(text)}: {found.day} {found:%B %Y} is a {found:%A}. Which day is meant?")
