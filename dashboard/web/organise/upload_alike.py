"""Questions that many rows of a file raise alike, such as years in two digits: one answer holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from dashboard.i18n import Speech, say_in_column
from dashboard.model import Effect, RowProblem, Status
from dashboard.publishing import Details, Preview, RowState, RowView
from dashboard.publishing.columns import OF_PRIVACY
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.upload_draft import Draft

_OF_THE_FILE: Final = frozenset(
    {
        "two_digit_year",
        "date_order",
        "spreadsheet_number",
        "persian_calendar",
        "hijri_calendar",
        "buddhist_calendar",
        "time_zone",
        "consent_missing",
    }
)
"""What is answered in the same way in every row, whatever the row says; else rows with the same text are alike."""

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows that raise one question, each with its own form of it."""

    rows: tuple[tuple[RowView, RowProblem], ...]

    @property
    def first(self) -> RowProblem:
        """The question as the first of the rows raises it."""
        return self.rows[0][1]


def groups(draft: Draft, preview: Preview, details: Details) -> list[Alike]:
    """The questions that can be answered for rows together, those of most rows first."""
    found: dict[tuple[str, ...], list[tuple[RowView, RowProblem]]] = {}
    for row in details.rows:
        if row.state is RowState.ASKED and not draft.is_answered(row.line):
            for problem in _answerable(row.problems):
                found.setdefault(_likeness(row, problem), []).append((row, problem))
    return sorted((Alike(tuple(rows)) for rows in found.values()), key=lambda one: -len(one.rows))


def lines_of(alike: Sequence[Alike]) -> frozenset[int]:
    """The rows of these groups."""
    return frozenset(row.line for group in alike for row, _ in group.rows)


def _answerable(problems: Sequence[RowProblem]) -> Iterator[RowProblem]:
    return (one for one in problems if one.effect is Effect.QUESTION and one.offers)


def _likeness(row: RowView, problem: RowProblem) -> tuple[str, ...]:
    kind = (problem.column, problem.code, str(len(problem.offers)))
    if problem.code in _OF_THE_FILE:
        return kind
    return (*kind, row.raw.get(problem.column, "").strip().casefold())


def draw(desk: Desk, draft: Draft, preview: Preview, group: Alike) -> None:
    """What is asked, how many rows ask it, and a button for each answer."""
    speech, key = desk.speech, f"alike-{group.rows[0][0].line}-{group.first.code}"
    with st.container(border=True, key=draft.key(key)):
        st.html(_described(speech, group))
        with st.container(horizontal=True):
            for number, label in enumerate(_labels(speech, group)):
                st.button(
                    label,
                    key=draft.key(f"{key}-{number}"),
                    on_click=lambda number=number: draft.edit(_edits(preview, group, number)),
                )
            lines = {row.line for row, _ in group.rows}
            st.button(
                speech.count("Leave out this one row", "Leave these {n} rows out", len(lines)),
                key=draft.key(f"{key}-drop"),
                on_click=lambda: draft.choose(left_out=draft.choices.left_out | lines),
            )


def _described(speech: Speech, group: Alike) -> str:
    said = say_in_column(speech, group.first)
    lines = speech.text(", ").join(speech.number(row.line) for row, _ in group.rows[:_SHOWN])
    more = len(group.rows) - _SHOWN
    where = (
        speech.count("Lines {lines} and {n} more.", "Lines {lines} and {n} more.", more, lines=lines)
        if more > 0
        else speech.count("Line {lines}", "Lines {lines}", len(group.rows), lines=lines)
    )
    return (
        f'<div class="open-row"><p class="note">{escape(where)}</p>'
        f'<ul class="asked"><li>{escape(said)}</li></ul></div>'
    )


def _labels(speech: Speech, group: Alike) -> list[str]:
    """What each answer makes of the first row, since the others are answered in the same way."""
    if group.first.code in OF_PRIVACY:
        n = len(group.rows)
        return [speech.count("Publish it all the same", "Publish all {n} all the same", n)]
    if group.first.code == "time_zone" and len(group.first.offers) == 2:
        local, written = group.first.offers
        return [
            speech.text("Turn into local time: {time}", time=local),
            speech.text("It is local time already: {time}", time=written),
        ]
    if group.first.code == "unknown_status":
        return [speech.status(Status(offer)) for offer in group.first.offers]
    if group.first.code in _OF_THE_FILE and len(group.rows) > 1:
        return [
            speech.text("{text} is meant, and so in all of them", text=offer) for offer in group.first.offers
        ]
    return [speech.text("{text} is meant", text=offer) for offer in group.first.offers]


def _edits(preview: Preview, group: Alike, number: int) -> dict[int, Mapping[str, str]]:
    """The answer of this number in each row, as the text that its cell should have."""
    fields = preview.columns
    edits: dict[int, dict[str, str]] = {}
    for row, problem in group.rows:
        cells = edits.setdefault(row.line, {})
        if problem.code == "time_zone":  # of the whole moment, in whichever columns it stands
            cells |= {name: "" for name in ("starts", "zone") if name in fields.values()}
            cells["day"] = problem.offers[number]
        else:
            cells[fields.get(problem.column, problem.column)] = problem.offers[number]
    return dict(edits)
