"""What calendars and feeds say of an action, as plain text in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from dashboard.exports.edition import Edition
from dashboard.i18n import Speech
from dashboard.model import OWN_POINT, Campaign, Precision, PublicAction, Status
from dashboard.safety import Withheld, withheld

_NOT_TEXT: Final = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\u2028\u2029]")
_OF_A_LINK: Final = "!#$%&'()*+,/:;=?@[]~"


def heading(campaign: Campaign, action: PublicAction, speech: Speech) -> str:
    """One line that says what and where: "Vigil · London", and first of all that it is off, if it is."""
    title = action.title or campaign.title
    city = speech.named(action)
    is_said = any(name.casefold() in title.casefold() for name in (city, action.city))
    named = title if is_said else f"{title} · {city}"
    if action.status is Status.CANCELLED:
        named = speech.text("Cancelled: {title}", title=named)
    elif action.status is Status.POSTPONED:
        named = speech.text("Postponed: {title}", title=named)
    return one_line(named)


def where(action: PublicAction, speech: Speech) -> str:
    """The place on one line, as far as it is public: "Russian Embassy, London, England, United Kingdom"."""
    country = speech.country(action.country_code)
    if action.precision is Precision.COUNTRY:
        return country
    region = speech.region(action.region, action.country_code) if action.region != action.city else ""
    return one_line(speech.listed(action.venue, speech.named(action), region, country))


def lines(campaign: Campaign, action: PublicAction, edition: Edition, speech: Speech) -> Iterator[str]:
    """Everything else worth telling, the most urgent first."""
    if campaign.is_example:
        yield speech.text("This is example data.")
    yield speech.when(action)
    if why := why_withheld(action, speech):
        yield why
    if action.precision not in OWN_POINT and not action.venue:
        yield speech.text("Somewhere in {place}.", place=speech.named(action))
    if action.description:
        yield plain(action.description)
    if action.organiser:
        yield speech.text("Organiser: {name}", name=one_line(action.organiser))
    yield one_line(campaign.title)
    yield from dict.fromkeys(link for link in (link_of(action), edition.page(action)) if link)


def why_withheld(action: PublicAction, speech: Speech) -> str:
    """Why no more is told of where and when it is; empty where everything that is known is told."""
    match withheld(action), action.precision:
        case None, _:
            return ""
        case Withheld.COUNTRY_RISK, Precision.COUNTRY:
            return speech.text("In this country taking part can be dangerous. We show the country only.")
        case Withheld.COUNTRY_RISK, _:
            return speech.text("In this country taking part can be dangerous. We show the city only.")
        case _:
            return speech.text("The organisers do not show the exact place.")


def link_of(action: PublicAction) -> str:
    """The organisers' link in the letters that a URI may have; empty for one that cannot be one."""
    if any(letter.isspace() or not letter.isprintable() for letter in action.link):
        return ""
    return quote(action.link, safe=_OF_A_LINK)


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """The text without characters that files of text must not hold; each line ends in a line feed."""
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
