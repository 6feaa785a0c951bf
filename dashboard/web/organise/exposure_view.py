"""The steps of the ladder in words, and the public side of an action as it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from dashboard.i18n import Speech
from dashboard.model import Action, Precision, PublicAction, Visibility
from dashboard.safety import publish_view
from dashboard.web.organise.parts import cells
from dashboard.web.organise.words import field_names


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: its name, and what it shows in a sentence."""

    name: str
    what: str


def steps(speech: Speech) -> Mapping[Visibility, Step]:
    """All steps, from everything to nothing."""
    return {
        Visibility.EXACT: Step(
            speech.text("Exact"), speech.text("The point, and everything that you wrote.")
        ),
        Visibility.AREA: Step(
            speech.text("Meeting area"),
            speech.text(
                "The point to about one kilometre, day and time; of your words the name of the area alone."
            ),
        ),
        Visibility.CITY: Step(
            speech.text("City"), speech.text("The middle of the city, day and time; nothing that you wrote.")
        ),
        Visibility.COUNTRY: Step(
            speech.text("Country"), speech.text("One point for the whole country, and the day.")
        ),
        Visibility.COUNT_ONLY: Step(
            speech.text("Counted only"), speech.text("Nowhere on the map; it is one more in the total.")
        ),
        Visibility.HIDDEN: Step(speech.text("Hidden"), speech.text("Nowhere, and it is not counted.")),
    }


def public_side(speech: Speech, action: Action, uid: str, now: datetime) -> str:
    """What the world sees of an action at this moment, as HTML."""
    seen = publish_view(action, uid=uid, now=now)
    if seen is None:
        return f"<p>{escape(speech.text('Nothing.'))}</p>"
    if seen.visibility is Visibility.COUNT_ONLY:
        return f"<p>{escape(speech.text('That there is one more action, and nothing else.'))}</p>"
    return cells(_fields(speech, seen))


def _fields(speech: Speech, seen: PublicAction) -> dict[str, str]:
    names = field_names(speech)
    city = "" if seen.precision is Precision.COUNTRY else seen.city
    people = "" if seen.expected_people is None else speech.number(seen.expected_people)
    return {
        names["title"]: seen.title,
        speech.text("When"): speech.when(seen),
        speech.text("Where"): speech.place(city, seen.region, seen.country_code),
        names["venue"]: seen.venue,
        speech.text("Point"): speech.point(seen.latitude, seen.longitude),
        names["organiser"]: seen.organiser,
        names["link"]: seen.link,
        names["description"]: seen.description,
        names["expected_people"]: people,
        names["language"]: seen.language,
        names["status"]: speech.status(seen.status),
    }
