"""Finding a city of the campaign by any of its names, in any script."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from dashboard.i18n.formats import counted, country_name, number
from dashboard.model import CityCount
from dashboard.web import resources

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search came to: a sentence, and the city to show, if there is one."""

    sentence: str
    city_id: int | None = None


def find(slug: str, text: str) -> Finding:
    """The campaign's city of this name; else the nearest one to the place of this name.

    ``text`` is what a visitor typed; the largest of several places with the name is meant.
    """
    cities = {city.city_id: city for city in resources.city_counts(slug)}
    places = resources.gazetteer().search(text, limit=50)
    wanted = text.strip().casefold()
    named = [city for city in cities.values() if city.city.casefold() == wanted]
    known = named or [cities[place.geonameid] for place in places if place.geonameid in cities]
    if known:
        return _finding(max(known, key=lambda city: city.actions) if named else known[0])
    if not places:
        return Finding(f"We know no place called “{text.strip()}”. Try another spelling, or a larger city nearby.")
    here = places[0]
    away, nearest = min((_kilometres(here.latitude, here.longitude, city), city.city_id) for city in cities.values())
    closest = cities[nearest]
    return Finding(
        f"No action in {here.name} yet. The nearest is in {_name(closest)}, {number(round(away))} km away.", nearest
    )


def finding_of(slug: str, city_id: int) -> Finding | None:
    """The city that a link has chosen; None if the campaign has no action there."""
    return next((_finding(city) for city in resources.city_counts(slug) if city.city_id == city_id), None)


def _finding(city: CityCount) -> Finding:
    return Finding(f"{_name(city)}: {counted(city.actions, 'action', 'actions')}", city.city_id)


def _name(city: CityCount) -> str:
    return ", ".join(part for part in (city.city, country_name(city.country_code)) if part)


def _kilometres(latitude: float, longitude: float, city: CityCount) -> float:
    """The great-circle distance to a city, by the haversine formula."""
    here, there = radians(latitude), radians(city.latitude)
    across = sin((there - here) / 2) ** 2
    along = cos(here) * cos(there) * sin(radians(city.longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(across + along))
