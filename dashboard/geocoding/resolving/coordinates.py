"""Coordinates given in a file: used, but checked against what the row says in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Level
from dashboard.geocoding.resolving.explain import Explainer, quoted
from dashboard.geocoding.text.geometry import kilometres
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery, Precision

_CENTROID_KM = 0.1
"""A point so close to the one that stands for a city or area was taken from it, as in a file that we exported."""
_NEAR_KM, _SAME_CITY_KM, _AT_SEA_KM, _BORDER_KM = 100.0, 50.0, 150.0, 60.0
_CONFIRMED, _ALONE = 0.99, 0.95
_MOST_CANDIDATES = 8
Point = tuple[float, float]


class PointChecker:
    """Decides whether a given point can be trusted, and offers the likely repair if not."""

    def __init__(self, gazetteer: Gazetteer, explain: Explainer) -> None:
        self._gazetteer, self._explain = gazetteer, explain

    def check(self, query: PlaceQuery, named: Answer, claimed: frozenset[int]) -> Answer:
        """Where the row is, given its point, what its words say (``named``) and the areas of its columns."""
        latitude, longitude = query.latitude, query.longitude
        if (
            latitude is None
            or longitude is None
            or not (math.isfinite(latitude) and math.isfinite(longitude))
        ):
            return self._without_point(
                named, "One of the two coordinates is missing, so we left the other out."
            )
        point = latitude, longitude
        if not _in_range(point) or point == (0.0, 0.0):
            return self._ask(point, named, _what_is_wrong(point))
        towns = self._towns(named)
        if towns:
            near = [town for town in towns if self._reaches(town, point)]
            if near:
                return self._confirmed(point, near[0])
            return self._ask(point, named, self._far_from(point, towns[0]))
        if self._outside(point, claimed):
            return self._ask(
                point, named, f"The coordinates lie in {self._country_at(point)}, not where the row says."
            )
        return self._alone(point, named)

    def _without_point(self, named: Answer, sentence: str) -> Answer:
        return replace(named, assumed=(*named.assumed, sentence)) if named.place else named

    def _towns(self, named: Answer) -> list[Place]:
        return [named.place] if named.place else list(named.candidates)

    def _reaches(self, place: Place, point: Point) -> bool:
        """Whether a point can be said to be in a place: near a city, inside an area."""
        distance = kilometres(place.latitude, place.longitude, *point)
        if place.precision is Precision.CITY:
            return distance < _NEAR_KM
        area = self._area_of(place)
        return area is not None and not self._outside(point, frozenset((area,)))

    def _area_of(self, place: Place) -> int | None:
        return self._gazetteer.index.area_by_id.get(place.geonameid) if place.geonameid is not None else None

    def _outside(self, point: Point, areas: frozenset[int]) -> bool:
        """Whether no place of these areas is near the point."""
        if not areas:
            return False
        index = self._gazetteer.index
        allowed = index.with_territories(areas)
        for number in self._gazetteer.nearest_numbers(*point, limit=200):
            if kilometres(index.latitude[number], index.longitude[number], *point) > _BORDER_KM:
                break
            if {index.country[number], index.region[number], index.county[number]} & allowed:
                return False
        islands = (index.areas[area] for area in areas if index.areas[area].level is Level.ISLAND)
        return not any(
            kilometres(i.latitude, i.longitude, *point) <= i.radius_km + _BORDER_KM for i in islands
        )

    def _confirmed(self, point: Point, town: Place) -> Answer:
        """The words and the point agree."""
        if kilometres(town.latitude, town.longitude, *point) < _CENTROID_KM:
            reason = f"The coordinates of the row are those of {self._explain.place(town)}, as it says."
            return Answer(GeoStatus.PLACED, reason, town, confidence=_CONFIRMED)
        city = town
        if (
            town.precision is not Precision.CITY
            or kilometres(town.latitude, town.longitude, *point) > _SAME_CITY_KM
        ):
            city = self._gazetteer.nearest(*point)
        reason = f"The coordinates of the row lie in or near {self._explain.place(city)}, as it says."
        return Answer(GeoStatus.PLACED, reason, at_point(city, point), confidence=_CONFIRMED)

    def _alone(self, point: Point, named: Answer) -> Answer:
        """Only the point says where."""
        city = self._gazetteer.nearest(*point)
        if kilometres(city.latitude, city.longitude, *point) > _AT_SEA_KM:
            return self._ask(point, named, "The coordinates lie far from any place that we know.")
        reason = f"The coordinates of the row lie in or near {self._explain.place(city)}."
        assumed = () if not named.reason else ("The row is placed by its coordinates alone.",)
        return Answer(GeoStatus.PLACED, reason, at_point(city, point), assumed=assumed, confidence=_ALONE)

    def _ask(self, point: Point, named: Answer, problem: str) -> Answer:
        """What may have been meant: a repaired point near the named place, the place itself, the point as it is."""
        towns = self._towns(named)
        possible = [(how, at) for how, at in repairs(point) if _in_range(at)]
        repaired = [(how, at) for how, at in possible if any(self._reaches(town, at) for town in towns)]
        if not towns and not _in_range(point):
            repaired = possible[:1]
        candidates = [self._at(at, towns) for _, at in repaired[:2]] + towns
        if _in_range(point) and point != (0.0, 0.0):
            candidates.append(self._at(point, []))
        if not candidates:
            return Answer(GeoStatus.NOT_FOUND, f"{problem} Add a city or other coordinates.")
        hint = " Where is it?"
        if repaired:
            where = "fit" if towns else f"lie in or near {self._explain.place(candidates[0])}"
            hint = f" {repaired[0][0]} they {where}. Is that meant?"
        unique = tuple(dict.fromkeys(candidates))[:_MOST_CANDIDATES]
        return Answer(GeoStatus.AMBIGUOUS, problem + hint, candidates=unique)

    def _at(self, point: Point, towns: list[Place]) -> Place:
        near = (town for town in towns if town.precision is Precision.CITY and self._reaches(town, point))
        return at_point(next(near, None) or self._gazetteer.nearest(*point), point)

    def _far_from(self, point: Point, town: Place) -> str:
        distance = kilometres(town.latitude, town.longitude, *point)
        if town.precision is not Precision.CITY:
            return f"The coordinates lie in {self._country_at(point)}, not in {quoted(town.name)}."
        return f"The coordinates lie {distance:,.0f} km from {self._explain.place(town)}."

    def _country_at(self, point: Point) -> str:
        return self._explain.country(self._gazetteer.nearest(*point))


def at_point(city: Place, point: Point) -> Place:
    """A point inside or beside a city, which it counts for; the city itself if the point is the city's own."""
    if kilometres(city.latitude, city.longitude, *point) < _CENTROID_KM:
        return city
    return replace(city, latitude=point[0], longitude=point[1], precision=Precision.VENUE)


def repairs(point: Point) -> Iterator[tuple[str, Point]]:
    """The usual mistakes undone, the most usual first, each with the words that say what was done."""
    latitude, longitude = point
    yield "With the sign of the longitude changed", (latitude, -longitude)
    yield "With the sign of the latitude changed", (-latitude, longitude)
    yield "With latitude and longitude swapped", (longitude, latitude)
    yield "With both signs changed", (-latitude, -longitude)
    for swapped in ((longitude, -latitude), (-longitude, latitude), (-longitude, -latitude)):
        yield "With latitude and longitude swapped and a sign changed", swapped
    if not _in_range(point):
        for shifted in _with_decimal_points(point):
            yield "With the decimal point put back", shifted


def _with_decimal_points(point: Point) -> Iterator[Point]:
    for latitude in _shifted(point[0], 90):
        for longitude in _shifted(point[1], 180):
            yield latitude, longitude


def _shifted(degrees: float, most: float) -> list[float]:
    found = (degrees / 10**places for places in range(0, 9))
    return [value for value in found if 1 <= abs(value) <= most][:3]


def _in_range(point: Point) -> bool:
    return abs(point[0]) <= 90 and abs(point[1]) <= 180


def _what_is_wrong(point: Point) -> str:
    if point == (0.0, 0.0):
        return "The coordinates 0, 0 lie in the sea off Africa and mostly stand for “none”."
    return f"The coordinates {point[0]:g}, {point[1]:g} are not on the globe."
