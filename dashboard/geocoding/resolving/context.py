"""What the columns for region and country say: which areas the place must lie in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.layout import Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.abbreviations import is_drawn_from, is_initials
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.fold import fold, remembered_fold
from dashboard.model import PlaceQuery
from dashboard.reasons import Reason

_LONGEST_CODE = 3
_TURNED = re.compile(r"([^,(]+),\s*(?:the\s)?([^,]+?)(?:\sthe)?", re.IGNORECASE)
"""As lists are sorted by: "Korea, Democratic People's Republic of" is not the Korea that people mean by that word."""


@dataclass(frozen=True, slots=True)
class Context:
    """``constraints`` are sets of areas, all of which the place must lie in; ``pieces`` is how they were read.

    ``left_out`` says what was not understood.
    """

    constraints: tuple[frozenset[int], ...] = ()
    pieces: tuple[Span, ...] = ()
    left_out: tuple[Reason, ...] = ()
    territories: frozenset[int] = frozenset()
    """What people count to the country that is named, without its being named itself."""


class ContextReader:
    """Reads the two columns, with a memory: a file names few regions and countries, many times."""

    def __init__(self, index: Index, lies: Containment, reader: Reader) -> None:
        self._index, self._lies, self._reader = index, lies, reader
        self._remembered = lru_cache(maxsize=20_000)(self._read)
        self._column = lru_cache(maxsize=20_000)(self._read_column)

    def read(self, query: PlaceQuery, *, widely: bool = False) -> Context:
        """What the row says of its region and country outside the text on its place.

        ``widely``: what people count to a country as well, such as Réunion to France.
        """
        return self._remembered(query.region.strip(), query.country.strip(), widely)

    def _read(self, region: str, country: str, widely: bool) -> Context:
        constraints: list[frozenset[int]] = []
        pieces: list[Span] = []
        left_out: list[Reason] = []
        countries: frozenset[int] = frozenset()
        if country:
            found, areas = self._column(country)
            if (turned := _TURNED.fullmatch(country)) and (read := self._column(f"{turned[2]} {turned[1]}")):
                found, areas = read if [piece.is_country for piece in read[0]] == [True] else (found, areas)
            countries = self._of_level(areas, country=True) or areas
            countries = self._index.with_disputed(countries)
            countries = self._index.with_territories(countries) if widely else countries
            pieces.extend(found)
            if countries:
                constraints.append(countries)
            else:
                left_out.append(Reason("country_left_out", {"text": country}))
        if region and fold(region) != fold(country):
            found, areas = self._column(region)
            if countries and (named := self._territories_of(areas, countries)):
                constraints[0] = countries = countries | named
            areas = self._within(areas, found, region, countries) if countries else areas
            pieces.extend(found)
            if areas:
                constraints.append(self._of_level(areas, country=False) or areas)
            else:
                left_out.append(Reason("region_left_out", {"text": region}))
        in_region = len(constraints) > 1  # nothing in a territory lies in a region of the country itself
        territories = (
            frozenset() if widely or in_region else self._index.with_territories(countries) - countries
        )
        return Context(tuple(constraints), tuple(pieces), tuple(left_out), territories)

    def countries(self, query: PlaceQuery, context: Context) -> frozenset[int]:
        """The countries that the row names, in its columns or else in its text."""
        named = self._lies.around(frozenset().union(*context.constraints))
        if not context.constraints:
            named = frozenset(area for p in self.pieces(query) if p.is_country for area in p.area_set)
        return self._of_level(named, country=True)

    def pieces(self, query: PlaceQuery) -> list[Span]:
        """The pieces of what the row says of its place outside those columns, its venue left out."""
        written = (query.text, query.city, query.address)
        return [piece for text in written if text for piece in self._reader.read(text)]

    def is_named_in_full(self, query: PlaceQuery) -> bool:
        """Whether the region is written as its name rather than as a few of its letters."""
        return len(query.region.strip()) >= _LONGEST_CODE and any(
            piece.strong_area for piece in self._reader.read(query.region.strip()) if piece.whole
        )

    def _read_column(self, text: str) -> tuple[tuple[Span, ...], frozenset[int]]:
        if len(text) <= 3 and not text.istitle():
            text = text.upper()
        pieces = tuple(piece for piece in self._reader.read(text) if piece.areas and piece.whole)
        plain = frozenset(area for piece in pieces for area in piece.area_set - piece.loose_areas)
        return pieces, plain or frozenset(area for piece in pieces for area in piece.area_set)

    def _territories_of(self, areas: frozenset[int], countries: frozenset[int]) -> frozenset[int]:
        """The territories of these countries that a region names, such as Puerto Rico, or lies in."""
        territories = self._index.with_territories(countries) - countries
        return frozenset(
            outer for area in areas for outer in self._index.ancestors(area) if outer in territories
        )

    def _within(
        self, areas: frozenset[int], pieces: tuple[Span, ...], region: str, countries: frozenset[int]
    ) -> frozenset[int]:
        """The areas that lie in the country; others only if they are named in full, which is a contradiction."""
        areas = areas or self._beginning_with(region, countries)
        inside = frozenset(area for area in areas if self._lies.area_fits(area, countries))
        inside |= self._first_words_of(region, countries)
        inside = inside or self._shortened_to(region, countries)
        return inside or (areas if any(piece.strong_area for piece in pieces) else inside)

    def _first_words_of(self, region: str, countries: frozenset[int]) -> frozenset[int]:
        """The regions of these countries whose name begins with these whole words: Manawatu of Manawatu-Wanganui."""
        codes = {self._index.areas[country].code for country in countries}
        names, key = self._index.region_names, remembered_fold(region)
        return frozenset(
            number for code in codes if len(key) > _LONGEST_CODE
            for number in names.areas_beginning_with(f"{code} {key} ")
        )  # fmt: skip

    def _beginning_with(self, text: str, countries: frozenset[int]) -> frozenset[int]:
        """The regions of these countries that a shortened name such as "Calif." or "An" may mean."""
        key = fold(text)
        if not is_shortened(text) or len(key) < 2:
            return frozenset()
        codes = {self._index.areas[country].code for country in countries}
        names = self._index.region_names
        return frozenset(number for code in codes for number in names.areas_beginning_with(f"{code} {key}"))

    def _shortened_to(self, text: str, countries: frozenset[int]) -> frozenset[int]:
        """The one region of these countries whose name a short code abbreviates: NS is New South Wales."""
        key = fold(text)
        if len(key) > 4:
            return frozenset()
        codes = {self._index.areas[country].code for country in countries}
        regions = [region for code in codes for region in self._index.regions_of.get(code, ())]
        for abbreviates in (is_initials, is_drawn_from):
            found = frozenset(r.number for r in regions if abbreviates(key, remembered_fold(r.name)))
            if found:
                return found if len(found) == 1 else frozenset()
        return frozenset()

    def _of_level(self, areas: frozenset[int], *, country: bool) -> frozenset[int]:
        return frozenset(
            area for area in areas if (self._index.areas[area].level is Level.COUNTRY) == country
        )


def areas_beside(piece: Span, pieces: Sequence[Span], context: Context) -> list[frozenset[int]]:
    """The areas that a row names beside a piece, in its columns and in the other pieces of its text."""
    return [*context.constraints, *(p.area_set for p in pieces if p.areas and p.key != piece.key)]


def is_shortened(region: str) -> bool:
    """Whether a region is written as a few letters that are not plainly a code: "Calif.", "An", "vt"."""
    letters = region.strip().rstrip(".")
    return len(letters) <= 5 and letters.isalpha() and not letters.isupper()
