"""Actions that may be there twice, side by side; one of them can go."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.publishing import Pair
from dashboard.web import widgets
from dashboard.web.organise import flash
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.review_queue import cells

A_PAGE = 10
_PARTS = {"day": "when", "starts": "when", "ends": "when", "place": "where"}
"""What of the two is shown as one."""


def draw(desk: Desk) -> None:
    """Draw the pairs; those that a moderator called two stay away, from everybody."""
    speech = desk.speech
    pairs = publishing.duplicate_pairs(desk.store, desk.by, desk.slug)
    if not pairs:
        widgets.empty(
            speech.text("Nothing is there twice"),
            speech.text(
                "Actions of different uploads in the same city, on the same day and hour are compared."
            ),
        )
        return
    shown = st.container(key="pairs")
    pages = -(-len(pairs) // A_PAGE)
    current = st.pagination(pages, key=f"pairs-of-{pages}") if pages > 1 else 1
    with shown:
        for one in pairs[(current - 1) * A_PAGE : current * A_PAGE]:
            _draw_one(desk, one)


def _draw_one(desk: Desk, pair: Pair) -> None:
    speech = desk.speech
    first, second = publishing.field_texts(pair.first), publishing.field_texts(pair.second)
    differing = frozenset(_PARTS.get(name, name) for name in first if first[name] != second[name])
    sides = (
        (pair.first, pair.first_uid, pair.second_uid, pair.first_by),
        (pair.second, pair.second_uid, pair.first_uid, pair.second_by),
    )
    with st.container(border=True, key=f"pair-{pair.first_uid}-{pair.second_uid}"):
        for column, (action, kept, dropped, who) in zip(st.columns(2), sides, strict=True):
            with column:
                by = who or speech.text("Without an account")
                st.html(f'<p class="note"><bdi>{escape(by)}</bdi></p>{cells(speech, action, differing)}')
                if pressed(speech.text("Keep this one alone"), key=f"keep-{kept}-{dropped}"):
                    with flash.trying():
                        publishing.merge_duplicates(desk.store, desk.by, desk.slug, kept, dropped)
                    flash.done(speech.text("The other one was taken off the map."))
        if pressed(speech.text("These are two"), key=f"two-{pair.first_uid}-{pair.second_uid}"):
            with flash.trying():
                publishing.tell_apart(desk.store, desk.by, desk.slug, pair.first_uid, pair.second_uid)
            st.rerun()
