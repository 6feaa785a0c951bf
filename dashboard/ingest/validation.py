"""Row -> Submission, or the problems why it cannot be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.ingest.cells import PLACE_TEXTS, Cells, read_cells
from dashboard.ingest.columns import Columns
from dashboard.ingest.doubt import Doubt, note, quoted
from dashboard.ingest.publicity import doubt_of, says_yes
from dashboard.ingest.reader import Row
from dashboard.ingest.values import (
    is_online,
    is_yes,
    read_degrees,
    read_link,
    read_people,
    read_status,
    split_coordinates,
)
from dashboard.ingest.when import Calendar, Moment, read_moment
from dashboard.ingest.zones import ANY_SEASON
from dashboard.model import Effect, PlaceQuery, RowProblem, Submission

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_POLE = 90
_OF_PRIVACY = ("private", "consent", "publicity", "status")
_NO_MOMENT = Moment()


def read_row(
    row: Row, header: Sequence[str], columns: Columns, calendar: Calendar
) -> tuple[Submission | None, list[RowProblem]]:
    """The submission in a row with its notes and questions; or ``None`` with at least one REFUSAL."""
    cells = read_cells(row, header, columns)
    place = _place(cells)
    if place is None:
        return None, cells.problems
    moment = _moment(cells, calendar)
    organiser, contact = _people_behind(cells)
    status, status_doubt = read_status(cells.text("status"))
    people, people_doubt = read_people(cells.text("expected_people"))
    came, came_doubt = read_people(cells.text("reported_people"))
    link, link_doubt = read_link(cells.text("link"))
    hidden = _not_public(cells)
    cells.add("status", None if "status" in hidden else status_doubt)
    cells.add("expected_people", people_doubt)
    cells.add("reported_people", came_doubt)
    cells.add("link", link_doubt)
    submission = Submission(
        line=row.line,
        raw=dict(zip(header, row.cells, strict=True)),
        place=place,
        day=moment.day,
        starts=moment.starts,
        ends=moment.ends,
        clock=moment.zone,
        no_default=_without_default(cells, moment),
        title=cells.text("title"),
        description=cells.text("description"),
        organiser=organiser,
        contact=contact,
        link=link,
        status=status,
        expected_people=people,
        language=cells.text("language"),
        own_id=cells.text("own_id"),
        reported_people=came,
    )
    return submission, cells.problems


def read_place(
    row: Row, header: Sequence[str], columns: Columns
) -> tuple[PlaceQuery | None, list[RowProblem]]:
    """What a row says of where it is, whatever else is in it; or ``None`` with at least one REFUSAL."""
    cells = read_cells(row, header, columns)
    return _place(cells), cells.problems


def _place(cells: Cells) -> PlaceQuery | None:
    """What the row says of where it is, or ``None`` with a REFUSAL if that is nothing."""
    texts = {name: text for name in PLACE_TEXTS if (text := cells.text(name))}
    online = [name for name, text in texts.items() if is_online(text)]
    named = {name: text for name, text in texts.items() if name not in online}
    point = _point(cells, has_text=bool(named))
    if any(problem.effect is Effect.REFUSAL for problem in cells.problems):
        return None
    if not named and point is None:
        if online or is_yes(cells.text("online")):
            where = online[0] if online else "online"
            cells.refuse(
                where, "online_only", "It happens online only, so there is no place on the map for it."
            )
        else:
            cells.refuse("", "no_place", "No place is given. Write at least a city or a country.")
        return None
    if is_yes(cells.text("online")) and not online and named.keys() <= {"country", "region"} and not point:
        cells.refuse(
            "online", "online_only", "It happens online only, so there is no place on the map for it."
        )
        return None
    if online:
        elsewhere = next(iter(named.values()), "coordinates")
        cells.add(
            online[0],
            Doubt(
                "online_or_there",
                f"It says {quoted(texts[online[0]])}, and also {elsewhere}. Can people go there?",
            ),
        )
    latitude, longitude = point or (None, None)
    return PlaceQuery(
        text=named.get("place", ""),
        venue=named.get("venue", ""),
        address=named.get("address", ""),
        city=named.get("city", ""),
        region=named.get("region", ""),
        country=named.get("country", ""),
        latitude=latitude,
        longitude=longitude,
    )


def _point(cells: Cells, *, has_text: bool) -> tuple[float, float] | None:
    """Coordinates. Unreadable ones are left out where a text names the place; else the row is refused.

    What can be read but not meant, 0, 0 beside a named place or a latitude that is a longitude, is kept: what may
    have been meant instead is asked where places are looked up.
    """
    latitude, longitude, column = cells.text("latitude"), cells.text("longitude"), "latitude"
    if not (latitude or longitude) and (both := cells.text("coordinates")):
        column = "coordinates"
        latitude, longitude = split_coordinates(both) or (both, both)
    if not (latitude or longitude):
        return None
    point = read_degrees(latitude, is_latitude=True), read_degrees(longitude, is_latitude=False)
    if point[0] is not None and point[1] is not None and (has_text or point != (0, 0)):
        return point[0], point[1]
    swapped = read_degrees(latitude, is_latitude=False), read_degrees(longitude, is_latitude=True)
    if swapped[0] is not None and swapped[1] is not None and abs(swapped[0]) > _POLE:
        return swapped[0], swapped[1]
    if column == "latitude" and (not longitude or point[0] is not None):
        column = "latitude" if not latitude else "longitude"
    code, sentence = _wrong_point(latitude, longitude, point)
    if has_text:
        cells.add(column, note(code, f"{sentence} The place is looked up by its name."))
    else:
        cells.refuse(column, code, f"{sentence} Correct it, or write the place's name.")
    return None


def _wrong_point(latitude: str, longitude: str, point: tuple[float | None, float | None]) -> tuple[str, str]:
    if not latitude or not longitude:
        missing, given = ("latitude", longitude) if not latitude else ("longitude", latitude)
        return "lone_coordinate", f"There is no {missing} beside {quoted(given)}."
    if point == (0, 0):
        return "null_island", "The coordinates 0, 0 lie in the sea off Africa."
    if (
        read_degrees(longitude, is_latitude=True) is not None
        and read_degrees(latitude, is_latitude=False) is not None
    ):
        return (
            "coordinates_swapped",
            f"{quoted(latitude)} is no latitude; perhaps latitude and longitude are swapped.",
        )
    written = latitude if latitude == longitude else f"{latitude}, {longitude}"
    return "coordinates_unreadable", f"{quoted(written)} cannot be read as latitude and longitude."


def _not_public(cells: Cells) -> list[str]:
    """Ask about each column by which the row is not to be published; the fields of those columns."""
    found = []
    for name in _OF_PRIVACY:
        doubt = doubt_of(name, cells.text(name)) if name in cells.columns.indices else None
        if doubt:
            cells.add(name, doubt)
            found.append(name)
    return found


def _moment(cells: Cells, calendar: Calendar) -> Moment:
    """When it is, from the columns of day, start and end, each of which may hold a date, times or both."""
    day, starts, ends, last = (
        _one_moment(cells, name, calendar) for name in ("day", "starts", "ends", "last_day")
    )
    if says_yes(cells.text("all_day")):
        day, starts, ends = (
            replace(one, starts=None, ends=None, is_untimed=True) for one in (day, starts, ends)
        )
    for one, other in ((day.day, starts.day), (day.starts, starts.starts)):
        if one and other and one != other:
            cells.add(
                "starts", Doubt("two_answers", f"Is it {one} or {other}? The two columns do not agree.")
            )
    first, final = day.day or starts.day, ends.day or last.day
    is_longer = bool(final and first and final != first)
    if is_longer:
        where = "ends" if ends.day else "last_day"
        cells.add(
            where, note("another_day", f"It ends on another day, {final}; the map shows the first day.")
        )
    return Moment(
        day.day or starts.day,
        starts.starts or day.starts,
        None if is_longer else ends.starts or last.starts or starts.ends or day.ends,
        (*day.doubts, *starts.doubts),
        starts.zone or day.zone or (_clock_of_column(cells) if starts.starts or day.starts else ""),
        day.is_untimed or starts.is_untimed,
    )


def _clock_of_column(cells: Cells) -> str:
    zone = cells.text("zone")
    return f"{ANY_SEASON}{zone}" if zone else ""


def _without_default(cells: Cells, moment: Moment) -> tuple[str, ...]:
    """What the campaign's own day and hour must not stand in for: see `Submission.no_default`."""
    unread = any(doubt.effect is Effect.QUESTION for doubt in moment.doubts)
    names = []
    if moment.day is None and (unread or "day" in cells.left_open):
        names.append("day")
    unread_hour = unread and (moment.day is not None or bool(cells.text("starts")))
    if moment.starts is None and (unread_hour or moment.is_untimed or "starts" in cells.left_open):
        names.append("starts")
    return tuple(names)


def _one_moment(cells: Cells, name: str, calendar: Calendar) -> Moment:
    text = cells.text(name)
    moment = read_moment(text, calendar, time_first=name != "day") if text else _NO_MOMENT
    for doubt in moment.doubts:
        cells.add(name, doubt)
    return moment


def _people_behind(cells: Cells) -> tuple[str, str]:
    """The public name of the organiser and the private contact. An e-mail address is never a public name."""
    organiser, contact = cells.text("organiser"), cells.text("contact")
    if "@" in organiser and _EMAIL.search(organiser):
        cells.add(
            "organiser",
            note("private_organiser", "An e-mail address is a contact, so it is kept and not shown."),
        )
        return "", f"{contact}\n{organiser}".strip()
    return organiser, contact
