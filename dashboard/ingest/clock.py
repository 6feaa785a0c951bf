"""Times as people write them -> local times: ``2pm``, ``14h30``, ``14 Uhr``, ``14:00–16:00``, ``noon``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from dashboard.ingest.clean import plain
from dashboard.ingest.doubt import Doubt, note, quoted


@dataclass(frozen=True, slots=True)
class Times:
    """When something starts and, if that is said, when it ends."""

    starts: time
    ends: time | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    """A time as written: ``half`` is ``a``, ``p`` or nothing; ``marked`` if it can be nothing but a time."""

    hour: int
    minute: int
    half: str
    marked: bool


_UNIT = r"(?:o'?clock|hours?|hrs?|heures?|horas?|hs?|uhr|ore|ora|uur|u|час(?:а|ов)?|ч|godz)"
_POINT = (
    r"(?:(?P<ahead{n}>h|ore)\.?\s*)?(?P<hour{n}>\d{{1,2}})"
    r"(?:\s?[:.]\s?(?P<minute{n}>\d{{2}})(?::\d{{2}}(?:\.\d+)?)?"
    r"|\s*{unit}\.?\s*(?P<after{n}>\d{{2}})(?:\s*(?:min|мин))?)?"
    r"\s*(?P<unit{n}>{unit}\b\.?)?\s*(?P<half{n}>[ap]\.?\s?m\b\.?)?"
)
_TO = (
    r"\s*(?:-|~|/|to|till?|until|bis|hasta(?: las?)?|a(?: las?)?|ate(?: as)?|(?:fino )?alle|jusqu'?a"
    r"|до|по)\s*"
)
_LEAD_IN = (
    "a alle ab about am and approx approximately around as at beginn begins ca circa dal dalle de den der "
    "des desde dia du e el et from gegen heure hora il inizio jour la las le los o on os partir sobre "
    "start starting starts t the time uhrzeit um und ut v vers von y в г года и начало около от с"
)
LEAD_IN = frozenset(_LEAD_IN.split())
"""Words before a time or around a date that say nothing more."""

_TIMES = re.compile(
    _POINT.format(n=1, unit=_UNIT) + "(?:" + _TO + _POINT.format(n=2, unit=_UNIT) + r")?[\s.,;-]*"
)
_LONGEST = 100  # a longer text is no time, and is not worth a search
_COMPACT = re.compile(r"([01]\d|2[0-3])([0-5][05])\s*(?:h|hrs?|hours?|uhr)?|([01]\d|2[0-3])([0-5]\d)[0-5]\d")

# A part of the day decides the half of it: "2 de la tarde" can be nothing but 14:00.
_PARTS = (
    (
        r"\b(?:in the afternoon|de la tarde|da tarde|de l'apres[- ]midi|nachmittags|del pomeriggio|"
        r"in the evening|de la noche|da noite|du soir|abends|di sera|вечера)\b",
        "pm",
    ),
    (
        r"\b(?:in the morning|de la manana|da manha|du matin|morgens|vormittags|del mattino|di mattina|"
        r"утра)\b",
        "am",
    ),
    (r"\b(?:12 )?(?:noon|midday|midi|mediodia|meio[- ]dia|mittags?|mezzogiorno|полдень)\b", "12:00"),
)
_LOCAL = re.compile(
    r"[,(\s]*\b(?:local time|local|hora local|heure locale|ortszeit|lokale zeit|ora locale|"
    r"(?:по )?местному времени|местного времени)\b[)\s]*$"
)
_ZONE = re.compile(
    r"(?:[\s(]*\b(?:(?:utc|gmt)\s*[-+]?\s*\d{0,2}(?::?\d{2})?|[a-z]{1,4}t|wib|msk|мск|z|[a-z]+/[a-z_]+)\)?"
    r"|(?<=\d)z|\s*\+\d{1,2}(?::?\d{2})?|(?<=:\d\d:\d\d)-\d{2}:?\d{2})\s*$"
)


@lru_cache(maxsize=10_000)
def read_times(text: str) -> Times | Doubt:
    """The time or times that a text consists of, or the doubt why it cannot be told."""
    if len(text) > _LONGEST:
        return _unreadable(text, "")
    words = re.sub("[‐‑‒–—―−]", "-", plain(text)).replace("’", "'")
    words = _LOCAL.sub("", words)
    if (zone := _ZONE.search(words)) and isinstance(_parse(words[: zone.start()]), Times):
        return zone_doubt(text)
    found = _parse(words)
    if isinstance(found, Times):
        return found
    return _unreadable(text, found)


def _unreadable(text: str, why: str) -> Doubt:
    return Doubt(
        "time_unreadable",
        f"We could not read {quoted(text)} as a time{f' ({why})' if why else ''}. Write it such as "
        "14:00 or 2 pm.",
    )


def zone_doubt(text: str) -> Doubt:
    """A time with a zone: its local time could only be known once the place is."""
    return Doubt(
        "time_zone",
        f"{quoted(text)} names a time zone. Times are shown as the local time of the place: write that "
        "alone, such as 14:00.",
    )


def _parse(words: str) -> Times | str:
    """The times, or why there are none (which may be empty)."""
    for pattern, meaning in _PARTS:
        words = re.sub(pattern, meaning, words)
    words = without_lead_in(words)
    if compact := _COMPACT.fullmatch(words):
        return Times(time(int(compact[1] or compact[3]), int(compact[2] or compact[4])))
    match = _TIMES.fullmatch(words)
    if not match:
        return ""
    first = _point(match, 1)
    if match["hour2"] is None:
        if not first.marked and first.hour < 13:
            return "morning or afternoon?"
        return _single(first)
    return _range(first, _point(match, 2))


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
    return _Point(int(match[f"hour{number}"]), int(minute or 0), half, marked)


def _single(point: _Point) -> Times | str:
    moment = _time(point)
    if moment is None:
        return "there is no such time"
    early = not point.half and 1 <= point.hour <= 5
    return Times(moment, None, _early(moment) if early else None)


def _range(first: _Point, last: _Point) -> Times | str:
    if not (first.marked or last.marked or (first.hour >= 13 and last.hour >= 13)):
        return "two numbers, but are they times?"
    if last.half and not first.half and first.hour <= 12:
        # "2-4pm" is afternoon twice; "11-1pm" begins in the morning.
        crosses = first.hour % 12 > last.hour % 12
        first = _Point(
            first.hour, first.minute, ("a" if last.half == "p" else "p") if crosses else last.half, True
        )
    starts, ends = _time(first), _time(last)
    if last.hour == 24 and not last.minute and not last.half:
        ends = time(0)
    if starts is None or ends is None:
        return "there is no such time"
    early = not first.half and 1 <= first.hour <= 5
    return Times(starts, ends, _early(starts) if early else None)


def _time(point: _Point) -> time | None:
    hour = point.hour
    if point.half and hour <= 12:
        if not hour:
            return None
        hour = hour % 12 + (12 if point.half == "p" else 0)
    elif point.half == "a":
        return None
    return time(hour, point.minute) if hour < 24 and point.minute < 60 else None


def _early(moment: time) -> Doubt:
    return note(
        "early_hour",
        f"Read as {moment:%H:%M}, in the night. If the afternoon is meant, write "
        f"{moment.hour + 12}:{moment:%M}.",
    )
