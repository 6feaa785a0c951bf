"""Who else is called as the place that a row was taken for: better known, in what the row names, or in reach of it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.geocoding.index.containment import Constraints, Containment
from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.index.reading import AreaRecord, Index
from dashboard.geocoding.resolving.context import Context, areas_beside
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.geometry import kilometres, reach_of

_WELL_KNOWN = 100_000
_SMALL, _AS_KNOWN = 15_000, 3
_METROPOLIS, _MANY = 1_000_000, 8
_CORE_KM = 5.0
_VILLAGE, _FAMOUS, _FAR_BETTER_KNOWN = 5_000, 300_000, 50
_FAR_LARGER, _BARE_COUNTIES = 1.8, frozenset({"GB", "IE"})
"""So many times a town's people make an area of its name better known; and where one says Durham for its county."""


class Namesakes:
    """Namesakes of the best meaning of a row."""

    def __init__(self, index: Index, lies: Containment) -> None:
        self._index, self._lies = index, lies

    def better_known_area(self, best: Candidate) -> int | None:
        """The region or county elsewhere that is called as a town named alone is, and where far more people live.

        Kent is a city of Washington, and a county of England. A county of which people always say that it is one, as
        they do in most countries, is not meant.
        """
        index, number, piece = self._index, best.number, best.piece
        if best.is_area or index.feature[number] == Feature.CAPITAL or piece.errors:
            return None
        enough = max(_SMALL, _FAR_LARGER * index.population[number])

        def is_meant(area: AreaRecord, kind: int) -> bool:
            is_own = kind == Kind.MAIN and area.name.casefold() == piece.text.casefold()
            is_bare = (
                area.level is Level.COUNTY and kind == Kind.SPELLING and area.country_code in _BARE_COUNTIES
            )
            return (is_own or is_bare) and area.is_placed and area.level in (Level.REGION, Level.COUNTY)

        return next(
            (
                area for area, kind in piece.areas
                if index.areas[area].population >= enough and is_meant(index.areas[area], kind)
                and not self._lies.fits(number, frozenset((area,)))
            ),
            None,
        )  # fmt: skip

    def metropolis_around(self, best: Candidate, pieces: Sequence[Span]) -> int | None:
        """The great city that a row names, and in which a little known place of a common name was found.

        "Chelsea, New York" is listed as a corner of Staten Island, and means the quarter in Manhattan, which is not.
        """
        index = self._index
        if index.population[best.number] >= _VILLAGE or len(best.piece.cities) < _MANY:
            return None
        for piece in pieces:
            city = piece.cities[0][0] if piece.cities and piece is not best.piece else best.number
            reach = reach_of(index.population[city])
            away = kilometres(*self._lies.point(city), *self._lies.point(best.number))
            if index.population[city] >= _METROPOLIS and _CORE_KM < away <= reach:
                return city
        return None

    def namesake_area(self, best: Candidate, pieces: Sequence[Span], named: Constraints) -> int | None:
        """The county of the name elsewhere in the areas of a row that was taken for a quarter of one of its cities."""
        index, lies = self._index, self._lies
        if index.feature[best.number] != Feature.DISTRICT:
            return None
        around = [*named, *(p.area_set for p in pieces if p.areas and p is not best.piece)]
        return next(
            (
                area for area, _ in best.piece.areas
                if index.areas[area].is_placed and all(lies.inside(area, areas) for areas in around)
                and not lies.fits(best.number, frozenset((area,)))
            ),
            None,
        )  # fmt: skip

    def beside_hamlet(self, best: Candidate, pieces: Sequence[Span]) -> int | None:
        """The namesake, as well known as a city, from which only a small place beside tells it.

        Jesmond is near Newcastle in Australia, and a part of Newcastle upon Tyne that nobody lists.
        """
        others = [piece for piece in pieces if piece is not best.piece]
        if self._index.population[best.number] < _SMALL or any(piece.areas for piece in others):
            return None
        beside = [piece for piece in others if piece.whole and piece.cities]
        if not any(reaches(self._index, best.number, piece) for piece in beside):
            return None
        weight, country = self._index.weight, self._index.country
        return next(
            (
                n for n, kind in best.piece.cities[:20]
                if kind == Kind.MAIN and country[n] != country[best.number]
                and weight[n] * _AS_KNOWN >= weight[best.number]
            ),
            None,
        )  # fmt: skip

    def famous_abroad(self, best: Candidate, pieces: Sequence[Span], context: Context) -> int | None:
        """The metropolis of another country that is called as a small place is for which only the country speaks.

        A row that says Wellington and Australia may well have its country wrong.
        """
        index, population = self._index, self._index.population
        if best.is_area or not best.supported:
            return None
        if best.piece.errors:  # "Melilla, Morocco" is no slip for Mellila
            meant = (p.cities[0] for p in pieces if p.text == best.piece.text and p.whole and p.cities)
            return next(
                (n for n, kind in meant if kind == Kind.MAIN and population[n] >= _WELL_KNOWN // 2), None
            )
        if population[best.number] >= _VILLAGE:
            return None
        first = next((n for n, kind in best.piece.cities[:1] if kind == Kind.MAIN), best.number)
        if index.country[first] == index.country[best.number]:
            return None
        if population[first] < max(_FAMOUS, _FAR_BETTER_KNOWN * population[best.number]):
            return None
        for areas in areas_beside(best.piece, pieces, context):
            regions = frozenset(area for area in areas if index.levels[area] is not Level.COUNTRY)
            if self._lies.fits(best.number, regions):
                return None
        return first


def reaches(index: Index, number: int, piece: Span) -> bool:
    """Whether a piece may mean the place with this number, or one in whose reach, by its size, it lies."""
    north, east, own = index.latitude[number], index.longitude[number], index.population[number]
    for other, kind in piece.cities[:60]:
        if kind == Kind.WEAK or abs(index.latitude[other] - north) > 1:
            continue
        reach = reach_of(max(own, index.population[other]))
        if kilometres(north, east, index.latitude[other], index.longitude[other]) <= reach:
            return True
    return False
