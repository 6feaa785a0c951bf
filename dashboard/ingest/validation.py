"""Row -> Submission, or the problems why it cannot be one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import Final

from dashboard.ingest.cells import Cells, read_cells
from dashboard.ingest.clean import is_nothing, one_line
from dashboard.ingest.columns import PLACE_TEXTS, Columns
from dashboard.ingest.consent_headers import leaves_out_a_part, says_from_when
from dashboard.ingest.doubt import cut, note, question
from dashboard.ingest.file_calendar import Calendar
from dashboard.ingest.forbidding import forbids, is_marked_private, is_strictly_private
from dashboard.ingest.off import is_held_online, is_marked_off, may_call_off, says_it_is_off, status_below
from dashboard.ingest.publicity import PRIVACY_FIELDS, doubt_of, says_yes
from dashboard.ingest.reader import Row
from dashboard.ingest.values import (
    EMAIL,
    OFF,
    is_online,
    read_degrees,
    read_link,
    read_people,
    split_coordinates,
)
from dashboard.ingest.when import Moment, days_meant, read_moment
from dashboard.ingest.zones import ANY_SEASON, zone_of_header
from dashboard.model import Effect, PlaceQuery, RowProblem, Status, Submission

_POLE = 90
_BESIDE_NAME: Final = {
    "latitude_missing": "latitude_missing_beside_name",
    "longitude_missing": "longitude_missing_beside_name",
    "coordinates_swapped": "coordinates_swapped_beside_name",
    "coordinates_unreadable": "coordinates_unreadable_beside_name",
}
"""The code of what is wrong with a point where a name says where it is, too."""
_NO_MOMENT = Moment()
_NAMES: Final = frozenset({"title", "venue", "place"})
_MAY_TELL_WHERE: Final = frozenset({"", "title", "description"})
"""Fields, and columns that are none, in which somebody may say that an action is online."""
_SAID: Final = frozenset({*PLACE_TEXTS, "title", "description", "organiser", "link"})
"""Fields in whose text somebody may say that the row is not to be public."""


def read_row(
    row: Row, header: Sequence[str], columns: Columns, calendar: Calendar, settled: Collection[str] = ()
) -> tuple[Submission | None, list[RowProblem]]:
    """The submission in a row with its notes and questions; or ``None`` with at least one REFUSAL.

    ``settled`` are fields that somebody has answered: what other columns say of them is not asked about.
    """
    cells = read_cells(row, header, columns)
    place = _place(cells)
    if place is None:
        return None, cells.problems
    _ask_if_online(cells, place)
    moment = _moment(cells, calendar)
    organiser, contact = _people_behind(cells)
    people, people_doubt = read_people(cells.text("expected_people"))
    came, came_doubt = read_people(cells.text("reported_people"))
    link, link_doubt = read_link(cells.text("link"))
    status = _status(cells, is_private="status" in _not_public(cells), is_settled="status" in settled)
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
        last_day=moment.last_day,
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
    is_remote = says_yes(cells.text("online")) or is_online(cells.text("online"))
    point = _point(cells, has_text=bool(named))
    if any(problem.effect is Effect.REFUSAL for problem in cells.problems):
        return None
    if not named and point is None:
        if online or is_remote:
            where = online[0] if online else "online"
            cells.refuse(where, "online_only")
        else:
            cells.refuse("", "no_place")
        return None
    if is_remote and not online and named.keys() <= {"country", "region"} and not point:
        cells.refuse("online", "online_only")
        return None
    if online:
        says = cut(texts[online[0]])
        elsewhere = next(iter(named.values()), None)
        cells.add(
            online[0],
            question("online_or_at_point", text=says)
            if elsewhere is None
            else question("online_or_there", text=says, elsewhere=elsewhere),
        )
    latitude, longitude = point or (None, None)
    return PlaceQuery(named.pop("place", ""), **named, latitude=latitude, longitude=longitude)


def _ask_if_online(cells: Cells, place: PlaceQuery) -> None:
    """Ask whether people can go there if a title or a note says that it is held online, and no column denies it."""
    told = cells.text("online")
    if told and not says_yes(told) and not is_online(told):
        return
    fields = {index: name for name, index in cells.columns.indices.items()}
    for index, (header, cell) in enumerate(zip(cells.header, cells.row.cells, strict=True)):
        if cell and fields.get(index, "") in _MAY_TELL_WHERE and is_held_online(header, cell):
            values = {"text": cut(one_line(cell))}
            code = "online_or_at_point"
            if elsewhere := place.city or place.text or place.region or place.country:
                code, values["elsewhere"] = "online_or_there", cut(elsewhere)
            cells.problems.append(RowProblem(cells.row.line, header, code, values, Effect.QUESTION))
            return


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
    code, values = _wrong_point(latitude, longitude, point)
    if has_text:
        cells.add(column, note(_BESIDE_NAME[code], **values))
    else:
        cells.refuse(column, code, **values)
    return None


def _wrong_point(
    latitude: str, longitude: str, point: tuple[float | None, float | None]
) -> tuple[str, Mapping[str, str]]:
    if not latitude:
        return "latitude_missing", {"given": cut(longitude)}
    if not longitude:
        return "longitude_missing", {"given": cut(latitude)}
    if point == (0, 0):
        return "null_island", {}
    if (
        read_degrees(longitude, is_latitude=True) is not None
        and read_degrees(latitude, is_latitude=False) is not None
    ):
        return "coordinates_swapped", {"latitude": cut(latitude)}
    written = latitude if latitude == longitude else f"{latitude}, {longitude}"
    return "coordinates_unreadable", {"written": cut(written)}


def _not_public(cells: Cells) -> list[str]:
    """Ask about each column by which the row is not to be published; the fields of those columns."""
    found = []
    for name in PRIVACY_FIELDS:
        if name not in cells.columns.indices:
            continue
        leaves_out = name == "consent" and leaves_out_a_part(cells.header[cells.columns.indices[name]])
        if doubt := doubt_of(name, cells.text(name), in_part=leaves_out):
            cells.add(name, doubt)
            found.append(name)
    fields = {index: name for name, index in cells.columns.indices.items()}
    for index, (header, cell) in enumerate(zip(cells.header, cells.row.cells, strict=True)):
        field = fields.get(index, "")
        if not cell or (field and field not in _SAID):
            continue
        is_held = forbids(cell) or (field in _NAMES and is_marked_private(cell)) or is_strictly_private(cell)
        is_held = is_held or doubt_of(cells.columns.beside.get(index, ""), cell) is not None
        if is_held or (not field and _waits(header, cell)):
            code, values = "not_public_beside" if is_held else "not_public_yet", {"text": cut(one_line(cell))}
            cells.problems.append(RowProblem(cells.row.line, header, code, values, Effect.QUESTION))
    return found


def _waits(header: str, cell: str) -> bool:
    """Whether a cell below "Publish from" is no day that has gone by, in whichever order it is written, and no yes."""
    if not says_from_when(header) or is_nothing(cell) or says_yes(cell):
        return False
    return max(days_meant(cell), default=date.max) >= datetime.now(UTC).date()


def _status(cells: Cells, *, is_private: bool, is_settled: bool) -> Status:
    """Where the action stands: a column that calls it off goes before the others; other words are asked about."""
    header, row = cells.header, cells.row.cells
    index = cells.columns.indices.get("status")
    status, doubt = status_below("" if index is None else header[index], cells.text("status"))
    beside = [
        (row[other], *status_below(header[other], row[other]))
        for other, name in cells.columns.beside.items()
        if name == "status"
    ]
    said = {called for _, called, _ in beside}
    off = next((one for one in (Status.CANCELLED, Status.POSTPONED) if one in said), status)
    if doubt or status in OFF or is_settled:
        cells.add("status", None if is_private else doubt)
        return off if status is Status.PLANNED else status
    if off in OFF:
        return off
    known = {*cells.columns.indices.values(), *cells.columns.beside}
    statuses = {index, *(other for other, name in cells.columns.beside.items() if name == "status")}
    unclear = (text for text, _, asks in beside if asks)
    notes = (
        row[other]
        for other, name in enumerate(header)
        if other not in statuses and may_call_off(name, row[other], is_known=other in known)
    )
    titles = (text for name in ("title", "venue") if is_marked_off(text := cells.text(name)))
    longer = (text for text in (cells.text("description"),) if says_it_is_off(text))
    if text := next(chain(unclear, notes, titles, longer), ""):
        column = "status" if index is None else header[index]
        offers = tuple(map(str, (Status.CANCELLED, Status.POSTPONED, Status.PLANNED)))
        values = {"text": cut(one_line(text))}
        cells.problems.append(
            RowProblem(cells.row.line, column, "may_be_off", values, Effect.QUESTION, offers)
        )
    return status


def _moment(cells: Cells, calendar: Calendar) -> Moment:
    """When it is, from the columns of day, start and end, each of which may hold a date, times or both."""
    day, starts, ends, last = (
        _one_moment(cells, name, calendar) for name in ("day", "starts", "ends", "last_day")
    )
    for one, other in ((day.day, starts.day), (day.starts, starts.starts)):
        if one and other and one != other:
            cells.add("starts", question("two_answers", one=one, other=other))
    if starts.weekdays and day.day is None:  # a Saturday, but nobody says which
        doubt = question("date_unreadable", text=cut(cells.text("starts")))
        cells.add("starts", doubt)
        starts = Moment(doubts=(doubt,))
    elif day.day and starts.weekdays and day.day.weekday() not in starts.weekdays:
        offers = (f"{starts.starts:%H:%M}",) if starts.starts else ()
        cells.add("starts", question("weekday", text=cut(cells.text("starts")), day=day.day, offers=offers))
    first, final = day.day or starts.day, ends.day or last.day or day.last_day or starts.last_day
    if first and final and final < first:
        cells.add("ends" if ends.day else "last_day", question("ends_before", day=final))
    return Moment(
        first,
        starts.starts or day.starts,
        ends.starts or last.starts or starts.ends or day.ends,
        (*day.doubts, *starts.doubts),
        starts.zone or day.zone or (_clock_of_column(cells) if starts.starts or day.starts else ""),
        day.is_untimed or starts.is_untimed,
        final if first and final and final > first else None,
    )


def _clock_of_column(cells: Cells) -> str:
    """The clock that a column of its own names, or the header of the hours: "Time (UTC)", `starts_at_utc`."""
    names = (
        cells.header[index]
        for name in ("starts", "day")
        if (index := cells.columns.indices.get(name)) is not None
    )
    zone = cells.text("zone") or next(filter(None, map(zone_of_header, names)), "")
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
    if says_yes(cells.text("all_day")):  # its hours are of no day: "12:00 AM" in a calendar's export
        doubts = tuple(
            one for one in moment.doubts if not one.code.startswith(("midnight", "time_", "early_"))
        )
        moment = replace(moment, starts=None, ends=None, is_untimed=True, doubts=doubts)
    for doubt in moment.doubts:
        cells.add(name, doubt)
    return moment


def _people_behind(cells: Cells) -> tuple[str, str]:
    """The public name of the organiser and the private contact. An e-mail address is never a public name."""
    organiser, contact = cells.text("organiser"), cells.text("contact")
    if "@" in organiser and EMAIL.search(organiser):
        cells.add("organiser", note("private_organiser"))
        return "", f"{contact}\n{organiser}".strip()
    return organiser, contact
