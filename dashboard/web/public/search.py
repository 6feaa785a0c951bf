"""Cities for what a visitor has typed so far: those of the campaign first, else the nearest ones to the place meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.geometry import kilometres_between
from dashboard.i18n import Speech, speech
from dashboard.model import CityCount, Place
from dashboard.web import resources
from dashboard.web.public.json_views import Json, encode
from dashboard.web.serving import response_cache
from dashboard.web.serving.responses import answer, make_body

MOST = 8
_MOST_CHARACTERS = 100
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A city of the campaign; ``instead_of`` and ``kilometres`` where another place was meant."""

    city: CityCount
    instead_of: Place | None = None
    kilometres: float = 0.0


def suggest(slug: str, text: str) -> list[Suggestion]:
    """At most `MOST` cities for a text in any script, best first; none for a text that begins no name we know."""
    key = fold(text[:_MOST_CHARACTERS])
    if not key:
        return []
    cities = {city.city_id: city for city in resources.city_counts(slug)}
    named = [city for city in cities.values() if fold(city.city).startswith(key)]
    places = resources.gazetteer().search(text[:_MOST_CHARACTERS], limit=_LOOKED_AT)
    meant = (cities[place.geonameid] for place in places if place.geonameid in cities)
    found = dict.fromkeys((*sorted(named, key=lambda city: -city.actions), *meant))
    return [Suggestion(city) for city in list(found)[:MOST]] or _nearest(places, list(cities.values()))


def _nearest(places: list[Place], cities: list[CityCount]) -> list[Suggestion]:
    """For the largest places that were meant, the nearest city that has an action."""
    if not cities:
        return []
    latitudes = np.array([city.latitude for city in cities])
    longitudes = np.array([city.longitude for city in cities])
    suggestions = []
    for place in places[:3]:
        distances = kilometres_between(latitudes, longitudes, place.latitude, place.longitude)
        nearest = int(distances.argmin())
        suggestions.append(Suggestion(cities[nearest], place, float(distances[nearest])))
    return suggestions


def nearest_cities(slug: str, city_id: int, *, limit: int = 4) -> list[Suggestion]:
    """The cities of the campaign that are nearest to one of them, nearest first."""
    cities = {city.city_id: city for city in resources.city_counts(slug)}
    here = cities.pop(city_id, None)
    others = list(cities.values())
    if here is None or not others:
        return []
    distances = kilometres_between(
        np.array([city.latitude for city in others]),
        np.array([city.longitude for city in others]),
        here.latitude,
        here.longitude,
    )
    return [Suggestion(others[i], kilometres=float(distances[i])) for i in distances.argsort()[:limit]]


async def search(request: Request) -> Response:
    """The suggestions as JSON. They are about the campaign as it is now, and are kept for a minute."""
    slug, text = request.path_params["slug"], request.query_params.get("q", "")
    found = await response_cache.aside(partial(suggest, slug, text))
    words = speech(request.query_params.get("lang", ""))
    body = make_body(encode({"suggestions": [_json(one, words) for one in found]}), "application/json")
    return answer(request, body, cache_control="public, max-age=60")


def _json(one: Suggestion, words: Speech) -> Json:
    city = one.city
    shown: Json = {
        "city_id": city.city_id,
        "city": words.city(city.city, city.country_code),
        "region": city.region,
        "country": words.country(city.country_code),
        "actions": city.actions,
    }
    if one.instead_of:
        shown |= {"instead_of": one.instead_of.name, "kilometres": round(one.kilometres)}
    return shown
