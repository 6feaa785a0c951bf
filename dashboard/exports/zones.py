"""Time zones as calendar files describe them: VTIMEZONE, with a yearly rule wherever the clocks follow one.

Apple and Google know zones by their names and look no further. Outlook reads the description, but makes of it one
change a year to summer time and one back, and skips lists of dates, which is what `icalendar` describes a zone by. So
the changes of the clocks are found here, and told as a rule where the years in question agree on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_A_DAY: Final = timedelta(days=1)
_A_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clocks: what they show just before it, and how far they are from UTC before and after."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str


@lru_cache(maxsize=1024)
def describe(name: str, first_year: int, last_year: int) -> Timezone:
    """The description of a zone that is known, right for every time in these years, both included."""
    place = ZoneInfo(name)
    changes = tuple(changes_of(place, first_year - 1, last_year))
    if not changes or changes[0].onset.year >= first_year:
        changes = (_beginning(place, first_year - 1), *changes)
    winter = min(offset for change in changes for offset in (change.before, change.after))
    described = Timezone()
    described.add("tzid", name)
    for change, rule in _rules(changes):
        described.add_component(_observance(change, rule, is_summer=change.after > winter))
    return described


def changes_of(place: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """The changes of the clocks in these years (of UTC), both included."""
    at, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        if _offset(place, at) != _offset(place, at + _A_DAY):
            moment = _moment_of_change(place, at)
            local = moment.astimezone(place)
            before, after = _offset(place, moment - _A_MINUTE), _offset(place, moment)
            yield Change((moment + before).replace(tzinfo=None), before, after, local.tzname() or "")
        at += _A_DAY


def _moment_of_change(place: ZoneInfo, day: datetime) -> datetime:
    """The minute in the 24 hours after ``day`` from which on the clocks differ."""
    early, late, before = 0, 24 * 60, _offset(place, day)
    while late - early > 1:
        middle = (early + late) // 2
        if _offset(place, day + middle * _A_MINUTE) == before:
            early = middle
        else:
            late = middle
    return day + late * _A_MINUTE


def _offset(place: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()


def _beginning(place: ZoneInfo, year: int) -> Change:
    """What the clocks show from the first day of a year on, for a zone that does not change them before."""
    local = datetime(year, 1, 1, tzinfo=place)
    offset = local.utcoffset() or timedelta()
    return Change(local.replace(tzinfo=None), offset, offset, local.tzname() or "")


def _rules(changes: Sequence[Change]) -> Iterator[tuple[Change, vRecur | None]]:
    """The first of the changes that recur each year, with its rule; and each of those that follow no rule."""

    def kind(change: Change) -> tuple[timedelta, timedelta, str]:
        return change.before, change.after, change.name

    ordered = sorted(changes, key=lambda change: (*kind(change), change.onset))
    for _, group in groupby(ordered, key=kind):
        alike = list(group)
        rule = _yearly_rule([change.onset for change in alike])
        yield from [(alike[0], rule)] if rule else ((change, None) for change in alike)


def _observance(
    change: Change, rule: vRecur | None, *, is_summer: bool
) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if is_summer else TimezoneStandard()
    observance.DTSTART = change.onset
    observance.TZOFFSETFROM, observance.TZOFFSETTO = change.before, change.after
    observance.add("tzname", change.name)
    if rule:
        observance.add("rrule", rule)
    return observance


def _yearly_rule(onsets: Sequence[datetime]) -> vRecur | None:
    """The rule that these follow, such as the last Sunday in March at 1:00; ``None`` if it is no such rule."""
    years = [onset.year for onset in onsets]
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    weeks = set.intersection(*({_week(onset), _week_from_the_end(onset)} for onset in onsets))
    if len(onsets) < 2 or len(same) > 1 or not weeks or years != list(range(years[0], years[-1] + 1)):
        return None
    day = f"{min(weeks)}{_WEEKDAYS[onsets[0].weekday()]}"
    return vRecur({"FREQ": "YEARLY", "BYMONTH": onsets[0].month, "BYDAY": day})


def _week(onset: datetime) -> int:
    return (onset.day - 1) // 7 + 1


def _week_from_the_end(onset: datetime) -> int:
    """-1 in the last seven days of its month; otherwise the same as from the beginning."""
    return -1 if (onset + 7 * _A_DAY).month != onset.month else _week(onset)
