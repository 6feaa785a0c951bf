"""The rows that would be on the map: where, what changes field by field, and what is worth knowing."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.i18n import Speech, say
from dashboard.model import Action, CityCount, Status
from dashboard.pictures.card import draw_map
from dashboard.pictures.colours import DARK, LIGHT
from dashboard.publishing import Details, Preview, RowState, RowView
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.upload_rows import page_of
from dashboard.web.organise.words import field_names, field_value, when, where

A_PAGE = 200


def draw(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """The map, the changes, all rows and the notes."""
    rows = [row for row in details.rows if row.action]
    _map(desk, draft, rows)
    _changes(desk, draft, rows)
    _table(desk, draft, rows)
    _notes(desk, draft, details)


def _map(desk: Desk, draft: Draft, rows: Sequence[RowView]) -> None:
    """A picture of the cities. It is drawn once for a look at the file, and nobody else gets it."""
    key = f"upload-map-{draft.number}"
    dark = st.context.theme.type == "dark"
    known = st.session_state.get(key)
    if known is None or known[0] != (draft.seen, dark):
        drawn = b64encode(draw_map(_cities(rows), DARK if dark else LIGHT)).decode()
        st.session_state[key] = known = ((draft.seen, dark), drawn)
    words = escape(desk.speech.text("World map with a bubble for each city."))
    st.html(f'<img class="upload-map" alt="{words}" src="data:image/png;base64,{known[1]}">')


def _cities(rows: Sequence[RowView]) -> list[CityCount]:
    """How many of the actions each city has."""
    counts: defaultdict[tuple[object, ...], list[Action]] = defaultdict(list)
    for action in (one for row in rows for one in row.actions):
        city = action.city
        counts[city.geonameid or 0, city.country_code, city.name].append(action)
    cities = []
    for number, actions in enumerate(counts.values(), 1):
        city, cancelled = actions[0].city, sum(one.status is Status.CANCELLED for one in actions)
        named = (city.name, city.region, city.country_code, city.latitude, city.longitude)
        cities.append(CityCount(city.geonameid or -number, *named, len(actions) - cancelled, cancelled))
    return cities


def _changes(desk: Desk, draft: Draft, rows: Sequence[RowView]) -> None:
    """What is on the map now and what would be there instead, field by field."""
    speech, names = desk.speech, field_names(desk.speech)
    changed = [row for row in rows if row.state is RowState.CHANGED]
    if not changed:
        return
    st.html(f'<h3 class="upload-title">{escape(speech.text("What changes"))}</h3>')
    page = page_of(draft, "changed", changed, A_PAGE)
    table = [
        {
            speech.text("Line"): row.line,
            speech.text("Title"): row.action.submission.title,
            speech.text("What"): names.get(one.field, one.field),
            speech.text("Now"): field_value(speech, one.field, one.before),
            speech.text("Then"): field_value(speech, one.field, one.after),
        }
        for row in page
        if row.action
        for one in row.changes
    ]
    st.dataframe(table, hide_index=True)


def _table(desk: Desk, draft: Draft, rows: Sequence[RowView]) -> None:
    speech = desk.speech
    st.html(f'<h3 class="upload-title">{escape(speech.text("All actions"))}</h3>')
    page = page_of(draft, "ready", rows, A_PAGE)
    states = _states(speech)
    table = [
        {
            speech.text("Line"): row.line,
            speech.text("What"): states[row.state],
            speech.text("Title"): action.submission.title,
            speech.text("When"): when(speech, action),
            speech.text("Where"): where(speech, action.place),
            speech.text("Meeting point"): action.submission.place.venue,
        }
        for row in page
        for action in row.actions
    ]
    st.dataframe(table, hide_index=True)


def _states(speech: Speech) -> dict[RowState, str]:
    return {
        RowState.NEW: speech.text("new"),
        RowState.CHANGED: speech.text("changed"),
        RowState.UNCHANGED: speech.text("unchanged"),
        RowState.ASKED: speech.text("need an answer"),
        RowState.REFUSED: speech.text("cannot be used"),
    }


def _notes(desk: Desk, draft: Draft, details: Details) -> None:
    """What was assumed, with line and column."""
    speech = desk.speech
    notes = [one for row in details.rows for one in row.problems if not one.is_open]
    if not notes:
        return
    label = speech.count("Worth knowing: {n} note", "Worth knowing: {n} notes", len(notes))
    with st.expander(label):
        page = page_of(draft, "notes", notes, A_PAGE)
        line, column, note = speech.text("Line"), speech.text("Column"), speech.text("Note")
        table = [{line: one.line, column: one.column, note: say(speech, one)} for one in page]
        st.dataframe(table, hide_index=True)
