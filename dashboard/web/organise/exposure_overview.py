"""What the public sees of all actions at a glance: how many on each step, and those of which less is shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.model import Visibility
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.exposure_view import steps
from dashboard.web.organise.parts import note
from dashboard.web.organise.words import titled, when, where


def draw(desk: Desk) -> None:
    """Draw the numbers, and a table of what is shown less than exactly."""
    speech, names = desk.speech, steps(desk.speech)
    counted, less = publishing.shown_of_mine(*desk.here)
    figures = "".join(
        f"<div><dt>{escape(names[step].name)}</dt><dd>{speech.number(counted[step])}</dd></div>"
        for step in Visibility
        if step in counted
    )
    st.html(f'<div class="figures"><dl>{figures}</dl></div>')
    if not less:
        note(speech.text("All of it is shown exactly."))
        return
    rows = [
        {
            speech.text("Title"): titled(speech, action),
            speech.text("When"): when(speech, action),
            speech.text("Where"): where(speech, action.city),
            speech.text("What is shown"): names[step].name,
        }
        for step, action in less
    ]
    st.dataframe(rows, hide_index=True, row_height=44)
