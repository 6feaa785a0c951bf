"""Order what a text can mean: which meaning fits best, what counts for another, and how clearly one leads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter

from rapidfuzz import fuzz

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.text.fold import in_latin, remembered_fold
from dashboard.geocoding.text.geometry import kilometres
from dashboard.geocoding.text.scripts import script_of, scripts_of

_FIRST, _MAIN = itemgetter(0), Kind.MAIN
_LEVEL_WIDTH = 0.65
"""Candidates whose score lies this close to the best one's are still in question."""
_SAME_PLACE_KM, _MOST_KEPT = 30.0, 25
_UNACCENTED, _OWN_LETTERS = 0.15, 15.0
_SPELT = 3
_GREAT_NAMESAKE = 300_000
"""A city so large is meant by its name rather than the region around it, whichever city governs that."""
_ALIKE = 60
"""From this ratio on, of 100, two names may be spellings of one."""


class Ranking:
    """Compares candidates by what the index knows of them."""

    def __init__(self, index: Index, lies: Containment) -> None:
        self._index, self._lies = index, lies

    def best(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that fit best, most likely first, the first with its share; those close together count as one."""
        if len(candidates) < 2:
            return list(candidates)
        top = max([c.score for c in candidates])
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
        merged.sort(key=_FIRST, reverse=True)
        total = sum([weight for weight, _ in merged])
        (most, best), *others = merged
        return [best._replace(share=most / total), *[candidate for _, candidate in others]]

    def _accents(self, candidate: Candidate) -> float:
        """More weight for a place whose name has just the accents that were written: San José is not San Jose."""
        text = candidate.piece.text
        if candidate.is_area or candidate.kind != _MAIN:
            is_latin = candidate.piece.key.isascii()
            return 1.0 if is_latin or not self._is_in_own_letters(candidate) else self._own(candidate)
        name = self._index.name(candidate.number)
        if text.isascii():  # accents are left out more often than they are made up
            return 1.0 if name.isascii() else _UNACCENTED
        return 6.0 if name.casefold() in text.casefold() else 1.0

    def _own(self, candidate: Candidate) -> float:
        """More weight still for what is spelt as it sounds: آبادان is asked about, Abadan before Ibadan."""
        names = candidate.piece.key, remembered_fold(self._index.name(candidate.number))
        return _OWN_LETTERS * (_SPELT if fuzz.ratio(*map(in_latin, names)) >= _ALIKE else 1)

    def _is_in_own_letters(self, candidate: Candidate) -> bool:
        """Whether another name of a place is written as its country writes, and so is hardly less than the main one."""
        if candidate.is_area or candidate.kind != Kind.ALIAS:
            return False
        code = self._index.areas[self._index.country[candidate.number]].code
        return script_of(candidate.piece.key) in scripts_of(code)

    def _without_namesakes(self, level: list[Candidate]) -> list[Candidate]:
        """An area gives way to a city in it of the same name, unless the row says that the area is meant."""
        areas = [c for c in level if c.is_area]
        if not areas or len(areas) == len(level):
            return level
        cities = [
            c for c in level if not c.is_area and (c.kind == _MAIN or not self._is_called_after(c, areas))
        ]
        kept = {id(c) for c in areas if c.piece.regional or not self._named_after(c, cities)}
        kept.update(map(id, cities))
        return [c for c in level if id(c) in kept]

    def _is_called_after(self, city: Candidate, areas: Sequence[Candidate]) -> bool:
        """Whether a city is only called after one of some regions: Nayarit is the state, whose capital is Tepic."""
        if self._index.feature[city.number] == Feature.CAPITAL:
            return False
        if any(a.kind == Kind.MAIN and self._index.levels[a.number] is Level.ISLAND and (
            self._lies.fits(city.number, frozenset((a.number,)))) for a in areas
        ):  # fmt: skip
            return True
        region = self._index.region[city.number]
        if not any(area.number == region and area.kind == Kind.MAIN for area in areas):
            return False
        own, its = self._index.name(city.number), self._index.areas[region].name
        return fuzz.token_set_ratio(*(in_latin(remembered_fold(name)) for name in (own, its))) < _ALIKE

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
                    or self._lies.is_namesake_of_country(city.number)
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
            latitude, longitude = self._point(candidate)
            for at, (north, east) in enumerate(points):
                if (
                    -0.3 < north - latitude < 0.3
                    and kept[at][1].is_area == candidate.is_area
                    and not self._are_countries(kept[at][1], candidate)
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

    def _are_countries(self, one: Candidate, other: Candidate) -> bool:
        """Whether both are countries: the capitals of the two Congos lie on both banks of a river."""
        areas = self._index.areas
        return one.is_area and areas[one.number].level is areas[other.number].level is Level.COUNTRY

    def _point(self, candidate: Candidate) -> tuple[float, float]:
        """Where a candidate is."""
        if candidate.is_area:
            area = self._index.areas[candidate.number]
            return area.latitude, area.longitude
        return self._index.latitude[candidate.number], self._index.longitude[candidate.number]
