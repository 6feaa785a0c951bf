"""Times as people write them -> local times: ``2pm``, ``14h30``, ``14 Uhr``, ``14:00–16:00``, ``noon``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

from dashboard.ingest.clean import plain
from dashboard.ingest.day_parts import is_all_day, is_midnight, settle
from dashboard.ingest.doubt import Doubt, cut, note, question
from dashboard.ingest.number_words import in_digits
from dashboard.ingest.zones import split_zone


@dataclass(frozen=True, slots=True)
class Times:
    """When something starts and, if that is said, when it ends.

    ``starts`` is ``None`` of what goes on all day. ``zone`` is the clock that the times are of, as it is written, where
    one is named.
    """

    starts: time | None
    ends: time | None = None
    doubt: Doubt | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class _Point:
    """A time as written.

    ``half`` is ``a``, ``p``, ``n`` (evening or night) or nothing. ``marked`` if it can be nothing but a time. ``exact``
    if its hour has two digits or a half; ``twelve`` if it is of a clock with twelve hours.
    """

    hour: int
    minute: int
    half: str
    marked: bool
    exact: bool = True
    twelve: bool = False


_UNIT = r"(?:o'?clock|hours?|hrs?|heures?|horas?|hs?|uhr|ore|ora|uur|u|час(?:а|ов)?|ч|godz)"
_POINT = (
    r"(?:(?P<ahead{n}>h|ore)\.?\s*)?(?P<hour{n}>\d{{1,2}})(?:\s?[:.]\s?(?P<minute{n}>\d{{2}})(?::\d{{2}}(?:\.\d+)?)?|"
    r"\s*{unit}\.?\s*(?P<after{n}>\d{{2}})(?:\s*(?:min|"
    r"мин))?)?\s*(?P<unit{n}>{unit}\b\.?)?\s*(?P<half{n}>[apn]\.?\s?m\b\.?|(?<=\d)[ap]\b\.?)?"
)
_TO = (
    r"\s*(?:-|~|to|till?|until|bis|hasta(?: las?)?|as?(?: las?)?|ate(?: as)?|(?:fino )?alle|jusqu'?a|tot|til|do"
    r"|до|по|الى)\s*"
)
_LEAD_IN = (
    "a al alle ab about am and ao approx approximately around as at beginn begins ca circa dal dalle das de del "
    "den der des desde dia du e el et fra from gegen heure hora il inizio jour la las le los o od om on os partir "
    "sobre luc start starting starts t the time uhrzeit um und ut v van vanaf vers vom von y z в г года р року r roku "
    "и начало около от с з від من"
)
LEAD_IN = frozenset(_LEAD_IN.split())
"""Words before a time or around a date that say nothing more."""

_TIMES = re.compile(
    _POINT.format(n=1, unit=_UNIT) + "(?:" + _TO + _POINT.format(n=2, unit=_UNIT) + r")?[\s.,;-]*"
)
_LONGEST = 100  # a longer text is no time, and is not worth a search
_DASHES = re.compile("[‐‑‒–—―−〜]")
_COMPACT = re.compile(r"([01]\d|2[0-3])([0-5][05])\s*(?:h|hrs?|hours?|uhr)?|([01]\d|2[0-3])([0-5]\d)[0-5]\d")

_DOORS = re.compile(
    r"(?:doors?(?: open)?|einlass|(?:ouverture des )?portes|(?:apertura (?:de )?)?puertas|apertura porte)"
    r"\s*:?\s*(?:at |um |ab |a )?\s*(?:(?P<bare>\d{1,2}(?:[:.]\d\d)?)$|(?=\d))"
)
"""When people are let in, which is seldom in the morning: "doors 6:30"."""
_OFFSET = re.compile(r"(?:\d:\d\d:\d\d(?:\.\d+)?|^t\d\d:\d\d)\s?-\d\d:?\d\d$")  # 14:00:00-03:00 is no range
_SAYS_NO_MORE = re.compile(
    r"[,(\s]*\b(?:sharp|prompt|onwards?|en punto|em ponto|in punto|punktlich|precises|ровно|local time|local|"
    r"hora local|heure locale|ortszeit|lokale zeit|ora locale|(?:по )?местному времени|местного времени|arası|"
    r"(?<=\d)(?:'[td][ae]n?|-kor|-tol))(?!\w)[)\s]*$"
)


@lru_cache(maxsize=10_000)
def read_times(text: str) -> Times | Doubt:
    """The time or times that a text consists of, or the doubt why it cannot be told."""
    if len(text) > _LONGEST:
        return _unreadable(text, "")
    words = _SAYS_NO_MORE.sub("", plain_dashes(text).replace("’", "'"))
    if is_all_day(words):
        return Times(None)
    if is_midnight(words):
        return _midnight(text)
    found = "" if _OFFSET.search(words) else _parse(words, text)
    if isinstance(found, Times):
        return found
    bare, zone = split_zone(words)
    timed = _parse(bare, text) if zone else found
    if isinstance(timed, Times):
        return replace(timed, zone=zone)
    if isinstance(timed, Doubt):
        return timed
    return found if isinstance(found, Doubt) else _unreadable(text, timed or found)


def plain_dashes(text: str) -> str:
    """The text as `plain` writes it, with every kind of dash as the same one, and its numbers in digits."""
    words = plain(text)
    return in_digits(words if words.isascii() else _DASHES.sub("-", words))


def _unreadable(text: str, why: str) -> Doubt:
    return question(why or "time_unreadable", text=cut(text))


def _midnight(text: str) -> Doubt:
    return question("midnight", text=cut(text), offers=("00:00",))


def _which_half(text: str, point: _Point) -> Doubt:
    early, late = f"{point.hour:02}:{point.minute:02}", f"{point.hour % 12 + 12}:{point.minute:02}"
    return question("time_half", text=cut(text), early=early, late=late, offers=(late, early))


def _parse(words: str, written: str) -> Times | Doubt | str:
    """The times, or the code why there are none (which may be empty)."""
    words = without_lead_in(_DOORS.sub(_of_twelve, settle(words).strip()))
    if compact := _COMPACT.fullmatch(words):
        return Times(time(int(compact[1] or compact[3]), int(compact[2] or compact[4])))
    match = _TIMES.fullmatch(words)
    if not match:
        return "time_unreadable"
    first = _point(match, 1)
    if match["hour2"] is None:
        return _single(first, written)
    return _range(first, _point(match, 2), written)


def _of_twelve(match: re.Match[str]) -> str:
    return f"{match['bare']} o'clock" if match["bare"] else ""


def without_lead_in(words: str) -> str:
    """The words without those before the first digit that say nothing: "desde las 14h" becomes "14h"."""
    match = re.match(r"\D*", words)
    lead = match[0] if match else ""
    if re.search(r"[-+/*#]", lead):
        return words
    kept = [word for word in re.findall(r"[^\W\d_]+", lead) if word not in LEAD_IN]
    return " ".join([*kept, words[len(lead) :]]).strip()


def _point(match: re.Match[str], number: int) -> _Point:
    minute = match[f"minute{number}"] or match[f"after{number}"]
    half = (match[f"half{number}"] or "")[:1]
    marked = bool(
        minute or half or match[f"unit{number}"] or match[f"ahead{number}"] or match[f"after{number}"]
    )
    written, unit = match[f"hour{number}"], match[f"unit{number}"] or ""
    exact = len(written) == 2 or half != ""
    return _Point(int(written), int(minute or 0), half, marked, exact, "clock" in unit)


def _is_open(point: _Point) -> bool:
    """Whether it may be in the morning or in the afternoon: "2", "2:00", "2 Uhr", "9 o'clock"; not "02:00"."""
    if point.half or not 1 <= point.hour <= 12:
        return False
    return not point.marked or (point.twelve and point.hour < 12) or (point.hour <= 5 and not point.exact)


def _single(point: _Point, written: str) -> Times | Doubt | str:
    moment = _time(point)
    if moment is None:
        return "time_unreadable_none"
    if point.half in {"a", "n"} and (point.hour, point.minute) == (12, 0):
        return _midnight(written)
    if _is_open(point):
        return _which_half(written, point)
    if not point.marked and point.hour < 13:
        return "time_unreadable_half"
    early = not point.half and 1 <= point.hour <= 5
    return Times(moment, None, _early(moment) if early else None)


def _range(first: _Point, last: _Point, written: str) -> Times | Doubt | str:
    if not (first.marked or last.marked or (first.hour >= 13 and last.hour >= 13)):
        return "time_unreadable_numbers"
    if last.half == "a" and last.hour == 12 and not first.half:
        return "time_unreadable_half"  # many write it for noon
    if first.half and not last.half and last.hour <= 12:
        goes_on = (last.hour % 12, last.minute) > (first.hour % 12, first.minute)
        last = replace(last, half=first.half if goes_on else "p" if first.half == "a" else "a")
    if last.half and not first.half and first.hour <= 12:
        # "2-4pm" is afternoon twice; "11-1pm" begins in the morning.
        crosses = (first.hour % 12, first.minute) > (last.hour % 12, last.minute)
        first = replace(first, half=("a" if last.half != "a" else "p") if crosses else last.half, marked=True)
    starts, ends = _time(first), _time(last)
    if last.hour == 24 and not last.minute and not last.half:
        ends = time(0)
    if starts is None or ends is None:
        return "time_unreadable_none"
    may_be_later = ends <= starts and (starts < time(12) or (last.hour + 12 > starts.hour and not last.exact))
    if last.hour < 13 and not last.half and (_is_open(replace(first, marked=True)) or may_be_later):
        return "time_unreadable_half"  # "noon to 2"
    early = not first.half and 1 <= first.hour <= 5
    return Times(starts, ends, _early(starts) if early else None)


def _time(point: _Point) -> time | None:
    hour = point.hour
    if point.half and hour <= 12:
        if not hour:
            return None
        hour = hour % 12 + (12 if point.half == "p" or (point.half == "n" and 5 <= hour < 12) else 0)
    elif point.half == "a":
        return None
    return time(hour, point.minute) if hour < 24 and point.minute < 60 else None


def _early(moment: time) -> Doubt:
    return note("early_hour", at=moment, later=moment.replace(hour=moment.hour + 12))
