"""Rows that wait for somebody to answer what is asked about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import Role, allows, is_trusted
from dashboard.i18n import Speech, say_all
from dashboard.ingest import FIELDS
from dashboard.model import Submission
from dashboard.publishing import Open, OpenPage, Resolved, RowAnswer
from dashboard.publishing.alike import Alike
from dashboard.publishing.differences import texts_of
from dashboard.storage import AskingRow, Outcome, WaitingRow
from dashboard.web import widgets
from dashboard.web.organise import action_form, clicks, flash, question_cards, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import cells, open_row, open_still
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import field_names, origin

A_PAGE = 20
_OPENED, _CORRECTED, _UNFOLDED = "waiting-opened", "waiting-corrected", "waiting-unfolded"
_ALWAYS = ("title", "day", "starts", "city", "country")
"""Fields that can be corrected even where the file has no column for them."""


def draw(desk: Desk) -> None:
    """Draw the section."""
    speech = desk.speech
    flash.draw()
    page = int(st.session_state.get("waiting-page", 1))
    numbers, rows, groups, cards = _page(desk, page)
    if not (rows or groups) and page > 1:
        st.session_state["waiting-page"] = page = 1
        numbers, rows, groups, cards = _page(desk, page)
    if not numbers.total:
        widgets.empty(
            speech.text("No open questions"), speech.text("Rows that need an answer will be listed here.")
        )
        return
    widgets.heading(
        f"{speech.text('Open questions')} · {speech.number(numbers.total)}",
        speech.text(", ").join(open_still(speech, numbers.asked, numbers.refused)),
    )
    if not is_trusted(desk.by, desk.slug):
        st.info(
            speech.text(
                "Until a moderator trusts your uploads, correct the rows in your file and upload it again."
            )
        )
    _alike(desk, groups)
    opened = _opened(rows)
    for one in rows:
        draw_row(desk, one, is_opened=one.id == opened)
    if cards > A_PAGE:
        st.pagination(-(-cards // A_PAGE), key="waiting-page")


def _alike(desk: Desk, groups: Sequence[Alike[AskingRow]]) -> None:
    """What several rows ask alike, in place of the rows themselves: one answer for all of them."""
    is_unfolded = bool(st.session_state.get(_UNFOLDED))
    for group in groups:
        lines = [row.line for row in group.rows]
        files = desk.speech.listed(*(_origin(desk, row) for row in group.rows))
        first = "-".join(map(str, group.rows[0].id))
        can_answer = is_trusted(desk.by, desk.slug)
        name = f"alike-{first}-{group.first.code}-{group.first.column}"
        with clicks.showing(name, group) as seen:
            answer = question_cards.draw_alike(
                desk.speech, first, group, lines, file=files, can_answer=can_answer
            )
            if answer is not None:
                with flash.trying():
                    number = None if answer == question_cards.LEFT_OUT else answer
                    settled = publishing.answer_alike(*desk.with_resolver, seen, number)
                flash.done(desk.speech.count("{n} row is answered.", "{n} rows are answered.", settled))
    words = desk.speech.text("Close") if is_unfolded else desk.speech.text("Show all")
    if (groups or is_unfolded) and pressed(words, key="waiting-unfold"):
        st.session_state[_UNFOLDED] = not is_unfolded
        st.rerun()


def _page(desk: Desk, page: int) -> OpenPage:
    folds = not st.session_state.get(_UNFOLDED)
    return publishing.open_page(*desk.with_resolver, first=(page - 1) * A_PAGE, most=A_PAGE, folds=folds)


def _opened(rows: list[Open]) -> str:
    """The row whose map is shown: the one that was asked for, or else the first whose place is the question."""
    asked = st.session_state.get(_OPENED, "")
    ids = [one.id for one in rows]
    if asked in ids:
        return str(asked)
    return next((one.id for one in rows if one.asked.candidates), "")


def draw_row(desk: Desk, one: Open, *, is_opened: bool) -> None:
    """Draw one row with what is asked and the ways to answer it."""
    speech, is_corrected = desk.speech, st.session_state.get(_CORRECTED) == one.id
    asks_where = any(problem.code.startswith("place_") and problem.is_open for problem in one.row.problems)
    with st.container(border=True, key=f"row-{one.id}"), clicks.showing(f"row-{one.id}", one):
        answer = question_cards.draw(
            desk,
            lambda name: f"{name}-{one.id}",
            _described(desk, one),
            one.row,
            one.row.columns,
            one.asked if asks_where else None,
            has_map=is_opened,
            can_answer=is_trusted(desk.by, desk.slug),
            is_placed=one.is_placed,
            corrects=speech.text("Close") if is_corrected else speech.text("Correct it"),
        )
        if isinstance(answer, RowAnswer):
            _answer(desk, one, answer)
        elif answer is not None:
            opens = answer == question_cards.OPEN
            if is_corrected and not opens:
                typed.begin_anew(f"corrected-{one.id}")
            st.session_state[_OPENED if opens else _CORRECTED] = "" if is_corrected and not opens else one.id
            st.rerun()
        if is_corrected:
            _correct(desk, one)


def _correct(desk: Desk, one: Open) -> None:
    """A field for each known column of the row, with what the file says; what differs is the correction."""
    names, said = field_names(desk.speech), _cells_by_field(one)
    key = typed.begun(f"corrected-{one.id}")
    with st.container(border=True, key=f"{key}-form"):
        texts = {
            field: column.text_input(
                names.get(field, field),
                said[field],
                key=f"{key}-{hash(said[field])}-{field}",  # anew where another has corrected it
                persist_state=KEPT,
            )
            for field, column in zip(said, action_form.side_by_side(), strict=False)
        }
        is_sent = pressed(desk.speech.text("Save"), type="primary", key=f"{key}-save")
        if is_sent and (edits := action_form.changes(said, texts)):
            _answer(desk, one, RowAnswer(edits=edits))


def _cells_by_field(one: Open) -> dict[str, str]:
    """What the row says, by field, in the order in which we list fields."""
    raw, headers = one.row.submission.raw, {field: header for header, field in one.row.columns.items()}
    if not raw:
        read = _as_read(one.row.submission)
        return {field: read.get(field, "") for field in FIELDS if field in read or field in _ALWAYS}
    return {
        field: raw.get(headers.get(field, ""), "") for field in FIELDS if field in headers or field in _ALWAYS
    }


def _as_read(said: Submission) -> dict[str, str]:
    """What was understood of a row whose cells are deleted by now."""
    return {field: text for field, text in texts_of(said).items() if text}


def _answer(desk: Desk, one: Open, answer: RowAnswer) -> None:
    """Settle the row, and say what became of it; what is still asked stands with the row."""
    speech = desk.speech
    with flash.trying():
        resolved = _resolved(desk, one, answer)
    typed.begin_anew(f"corrected-{one.id}")
    open_still = [problem for problem in resolved.problems if problem.is_open]
    if resolved.outcome is Outcome.PUBLISHED:
        st.session_state.pop(_CORRECTED, None)
        if one.is_proposed:
            flash.done(speech.text("Answered. It is published once you approve it."))
        settled = speech.text("Settled. The action stands where you said.")
        flash.done(settled if one.is_placed else " ".join(_on_the_map(desk, one, answer)))
    elif answer.drop:
        flash.done(speech.text("The row was left out."))
    else:
        st.session_state[_OPENED] = one.id
        flash.done(speech.text("Saved. Something is still open: {what}", what=say_all(speech, *open_still)))


def _resolved(desk: Desk, one: Open, answer: RowAnswer) -> Resolved:
    given, seen = desk.with_resolver, clicks.shown(f"row-{one.id}", one)
    if one.is_proposed:
        number, line = one.row.import_id, one.row.submission.line
        return publishing.answer_proposed(*given, number, line, answer, seen=seen)
    return publishing.resolve_waiting(*given, one.id, answer, seen=seen)


def _on_the_map(desk: Desk, one: Open, answer: RowAnswer) -> Iterator[str]:
    """That the row is public now, and how many others are because they say the same of their place."""
    yield desk.speech.text("The row is on the map.")
    if answer.place is None:
        return
    more = publishing.resolve_alike(*desk.with_resolver, one.asked.text, answer.place)
    if more:
        yield desk.speech.count(
            "Your answer holds for {n} more row with these words.",
            "Your answer holds for {n} more rows with these words.",
            more,
        )


def _origin(desk: Desk, row: WaitingRow | AskingRow) -> str:
    return origin(desk.speech, row.source, row.file_name)


def _described(desk: Desk, one: Open) -> str:
    speech = desk.speech
    place = speech.text(
        "Line {number} of {file}",
        number=speech.number(one.row.submission.line),
        file=f"<bdi>{escape(_origin(desk, one.row))}</bdi>",
    )
    whose = (
        f" · <bdi>{escape(one.who)}</bdi>" if one.who and allows(desk.by, desk.slug, Role.MODERATOR) else ""
    )
    texts = one.row.submission.raw or _named(speech, _as_read(one.row.submission))
    said = (
        cells(texts) if any(map(str.strip, texts.values())) else f"<p>{speech.text('The row is empty.')}</p>"
    )
    return open_row(speech, f"{place}{whose}", one.row.problems, said)


def _named(speech: Speech, texts: Mapping[str, str]) -> dict[str, str]:
    names = field_names(speech)
    return {names[field]: text for field, text in texts.items()}
