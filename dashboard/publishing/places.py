"""Where a row is, as somebody chose it; and how that is said."""

from __future__ import annotations

from dataclasses import replace

from dashboard.geocoding import Gazetteer, Resolver
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery, Precision
from dashboard.reasons import PlaceName, Reason
from dashboard.storage import ChosenPlace

PlaceChoice = int | tuple[float, float]
"""A GeoNames id, or a point: latitude, longitude."""


def place_text(query: PlaceQuery) -> str:
    """What a row says of where it is, as one text; the same for all rows that mean the same place."""
    parts = [query.text, query.city, query.region, query.country]
    if not query.text and not query.city:
        parts = [query.address or query.venue, *parts]
    if query.latitude is not None and query.longitude is not None:
        parts.append(f"{query.latitude:.5f}, {query.longitude:.5f}")
    return ", ".join(part for part in parts if part)


def chosen_place(gazetteer: Gazetteer, choice: PlaceChoice) -> Place | None:
    """The place that was chosen, or ``None`` if there is no such city. A point belongs to the city nearest to it."""
    if isinstance(choice, int):
        return gazetteer.place(choice)
    latitude, longitude = choice
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    city = gazetteer.nearest(latitude, longitude)
    return replace(city, latitude=latitude, longitude=longitude, precision=Precision.VENUE)


def place_named(place: Place) -> PlaceName:
    """A place as a person would say it."""
    return PlaceName(place.name, place.region, place.country_code)


def place_name(place: Place) -> Reason:
    """A place, or a point in it, to be said."""
    if not _is_point(place):
        return Reason("place_named", {"place": place_named(place)})
    point = {"latitude": f"{place.latitude:.5f}", "longitude": f"{place.longitude:.5f}"}
    return Reason("point_named", {**point, "place": place_named(place)})


def as_answer(chosen: ChosenPlace) -> Answer:
    """The answer that somebody gave, in place of the resolver's."""
    reason = Reason("place_chosen", {"text": chosen.written, "place": place_name(chosen.place)})
    return Answer(GeoStatus.PLACED, reason, chosen.place, confidence=1.0)


def city_of(place: Place, resolver: Resolver) -> Place:
    """What an action counts for: the gazetteer's city, region or country; without one, the place itself."""
    city = None if place.geonameid is None else resolver.gazetteer.place(place.geonameid)
    return city or place


def _is_point(place: Place) -> bool:
    return place.precision is Precision.VENUE
