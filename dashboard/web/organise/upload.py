"""A file on its way to the map: add it, check what it would do, publish. Nothing is written before the last step."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from dashboard.i18n import Speech, say
from dashboard.ingest import write_template
from dashboard.model import Status
from dashboard.web import widgets
from dashboard.web.organise import upload_columns, upload_corrects, upload_preview, upload_publish
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.upload_draft import Draft, add, drafts_of, keep, look
from dashboard.web.organise.words import field_names, plain

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(desk: Desk) -> None:
    """Draw the section."""
    steps = st.empty()
    keep(desk)
    kept = drafts_of(desk)
    if not kept:
        _steps(desk, steps, 0)
        _ways_to_add(desk)
        return
    draft = _chosen(desk, kept)
    _steps(desk, steps, 3 if draft.published else 1)
    if draft.is_due:
        look(desk, draft)
    if draft.published:
        upload_publish.result(desk, draft, further=[one for one in kept if one is not draft])
        return
    _head(desk, draft)
    if draft.trouble:
        st.error(plain(say(desk.speech, draft.trouble)))
    upload_columns.draw(desk, draft)
    cannot_be_read = draft.preview is None and draft.no_place is None
    if not cannot_be_read:
        upload_corrects.ask(desk, draft)
    if draft.preview and draft.details:
        upload_preview.draw(desk, draft, draft.preview, draft.details)
        upload_publish.ask(desk, draft, draft.preview)
    with st.expander(desk.speech.text("Add another file"), expanded=cannot_be_read):
        _ways_to_add(desk)


def _steps(desk: Desk, place: st.delta_generator.DeltaGenerator, current: int) -> None:
    names = (desk.speech.text("Add a file"), desk.speech.text("Check it"), desk.speech.text("Publish"))
    items = "".join(
        f"<li{' aria-current=step' if number == current else ''}{' class=done' if number < current else ''}>"
        f"{escape(name)}</li>"
        for number, name in enumerate(names)
    )
    place.html(f'<ol class="steps">{items}</ol>')


def _ways_to_add(desk: Desk) -> None:
    """A file, a paste from a spreadsheet, and an empty table for those who have neither."""
    speech = desk.speech
    taken = st.session_state.get("drafts-so-far", 0)
    key = f"upload-files-{taken}"
    st.file_uploader(
        speech.text("CSV, TSV, Excel (XLSX) or LibreOffice (ODS). Nothing is public before you publish it."),
        accept_multiple_files=True,
        key=key,
        on_change=lambda: _take(desk, key),
    )
    with st.expander(speech.text("Or paste rows from a spreadsheet")):
        pasted = f"upload-pasted-{desk.slug}-{taken}"
        st.text_area(
            speech.text("The row with the names of the columns, and the rows below it"),
            key=pasted,
            persist_state=KEPT,
            height=160,
        )
        st.button(
            speech.text("Check these rows"),
            key=f"{pasted}-check",
            on_click=lambda: _take_pasted(desk, pasted),
        )
    note(speech.text("No table yet? Fill in this one:"))
    row = st.container(horizontal=True)
    name = f"{desk.slug}-template"
    for label, extension, mime, make in (
        ("Excel, LibreOffice", "xlsx", _XLSX, partial(template, "xlsx", speech)),
        ("CSV", "csv", "text/csv", partial(template, "csv", speech)),
    ):
        row.download_button(label, make, file_name=f"{name}.{extension}", mime=mime, on_click="ignore")


def template(kind: Literal["csv", "xlsx"], speech: Speech) -> bytes:
    """An empty table with an example row; each of its columns is understood when it comes back."""
    example = {
        "title": speech.text("Example: this row shows how, and is left out"),
        "venue": speech.text("In front of the town hall"),
        "country": speech.country("FR"),
        "organiser": speech.text("Name of the group"),
        "description": speech.text("What people should know and bring."),
        "status": speech.status(Status.PLANNED),
    }
    return write_template(kind, field_names(speech), example)


def _take(desk: Desk, key: str) -> None:
    """Each file once: a page that is interrupted while it is drawn reports them as new a second time."""
    taken: set[str] = st.session_state.setdefault("upload-taken", set())
    for file in st.session_state.get(key) or ():
        if file.file_id not in taken:
            taken.add(file.file_id)
            add(desk, file.name, file.getvalue())


def _take_pasted(desk: Desk, key: str) -> None:
    """What was pasted, under a name of its own: no two pastes are versions of one file."""
    text = st.session_state[key]
    if text.strip():
        del st.session_state[key]  # it would be kept beside the file that is made of it
        now = datetime.now(UTC)
        add(desk, desk.speech.text("Pasted on {day}", day=f"{now:%Y-%m-%d %H:%M:%S}"), text.encode())


def _chosen(desk: Desk, kept: list[Draft]) -> Draft:
    """The file that is looked at: the one that was added last, or that was chosen among several."""
    if len(kept) == 1:
        return kept[0]
    numbers, done = {one.number: one for one in kept}, desk.speech.text("Published")
    names = {one.number: f"{one.file_name} · {done}" if one.published else one.file_name for one in kept}
    return numbers[
        st.selectbox(
            desk.speech.text("File"),
            list(numbers),
            index=len(kept) - 1,
            format_func=names.__getitem__,
            key=f"upload-file-{'-'.join(map(str, numbers))}",
            persist_state=KEPT,
        )
    ]


def _head(desk: Desk, draft: Draft) -> None:
    with st.container(key="upload-head", horizontal=True, vertical_alignment="center"):
        widgets.heading(draft.file_name)
        st.button(
            desk.speech.text("Remove this file"),
            key=f"upload-remove-{draft.number}",
            on_click=lambda: drafts_of(desk).remove(draft),
        )
