"""Names that are nearly what was written: misspelt, or written in other letters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.geocoding.index.containment import Constraints, Containment
from dashboard.geocoding.index.layout import Kind, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.scoring import Candidate, Scorer
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.fold import in_latin

_MOST_COUNTRIES, _MOST_KEYS = 6, 30
_GREAT, _LARGE, _TOWN = 500_000, 100_000, 5_000


def allowed_errors(key: str, *, closely: bool) -> int:
    """How many letters may be wrong in a name of this length: none in a short one.

    ``closely``: the row names the region too, so that few names are in question.
    """
    length = len(key)
    if closely:
        return 0 if length < 4 else 1 if length < 6 else 2 if length < 12 else 3
    return 0 if length < 5 else 1 if length < 8 else 2 if length < 14 else 3


def near_keys(
    index: Index, key: str, countries: Iterable[str], *, closely: bool = False
) -> list[tuple[str, int]]:
    """Keys of places in these countries that differ by few letters, with the number of errors; best first.

    Without a country only the names of large cities are compared. The first letter must be right.
    """
    most = allowed_errors(key, closely=closely)
    if not most:
        return []
    found: dict[str, int] = {}
    for country in list(countries) or [""]:
        alike = index.spellings.alike(key, country, most)
        near = process.extract(key, alike, scorer=OSA.distance, score_cutoff=most, limit=_MOST_KEYS)
        found.update((name, int(errors)) for name, errors, _ in near)
    return sorted(found.items(), key=lambda item: item[1])


class Misspellings:
    """Finds what a row may mean where no name in it is known as it stands."""

    def __init__(self, index: Index, lies: Containment, scorer: Scorer) -> None:
        self._index, self._lies, self._scorer = index, lies, scorer

    def candidates(
        self,
        pieces: Sequence[Span],
        heads: Sequence[Candidate],
        constraints: Constraints,
        *,
        only: Span | None = None,
    ) -> list[Candidate]:
        """Places whose names are nearest to what was written; none if an exact name counts for more.

        ``only``: the one piece that may be misspelt.
        """
        named_areas = [c for c in heads if c.is_area and c.piece.whole]
        meant = {id(c.piece) for c in named_areas}
        if any(c.supported for c in named_areas):  # by another area, which is no misspelling either
            meant.update(id(piece) for piece in pieces if piece.whole and piece.strong_area)
        unsure = [p for p in pieces if id(p) not in meant and not (p.is_code or p.is_country)]
        unsure = [only] if only else unsure
        if not unsure:
            return []
        context = [piece for piece in pieces if piece.areas and piece.whole]
        places = [*constraints, *(piece.area_set for piece in context if piece.strong_area or piece.is_code)]
        countries = self._countries(constraints, places)
        closely = any(
            self._index.areas[area].level is not Level.COUNTRY for areas in places for area in areas
        )
        found: list[Candidate] = []
        fewest: float = math.inf
        for key, piece in {(p.segment or p.key): p for p in unsure}.items():
            if not places and (piece.known or key.count(" ") > 2 or not key.replace(" ", "").isalpha()):
                continue
            others = [other for other in context if other.key != piece.key]
            for near, errors in self._similar(key, countries, closely):
                if errors > fewest:
                    break
                cities = self._index.names.find(near)[0]
                if not self._lies.those_in(constraints, cities):
                    continue
                changed = Span(piece.written or piece.text, near, cities, errors=errors)
                meanings = self._scorer.candidates([changed, *others], constraints)
                if nearest := [candidate for candidate in meanings if candidate.piece is changed]:
                    found = found + nearest if errors == fewest else nearest
                    fewest = errors
        named = constraints or [piece.area_set for piece in context if piece.is_country]
        return [] if found and self._known_elsewhere(pieces, named, found) else found

    def in_region(
        self, pieces: Sequence[Span], heads: Sequence[Candidate], constraints: Constraints
    ) -> list[Candidate]:
        """What an unknown name before a region may be, where a city of the region's name is not what is meant.

        "Ciudad Jáurez, Chihuahua" is a town with a slip of the finger in the region, not the city of Chihuahua.
        """
        first = pieces[0]
        best = max(heads, key=lambda candidate: candidate.score).piece
        if first is best or not best.strong_area or best.urban:
            return []
        around = [piece._replace(cities=()) for piece in pieces[1:] if piece.areas]
        found = self.candidates([first, *around], [], constraints, only=first)
        population = self._index.population
        most = allowed_errors(first.key, closely=False)
        return [c for c in found if c.piece.errors <= most and population[c.number] >= _TOWN * c.piece.errors]

    def _countries(self, constraints: Constraints, places: Constraints) -> list[str]:
        """The codes of the countries in which the place may lie, the likeliest first.

        Those that fit every column, or else those of any piece.
        """
        index = self._index
        fixed = [
            {index.areas[area].country_code for area in areas}
            for areas in constraints
            if areas.isdisjoint(index.islands)
        ]
        if fixed:
            return sorted(set.intersection(*fixed))
        named = sorted(
            (index.areas[a] for areas in places for a in areas), key=lambda a: (-a.weight, a.number)
        )
        return list(dict.fromkeys(area.country_code for area in named))

    def _similar(self, key: str, countries: Sequence[str], closely: bool) -> list[tuple[str, int]]:
        latin = in_latin(key)
        own = [(latin, 1)] if latin != key and len(latin) > 3 else []
        return own + near_keys(self._index, key, countries[:_MOST_COUNTRIES], closely=closely)

    def _known_elsewhere(
        self, pieces: Sequence[Span], constraints: Constraints, found: Sequence[Candidate]
    ) -> bool:
        """Whether the row names, by its exact name, a place that is in its country or large, if not in its region.

        A place with less than a tenth of the people of the one that it may be a misspelling of does not count.
        """
        largest = max((self._index.population[c.number] for c in found), default=0)
        return any(
            (kind == Kind.MAIN or self._is_metropolis_here(number, kind, constraints))
            and self._index.population[number] * 10 >= largest
            and (
                self._index.population[number] >= _LARGE
                or any(self._lies.fits(number, areas) for areas in constraints)
            )
            for piece in pieces
            if piece.whole
            for number, kind in piece.cities
        ) or self._larger_here(pieces, constraints, largest)

    def _is_metropolis_here(self, number: int, kind: int, constraints: Constraints) -> bool:
        """Whether another name is that of a great city in the country of the row: Torino, not Torano."""
        is_great = kind == Kind.ALIAS and self._index.population[number] >= _GREAT
        return is_great and bool(constraints) and self._lies.fits(number, constraints[0])

    def _larger_here(self, pieces: Sequence[Span], constraints: Constraints, largest: int) -> bool:
        """Whether a part of the text is the exact name of a large place that fits all columns of the row."""
        return bool(constraints) and any(
            kind <= Kind.ALIAS
            and self._index.population[number] >= max(largest, _LARGE)
            and self._lies.fits_all(number, constraints)
            for piece in pieces
            for number, kind in piece.cities[:1]
        )
