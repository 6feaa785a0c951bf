"""Say where a row is: one place, several candidates, or none; and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.geocoding.answer import Accounted, Answer, GeoStatus, Use
from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.resolving import explain, postcodes
from dashboard.geocoding.resolving.accounting import Account, Accounting
from dashboard.geocoding.resolving.ambiguity import Ambiguity
from dashboard.geocoding.resolving.context import Context, ContextReader, is_shortened
from dashboard.geocoding.resolving.coordinates import PointChecker
from dashboard.geocoding.resolving.explain import base_confidence, cut, place_reason
from dashboard.geocoding.resolving.namesakes import Namesakes
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.points import with_point
from dashboard.geocoding.resolving.postcodes import Postcode, Postcodes
from dashboard.geocoding.resolving.prior import at_home, home_of
from dashboard.geocoding.resolving.questions import Questions
from dashboard.geocoding.resolving.ranking import Ranking
from dashboard.geocoding.resolving.scoring import Candidate, Scorer, leave_the_country, names_a_place
from dashboard.geocoding.resolving.several import Several
from dashboard.geocoding.resolving.span import Span, without_streets
from dashboard.geocoding.resolving.territories import Territories
from dashboard.geocoding.resolving.typos import Misspellings
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.words import is_noise, is_whole, words
from dashboard.model import Place, PlaceQuery, Precision
from dashboard.reasons import Reason

_MOST_CANDIDATES = 8
_FIRST = 4
"""So many places are offered before the province of their name."""
_PLACED, _NOT_FOUND = GeoStatus.PLACED, GeoStatus.NOT_FOUND
_DIGIT = re.compile(r"\d")
_SURE, _MISSPELT = 0.9, 0.84
_WITH_UNREAD = 0.92
"""How much less sure an answer is where a part of the row was not understood."""
_VILLAGE, _LARGE, _METROPOLIS = 5_000, 100_000, 500_000


class Resolver:
    """Answers where a row is, from the gazetteer alone. Any number of threads may share one."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer, index = gazetteer, gazetteer.index
        self._lies, self._reader = Containment(index), Reader(index)
        self._scorer, self._ranking = Scorer(index, self._lies), Ranking(index, self._lies)
        self._contexts = ContextReader(index, self._lies, self._reader)
        self._misspellings = Misspellings(index, self._lies, self._scorer)
        self._questions = Questions(gazetteer, self._lies, self._scorer)
        self._ambiguity, self._namesakes = Ambiguity(index, self._lies), Namesakes(index, self._lies)
        self._accounting = Accounting(index, self._lies, self._namesakes)
        self._several = Several(index, self._lies, self._reader)
        self._points = PointChecker(gazetteer)
        self._postcodes = Postcodes(gazetteer, self._lies, self._contexts)
        self._territories = Territories(gazetteer, self._reader, self._postcodes)

    def resolve_all(
        self,
        queries: Sequence[PlaceQuery],
        *,
        progress: Callable[[int, int], None] | None = None,
        home: str | None = None,
    ) -> list[Answer]:
        """Answers in the order of the queries, those of one file; a query that occurs often is answered once.

        ``home`` is the code of the country that the file is about, which decides between namesakes in rows that name
        no country. ``None`` finds it out from the rows, as `home_of` does; empty says that there is none.
        """
        distinct: dict[PlaceQuery, int] = {}
        answers: list[Answer] = []
        rows = []
        for done, query in enumerate(queries, 1):
            at = distinct.setdefault(query, len(answers))
            if at == len(answers):
                answers.append(self.resolve(query))
            rows.append(at)
            if progress and (done % 500 == 0 or done == len(queries)):
                progress(done, len(queries))
        home = home_of(zip(distinct, answers, strict=True)) if home is None else home
        if home:
            answers = [at_home(*row, home, self.resolve) for row in zip(distinct, answers, strict=True)]
        return [answers[at] for at in rows]

    def resolve(self, query: PlaceQuery) -> Answer:
        """Where this row is. Never raises, whatever the row holds."""
        if _DIGIT.search(f"{query.text}{query.city}{query.address}{query.venue}{query.postcode}"):
            query = with_point(query)
        named = self._named(query)
        if query.latitude is None and query.longitude is None:
            return named
        context = self._contexts.read(query)
        claimed = frozenset().union(*context.constraints) or self._contexts.countries(query, context)
        return self._points.check(query, named, claimed)

    def _named(self, query: PlaceQuery) -> Answer:
        context = self._contexts.read(query)
        answer = self._by_words(query, context)
        if context.territories and not (answer.place and self._postcodes.read(query, context)):
            answer = self._territories.answer(
                query, context, answer, lambda: self._by_words(query, self._contexts.read(query, widely=True))
            )
        elif (
            not query.country
            and answer.place
            and (answer.place.population < (_LARGE if query.text.count(",") == 1 else _VILLAGE))
        ):  # a region between the two would say which
            named = self._contexts.countries(query, context)
            territories = self.gazetteer.index.with_territories(named) - named
            answer = self._territories.beside_namesake(query, answer, territories)
        elif answer.place is None and (apart := self._territories.with_country_apart(query)):
            found = self._named(apart)
            answer = found if found.reason.code == "only_in_territory" else answer
        if (
            query.region
            and answer.status is not _PLACED
            and any(_texts(query))
            and is_shortened(query.region)
            and not self._contexts.is_named_in_full(query)
        ):
            # A region cut to its first letters says little: it decides between namesakes, but overrules nothing.
            region, query = query.region, replace(query, region="")
            without = self._by_words(query, self._contexts.read(query))
            if without.status is GeoStatus.PLACED and without.confidence > _SURE:
                left_out = Reason("region_does_not_fit", {"text": cut(region)})
                return without._replace(assumed=(*without.assumed, left_out))
        return answer

    def _by_words(self, query: PlaceQuery, context: Context) -> Answer:
        code = self._postcodes.read(query, context)
        if code is None:
            return self._postcodes.of_namesake(query, context, self._by_texts(query, context))
        query = postcodes.without(query, code)
        return self._postcodes.checked(query, context, code, self._by_texts(query, context, code))

    def _by_texts(self, query: PlaceQuery, context: Context, code: Postcode | None = None) -> Answer:
        tried: list[Span] = []
        for text in _texts(query):
            if text and (pieces := self._reader.read(text)):
                tried.extend(pieces)
                if several := self._several.among(text, pieces, context.constraints):
                    return self._of_several(several, pieces)
                answer = self._answer(pieces, context, is_column=text is query.city, code=code)
                if answer.status is not _NOT_FOUND:
                    return answer
        silent = not any(text.strip() for text in _texts(query))
        if context.pieces and (silent or tried) and all(p.noise and len(p.key) > 1 for p in tried):
            answer = self._by_columns(context, tried)
            if answer.status is not GeoStatus.NOT_FOUND:
                return answer
        return self._not_found(query, tried)

    def _of_several(self, numbers: Sequence[int], pieces: Sequence[Span]) -> Answer:
        """The question about a row that names several places, all of which may be meant."""
        places = tuple(self.gazetteer.place_of(number) for number in numbers)
        told = tuple(Accounted(piece.text, Use.USED if piece.known else Use.OTHER) for piece in pieces)
        reason = explain.all_of(places)
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=places, accounting=told, several=True)

    def _by_columns(self, context: Context, tried: Sequence[Span]) -> Answer:
        """The smallest area that the columns name, for a row that says no more.

        It is asked about if the row says "online", or "city centre" beside no more than a country.
        """
        narrow = context.constraints[-1] if context.constraints else frozenset()
        found = [c for c in self._scorer.candidates(context.pieces, context.constraints) if c.is_area]
        if heads := [candidate for candidate in found if candidate.number in narrow] or found:
            answer = self._decide(self._ranking.best(heads), context.pieces, context, is_column=True)
        else:
            answer = self._answer(context.pieces, Context(left_out=context.left_out), is_column=True)
        is_wide = answer.place is not None and answer.place.precision is Precision.COUNTRY
        nowhere = next((p.text for p in tried if is_wide or p.is_nowhere), "")
        if nowhere and answer.place is not None:
            reason = place_reason("nowhere_in", answer.place, nowhere)
            return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(answer.place,))
        unread = [str(told.values["text"]) for told in context.left_out if told.code == "region_left_out"]
        if is_wide and answer.place and unread and not (is_noise(key := fold(unread[0])) or is_whole(key)):
            reason = explain.unknown_in(answer.place, unread)
            return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(answer.place,))
        return answer

    def _answer(
        self, pieces: Sequence[Span], context: Context, *, is_column: bool, code: Postcode | None = None
    ) -> Answer:
        real = without_streets([piece for piece in pieces if not piece.noise])
        heads = self._scorer.candidates(real, context.constraints)
        if len(real) < len(pieces):
            heads.extend(self._scorer.in_spite_of_noise(pieces, context.constraints))
        if not names_a_place(heads):
            heads = self._misspellings.candidates(real, heads, context.constraints) or heads
        elif (
            real
            and not real[0].known
            and (slip := self._misspellings.in_region(real, heads, context.constraints))
        ):
            heads = slip
        far_fetched = self._questions.is_far_fetched
        heads = [c for c in heads if c.supported or not far_fetched(c)]
        if code and (near := self._postcodes.near(heads, code)):
            heads, context = near, postcodes.within(context, code)
        if not heads or leave_the_country(heads, real):
            contradiction = self._contradiction(real, context)
            if not heads or contradiction.candidates:
                return contradiction
        return self._decide(self._ranking.best(heads), real, context, is_column=is_column, every=pieces)

    def _decide(
        self,
        ranked: Sequence[Candidate],
        pieces: Sequence[Span],
        context: Context,
        *,
        is_column: bool,
        every: Sequence[Span] = (),
    ) -> Answer:
        best = ranked[0]
        if self._ambiguity.are_alike(ranked, pieces, context):
            if best.is_area and best.kind == Kind.ALIAS:  # what bears the name itself comes first
                ranked = sorted(ranked, key=lambda candidate: candidate.kind != Kind.MAIN)
            places = self._places(ranked)
            province = self._province(best, places, pieces, context)
            places = tuple(dict.fromkeys((*places[:_FIRST], *province, *places[_FIRST:])))[:_MOST_CANDIDATES]
            return Answer(GeoStatus.AMBIGUOUS, explain.several(ranked, places), candidates=places)
        if best.is_area and (
            nowhere := next((p.text for p in every if p.noise and p.key and not p.continent), "")
        ):
            place = self._place(best)
            return Answer(
                GeoStatus.AMBIGUOUS, place_reason("nowhere_in", place, nowhere), candidates=(place,)
            )
        account = self._accounting.of(ranked, pieces, context, is_column=is_column)
        if account.open is not None:
            return self._unexplained(ranked, account)
        if doubt := self._questions.about(best, pieces, context, is_column=is_column):
            offered = (*self._area_of_code(best), *self._places(self._questions.offered(best, ranked)))
            return Answer(GeoStatus.AMBIGUOUS, doubt, candidates=offered)
        place = self._place(best)
        famous = self._namesakes.famous_abroad(best, pieces, context)
        if famous is not None:
            both = (place, self.gazetteer.place_of(famous))
            return Answer(GeoStatus.AMBIGUOUS, explain.either(both, best.piece.text), candidates=both)
        own = best.piece
        unread = [
            p for p in pieces
            if (p.is_called and p.segment != own.segment)
            or not (p is own or p.known or p.noise or p.is_called or p.text == own.text)
        ]  # fmt: skip
        beside = [told.text for told in account.pieces if told.use is Use.UNEXPLAINED] if own.rest else []
        assumed, confidence = context.left_out, best.share * base_confidence(best)
        if unread or beside or not best.supported:
            assumed += explain.assumed(best, unread, beside, namesakes=len(ranked) > 1)
            if any(not piece.is_called for piece in unread):
                confidence *= _WITH_UNREAD
        reason = explain.placed(best, place)
        return Answer(_PLACED, reason, place, (), assumed, round(confidence, 3), account.pieces)

    def _province(
        self, best: Candidate, places: Sequence[Place], pieces: Sequence[Span], context: Context
    ) -> tuple[Place, ...]:
        """The largest province of a name in what is named, beside its smaller towns: La Union, Philippines."""
        around = [*context.constraints, *(p.area_set for p in pieces if p is not best.piece and p.area_set)]
        found = [
            area
            for number in best.piece.loose_areas
            if (area := self.gazetteer.index.areas[number]).is_placed
            and all(self._lies.area_fits(number, areas) for areas in around)
        ]
        largest = max(found, key=lambda area: area.population, default=None)
        if largest is None or largest.population < max(place.population for place in places):
            return ()
        return (self.gazetteer.area_place(largest.number),)

    def _unexplained(self, ranked: Sequence[Candidate], account: Account) -> Answer:
        """The question about a piece that the best meaning of a row leaves unexplained."""
        places = self._places(ranked)
        rivals = tuple(self.gazetteer.place_of(number) for number in account.rivals)
        areas = self._area_of_code(ranked[0])
        if account.area is not None:
            areas = (self.gazetteer.area_place(account.area),)
        text = account.words or (account.open.written or account.open.text if account.open else "")
        if account.area is not None and account.open is ranked[0].piece:
            reason = explain.either((*areas, *places), text)
        elif rivals and account.open is ranked[0].piece:
            reason = explain.either((places[0], *rivals), text)
        elif rivals:
            reason = explain.beside(places[0], ranked[0].piece.text, text)
        else:
            reason = explain.unknown_in((areas or places)[0], [text])
        is_own = account.open is ranked[0].piece
        offered = (*areas, *places, *rivals) if is_own else (*areas, places[0], *rivals, *places[1:])
        candidates = tuple(dict.fromkeys(offered))[:_MOST_CANDIDATES]
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=candidates, accounting=account.pieces)

    def _area_of_code(self, best: Candidate) -> tuple[Place, ...]:
        """The area that a code stands for: NY is the state before it is the city, if the town beside it is unknown."""
        area = None if best.is_area else self._scorer.area_of_code(best)
        return () if area is None else (self.gazetteer.area_place(area),)

    def _contradiction(self, pieces: Sequence[Span], context: Context) -> Answer:
        part = self._part_of_a_metropolis(pieces, context)
        if part is not None:
            return part
        against = self._scorer.contradicted(pieces, context.constraints)
        ranked = self._ranking.best([c for c in against if not self._questions.is_far_fetched(c)])
        if not ranked:
            return self._in_unplaced_area(pieces, context)
        if town := next((c for c in ranked if c.piece.whole and not c.is_area), None):
            ranked.remove(town)  # Lyon is not in Germany, rather than Germany not in Lyon
            ranked.insert(0, town)
        places, best = self._places(ranked), ranked[0]
        if best.piece.written and (around := self._areas_around(best.piece, pieces, context)):
            reason = explain.unknown_in(around[0], [best.piece.written])
            return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(*around, *places))
        others = [p for p in (*pieces, *context.pieces) if p.areas and p.key != best.piece.key]
        fits = self._lies.inside if best.is_area else self._lies.fits
        said = [p.text for p in others if not fits(best.number, p.area_set)] or [p.text for p in others]
        reason = explain.contradiction(places[0], best.piece.text, said)
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=places)

    def _part_of_a_metropolis(self, pieces: Sequence[Span], context: Context) -> Answer | None:
        """The great city behind a direction: East London is a city of South Africa, and in Britain a part of London."""
        said = [piece.text.partition(" ") for piece in pieces if piece.whole and piece.cities]
        inner = next((name for way, _, name in said if fold(way) in words("direction")), "")
        answer = self._answer(self._reader.read(inner), context, is_column=False) if inner else None
        is_great = answer and answer.place and answer.place.population >= _METROPOLIS
        return answer if is_great else None

    def _in_unplaced_area(self, pieces: Sequence[Span], context: Context) -> Answer:
        """The question about an area in which we know no place: where in the area around it?"""
        index = self.gazetteer.index
        for piece in pieces:
            for number, _ in piece.areas:
                around = [
                    *index.ancestors(number)[1:],
                    *(context.constraints[0] if context.constraints else ()),
                ]
                outer = next((area for area in around if index.areas[area].is_placed), None)
                fits = all(self._lies.area_fits(number, areas) for areas in context.constraints)
                if fits and piece.whole and outer is not None and not index.areas[number].is_placed:
                    place = self.gazetteer.area_place(outer)
                    reason = explain.unknown_in(place, [piece.text])
                    return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(place,))
        return Answer(GeoStatus.NOT_FOUND, Reason("no_place_said"))

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
        written = [text for text in _texts(query) if text.strip()]
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


def _texts(query: PlaceQuery) -> tuple[str, ...]:
    """What may name the place, the surest first."""
    return query.city, query.text, query.address, query.venue, query.postcode
