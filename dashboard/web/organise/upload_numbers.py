"""The numbers of a file, which always add up to its rows."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import ImportReport


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
