"""Dates and times as people write them -> a day and local times; the order of day and month is the file's.

Nothing is guessed: what can be read in two ways, or not at all, is a question to the organiser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

from dashboard.ingest.calendar_names import ORDINAL, WORD, month, months, weekdays
from dashboard.ingest.clean import is_left_open, is_nothing, plain
from dashboard.ingest.clock import Times, plain_dashes, read_times, without_lead_in
from dashboard.ingest.doubt import Doubt, cut, note, question
from dashboard.ingest.file_calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    NUMERIC,
    UNIX,
    YEAR_FIRST,
    Calendar,
    Order,
    only_order,
)
from dashboard.ingest.number_words import has_thai
from dashboard.ingest.other_calendars import BUDDHIST, OtherDay, find_other
from dashboard.ingest.several_days import first_and_last, names_several
from dashboard.model import Effect

_FIRST_BUDDHIST = 50
"""From here on a year in two digits is one of the Buddhist calendar, in Thai: 61 is 2561."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of when; what it does not say is ``None``.

    ``zone`` is the clock of its times as it is written. ``is_untimed`` if it says that there is no hour, or none yet.
    """

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    doubts: tuple[Doubt, ...] = ()
    zone: str = ""
    is_untimed: bool = False
    last_day: date | None = None
    """The last of several days, such as "7–9 April": ``ends`` is an hour of that day."""
    weekdays: frozenset[int] = frozenset()
    """What a weekday beside an hour, without a day, may be (Monday is 0): "Saturday 3pm"."""


_ROMAN = re.compile(
    r"(?<![\w.,:/-])(\d{1,2})(?P<sign>[./ -])\s?(?P<month>i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})(?P=sign)\s?(\d{4})(?!\d)"
)
"""5.IV.2025: the month in Roman numerals."""
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?!\d)")
_EASTERN = re.compile(
    rf"(?<!\d)(\d{{4}})\s?(?:年|{plain('년')})\s?(\d{{1,2}})\s?(?:月|{plain('월')})\s?(\d{{1,2}})\s?(?:日|号|號|{plain('일')})?"
)
_EASTERN_SHORT = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s?(?:月|{plain('월')})\s?(\d{{1,2}})\s?(?:日|号|號|{plain('일')})"
)
_SHORT = re.compile(r"(?<![\d.,:/-])(\d{1,2})([./])(?:\s(?=\d{1,2}\.(?!\S)))?(\d{1,2})(?![\d:/-])\.?")
_YEAR = (
    r"(?:[\s,./-]*(?:(?:de|del|of)\s+)?(?P<year>\d{4})(?!\d)"
    r"|(?:[\s/'’-]+|,\s*['’])(?P<short>\d\d)(?=$|[\s,])(?!\s*(?:[:.h-]|uhr|ч|[ap]\.?m|o'clock)))?"
)
_EASTERN_WEEKDAY = re.compile("^((?:周|週|星期|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?)")
_AROUND = " ,;|()-./→~"
_SPREADSHEET_TIME = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[t ](?=\d)")
_SPREADSHEET_NUMBER = re.compile(r"(?P<day>[34]\d{4}|5[0-4]\d{3})(?P<hour>[.,]\d+)?|0?(?P<part>[.,]\d+)")
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_SHORT_YEAR = re.compile(r"\d[./-]\s?'?\d{2}(?!\d)|['’]\d\d|[^\W\d_][\s/'-]+\d\d(?!\d)")
_CALENDARS = {"Persian": "persian_calendar", "Hijri": "hijri_calendar", "Buddhist": "buddhist_calendar"}
"""The code of the question whether a year is of one of these."""
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?")  # a spreadsheet's way to write a day alone


@lru_cache(maxsize=20_000)
def read_moment(text: str, calendar: Calendar, *, time_first: bool = False) -> Moment:
    """What a cell says of when: a date, a time or both. In a column of times (``time_first``) 7.30 is one."""
    if is_nothing(text) or plain(text) == "na":
        return Moment()
    if len(text) > LONGEST:
        return Moment(doubts=(_asked("date_unreadable", text),))
    words = _ROMAN.sub(_in_numbers, _SPREADSHEET_TIME.sub("", plain_dashes(text)))
    times = read_times(words) if time_first else None
    if isinstance(times, Times):
        return _moment(None, times)
    if times and (of_weekday := _of_weekday(words)):
        return of_weekday
    if not time_first and re.fullmatch(r"\d{1,2}|(?:19|20)\d\d", words):
        return Moment(doubts=(_asked("date_unreadable", text),))  # a day of the month or a year, and no hour
    if of_number := _of_number(text, words, calendar):
        return of_number
    if found := _find_day(text, words, calendar) or _find_short(text, words, calendar):
        moment = _with_times(text, *found, calendar)
        is_span = any(doubt.code == "several_days" for doubt in moment.doubts)
        return (_span(words, calendar) or moment) if is_span else moment
    times = read_times(text)
    if isinstance(times, Times):
        return _moment(None, times)
    if time_first or times.code != "time_unreadable":
        return Moment(doubts=(times,))
    return Moment(doubts=(_asked("date_unreadable", text),))


def _in_numbers(match: re.Match[str]) -> str:
    """A day whose month is in Roman numerals, with its year first, as it can be read in one way."""
    return f"{match[4]}-{_ROMANS.index(match['month']) + 1}-{match[1]}"


def _of_weekday(words: str) -> Moment | None:
    """The hours behind or before the name of a weekday; ``None`` if they are not told so."""
    bare, named = _without_weekdays(_EASTERN_WEEKDAY.sub(r"\1 ", words))
    times = read_times(bare.strip(_AROUND)) if named else None
    if isinstance(times, Times):
        return replace(_moment(None, times), weekdays=named)
    return Moment(doubts=(times,), weekdays=named) if times and times.offers else None


def days_meant(text: str) -> list[date]:
    """The days that a text may mean, in either order of day and month, as a number of a computer's too."""
    orders: tuple[Order, ...] = ("day first", "month first")
    moments = [read_moment(text, Calendar(order, short_years=True, counts_seconds=True)) for order in orders]
    offered = (offer for moment in moments for doubt in moment.doubts for offer in doubt.offers)
    return [
        *(moment.day for moment in moments if moment.day),
        *(date.fromisoformat(offer[:10]) for offer in offered if YEAR_FIRST.match(offer)),
    ]


def are_days_alone(cells: Iterable[str]) -> bool:
    """Whether cells, in a column of hours, hold days and not one hour."""
    calendar = Calendar("day first", 2000, short_years=True)
    said = [read_moment(cell, calendar, time_first=True) for cell in cells if not is_nothing(cell)]
    return any(one.day for one in said) and not any(one.starts or one.is_untimed for one in said)


def _span(words: str, calendar: Calendar) -> Moment | None:
    """The first and the last of several days; ``None`` where they are not all the days from one to the other."""
    for way in first_and_last(words):
        last = read_moment(way.last, calendar)
        if last.day is None or last.last_day:
            continue
        first = read_moment(way.first, replace(calendar, year=last.day.year))
        if first.day and first.day > last.day:  # "30 December - 2 January 2019"
            first = read_moment(way.first, replace(calendar, year=last.day.year - 1))
        if first.day is None or first.last_day or first.day >= last.day:
            continue
        asks = any(doubt.effect is Effect.QUESTION for doubt in (*first.doubts, *last.doubts))
        if asks or (way.is_list and last.day - first.day != timedelta(days=1)):
            continue
        ends = last.starts if way.is_whole else first.ends
        return Moment(first.day, first.starts, ends, last.doubts, first.zone, first.is_untimed, last.day)
    return None


def _of_number(text: str, words: str, calendar: Calendar) -> Moment | None:
    """What a number means: seconds where the whole file counts them; else a spreadsheet's, which is asked about."""
    if calendar.counts_seconds and (match := UNIX.fullmatch(words)):
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        return Moment(moment.date(), moment.time(), zone="UTC")
    match = _SPREADSHEET_NUMBER.fullmatch(words)
    if not match:
        return None
    part = match["hour"] or match["part"]
    minutes = round(float(f"0{part}".replace(",", ".")) * 1440) if part else 0
    at = time(minutes // 60 % 24, minutes % 60) if part else None
    day = _SPREADSHEET_EPOCH + timedelta(int(match["day"])) if match["day"] else None
    meant = " ".join(str(one) for one in (day, at and f"{at:%H:%M}") if one)
    return Moment(doubts=(question("spreadsheet_number", text=cut(text), meant=meant, offers=(meant,)),))


def _with_times(text: str, found: date | Doubt, rest: str, calendar: Calendar) -> Moment:
    """The moment of a cell in which a date was found, with what stands around it."""
    rest = rest.rstrip(" ,;|.")
    if _find_day(text, rest.strip(_AROUND), calendar) or re.search(
        r"\d\.?\s*(?:-|bis|to|au|al|и|y|e|&)\s*$", rest
    ):
        return Moment(doubts=(_asked("several_days", text),))
    if isinstance(found, Doubt):
        return Moment(doubts=(_with_this_century(found, text, calendar),))
    rest, weekdays = _without_weekdays(rest)
    if weekdays and found.weekday() not in weekdays:
        return Moment(doubts=(question("weekday", text=cut(text), day=found, offers=(str(found),)),))
    taken = () if _names_year(text, found) else (note("year_taken", text=cut(text), year=str(found.year)),)
    timed = re.sub(r"\s(?:on|of|le|el|il|dne|dnia)$", "", rest.strip(_AROUND))
    rest = without_lead_in(timed).strip(_AROUND)
    if not rest or _MIDNIGHT.fullmatch(rest):
        return Moment(found, doubts=taken)
    if is_left_open(rest):
        if plain(text).lstrip(_AROUND).startswith(rest.split(" ")[0]):  # "will be announced on 5 December"
            return Moment(doubts=(_asked("date_unreadable", text),))
        return Moment(found, doubts=taken, is_untimed=True)
    times = read_times(timed)
    if isinstance(times, Doubt):
        doubt = _asked("date_unreadable", text) if times.code == "time_unreadable" else times
        return Moment(found, doubts=(_whole(doubt, found), *taken))
    return _moment(found, times, taken)


def _with_this_century(doubt: Doubt, text: str, calendar: Calendar) -> Doubt:
    """The doubt about a year in two digits, with the days that it is in this century; else as it is."""
    if doubt.code != "two_digit_year":
        return doubt
    meant = read_moment(text, replace(calendar, short_years=True))
    if meant.day is None:
        return replace(doubt, offers=next((one.offers for one in meant.doubts), ()))
    return replace(doubt, offers=(f"{meant.day} {meant.starts:%H:%M}" if meant.starts else str(meant.day),))


def _whole(doubt: Doubt, day: date) -> Doubt:
    """The doubt about a time in a cell that has a day too: what would answer it has both."""
    return replace(doubt, offers=tuple(f"{day} {offer}" for offer in doubt.offers))


def _moment(day: date | None, times: Times, doubts: tuple[Doubt, ...] = ()) -> Moment:
    doubts = (*doubts, times.doubt) if times.doubt else doubts
    return Moment(day, times.starts, times.ends, doubts, times.zone, times.starts is None)


def _with_year_joined(words: str, year: int | None) -> str:
    """The words, the campaign's year joined to the day before it: "7/4 2018". Another number there may be an hour."""
    return re.sub(rf"(\d([./-])\d{{1,2}}) (?={year}(?![\d:.-]))", r"\1\2", words) if year else words


def _find_day(text: str, words: str, calendar: Calendar) -> tuple[date | Doubt, str] | None:
    """The day that words name, or why it cannot be told, and the words around it; ``None`` without a day."""
    if other := find_other(words, months()):
        return _of_other_calendar(text, other)
    if names_several(words):
        return _asked("several_days", text), ""
    if match := YEAR_FIRST.search(words) or _COMPACT.search(words) or _EASTERN.search(words):
        year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
        found = _day(text, year, month, day)
    elif match := NUMERIC.search(_with_year_joined(words, calendar.year)):
        found = _ordered(text, match, _year(text, match[4], calendar), calendar)
    elif match := next((m for pattern in _written() if (m := pattern.search(words))), None):
        written = match["year"] or match.groupdict().get("short")
        full = _year(text, written, calendar) if written else calendar.year or _asked("no_year", text)
        found = (
            full if isinstance(full, Doubt) else _day(text, full, months()[match["month"]], int(match["day"]))
        )
    elif match := _EASTERN_SHORT.search(words):
        found = (
            _day(text, calendar.year, int(match[1]), int(match[2]))
            if calendar.year
            else _asked("no_year", text)
        )
    else:
        return None
    return found, f"{words[: match.start()]} {words[match.end() :]}"


def _of_other_calendar(text: str, other: OtherDay) -> tuple[date | Doubt, str]:
    """A day of another calendar; a year alone, such as 1404 or 2568, is asked about before it is taken."""
    if other.day is None:
        return _asked("date_impossible", text), other.rest
    if other.is_named:
        return other.day, other.rest
    return (
        question(_CALENDARS[other.calendar], text=cut(text), day=other.day, offers=(str(other.day),)),
        other.rest,
    )


def _find_short(text: str, words: str, calendar: Calendar) -> tuple[date | Doubt, str] | None:
    """The day in "7/4" or "7.4.", which might be a time as well: it counts only where it can be a date."""
    match = _SHORT.search(words)
    if not match or only_order(int(match[1]), int(match[3])) == "impossible":
        return None
    found = _ordered(text, match, calendar.year or _asked("no_year", text), calendar)
    return found, f"{words[: match.start()]} {words[match.end() :]}"


def _ordered(text: str, match: re.Match[str], year: int | Doubt, calendar: Calendar) -> date | Doubt:
    """The day of two numbers and a year, in the file's order."""
    first, second = int(match[1]), int(match[3])
    if isinstance(year, Doubt):
        return year
    order, only = calendar.order, only_order(first, second)
    if only == "impossible":
        return _asked("date_impossible", text)
    if only and order not in {only, "unknown"}:
        return _asked(
            "date_of_other_order" if order == "day first" else "date_of_other_order_month_first", text
        )
    if order == "unknown" and match[2] == ".":
        order = "day first"  # nobody puts points between month and day
    if order == "unknown" and first != second and not only:
        return _two_ways(text, year, first, second)
    day_first = "day first" in {only, order}
    return _day(text, year, *((second, first) if day_first else (first, second)))


def _day(text: str, year: int, month: int, day: int) -> date | Doubt:
    try:
        found = date(year, month, day)
    except ValueError:
        return _asked("date_impossible", text)
    return found if FIRST_YEAR <= year <= LAST_YEAR else _asked("date_impossible", text)


def _year(text: str, written: str, calendar: Calendar) -> int | Doubt:
    if len(written.lstrip("'")) == 4:
        return int(written)
    if calendar.short_years:
        short = int(written.lstrip("'"))
        return 2000 + short if short < _FIRST_BUDDHIST or not has_thai(text) else 2500 + short - BUDDHIST
    return _asked("two_digit_year", text)


def _names_year(text: str, found: date) -> bool:
    """Whether the year was written, in two digits or as one of another calendar too; else the file's was taken."""
    words = plain_dashes(text)
    return (
        str(found.year) in words or find_other(words, months()) is not None or bool(_SHORT_YEAR.search(words))
    )


def _without_weekdays(rest: str) -> tuple[str, frozenset[int]]:
    """The text without names of weekdays, and the weekdays (Monday is 0) that these can mean."""
    named = [weekdays()[word] for word in WORD.findall(rest) if word in weekdays()]
    if not named:
        return rest, frozenset()
    kept = re.sub(rf"({WORD.pattern})(?:-feira)?\.?", lambda m: "" if m[1] in weekdays() else m[0], rest)
    return kept, frozenset.intersection(*named) or frozenset(range(7))


@cache
def _written() -> tuple[re.Pattern[str], ...]:
    """Patterns of "2025. június 14.", "7 April 2018", "7. April", "7 de abril de 2018", "1er avril"; "April 7th"."""
    names = month()
    day = rf"(?<!\d)(?P<day>\d{{1,2}})\s*{ORDINAL}[\s.,/-]*(?:(?:of|de|del|di)\s+)?"
    return (
        re.compile(
            rf"(?<!\d)(?P<year>\d{{4}})[.,/ -]+(?P<month>{names})\b[. /-]*(?P<day>\d{{1,2}})(?![\d:])\.?"
        ),
        re.compile(rf"{day}(?P<month>{names})\b\.?{_YEAR}"),
        re.compile(rf"\b(?P<month>{names})\b\.?\s*(?:the\s+)?(?P<day>\d{{1,2}})(?![\d:]){ORDINAL}{_YEAR}"),
    )


def _asked(code: str, text: str) -> Doubt:
    return question(code, text=cut(text))


def _two_ways(text: str, year: int, first: int, second: int) -> Doubt:
    one, other = date(year, second, first), date(year, first, second)
    return question("date_order", text=cut(text), one=one, other=other, offers=(str(one), str(other)))
