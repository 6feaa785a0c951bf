"""What the public sees of all actions at a glance: how many on each step, and those of which less is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from dashboard.model import Action, Visibility
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.exposure_view import steps
from dashboard.web.organise.words import when, where

_MOST: Final = 500


def draw(desk: Desk, mine: Mapping[str, Action]) -> None:
    """Draw the numbers, and a table of what is shown less than exactly."""
    speech, names = desk.speech, steps(desk.speech)
    shown = _shown(desk, mine)
    counted = Counter(shown.values())
    figures = "".join(
        f"<div><dt>{escape(names[step].name)}</dt><dd>{speech.number(counted[step])}</dd></div>"
        for step in Visibility
        if counted[step]
    )
    st.html(f'<div class="figures"><dl>{figures}</dl></div>')
    less = [(uid, action) for uid, action in mine.items() if shown[uid] is not Visibility.EXACT][:_MOST]
    if not less:
        st.html(f'<p class="note">{escape(speech.text("All of it is shown exactly."))}</p>')
        return
    rows = [
        {
            speech.text("Title"): action.submission.title or speech.text("Solidarity action"),
            speech.text("When"): when(speech, action),
            speech.text("Where"): where(speech, action.city),
            speech.text("What is shown"): names[shown[uid]].name,
        }
        for uid, action in less
    ]
    st.dataframe(rows, hide_index=True, row_height=44)


def _shown(desk: Desk, mine: Mapping[str, Action]) -> dict[str, Visibility]:
    """The step on which each action stands now; what is on no list is counted only, or hidden."""
    public = {one.uid: one.visibility for one in desk.store.public_actions(desk.slug)}
    unlisted = (Visibility.COUNT_ONLY, Visibility.HIDDEN)
    return {
        uid: public.get(uid) or (action.visibility if action.visibility in unlisted else Visibility.HIDDEN)
        for uid, action in mine.items()
    }
