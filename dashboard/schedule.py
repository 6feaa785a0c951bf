"""When actions are, as instants: which comes next, and whether all are over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from dashboard.i18n.formats import zone
from dashboard.model import PublicAction, Status

USUAL_LENGTH = timedelta(hours=2)
CALLED_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})
"""What does not take place when it was to: no time of it holds."""
_SETTLED = CALLED_OFF | {Status.HAPPENED}
"""Of which somebody has said that it happened, or that it does not: its hours say no more of that."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The action that begins next, and how long until then."""

    action: PublicAction
    left: timedelta


@dataclass(frozen=True, slots=True)
class Agenda:
    """The starts of the actions that are to take place, as UTC instants in order, and the actions beside them."""

    starts: tuple[datetime, ...]
    actions: tuple[PublicAction, ...]
    ends: tuple[datetime, ...] = ()
    """When they are over, in order as well."""

    def next(self, now: datetime) -> Coming | None:
        """The first action after ``now``; ``None`` when all have begun."""
        position = bisect_right(self.starts, now)
        if position == len(self.starts):
            return None
        return Coming(self.actions[position], self.starts[position] - now)

    def under_way(self, now: datetime) -> int:
        """How many have begun and are not over."""
        return bisect_right(self.starts, now) - bisect_right(self.ends, now)


def agenda(actions: Iterable[PublicAction]) -> Agenda:
    """The agenda of all actions with a known day and time that are not called off."""
    standing = (action for action in actions if action.status not in CALLED_OFF)
    known = [(start, action) for action in standing if (start := start_of(action))]
    known.sort(key=lambda one: (one[0], one[1].city, one[1].country_code))
    return Agenda(
        tuple(start for start, _ in known),
        tuple(action for _, action in known),
        tuple(
            sorted(start if one.status is Status.HAPPENED else over_at(one) or start for start, one in known)
        ),
    )


def clock_changes_at(day: date, at: time, timezone: str) -> int:
    """What the clocks do at a local time: 1 if they skip it, -1 if they show it twice, 0 on any other day."""
    there = zone(timezone)
    first, second = (datetime.combine(day, at, there).replace(fold=fold) for fold in (0, 1))
    try:
        if there is None or first.utcoffset() == second.utcoffset():
            return 0
        return -1 if first.astimezone(UTC).astimezone(there).replace(fold=0) == first else 1
    except OverflowError:
        return 0


def is_under_way(action: PublicAction, now: datetime) -> bool:
    """Whether an action has begun and is not over; one without an end is taken to last `USUAL_LENGTH`."""
    start, over = start_of(action), over_at(action)
    return action.status not in _SETTLED and start is not None and over is not None and start <= now < over


def is_over(action: PublicAction, now: datetime) -> bool:
    """Whether to say that it is over, which is not said of what was called off or is said to have happened."""
    over = over_at(action)
    return action.status not in _SETTLED and over is not None and over <= now


def over_at(action: PublicAction) -> datetime | None:
    """From when an action is taken to be over, in UTC; ``None`` while its day or zone is not known."""
    start, last = start_of(action), action.last_day or action.day
    if start and (action.ends or not action.last_day):
        return end_of(action) or start + USUAL_LENGTH
    if last is None or last == date.max:
        return None
    return start_of(replace(action, day=last + timedelta(days=1), starts=time()))


def end_of(action: PublicAction) -> datetime | None:
    """The instant an action ends, in UTC, the next day if it ends earlier than it begins; None while not known."""
    start = start_of(action)
    if start is None or action.ends is None or action.day is None:
        return None
    overnight = action.starts is not None and action.ends <= action.starts
    last = action.last_day or action.day + timedelta(days=overnight)
    return start_of(replace(action, starts=action.ends, day=last))


def start_of(action: PublicAction) -> datetime | None:
    """The instant an action begins, in UTC; ``None`` while its day, time or zone is not known."""
    there = zone(action.timezone)
    if there is None or action.day is None or action.starts is None:
        return None
    try:
        return datetime.combine(action.day, action.starts, there).astimezone(UTC)
    except OverflowError:
        return None
