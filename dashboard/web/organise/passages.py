"""What may be private, before publishing and after: each passage in its text, to be taken out or said to be meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.errors import ChangedMeanwhile
from dashboard.i18n import say
from dashboard.model import Action
from dashboard.publishing import Details, Marked, Preview
from dashboard.safety import remove
from dashboard.web import widgets
from dashboard.web.organise import clicks, flash, private_findings
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import draw_listed, draw_page
from dashboard.web.organise.private_findings import (
    Found,
    cleaned,
    counted,
    found_in,
    found_in_public,
    without_sure,
)
from dashboard.web.organise.upload_draft import Draft
from dashboard.web.organise.words import in_one_line, plain

A_PAGE = 20

OfFile = tuple[int, Action, Found]
"""Line, action and a passage of a row that a file would publish."""


def draw_published(desk: Desk) -> None:
    """Draw what the public can read, until somebody takes it out or means it."""
    speech = desk.speech
    flash.draw()
    number, _ = publishing.open_passages(*desk.here, most=0)
    if not number.total:
        widgets.empty(
            speech.text("Nothing private is seen"),
            speech.text(
                "Addresses, numbers and names that the public can read are listed here, until somebody takes them out"
                " or says that they are meant."
            ),
        )
        return
    widgets.heading(
        f"{speech.text('Private?')} · {speech.number(number.total)}", counted(speech, number.total)
    )

    def read(first: int) -> list[Marked]:
        return publishing.open_passages(*desk.here, first=first, most=A_PAGE)[1]

    draw_page("passages", number.actions, A_PAGE, read, partial(_draw_one, desk))


def _draw_one(desk: Desk, one: Marked) -> None:
    speech, found = desk.speech, [("", each) for each in found_in_public(one.public)]
    uid = one.public.uid
    with clicks.showing(f"passages-{uid}", one) as shown:
        seen, ways = shown.action, dict[str, str]()
        texts = cleaned(seen)
        if texts and is_trusted(desk.by, desk.slug):
            ways["take-out"] = speech.text("Take it out")
        if is_trusted(desk.by, desk.slug):
            ways["meant"] = speech.text("It is meant just as it says")
        way = private_findings.draw(speech, uid, in_one_line(speech, one.action), found, ways)
        if way == "take-out":
            _take_out(desk, uid, seen, texts)
        elif way:
            with flash.trying():
                publishing.mean_passages(*desk.here, uid, seen=seen)
            flash.done(speech.text("Saved. The map shows it now."))


def _take_out(desk: Desk, uid: str, seen: Action, texts: Mapping[str, str]) -> None:
    with flash.trying():
        edited = publishing.edit_action(*desk.with_resolver, uid, texts, seen=seen)
        if edited.standing:
            raise ChangedMeanwhile()
    if edited.done:
        flash.done(desk.speech.text("Saved. The map shows it now."))
    for problem in edited.problems:
        st.error(plain(say(desk.speech, problem)))


def of_file(draft: Draft, details: Details) -> list[OfFile]:
    """Each open passage in the rows that a file would publish."""
    return [
        (row.line, row.action, found)
        for row in details.rows
        # An address of an organiser is in no text any more.
        if any(one.code.startswith("private_") and one.code != "private_organiser" for one in row.problems)
        if row.action and not draft.is_answered(row.line)
        for found in found_in(row.action)
    ]


def draw_of_file(desk: Desk, draft: Draft, _preview: Preview, details: Details) -> None:
    """Draw the same of a file; what is sure can be taken out of all rows at once."""
    every = of_file(draft, details)
    by_line: dict[int, list[Found]] = {}
    for line, _, found in every:
        by_line.setdefault(line, []).append(found)
    sure = {line: texts for line, found in by_line.items() if (texts := without_sure(found))}
    words = desk.speech.count(
        "Take all addresses and numbers out of {n} row",
        "Take all addresses and numbers out of {n} rows",
        len(sure),
    )
    if len(sure) > 1 and pressed(words, key=draft.key("private-all")):
        draft.edit(sure)
        st.rerun()
    draw_listed(f"upload-{draft.number}-private", every, A_PAGE, partial(_draw_of_file, desk, draft))


def _draw_of_file(desk: Desk, draft: Draft, one: OfFile) -> None:
    speech, (line, action, found) = desk.speech, one
    head = f"{speech.text('Line {number}', number=speech.number(line))} · {in_one_line(speech, action)}"
    key = draft.key(f"{line}-{found.field}-{found.finding.start}-{found.finding.kind}")
    if private_findings.draw(speech, key, head, [("", found)], {"take-out": speech.text("Take it out")}):
        draft.edit({line: {found.field: remove(found.text, found.finding)}})
        st.rerun()
