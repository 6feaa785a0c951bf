"""What is asked about a file's rows, with one click for each answer; and the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard.i18n import Speech
from dashboard.publishing import Details, Preview, RowAnswer, RowState, RowView
from dashboard.publishing.alike import Alike, group_alike
from dashboard.web.organise import place_choice, question_cards
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note, open_row
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.upload_publish import error_report
from dashboard.web.organise.upload_rows import cells, correct, page_of

QUESTIONS_A_PAGE = 5
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Question:
    """A row that needs an answer, and the others whose place is asked about in the same words."""

    row: RowView
    others: tuple[int, ...] = ()


def draw(desk: Desk, draft: Draft, preview: Preview, details: Details) -> None:
    """The questions, a page at a time; below them the same rows as a table."""
    speech = desk.speech
    open_rows = (
        row for row in details.rows if row.state is RowState.ASKED and not draft.is_answered(row.line)
    )
    groups = group_alike(open_rows)
    for group in groups:
        _draw_alike(desk, draft, preview, group)
    questions = _questions(draft, details, frozenset(row.line for group in groups for row in group.rows))
    shown = st.container()
    page = page_of(draft, "asked", questions, QUESTIONS_A_PAGE)
    on_map = _on_map(draft, page)
    with shown:
        for question in page:
            _draw_one(desk, draft, preview, question, with_map=question.row.line == on_map)
    with st.expander(speech.text("Correct these rows in a table")):
        rows = {row.line: row for group in groups for row in group.rows}
        rows |= {question.row.line: question.row for question in page}
        correct(desk, draft, preview, list(rows.values())[:ROWS_A_PAGE], "asked")


def _draw_alike(desk: Desk, draft: Draft, preview: Preview, group: Alike[RowView]) -> None:
    lines = [row.line for row in group.rows]
    said = cells(preview, group.rows[0]) if len(lines) == 1 else ""
    answer = question_cards.draw_alike(desk.speech, draft.key(str(lines[0])), group, lines, cells=said)
    if answer is None:
        return
    if answer == question_cards.LEFT_OUT:
        draft.choose(left_out=draft.choices.left_out | set(lines))
    else:
        edits: dict[int, dict[str, str]] = {}
        for row in group.rows:
            edits.setdefault(row.line, {}).update(group.correction(answer, row, preview.columns))
        draft.edit(edits)
    st.rerun()


def _questions(draft: Draft, details: Details, asked_together: frozenset[int]) -> list[Question]:
    """One for each row that is not asked about with others alike; rows with the same words for a place are one."""
    alone, together = [], dict[str, list[RowView]]()
    for row in details.rows:
        if row.state is not RowState.ASKED or draft.is_answered(row.line) or row.line in asked_together:
            continue
        if row.asked and row.asked.candidates:
            together.setdefault(row.asked.text.casefold(), []).append(row)
        else:
            alone.append(row)
    grouped = [
        Question(rows[0], tuple(row.line for row in rows[1:]))
        for rows in together.values()
        if not any(draft.is_answered(row.line) for row in rows)
    ]
    return sorted([*grouped, *map(Question, alone)], key=lambda question: question.row.line)


def _on_map(draft: Draft, page: Sequence[Question]) -> int | None:
    """The row whose candidates are on the map: the one that was asked for, or else the first."""
    asked = st.session_state.get(f"upload-{draft.number}-on-map")
    lines = [one.row.line for one in page if one.row.asked and one.row.asked.candidates]
    return asked if asked in lines else next(iter(lines), None)


def _draw_one(desk: Desk, draft: Draft, preview: Preview, question: Question, *, with_map: bool) -> None:
    row = question.row
    with st.container(border=True, key=draft.key(f"asked-{row.line}")):
        answer = question_cards.draw(
            desk,
            lambda name: draft.key(f"{name}-{row.line}"),
            _described(desk.speech, preview, question),
            row,
            preview.columns,
            row.asked if row.asked and row.asked.candidates else None,
            has_map=with_map,
        )
    if answer is None:
        return
    if isinstance(answer, RowAnswer):
        draft.answer(row.line, answer)
    else:
        st.session_state[f"upload-{draft.number}-on-map"] = row.line
    st.rerun()


def _described(speech: Speech, preview: Preview, question: Question) -> str:
    row = question.row
    also = len(question.others)
    holds = (
        speech.count(
            "Your answer holds for {n} more row with these words.",
            "Your answer holds for {n} more rows with these words.",
            also,
        )
        if also
        else ""
    )
    line = speech.text("Line {number}", number=speech.number(row.line))
    told = " · ".join(filter(None, (line, holds)))
    return open_row(speech, escape(told), row.problems, cells(preview, row))


def draw_refused(desk: Desk, draft: Draft, preview: Preview, details: Details) -> None:
    """The rows that cannot be used, as a table to correct them in; a place can also be shown on the map."""
    speech = desk.speech
    rows = [row for row in details.rows if row.state is RowState.REFUSED and not draft.is_answered(row.line)]
    note(speech.text("Write what is right into the table, or into your file."))
    shown = st.container()
    page = page_of(draft, "refused", rows, ROWS_A_PAGE)
    with shown:
        correct(desk, draft, preview, page, "refused")
    _find(desk, draft, [row for row in page if row.asked])
    error_report(desk, draft, preview)


def _find(desk: Desk, draft: Draft, rows: Sequence[RowView]) -> None:
    """Say where a row is whose place we do not know."""
    if not rows:
        return
    speech = desk.speech
    texts = {row.line: row.asked.text for row in rows if row.asked}
    with st.expander(speech.text("Show us a place that we do not know")):
        line = st.selectbox(
            speech.text("Row"),
            list(texts),
            format_func=lambda line: speech.text(
                "Line {number}: {text}", number=speech.number(line), text=texts[line]
            ),
            key=draft.key("unknown"),
            persist_state=KEPT,
        )
        chosen = place_choice.anywhere(desk, draft.key(f"find-{line}"))
        if chosen is not None:
            draft.answer(line, RowAnswer(place=chosen))
            st.rerun()
