"""What a second look is worth before publishing: what is private, what is there twice, what vanished."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.i18n import say
from dashboard.model import Action
from dashboard.publishing import Details, Duplicate, Preview, RowView
from dashboard.safety import Finding, Kind, remove, scan_submission
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.upload_rows import page_of
from dashboard.web.organise.words import field_names, when, where

A_PAGE = 20
_SURE: Final = frozenset({Kind.EMAIL, Kind.TELEPHONE, Kind.MESSENGER})
"""What can be removed from all rows at once; whether a name or a home is one, only a person can tell."""


def private_lines(details: Details) -> list[RowView]:
    """The rows that would be public and in which something private was found."""
    return [
        row
        for row in details.rows
        if row.action and any(problem.code.startswith("private_") for problem in row.problems)
    ]


def draw_private(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Each finding in its text, and a click that takes it out."""
    speech = desk.speech
    rows = [row for row in private_lines(details) if not draft.is_answered(row.line)]
    sure = sum(any(one.code == f"private_{kind}" for one in row.problems for kind in _SURE) for row in rows)
    if sure > 1:
        words = speech.count(
            "Take all addresses and numbers out of {n} row",
            "Take all addresses and numbers out of {n} rows",
            sure,
        )
        st.button(words, key=draft.key("private-all"), on_click=lambda: draft.edit(_without_all(rows)))
    shown = st.container()
    page = page_of(draft, "private", rows, A_PAGE)
    with shown:
        for row in page:
            for number, (field, text, finding) in enumerate(_findings(row)):
                _draw_finding(desk, draft, row, number, field, text, finding)


def _draw_finding(
    desk: Desk, draft: Draft, row: RowView, number: int, field: str, text: str, finding: Finding
) -> None:
    speech = desk.speech
    line = speech.text("Line {number}", number=speech.number(row.line))
    before, found, after = (
        escape(text[max(0, finding.start - 60) : finding.start]),
        escape(text[finding.start : finding.end]),
        escape(text[finding.end : finding.end + 60]),
    )
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(
        f'<div class="finding"><p class="note">{escape(line)}, {escape(field_names(speech)[field])}</p>'
        f'<p dir="auto">{before}<mark>{found}</mark>{after}</p><p>{escape(say(speech, finding.reason))}</p></div>'
    )
    right.button(
        speech.text("Take it out"),
        key=draft.key(f"private-{row.line}-{number}"),
        on_click=lambda: draft.edit({row.line: {field: remove(text, finding)}}),
    )


def _findings(row: RowView) -> Iterator[tuple[str, str, Finding]]:
    """Each finding after the field of a file that holds it, and the text of that."""
    if row.action is None:
        return
    said = row.action.submission
    for name, finding in scan_submission(said, row.action.place.country_code):
        text = getattr(said, name) if hasattr(said, name) else getattr(said.place, name)
        yield "place" if name == "text" else name, text, finding


def _without_all(rows: list[RowView]) -> dict[int, dict[str, str]]:
    """The texts of all rows without what is surely private."""
    edits: dict[int, dict[str, str]] = {}
    for row in rows:
        texts: dict[str, str] = {}
        for field, text, finding in reversed(list(_findings(row))):
            if finding.kind in _SURE:
                texts[field] = remove(texts.get(field, text), finding)
        if texts:
            edits[row.line] = texts
    return edits


def draw_duplicates(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Actions that may be there already, side by side with those of the file."""
    speech = desk.speech
    note = speech.text("The same city, day and hour. Both stay, unless you leave yours out.")
    st.html(f'<p class="note">{escape(note)}</p>')
    pairs = [pair for pair in details.duplicates if not draft.is_answered(pair.line)]
    shown = st.container()
    page = page_of(draft, "twice", pairs, A_PAGE)
    with shown:
        for number, pair in enumerate(page):
            _draw_pair(desk, draft, number, pair)


def _draw_pair(desk: Desk, draft: Draft, number: int, pair: Duplicate) -> None:
    speech = desk.speech
    with st.container(border=True, key=draft.key(f"pair-{pair.line}-{number}")):
        mine, other = st.columns(2)
        line = speech.text("Line {number}", number=speech.number(pair.line))
        by = pair.other_by or speech.text("On the map already")
        mine.html(_action(desk, line, pair.action))
        other.html(_action(desk, by, pair.other))
        st.button(
            speech.text("Leave this row out"),
            key=draft.key(f"twice-{pair.line}-{number}"),
            on_click=lambda: draft.choose(left_out=draft.choices.left_out | {pair.line}),
        )


def _action(desk: Desk, head: str, action: Action) -> str:
    said = action.submission
    lines = (when(desk.speech, action), where(desk.speech, action.place), said.place.venue, said.organiser)
    shown = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines if line)
    title = escape(said.title or desk.speech.text("Solidarity action"))
    return (
        f'<div class="finding"><p class="note">{escape(head)}</p><p dir="auto"><strong>{title}</strong></p>'
        f"{shown}</div>"
    )


def draw_vanished(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Actions that the corrected file had: they stay, unless somebody ticks that they were called off."""
    speech = desk.speech
    note = speech.text(
        "The file that this one corrects had these. They stay as they are; tick those that are called off."
    )
    st.html(f'<p class="note">{escape(note)}</p>')
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
