"""Weigh what a text can mean: which place fits everything that was said, and how clearly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.geocoding.geometry import kilometres
from dashboard.geocoding.index import Index
from dashboard.geocoding.layout import Feature, Kind, Level
from dashboard.geocoding.parse import Piece

SAME_PLACE_KM = 30.0
_NEARBY_KM = 60.0
_KIND_COST = (0.0, 0.04, 0.45, 0.06)
_KIND_WEIGHT = (1.0, 0.05, 0.005, 0.3)
_MOST_POSTINGS = 400
_LEVEL_WIDTH = 0.65
"""Candidates whose score lies this close to the best one's are still in question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of one piece: a place, or an area if ``is_area``.

    ``score`` counts what speaks for it and against it; ``weight`` is how often people mean it by that name.
    ``supported`` says that something else in the row names its area; ``contradicted`` that something does not.
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

    def fits(self, number: int, areas: frozenset[int]) -> bool:
        """Whether a place lies in one of these areas."""
        index = self._index
        if index.region[number] in areas or index.country[number] in areas or index.county[number] in areas:
            return True
        islands = areas & index.islands
        return bool(islands) and any(self._on_island(number, area) for area in islands)

    def _on_island(self, number: int, area: int) -> bool:
        record = self._index.areas[area]
        return record.radius_km >= kilometres(
            self._index.latitude[number], self._index.longitude[number], record.latitude, record.longitude
        )

    def area_fits(self, number: int, areas: Iterable[int]) -> bool:
        """Whether an area is, contains, or lies in one of these areas."""
        code = self._index.areas[number].code
        return any(_related(code, self._index.areas[area].code) for area in areas)

    def inside(self, number: int, areas: Iterable[int]) -> bool:
        """Whether an area is or lies in one of these areas. Of an island only the country is known."""
        code = self._index.areas[number].code
        if ":" in code:
            return any(self._index.areas[area].code[:2] == code[:2] for area in areas)
        return any(_inside(code, self._index.areas[area].code) for area in areas)

    def near(self, number: int, piece: Piece) -> bool:
        """Whether a piece may mean a place close to this one."""
        index = self._index
        latitude, longitude = index.latitude[number], index.longitude[number]
        return any(
            other != number
            and abs(index.latitude[other] - latitude) < 0.7
            and kilometres(latitude, longitude, index.latitude[other], index.longitude[other]) < _NEARBY_KM
            for other, kind in piece.cities[:40]
            if kind <= Kind.ALIAS
        )

    def candidates(self, pieces: Sequence[Piece], constraints: Sequence[frozenset[int]]) -> list[Candidate]:
        """Every meaning of every piece, scored by the other pieces and by the columns of the row."""
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            others = [p for i, p in enumerate(pieces) if i != at and (p.known or p.whole)]
            cost = 0.02 * at + (0.0 if piece.whole else 0.4)
            is_context = self._names_area_of(piece, others)
            beside_name = piece.is_code and any(other.known and not other.is_code for other in others)
            cities = () if beside_name else piece.cities[:_MOST_POSTINGS]
            for number, kind in cities:
                city = self._city(number, kind, piece, others, constraints, cost + 0.7 * is_context)
                if city.supported or not (piece.is_country and others):
                    found.append(city)
            for number, kind in piece.areas[:_MOST_POSTINGS]:
                found.append(self._area(number, kind, piece, others, constraints, cost))
        return found

    def _names_area_of(self, piece: Piece, others: Sequence[Piece]) -> bool:
        """Whether the piece names the region of another: "Aomori" in "Hirosaki, Aomori" is not the city."""
        return bool(piece.areas) and any(
            self.fits(number, piece.area_set)
            for other in others
            if other.whole and other.key != piece.key and not other.is_code
            and not any(self.area_fits(area, other.area_set) for area in piece.area_set)
            for number, kind in other.cities[:20]
            if kind <= Kind.ALIAS
        )

    def _city(
        self, number: int, kind: int, piece: Piece, others: Sequence[Piece],
        constraints: Sequence[frozenset[int]], cost: float,
    ) -> Candidate:  # fmt: skip
        score, supported, contradicted = -_KIND_COST[kind] - cost - (0.7 if piece.regional else 0.0), False, False
        for constraint in constraints:
            if self.fits(number, constraint):
                score, supported = score + 2.0, True
            else:
                score, contradicted = score - 2.0, True
        for other in others:
            if other.areas and self.fits(number, other.area_set):
                score, supported = score + 1.0, True
            elif other.is_country:
                score, contradicted = score - 1.0, True
            elif other.cities and not other.is_code and self.near(number, other):
                score, supported = score + 0.8, True
                if self._index.feature[number] == Feature.DISTRICT:
                    score -= 0.5
            elif other.whole and other.areas and (other.strong_area or other.is_code or not other.cities):
                score, contradicted = score - 1.0, True
            elif other.known:
                score -= 0.4 if other.whole else 0.1
        weight = self._index.weight[number] * _KIND_WEIGHT[kind]
        return Candidate(number, False, kind, piece, score, weight, supported, contradicted)

    def _area(
        self, number: int, kind: int, piece: Piece, others: Sequence[Piece],
        constraints: Sequence[frozenset[int]], cost: float,
    ) -> Candidate:  # fmt: skip
        area = self._index.areas[number]
        score, supported, contradicted = -_KIND_COST[kind] - cost, False, False
        score -= 0.7 * piece.urban + 0.3 * (kind == Kind.WEAK)
        score -= 0.8 * (area.level is Level.COUNTY and kind == Kind.SPELLING and not piece.regional)
        for constraint in constraints:
            if self.area_fits(number, constraint):
                score, supported = score + 2.0, True
            else:
                score, contradicted = score - 2.0, True
        for other in others:
            if other.key == piece.key and other.areas:
                score -= 0.7
            elif other.areas and self.inside(number, other.area_set):
                score, supported = score + 1.0, True
            elif other.areas and self.area_fits(number, other.area_set):
                score -= 0.2
            elif other.whole and other.areas and (other.strong_area or not other.cities):
                score, contradicted = score - 1.0, True
            elif other.known:
                score -= 0.4 if other.whole else 0.1
        weight = area.weight * _KIND_WEIGHT[kind]
        return Candidate(number, True, kind, piece, score, weight, supported, contradicted)

    def best(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that fit best, most likely first, each with its share of the likelihood; close ones count as one."""
        if not candidates:
            return []
        top = max(c.score for c in candidates)
        level = [
            replace(c, weight=c.weight * math.exp(-4 * (top - c.score)) * self._accents(c))
            for c in candidates
            if c.score > top - _LEVEL_WIDTH
        ]
        merged = self._merge(sorted(self._without_namesakes(level), key=lambda c: -c.weight))
        total = sum(c.weight for c in merged)
        return [replace(c, share=c.weight / total) for c in merged]

    def _accents(self, candidate: Candidate) -> float:
        """More weight for a place whose name has just the accents that were written: San José is not San Jose."""
        text = candidate.piece.text
        if text.isascii() or candidate.is_area or candidate.kind != Kind.MAIN:
            return 1.0
        return 6.0 if self._index.name(candidate.number).casefold() in text.casefold() else 1.0

    def _without_namesakes(self, level: list[Candidate]) -> list[Candidate]:
        """An area gives way to a city in it of the same name, unless the row says that the area is meant."""
        cities = [c for c in level if not c.is_area]
        return [c for c in level if not c.is_area or c.piece.regional or not self._named_after(c, cities)]

    def _named_after(self, area: Candidate, cities: Sequence[Candidate]) -> bool:
        record = self._index.areas[area.number]
        for city in cities:
            if not self.fits(city.number, frozenset((area.number,))):
                continue
            seat = self._index.feature[city.number] >= Feature.REGION_SEAT
            share = self._index.population[city.number] / max(1, record.population)
            if record.level is Level.COUNTRY:
                if city.kind == Kind.MAIN and seat or share > 0.5:
                    return True
            elif seat or share > 0.1 or record.level is Level.COUNTY:
                return True
        return False

    def _merge(self, ranked: list[Candidate]) -> list[Candidate]:
        kept: list[Candidate] = []
        for candidate in ranked:
            point = self.point(candidate)
            for at, other in enumerate(kept):
                if other.is_area == candidate.is_area and kilometres(*point, *self.point(other)) < SAME_PLACE_KM:
                    kept[at] = replace(other, weight=other.weight + candidate.weight)
                    break
            else:
                kept.append(candidate)
            if len(kept) > 25:
                break
        return sorted(kept, key=lambda c: -c.weight)

    def point(self, candidate: Candidate) -> tuple[float, float]:
        """Where a candidate is."""
        if candidate.is_area:
            area = self._index.areas[candidate.number]
            return area.latitude, area.longitude
        return self._index.latitude[candidate.number], self._index.longitude[candidate.number]


def _inside(code: str, other: str) -> bool:
    return code == other or code.startswith(other + ".")


def _related(code: str, other: str) -> bool:
    if ":" in code or ":" in other:
        return code[:2] == other[:2]
    return _inside(code, other) or _inside(other, code)
