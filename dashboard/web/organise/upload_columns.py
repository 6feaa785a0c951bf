"""Which column of a file stands for what: what was recognised beside samples, and a list to say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard.i18n import Speech
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.words import field_names


def draw(desk: Desk, draft: Draft) -> None:
    """Every column with samples and what it is taken for; all is chosen before the file is read again."""
    known = draft.no_place or draft.preview
    if known is None or not known.columns:
        return
    speech, columns = desk.speech, known.columns
    suspects = known.suspects
    is_asked = draft.no_place is not None or bool(suspects)
    key = _key(draft, columns, suspects)
    with st.expander(speech.text("Columns"), expanded=is_asked):
        note(_summary(speech, columns))
        with st.container(key="upload-columns"):
            for number, name in enumerate(columns):
                samples, looks_like = known.samples.get(name, ()), suspects.get(name, "")
                _column(speech, f"{key}-{number}", number, name, columns, samples, looks_like)
        st.button(
            speech.text("Read the file with these columns"),
            key=f"{key}-read",
            on_click=lambda: _choose(draft, columns, suspects),
        )


def _key(draft: Draft, columns: Mapping[str, str], suspects: Mapping[str, str]) -> str:
    """How the keys of the form begin: it stays as it is while it asks the same, whatever is answered below it."""
    return f"upload-{draft.number}-columns-{hash((*columns.items(), *suspects.items()))}"


def _summary(speech: Speech, columns: Mapping[str, str]) -> str:
    used = sum(1 for field in columns.values() if field)
    recognised = speech.text(
        "{used} of {all} are used.", used=speech.number(used), all=speech.number(len(columns))
    )
    return f"{recognised} {speech.text('What you change here holds for your next file too.')}"


def _column(
    speech: Speech,
    key: str,
    number: int,
    name: str,
    columns: Mapping[str, str],
    samples: tuple[str, ...],
    looks_like: str,
) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    shown = " · ".join(f"<bdi>{escape(text[:60])}</bdi>" for text in samples)
    names = meanings(speech)
    options = list(names)
    asked = speech.text("This looks like: {field}. Is it?", field=names[looks_like]) if looks_like else ""
    left.html(
        f'<p class="column"><strong dir="auto">{escape(name)}</strong> {shown} <em>{escape(asked)}</em></p>'
    )
    right.selectbox(
        speech.text("What column {number} says", number=speech.number(number + 1)),
        options,
        index=options.index(columns[name] or looks_like),
        format_func=names.__getitem__,
        key=key,
        persist_state=KEPT,
        label_visibility="collapsed",
    )


def _choose(draft: Draft, columns: Mapping[str, str], suspects: Mapping[str, str]) -> None:
    """What was chosen for all columns. A field has one column: of several that claim it, the one just chosen."""
    key = _key(draft, columns, suspects)
    said = {name: str(st.session_state[f"{key}-{number}"]) for number, name in enumerate(columns)}
    changed = {name for name, field in said.items() if field != columns[name]}
    if not changed and not suspects:
        return
    taken = {said[name] for name in changed}
    kept = {
        name: "" if name not in changed and field in taken else field
        for name, field in said.items()
        if name in changed or name in suspects or (field and field in taken) or name in draft.choices.columns
    }
    draft.choose(at_once=True, columns={**draft.choices.columns, **kept})


def meanings(speech: Speech) -> dict[str, str]:
    """What a column can stand for."""
    names = {"": speech.text("Not shown"), **field_names(speech)}
    names |= {
        "online": speech.text("Online"),
        "zone": speech.text("Time zone"),
        "all_day": speech.text("All day"),
        "private": speech.text("Private, if yes"),
        "consent": speech.text("May be published, if yes"),
        "publicity": speech.text("Public, private or a draft"),
    }
    names.pop("visibility", None)
    return names
