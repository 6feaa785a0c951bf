"""Words that several sections share: fields, moments and places; and texts of rows, made harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from dashboard.i18n import Speech, say, say_in_column
from dashboard.i18n.formats import zone
from dashboard.model import Action, Place, RowProblem, Status
from dashboard.publishing import FieldChange
from dashboard.reasons import Reason
from dashboard.storage import Source

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A text for a label or a message, where Streamlit would take it for Markdown and fetch its images."""
    return _MARKDOWN.sub(r"\\\1", " ".join(re.split(r"[ \t\r\n\f\v]+", text)).strip())


def in_words(speech: Speech, problem: RowProblem) -> str:
    """What is asked or wrong, after its column; a status that no column of the file says is called as its field is."""
    column = speech.text("Status") if problem.column == "status" else problem.column
    return say_in_column(speech, replace(problem, column=column))


def field_names(speech: Speech) -> Mapping[str, str]:
    """What the fields of an action are called."""
    return {
        "title": speech.text("Title"),
        "day": speech.text("Day"),
        "starts": speech.text("Begins"),
        "ends": speech.text("Ends"),
        "last_day": speech.text("Last day"),
        "status": speech.text("Status"),
        "place": speech.text("Place"),
        "venue": speech.text("Meeting point"),
        "address": speech.text("Address"),
        "postcode": speech.text("Postcode"),
        "city": speech.text("City"),
        "region": speech.text("Region"),
        "country": speech.text("Country"),
        "latitude": speech.text("Latitude"),
        "longitude": speech.text("Longitude"),
        "coordinates": speech.text("Coordinates"),
        "organiser": speech.text("Organiser"),
        "link": speech.text("Link"),
        "description": speech.text("Description"),
        "expected_people": speech.text("People expected"),
        "reported_people": speech.text("People who came"),
        "language": speech.text("Language"),
        "contact": speech.text("Contact, never public"),
        "visibility": speech.text("What is shown"),
        "own_id": speech.text("Your own number"),
    }


def field_value(speech: Speech, field: str, value: str | Reason) -> str:
    """What a field says, for a reader; "nothing" where it is empty."""
    if isinstance(value, Reason):
        return say(speech, value)
    if field == "status" and value:
        return speech.status(Status(value))
    return value or speech.text("nothing")


def change_line(speech: Speech, change: FieldChange) -> str:
    """One field before and after, as an item of a list."""
    name = field_names(speech).get(change.field, change.field)
    before, after = (field_value(speech, change.field, text) for text in (change.before, change.after))
    return (
        f"<li>{escape(name)}: <del><bdi>{escape(before)}</bdi></del> "
        f'<span aria-hidden="true">→</span> <ins><bdi>{escape(after)}</bdi></ins></li>'
    )


def looked_for(speech: Speech, text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of a search, each with the countries whose names have it."""
    return tuple((word, speech.countries_named(word)) for word in text.casefold().split())


def with_number(speech: Speech, name: str, number: int) -> str:
    """A name with how much there is behind it, if anything is."""
    return f"{name} · {speech.number(number)}" if number else name


def titled(speech: Speech, action: Action) -> str:
    """The title of an action; in general words without one."""
    return action.submission.title or speech.text("Solidarity action")


def in_one_line(speech: Speech, action: Action) -> str:
    """An action as one finds it in a list."""
    said = action.submission
    day = speech.day(said.day) if said.day else ""
    facts = filter(None, (where(speech, action.city), titled(speech, action), day, said.organiser))
    # In a language that is read from the right, a fact in Latin letters would draw its neighbours to its other side.
    return " · ".join(f"\u2068{one}\u2069" if speech.direction == "rtl" else one for one in facts)


def where(speech: Speech, place: Place) -> str:
    """A place as a person would say it."""
    return speech.place(place.name, place.region, place.country_code)


def origin(speech: Speech, source: Source, file_name: str) -> str:
    """Where rows come from: the name of their file, or how a single one was written."""
    match source:
        case Source.HAND:
            return speech.text("Added by hand")
        case Source.FORM:
            return speech.text("Submitted by the public form")
        case Source.FILE:
            return file_name


def when(speech: Speech, action: Action) -> str:
    """Day and hours of an action, in the time of its place."""
    said = action.submission
    if said.day is None:
        return speech.text("Day and time to be announced")
    if said.starts is None:
        return speech.text("{day}, time to be announced", day=speech.days(said.day, said.last_day))
    return speech.listed(speech.day(said.day), speech.hours(said.starts, said.ends, said.last_day))


def moment(speech: Speech, at: datetime) -> str:
    """When something was done, on the reader's clock."""
    return speech.moment(at.astimezone(zone(st.context.timezone or "UTC") or UTC))
