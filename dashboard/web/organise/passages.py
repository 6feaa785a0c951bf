"""What may be private in what the public sees: each passage in its text, to be taken out or said to be meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.errors import ChangedMeanwhile
from dashboard.i18n import say
from dashboard.model import Action
from dashboard.publishing import Marked
from dashboard.web import widgets
from dashboard.web.organise import clicks, flash
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.exposure_agreeing import in_one_line
from dashboard.web.organise.paging import draw_page
from dashboard.web.organise.private_findings import cleaned, counted, found_in_public, marked
from dashboard.web.organise.words import plain

A_PAGE = 20


def draw(desk: Desk) -> None:
    """Draw the section."""
    speech = desk.speech
    flash.draw()
    number, _ = publishing.open_passages(*desk.here, most=0)
    if not number.total:
        widgets.empty(
            speech.text("Nothing private is seen"),
            speech.text(
                "Addresses, numbers and names that the public can read are listed here, until somebody takes them out"
                " or says that they are meant."
            ),
        )
        return
    widgets.heading(
        f"{speech.text('Private?')} · {speech.number(number.total)}", counted(speech, number.total)
    )

    def read(first: int) -> list[Marked]:
        return publishing.open_passages(*desk.here, first=first, most=A_PAGE)[1]

    draw_page("passages", number.actions, A_PAGE, read, partial(_draw_one, desk))


def _draw_one(desk: Desk, one: Marked) -> None:
    speech, key = desk.speech, f"passages-{one.uid}"
    with clicks.showing(key, one) as shown, st.container(border=True, key=key):
        seen = shown.action
        marks = "".join(marked(speech, each) for each in found_in_public(one.public))
        title = escape(in_one_line(speech, one.action))
        st.html(f'<div class="import"><h3 dir="auto">{title}</h3>{marks}</div>')
        if not is_trusted(desk.by, desk.slug):
            return
        buttons = st.container(horizontal=True)
        texts = cleaned(seen)
        if texts and pressed(speech.text("Take it out"), key=f"take-out-{one.uid}", place=buttons):
            _take_out(desk, one.uid, seen, texts)
        if pressed(speech.text("It is meant just as it says"), key=f"meant-{one.uid}", place=buttons):
            with flash.trying():
                publishing.mean_passages(*desk.here, one.uid, seen=seen)
            flash.done(speech.text("Saved. The map shows it now."))


def _take_out(desk: Desk, uid: str, seen: Action, texts: Mapping[str, str]) -> None:
    with flash.trying():
        edited = publishing.edit_action(*desk.with_resolver, uid, texts, seen=seen)
        if edited.standing:
            raise ChangedMeanwhile()
    if edited.done:
        flash.done(desk.speech.text("Saved. The map shows it now."))
    for problem in edited.problems:
        st.error(plain(say(desk.speech, problem)))
