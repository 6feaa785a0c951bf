"""Actions that may be there twice, side by side, before publishing and after: one of them can go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.i18n import Speech
from dashboard.model import Action
from dashboard.publishing import Details, Duplicate, Pair, Preview, RowAnswer
from dashboard.publishing.preview import SAME_AS
from dashboard.web import widgets
from dashboard.web.organise import clicks, flash
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import draw_listed, draw_page
from dashboard.web.organise.parts import note
from dashboard.web.organise.review_queue import cells_of
from dashboard.web.organise.upload_draft import Draft

A_PAGE = 10
ANOTHER = "another"
_OF_A_FILE = 20
_PARTS = {"day": "when", "starts": "when", "ends": "when", "last_day": "when", "place": "where"}
"""What of the two is shown as one."""


def draw_published(desk: Desk) -> None:
    """Draw the pairs of a campaign; those that a moderator called two stay away, from everybody."""
    speech = desk.speech
    number, _ = publishing.duplicate_pairs(*desk.here, most=0)
    if not number:
        widgets.empty(
            speech.text("Nothing is there twice"),
            speech.text(
                "Actions of different uploads in the same city, on the same day and hour are compared."
            ),
        )
        return

    def read(first: int) -> list[Pair]:
        return publishing.duplicate_pairs(*desk.here, first=first, most=A_PAGE)[1]

    draw_page("pairs", number, A_PAGE, read, partial(_draw_one, desk))


def _draw_one(desk: Desk, pair: Pair) -> None:
    speech, key = desk.speech, f"pair-{pair.first_uid}-{pair.second_uid}"
    differing = _differing(pair.first, pair.second)
    sides = (
        (pair.first, pair.first_uid, pair.second_uid, pair.first_by),
        (pair.second, pair.second_uid, pair.first_uid, pair.second_by),
    )
    with clicks.showing(key, pair) as seen, st.container(border=True, key=key):
        for column, (action, kept, dropped, who) in zip(st.columns(2), sides, strict=True):
            with column:
                _side(speech, who or speech.text("Without an account"), action, differing)
                if pressed(speech.text("Keep this one alone"), key=f"keep-{kept}-{dropped}"):
                    with flash.trying():
                        publishing.merge_duplicates(*desk.here, kept, dropped, seen=seen)
                    flash.done(speech.text("The other one was taken off the map."))
        if pressed(speech.text("These are two"), key=f"two-{pair.first_uid}-{pair.second_uid}"):
            with flash.trying():
                publishing.tell_apart(*desk.here, pair.first_uid, pair.second_uid, seen=seen)
            st.rerun()


def draw_of_file(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Actions that may be there already, side by side with those of the file."""
    speech = desk.speech
    note(speech.text("The same city, day and hour, or the same title. Both stay, unless you say otherwise."))
    pairs = [pair for pair in details.duplicates if not draft.is_answered(pair.line)]
    draw_listed(f"upload-{draft.number}-twice", pairs, _OF_A_FILE, partial(_draw_of_file, desk, draft))


def _draw_of_file(desk: Desk, draft: Draft, pair: Duplicate) -> None:
    speech, key = desk.speech, f"{pair.line}-{pair.action.key}-{pair.other_uid}"
    with st.container(border=True, key=draft.key(f"pair-{key}")):
        _sides(speech, speech.text("Line {number}", number=speech.number(pair.line)), pair)
        with st.container(horizontal=True):
            if pair.may_update:
                st.button(
                    speech.text("It is the same one, update it"),
                    key=draft.key(f"update-{key}"),
                    on_click=lambda: draft.edit({pair.line: {SAME_AS: pair.other.key}}),
                )
            st.button(
                speech.text("Leave this row out"),
                key=draft.key(f"twice-{key}"),
                on_click=lambda: draft.answer(pair.line, RowAnswer(drop=True)),
            )


def ask(desk: Desk, twins: Sequence[Duplicate]) -> Duplicate | str | None:
    """What a new action is, of those that stand beside it: one of them, `ANOTHER`, or not said yet."""
    speech = desk.speech
    if not twins:
        return None
    widgets.heading(speech.text("There twice?"))
    for twin in twins:
        with st.container(border=True, key=f"beside-{twin.other_uid}"):
            _sides(speech, speech.text("Add an action"), twin)
            if (twin.may_update and is_trusted(desk.by, desk.slug)) and pressed(
                speech.text("It is the same one, update it"), key=f"same-{twin.other_uid}"
            ):
                return twin
    return ANOTHER if pressed(speech.text("These are two"), key="new-is-another") else None


def _sides(speech: Speech, head: str, pair: Duplicate) -> None:
    """A new action, and one that stands."""
    mine, other = st.columns(2)
    differing = _differing(pair.action, pair.other)
    with mine:
        _side(speech, head, pair.action, differing)
    with other:
        _side(speech, pair.other_by or speech.text("On the map already"), pair.other, differing)


def _differing(first: Action, second: Action) -> frozenset[str]:
    """What the two do not say alike, as it is called side by side."""
    texts, others = publishing.field_texts(first), publishing.field_texts(second)
    return frozenset(_PARTS.get(name, name) for name in texts if texts[name] != others[name])


def _side(speech: Speech, head: str, action: Action, differing: frozenset[str]) -> None:
    """One of the two, field by field; what the other says otherwise stands out."""
    st.html(f'<p class="note"><bdi>{escape(head)}</bdi></p>{cells_of(speech, action, differing)}')
