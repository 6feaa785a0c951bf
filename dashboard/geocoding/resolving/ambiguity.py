"""Where several places may be meant: whether the best of them leads clearly enough to be taken."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.context import Context, areas_beside
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.fold import fold, in_latin
from dashboard.geocoding.text.scripts import script_of, scripts_of
from dashboard.geocoding.text.words import words

_CLEAR = 0.5
"""The share of the likelihood from which a place is taken without asking, where nothing calls for more."""
_CLEAR_IN_REGION = 0.64
"""Where even the region that is named has two of a name, hardly more than half is as good as a coin."""
_CLEAR_WITHOUT_COUNTRY = 0.51
_CLEAR_AMONG_CITIES, _CITY, _CITY_OF_COUNTRY = 2 / 3, 300_000, 100_000
"""Among large cities, or towns of one country, only one twice as likely as all others together is taken."""
_CLEAR_AMONG_SMALL, _SMALL, _SMALL_WITHOUT_COUNTRY = 0.7, 5_000, 20_000
_CLEAR_AMONG_VILLAGES = 0.84
"""Villages of one name are as likely as each other: one must be much better known than all others together."""
_CLEAR_AMONG_MANY, _MANY = 0.75, 4
"""San José is a name of many towns of the Philippines; of American towns we know all and how large they are."""
_CLEAR_OF_NAMESAKES = 0.9
"""Where nothing but their size tells places apart, and of most of them it is unknown."""
_CLEAR_OF_UNREAD = 0.95
"""Beside a name that we cannot relate to it, which may be that of a region, a place must hardly have a namesake."""
_CLEAR_FOR_ALIAS, _CLEAR_TRANSCRIBED = 0.65, 0.75
"""A name that a place has besides its own must be a clearer one."""
_TOWN, _SHORT_WORD = 40_000, 4
_VILLAGE, _METROPOLIS = 500, 1_000_000
_TIMES_AS_LIKELY, _BY_FAR = 3, 40
_AS_LARGE, _MUCH_LARGER, _GREAT = 3, 5, 200_000


class Ambiguity:
    """Weighs the best candidate against those that are still in question."""

    def __init__(self, index: Index, lies: Containment) -> None:
        self._index, self._lies = index, lies

    def are_alike(self, ranked: Sequence[Candidate], pieces: Sequence[Span], context: Context) -> bool:
        """Whether the best candidate does not clearly dominate: least of all where the next is a large city itself."""
        if len(ranked) == 1:
            return False
        best, index = ranked[0], self._index
        if self._has_rival(best, ranked[1:], pieces, context):
            return True
        if best.share >= _CLEAR_OF_NAMESAKES:
            return False
        beside = areas_beside(best.piece, pieces, context)
        in_region = not best.is_area and self._lies.in_region_of(best.number, beside)
        if not in_region and (self._is_one_of_many(best, ranked[1:]) or self._is_a_ward(best, ranked[1:])):
            return True
        is_alias = best.kind == Kind.ALIAS and not (best.supported or best.is_area)
        if is_alias and best.share < self._clear_of_alias(best):
            return True
        if self._is_as_likely_abroad(best, ranked[1:]):
            return True
        if best.share >= _CLEAR_AMONG_CITIES:
            return False
        second = ranked[1]
        large = index.areas[second.number].population if second.is_area else index.population[second.number]
        clear = _CLEAR_IN_REGION if in_region else _CLEAR if best.supported else _CLEAR_WITHOUT_COUNTRY
        return best.share < clear or large >= (_CITY_OF_COUNTRY if best.supported else _CITY)

    def _clear_of_alias(self, best: Candidate) -> float:
        """From which share on a name that is not the place's own is clear; transcribed abroad it may be anybody's."""
        if best.piece.is_code:
            return _CLEAR_OF_NAMESAKES
        is_own = best.piece.key.isascii() or self._is_in_its_script(best)
        return _CLEAR_FOR_ALIAS if is_own else _CLEAR_TRANSCRIBED

    def _has_rival(
        self, best: Candidate, others: Sequence[Candidate], pieces: Sequence[Span], context: Context
    ) -> bool:
        """Whether one of the others may be meant, however much better known the best is."""
        return (
            self._is_namesake_of_a_town(best, others)
            or self._is_left_open(best, others, pieces)
            or self._may_be_larger_area(best, pieces)
            or self._is_namesake_in_country(best, others, pieces, context)
            or self._is_quarter_with_namesake(best, others)
            or self._is_another_country(best, others)
        )

    def _is_another_country(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether two countries are called so, as both Congos are."""
        countries = [c for c in (best, *others) if c.is_area and c.kind <= Kind.ALIAS]
        named = [c.number for c in countries if self._index.areas[c.number].level is Level.COUNTRY]
        return best.number in named and len(named) > 1

    def _may_be_larger_area(self, best: Candidate, pieces: Sequence[Span]) -> bool:
        """Whether a name behind a street is that of a county elsewhere with more people: "Kings Road, Kent"."""
        if best.supported or best.is_area or best.share >= _CLEAR_OF_NAMESAKES or len(pieces) < 2:
            return False
        people = self._index.population[best.number]
        return any(
            kind == Kind.MAIN
            and self._index.areas[area].population > people
            and not self._lies.fits(best.number, frozenset((area,)))
            for area, kind in best.piece.areas
        )

    def _is_quarter_with_namesake(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether a part of a city, named alone, has a namesake in another country, of which we may not know the size.

        "Camberwell" is listed as a quarter of Melbourne with its people, and as one of London without.
        """
        index = self._index
        if best.is_area or best.supported or index.feature[best.number] != Feature.DISTRICT:
            return False
        if index.population[best.number] >= _CITY_OF_COUNTRY:
            return False
        return any(
            not c.is_area and c.kind == Kind.MAIN and index.country[c.number] != index.country[best.number]
            for c in others
        )

    def _is_as_likely_abroad(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether a name alone does not mean a town of one country three times as likely as those of any other.

        Only of American towns people write most often without their country.
        """
        index = self._index
        if best.supported or best.is_area or best.kind != Kind.MAIN:
            return False
        home = index.country[best.number]
        if index.areas[home].code == "US":
            return False
        likely = defaultdict(float, {home: best.weight})
        for c in others:
            if not c.is_area:
                likely[index.country[c.number]] += c.weight * math.exp(4 * (c.score - best.score))
        own = likely.pop(home)
        return bool(own < _TIMES_AS_LIKELY * max(likely.values(), default=0.0))

    def _is_namesake_of_a_town(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether the best is only called so elsewhere, and another is a town that bears the name itself.

        "Ende" is India in one language, and a city of Indonesia; "Zion, IL" is Jerusalem, IL, and a town of Illinois.
        """
        odd = self._is_odd(best)
        if best.kind != Kind.ALIAS or (
            best.share >= _CLEAR_OF_NAMESAKES
            and not (best.supported or best.is_area or odd or not best.piece.key.isascii())
        ):
            return False
        population = self._index.population
        is_great = odd and population[best.number] >= _METROPOLIS  # Canton, but not the village of Bombay
        enough = _SMALL if best.supported else _TOWN if best.is_area else _SMALL_WITHOUT_COUNTRY
        if not (odd or best.is_area or best.supported):
            enough = max(enough, min(_TOWN, population[best.number] // _BY_FAR))
        return any(
            (c.kind == Kind.MAIN or self._is_at_home(c, best))
            and not c.is_area
            and c.supported == best.supported
            and population[c.number] >= (_VILLAGE if odd and not is_great else enough)
            for c in others
        )

    def _bears_the_name(self, other: Candidate, best: Candidate) -> bool:
        """Whether another place is called just so, accents included, and is no bare post office."""
        index = self._index
        if other.is_area or other.kind != Kind.MAIN or index.feature[other.number] < Feature.PLACE:
            return False
        if index.geonameid[other.number] < 0 and index.areas[index.country[other.number]].code == "US":
            return False
        name = index.name(best.number)
        return index.name(other.number) == name or fold(name) != best.piece.key

    def _is_odd(self, best: Candidate) -> bool:
        """Whether a name in Latin letters is hardly the place's own: not Bruges for Brugge but Barna for Varna."""
        if best.is_area or best.supported or not best.piece.key.isascii():
            return False
        name = self._index.name(best.number)
        if in_latin(fold(name))[:1] == best.piece.key[:1]:
            return False
        if self._index.population[best.number] >= _METROPOLIS:
            return True
        is_middle = any(self._lies.fits(best.number, frozenset((area,))) for area, _ in best.piece.areas)
        return not is_middle  # Funabashi, whose middle is listed as Honchō

    def _is_at_home(self, other: Candidate, best: Candidate) -> bool:
        """Whether a name is written as in the country of another place of the name, and not in that of the best."""
        key = best.piece.key
        if key.isascii() or best.is_area or other.is_area or other.kind > Kind.ALIAS:
            return False
        return self._is_in_its_script(other) and not self._is_in_its_script(best)

    def _is_in_its_script(self, candidate: Candidate) -> bool:
        """Whether a name is written in letters of the country of its place."""
        code = self._index.areas[self._index.country[candidate.number]].code
        return script_of(candidate.piece.key) in scripts_of(code)

    def _is_namesake_in_country(
        self, best: Candidate, others: Sequence[Candidate], pieces: Sequence[Span], context: Context
    ) -> bool:
        """Whether a country that is named has another place of just this name, as likely for all that is known.

        Of small places the list often has no population, or that of a namesake; of two cities each is meant.
        """
        if best.is_area or not best.supported or best.kind > Kind.ALIAS:
            return False
        index, own = self._index, int(self._index.population[best.number])
        namesakes = [
            c for c in others
            if self._bears_the_name(c, best) and index.country[c.number] == index.country[best.number]
        ]  # fmt: skip
        if not namesakes or self._lies.in_region_of(best.number, areas_beside(best.piece, pieces, context)):
            return False
        people = [int(index.population[c.number]) for c in namesakes]
        largest = max(people)
        if _SMALL <= own < _TOWN and (0 in people or largest * _MUCH_LARGER >= own):
            return True
        is_one_of_many = len(namesakes) >= _MANY and own < _GREAT and best.share < _CLEAR_AMONG_MANY
        if is_one_of_many and index.areas[index.country[best.number]].code != "US":
            return True
        return largest >= _GREAT and largest * _AS_LARGE >= own

    def _is_left_open(self, best: Candidate, others: Sequence[Candidate], pieces: Sequence[Span]) -> bool:
        """Whether the row names something beside the best, which we cannot relate to it, or cannot read.

        It may well tell the best from a namesake, as a region does that stands after its town.
        """
        if best.supported or best.is_area or not others:
            return False
        if best.share < _CLEAR_OF_UNREAD:
            at = next((at for at, piece in enumerate(pieces) if piece is best.piece), 0)
            if any(map(_may_be_area, pieces[at + 1 :])) or any(_is_other(p, best.piece) for p in pieces):
                return True
        if not any(_is_abbreviation(piece) for piece in pieces):
            return False
        population = self._index.population
        return any(not c.is_area and c.kind <= Kind.ALIAS and population[c.number] >= _TOWN for c in others)

    def _is_one_of_many(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether a village is not much better known than its namesakes, or a town than those of its country."""
        if best.is_area:
            return False
        population = int(self._index.population[best.number])
        if population < _SMALL and (best.share < _CLEAR_AMONG_VILLAGES or _namesakes(others) > 1):
            return True
        if not best.supported and population < _SMALL_WITHOUT_COUNTRY and best.share < _CLEAR_AMONG_SMALL:
            return True
        return best.supported and population < _CITY_OF_COUNTRY and best.share < _CLEAR_AMONG_CITIES

    def _is_a_ward(self, best: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether a name such as "Chuo-ku" is that of a ward of several cities; of most wards nobody says how large."""
        if best.is_area or words("part").isdisjoint(best.piece.key.split(" ")):
            return False
        return _namesakes(others) > 0


def _namesakes(others: Sequence[Candidate]) -> int:
    """How many other places are called just so."""
    return sum(not other.is_area and other.kind == Kind.MAIN for other in others)


def _is_other(piece: Span, best: Span) -> bool:
    """Whether a segment is the name of something else that we know."""
    return piece.known and piece.whole and not (piece.noise or piece.segment) and piece.key != best.key


def _may_be_area(piece: Span) -> bool:
    """Whether an unknown piece may be the name of a region rather than an address."""
    words_of_it = piece.key.split(" ")
    unknown = piece.whole and not (piece.known or piece.noise)
    return unknown and all(map(str.isalpha, words_of_it)) and words("venue").isdisjoint(words_of_it)


def _is_abbreviation(piece: Span) -> bool:
    """Whether an unknown piece is a few short words that begin with a capital: "Rep. Dom"."""
    short = all(len(word.rstrip(".")) <= _SHORT_WORD and word[0].isupper() for word in piece.text.split())
    return piece.whole and not (piece.known or piece.noise) and short and piece.key.replace(" ", "").isalpha()
