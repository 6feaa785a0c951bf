"""What waits for a moderator: first uploads and what the public submits; looked at, corrected, decided."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from html import escape
from itertools import islice

import streamlit as st

from dashboard import publishing
from dashboard.errors import ChangedMeanwhile
from dashboard.i18n import Speech, say, say_problem
from dashboard.model import Action
from dashboard.publishing import Edited, Pending, PlaceChoice
from dashboard.publishing.differences import texts_of
from dashboard.publishing.review import Versions
from dashboard.web import widgets
from dashboard.web.organise import action_form, clicks, flash, private_findings, typed, waiting
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import first_of_page
from dashboard.web.organise.parts import cells, note, numbers
from dashboard.web.organise.private_findings import CLEANED, cleaned, counted, found_in
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import field_names, moment, origin, plain, titled, when, where

A_PAGE = 10
_MOST_LINES = 20
_MOST_ASKED = 5
_MOST_ROWS = 500
_REFUSED = "refusing"
_WRITTEN = (
    "title", "venue", "address", "organiser", "link", "description", "expected_people", "language", "contact",
)  # fmt: skip


def draw(desk: Desk, waiting: int) -> None:
    """Draw the queue of so many, the oldest first, with what can be decided about several at once."""
    speech = desk.speech
    if not waiting:
        widgets.empty(
            speech.text("Nothing waits for you"),
            speech.text("First uploads of organisers and actions that the public submits are listed here."),
        )
        return
    bar = st.container(key="several")
    shown = st.container(key="pending")
    first = first_of_page("pending", waiting, A_PAGE)
    _, here = publishing.review_page(*desk.here, first=first, most=A_PAGE)
    with clicks.showing("pending", {one.about.id: one.version for one in here}) as seen:
        with shown:
            for one in here:
                _draw_one(desk, one, seen, is_one_of_several=len(here) > 1)
        if len(here) > 1:
            with bar:
                _several(desk, here, seen)


def _several(desk: Desk, here: Sequence[Pending], seen: Versions) -> None:
    """Decide about all that are chosen."""
    speech = desk.speech
    names = {one.about.id: f"choose-{one.about.id}" for one in here}

    def choose_all() -> None:
        st.session_state.update(dict.fromkeys(names.values(), st.session_state["choose-all"]))

    st.checkbox(speech.text("Choose all"), key="choose-all", on_change=choose_all)
    chosen = [number for number, name in names.items() if st.session_state.get(name)]
    if not chosen:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if pressed(
            speech.count("Approve the {n} chosen", "Approve the {n} chosen", len(chosen)),
            type="primary",
            key="approve-chosen",
        ):
            _approve(desk, chosen, seen, trust=False)
        reason = st.text_input(
            speech.text("Reason, for whoever sent it"),
            key=f"reason-for-chosen-{desk.slug}",
            persist_state=KEPT,
        )
        if pressed(
            speech.count("Refuse the {n} chosen", "Refuse the {n} chosen", len(chosen)), key="refuse-chosen"
        ):
            _reject(desk, chosen, reason, seen)


def _draw_one(desk: Desk, one: Pending, seen: Versions, *, is_one_of_several: bool) -> None:
    speech, number = desk.speech, one.about.id
    with st.container(border=True, key=f"pending-{number}"):
        if is_one_of_several:
            st.checkbox(
                speech.text("Choose no. {number}", number=number), key=f"choose-{number}", persist_state=KEPT
            )
        st.html(_described(speech, one))
        actions = {action.key: action for action in one.actions}
        _rows(desk.speech, list(actions.values())[:_MOST_ROWS])
        _found(desk, one)
        if one.about.report.waiting:
            _asked(desk, number)
        if actions:
            with st.expander(speech.text("Correct it first")):
                _edit(desk, one, actions[_chosen(desk, one, actions)])
        if st.session_state.get(_REFUSED) == number:
            _refuse(desk, number, seen)
            return
        buttons = st.container(horizontal=True)
        if pressed(speech.text("Approve"), type="primary", key=f"approve-{number}", place=buttons):
            _approve(desk, [number], seen, trust=False)
        if one.about.imported_by and pressed(
            speech.text("Approve, and trust them from now on"), key=f"trust-{number}", place=buttons
        ):
            _approve(desk, [number], seen, trust=True)
        if pressed(speech.text("Refuse"), key=f"refuse-{number}", place=buttons):
            st.session_state[_REFUSED] = number
            st.rerun()


def _asked(desk: Desk, number: int) -> None:
    """What is asked about its rows, to be answered before they are public."""
    rows = publishing.open_proposed(*desk.with_resolver, number)
    for row in rows[:_MOST_ASKED]:
        waiting.draw_row(desk, row, is_opened=False)
    if len(rows) > _MOST_ASKED:
        note(desk.speech.text("The others can be answered under “Open questions” once it is approved."))


def _refuse(desk: Desk, number: int, seen: Versions) -> None:
    speech = desk.speech
    form = f"refused-{number}"
    reason = st.text_area(
        speech.text("Reason, for whoever sent it"), key=f"{typed.begun(form)}-reason", persist_state=KEPT
    )
    buttons = st.container(horizontal=True)
    if pressed(speech.text("Refuse it"), type="primary", key=f"really-refuse-{number}", place=buttons):
        _reject(desk, [number], reason, seen)
    if pressed(speech.text("Let it wait"), key=f"let-wait-{number}", place=buttons):
        st.session_state.pop(_REFUSED)
        typed.begin_anew(form)
        st.rerun()


def _approve(desk: Desk, numbers: Sequence[int], seen: Versions, *, trust: bool) -> None:
    speech = desk.speech
    with flash.trying():
        approved = publishing.approve_imports(*desk.here, numbers, trust=trust, seen=seen)
    flash.done(
        speech.count("{n} approved. It is on the map.", "{n} approved. They are on the map.", approved)
        if approved
        else _decided(speech)
    )


def _reject(desk: Desk, numbers: Sequence[int], reason: str, seen: Versions) -> None:
    speech = desk.speech
    with flash.trying():
        rejected = publishing.reject_imports(*desk.here, numbers, reason=reason, seen=seen)
    st.session_state.pop(_REFUSED, None)
    flash.done(speech.count("{n} refused.", "{n} refused.", rejected) if rejected else _decided(speech))


def _decided(speech: Speech) -> str:
    return speech.text("Somebody else has decided about it already.")


def _described(speech: Speech, one: Pending) -> str:
    about = one.about
    name = origin(speech, about.source, about.file_name)
    who = one.who or speech.text("Without an account")
    told = numbers(speech, about.report, is_pending=True)
    return (
        f'<div class="import"><h3 dir="auto">{escape(name)}</h3>'
        f'<p class="note">{escape(moment(speech, about.imported_at))} · <bdi>{escape(who)}</bdi></p>'
        f"<p>{escape(told)}</p>{_problems(speech, one)}</div>"
    )


def _problems(speech: Speech, one: Pending) -> str:
    """What stands in the way of rows that are not ready."""
    lines = (say_problem(speech, problem) for row in one.rows for problem in row.problems if problem.is_open)
    items = "".join(f'<li dir="auto">{escape(line)}</li>' for line in islice(lines, _MOST_LINES))
    return f"<ul>{items}</ul>" if items else ""


# What it would put on the map.


def _rows(speech: Speech, actions: Sequence[Action]) -> None:
    """One action field by field, several in a table, with the columns in which something is written."""
    if len(actions) == 1:
        st.html(cells_of(speech, actions[0]))
    if len(actions) < 2:
        return
    names, written = field_names(speech), [_written(action) for action in actions]
    used = [field for field in written[0] if field != "title" and any(one[field] for one in written)]
    rows = [
        {
            names["title"]: texts["title"],
            speech.text("When"): when(speech, action),
            speech.text("Where"): where(speech, action.place),
            **{names[field]: texts[field] for field in used},
        }
        for action, texts in zip(actions, written, strict=True)
    ]
    st.dataframe(rows, hide_index=True, row_height=44)


def _written(action: Action) -> dict[str, str]:
    texts = texts_of(action.submission)
    return {name: texts[name] for name in _WRITTEN}


def cells_of(speech: Speech, action: Action, marked: Container[str] = ()) -> str:
    """An action field by field; those that are ``marked`` stand out."""
    names = {**field_names(speech), "when": speech.text("When"), "where": speech.text("Where")}
    title, *others = _WRITTEN
    texts = {**_written(action), "when": when(speech, action), "where": where(speech, action.place)}
    order = (title, "when", "where", *others)
    return cells(
        {names[name]: texts[name] for name in order}, {names[name] for name in names if name in marked}
    )


def _chosen(desk: Desk, one: Pending, actions: Mapping[str, Action]) -> str:
    """The key of the action that is to be corrected."""
    if len(actions) == 1:
        return next(iter(actions))

    def name(key: str) -> str:
        action = actions[key]
        title = titled(desk.speech, action)
        return f"{desk.speech.number(action.submission.line)} · {title} · {action.city.name}"

    key = f"line-{one.about.id}"
    return st.selectbox(
        desk.speech.text("Line"), list(actions), format_func=name, key=key, persist_state=KEPT
    )


def _edit(desk: Desk, one: Pending, action: Action) -> None:
    further = f"-{action.key}" if action.row_key else ""
    form = f"proposed-{one.about.id}-{action.submission.line}{further}"
    if action_form.edit(desk, form, action, _over(desk, one, action)):
        typed.begin_anew(form)
        flash.done(desk.speech.text("Saved. It still waits for you."))


def _over(desk: Desk, one: Pending, action: Action) -> action_form.Over:
    number, line, key = one.about.id, action.submission.line, action.key

    def write(seen: Action, fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
        with flash.trying():
            return publishing.edit_proposed(
                *desk.with_resolver, number, line, fields, key=key, place=place, seen=seen
            )

    return write


# What is private in it.


def _found(desk: Desk, one: Pending) -> None:
    """What the privacy scan says of the texts that would be public, with one click to remove it."""
    speech = desk.speech
    found = [(action, each) for action in one.actions for each in found_in(action)]
    if not found:
        return
    lines = (
        (speech.text("Line {number}", number=speech.number(action.submission.line)), each)
        for action, each in found[:_MOST_LINES]
    )
    actions = {action.key: action for action, each in found if each.field in CLEANED}.values()
    ways = {"clean": speech.text("Take it out")} if actions else {}
    head, key = counted(speech, len(found)), str(one.about.id)
    if private_findings.draw(speech, key, head, lines, ways) and all(
        _clean(desk, one, action) for action in actions
    ):
        action_form.forget()
        flash.done(speech.text("Saved. It still waits for you."))


def _clean(desk: Desk, one: Pending, action: Action) -> bool:
    """Take it out of one action, and say if that could not be done."""
    edited = _over(desk, one, action)(action, cleaned(action), None)
    for problem in edited.problems if not edited.done else ():
        st.error(plain(say(desk.speech, problem)))
    if edited.standing:
        st.error(plain(say(desk.speech, ChangedMeanwhile())))
    return edited.done
