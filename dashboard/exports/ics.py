"""Calendar files (iCalendar, RFC 5545) to subscribe to, or to take one action from.

- The UID of an action is its public name, the same on every host and in every file, so that a calendar that was
  subscribed to twice holds it once and one that moves is changed where it stands.
- Times are local times in the zone of the action, which is described in the file. A day without a time is all day;
  an action without a day cannot stand in a calendar and is left out.
- Everything follows from what is public: the same actions are the same bytes. What changed is told by
  ``LAST-MODIFIED`` and a ``SEQUENCE`` that grows even when an action was hidden for a while.
- One that is cancelled stays as ``CANCELLED``. One that is withdrawn is gone without a trace: subscribers' calendars
  drop what the file no longer holds, and a note about it would tell what is to be told no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from icalendar import Calendar, Event, vDuration, vText, vUri

from dashboard.exports.edition import LONG_AGO, PLAIN, Edition, Told, changed_at
from dashboard.exports.wording import heading, lines, link_of, one_line, where
from dashboard.exports.zones import describe
from dashboard.i18n import Speech, speech
from dashboard.i18n.formats import zone
from dashboard.model import OWN_POINT, Campaign, PublicAction, Status
from dashboard.schedule import over_at

_ASK_AGAIN: Final = timedelta(hours=1)
_A_DAY: Final = timedelta(days=1)
_END: Final = b"END:VCALENDAR\r\n"
_STATUS: Final = {
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HAPPENED: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "TENTATIVE",
}


def told(spoken: Speech) -> Told:
    """The name of the format, and what it is good for."""
    return Told(
        spoken.text("Calendar"),
        spoken.text(
            "The actions in the calendar of your phone or computer. It follows when one moves or is cancelled."
        ),
    )


def write_ics(campaign: Campaign, actions: Iterable[PublicAction], edition: Edition = PLAIN) -> bytes:
    """One event for each action whose day is known, after the zones of all of them."""
    spoken, given = speech(edition.language), list(actions)
    dated = [action for action in given if action.day]
    calendar = _calendar(campaign, edition, spoken, undated=len(given) - len(dated))
    # A calendar must hold something, and one without an event holds the zone that everybody knows.
    for name, (first_year, last_year) in (_zones(dated) or {"UTC": (2018, 2018)}).items():
        calendar.add_component(describe(name, first_year, last_year))
    empty: bytes = calendar.to_ical()
    for_all = Edition(edition.language, page=edition.page)
    events = (_event(campaign, action, changed_at(action), for_all) for action in dated)
    return b"".join((empty.removesuffix(_END), *events, _END))


def _calendar(campaign: Campaign, edition: Edition, spoken: Speech, *, undated: int) -> Calendar:
    title, about = one_line(edition.title(campaign)), _about(campaign, spoken, undated)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Solidarity Action Map//Actions//{spoken.language.upper()}")
    calendar.add("method", "PUBLISH")
    for names, text in ((("name", "x-wr-calname"), title), (("description", "x-wr-caldesc"), about)):
        for name in names if text else ():
            calendar.add(name, vText(text))
    calendar.add("refresh-interval", vDuration(_ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_ASK_AGAIN))
    if edition.address:
        calendar.add("source", vUri(edition.address), parameters={"VALUE": "URI"})
    return calendar


def _about(campaign: Campaign, spoken: Speech, undated: int) -> str:
    """What the calendar is, and what it leaves out."""
    example = spoken.text("This is example data.") if campaign.is_example else ""
    left_out = spoken.count(
        "{n} action has no day yet, and is left out.", "{n} actions have no day yet, and are left out.", undated
    ) if undated else ""  # fmt: skip
    return " ".join(part for part in (example, one_line(campaign.summary), left_out) if part)


def _zones(actions: Iterable[PublicAction]) -> dict[str, tuple[int, int]]:
    """The zones of the actions that have a time, each with its first and last year."""
    years: dict[str, list[int]] = {}
    for action in actions:
        if action.day and _starts(action):
            # An action may end after midnight.
            last = (action.last_day or action.day) + _A_DAY
            years.setdefault(action.timezone, []).extend((action.day.year, last.year))
    return {name: (min(known), max(known)) for name, known in sorted(years.items())}


@lru_cache(maxsize=16_384)
def _event(campaign: Campaign, action: PublicAction, changed: datetime, edition: Edition) -> bytes:
    """An action as an event. It is kept, as most actions are as they were in the last version, or under other filters.

    ``changed`` is of the action, which is equal to one that changed and changed back.
    """
    event, spoken = Event(), speech(edition.language)
    event.add("uid", f"{action.uid}@solidarity-action-map")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - LONG_AGO).total_seconds())))
    for name, moment in _when(action):
        event.add(name, moment)
    event.add("summary", vText(heading(campaign, action, spoken)))
    event.add("location", vText(where(action, spoken)))
    event.add("description", vText("\n".join(lines(campaign, action, edition, spoken))))
    event.add("status", _STATUS[action.status])
    event.add("transp", "TRANSPARENT")  # who follows a campaign is not busy all the time
    if action.precision in OWN_POINT:  # the centre of a city would be taken for an address
        event.add("geo", (round(action.latitude, 6), round(action.longitude, 6)))
    if link := link_of(action) or edition.page(action):
        event.add("url", vUri(link))
    written: bytes = event.to_ical()
    return written


def _when(action: PublicAction) -> Iterator[tuple[str, date]]:
    starts, ends = _starts(action), _ends(action)
    if starts:
        yield "dtstart", starts
        if ends:
            yield "dtend", ends
    elif action.day:
        yield "dtstart", action.day
        yield "dtend", (action.last_day or action.day) + _A_DAY  # the first day after it


def _starts(action: PublicAction) -> datetime | None:
    """When it begins; ``None`` while the time is not known, or the zone, without which a time says nothing."""
    there = zone(action.timezone)
    if not there or action.day is None or action.starts is None:
        return None
    return datetime.combine(action.day, action.starts, there)


def _ends(action: PublicAction) -> datetime | None:
    """When it ends, on the next day or its last one if need be.

    Where nobody has given an end, it is when everything of ours takes the action to be over: programs show an event
    of no length badly or not at all. The words of the event name its start alone.
    """
    starts, over = _starts(action), over_at(action)
    ends = over.astimezone(starts.tzinfo) if starts and over else None
    return ends if starts and ends and ends.timestamp() > starts.timestamp() else None
