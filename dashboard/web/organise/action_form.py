"""The form of one action: every field that people can change, and what is asked about what they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.i18n import say_in_column
from dashboard.model import Action, Campaign, Status
from dashboard.publishing import Duplicate, Edited, FieldChange, PlaceChoice, differences
from dashboard.publishing.differences import texts_of
from dashboard.web.organise import flash, place_choice, private_findings, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import both, day_input
from dashboard.web.organise.private_findings import Found, counted, found_in_form
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import change_line, field_names, plain

Save = Callable[[Mapping[str, str], PlaceChoice | None], Edited]
"""Writes the fields, each as a text, with the place if it was chosen."""
Over = Callable[[Action, Mapping[str, str], PlaceChoice | None], Edited]
"""Writes the fields and the place over this version of an action, which is the one that was looked at."""

_ASKED = "-asked"
_NOTHING: Final[tuple[dict[str, str], PlaceChoice | None, Edited | None]] = ({}, None, None)
"""What is kept of a form about which nothing is asked: its fields, the place that was chosen, and what came of it."""
_PRIVATE = "-private"
_SEEN = "-seen"
_SHORT: Final = (
    "title", "status", "day", "starts", "ends", "last_day", "place", "city", "region", "country", "postcode", "venue",
    "address", "organiser", "link", "contact", "expected_people", "reported_people", "language",
)  # fmt: skip
_LONG: Final = ("description",)
_LATER: Final = frozenset({"place", "reported_people"})
"""What nobody is asked about an action that is to be written: its place has several fields, and nobody came yet."""


def empty(campaign: Campaign) -> dict[str, str]:
    """The texts of an action that is to be written: the campaign's day and time, and nothing else."""
    texts = dict.fromkeys((*(name for name in _SHORT if name not in _LATER), *_LONG), "")
    return texts | {
        "status": Status.PLANNED.value,
        "day": campaign.day.isoformat() if campaign.day else "",
        "starts": _clock(campaign.starts),
        "ends": _clock(campaign.ends),
    }


def form_texts(action: Action) -> dict[str, str]:
    """The texts of an action as it is. Where it is, as its row said it: in one text, or in several."""
    texts = {**texts_of(action.submission), "status": action.status.value}
    unused = ("city", "region", "country", "postcode") if texts["place"] else ("place",)
    return {name: texts[name] for name in (*_SHORT, *_LONG) if name not in unused}


def seen(key: str, action: Action) -> Action:
    """The action as it was when its form was first drawn: what is written is a difference against it."""
    first: Action = st.session_state.setdefault(f"{key}{_SEEN}", action)
    return first


def draw_both(desk: Desk, form: str, before: Action, over: Over) -> Edited | None:
    """Where somebody else has changed the action meanwhile: what they wrote, and the choice between both."""
    key = typed.begun(form)
    fields, place, edited = st.session_state.get(f"{key}{_ASKED}", _NOTHING)
    if edited is None or edited.standing is None:
        return None
    said, standing = form_texts(before), edited.standing
    mine = changes(said, fields)
    sides = (
        differences(before, standing),
        [FieldChange(name, said[name], text) for name, text in mine.items()],
    )
    lines = ("".join(change_line(desk.speech, one) for one in side) for side in sides)
    chosen = both(desk.speech, key, *(f'<ul class="history">{items}</ul>' for items in lines))
    if chosen:
        st.session_state[f"{key}{_SEEN}"] = standing
        return put(key, fields, place, lambda _fields, place: over(standing, mine, place))
    if chosen is not None:
        discard(form)
    return None


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The texts that somebody has changed, by field."""
    return {name: text for name, text in after.items() if text.strip() != before[name].strip()}


def discard(form: str) -> NoReturn:
    """Draw the form anew, from what is the case by now."""
    typed.begin_anew(form)
    st.rerun()


def edit(desk: Desk, form: str, action: Action, write: Over) -> Edited | None:
    """Draw the form of an action that stands; what came of it once what somebody changed was written."""
    key = typed.begun(form)
    first = seen(key, action)
    before = form_texts(first)

    def save(fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
        changed = changes(before, fields)
        return write(first, changed, place) if changed or place is not None else Edited(done=True)

    both = draw_both(desk, form, first, write)
    country, is_behind = action.place.country_code, first != action
    return both or draw(desk, form, before, save, country=country, is_behind=is_behind)


def draw(
    desk: Desk,
    form: str,
    before: Mapping[str, str],
    save: Save,
    *,
    country: str = "",
    is_behind: bool = False,
) -> Edited | None:
    """Draw the form; what came of it once it was written. Until then it stays, with what is asked below.

    ``country`` is where the action is, to know telephone numbers that are written without ``+``. What ``is_behind``
    another's change is drawn anew unless something is typed into it.
    """
    key = typed.begun(form)
    with st.container(border=True, key=f"{key}-form"):
        names = field_names(desk.speech)
        fields = [name for name in (*_SHORT, *_LONG) if name in before]
        after: dict[str, str] = {}
        for name, column in zip(fields, side_by_side(), strict=False):
            with st.container() if name in _LONG else column:
                after[name] = _input(desk, f"{key}-{name}", name, names[name], before[name])
        mine = changes(before, after)
        if is_behind and not mine:
            discard(form)
        found = found_in_form(mine, country)
        buttons = st.container(horizontal=True)
        if pressed(desk.speech.text("Save"), type="primary", key=f"{key}-save", place=buttons):
            if not found:
                return put(key, after, None, save)
            st.session_state[f"{key}{_PRIVATE}"] = True
        words = desk.speech.text("Discard what was typed")
        if mine and pressed(words, key=f"{key}-discard", place=buttons):
            discard(form)
    asked = ask(desk, key, save)
    if asked or not (found and st.session_state.get(f"{key}{_PRIVATE}")):
        return asked
    return put(key, after, None, save) if _accepts(desk, key, found) else None


def _accepts(desk: Desk, key: str, found: Sequence[Found]) -> bool:
    """Mark what would show something private; whether somebody says that it shall."""
    speech, marked = desk.speech, [("", one) for one in found]
    words = speech.text("Nothing is saved yet. Correct it above, or say that it may be shown.")
    head, ways = f"{counted(speech, len(found))} {words}", {"accept": speech.text("Save it with this in it")}
    return bool(private_findings.draw(speech, key, head, marked, ways))


def side_by_side() -> Iterator[DeltaGenerator]:
    """Places for fields, two in a row; on a narrow screen one below the other, in the same order."""
    while True:
        yield from st.columns(2)


def _input(desk: Desk, key: str, name: str, label: str, text: str) -> str:
    match name:
        case "status":
            states = [status.value for status in Status]
            chosen = st.selectbox(
                label,
                states,
                states.index(text),
                format_func=lambda value: desk.speech.status(Status(value)),
                key=key,
                persist_state=KEPT,
            )
            return str(chosen)
        case "day" | "last_day":
            picked = day_input(label, date.fromisoformat(text) if text else None, key)
            return picked.isoformat() if picked else ""
        case "starts" | "ends":
            at = time.fromisoformat(text) if text else None
            return _clock(st.time_input(label, at, key=key, persist_state=KEPT))
        case "description":
            return st.text_area(label, text, key=key, persist_state=KEPT).strip()
        case _:
            return st.text_input(label, text, key=key, persist_state=KEPT).strip()


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def put(key: str, fields: Mapping[str, str], place: PlaceChoice | None, save: Save) -> Edited:
    """Write it; what stands in the way is kept until the form is sent again."""
    with flash.trying():
        edited = save(fields, place)
    if not edited.done:
        st.session_state[f"{key}{_ASKED}"] = (dict(fields), place, edited)
        st.rerun()
    st.session_state.pop(f"{key}{_ASKED}", None)
    return edited


def ask(desk: Desk, key: str, save: Save) -> Edited | None:
    """Say what is to be corrected, and offer the candidates for the place."""
    fields, _, edited = st.session_state.get(f"{key}{_ASKED}", _NOTHING)
    if edited is None:
        return None
    names = field_names(desk.speech)
    for problem in edited.problems:
        if problem.is_open:
            about = names.get(problem.column, "")
            st.error(plain(say_in_column(desk.speech, replace(problem, column=about))))
    if not edited.candidates:
        return None
    place = place_choice.candidates(desk, f"{key}-place", edited.candidates)
    return None if place is None else put(key, fields, place, save)


def twins(form: str) -> tuple[Duplicate, ...]:
    """The actions that stand beside the one of a form, if that is what is asked about it."""
    edited = st.session_state.get(f"{typed.begun(form)}{_ASKED}", _NOTHING)[2]
    return edited.twins if edited else ()


def again(form: str, save: Save) -> Edited:
    """Write what a form says in another way than its own."""
    key = typed.begun(form)
    fields, place, _ = st.session_state[f"{key}{_ASKED}"]
    return put(key, fields, place, save)


def forget() -> None:
    """Drop what is asked about forms that somebody has left, and what they saw where they typed nothing."""
    for key in [key for key in st.session_state if str(key).endswith((_ASKED, _PRIVATE))]:
        del st.session_state[key]
    for key in [str(key) for key in st.session_state if str(key).endswith(_SEEN)]:
        others = (name for name in st.session_state if str(name).startswith(f"{key.removesuffix(_SEEN)}-"))
        if not any(name != key and st.session_state[name] for name in others):
            del st.session_state[key]
