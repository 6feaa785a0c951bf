"""What the campaign's page says, in each language, and what rows without a day or time take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

import streamlit as st

from dashboard.campaign_words import (
    LONGEST,
    Part,
    change_campaign,
    conflicts,
    merged,
    read_partners,
    with_words,
    write_partners,
)
from dashboard.errors import ChangedMeanwhile
from dashboard.i18n import LANGUAGES, Speech
from dashboard.i18n import speech as speech_of
from dashboard.model import Campaign, Words
from dashboard.web import resources, widgets
from dashboard.web.markdown import about_campaign
from dashboard.web.organise import campaign_state, flash, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import both, cells, note
from dashboard.web.organise.typed import KEPT

_LINES: Final[Mapping[str, int]] = {"summary": 90, "call_to_action": 90, "story": 260, "safety_note": 160}
"""How high the field of each of the longer words is, in pixels."""
_DAYS: Final = (date(2000, 1, 1), date(2100, 12, 31))


def draw(desk: Desk) -> None:
    """Draw the section."""
    speech = desk.speech
    done = st.container()
    campaign_state.draw(desk)
    language = st.selectbox(
        speech.text("Language"),
        ["", *LANGUAGES],
        key=f"words-language-{desk.slug}",
        persist_state=KEPT,
        format_func=lambda code: LANGUAGES.get(code) or speech.text("For everybody without a translation"),
    )
    meanwhile = st.container()
    fields, preview = st.columns(2, gap="large")
    with fields:
        seen, key = _seen(desk)
        # What was typed in other languages is kept: their fields are not drawn.
        written: Campaign = st.session_state.get(f"{key}-written", seen)
        changed = with_words(written, language, _words(desk, key, written, language))
        changed = st.session_state[f"{key}-written"] = _of_all_languages(desk, key, changed)
        if pressed(speech.text("Save"), type="primary", key="words-save", disabled=changed == seen):
            _save(desk, changed, seen)
        if changed == seen != desk.campaign:  # somebody else has changed it, and nothing is written here yet
            typed.begin_anew(_form(desk))
            st.rerun()
    with done:  # which the page says once, and not before it is drawn to its end
        flash.draw()
    with preview, st.container(border=True, key="words-preview"):
        told, spoken = speech_of(language) if language else speech, changed.spoken(language)
        st.html(widgets.masthead(told, replace(spoken, day=None)))
        if said := about_campaign(told, spoken):
            st.html(said)
    if apart := conflicts(desk.campaign, seen, changed):
        with meanwhile:
            mine = both(speech, key, *(_side(speech, apart, number) for number in range(2)))
        if mine is not None:
            wanted = merged(desk.campaign, seen, changed, but=() if mine else apart)
            _save(desk, wanted, desk.campaign)


def _save(desk: Desk, wanted: Campaign, seen: Campaign) -> None:
    """Write what differs; where another has changed the same meanwhile, the page is drawn anew with both."""
    with flash.trying():
        try:
            change_campaign(desk.store, desk.by, wanted, seen=seen)
        except ChangedMeanwhile:
            resources.refresh()
            st.rerun()
    typed.begin_anew(_form(desk))
    flash.done(desk.speech.text("The page now says this."))


def _side(speech: Speech, apart: Mapping[Part, tuple[Any, Any]], number: int) -> str:
    """What one of two has written, word by word, as HTML."""
    names, texts = _labels(speech), dict[str, str]()
    for (language, name), values in apart.items():
        head = speech.text(", ").join(filter(None, (LANGUAGES.get(language, ""), names.get(name, name))))
        texts[head] = _text(values[number]) or speech.text("nothing")
    return cells(texts)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return write_partners(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")


def _seen(desk: Desk) -> tuple[Campaign, str]:
    """The campaign as it was when the fields were first drawn, and how their keys begin."""
    key = typed.begun(_form(desk))
    return st.session_state.setdefault(f"{key}-seen", desk.campaign), key


def _form(desk: Desk) -> str:
    return f"words-{desk.slug}"


def _words(desk: Desk, start: str, own: Campaign, language: str) -> dict[str, str]:
    """The fields of one language. What it leaves empty stays as it is for everybody, which stands there in grey."""
    known = next((one for one in own.translations if one.language == language), Words(language))
    said: Campaign | Words = known if language else own
    written = {}
    for name in LONGEST:
        label = _labels(desk.speech)[name]
        text, key = getattr(said, name), f"{start}-{language}-{name}"
        shown_now = getattr(own, name)[:200] if language else None
        if name in _LINES:
            written[name] = st.text_area(
                label,
                text,
                _LINES[name],
                LONGEST[name],
                key=key,
                placeholder=shown_now,
                persist_state=KEPT,
            )
        else:
            written[name] = st.text_input(
                label, text, LONGEST[name], key=key, placeholder=shown_now, persist_state=KEPT
            )
    note(
        desk.speech.text(
            "Simple formatting: **bold**, *italics*, [links](https://example.org) and lists with -."
        )
    )
    return written


def _labels(speech: Speech) -> dict[str, str]:
    return {
        "title": speech.text("Title"),
        "summary": speech.text("One sentence: what, why, when"),
        "call_to_action": speech.text("What people are asked to do"),
        "story": speech.text("Why, and whom it honours"),
        "safety_note": speech.text("What people should know to stay safe"),
        "partners": speech.text("Partner organisations, one on each line, a web address after the name"),
        "day": speech.text("Day of rows without one"),
        "starts": speech.text("Local time of rows without one"),
    }


def _of_all_languages(desk: Desk, key: str, campaign: Campaign) -> Campaign:
    labels = _labels(desk.speech)
    said = write_partners(campaign.partners)
    partners = st.text_area(labels["partners"], said, key=f"{key}-partners", persist_state=KEPT)
    left, right = st.columns(2)
    day = left.date_input(
        labels["day"],
        campaign.day,
        min_value=_DAYS[0],
        max_value=_DAYS[1],
        key=f"{key}-day",
        persist_state=KEPT,
    )
    starts = right.time_input(labels["starts"], campaign.starts, key=f"{key}-starts", persist_state=KEPT)
    return replace(campaign, partners=read_partners(partners), day=day, starts=starts)
