"""The moderators' section: what waits for them, actions that may be there twice, and reports of the public."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.i18n import Speech
from dashboard.storage import Report
from dashboard.web import widgets
from dashboard.web.organise import flash, review_queue, there_twice
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.paging import draw_listed
from dashboard.web.organise.parts import note
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import moment, with_number


def draw(desk: Desk) -> None:
    """Draw the section, one part of it at a time."""
    speech = desk.speech
    flash.draw()
    waiting, _ = publishing.review_page(*desk.here, most=0)
    pairs, _ = publishing.duplicate_pairs(*desk.here, most=0)
    reports = publishing.open_reports(*desk.here)
    parts = {
        "queue": (speech.text("Waiting for you"), waiting),
        "twice": (speech.text("There twice?"), pairs),
        "reports": (speech.text("Reports of the public"), len(reports)),
    }
    chosen = st.segmented_control(
        speech.text("Section"),
        list(parts),
        default=next((name for name, (_, number) in parts.items() if number), "queue"),
        required=True,
        format_func=lambda name: with_number(speech, *parts[name]),
        key="review-part",
        persist_state=KEPT,
        label_visibility="collapsed",
    )
    match chosen:
        case "twice":
            there_twice.draw_published(desk)
        case "reports":
            _reports(desk, reports)
        case _:
            review_queue.draw(desk, waiting)


def _reports(desk: Desk, reports: list[Report]) -> None:
    speech = desk.speech
    if not reports:
        widgets.empty(
            speech.text("No reports"),
            speech.text("What somebody reports as wrong or dangerous is listed here until you settle it."),
        )
        return
    note(speech.text("If it is dangerous, hide it first and ask later."))
    if pressed(speech.text("Hide an action"), key="to-exposure"):
        st.query_params["section"] = "risk"
        st.rerun()
    draw_listed("reports", reports, review_queue.A_PAGE, partial(_report, desk))


def _report(desk: Desk, one: Report) -> None:
    speech = desk.speech
    with st.container(border=True, key=f"report-{one.id}"):
        st.html(_described(speech, one))
        if pressed(speech.text("Settled: delete this report"), key=f"settle-{one.id}"):
            with flash.trying():
                publishing.close_report(*desk.here, one.id)
            flash.done(speech.text("The report is settled and deleted."))


def _described(speech: Speech, one: Report) -> str:
    how = speech.text("Contact:")
    contact = f"<p>{escape(how)} <bdi>{escape(one.contact)}</bdi></p>" if one.contact else ""
    return (
        f'<div class="import"><h3 dir="auto">{escape(one.about)}</h3>'
        f'<p class="note">{escape(moment(speech, one.received_at))}</p>'
        f'<p class="told" dir="auto">{escape(one.wrong)}</p>{contact}</div>'
    )
