"""Whether a file is the corrected one of an earlier file, which open questions that settles, and what vanished."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import publishing
from dashboard.publishing import Details, ListedImport, Preview
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.upload_rows import page_of
from dashboard.web.organise.words import moment, origin, when, where

A_PAGE: Final = 50
_OF_ITS_OWN: Final = 0


def ask(desk: Desk, draft: Draft) -> None:
    """A choice among the earlier files, those of the same name first. Unless somebody says so, it corrects none."""
    speech = desk.speech
    found = publishing.earlier_files(*desk.here)
    if not found:
        return
    found.sort(key=lambda one: one.about.file_name != draft.file_name)
    names = {_OF_ITS_OWN: speech.text("No, it is a file of its own")}
    names |= {one.about.id: _name(desk, one) for one in found}
    options, key = list(names), draft.key("corrects")
    st.selectbox(
        speech.text("Is this the corrected version of an earlier file?"),
        options,
        index=options.index(draft.choices.corrects) if draft.choices.corrects in names else 0,
        format_func=lambda number: names[number],
        key=key,
        on_change=lambda: _choose(draft, st.session_state[key] or None),
    )


def draw_leaving(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """The open questions of earlier files that this one settles."""
    speech = desk.speech
    note(speech.text("These rows of earlier files wait for an answer. Publishing takes them off that list."))
    shown = st.container()
    page = page_of(draft, "leaving", details.leaving, A_PAGE)
    items = "".join(
        f"<li><bdi>{escape(origin(speech, one.source, one.file_name))}</bdi> · "
        f"{escape(speech.text('Line {number}', number=speech.number(one.submission.line)))} · "
        f"<bdi>{escape(one.submission.title or speech.text('Solidarity action'))}</bdi></li>"
        for one in page
    )
    shown.html(f'<ul class="note">{items}</ul>')


def draw_vanished(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Actions that the corrected file had: they stay, unless somebody ticks that they were called off."""
    speech = desk.speech
    note(
        speech.text(
            "The file that this one corrects had these. They stay as they are; tick those that are called off."
        )
    )
    shown = st.container()
    page = page_of(draft, "vanished", details.vanished, A_PAGE)
    ticked, title = speech.text("Cancelled"), speech.text("Title")
    frame = pd.DataFrame(
        {
            ticked: [one.key in draft.choices.cancelled for one in page],
            title: [one.submission.title for one in page],
            speech.text("When"): [when(speech, one) for one in page],
            speech.text("Where"): [where(speech, one.place) for one in page],
        }
    )
    with shown:
        after = st.data_editor(
            frame,
            hide_index=True,
            disabled=list(frame.columns[1:]),
            key=draft.key(f"vanished-{page[0].key if page else ''}"),
        )
    chosen = frozenset(one.key for one, tick in zip(page, after[ticked], strict=True) if tick)
    kept = draft.choices.cancelled - {one.key for one in page}
    st.button(
        speech.text("Mark the ticked ones as cancelled"),
        key=draft.key("cancel"),
        disabled=kept | chosen == draft.choices.cancelled,
        on_click=lambda: draft.choose(cancelled=kept | chosen),
    )


def _choose(draft: Draft, number: int | None) -> None:
    if number != draft.choices.corrects:
        draft.choose(at_once=True, corrects=number, cancelled=frozenset())


def _name(desk: Desk, one: ListedImport) -> str:
    return f"{one.about.file_name} · {moment(desk.speech, one.about.imported_at)}"
