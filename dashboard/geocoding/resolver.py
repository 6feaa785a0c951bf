"""Say where a row is: one place, several candidates, or none; and why, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from dashboard.geocoding.fold import fold, in_latin
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.judge import Candidate, Judge
from dashboard.geocoding.layout import Feature, Kind, Level
from dashboard.geocoding.parse import Piece, Reader
from dashboard.geocoding.typos import near_keys
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery

_CLEAR = 0.5
_MOST_CANDIDATES = 8


class Resolver:
    """Answers where a row is, from the gazetteer alone. Any number of threads may share one."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._index = gazetteer.index
        self._reader = Reader(self._index)
        self._judge = Judge(self._index)
        self._column = lru_cache(maxsize=20_000)(self._read_column)

    def resolve_all(
        self, queries: Sequence[PlaceQuery], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Answer]:
        """Answers in the order of the queries; a query that occurs often is answered once."""
        known: dict[PlaceQuery, Answer] = {}
        answers = []
        for done, query in enumerate(queries, 1):
            answer = known.get(query)
            if answer is None:
                answer = known[query] = self.resolve(query)
            answers.append(answer)
            if progress and (done % 500 == 0 or done == len(queries)):
                progress(done, len(queries))
        return answers

    def resolve(self, query: PlaceQuery) -> Answer:
        """Where this row is. Never raises, whatever the row holds."""
        if query.region and _is_shortened(query.region):
            return self._with_shortened_region(query)
        return self._resolve(query)

    def _with_shortened_region(self, query: PlaceQuery) -> Answer:
        """A region cut to its first letters says little: it decides between namesakes, but overrules nothing."""
        answer = self._resolve(query)
        if answer.status is GeoStatus.PLACED:
            return answer
        without = self._resolve(replace(query, region=""))
        return without if without.status is GeoStatus.PLACED and without.confidence > 0.9 else answer

    def _resolve(self, query: PlaceQuery) -> Answer:
        constraints, context = self._context(query)
        tried: list[Piece] = []
        for text in (query.city, query.text, query.address, query.venue):
            pieces = self._reader.read(text)
            if not pieces:
                continue
            tried.extend(pieces)
            answer = self._answer(pieces, constraints, context)
            if answer.status is not GeoStatus.NOT_FOUND:
                return answer
        if context and not any(not p.noise for p in tried):
            return self._answer(context, [], [])
        return self._unknown(tried, query)

    def _context(self, query: PlaceQuery) -> tuple[list[frozenset[int]], list[Piece]]:
        """What the columns for country and region allow, each as a set of areas; what they say that is unknown is left out."""
        constraints, context = [], []
        countries: frozenset[int] = frozenset()
        if query.country:
            pieces, areas = self._column(query.country)
            countries = self._index.with_territories(self._of_level(areas, country=True) or areas)
            context.extend(pieces)
            if countries:
                constraints.append(countries)
        if query.region:
            pieces, areas = self._column(query.region)
            context.extend(pieces)
            if countries:
                areas = areas or self._beginning_with(query.region, countries)
                inside = frozenset(a for a in areas if self._judge.area_fits(a, countries))
                areas = inside or (areas if any(piece.strong_area for piece in pieces) else inside)
            if areas:
                constraints.append(self._of_level(areas, country=False) or areas)
        return constraints, context

    def _beginning_with(self, text: str, countries: frozenset[int]) -> frozenset[int]:
        """The regions of these countries that a shortened name such as "Calif." or "An" may mean."""
        key = fold(text)
        if not _is_shortened(text) or len(key) < 2:
            return frozenset()
        found = (self._index.area_names.find(name) for name in self._index.area_names.trie.keys(key))
        regions = {n for posts in found for n, _ in posts if self._index.areas[n].level is Level.REGION}
        codes = {self._index.areas[country].code for country in countries}
        return frozenset(n for n in regions if self._index.areas[n].country_code in codes)

    def _of_level(self, areas: frozenset[int], *, country: bool) -> frozenset[int]:
        return frozenset(area for area in areas if (self._index.areas[area].level is Level.COUNTRY) == country)

    def _read_column(self, text: str) -> tuple[tuple[Piece, ...], frozenset[int]]:
        if len(text) <= 3 and not text.istitle():
            text = text.upper()
        pieces = tuple(piece for piece in self._reader.read(text) if piece.areas and piece.whole)
        return pieces, frozenset(area for piece in pieces for area in piece.area_set)

    def _answer(self, pieces: Sequence[Piece], constraints: list[frozenset[int]], context: Sequence[Piece]) -> Answer:
        real = [piece for piece in pieces if not piece.noise]
        candidates = self._judge.candidates(real, constraints)
        candidates.extend(self._in_spite_of_noise(pieces, constraints))
        heads = [c for c in candidates if not c.contradicted]
        if all(c.is_area or not c.piece.whole for c in heads):
            heads = self._nearly(real, heads, candidates, constraints) or heads
        if not heads:
            return self._contradiction(candidates)
        ranked = self._judge.best(heads)
        return self._decide(ranked, real, constraints)

    def _in_spite_of_noise(self, pieces: Sequence[Piece], constraints: list[frozenset[int]]) -> list[Candidate]:
        """Places called Mars or Remote, if the row names their region too."""
        noise = [piece for piece in pieces if piece.noise and piece.cities]
        if not noise:
            return []
        real = [piece for piece in pieces if not piece.noise]
        found = self._judge.candidates([*noise, *real], constraints)
        places = [*constraints, *(piece.area_set for piece in real if piece.areas)]
        return [c for c in found if c.piece.noise and not c.is_area and not c.contradicted
                and any(self._index.region[c.number] in areas for areas in places)]  # fmt: skip

    def _nearly(
        self, pieces: Sequence[Piece], heads: Sequence[Candidate], all_found: Sequence[Candidate],
        constraints: list[frozenset[int]],
    ) -> list[Candidate]:  # fmt: skip
        """What the pieces may mean if they are misspelt or written in other letters."""
        meant = {id(c.piece) for c in heads if c.is_area and c.piece.whole}
        context = [p for p in pieces if p.areas and p.whole]
        places = [*constraints, *(p.area_set for p in context if p.strong_area or p.is_code)]
        countries = sorted({self._index.areas[a].country_code for areas in places for a in areas})
        closely = any(self._index.areas[a].level is not Level.COUNTRY for areas in places for a in areas)
        found: list[Candidate] = []
        tried = {(p.segment or p.key): p for p in pieces if id(p) not in meant and not p.is_code}
        for key, piece in tried.items():
            if piece.known and not places:
                continue
            others = [other for other in context if other.key != piece.key]
            for near, errors in self._similar(key, countries, closely):
                changed = Piece(piece.text, near, tuple(self._index.names.find(near)), errors=errors)
                found.extend(self._judge.candidates([changed, *others], constraints))
        found = [c for c in found if not c.contradicted and not c.is_area and c.piece.errors]
        fewest = min((c.piece.errors for c in found), default=0)
        found = [c for c in found if c.piece.errors == fewest]
        largest = max((self._index.population[c.number] for c in found), default=0)
        return [] if self._known_elsewhere(all_found, constraints, largest) else found

    def _similar(self, key: str, countries: Sequence[str], closely: bool) -> list[tuple[str, int]]:
        near = near_keys(self._index, key, countries[:6], closely=closely)
        latin = in_latin(key)
        return ([(latin, 1)] if latin != key else []) + near

    def _decide(
        self, ranked: Sequence[Candidate], pieces: Sequence[Piece], constraints: list[frozenset[int]]
    ) -> Answer:
        best = ranked[0]
        place = self._place(best)
        if best.share < _CLEAR or self._doubtful(best, pieces, constraints):
            places = tuple(self._place(c) for c in ranked[:_MOST_CANDIDATES])
            return Answer(GeoStatus.AMBIGUOUS, f"“{best.piece.text}” may be one of several places.", candidates=places)
        return Answer(GeoStatus.PLACED, f"“{best.piece.text}” is {place.name}.", place, confidence=best.share)

    def _doubtful(self, best: Candidate, pieces: Sequence[Piece], constraints: list[frozenset[int]]) -> bool:
        """Whether too much of what was written is not explained by the best candidate."""
        others = [p for p in pieces if p.key != best.piece.key]
        if best.is_area:
            return best.piece.rest or any(
                p.whole and (not self._judge.inside(best.number, p.area_set) if p.known else _has_name(p.key))
                for p in others
            )
        population = self._index.population[best.number]
        areas = [*constraints, *(p.area_set for p in others if p.areas)]
        in_region = any(self._index.region[best.number] in found for found in areas)
        if best.piece.errors:
            return population < (500 if in_region else 50_000 if best.supported else 200_000) * best.piece.errors
        if best.piece.part and self._index.feature[best.number] != Feature.DISTRICT:
            known = best.kind == Kind.MAIN and best.share > 0.98 and best.supported
            return not known or population < (1_500 if in_region else 60_000)
        if best.kind == Kind.WEAK:
            return population < (20_000 if best.supported else 100_000)
        return not best.piece.whole and not best.supported and population < 500_000

    def _known_elsewhere(
        self, candidates: Sequence[Candidate], constraints: list[frozenset[int]], population: int
    ) -> bool:
        """Whether the row names, by its exact name, a place that is in its country or large, if not in its region.

        A place with a tenth of the people of the one that it may be a misspelling of does not count.
        """
        return any(
            not c.is_area
            and c.kind == Kind.MAIN
            and c.piece.whole
            and self._index.population[c.number] * 10 >= population
            and (self._index.population[c.number] >= 100_000 or any(self._judge.fits(c.number, s) for s in constraints))
            for c in candidates
        )

    def _contradiction(self, candidates: Sequence[Candidate]) -> Answer:
        ranked = self._judge.best(candidates)
        if not ranked:
            return Answer(GeoStatus.NOT_FOUND, "We know no place of this name.")
        places = tuple(self._place(c) for c in ranked[:_MOST_CANDIDATES])
        return Answer(GeoStatus.AMBIGUOUS, "What the row says of its place does not fit together.", candidates=places)

    def _unknown(self, tried: Sequence[Piece], query: PlaceQuery) -> Answer:
        if not tried:
            return Answer(GeoStatus.NOT_FOUND, "The row does not say where.")
        if all(piece.noise for piece in tried):
            return Answer(GeoStatus.NOT_FOUND, f"“{tried[0].text}” is not a place on the map.")
        return Answer(GeoStatus.NOT_FOUND, f"We know no place called “{tried[0].text}”.")

    def _place(self, candidate: Candidate) -> Place:
        if candidate.is_area:
            return self.gazetteer.area_place(candidate.number)
        return self.gazetteer.place_of(candidate.number)


def _has_name(key: str) -> bool:
    """Whether a piece of text has a word that may be a name, and is not only a number or a postcode."""
    return any(not any(c.isdigit() for c in word) for word in key.split(" "))


def _is_shortened(region: str) -> bool:
    """Whether a region is written as a few letters that are not plainly a code: "Calif.", "An", "vt"."""
    letters = region.strip().rstrip(".")
    return len(letters) <= 5 and letters.isalpha() and not letters.isupper()
