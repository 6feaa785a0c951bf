"""Pictures of a campaign or a city by URL: the map, and the card that link previews show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from dashboard.i18n import Speech, speech
from dashboard.model import Campaign, CityCount
from dashboard.pictures.card import Card, draw_card, draw_map
from dashboard.pictures.colours import DARK, LIGHT, Colours
from dashboard.pictures.lettering import readable
from dashboard.pictures.press import Sight, draw_sight, write_sight
from dashboard.schedule import CALLED_OFF
from dashboard.web import NAME, resources
from dashboard.web.public import counts
from dashboard.web.public.documents.listing import upcoming_first
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.responses import Body, Missing, make_body

_PNG, _SVG = "image/png", "image/svg+xml"


def map_drawing(asked: PublicRequest, _version: str) -> Body:
    """The map with the cities that the filters leave."""
    cities = resources.listing(asked.slug).cities(asked.filters)
    return make_body(draw_map(cities, _colours(asked), city=_city(asked)), _PNG)


def view_drawing(asked: PublicRequest, seen: Sight, _version: str) -> Body:
    """Any part of the map for the press, with names and its source, as PNG or SVG."""
    cities, speaks = resources.listing(asked.slug).cities(asked.filters), asked.speech
    names = {one.city_id: speaks.named(one) for one in cities}
    source = speaks.text("Places: GeoNames (CC BY 4.0) · Land: Natural Earth")
    draw, kind = (write_sight, _SVG) if asked.part.endswith("svg") else (draw_sight, _PNG)
    return make_body(draw(seen.of(cities), cities, names, source, _colours(asked)), kind)


def _colours(asked: PublicRequest) -> Colours:
    return DARK if asked.look == "dark" else LIGHT


def card_drawing(asked: PublicRequest, version: str) -> Body:
    """The card. Where no typeface has the letters of its words, it says the same in English."""
    campaign = resources.campaign_of(asked.slug, version).spoken(asked.speech.language)
    city = _city(asked)
    card = card_words(asked, campaign, city, asked.speech)
    if card is None:
        card = card_words(asked, campaign, city, speech("en")) or Card("", "", "", NAME)
    return make_body(draw_card(card, resources.listing(asked.slug).cities(), city=city), _PNG)


def card_words(
    asked: PublicRequest, campaign: Campaign, city: CityCount | None, words: Speech
) -> Card | None:
    """The words of the card; None where its sentence cannot be drawn. A title stands as it is, or not at all."""
    title, notes = campaign.title, [words.text("This is example data.") if campaign.is_example else ""]
    if city is None:
        sentence = counts.sentence_of(words, resources.totals(asked.slug))
    else:
        title, notes = words.named(city), [title, *notes]
        sentence = _sentence(asked, city, words)
    note = " · ".join(filter(None, map(readable, notes)))
    said = readable(sentence)
    return Card(readable(title) or NAME, said, note, NAME) if said else None


def _sentence(asked: PublicRequest, city: CityCount, words: Speech) -> str:
    """How many actions the city has, and when the next of those is that take place; what is called off where all is."""
    counted = counts.of_city(words, city if not city.actions else replace(city, cancelled=0))
    actions = upcoming_first(resources.listing(asked.slug).in_city(city.city_id), datetime.now(UTC))
    standing = [one for one in actions if one.day and one.status not in CALLED_OFF]
    return f"{counted} · {words.when(standing[0])}" if standing else counted


def _city(asked: PublicRequest) -> CityCount | None:
    """The city that the address names, if it names one.

    Raises:
        Missing: nothing of the campaign is there.
    """
    city = resources.listing(asked.slug).city(asked.city_id)
    if city is None and asked.city_id is not None:
        raise Missing
    return city
