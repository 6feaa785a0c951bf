"""Single actions: add, edit, move on the map, cancel, postpone, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.i18n import Speech
from dashboard.model import Action, Status
from dashboard.publishing import Duplicate, Edited, PlaceChoice
from dashboard.storage import Search
from dashboard.web import widgets
from dashboard.web.organise import action_form, action_view, flash, there_twice, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import looked_for, titled, when, where

A_PAGE = 20
NEW = "new"


def draw(desk: Desk) -> None:
    """Draw the list of actions, or the one that the link names."""
    flash.draw()
    uid = st.query_params.get("action", "")
    if uid == NEW:
        _add(desk)
        return
    action = publishing.my_action(*desk.here, uid) if uid else None
    if action:
        action_view.draw(desk, uid, action)
    else:
        st.query_params.pop("action", None)
        _list(desk)


def _list(desk: Desk) -> None:
    speech = desk.speech
    action_form.forget()
    if pressed(speech.text("Add an action"), key="add-action"):
        st.query_params["action"] = NEW
        st.rerun()
    search, turned = _searched(desk), f"page-of-actions-{desk.slug}"
    page = int(st.session_state.get(turned, 1))
    number, shown = _page(desk, search, page)
    if number and not shown:
        st.session_state[turned] = page = 1
        number, shown = _page(desk, search, page)
    if not number and search == Search():
        widgets.empty(
            speech.text("No actions yet"), speech.text("Upload a file, or add the first one by hand.")
        )
        return
    _search_box(desk)
    st.html(f'<p class="note" role="status">{speech.count("{n} action", "{n} actions", number)}</p>')
    if not number:
        widgets.empty(speech.text("No action matches"), speech.text("Change the text or the status above."))
        return
    with st.container(key="my-actions"):
        for uid, action in shown.items():
            _item(desk, uid, action)
    if number > A_PAGE:
        st.pagination(-(-number // A_PAGE), key=turned, persist_state=KEPT)


def _page(desk: Desk, search: Search, page: int) -> tuple[int, dict[str, Action]]:
    first = (page - 1) * A_PAGE
    return publishing.my_actions(*desk.here, search, first=first, most=A_PAGE)


def _searched(desk: Desk) -> Search:
    """What is looked for in the box, which is drawn once there is something to find."""
    text = st.session_state.get(f"search-actions-{desk.slug}", "")
    return Search(looked_for(desk.speech, text), st.session_state.get(f"status-of-actions-{desk.slug}"))


def _search_box(desk: Desk) -> None:
    speech = desk.speech
    left, right = st.columns([3, 1])
    left.text_input(
        speech.text("Search"),
        placeholder=speech.text("Title, place or organiser"),
        key=f"search-actions-{desk.slug}",
        persist_state=KEPT,
    )
    right.selectbox(
        speech.text("Status"),
        [None, *Status],
        format_func=lambda one: speech.status(one) if one else speech.text("Any"),
        key=f"status-of-actions-{desk.slug}",
        persist_state=KEPT,
    )


def _item(desk: Desk, uid: str, action: Action) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"action-{uid}"):
        st.html(described(desk.speech, action))
        if pressed(desk.speech.text("Change"), key=f"change-{uid}"):
            st.query_params["action"] = uid
            st.rerun()


def described(speech: Speech, action: Action) -> str:
    """One action as a line of a list."""
    title = titled(speech, action)
    chip = (
        "" if action.status is Status.PLANNED else f'<span class="chip">{speech.status(action.status)}</span>'
    )
    venue = (
        f'<span dir="auto">{escape(action.submission.place.venue)}</span>'
        if action.submission.place.venue
        else ""
    )
    return (
        f'<div class="mine is-{action.status}"><span class="when">{escape(when(speech, action))}</span>'
        f'<span class="title" dir="auto">{escape(title)}</span>'
        f'<span dir="auto">{escape(where(speech, action.place))}</span>{venue}{chip}</div>'
    )


def _add(desk: Desk) -> None:
    """A form for one action, and what is asked about it before it goes on the map."""
    speech = desk.speech
    if pressed(speech.text("Back to all actions"), key="back"):
        action_view.close()
    widgets.heading(speech.text("Add an action"))
    if not is_trusted(desk.by, desk.slug):
        st.info(speech.text("It waits for a moderator."))

    def add(fields: Mapping[str, str], place: PlaceChoice | None, *, is_another: bool = False) -> Edited:
        return publishing.add_action(
            *desk.with_resolver, _written(fields), place=place, is_another=is_another
        )

    form = f"new-action-{desk.slug}"
    added = action_form.draw(desk, form, action_form.empty(desk.campaign), add)
    same = None if added else there_twice.ask(desk, action_form.twins(form))
    if same == there_twice.ANOTHER:
        added = action_form.again(form, lambda fields, place: add(fields, place, is_another=True))
    elif isinstance(same, Duplicate):
        added = action_form.again(form, lambda fields, place: _update(desk, same, fields, place))
    if added:
        typed.begin_anew(form)
        st.query_params.pop("action", None)
        flash.done(
            speech.text("Saved. A moderator will look at it.")
            if added.pending
            else speech.text("The action is on the map.")
        )


def _update(desk: Desk, same: Duplicate, fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
    """Write what was to be a new action over the one that it is; that it is planned was never asked."""
    said = {name: text for name, text in _written(fields).items() if text != Status.PLANNED}
    edited = publishing.edit_action(*desk.with_resolver, same.other_uid, said, place=place, seen=same.other)
    now = edited.standing
    return replace(edited, twins=(replace(same, other=now),)) if now else edited


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}
