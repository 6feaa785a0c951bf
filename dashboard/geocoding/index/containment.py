"""What lies in what: places and areas in countries, regions, counties and islands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dashboard.geocoding.index.layout import Feature, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.text.fold import remembered_fold
from dashboard.geocoding.text.geometry import kilometres

_NONE: frozenset[int] = frozenset()
Constraints = Sequence[frozenset[int]]
"""Per column of the row that names an area: the areas that it may mean."""


class Containment:
    """Answers from the numbers that the index gives to places and areas."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._region, self._country, self._county = index.region, index.country, index.county
        self._feature, self._enclosing, self._islands = index.feature, index.enclosing, index.islands
        self._columns = {Level.REGION: index.region, Level.COUNTRY: index.country, Level.COUNTY: index.county}
        self.column = lru_cache(maxsize=20_000)(self._column)
        self.around = lru_cache(maxsize=20_000)(self._around)
        self.inside = lru_cache(maxsize=20_000)(self._inside)

    def fits(self, number: int, areas: frozenset[int]) -> bool:
        """Whether a place lies in one of these areas."""
        region, county = self._region[number], self._county[number]
        if region in areas or self._country[number] in areas or county in areas:
            return True
        if county < 0 and self._is_in_county(number, areas):
            return True
        if region in self._enclosing and self._feature[number] >= Feature.REGION_SEAT and (
            not areas.isdisjoint(self._enclosing[region])
        ):  # fmt: skip
            return True
        if self._islands.isdisjoint(areas):
            return False
        return any(self._on_island(number, area) for area in areas & self._islands)

    def _is_in_county(self, number: int, areas: frozenset[int]) -> bool:
        """Whether a place of which nobody says in which county it is lies within the reach of one in its region."""
        counties = areas & self._index.counties_of.get(self._region[number], _NONE)
        return bool(counties) and any(self._on_island(number, county) for county in counties)

    def point(self, number: int) -> tuple[float, float]:
        """Where a place is."""
        return self._index.latitude[number], self._index.longitude[number]

    def fits_all(self, number: int, constraints: Constraints) -> bool:
        """Whether a place lies in what every column names."""
        return all(self.fits(number, areas) for areas in constraints)

    def in_region_of(self, number: int, named: Constraints) -> bool:
        """Whether the region of a place is among the areas that are named."""
        return any(self._region[number] in areas for areas in named)

    def begins_region_of(self, number: int, key: str) -> bool:
        """Whether the name of a place's region begins with these words and goes on: Valle, of Valle del Cauca."""
        region = self._region[number]
        return region >= 0 and remembered_fold(self._index.areas[region].name).startswith(f"{key} ")

    def those_in(
        self, constraints: Constraints, cities: Sequence[tuple[int, int]]
    ) -> Sequence[tuple[int, int]]:
        """Of the namesakes in all the world the few that lie in what every column names."""
        for areas in reversed(constraints):
            if not cities:
                break
            if column := self.column(areas):
                cities = [post for post in cities if column[post[0]] in areas]
            else:
                cities = [post for post in cities if self.fits(post[0], areas)]
        return cities

    def _column(self, areas: frozenset[int]) -> Sequence[int] | None:
        """The column that alone says whether a place lies in one of some areas; none if they are of several levels.

        None too for the region around a city that is one itself: the column of Bogotá does not say Cundinamarca.
        """
        if any(not areas.isdisjoint(around) for around in self._index.enclosing.values()):
            return None
        levels = {self._index.levels[area] for area in areas}
        return self._columns.get(levels.pop()) if len(levels) == 1 else None

    def _around(self, areas: frozenset[int]) -> frozenset[int]:
        """These areas and all that one of them lies in."""
        return frozenset(outer for area in areas for outer in self._index.ancestors(area))

    def _on_island(self, number: int, area: int) -> bool:
        index, record = self._index, self._index.areas[area]
        return record.radius_km >= kilometres(
            index.latitude[number], index.longitude[number], record.latitude, record.longitude
        )

    def area_fits(self, number: int, areas: frozenset[int]) -> bool:
        """Whether an area is, contains, or lies in one of these areas."""
        return self.inside(number, areas) or number in self.around(areas)

    def _inside(self, number: int, areas: frozenset[int]) -> bool:
        """Whether an area is or lies in one of these areas. An island lies in each region that it touches."""
        index = self._index
        if not areas.isdisjoint(index.ancestors(number)):
            return True
        if number not in index.islands and areas.isdisjoint(index.islands):
            return False
        if number in index.islands:
            country = index.areas[number].country_code
            touched = index.touched_by(number)
            return any(
                area in touched
                if index.levels[area] is Level.REGION
                else self._meet(number, area)
                if index.levels[area] is Level.COUNTY
                else index.areas[area].country_code == country
                for area in areas
            )
        return any(self._covers(area, number) for area in areas & index.islands)

    def _meet(self, island: int, county: int) -> bool:
        """Whether the middle of a county lies on an island or in a landscape."""
        there, outer = self._index.areas[county], self._index.areas[island]
        between = kilometres(there.latitude, there.longitude, outer.latitude, outer.longitude)
        return there.country_code == outer.country_code and between <= outer.radius_km

    def _covers(self, island: int, area: int) -> bool:
        """Whether an island or landscape holds all of a region or county."""
        outer, inner = self._index.areas[island], self._index.areas[area]
        if inner.level is Level.COUNTRY:
            return False
        between = kilometres(inner.latitude, inner.longitude, outer.latitude, outer.longitude)
        return between + inner.radius_km <= outer.radius_km

    def is_namesake_of_country(self, number: int) -> bool:
        """Whether a city is the capital of a country of its own name."""
        index = self._index
        if index.feature[number] != Feature.CAPITAL:
            return False
        return bool(index.name(number) == index.areas[index.country[number]].name)
