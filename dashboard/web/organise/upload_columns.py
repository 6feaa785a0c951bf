"""Which column of a file stands for what: what was recognised beside samples, and a list to say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard.i18n import Speech
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.words import field_names

A_PAGE = 20


def draw(desk: Desk, draft: Draft) -> None:
    """The columns, unfolded where somebody has to say which of them says where."""
    known = draft.no_place or draft.preview
    if known is None or not known.columns:
        return
    speech, columns = desk.speech, known.columns
    used = sum(1 for field in columns.values() if field)
    label = speech.text(
        "Columns: {used} of {all} recognised", used=speech.number(used), all=speech.number(len(columns))
    )
    with st.expander(label, expanded=draft.no_place is not None):
        st.html(
            f'<p class="note">{escape(speech.text("What you change here holds for your next file too."))}</p>'
        )
        pages = -(-len(columns) // A_PAGE)
        shown = st.container(key="upload-columns")
        page = st.pagination(pages, key=f"upload-columns-{draft.number}") if pages > 1 else 1
        with shown:
            for number, name in list(enumerate(columns))[(page - 1) * A_PAGE : page * A_PAGE]:
                _column(speech, draft, number, name, columns, known.samples.get(name, ()))


def _column(
    speech: Speech,
    draft: Draft,
    number: int,
    name: str,
    columns: Mapping[str, str],
    samples: tuple[str, ...],
) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    shown = " · ".join(f'<span dir="auto">{escape(text[:60])}</span>' for text in samples)
    left.html(f'<p class="column"><strong dir="auto">{escape(name)}</strong> {shown}</p>')
    names = meanings(speech)
    key = draft.key(f"column-{number}")
    options = list(names)
    right.selectbox(
        speech.text("What column {number} says", number=speech.number(number + 1)),
        options,
        index=options.index(columns[name]),
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: _choose(draft, name, columns, str(st.session_state[key])),
    )


def _choose(draft: Draft, name: str, columns: Mapping[str, str], field: str) -> None:
    """A field has one column: whichever had it before is not used any more.

    A page that is interrupted while it is drawn reports each list as changed, to what it says anyway.
    """
    if field == columns[name]:
        return
    others = {other: "" for other, had in columns.items() if field and had == field}
    draft.choose(at_once=True, columns={**draft.choices.columns, **others, name: field})


def meanings(speech: Speech) -> dict[str, str]:
    """What a column can stand for."""
    names = {"": speech.text("Not shown"), **field_names(speech)}
    names |= {"online": speech.text("Online"), "zone": speech.text("Time zone")}
    names.pop("visibility", None)
    return names
