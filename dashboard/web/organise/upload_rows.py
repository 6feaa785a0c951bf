"""Rows of a file in pages, as they were received, and a table in which they can be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from dashboard.i18n import Speech
from dashboard.publishing import Preview, RowView
from dashboard.web.organise import parts
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import first_of_page
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.words import field_names, in_words

T = TypeVar("T")
_ALWAYS = ("day", "starts", "city", "country")
"""Fields that can be filled in even where the file has no column for them."""


def page_of(draft: Draft, name: str, rows: Sequence[T], most: int) -> Sequence[T]:
    """The rows of the page that is turned up; the pages are turned below whatever is drawn so far."""
    first = first_of_page(f"upload-{draft.number}-{name}", len(rows), most)
    return rows[first : first + most]


def cells(preview: Preview, row: RowView) -> str:
    """What the row says in the columns that we know, as HTML; empty cells are left out."""
    known = {
        header: row.raw.get(header, "")
        for header, field in preview.columns.items()
        if field not in {"", "contact"}
    }
    return parts.cells(known)


def reasons(speech: Speech, row: RowView) -> str:
    """What is asked about a row or keeps it from being used, as one text."""
    return " ".join(in_words(speech, one) for one in row.problems if one.is_open)


def correct(desk: Desk, draft: Draft, preview: Preview, rows: Sequence[RowView], name: str) -> None:
    """The rows as a table to write in. What differs from the file is a correction, made by one click."""
    if not rows:
        return
    speech = desk.speech
    columns = _columns(speech, preview)
    asked, line = speech.text("What to correct"), speech.text("Line")

    def table(typed: Mapping[int, Mapping[str, str]]) -> pd.DataFrame:
        said = [({**draft.choices.edits.get(row.line, {}), **typed.get(row.line, {})}, row) for row in rows]
        return pd.DataFrame(
            [
                [
                    reasons(speech, row),
                    *(one.get(field, row.raw.get(header, "")) for header, field in columns.items()),
                ]
                for one, row in said
            ],
            columns=[asked, *columns],
            index=pd.Index([row.line for row in rows], name=line),
            dtype=str,
        )

    numbers = "-".join((str(rows[0].line), str(len(rows))))
    key = draft.key(f"{name}-table-{numbers}")
    if key not in st.session_state:  # it is drawn anew, with what was typed into the one before
        draft.typed_before = dict(draft.typed)
    after = st.data_editor(
        table(draft.typed_before),
        disabled=[asked, line],
        column_config={asked: st.column_config.TextColumn(width="large")},
        key=key,
    )
    changed = edits(table({}), after, columns)
    draft.typed |= {row.line: changed.get(row.line, {}) for row in rows}
    st.button(
        speech.text("Use these corrections"),
        key=draft.key(f"{name}-use-{numbers}"),
        disabled=not changed,
        on_click=lambda: draft.use_typed(changed),
    )


def _columns(speech: Speech, preview: Preview) -> dict[str, str]:
    """Header -> field of what can be corrected: the columns that are used, and what every action has."""
    used = {header: field for header, field in preview.columns.items() if field}
    names, fields = field_names(speech), set(used.values())
    if "place" in fields:
        fields.add("city")  # one text says where, and a second one beside it would only be asked about
    return used | {
        names[field]: field for field in _ALWAYS if field not in fields and names[field] not in used
    }


def edits(before: pd.DataFrame, after: pd.DataFrame, columns: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Line -> field -> the text of each cell that differs."""
    changed: dict[int, dict[str, str]] = {}
    for line in before.index:
        for header, field in columns.items():
            text = after.at[line, header]
            text = text if isinstance(text, str) else ""  # an emptied cell comes back as no text at all
            if text != before.at[line, header]:
                changed.setdefault(int(line), {})[field] = text
    return changed
