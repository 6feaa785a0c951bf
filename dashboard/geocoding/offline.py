"""Geopy's interface to the gazetteer and its resolver."""

from __future__ import annotations

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from dashboard.geocoding.resolving.resolver import Resolver
from dashboard.model import Place, PlaceQuery


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """What geopy promises: a location, or a list of them, or ``None`` for "no such place"."""

    def __init__(self, resolver: Resolver) -> None:
        super().__init__(scheme="https", timeout=1)
        self._resolver, self._gazetteer = resolver, resolver.gazetteer

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = None
    ) -> Location | list[Location] | None:
        """Where a text is; all places that it may mean unless ``exactly_one``."""
        answer = self._resolver.resolve(PlaceQuery(text=query))
        found = (answer.place,) if answer.place else answer.candidates
        locations = [self._location(place) for place in found]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None

    def reverse(
        self, query: Point | str | tuple[float, float], *, exactly_one: bool = True, timeout: object = None
    ) -> Location | list[Location]:
        """The place nearest to a point."""
        point = Point(query)
        location = self._location(self._gazetteer.nearest(point.latitude, point.longitude))
        return location if exactly_one else [location]

    def _location(self, place: Place) -> Location:
        index = self._gazetteer.index
        country = index.areas[index.area_by_code[place.country_code]].name
        parts = dict.fromkeys(part for part in (place.name, place.region, country) if part)
        return Location(", ".join(parts), (place.latitude, place.longitude), {"place": place})
