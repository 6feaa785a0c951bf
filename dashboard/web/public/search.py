"""Cities for what a visitor has typed so far: those of the campaign first, else the nearest ones to the place meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from dashboard.geocoding import Resolver
from dashboard.geocoding.text.fold import fold
from dashboard.i18n import Speech, speech
from dashboard.model import CityCount, Filters, Place, PlaceQuery, Precision
from dashboard.safety import risks
from dashboard.web import resources
from dashboard.web.public.links import asked
from dashboard.web.resources import EVERYTHING
from dashboard.web.serving import response_cache
from dashboard.web.serving.listing import Listing
from dashboard.web.serving.responses import Body, Json, answer, encode, make_body

MOST = 8
_MOST_CHARACTERS = 100
_LOOKED_AT = 200
_BETTER_KNOWN = 8
"""With so many times the people of its namesakes a city is meant by its name alone: Munich, in Bavaria."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A city of the campaign; ``instead_of`` and ``kilometres`` where another place was meant.

    ``hidden`` of its actions do not match the filters; ``city`` counts those that do. ``is_namesake`` where another
    place of its name may be meant.
    """

    city: CityCount
    instead_of: Place | None = None
    kilometres: float = 0.0
    hidden: int = 0
    is_namesake: bool = False

    def meant(self, words: Speech) -> str:
        """What the place is called that was meant, with its region where only that tells which one."""
        there = self.instead_of
        if there is None:
            return ""
        region = words.region(there.region, there.country_code) if self.is_namesake else ""
        return words.text(", ").join(filter(None, (words.city(there.name, there.country_code), region)))


def suggest(slug: str, text: str, filters: Filters = EVERYTHING) -> list[Suggestion]:
    """At most `MOST` cities for a text in any script, best first; none for a text that begins no name we know."""
    key = fold(text[:_MOST_CHARACTERS])
    if not key:
        return []
    listing = resources.listing(slug)
    named = [city for city in listing.cities() if fold(city.city).startswith(key)]
    places = _meant(text[:_MOST_CHARACTERS])
    meant = filter(None, (listing.city(place.geonameid) for place in places))
    found = dict.fromkeys((*sorted(named, key=lambda city: -city.actions), *meant))
    suggested = [Suggestion(city) for city in list(found)[:MOST]] or _nearest(listing, places, key)
    shown = {city.city_id: city for city in listing.cities(filters)}
    return [_filtered(one, shown) for one in suggested]


def _meant(text: str) -> list[Place]:
    """The places whose name begins so; else the ones that are also called so, such as "nyc"."""
    gazetteer = resources.gazetteer()
    if places := gazetteer.search(text, limit=_LOOKED_AT):
        return places
    resolver = Resolver(gazetteer)
    # Initials are names in capitals alone, and nobody types them so.
    for spelling in dict.fromkeys((text, text.upper())):
        answer = resolver.resolve(PlaceQuery(text=spelling))
        if answer.place or answer.candidates:
            return [answer.place] if answer.place else list(answer.candidates)
    return []


def _filtered(one: Suggestion, shown: Mapping[int, CityCount]) -> Suggestion:
    """The same with the counts that the filters leave."""
    left = shown.get(one.city.city_id) or replace(one.city, actions=0, cancelled=0)
    hidden = one.city.actions + one.city.cancelled - left.actions - left.cancelled
    return replace(one, city=left, hidden=hidden)


def _nearest(listing: Listing, places: list[Place], key: str) -> list[Suggestion]:
    """For the largest places that were meant, the nearest city with an action that takes place, each city once.

    Who has written a whole name means no place whose name goes on.
    """
    suggestions: dict[int, Suggestion] = {}
    named = [place for place in places if fold(place.name) == key]
    meant = (named or places)[:3]
    for place in meant:
        around = listing.near(place.latitude, place.longitude)
        for city, away in islice(((city, away) for city, away in around if city.actions), 1):
            others = (one.population for one in meant if one != place and fold(one.name) == fold(place.name))
            is_namesake = place.population < _BETTER_KNOWN * max(others, default=0)
            suggestions.setdefault(city.city_id, Suggestion(city, place, away, is_namesake=is_namesake))
    return list(suggestions.values())


def nearest_cities(listing: Listing, here: CityCount, *, limit: int = 4) -> list[Suggestion]:
    """The cities of the campaign that are nearest to one of them, nearest first."""
    around = listing.near(here.latitude, here.longitude)
    others = (
        Suggestion(city, kilometres=away)
        for city, away in around
        if city.city_id != here.city_id and city.precision not in {Precision.REGION, Precision.COUNTRY}
    )
    return list(islice(others, limit))


async def search(request: Request) -> Response:
    """The suggestions as JSON. They are about the campaign as it is now, and are kept for a minute."""
    which = asked(request, resources.settings())
    filters = replace(which.filters, city_id=None)
    words = speech(which.language)

    def make(_version: str) -> Body:
        found = suggest(which.slug, which.text, filters)
        return make_body(encode({"suggestions": [_json(one, words) for one in found]}), "application/json")

    body = await response_cache.body_of(which.slug, (), make, is_made_up=True)
    return answer(request, body, cache_control="public, max-age=60")


def _json(one: Suggestion, words: Speech) -> Json:
    city = one.city
    shown: Json = {
        "city_id": city.city_id,
        "city": words.named(city),
        "region": words.region(city.region, city.country_code),
        "country": words.country(city.country_code),
        "actions": city.actions,
        "cancelled": city.cancelled,
        "hidden": one.hidden,
    }
    if one.instead_of:
        there = one.instead_of.country_code
        shown |= {"instead_of": one.meant(words), "kilometres": round(one.kilometres)}
        if warning := warning_from(there, city.country_code, words):
            shown["warning"] = warning
    return shown


def warning_from(here: str, there: str, words: Speech) -> str:
    """What to say before anybody is led from one country into another where taking part can be dangerous."""
    if here == there or there not in risks():
        return ""
    return words.text("Taking part can be dangerous in {country}", country=words.country(there))
