"""What the privacy scan says of an action that is or would be public: counted, drawn and taken out in one way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from dashboard.i18n import Speech, say
from dashboard.model import Action, PublicAction
from dashboard.safety import Finding, Kind, remove, remove_all, scan, scan_public, scan_submission
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.words import field_names

_SURE: Final = frozenset({Kind.EMAIL, Kind.TELEPHONE, Kind.MESSENGER})
"""What can be removed from all rows at once; whether a name or a home is one, only a person can tell."""
_AROUND: Final = 60
CLEANED: Final = ("title", "description", "organiser", "link", "venue", "address")
"""What can be cleaned without asking anew where the action is."""
_TEXTS: Final = (*CLEANED, "place")


@dataclass(frozen=True, slots=True)
class Found:
    """Something private in one text of an action; ``field`` is named as in a form or a file."""

    field: str
    text: str
    finding: Finding


def found_in(action: Action) -> list[Found]:
    """All that the scan finds in the texts of an action."""
    found = scan_submission(action.submission, action.place.country_code)
    fields = (("place" if name == "text" else name, finding) for name, finding in found)
    return [Found(name, _text(action, name), finding) for name, finding in fields]


def found_in_public(action: PublicAction) -> list[Found]:
    """All that the scan finds in what the public sees of an action."""
    return [Found(name, str(getattr(action, name)), finding) for name, finding in scan_public(action)]


def found_in_form(fields: Mapping[str, str], country_code: str) -> list[Found]:
    """All that the scan finds in the texts of a form, names that may be anybody's left out."""
    texts = {name: fields[name] for name in _TEXTS if fields.get(name)}
    return [
        Found(name, text, finding)
        for name, text in texts.items()
        for finding in scan(text, country_code)
        if finding.kind is not Kind.PERSON
    ]


def cleaned(action: Action) -> dict[str, str]:
    """The texts of an action without anything private, by field: those that were not so."""
    texts = {name: _text(action, name) for name in CLEANED}
    country = action.place.country_code
    return {name: rest for name, text in texts.items() if (rest := remove_all(text, country)) != text}


def without_sure(found: Iterable[Found]) -> dict[str, str]:
    """The texts of an action without what is surely private, by field."""
    texts: dict[str, str] = {}
    for one in reversed(list(found)):
        if one.finding.kind in _SURE:
            texts[one.field] = remove(texts.get(one.field, one.text), one.finding)
    return texts


def _text(action: Action, field: str) -> str:
    """The text of a field, wherever an action holds it."""
    said = action.submission
    if field == "place":
        return said.place.text
    return str(getattr(said.place if field in {"venue", "address"} else said, field))


def draw(
    speech: Speech, key: str, head: str, found: Iterable[tuple[str, Found]], ways: Mapping[str, str]
) -> str:
    """Draw under a head what was found, each after the line where it stands (or ``""``), and a button for each way.

    Returns:
        The name of the way whose words were clicked, or ``""``.
    """
    marks = "".join(_marked(speech, line, one) for line, one in found)
    with st.container(key=f"private-{key}"):
        st.html(f'<div class="private"><p dir="auto">{escape(head)}</p>{marks}</div>')
        buttons = st.container(horizontal=True)
        return next((way for way in ways if pressed(ways[way], key=f"{way}-{key}", place=buttons)), "")


def _marked(speech: Speech, line: str, one: Found) -> str:
    """A finding in its text, marked, with what it means."""
    finding, text = one.finding, one.text
    before, found, after = (
        escape(text[max(0, finding.start - _AROUND) : finding.start]),
        escape(text[finding.start : finding.end]),
        escape(text[finding.end : finding.end + _AROUND]),
    )
    head = speech.text(", ").join(filter(None, (line, field_names(speech)[one.field])))
    return (
        f'<div class="finding"><p class="note">{escape(head)}</p>'
        f'<p dir="auto">{before}<mark>{found}</mark>{after}</p>'
        f"<p><b><bdi>{found}</bdi></b> – {escape(say(speech, finding.reason))}</p></div>"
    )


def counted(speech: Speech, number: int) -> str:
    """How many findings are open, as a sentence."""
    return speech.count(
        "{n} passage may show something private.", "{n} passages may show something private.", number
    )
