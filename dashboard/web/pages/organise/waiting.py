"""Rows that wait for somebody to answer what is asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import Role, allows, is_trusted
from dashboard.i18n import Speech
from dashboard.ingest import FIELDS
from dashboard.model import Effect, RowProblem
from dashboard.publishing import Open, RowAnswer
from dashboard.storage import Outcome
from dashboard.web import widgets
from dashboard.web.pages.organise import news, place_choice
from dashboard.web.pages.organise.desk import Desk
from dashboard.web.pages.organise.words import field_names

A_PAGE = 20
_OPENED, _CORRECTED, _STILL = "waiting-opened", "waiting-corrected", "waiting-still"
_ALWAYS = ("title", "day", "starts", "city", "country")
"""Fields that can be corrected even where the file has no column for them."""


def draw(desk: Desk) -> None:
    """Draw the section."""
    speech = desk.speech
    news.draw()
    page = int(st.session_state.get("waiting-page", 1))
    total, rows = _rows(desk, page)
    if not rows and page > 1:
        st.session_state["waiting-page"] = page = 1
        total, rows = _rows(desk, page)
    if not rows:
        widgets.empty(
            speech.text("No open questions"), speech.text("Rows that need you will be listed here.")
        )
        return
    widgets.heading(speech.count("{n} row needs you", "{n} rows need you", total))
    if not is_trusted(desk.by, desk.slug):
        st.info(
            speech.text(
                "Until a moderator trusts your uploads, correct the rows in your file and upload it again."
            )
        )
    opened = _opened(rows)
    for one in rows:
        _draw_row(desk, one, is_opened=one.id == opened)
    if total > A_PAGE:
        st.pagination(-(-total // A_PAGE), key="waiting-page")


def _rows(desk: Desk, page: int) -> tuple[int, list[Open]]:
    return publishing.open_page(
        desk.store, desk.by, desk.resolver, desk.slug, first=(page - 1) * A_PAGE, most=A_PAGE
    )


def _opened(rows: list[Open]) -> str:
    """The row whose map is shown: the one that was asked for, or else the first whose place is the question."""
    asked = st.session_state.get(_OPENED, "")
    ids = [one.id for one in rows]
    if asked in ids:
        return str(asked)
    return next((one.id for one in rows if one.asked.candidates), "")


def _draw_row(desk: Desk, one: Open, *, is_opened: bool) -> None:
    with st.container(border=True, key=f"row-{one.id}"):
        st.html(_described(desk, one))
        if is_trusted(desk.by, desk.slug):
            _place(desk, one, is_opened=is_opened)
            _others(desk, one)
        elif st.button(desk.speech.text("Leave this row out"), key=f"{one.id}-drop"):
            _answer(desk, one, RowAnswer(drop=True))


def _place(desk: Desk, one: Open, *, is_opened: bool) -> None:
    """The candidates of a row whose place is the question, as buttons and beside them on the map."""
    speech, candidates, key = desk.speech, one.asked.candidates, f"place-{one.id}"
    if not any(problem.code.startswith("place_") for problem in _open_problems(one)):
        return
    if not is_opened:
        chosen = place_choice.candidate_buttons(desk, key, candidates)
        if chosen is not None:
            _answer(desk, one, RowAnswer(place=chosen))
        if st.button(speech.text("Show on the map"), key=f"{key}-open"):
            st.session_state[_OPENED] = one.id
            st.rerun()
        return
    if not candidates:
        chosen = place_choice.anywhere(desk, key)
    else:
        left, right = st.columns([2, 3])
        with left:
            chosen = place_choice.candidate_buttons(desk, key, candidates)
        with right:
            on_map = place_choice.candidate_map(desk, key, candidates)
        chosen = on_map if chosen is None else chosen
    if chosen is not None:
        _answer(desk, one, RowAnswer(place=chosen))


def _others(desk: Desk, one: Open) -> None:
    """What else can be said of a row: that it is right, what should stand there, or that it is not wanted."""
    speech = desk.speech
    buttons = st.container(horizontal=True)
    if one.may_stand and buttons.button(speech.text("It is meant just as it says"), key=f"{one.id}-stands"):
        _answer(desk, one, RowAnswer(as_it_is=True))
    if st.session_state.get(_CORRECTED) == one.id:
        _correct(desk, one)
    elif buttons.button(speech.text("Correct it"), key=f"{one.id}-correct"):
        st.session_state[_CORRECTED] = one.id
        st.rerun()
    if buttons.button(speech.text("Leave this row out"), key=f"{one.id}-drop"):
        _answer(desk, one, RowAnswer(drop=True))


def _correct(desk: Desk, one: Open) -> None:
    """A field for each known column of the row, with what the file says; what differs is the correction."""
    names, said = field_names(desk.speech), _cells_by_field(one)
    with st.form(f"form-{one.id}"):
        columns = st.columns(2)
        texts = {
            field: columns[number % 2].text_input(
                names.get(field, field), said[field], key=f"{one.id}-field-{field}"
            )
            for number, field in enumerate(said)
        }
        if st.form_submit_button(desk.speech.text("Save"), type="primary"):
            edits = {field: text for field, text in texts.items() if text.strip() != said[field].strip()}
            if edits:
                _answer(desk, one, RowAnswer(edits=edits))


def _cells_by_field(one: Open) -> dict[str, str]:
    """What the row says, by field, in the order in which we list fields."""
    raw, headers = one.row.submission.raw, {field: header for header, field in one.row.columns.items()}
    return {
        field: raw.get(headers.get(field, ""), "") for field in FIELDS if field in headers or field in _ALWAYS
    }


def _answer(desk: Desk, one: Open, answer: RowAnswer) -> None:
    """Settle the row, and say what became of it; what is still asked stands with the row."""
    speech = desk.speech
    resolved = publishing.resolve_waiting(desk.store, desk.by, desk.resolver, desk.slug, one.id, answer)
    open_still = [problem for problem in resolved.problems if problem.effect is not Effect.NOTE]
    if resolved.outcome is Outcome.PUBLISHED:
        st.session_state.pop(_CORRECTED, None)
        news.done(speech.text("The row is on the map."))
    elif answer.drop:
        news.done(speech.text("The row was left out."))
    else:
        st.session_state[_OPENED] = one.id
        news.done(speech.text("Saved. Something is still open: {what}", what=_sentences(open_still)))


def _sentences(problems: list[RowProblem]) -> str:
    return " ".join(problem.message for problem in problems)


def _open_problems(one: Open) -> list[RowProblem]:
    return [problem for problem in one.row.problems if problem.effect is not Effect.NOTE]


def _described(desk: Desk, one: Open) -> str:
    speech = desk.speech
    place = speech.text(
        "Line {number} of {file}",
        number=speech.number(one.row.submission.line),
        file=f"<bdi>{escape(one.row.file_name)}</bdi>",
    )
    whose = (
        f" · <bdi>{escape(one.who)}</bdi>" if one.who and allows(desk.by, desk.slug, Role.MODERATOR) else ""
    )
    asked = "".join(f'<li dir="auto">{escape(_asked(problem))}</li>' for problem in _open_problems(one))
    return (
        f'<div class="open-row"><p class="note">{place}{whose}</p><ul class="asked">{asked}</ul>'
        f"{_cells(speech, one.row.submission.raw)}</div>"
    )


def _asked(problem: RowProblem) -> str:
    return f"{problem.column}: {problem.message}" if problem.column else problem.message


def _cells(speech: Speech, raw: Mapping[str, str]) -> str:
    """The row as it was uploaded, empty cells left out."""
    cells = "".join(
        f'<div><dt dir="auto">{escape(header)}</dt><dd dir="auto">{escape(text)}</dd></div>'
        for header, text in raw.items()
        if text.strip()
    )
    return f'<dl class="cells">{cells}</dl>' if cells else f"<p>{speech.text('The row is empty.')}</p>"
