"""Cards of what is asked about rows, before publishing and after: of one row, or of what many raise alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import Place, Status
from dashboard.publishing import PlaceChoice, RowAnswer
from dashboard.publishing.alike import Alike, AskingSomething, group_alike
from dashboard.publishing.columns import OF_PRIVACY
from dashboard.publishing.judging import may_stand
from dashboard.publishing.places import ALL
from dashboard.publishing.preview import Asked
from dashboard.web.organise import place_choice
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import open_row

LEFT_OUT: Final = -1
"""What `draw_alike` answers where none of the rows is to be used; else it is the number of an answer."""

OPEN: Final = "open"
CORRECT: Final = "correct"
"""What `draw` answers where the row's candidates are to be on the map, or its cells to be written anew."""

Said = RowAnswer | str
_SHOWN: Final = 3


def draw(
    desk: Desk,
    key: Callable[[str], str],
    html: str,
    row: AskingSomething,
    columns: Mapping[str, str],
    asked: Asked | None,
    *,
    has_map: bool,
    can_answer: bool = True,
    is_placed: bool = False,
    corrects: str = "",
) -> Said | None:
    """Draw a row with what is asked and the ways to answer it; what was clicked, an answer or one of the above.

    ``key`` names its widgets, ``html`` says what is asked. ``asked`` is of its place, if that is the question; the row
    that ``has_map`` shows its candidates there. ``corrects`` are the words of the way to its cells. What ``is_placed``
    is on the map already, and can be left at its city. Who cannot answer may leave the row out.
    """
    st.html(html)
    ways: list[tuple[str, str, Said]] = []
    if not is_placed:
        ways.append((desk.speech.text("Leave this row out"), "drop", RowAnswer(drop=True)))
    if can_answer:
        chosen = _place(desk, key("place"), asked.candidates, has_map=has_map) if asked else None
        if chosen is not None:
            return RowAnswer(place=chosen)
        others = _ways(desk.speech, row, columns, asked, has_map=has_map, is_placed=is_placed)
        ways = [*others, *([(corrects, CORRECT, CORRECT)] if corrects else []), *ways]
    buttons = st.container(horizontal=True)
    return next((way for words, name, way in ways if pressed(words, key=key(name), place=buttons)), None)


def _ways(
    speech: Speech,
    row: AskingSomething,
    columns: Mapping[str, str],
    asked: Asked | None,
    *,
    has_map: bool,
    is_placed: bool,
) -> Iterator[tuple[str, str, Said]]:
    """What can be said of a row besides one of the candidates for its place: the words, a name, and what that is."""
    if asked and not has_map:
        yield speech.text("Show on the map"), OPEN, OPEN
    if asked and asked.several and not is_placed:
        yield speech.text("All of them"), "all", RowAnswer(place=ALL)
    for group in group_alike([row]):
        for number, label in enumerate(labels(speech, group)):
            answer = RowAnswer(edits=group.correction(number, row, columns))
            yield label, f"{group.first.code}-{group.first.column}-{number}", answer
    if is_placed or may_stand(row.problems):
        words = (
            speech.text("Leave it at its city") if is_placed else speech.text("It is meant just as it says")
        )
        yield words, "stands", RowAnswer(as_it_is=True)


def _place(desk: Desk, key: str, places: Sequence[Place], *, has_map: bool) -> PlaceChoice | None:
    """A button for each candidate, on the map too if it has one; without any, another city or point."""
    if not has_map:
        return place_choice.first_candidates(desk, key, places)
    return place_choice.candidates(desk, key, places) if places else place_choice.anywhere(desk, key)


def draw_alike(
    speech: Speech,
    row: str,
    group: Alike[Any],
    lines: Sequence[int],
    *,
    file: str = "",
    cells: str = "",
    can_answer: bool = True,
) -> int | None:
    """Draw it; the answer that was clicked.

    ``lines`` are those of the rows, in the ``file`` if there are several; ``row`` names the first on the page, and
    ``cells`` are what it says, as HTML, where it is the only one. Who cannot answer may leave the rows out.
    """
    key = f"alike-{row}-{group.first.code}-{group.first.column}"  # one row may ask the same of two columns
    with st.container(border=True, key=key):
        st.html(open_row(speech, _where(speech, lines, file), [group.first], cells))
        with st.container(horizontal=True):
            for number, label in enumerate(labels(speech, group) if can_answer else ()):
                if pressed(label, key=f"{key}-{number}"):
                    return number
            if pressed(
                speech.count("Leave out this one row", "Leave these {n} rows out", len(lines)),
                key=f"{key}-drop",
            ):
                return LEFT_OUT
    return None


def _where(speech: Speech, lines: Sequence[int], file: str) -> str:
    shown = speech.text(", ").join(map(speech.number, lines[:_SHOWN]))
    more = len(lines) - _SHOWN
    where = (
        speech.count("Lines {lines} and {n} more.", "Lines {lines} and {n} more.", more, lines=shown)
        if more > 0
        else speech.count("Line {lines}", "Lines {lines}", len(lines), lines=shown)
    )
    of_file = f"<bdi>{escape(file)}</bdi> · " if file else ""
    return of_file + escape(where)


def labels(speech: Speech, group: Alike[Any]) -> list[str]:
    """A button's words for each answer: what it makes of the first row, as it does of the others."""
    if group.first.code in OF_PRIVACY:
        n = len(group.rows)
        return [speech.count("Publish it all the same", "Publish all {n} all the same", n)]
    if group.first.code == "time_zone" and len(group.first.offers) == 2:
        local, written = group.first.offers
        return [
            speech.text("Turn into local time: {time}", time=local),
            speech.text("It is local time already: {time}", time=written),
        ]
    if group.first.code in {"unknown_status", "may_be_off"}:
        return [speech.status(Status(offer)) for offer in group.first.offers]
    if group.is_of_the_file and len(group.rows) > 1:
        return [
            speech.text("{text} is meant, and so in all of them", text=offer) for offer in group.first.offers
        ]
    return [speech.text("{text} is meant", text=offer) for offer in group.first.offers]
