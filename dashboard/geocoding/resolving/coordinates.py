"""Coordinates given in a file: used, but checked against what the row says in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from dashboard.geocoding.answer import Answer, GeoStatus
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind, Level
from dashboard.geocoding.resolving.explain import named as place_named
from dashboard.geocoding.text.fold import remembered_fold
from dashboard.geocoding.text.geometry import kilometres
from dashboard.model import Place, PlaceQuery, Precision
from dashboard.reasons import PlaceName, Reason, Values

_CENTROID_KM = 0.1
"""A point so close to the one that stands for a city or area was taken from it, as in a file that we exported."""
_AT_SEA_KM, _BORDER_KM = 150.0, 60.0
_DESERT_KM = 200.0
"""Up to here the nearest town of all says in which country a point is."""
_LEAST_REACH_KM, _KM_OF_ROOT = 20.0, 0.02
"""How far a place reaches around its point: a village some way, a city of a million forty kilometres."""
_AROUND = 2.25
"""How many times its reach the country around a city may go, within its own region."""
_MOST_OF_REGION_KM, _CITY = 100.0, 50_000
_GUESSES = frozenset({"near_name", "place_maybe", "place_maybe_of_people", "which_misspelt"})
"""Questions about a name that we do not know, or not well enough to set it against a point."""
_CONFIRMED, _ALONE = 0.99, 0.95
_MOST_CANDIDATES = _MOST_PIECES = 8
Point = tuple[float, float]


class PointChecker:
    """Decides whether a given point can be trusted, and offers the likely repair if not."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def check(self, query: PlaceQuery, named: Answer, claimed: frozenset[int]) -> Answer:
        """Where the row is, given its point, what its words say (``named``) and the areas of its columns."""
        latitude, longitude = query.latitude, query.longitude
        if (
            latitude is None
            or longitude is None
            or not (math.isfinite(latitude) and math.isfinite(longitude))
        ):
            left_out = (*named.assumed, Reason("other_coordinate_left_out"))
            return named._replace(assumed=left_out) if named.place else named
        point = latitude, longitude
        if not _in_range(point) or point == (0.0, 0.0):
            return self._ask(point, named, _what_is_wrong(point))
        towns = self._towns(named)
        near = next((town for town in towns if self._reaches(town, point)), None)
        if near is None and towns:
            near = self._region_called(towns[0], point) or self._called_there(query, towns[0], point)
        if near:
            return self._confirmed(point, near)
        if towns and not self._is_guess(named, point):
            return self._ask(point, named, self._far_from(point, towns[0]))
        if self._outside(point, claimed):
            return self._ask(point, named, Reason("point_elsewhere", {"country": self._country_at(point)}))
        return self._alone(point, named)

    def _is_guess(self, named: Answer, point: Point) -> bool:
        """Whether the words are of a place that we do not know, and nothing says that the point is mistyped."""
        mended = [at for _, at in repairs(point) if _in_range(at)]
        return named.reason.code in _GUESSES and not any(
            self._reaches(town, at) for town in named.candidates for at in mended
        )

    def _towns(self, named: Answer) -> list[Place]:
        return [named.place] if named.place else list(named.candidates)

    def _reaches(self, place: Place, point: Point) -> bool:
        """Whether a point can be said to be in a place: near a city, inside an area."""
        if place.precision is Precision.CITY:
            if _is_rounded(point):
                return max(abs(place.latitude - point[0]), abs(place.longitude - point[1])) < 1
            distance, reach = kilometres(place.latitude, place.longitude, *point), _reach(place)
            return distance < reach or (distance < _AROUND * reach and self._is_around(place, point))
        area = self._area_of(place)
        return area is not None and not self._outside(point, frozenset((area,)))

    def _is_around(self, place: Place, point: Point) -> bool:
        """Whether a point lies in the country around a city: in its region, and not in another city of some size."""
        other = self._gazetteer.nearest(*point)
        closest = self._gazetteer.place_of(self._gazetteer.nearest_numbers(*point)[0])
        if (place.country_code, place.region) not in {(p.country_code, p.region) for p in (other, closest)}:
            return False
        is_in_other = kilometres(other.latitude, other.longitude, *point) < _reach(other) / 2
        return other == place or not is_in_other or other.population < min(_CITY, place.population / 3)

    def _region_called(self, place: Place, point: Point) -> Place | None:
        """The region of a city that is called as the city is, if the point is there: Gifu, Oyo."""
        if kilometres(place.latitude, place.longitude, *point) > _MOST_OF_REGION_KM:
            return None
        there = self._gazetteer.nearest(*point)
        if (there.country_code, there.region) != (place.country_code, place.region):
            return None
        index = self._gazetteer.index
        called = index.names.find(remembered_fold(place.name))[1]
        regions = (
            self._gazetteer.area_place(area) for area, _ in called if index.levels[area] is Level.REGION
        )
        return next((area for area in regions if area.region == place.region), None)

    def _called_there(self, query: PlaceQuery, place: Place, point: Point) -> Place | None:
        """What the point is in or near, if a piece of the text is its name: Mori in Hokkaido, Washington the state.

        It lies in the country that was read from the row; in the region too, if the row says more than the name.
        """
        index, pieces = self._gazetteer.index, (query.city or query.text).split(",")
        for piece in pieces[:_MOST_PIECES]:
            cities, areas = index.names.find(remembered_fold(piece))
            called = [self._gazetteer.place_of(number) for number, kind in cities if kind <= Kind.ALIAS]
            called += [self._gazetteer.area_place(a) for a, _ in areas if index.levels[a] is Level.REGION]
            for other in called:
                is_alone = len(pieces) == 1 and not query.region and other.region != place.region
                is_beside = other.region == place.region and other.precision is Precision.CITY
                is_possible = other.country_code == place.country_code and (is_alone or is_beside)
                if is_possible and self._reaches(other, point):
                    return other
        return None

    def _area_of(self, place: Place) -> int | None:
        return self._gazetteer.index.area_by_id.get(place.geonameid) if place.geonameid is not None else None

    def _outside(self, point: Point, areas: frozenset[int]) -> bool:
        """Whether no place of these areas is near the point."""
        if not areas:
            return False
        index = self._gazetteer.index
        allowed = index.with_territories(areas)
        farthest = _DESERT_KM
        for number in self._gazetteer.nearest_numbers(*point, limit=200):
            if kilometres(index.latitude[number], index.longitude[number], *point) > farthest:
                break
            farthest = _BORDER_KM
            if {index.country[number], index.region[number], index.county[number]} & allowed:
                return False
        islands = (index.areas[area] for area in areas if index.areas[area].level is Level.ISLAND)
        return not any(
            kilometres(i.latitude, i.longitude, *point) <= i.radius_km + _BORDER_KM for i in islands
        )

    def _confirmed(self, point: Point, town: Place) -> Answer:
        """The words and the point agree."""
        if kilometres(town.latitude, town.longitude, *point) < _CENTROID_KM:
            reason = Reason("point_is_place", {"place": place_named(town)})
            return Answer(GeoStatus.PLACED, reason, town, confidence=_CONFIRMED)
        if _is_rounded(point) and town.precision is Precision.CITY:
            reason = Reason("point_near_place_said", {"place": place_named(town)})
            return Answer(GeoStatus.PLACED, reason, town, confidence=_CONFIRMED)
        city = town if town.precision is Precision.CITY else self._gazetteer.nearest(*point)
        reason = Reason("point_near_place_said", {"place": place_named(city)})
        return Answer(GeoStatus.PLACED, reason, at_point(city, point), confidence=_CONFIRMED)

    def _alone(self, point: Point, named: Answer) -> Answer:
        """Only the point says where."""
        city = self._gazetteer.nearest(*point)
        if kilometres(city.latitude, city.longitude, *point) > _AT_SEA_KM:
            return self._ask(point, named, Reason("point_far_off"))
        reason = Reason("point_near_place", {"place": place_named(city)})
        alone = (Reason("placed_by_point_alone"),)
        return Answer(GeoStatus.PLACED, reason, at_point(city, point), assumed=alone, confidence=_ALONE)

    def _ask(self, point: Point, named: Answer, problem: Reason) -> Answer:
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
            return Answer(GeoStatus.NOT_FOUND, _with_hint(problem, Reason("add_city_or_point")))
        hint = Reason("where_is_it")
        if repaired:
            fits, near = repaired[0][0]
            hint = Reason(fits) if towns else Reason(near, {"place": place_named(candidates[0])})
        unique = tuple(dict.fromkeys(candidates))[:_MOST_CANDIDATES]
        return Answer(GeoStatus.AMBIGUOUS, _with_hint(problem, hint), candidates=unique)

    def _at(self, point: Point, towns: list[Place]) -> Place:
        near = (town for town in towns if town.precision is Precision.CITY and self._reaches(town, point))
        return at_point(next(near, None) or self._gazetteer.nearest(*point), point)

    def _far_from(self, point: Point, town: Place) -> Reason:
        distance = kilometres(town.latitude, town.longitude, *point)
        if town.precision is not Precision.CITY:
            where: Values = {"country": self._country_at(point), "place": place_named(town)}
            return Reason("point_not_in_area", where)
        return Reason("point_far_from", {"kilometres": round(distance), "place": place_named(town)})

    def _country_at(self, point: Point) -> PlaceName:
        return PlaceName(country_code=self._gazetteer.nearest(*point).country_code)


def _reach(city: Place) -> float:
    """How far a city reaches around its point, in kilometres."""
    return _LEAST_REACH_KM + _KM_OF_ROOT * math.sqrt(max(0, city.population))


def _is_rounded(point: Point) -> bool:
    """Whether a point is one of whole degrees, which says no more than what is within a degree of it."""
    return all(degrees % 1 == 0 for degrees in point)


def _with_hint(problem: Reason, hint: Reason) -> Reason:
    return Reason("point_doubtful", {"problem": problem, "hint": hint})


def at_point(city: Place, point: Point) -> Place:
    """A point inside or beside a city, which it counts for; the city itself if the point is the city's own."""
    if kilometres(city.latitude, city.longitude, *point) < _CENTROID_KM:
        return city
    return replace(city, latitude=point[0], longitude=point[1], precision=Precision.VENUE)


def repairs(point: Point) -> Iterator[tuple[tuple[str, str], Point]]:
    """The usual mistakes undone, the most usual first, each with the codes of what is asked then.

    The first code asks whether the point that fits the named place is meant, the second about what it is near.
    """
    latitude, longitude = point
    yield ("fits_with_longitude_sign", "near_with_longitude_sign"), (latitude, -longitude)
    yield ("fits_with_latitude_sign", "near_with_latitude_sign"), (-latitude, longitude)
    yield ("fits_swapped", "near_swapped"), (longitude, latitude)
    yield ("fits_with_both_signs", "near_with_both_signs"), (-latitude, -longitude)
    for swapped in ((longitude, -latitude), (-longitude, latitude), (-longitude, -latitude)):
        yield ("fits_swapped_with_sign", "near_swapped_with_sign"), swapped
    if not _in_range(point):
        for shifted in product(_shifted(latitude, 90), _shifted(longitude, 180)):
            yield ("fits_with_decimal_point", "near_with_decimal_point"), shifted


def _shifted(degrees: float, most: float) -> list[float]:
    found = (degrees / 10**places for places in range(0, 9))
    return [value for value in found if 1 <= abs(value) <= most][:3]


def _in_range(point: Point) -> bool:
    return abs(point[0]) <= 90 and abs(point[1]) <= 180


def _what_is_wrong(point: Point) -> Reason:
    if point == (0.0, 0.0):
        return Reason("point_null_island")
    return Reason("point_off_globe", {"latitude": point[0], "longitude": point[1]})
