"""Parts that several sections draw, as HTML in which every text is escaped."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from html import escape

import streamlit as st

from dashboard.i18n import Speech, say
from dashboard.model import Action, ImportReport, RowProblem
from dashboard.publishing.report import rows_make
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import in_words, titled, when, where

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)


def note(words: str) -> None:
    """Draw a sentence that explains."""
    st.html(f'<p class="note">{escape(words)}</p>')


def head(speech: Speech, action: Action, *further: str) -> None:
    """Draw the head of a page about an action: its title, when and where it is, and what else is to be said."""
    facts = " · ".join((when(speech, action), where(speech, action.place), *further))
    st.html(
        f'<h2 class="counts-title" dir="auto">{escape(titled(speech, action))}</h2>'
        f'<p class="note" dir="auto">{escape(facts)}</p>'
    )


def cells(texts: Mapping[str, str], marked: Container[str] = ()) -> str:
    """Texts after what they are called, empty ones left out; those of the names that are ``marked`` stand out."""
    shown = "".join(
        f"<div{' class=differs' if name in marked else ''}>"
        f'<dt dir="auto">{escape(name)}</dt><dd dir="auto">{escape(text)}</dd></div>'
        for name, text in texts.items()
        if text.strip()
    )
    return f'<dl class="cells">{shown}</dl>'


def day_input(label: str, day: date | None, key: str) -> date | None:
    """A field for a day that an action may have; what is typed into it stays."""
    earliest = min(filter(None, (day, _FIRST_DAY)))
    picked = st.date_input(label, day, earliest, _LAST_DAY, format="YYYY-MM-DD", key=key, persist_state=KEPT)
    return picked if isinstance(picked, date) else None


def both(speech: Speech, key: str, theirs: str, mine: str) -> bool | None:
    """Draw side by side what somebody else has written meanwhile and what one wants to write, both as HTML.

    Returns:
        Whether one's own is to be written; ``None`` until that is chosen.
    """
    st.warning(speech.text("Somebody else has changed this meanwhile. Nothing of yours is written yet."))
    left, right = st.columns(2)
    left.html(theirs)
    right.html(mine)
    if pressed(speech.text("Keep what it says now"), key=f"{key}-keep", place=left):
        return False
    over = pressed(speech.text("Write mine as well"), type="primary", key=f"{key}-over", place=right)
    return True if over else None


def open_row(speech: Speech, where: str, problems: Iterable[RowProblem], cells: str) -> str:
    """A row that needs somebody: where it stands (HTML), what is asked or wrong, and what it says (HTML)."""
    asked = "".join(f"<li>{escape(in_words(speech, one))}</li>" for one in problems if one.is_open)
    return f'<div class="open-row"><p class="note">{where}</p><ul class="asked">{asked}</ul>{cells}</div>'


def numbers(speech: Speech, report: ImportReport, *, is_pending: bool = False) -> str:
    """What becomes of the rows of an import, in one line."""
    on_the_map = (
        speech.count("{n} to publish", "{n} to publish", report.published)
        if is_pending
        else speech.count("{n} published", "{n} published", report.published)
    )
    return speech.text(", ").join((on_the_map, *open_still(speech, report.waiting, report.rejected)))


def open_still(speech: Speech, waiting: int, rejected: int) -> Iterator[str]:
    """How many rows wait for an answer, and how many cannot be used; nothing of a kind of which there is none."""
    if waiting:
        yield speech.count("{n} needs an answer", "{n} need an answer", waiting)
    if rejected:
        yield speech.count("{n} cannot be used", "{n} cannot be used", rejected)


def figures(speech: Speech, report: ImportReport) -> None:
    """Draw how many rows a file has and what becomes of them, which adds up but for rows that make several actions."""
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
