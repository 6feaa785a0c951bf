"""Say where a row is: one place, several candidates, or none; and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.resolving import explain, postcodes
from dashboard.geocoding.resolving.ambiguity import Ambiguity
from dashboard.geocoding.resolving.context import Context, ContextReader, is_shortened
from dashboard.geocoding.resolving.coordinates import PointChecker
from dashboard.geocoding.resolving.explain import base_confidence, cut, named
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.questions import Questions
from dashboard.geocoding.resolving.ranking import Ranking
from dashboard.geocoding.resolving.scoring import Candidate, Scorer
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.resolving.typos import Misspellings, allowed_errors
from dashboard.geocoding.text.words import words
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery
from dashboard.reasons import Reason

_MOST_CANDIDATES = 8
_SURE = 0.9
_POSTAL = 0.9
_WITH_UNREAD = 0.92
"""How much less sure an answer is where a part of the row was not understood."""
_TOWN, _TOWN_NAMED_AS_VENUE = 5_000, 10_000


class Resolver:
    """Answers where a row is, from the gazetteer alone. Any number of threads may share one."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._reader, self._scorer = Reader(gazetteer.index), Scorer(gazetteer.index)
        self._lies, self._ranking = Containment(gazetteer.index), Ranking(gazetteer.index)
        self._contexts = ContextReader(gazetteer.index, self._reader)
        self._misspellings = Misspellings(gazetteer.index, self._scorer)
        self._questions = Questions(gazetteer, self._scorer)
        self._ambiguity = Ambiguity(gazetteer.index)
        self._points = PointChecker(gazetteer)

    def resolve_all(
        self, queries: Sequence[PlaceQuery], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Answer]:
        """Answers in the order of the queries; a query that occurs often is answered once."""
        seen: dict[PlaceQuery, int] = {}
        distinct: list[Answer] = []
        answers = []
        for done, query in enumerate(queries, 1):
            at = seen.setdefault(query, len(distinct))
            if at == len(distinct):
                distinct.append(self.resolve(query))
            answers.append(distinct[at])
            if progress and (done % 500 == 0 or done == len(queries)):
                progress(done, len(queries))
        return answers

    def resolve(self, query: PlaceQuery) -> Answer:
        """Where this row is. Never raises, whatever the row holds."""
        named = self._named(query)
        if query.latitude is None and query.longitude is None:
            return named
        claimed = frozenset(area for areas in self._contexts.read(query).constraints for area in areas)
        return self._points.check(query, named, claimed)

    def _named(self, query: PlaceQuery) -> Answer:
        answer = self._by_words(query)
        if query.region and answer.status is not GeoStatus.PLACED and is_shortened(query.region):
            # A region cut to its first letters says little: it decides between namesakes, but overrules nothing.
            without = self._by_words(replace(query, region=""))
            if without.status is GeoStatus.PLACED and without.confidence > _SURE:
                left_out = Reason("region_does_not_fit", {"text": cut(query.region)})
                return replace(without, assumed=(*without.assumed, left_out))
        return answer

    def _by_words(self, query: PlaceQuery) -> Answer:
        context = self._contexts.read(query)
        tried: list[Span] = []
        for text in (query.city, query.text, query.address, query.venue):
            if text and (pieces := self._reader.read(text)):
                tried.extend(pieces)
                answer = self._answer(pieces, context, is_column=text is query.city)
                if answer.status is not GeoStatus.NOT_FOUND:
                    return answer
        if postal := self._by_postcode(tried, context):
            return postal
        silent = not any(text.strip() for text in (query.city, query.text, query.address, query.venue))
        if context.pieces and (silent or tried) and all(p.noise and len(p.key) > 1 for p in tried):
            answer = self._by_columns(context)
            if answer.status is not GeoStatus.NOT_FOUND:
                return answer
        return self._not_found(query, tried)

    def _by_columns(self, context: Context) -> Answer:
        """The smallest area that the columns name, for a row that says no more than "online"."""
        narrow = context.constraints[-1] if context.constraints else frozenset()
        found = [c for c in self._scorer.candidates(context.pieces, context.constraints) if c.is_area]
        if heads := [candidate for candidate in found if candidate.number in narrow] or found:
            return self._decide(self._ranking.best(heads), context.pieces, context, is_column=True)
        return self._answer(context.pieces, Context(left_out=context.left_out), is_column=True)

    def _by_postcode(self, tried: Sequence[Span], context: Context) -> Answer | None:
        """The post town of a row that names its place by nothing but a British postcode."""
        code = self.gazetteer.index.area_by_code[postcodes.COUNTRY]
        claimed = [areas for areas in context.constraints if code in areas]
        for piece in tried:
            geonameid = postcodes.town_of_postcode(piece.text)
            if geonameid is None or not (claimed or postcodes.is_full_postcode(piece.text)):
                continue
            place, number = self.gazetteer.place(geonameid), self.gazetteer.index.number_of(geonameid)
            if place and number is not None and self._lies.fits_all(number, context.constraints):
                reason = Reason("postcode_of", {"text": cut(piece.text), "place": named(place)})
                return Answer(GeoStatus.PLACED, reason, place, confidence=_POSTAL)
        return None

    def _answer(self, pieces: Sequence[Span], context: Context, *, is_column: bool) -> Answer:
        real = [piece for piece in pieces if not piece.noise]
        heads = self._scorer.candidates(real, context.constraints)
        if len(real) < len(pieces) and any(piece.noise and piece.cities for piece in pieces):
            heads.extend(self._in_spite_of_noise(pieces, context))
        if not _names_a_place(heads):
            heads = self._misspellings.candidates(real, heads, context.constraints) or heads
        elif real and not real[0].known and (slip := self._misspelt_in_region(real, heads, context)):
            heads = slip
        heads = [c for c in heads if c.supported or not self._questions.is_far_fetched(c)]
        if not heads:
            return self._contradiction(real, context)
        return self._decide(self._ranking.best(heads), real, context, is_column=is_column)

    def _misspelt_in_region(
        self, pieces: Sequence[Span], heads: Sequence[Candidate], context: Context
    ) -> list[Candidate]:
        """What an unknown name before a region may be, where a city of the region's name is not what is meant.

        "Ciudad Jáurez, Chihuahua" is a town with a slip of the finger in the region, not the city of Chihuahua.
        """
        first = pieces[0]
        best = max(heads, key=lambda candidate: candidate.score).piece
        if first is best or not best.strong_area or best.urban:
            return []
        around = [piece._replace(cities=()) for piece in pieces[1:] if piece.areas]
        found = self._misspellings.candidates([first, *around], [], context.constraints, only=first)
        population = self.gazetteer.index.population
        most = allowed_errors(first.key, closely=False)
        return [c for c in found if c.piece.errors <= most and population[c.number] >= _TOWN * c.piece.errors]

    def _in_spite_of_noise(self, pieces: Sequence[Span], context: Context) -> list[Candidate]:
        """Places called Mars or Remote, if the row names their region; towns called Bar, if it names the country."""
        found = self._scorer.candidates(pieces, context.constraints)
        areas = [
            *context.constraints,
            *(piece.area_set for piece in pieces if piece.areas and not piece.noise),
        ]
        index = self.gazetteer.index
        return [
            c
            for c in found
            if c.piece.noise
            and not c.is_area
            and any(
                index.region[c.number] in a or (index.country[c.number] in a and self._is_town_called(c))
                for a in areas
            )
        ]

    def _is_town_called(self, candidate: Candidate) -> bool:
        """Whether a word that mostly means a venue is also the name of a town: Bar in Montenegro."""
        key = candidate.piece.key
        return (
            (candidate.kind == Kind.MAIN or not key.isascii())
            and " " not in key
            and key not in words("nowhere")
            and self.gazetteer.index.population[candidate.number] >= _TOWN_NAMED_AS_VENUE
        )

    def _decide(
        self, ranked: Sequence[Candidate], pieces: Sequence[Span], context: Context, *, is_column: bool
    ) -> Answer:
        best = ranked[0]
        if self._ambiguity.are_alike(ranked, pieces, context):
            places = self._places(ranked)
            return Answer(GeoStatus.AMBIGUOUS, explain.several(ranked, places), candidates=places)
        if doubt := self._questions.about(best, pieces, context, is_column=is_column):
            return Answer(
                GeoStatus.AMBIGUOUS, doubt, candidates=(*self._area_of_code(best), *self._places(ranked))
            )
        place = self._place(best)
        unread = [p.text for p in pieces if not (p.known or p.noise or p.text == best.piece.text)]
        assumed = (*context.left_out, *explain.assumed(best, unread, namesakes=len(ranked) > 1))
        confidence = round(best.share * base_confidence(best) * (_WITH_UNREAD if unread else 1.0), 3)
        reason = explain.placed(best, place)
        return Answer(GeoStatus.PLACED, reason, place, assumed=assumed, confidence=confidence)

    def _area_of_code(self, best: Candidate) -> tuple[Place, ...]:
        """The area that a code stands for: NY is the state before it is the city, if the town beside it is unknown."""
        area = None if best.is_area else self._scorer.area_of_code(best)
        return () if area is None else (self.gazetteer.area_place(area),)

    def _contradiction(self, pieces: Sequence[Span], context: Context) -> Answer:
        against = self._scorer.contradicted(pieces, context.constraints)
        ranked = self._ranking.best([c for c in against if not self._questions.is_far_fetched(c)])
        if not ranked:
            return Answer(GeoStatus.NOT_FOUND, Reason("no_place_said"))
        places, best = self._places(ranked), ranked[0]
        if best.piece.written and (around := self._areas_around(best.piece, pieces, context)):
            reason = explain.unknown_in(around[0], [best.piece.written])
            return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(*around, *places))
        others = [p for p in (*pieces, *context.pieces) if p.areas and p.key != best.piece.key]
        fits = self._lies.inside if best.is_area else self._lies.fits
        said = [p.text for p in others if not fits(best.number, p.area_set)] or [p.text for p in others]
        reason = explain.contradiction(places[0], best.piece.text, said)
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=places)

    def _areas_around(self, piece: Span, pieces: Sequence[Span], context: Context) -> tuple[Place, ...]:
        """The areas that the row may name beside a part of a longer name, the likeliest first.

        "Turkey Mountain, OK" is neither Turkey nor a town of that name, but somewhere in Oklahoma.
        """
        if context.constraints:
            areas = self.gazetteer.index.areas
            placed = [areas[area] for area in context.constraints[-1] if areas[area].is_placed]
            likeliest = sorted(placed, key=lambda area: -area.weight)[:1]
            return tuple(self.gazetteer.area_place(area.number) for area in likeliest)
        beside = [p for p in pieces if p.whole and p.areas and p.segment != piece.segment]
        named = [c for c in self._scorer.candidates(beside[-1:], ()) if c.is_area]
        return self._places(self._ranking.best(named)[:2])

    def _not_found(self, query: PlaceQuery, tried: Sequence[Span]) -> Answer:
        written = [text for text in (query.city, query.text, query.address, query.venue) if text.strip()]
        if not written:
            return Answer(GeoStatus.NOT_FOUND, Reason("no_place_said"))
        unknown = next((piece.written or piece.text for piece in tried if not piece.noise), "")
        if any(piece.continent for piece in tried):
            reason = Reason("place_too_large", {"text": cut(written[0])})
        elif unknown:
            reason = Reason("place_unknown", {"text": cut(unknown)})
        else:
            reason = Reason("no_place_on_map", {"text": cut(written[0])})
        return Answer(GeoStatus.NOT_FOUND, reason)

    def _places(self, ranked: Sequence[Candidate]) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(self._place(candidate) for candidate in ranked[:_MOST_CANDIDATES]))

    def _place(self, candidate: Candidate) -> Place:
        if candidate.is_area:
            return self.gazetteer.area_place(candidate.number)
        return self.gazetteer.place_of(candidate.number)


def _names_a_place(heads: Sequence[Candidate]) -> bool:
    """Whether all of a segment is the name of a place, rather than of an area, or a code."""
    return any(not head.is_area and head.piece.whole and not head.piece.is_code for head in heads)
