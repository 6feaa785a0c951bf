"""Say where a row is: one place, several candidates, or none; and why, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
            pieces, countries = self._column(query.country, True)
            context.extend(pieces)
            if countries:
                constraints.append(self._index.with_territories(countries))
        if query.region:
            pieces, regions = self._column(query.region, False)
            context.extend(pieces)
            if countries:
                inside = {a for a in regions if self._judge.area_fits(a, self._index.with_territories(countries))}
                strong = any(piece.strong_area for piece in pieces)
                regions = frozenset(inside) or (regions if strong else frozenset())
            if regions:
                constraints.append(regions)
        return constraints, context

    def _read_column(self, text: str, country: bool) -> tuple[tuple[Piece, ...], frozenset[int]]:
        if len(text) <= 3 and not text.istitle():
            text = text.upper()
        pieces = tuple(piece for piece in self._reader.read(text) if piece.areas and piece.whole)
        areas = frozenset(area for piece in pieces for area in piece.area_set)
        preferred = frozenset(area for area in areas if (self._index.areas[area].level is Level.COUNTRY) == country)
        return pieces, preferred or areas

    def _answer(self, pieces: Sequence[Piece], constraints: list[frozenset[int]], context: Sequence[Piece]) -> Answer:
        real = [piece for piece in pieces if not piece.noise]
        candidates = self._judge.candidates(real, constraints)
        candidates.extend(self._in_spite_of_noise(pieces, constraints))
        heads = [c for c in candidates if not c.contradicted]
        if all(c.is_area or not c.piece.whole for c in heads) and not self._known_elsewhere(candidates, constraints):
            meant = {id(c.piece) for c in heads if c.is_area}
            unknown = [p for p in real if id(p) not in meant and not p.is_code and (not p.known or constraints)]
            heads = self._nearly(unknown, [p for p in real if p.known], constraints) or heads
        if not heads:
            return self._contradiction(candidates)
        ranked = self._judge.best(heads)
        return self._decide(ranked, real)

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

    def _known_elsewhere(self, candidates: Sequence[Candidate], constraints: list[frozenset[int]]) -> bool:
        """Whether the row names, by its exact name, a place that is in its country or large, if not in its region."""
        return any(
            not c.is_area
            and c.kind <= Kind.SPELLING and c.kind != Kind.WEAK
            and c.piece.whole
            and (self._index.population[c.number] >= 100_000 or any(self._judge.fits(c.number, s) for s in constraints))
            for c in candidates
        )

    def _nearly(
        self, unknown: Sequence[Piece], known: Sequence[Piece], constraints: list[frozenset[int]]
    ) -> list[Candidate]:
        """What the pieces may mean if they are misspelt or written in other letters."""
        places = [*constraints, *(piece.area_set for piece in known if piece.strong_area)]
        countries = sorted({self._index.areas[a].country_code for areas in places for a in areas})
        found: list[Candidate] = []
        for piece in unknown:
            others = [other for other in known if other is not piece]
            for key, errors in self._similar(piece.key, countries):
                changed = Piece(piece.text, key, tuple(self._index.names.find(key)), errors=errors)
                found.extend(self._judge.candidates([changed, *others], constraints))
        return [c for c in found if not c.contradicted and not c.is_area and c.piece.errors]

    def _similar(self, key: str, countries: Sequence[str]) -> list[tuple[str, int]]:
        near = near_keys(self._index, key, countries[:6])
        latin = in_latin(key)
        return ([(latin, 1)] if latin != key else []) + near[:4]

    def _decide(self, ranked: Sequence[Candidate], pieces: Sequence[Piece]) -> Answer:
        best = ranked[0]
        place = self._place(best)
        if best.share < _CLEAR or self._doubtful(best, pieces):
            places = tuple(self._place(c) for c in ranked[:_MOST_CANDIDATES])
            return Answer(GeoStatus.AMBIGUOUS, f"“{best.piece.text}” may be one of several places.", candidates=places)
        return Answer(GeoStatus.PLACED, f"“{best.piece.text}” is {place.name}.", place, confidence=best.share)

    def _doubtful(self, best: Candidate, pieces: Sequence[Piece]) -> bool:
        """Whether too much of what was written is not explained by the best candidate."""
        others = [p for p in pieces if p.key != best.piece.key and not any(c.isdigit() for c in p.key)]
        if best.is_area:
            return best.piece.rest or any(
                p.whole and (not p.known or any(self._judge.fits(n, (best.number,)) for n, _ in p.cities[:20]))
                for p in others
            )
        population = self._index.population[best.number]
        if best.piece.errors:
            in_region = any(self._index.region[best.number] in p.area_set for p in others if p.areas)
            return population < (1_000 if in_region else 50_000 if best.supported else 200_000) * best.piece.errors
        if best.piece.part and best.share < 0.97:
            return self._index.feature[best.number] != Feature.DISTRICT
        return not best.piece.whole and not best.supported and population < 500_000

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
