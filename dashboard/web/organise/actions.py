"""Single actions: add, edit, move on the map, cancel, postpone, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.i18n import Speech
from dashboard.model import Action, Status
from dashboard.publishing import Edited, PlaceChoice
from dashboard.web import widgets
from dashboard.web.organise import action_form, action_view, flash
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.words import when, where

A_PAGE = 20
NEW = "new"


def draw(desk: Desk) -> None:
    """Draw the list of actions, or the one that the link names."""
    flash.draw()
    uid = st.query_params.get("action", "")
    if uid == NEW:
        _add(desk)
        return
    action = publishing.my_action(desk.store, desk.by, desk.slug, uid) if uid else None
    if action:
        action_view.draw(desk, uid, action)
    else:
        st.query_params.pop("action", None)
        _list(desk, publishing.my_actions(desk.store, desk.by, desk.slug))


def _list(desk: Desk, mine: Mapping[str, Action]) -> None:
    speech = desk.speech
    action_form.forget()
    if pressed(speech.text("Add an action"), key="add-action"):
        st.query_params["action"] = NEW
        st.rerun()
    if not mine:
        widgets.empty(
            speech.text("No actions yet"), speech.text("Upload a file, or add the first one by hand.")
        )
        return
    found = _found(speech, mine)
    st.html(f'<p class="note" role="status">{speech.count("{n} action", "{n} actions", len(found))}</p>')
    if not found:
        widgets.empty(speech.text("No action matches"), speech.text("Change the text or the status above."))
        return
    shown = st.container(key="my-actions")
    pages = -(-len(found) // A_PAGE)
    current = st.pagination(pages, key=f"my-actions-of-{pages}") if pages > 1 else 1
    with shown:
        for uid in found[(current - 1) * A_PAGE : current * A_PAGE]:
            _item(desk, uid, mine[uid])


def _found(speech: Speech, mine: Mapping[str, Action]) -> list[str]:
    """The public names of the actions that are looked for, in the order in which they take place."""
    left, right = st.columns([3, 1])
    text = left.text_input(
        speech.text("Search"),
        key="search-actions",
        placeholder=speech.text("Title, place or organiser"),
    )
    status = right.selectbox(
        speech.text("Status"),
        [None, *Status],
        format_func=lambda one: speech.status(one) if one else speech.text("Any"),
        key="status-of-actions",
    )
    words = text.casefold().split()
    found = [
        uid
        for uid, action in mine.items()
        if status in {None, action.status} and all(word in _text(speech, action) for word in words)
    ]
    return sorted(found, key=lambda uid: _order(mine[uid]))


def _text(speech: Speech, action: Action) -> str:
    said = action.submission
    parts = (said.title, said.organiser, said.place.venue, said.place.address, where(speech, action.place))
    return " ".join((*parts, action.city.name)).casefold()


def _order(action: Action) -> tuple[date, time, str, str]:
    said = action.submission
    return said.day or date.max, said.starts or time.max, action.city.name, action.key


def _item(desk: Desk, uid: str, action: Action) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"action-{uid}"):
        st.html(described(desk.speech, action))
        if pressed(desk.speech.text("Change"), key=f"change-{uid}"):
            st.query_params["action"] = uid
            st.rerun()


def described(speech: Speech, action: Action) -> str:
    """One action as a line of a list."""
    title = action.submission.title or speech.text("Solidarity action")
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

    def add(fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
        written = {name: text for name, text in fields.items() if text}
        return publishing.add_action(desk.store, desk.by, desk.resolver, desk.slug, written, place=place)

    added = action_form.draw(desk, "new-action", action_form.empty(desk.campaign), add)
    if added:
        st.query_params.pop("action", None)
        flash.done(
            speech.text("Saved. A moderator will look at it.")
            if added.pending
            else speech.text("The action is on the map.")
        )
