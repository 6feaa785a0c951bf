"""Weigh what a text can mean: which place fits everything that was said, and how clearly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from dashboard.geocoding.abbreviations import is_drawn_from
from dashboard.geocoding.containment import Constraints, Containment
from dashboard.geocoding.fold import remembered_fold
from dashboard.geocoding.geometry import kilometres
from dashboard.geocoding.index import Index
from dashboard.geocoding.layout import Feature, Kind, Level
from dashboard.geocoding.parse import Piece
from dashboard.geocoding.words import words

_SAME_PLACE_KM = 30.0
_NEARBY_KM = 60.0
_KIND_COST = (0.0, 0.04, 0.45, 0.06)
_KIND_WEIGHT = (1.0, 0.02, 0.005, 0.3)
_MOST_POSTINGS, _MOST_CHECKED, _MOST_KEPT = 400, 40, 25
_ABBREVIATED = 4
_UNACCENTED = 0.4
_ALIAS = int(Kind.ALIAS)
_IS_COUNTRY = attrgetter("is_country")
_GREAT_NAMESAKE = 300_000
"""A city so large is meant by its name rather than the region around it, whichever city governs that."""
_CITY_STATE_KM = 40.0
_LEVEL_WIDTH = 0.65
"""Candidates whose score lies this close to the best one's are still in question."""


def _is_address(key: str) -> bool:
    """Whether a text is plainly one of an address or a time: "place Guillaume", "12 00"."""
    parts = key.split(" ")
    return all(part.isdigit() for part in parts) or not words("venue").isdisjoint(parts)


class Candidate(NamedTuple):
    """One meaning of one piece: a place, or an area if ``is_area``.

    ``score`` counts what speaks for it and against it; ``weight`` is how often people mean it by that name.
    ``supported`` says that something else in the row names its area; ``contradicted`` that something does not.
    ``share`` is the share of the likelihood that the best candidate has among those in question.
    """

    number: int
    is_area: bool
    kind: int
    piece: Piece
    score: float
    weight: float
    supported: bool
    contradicted: bool
    share: float = 1.0


class Judge:
    """Compares candidates by what the index knows of them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lies = Containment(index)

    def near(self, number: int, piece: Piece) -> bool:
        """Whether a piece may mean a place close to this one."""
        index = self._index
        latitude, longitude = index.latitude[number], index.longitude[number]
        latitudes = index.latitude
        for other, kind in piece.cities[:_MOST_CHECKED]:
            if -0.7 < latitudes[other] - latitude < 0.7 and kind <= _ALIAS and other != number:
                there = latitudes[other], index.longitude[other]
                if kilometres(latitude, longitude, *there) < _NEARBY_KM:
                    return True
        return False

    def candidates(self, pieces: Sequence[Piece], constraints: Constraints) -> list[Candidate]:
        """Every meaning of every piece that the row does not contradict, scored by all else that the row says."""
        return self._score(pieces, constraints, contradicted=False)

    def contradicted(self, pieces: Sequence[Piece], constraints: Constraints) -> list[Candidate]:
        """The meanings that do not fit what else the row says: what to offer if nothing fits."""
        found = self._score(pieces, constraints, contradicted=True)
        return [candidate for candidate in found if candidate.contradicted]

    def _score(
        self, pieces: Sequence[Piece], constraints: Constraints, *, contradicted: bool
    ) -> list[Candidate]:
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            others: Sequence[Piece] = ()
            if len(pieces) > 1:
                others = [p for i, p in enumerate(pieces) if i != at and (p.whole or p.cities or p.areas)]
                others.sort(key=_IS_COUNTRY, reverse=True)  # countries rule out most at once
            cost = 0.02 * at + (0.0 if piece.whole else 0.4)
            if piece.cities and not (
                piece.is_code and any(other.known and not other.is_code for other in others)
            ):
                found.extend(self._cities(piece, others, constraints, cost, contradicted))
            for number, kind in piece.areas[:_MOST_POSTINGS]:
                if number in piece.loose_areas and found and not others and not contradicted and (
                    found[0].kind <= _ALIAS and not piece.regional
                ):  # fmt: skip
                    continue  # nothing speaks for a county of the name that does not speak more for the city
                fits = [self._lies.area_fits(number, areas) for areas in constraints]
                if contradicted or False not in fits:
                    area = self._area(number, kind, piece, others, fits, cost)
                    if contradicted or not area.contradicted:
                        found.append(area)
        return found

    def _cities(
        self, piece: Piece, others: Sequence[Piece], constraints: Constraints, cost: float, contradicted: bool
    ) -> list[Candidate]:
        found: list[Candidate] = []
        if others and piece.areas and self._names_area_of(piece, others):
            cost += 0.7
        if piece.regional:
            cost += 0.7
        alone = piece.is_country and bool(others)
        narrowest_first = [(areas, self._lies.column(areas)) for areas in reversed(constraints)]
        cities = piece.cities[:_MOST_POSTINGS]
        for number, kind in cities if contradicted else self._lies.those_in(constraints, cities):
            score, supported, against = -_KIND_COST[kind] - cost, False, False
            for areas, column in narrowest_first:
                if column[number] in areas if column else self._lies.fits(number, areas):
                    score, supported = score + 2.0, True
                elif contradicted:
                    score, against = score - 2.0, True
                else:
                    break
            else:
                if others:
                    change, backs, denies = self._said_of_city(others, number, piece, contradicted)
                    score, supported, against = score + change, supported or backs, against or denies
                    if denies and not contradicted:
                        continue
                if alone and self._is_the_country(number, kind, piece, others, supported):
                    continue
                weight = self._index.weight[number] * _KIND_WEIGHT[kind]
                found.append(Candidate(number, False, kind, piece, score, weight, supported, against))
        return found

    def _said_of_city(
        self, others: Sequence[Piece], number: int, piece: Piece, contradicted: bool
    ) -> tuple[float, bool, bool]:
        """What all other pieces add to the score of a place, and whether one speaks for it, or against it.

        One that does speak against it is enough, unless contradictions are what is looked for.
        """
        score, backs, denies = 0.0, False, False
        for other in others:
            change = self._says_of_city(other, number, piece)
            score, backs, denies = score + change, backs or change > 0.2, denies or change == -1.0
            if denies and not contradicted:
                break
        return score, backs, denies

    def _is_the_country(
        self, number: int, kind: int, piece: Piece, others: Sequence[Piece], supported: bool
    ) -> bool:
        """Whether the name of a country, beside which another name stands, means that country and not a place."""
        if not supported and not self._is_all_of(number, piece, others):
            return True
        return kind != Kind.MAIN and self._index.country[number] not in piece.area_set

    def _is_all_of(self, number: int, country: Piece, others: Sequence[Piece]) -> bool:
        """Whether a city is what is meant by the name of its country before an address: "Singapore, Raffles Place".

        In a larger country, such as Luxembourg, an unknown name may be that of another town.
        """
        if not self._is_namesake_of_country(number) or any(p.known and p.whole for p in others):
            return False
        record = self._index.areas[self._index.country[number]]
        if record.number not in country.area_set:
            return False
        small = record.radius_km <= _CITY_STATE_KM
        return small or all(_is_address(other.segment or other.key) for other in others)

    def _is_namesake_of_country(self, number: int) -> bool:
        """Whether a city is the capital of a country of its own name."""
        index = self._index
        if index.feature[number] != Feature.CAPITAL:
            return False
        return bool(index.name(number) == index.areas[index.country[number]].name)

    def _names_area_of(self, piece: Piece, others: Sequence[Piece]) -> bool:
        """Whether the piece names the region of another: "Aomori" in "Hirosaki, Aomori" is not the city.

        Berlin in "Kreuzberg, Berlin" is: what is in a part of a city counts for the city.
        """
        for other in others:
            if not other.whole or other.is_code or not other.cities or other.key == piece.key:
                continue
            if other.areas and any(self._lies.inside(area, other.area_set) for area in piece.area_set):
                continue
            for number, kind in other.cities[:20]:
                part = self._index.feature[number] == Feature.DISTRICT and not piece.is_country
                if kind <= _ALIAS and not part and self._lies.fits(number, piece.area_set):
                    return True
        return False

    def _says_of_city(self, other: Piece, number: int, piece: Piece) -> float:
        """What another piece of the row adds to the score of a place; -1 is a contradiction."""
        if other.areas and self._lies.fits(number, other.area_set):
            county = self._index.county[number]
            if county not in other.loose_areas or self._lies.fits(number, other.area_set - other.loose_areas):
                return 1.0
            # "Mérida, Mérida" is the city of the region, not of the municipality that is called so too.
            return 0.6 if other.key != piece.key else 0.3
        if other.is_country:
            return -1.0
        cities, areas = other.cities, other.areas
        if cities and not other.is_code and self.near(number, other):
            if self._index.feature[number] == Feature.DISTRICT:
                return 0.3
            # "Westport, Washington" is the one in the state, not the one near another Washington.
            return 0.3 if other.strong_area and len(other.area_set) > len(other.loose_areas) else 0.8
        if other.whole and areas and (other.strong_area or other.is_code or not cities):
            return -1.0 if len(other.key) > 1 else -0.1  # a single letter may be the start of any word
        if cities or areas:
            return -0.4 if other.whole else -0.1
        if 2 <= len(other.key) <= _ABBREVIATED and self._region_is(number, other):
            return 0.9
        return 0.0

    def _region_is(self, number: int, short: Piece) -> bool:
        """Whether an unknown short piece abbreviates the region of a place: "Gto." in "León, Gto."."""
        region = self._index.region[number]
        if region < 0 or not short.whole or short.text.islower():
            return False
        return is_drawn_from(short.key, remembered_fold(self._index.areas[region].name))

    def _area(
        self,
        number: int,
        kind: int,
        piece: Piece,
        others: Sequence[Piece],
        fits: Sequence[bool],
        cost: float,
    ) -> Candidate:
        area = self._index.areas[number]
        score = -_KIND_COST[kind] - cost - 0.7 * piece.urban - 0.3 * (kind == Kind.WEAK)
        score -= 0.8 * (area.level is Level.COUNTY and kind == Kind.SPELLING and not piece.regional)
        supported, against = True in fits, False in fits
        score += 2.0 * (fits.count(True) - fits.count(False))
        for other in others:
            change = self._says_of_area(other, number, piece)
            score += change
            supported, against = supported or change > 0, against or change == -1.0
        return Candidate(
            number, True, kind, piece, score, area.weight * _KIND_WEIGHT[kind], supported, against
        )

    def _says_of_area(self, other: Piece, number: int, piece: Piece) -> float:
        if other.areas:
            if other.key == piece.key:
                return -0.7
            if number in other.area_set and self._has_namesake(number, other):
                return -0.4
            if self._lies.inside(number, other.area_set):
                return 1.0
            if number in self._lies.around(other.area_set):
                return -0.2
            if other.whole and (other.strong_area or not other.cities):
                return -1.0
        if other.known:
            return -0.4 if other.whole else -0.1
        return 0.0

    def _has_namesake(self, area: int, piece: Piece) -> bool:
        """Whether a piece that names an area may as well mean a place in it: "Covasna" in "Covasna, Covasna County"."""
        itself = frozenset((area,))
        return any(
            kind == Kind.MAIN and self._lies.fits(n, itself) for n, kind in piece.cities[:_MOST_CHECKED]
        )

    def area_of_code(self, city: Candidate) -> int | None:
        """The area around a city that goes by the same code, such as the state of New York by NY."""
        if not city.piece.is_code:
            return None
        return next((a for a, _ in city.piece.areas if self._lies.fits(city.number, frozenset((a,)))), None)

    def best(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that fit best, most likely first, the first with its share; those close together count as one."""
        if len(candidates) < 2:
            return list(candidates)
        top = max(c.score for c in candidates)
        level = [c for c in candidates if c.score > top - _LEVEL_WIDTH]
        if len(level) > 1:
            level = self._without_namesakes(level)
        if len(level) == 1:
            return level
        weighed = [
            (c.weight * math.exp(4 * (c.score - top)) * self._accents(c), at) for at, c in enumerate(level)
        ]
        merged = self._merge([(weight, level[at]) for weight, at in sorted(weighed, reverse=True)])
        if len(merged) == 1:
            return [merged[0][1]]
        total = sum(weight for weight, _ in merged)
        ranked = [candidate for _, candidate in sorted(merged, key=lambda pair: -pair[0])]
        return [ranked[0]._replace(share=max(weight for weight, _ in merged) / total), *ranked[1:]]

    def _accents(self, candidate: Candidate) -> float:
        """More weight for a place whose name has just the accents that were written: San José is not San Jose."""
        text = candidate.piece.text
        if candidate.is_area or candidate.kind != Kind.MAIN:
            return 1.0
        name = self._index.name(candidate.number)
        if text.isascii():  # accents are left out more often than they are made up
            return 1.0 if name.isascii() else _UNACCENTED
        return 6.0 if name.casefold() in text.casefold() else 1.0

    def _without_namesakes(self, level: list[Candidate]) -> list[Candidate]:
        """An area gives way to a city in it of the same name, unless the row says that the area is meant."""
        cities = [c for c in level if not c.is_area]
        if not cities or len(cities) == len(level):
            return level
        return [c for c in level if not c.is_area or c.piece.regional or not self._named_after(c, cities)]

    def _named_after(self, area: Candidate, cities: Sequence[Candidate]) -> bool:
        record, itself = self._index.areas[area.number], frozenset((area.number,))
        for city in cities:
            if not self._lies.fits(city.number, itself):
                continue
            seat = self._index.feature[city.number] >= Feature.REGION_SEAT
            population = self._index.population[city.number]
            share, is_great = population / max(1, record.population), population >= _GREAT_NAMESAKE
            if record.level is Level.COUNTRY:
                if (
                    (city.kind == Kind.MAIN and seat)
                    or share > 0.5
                    or self._is_namesake_of_country(city.number)
                ):
                    return True
            elif seat or share > 0.1 or is_great or record.level is Level.COUNTY:
                return True
        return False

    def _merge(self, ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
        """The ranked candidates, those that lie close to a better one counted to it."""
        kept: list[tuple[float, Candidate]] = []
        points: list[tuple[float, float]] = []
        for weight, candidate in ranked:
            latitude, longitude = self.point(candidate)
            for at, (north, east) in enumerate(points):
                if (
                    -0.3 < north - latitude < 0.3
                    and kept[at][1].is_area == candidate.is_area
                    and kilometres(latitude, longitude, north, east) < _SAME_PLACE_KM
                ):
                    kept[at] = (kept[at][0] + weight, kept[at][1])
                    break
            else:
                kept.append((weight, candidate))
                points.append((latitude, longitude))
            if len(kept) >= _MOST_KEPT:
                break
        return kept

    def point(self, candidate: Candidate) -> tuple[float, float]:
        """Where a candidate is."""
        if candidate.is_area:
            area = self._index.areas[candidate.number]
            return area.latitude, area.longitude
        return self._index.latitude[candidate.number], self._index.longitude[candidate.number]
