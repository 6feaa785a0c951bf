"""What a second look is worth before publishing: what is private, and what vanished."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.publishing import Details, Preview, RowView
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.private_findings import Found, found_in, marked, without_sure
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.upload_rows import draw_page_of, page_of
from dashboard.web.organise.words import when, where

A_PAGE = 20


def private_lines(draft: Draft, details: Details) -> list[tuple[RowView, Found]]:
    """Each open finding in the rows that would be public, after its row."""
    return [
        (row, found)
        for row in details.rows
        if row.action and not draft.is_answered(row.line) and _may_have_some(row)
        for found in found_in(row.action)
    ]


def _may_have_some(row: RowView) -> bool:
    """Whether the scan has told of one when the row was read; an organiser's address is no text of the row any more."""
    return any(one.code.startswith("private_") and one.code != "private_organiser" for one in row.problems)


def draw_private(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Each finding in its text, and a click that takes it out."""
    speech = desk.speech
    found = private_lines(draft, details)
    sure = {row.line for row, one in found if one.is_sure}
    if len(sure) > 1:
        words = speech.count(
            "Take all addresses and numbers out of {n} row",
            "Take all addresses and numbers out of {n} rows",
            len(sure),
        )
        st.button(words, key=draft.key("private-all"), on_click=lambda: draft.edit(_without_all(found)))
    draw_page_of(draft, "private", found, A_PAGE, partial(_draw_finding, desk, draft))


def _draw_finding(desk: Desk, draft: Draft, found: tuple[RowView, Found]) -> None:
    speech, (row, one) = desk.speech, found
    line = speech.text("Line {number}", number=speech.number(row.line))
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(marked(speech, one, line=line))
    right.button(
        speech.text("Take it out"),
        key=draft.key(f"private-{row.line}-{one.field}-{one.finding.start}-{one.finding.kind}"),
        on_click=lambda: draft.edit({row.line: {one.field: one.without}}),
    )


def _without_all(found: list[tuple[RowView, Found]]) -> dict[int, dict[str, str]]:
    """The texts of all rows without what is surely private."""
    by_line: dict[int, list[Found]] = {}
    for row, one in found:
        by_line.setdefault(row.line, []).append(one)
    edits = {line: without_sure(several) for line, several in by_line.items()}
    return {line: texts for line, texts in edits.items() if texts}


def draw_vanished(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Actions that the corrected file had: they stay, unless somebody ticks that they were called off."""
    speech = desk.speech
    note(
        speech.text(
            "The file that this one corrects had these. They stay as they are; tick those that are called off."
        )
    )
    shown = st.container()
    page = page_of(draft, "vanished", details.vanished, 50)
    ticked, title = speech.text("Cancelled"), speech.text("Title")
    frame = pd.DataFrame(
        {
            ticked: [one.key in draft.choices.cancelled for one in page],
            title: [one.action.submission.title for one in page],
            speech.text("When"): [when(speech, one.action) for one in page],
            speech.text("Where"): [where(speech, one.action.place) for one in page],
        }
    )
    with shown:
        after = st.data_editor(
            frame,
            hide_index=True,
            disabled=list(frame.columns[1:]),
            key=draft.key(f"vanished-{page[0].key if page else ''}"),
        )
    chosen = frozenset(one.key for one, tick in zip(page, after[ticked], strict=True) if tick)
    kept = draft.choices.cancelled - {one.key for one in page}
    st.button(
        speech.text("Mark the ticked ones as cancelled"),
        key=draft.key("cancel"),
        disabled=kept | chosen == draft.choices.cancelled,
        on_click=lambda: draft.choose(cancelled=kept | chosen),
    )
