"""Weigh what a text can mean: how well each place and area of its names fits everything that was said."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from dashboard.geocoding.index.containment import Constraints, Containment
from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.abbreviations import is_drawn_from
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.fold import remembered_fold
from dashboard.geocoding.text.geometry import kilometres
from dashboard.geocoding.text.words import words

_NEARBY_KM = 60.0
_KIND_COST = (0.0, 0.04, 0.45, 0.06)
_KIND_WEIGHT = (1.0, 0.02, 0.005, 0.3)
_MOST_POSTINGS, _MOST_ALONE, _MOST_CHECKED = 400, 40, 40
"""How many namesakes are looked at where something tells them apart, and where nothing does: the largest alone."""
_ABBREVIATED = 4
_ALIAS, _WEAK, _SPELLING = int(Kind.ALIAS), int(Kind.WEAK), int(Kind.SPELLING)
_COUNTY, _DISTRICT = Level.COUNTY, Feature.DISTRICT
_IS_COUNTRY = attrgetter("is_country")
_CITY_STATE_KM = 40.0
_GREAT_CITY, _IN_CITY_KM = 500_000, 20.0
_TOWN_NAMED_AS_VENUE = 10_000


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
    piece: Span
    score: float
    weight: float
    supported: bool
    contradicted: bool
    share: float = 1.0


class Scorer:
    """Compares candidates by what the index knows of them."""

    def __init__(self, index: Index, lies: Containment) -> None:
        self._index, self._lies = index, lies

    def near(self, number: int, piece: Span) -> bool:
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

    def candidates(self, pieces: Sequence[Span], constraints: Constraints) -> list[Candidate]:
        """Every meaning of every piece that the row does not contradict, scored by all else that the row says."""
        return self._score(pieces, constraints, contradicted=False)

    def contradicted(self, pieces: Sequence[Span], constraints: Constraints) -> list[Candidate]:
        """The meanings that do not fit what else the row says: what to offer if nothing fits."""
        found = self._score(pieces, constraints, contradicted=True)
        return [candidate for candidate in found if candidate.contradicted]

    def in_spite_of_noise(self, pieces: Sequence[Span], constraints: Constraints) -> list[Candidate]:
        """Places called Mars or Remote, if the row names their region; towns called Bar, if it names the country."""
        if not any(piece.noise and piece.cities for piece in pieces):
            return []
        areas = [*constraints, *(piece.area_set for piece in pieces if piece.areas and not piece.noise)]
        region, country = self._index.region, self._index.country
        return [
            c for c in self.candidates(pieces, constraints)
            if c.piece.noise and not c.is_area and any(
                region[c.number] in a or (country[c.number] in a and self._is_town_called(c)) for a in areas
            )
        ]  # fmt: skip

    def _is_town_called(self, candidate: Candidate) -> bool:
        """Whether a word that mostly means a venue is also the name of a town: Bar in Montenegro."""
        key = candidate.piece.key
        is_own = (candidate.kind == Kind.MAIN or not key.isascii()) and " " not in key
        is_town = self._index.population[candidate.number] >= _TOWN_NAMED_AS_VENUE
        return is_own and is_town and key not in words("nowhere")

    def _score(
        self, pieces: Sequence[Span], constraints: Constraints, *, contradicted: bool
    ) -> list[Candidate]:
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            others: Sequence[Span] = ()
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
                if not self._index.areas[number].is_placed:
                    continue
                fits = [self._lies.area_fits(number, areas) for areas in constraints]
                if contradicted or False not in fits:
                    area = self._area(number, kind, piece, others, fits, cost)
                    if contradicted or not area.contradicted:
                        found.append(area)
        return found

    def _cities(
        self, piece: Span, others: Sequence[Span], constraints: Constraints, cost: float, contradicted: bool
    ) -> list[Candidate]:
        found: list[Candidate] = []
        if others and piece.areas and self._names_area_of(piece, others):
            cost += 0.7
        if piece.regional:
            cost += 0.7
        cities: Sequence[tuple[int, int]] = piece.cities[
            : _MOST_POSTINGS if others or constraints else _MOST_ALONE
        ]
        if not contradicted:
            named = [other.area_set for other in others if other.rules_out]
            cities = self._lies.those_in([*constraints, *named], cities)
        alone = piece.is_country and bool(others)
        fits, all_fit = len(constraints), 2.0 * len(constraints)
        for number, kind in cities:
            if contradicted:
                fits = sum(self._lies.fits(number, areas) for areas in constraints)
            score = 4.0 * fits - all_fit - _KIND_COST[kind] - cost
            supported, against = fits > 0, fits < len(constraints)
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
        self, others: Sequence[Span], number: int, piece: Span, contradicted: bool
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
        self, number: int, kind: int, piece: Span, others: Sequence[Span], supported: bool
    ) -> bool:
        """Whether the name of a country, beside which another name stands, means that country and not a place."""
        home = self._index.country[number]
        is_capital = kind == Kind.MAIN and self._index.feature[number] == Feature.CAPITAL
        if is_capital and (home, _ALIAS) in piece.areas:
            return False  # Tunis, after which some languages call its country
        if not supported and not self._is_all_of(number, piece, others):
            return True
        return kind != Kind.MAIN and home not in piece.area_set

    def _is_all_of(self, number: int, country: Span, others: Sequence[Span]) -> bool:
        """Whether a city is what is meant by the name of its country before an address: "Singapore, Raffles Place".

        In a larger country, such as Luxembourg, an unknown name may be that of another town.
        """
        if not self._lies.is_namesake_of_country(number) or any(p.known and p.whole for p in others):
            return False
        record = self._index.areas[self._index.country[number]]
        if record.number not in country.area_set:
            return False
        small = record.radius_km <= _CITY_STATE_KM
        return small or all(_is_address(other.segment or other.key) for other in others)

    def _names_area_of(self, piece: Span, others: Sequence[Span]) -> bool:
        """Whether the piece names the region of another: "Aomori" in "Hirosaki, Aomori" is not the city.

        Berlin in "Kreuzberg, Berlin" is: what is in a part of a city counts for the city.
        """
        for other in others:
            if not other.whole or other.is_code or not other.cities or other.key == piece.key:
                continue
            if other.areas and any(self._lies.inside(area, other.area_set) for area in piece.area_set):
                continue
            for number, kind in other.cities[:20]:
                if kind > _ALIAS or not self._lies.fits(number, piece.area_set):
                    continue
                if piece.is_country or self._index.feature[number] != _DISTRICT:
                    return True
        return False

    def _says_of_city(self, other: Span, number: int, piece: Span) -> float:
        """What another piece of the row adds to the score of a place; -1 is a contradiction."""
        if other.areas and self._lies.fits(number, other.area_set):
            return self._says_as_area(other, number, piece)
        if other.rules_out:
            return -1.0
        cities, areas = other.cities, other.areas
        if other.key == piece.key or (cities and other.names(number)):
            return 0.3  # the same name once more, or another of the same place
        if cities and not other.is_code and self.near(number, other):
            if self._index.feature[number] == _DISTRICT:
                return 0.3
            # "Westport, Washington" is the one in the state, not the one near another Washington.
            return 0.3 if other.strong_area and len(other.area_set) > len(other.loose_areas) else 0.8
        if other.whole and len(other.key) > _ABBREVIATED and self._lies.begins_region_of(number, other.key):
            return 1.0
        if other.whole and areas and (other.strong_area or other.is_code or not cities):
            return -1.0 if len(other.key) > 1 else -0.1  # a single letter may be the start of any word
        if cities or areas:
            return -0.4 if other.whole else -0.1
        if 2 <= len(other.key) <= _ABBREVIATED and self._region_is(number, other):
            return 0.9
        return 0.0

    def _says_as_area(self, other: Span, number: int, piece: Span) -> float:
        """What the name of an area around a place adds to its score."""
        if self._is_in_city(number, other):
            return 1.7
        county = self._index.county[number]
        if county not in other.loose_areas or self._lies.fits(number, other.area_set - other.loose_areas):
            return 1.0
        # "Mérida, Mérida" is the city of the region, not of the municipality that is called so too.
        return 0.8 if other.key != piece.key else 0.3

    def _is_in_city(self, number: int, other: Span) -> bool:
        """Whether a place lies in the great city that another piece names: Kadıköy in Istanbul, not in its province."""
        if not other.cities:
            return False
        index, (city, kind) = self._index, other.cities[0]
        if city == number or kind > _ALIAS or index.population[city] < _GREAT_CITY:
            return False
        if index.feature[number] == _DISTRICT:
            return False
        there = index.latitude[city], index.longitude[city]
        return kilometres(index.latitude[number], index.longitude[number], *there) < _IN_CITY_KM

    def _region_is(self, number: int, short: Span) -> bool:
        """Whether an unknown short piece abbreviates the region of a place: "Gto." in "León, Gto."."""
        region = self._index.region[number]
        if region < 0 or not short.whole or short.text.islower():
            return False
        return is_drawn_from(short.key, remembered_fold(self._index.areas[region].name))

    def _area(
        self,
        number: int,
        kind: int,
        piece: Span,
        others: Sequence[Span],
        fits: Sequence[bool],
        cost: float,
    ) -> Candidate:
        area = self._index.areas[number]
        score = -_KIND_COST[kind] - cost - 0.7 * piece.urban - 0.3 * (kind == _WEAK)
        score -= 0.8 * (kind == _SPELLING and area.level is _COUNTY and not piece.regional)
        supported, against = True in fits, False in fits
        if fits:
            score += 2.0 * (fits.count(True) - fits.count(False))
        for other in others:
            change = self._says_of_area(other, number, piece)
            score += change
            supported, against = supported or change > 0, against or change == -1.0
        return Candidate(
            number, True, kind, piece, score, area.weight * _KIND_WEIGHT[kind], supported, against
        )

    def _says_of_area(self, other: Span, number: int, piece: Span) -> float:
        if other.areas:
            if other.key == piece.key:
                return -0.7
            if number in other.area_set:
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

    def area_of_code(self, city: Candidate) -> int | None:
        """The area around a city that goes by the same code, such as the state of New York by NY."""
        if not city.piece.is_code:
            return None
        return next((a for a, _ in city.piece.areas if self._lies.fits(city.number, frozenset((a,)))), None)


def leave_the_country(heads: Sequence[Candidate], pieces: Sequence[Span]) -> bool:
    """Whether nothing but the country fits two names in it, each of which contradicts the other."""
    return all(head.piece.is_country for head in heads) and (
        sum(piece.known and piece.whole and not piece.is_country for piece in pieces) > 1
    )


def names_a_place(heads: Sequence[Candidate]) -> bool:
    """Whether all of a segment is the name of a place, rather than of an area, or a code."""
    return any(not head.is_area and head.piece.whole and not head.piece.is_code for head in heads)
