"""Every import so far, its numbers and its error report, and taking it back as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import Role, allows
from dashboard.i18n import Speech
from dashboard.publishing import ListedImport, TakingBack
from dashboard.storage import ImportState
from dashboard.web import downloads, widgets
from dashboard.web.organise import flash
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import draw_listed
from dashboard.web.organise.parts import numbers
from dashboard.web.organise.words import moment, origin

A_PAGE = 20
_ASKED = "take-back"


def draw(desk: Desk) -> None:
    """Draw the section."""
    speech = desk.speech
    flash.draw()
    listed = publishing.list_imports(*desk.here)
    if not listed:
        widgets.empty(
            speech.text("No uploads yet"),
            speech.text("Each upload will be listed here, and can be taken back as a whole."),
        )
        return
    draw_listed("imports", listed, A_PAGE, partial(_draw_one, desk))


def _draw_one(desk: Desk, one: ListedImport) -> None:
    number = one.about.id
    with st.container(border=True, key=f"import-{number}"):
        st.html(_described(desk, one))
        buttons = st.container(horizontal=True, vertical_alignment="center")
        report = one.about.report
        if report.waiting + report.rejected:
            buttons.html(downloads.link(desk.speech, desk.slug, "imports", number), width="content")
        if not one.can_roll_back:
            return
        if st.session_state.get(_ASKED) == number:
            _confirm(desk, one)
        elif pressed(desk.speech.text("Take back"), key=f"take-back-{number}", place=buttons):
            st.session_state[_ASKED] = number
            st.rerun()


def _confirm(desk: Desk, one: ListedImport) -> None:
    speech, number = desk.speech, one.about.id
    effects = publishing.taking_back(*desk.here, number)
    st.warning(" ".join(_consequences(speech, effects)))
    buttons = st.container(horizontal=True)
    if pressed(speech.text("Yes, take it back"), type="primary", key=f"really-{number}", place=buttons):
        st.session_state.pop(_ASKED)
        with flash.trying():
            publishing.roll_back_import(*desk.here, number)
        flash.done(speech.text("The upload was taken back."))
    if pressed(speech.text("Keep it"), key=f"keep-{number}", place=buttons):
        st.session_state.pop(_ASKED)
        st.rerun()


def _consequences(speech: Speech, effects: TakingBack) -> Iterator[str]:
    """What would happen, as sentences."""
    sentences = {
        speech.count(
            "{n} action disappears from the map.", "{n} actions disappear from the map.", effects.removed
        ): effects.removed,
        speech.count(
            "{n} action becomes what it was before.",
            "{n} actions become what they were before.",
            effects.restored,
        ): effects.restored,
        speech.count(
            "{n} action stays, because a later upload has it too.",
            "{n} actions stay, because a later upload has them too.",
            effects.kept,
        ): effects.kept,
        speech.count(
            "{n} row is asked about no longer.", "{n} rows are asked about no longer.", effects.asked
        ): effects.asked,
    }
    said = [sentence for sentence, number in sentences.items() if number]
    yield from said or [speech.text("Nothing on the map changes.")]
    yield speech.text("What people changed by hand stays.")


def _described(desk: Desk, one: ListedImport) -> str:
    speech, about = desk.speech, one.about
    whose = one.who or speech.text("Without an account")
    sees_all = allows(desk.by, desk.slug, Role.MODERATOR)
    by = f" · <bdi>{escape(whose)}</bdi>" if sees_all else ""
    name = origin(speech, about.source, about.file_name)
    rows = speech.count("{n} row", "{n} rows", about.report.uploaded)
    became = numbers(speech, about.report, is_pending=about.state is ImportState.PENDING)
    told = speech.text("{rows}: {parts}", rows=rows, parts=became)
    return (
        f'<div class="import{"" if one.can_roll_back else " is-over"}"><h3 dir="auto">{escape(name)}</h3>'
        f'<p class="note">{escape(moment(speech, about.imported_at))}{by}</p>'
        f"<p>{escape(told)}</p>{_state(speech, one)}</div>"
    )


def _state(speech: Speech, one: ListedImport) -> str:
    about = one.about
    if about.rolled_back_at:
        said = speech.text(
            "Taken back by {name}, {when}.",
            name=one.rolled_back_by or speech.text("Without an account"),
            when=moment(speech, about.rolled_back_at),
        )
    elif about.state is ImportState.PENDING:
        said = speech.text("It waits for a moderator.")
    elif about.state is ImportState.REJECTED:
        said = speech.text("A moderator refused it: {reason}", reason=about.reason)
    elif about.state is ImportState.REPLACED:
        said = speech.text("A newer upload of this file took its place.")
    else:
        return ""
    return f'<p class="chip">{escape(said)}</p>'
