"""What a file would do, before anything is written: the numbers, which are also the way to the rows behind them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.i18n import say
from dashboard.publishing import Choices, Details, Preview
from dashboard.web.organise import (
    passages,
    there_twice,
    upload_asked,
    upload_corrects,
    upload_ready,
)
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import figures, note
from dashboard.web.organise.upload_draft import Draft, add, drafts_of
from dashboard.web.organise.words import plain, with_number

View = Callable[[Desk, Draft, Preview, Details], None]


def draw(desk: Desk, draft: Draft, preview: Preview, details: Details) -> None:
    """The numbers, what is to be said of the whole file, and one kind of rows at a time."""
    figures(desk.speech, preview.report)
    notes = "".join(f"<li>{escape(say(desk.speech, note))}</li>" for note in preview.report.notes)
    if notes:
        st.html(f'<ul class="note upload-notes">{notes}</ul>')
    _home(desk, draft, preview)
    _other_sheets(desk, draft, preview)
    _undo(desk, draft)
    views = _views(desk, draft, preview, details)
    if views:
        views[_view(desk, draft, views)][2](desk, draft, preview, details)


def _home(desk: Desk, draft: Draft, preview: Preview) -> None:
    """The country that decides between places of one name, as one answer for the file."""
    if not preview.home and draft.choices.home is None:
        return
    speech = desk.speech
    here = {one.place.country_code for row in preview.upload.rows for one in row.actions}
    codes = ["", *sorted({preview.home, *here} - {""}, key=speech.country)]
    key = draft.key("home")
    st.selectbox(
        speech.text("Most of your rows are in this country: a name that could be there is taken to be there"),
        codes,
        index=codes.index(preview.home),
        format_func=lambda code: speech.country(code) if code else speech.text("None: ask about each"),
        key=key,
        on_change=lambda: draft.choose(home=str(st.session_state[key])),
    )


def _other_sheets(desk: Desk, draft: Draft, preview: Preview) -> None:
    """A button for each sheet that was not read, which adds it as a file of its own."""
    taken = {one.file_name for one in drafts_of(desk)}
    names = {f"{draft.file_name} · {sheet}": sheet for sheet in preview.other_sheets}
    new = {name: sheet for name, sheet in names.items() if name not in taken}
    if not new or draft.choices.sheet:
        return
    with st.container(horizontal=True, key=f"upload-sheets-{draft.number}"):
        for name, sheet in new.items():
            st.button(
                desk.speech.text("Read this sheet too: {sheet}", sheet=plain(sheet)),
                key=f"upload-sheet-{draft.number}-{sheet}",
                on_click=add,
                args=(desk, name, draft.data),
                kwargs={"choices": Choices(sheet=sheet)},
            )


def _undo(desk: Desk, draft: Draft) -> None:
    """Of a large file, answers are gathered first; and the last one can be taken back."""
    if not draft.earlier:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if draft.is_behind:
            note(desk.speech.text("Your answers are noted."))
            st.button(
                desk.speech.text("Check the file with them"),
                key=f"upload-again-{draft.number}",
                on_click=lambda: look_again(draft),
            )
        st.button(
            desk.speech.text("Take my last change back"),
            key=f"upload-undo-{draft.number}",
            on_click=draft.undo,
        )


def look_again(draft: Draft) -> None:
    """Have the file looked at when the page is drawn."""
    draft.is_due = True


def show(draft: Draft, view: str) -> None:
    """Have a kind of rows shown when the page is drawn."""
    st.session_state[f"upload-view-{draft.number}"] = view


def _views(desk: Desk, draft: Draft, preview: Preview, details: Details) -> dict[str, tuple[str, int, View]]:
    """What there is to see of the rows: its name, how many, and what draws it."""
    speech, report = desk.speech, preview.report
    private = len(passages.of_file(draft, details))
    views: dict[str, tuple[str, int, View]] = {
        "asked": (speech.text("Need an answer"), report.waiting, upload_asked.draw),
        "refused": (speech.text("Cannot be used"), report.rejected, upload_asked.draw_refused),
        "private": (speech.text("Private?"), private, passages.draw_of_file),
        "twice": (speech.text("There twice?"), len(details.duplicates), there_twice.draw_of_file),
        "vanished": (speech.text("Cancelled?"), len(details.vanished), upload_corrects.draw_vanished),
        "leaving": (speech.text("Asked no longer"), len(details.leaving), upload_corrects.draw_leaving),
        "ready": (speech.text("Ready"), report.published, upload_ready.draw),
    }
    return {name: view for name, view in views.items() if view[1]}


def _view(desk: Desk, draft: Draft, views: dict[str, tuple[str, int, View]]) -> str:
    key = f"upload-view-{draft.number}"
    if st.session_state.get(key) not in views:
        st.session_state[key] = next(iter(views))
    st.segmented_control(
        desk.speech.text("Rows"),
        list(views),
        required=True,
        format_func=lambda name: with_number(desk.speech, *views[name][:2]),
        key=key,
        label_visibility="collapsed",
    )
    return str(st.session_state[key])
