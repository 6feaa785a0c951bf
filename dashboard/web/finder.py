"""Finding a city of the campaign by any of its names, in any script."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from dashboard.i18n import Speech
from dashboard.model import CityCount
from dashboard.web import resources

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search came to: a city; the nearest city, and how far it is from the place that was meant; or none."""

    wanted: str = ""
    city: CityCount | None = None
    kilometres: float | None = None

    @property
    def city_id(self) -> int | None:
        """The city to show, if there is one."""
        return self.city.city_id if self.city else None

    def sentence(self, speech: Speech) -> str:
        """What the visitor is told."""
        if self.city is None:
            return speech.text(
                "We know no place called “{place}”. Try another spelling, or a larger city nearby.",
                place=self.wanted,
            )
        city = speech.text(", ").join(filter(None, (self.city.city, speech.country(self.city.country_code))))
        if self.kilometres is None:
            actions = speech.count("{n} action", "{n} actions", self.city.actions)
            return speech.text("{city}: {actions}", city=city, actions=actions)
        return speech.text(
            "No action in {place} yet. The nearest is in {city}, {kilometres} km away.",
            place=self.wanted,
            city=city,
            kilometres=speech.number(round(self.kilometres)),
        )


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
        return Finding(city=max(known, key=lambda city: city.actions) if named else known[0])
    if not places:
        return Finding(text.strip())
    here = places[0]
    away, nearest = min(
        (_kilometres(here.latitude, here.longitude, city), city.city_id) for city in cities.values()
    )
    return Finding(here.name, cities[nearest], away)


def finding_of(slug: str, city_id: int) -> Finding | None:
    """The city that a link has chosen; None if the campaign has no action there."""
    return next((Finding(city=city) for city in resources.city_counts(slug) if city.city_id == city_id), None)


def _kilometres(latitude: float, longitude: float, city: CityCount) -> float:
    """The great-circle distance to a city, by the haversine formula."""
    here, there = radians(latitude), radians(city.latitude)
    across = sin((there - here) / 2) ** 2
    along = cos(here) * cos(there) * sin(radians(city.longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(across + along))
