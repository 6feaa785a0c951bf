"""The numbers of a file, which add up to its rows, but for those that make several actions."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.i18n import Speech, say
from dashboard.model import ImportReport
from dashboard.publishing.report import rows_make
from dashboard.web.organise.parts import note


def figures(speech: Speech, report: ImportReport) -> None:
    """How many rows there are, and what becomes of them."""
    parts = [
        (report.created, speech.text("new")),
        (report.changed, speech.text("changed")),
        (report.unchanged, speech.text("unchanged")),
        (report.waiting, speech.text("need an answer")),
        (report.rejected, speech.text("cannot be used")),
    ]
    total = speech.count("row", "rows", report.uploaded)
    shown = [(report.uploaded, total), *((number, words) for number, words in parts if number)]
    cells = "".join(
        f"<div><dt>{escape(words)}</dt><dd>{speech.number(number)}</dd></div>" for number, words in shown
    )
    st.html(f'<div class="figures upload-figures"><dl>{cells}</dl></div>')
    for sentence in rows_make(report):
        note(say(speech, sentence))
