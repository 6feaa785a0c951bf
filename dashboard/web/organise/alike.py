"""One question that many rows raise alike: what is asked, how many rows ask it, and a button for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import Status
from dashboard.publishing.alike import Alike
from dashboard.publishing.columns import OF_PRIVACY
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.parts import open_row

LEFT_OUT: Final = -1
"""What `draw` answers where none of the rows is to be used; else it is the number of an answer."""

_SHOWN: Final = 3


def draw(
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
