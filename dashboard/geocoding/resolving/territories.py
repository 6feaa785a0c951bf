"""What people count to a country without its being named: Réunion, the Cayman Islands, Hong Kong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.geocoding.answer import Answer, GeoStatus
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.resolving import explain
from dashboard.geocoding.resolving.context import Context
from dashboard.geocoding.resolving.explain import place_reason
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.postcodes import Postcodes
from dashboard.model import Place, PlaceQuery, Precision

_MISSPELT = 0.84
_MOST_CANDIDATES = 8


class Territories:
    """Corrects an answer about a country by what its territories have."""

    def __init__(self, gazetteer: Gazetteer, reader: Reader, postcodes: Postcodes) -> None:
        self._gazetteer, self._reader, self._postcodes = gazetteer, reader, postcodes

    def answer(
        self, query: PlaceQuery, context: Context, answer: Answer, widely: Callable[[], Answer]
    ) -> Answer:
        """The answer in a territory of the country, where nothing in the country itself fits: taken if it is named.

        ``widely`` answers as if the territories were part of the country.
        """
        if answer.place is not None and answer.confidence > _MISSPELT:
            return self.beside_namesake(query, answer, context.territories)
        if answer.status is GeoStatus.AMBIGUOUS and answer.reason.code.startswith("place_maybe"):
            return answer
        found = widely()
        if found.place is None:
            return found if answer.status is GeoStatus.NOT_FOUND else answer
        if self._gazetteer.index.area_by_code[found.place.country_code] in context.constraints[0]:
            return answer
        if self._names_country(query, found.place) or self._is_of_postcode(query, context, found.place):
            return found
        reason = place_reason("only_in_territory", found.place, found.place.name)
        candidates = (found.place, *(c for c in answer.candidates if c != found.place))
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=candidates, accounting=found.accounting)

    def with_country_apart(self, query: PlaceQuery) -> PlaceQuery | None:
        """The row with the country behind its place in the column for it; `None` if that has no territories."""
        column = "city" if query.city else "text"
        pieces = self._reader.read(text := getattr(query, column))
        areas = pieces[-1].area_set if len(pieces) > 1 and pieces[-1].is_country else frozenset()
        if query.country or self._gazetteer.index.with_territories(areas) == areas:
            return None
        place, country, _ = text.rpartition(pieces[-1].text)
        return replace(query, **{column: place.rstrip(" ,;"), "country": country})

    def beside_namesake(self, query: PlaceQuery, answer: Answer, territories: frozenset[int]) -> Answer:
        """The answer, or a question if a territory of the country has a place of the name that is as well known."""
        place, index = answer.place, self._gazetteer.index
        if place is None or place.precision is not Precision.CITY or query.region:
            return answer
        for piece in self._reader.read(query.city or query.text)[:1]:
            for number, kind in piece.cities[:_MOST_CANDIDATES]:
                if kind == Kind.MAIN and index.country[number] in territories and (
                    index.population[number] * 2 >= place.population
                ):  # fmt: skip
                    places = (place, self._gazetteer.place_of(number))
                    return Answer(GeoStatus.AMBIGUOUS, explain.either(places, piece.text), candidates=places)
        return answer

    def _is_of_postcode(self, query: PlaceQuery, context: Context, place: Place) -> bool:
        """Whether the postcode of a row is one of the territory in which a place lies: 97400 is in Réunion."""
        code, index = self._postcodes.read(query, context), self._gazetteer.index
        territory = index.area_by_code[place.country_code]
        return code is not None and any(territory in index.ancestors(area) for area in code.areas)

    def _names_country(self, query: PlaceQuery, place: Place) -> bool:
        """Whether the row itself names the territory in which a place lies."""
        area = self._gazetteer.index.area_by_code[place.country_code]
        written = (query.city, query.text, query.address, query.venue, query.region)
        return any(area in piece.area_set for text in written if text for piece in self._reader.read(text))
