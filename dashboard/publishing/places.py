"""Where a row is, as somebody chose it; and how that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from dashboard.geocoding import Answer, Gazetteer, GeoStatus, Resolver
from dashboard.model import Place, PlaceQuery, Precision
from dashboard.reasons import PlaceName, Reason
from dashboard.storage import ChosenPlace

PlaceChoice = int | tuple[float, float]
"""A GeoNames id, or a point: latitude, longitude."""

ALL: Final = "all"
RowChoice = PlaceChoice | Literal["all"]
"""The same of a row, which may name several places: `ALL` of them are meant then."""


def chosen_place(gazetteer: Gazetteer, choice: PlaceChoice) -> Place | None:
    """The place that was chosen, or ``None`` if there is no such city. A point belongs to the city nearest to it."""
    if isinstance(choice, int):
        return gazetteer.place(choice)
    latitude, longitude = choice
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    city = gazetteer.nearest(latitude, longitude)
    return replace(city, latitude=latitude, longitude=longitude, precision=Precision.VENUE)


def chosen_for(resolver: Resolver, query: PlaceQuery, choice: RowChoice) -> ChosenPlace | None:
    """What was chosen for a row and those with the same text; ``None`` if there is no such place."""
    text = query.said
    if choice != ALL:
        place = chosen_place(resolver.gazetteer, choice)
        return ChosenPlace(text, place) if place else None
    named = resolver.resolve(query)
    return ChosenPlace(text, named.candidates[0], further=named.candidates[1:]) if named.several else None


def place_name(place: Place) -> Reason:
    """A place, or a point in it, to be said."""
    named = PlaceName(place.name, place.region, place.country_code)
    if place.precision is not Precision.VENUE:
        return Reason("place_named", {"place": named})
    point = {"latitude": f"{place.latitude:.5f}", "longitude": f"{place.longitude:.5f}"}
    return Reason("point_named", {**point, "place": named})


def as_answer(chosen: ChosenPlace) -> Answer:
    """The answer that somebody gave, in place of the resolver's."""
    reason = Reason("place_chosen", {"text": chosen.written, "place": place_name(chosen.place)})
    every = (chosen.place, *chosen.further) if chosen.further else ()
    return Answer(GeoStatus.PLACED, reason, chosen.place, every, several=bool(every))


def one_by_one(answer: Answer) -> tuple[Answer, ...]:
    """An answer as one for each place that is meant; that of a text that names one is itself."""
    if answer.place is None or not answer.several:
        return (answer,)
    values = answer.reason.values
    return tuple(
        Answer(GeoStatus.PLACED, Reason("place_chosen", {**values, "place": place_name(place)}), place)
        for place in answer.candidates
    )


def city_of(place: Place, resolver: Resolver) -> Place:
    """What an action counts for: the gazetteer's city, region or country; without one, the place itself."""
    city = None if place.geonameid is None else resolver.gazetteer.place(place.geonameid)
    return city or place
