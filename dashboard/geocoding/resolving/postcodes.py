"""What the postcode of a row says: which namesake is meant, what contradicts, and where a row is that says no more.

A British one lies around its post town, as far as the codes of that town reach. Of one of the United States, Canada,
Germany, France, Spain, Italy or the Netherlands the first letters say the region, or a few that it may lie in,
and about where in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from dashboard.geocoding.answer import Answer, GeoStatus
from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind, read_lines
from dashboard.geocoding.resolving.context import Context, ContextReader
from dashboard.geocoding.resolving.explain import either, place_reason
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.text.geometry import kilometres, reach_of
from dashboard.model import Place, PlaceQuery, Precision

_FIVE = re.compile(r"(?<![\w.,/#-])\d{5}(?![\w/]|[.,-]\d)")
_WRITTEN = {
    "US": re.compile(
        r"(?:(?<=[\w,.] )|^(?=\d{5}(?:-\d{4})?$))\d{5}(?:-\d{4})?(?![\w/-])"
    ),  # no number of a house
    "CA": re.compile(r"(?<!\w)[A-CEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)", re.IGNORECASE),
    "NL": re.compile(r"(?<!\w)[1-9]\d{3} ?[A-Z]{2}(?!\w)"),
}
_STATE_AND_CODE = re.compile(r"\b([A-Z]{2}),? \d{5}(?:-\d{4})?\W*$")
_BRITISH = re.compile(
    r"(?<![\w/])([A-Z]{1,2})([0-9]{1,2})[A-Z]?(\s*[0-9][ABD-HJLNP-UW-Z]{2})?(?![\w/-])", re.IGNORECASE
)
_MAY_BE_ONE = re.compile(r"\d(?:\d{3}|(?<=[A-Za-z]\d))")
_HOLD_ONE = ("postcode", "address", "text", "city")
_NEAR_TOWN = 3
"""The districts around the post town itself have the first numbers."""
_CITIES = frozenset({"B", "E", "EC", "L", "LS", "M", "N", "NW", "SE", "SW", "W", "WC"})
"""Areas that are hardly more than their city."""
_IN_TOWN = 0.5
"""So much of how far a town reaches is the town itself, rather than what lies around it."""
_SPEAKS_FOR, _POSTAL = 2.0, 0.9
_UNKNOWN, _FAR_BETTER_KNOWN = 5_000, 50
Point = tuple[float, float]


class Postcode(NamedTuple):
    """A postcode as it stands in a row, and where it lies: in one of some areas, or so far from a post town."""

    text: str
    areas: frozenset[int] = frozenset()
    town: int | None = None
    reach_km: float = 0.0
    is_full: bool = True
    is_exact: bool = True
    """Whether it says well enough where a row is that says no more."""
    is_name: bool = False
    """The index knows it as a name, as it does those of the United States."""
    district: tuple[float, float, float] | None = None
    """The middle of where those with the same first signs lie, and their reach in km."""


class Postcodes:
    """Finds the postcode of a row, and says what follows from it."""

    def __init__(self, gazetteer: Gazetteer, lies: Containment, contexts: ContextReader) -> None:
        self._gazetteer, self._index = gazetteer, gazetteer.index
        self._lies, self._contexts = lies, contexts

    def read(self, query: PlaceQuery, context: Context) -> Postcode | None:
        """The postcode of a row, of the country that the row names; where it names none, only a plainly British one."""
        if not _MAY_BE_ONE.search(f"{query.postcode} {query.address} {query.text} {query.city}"):
            return None
        texts = [getattr(query, name).strip() for name in _HOLD_ONE]
        named = self._contexts.countries(query, context)
        whole = [area for area in named if named <= self._index.with_territories(frozenset((area,)))]
        country = self._index.areas[whole[0]].code if whole else ""
        letters = "" if named else next(filter(None, map(_state_of, texts)), "")
        if f"US.{letters}" in self._index.area_by_code:
            return self._behind_state(letters, texts)
        if country == "GB" or not named:
            british = [code for text in texts for code in self._british(text, is_claimed=bool(named))]
            best = max(british, key=lambda code: code.is_full, default=None)
            return best or (None if named else self._first("CA", texts) or self._dutch(query, texts))
        if texts[0].isdigit() and country not in ("CA", "NL"):
            texts[0] = texts[0].zfill(5)  # a spreadsheet takes 01067 for a number
        return self._first(country, texts)

    def _first(self, country: str, texts: Sequence[str]) -> Postcode | None:
        return next((code for text in texts if (code := self._regional(country, text))), None)

    def _dutch(self, query: PlaceQuery, texts: Sequence[str]) -> Postcode | None:
        """A Dutch code in a row that names a town there: "2500 NE" is half an address in Portland."""
        code = self._first("NL", texts)
        pieces = self._contexts.pieces(without(query, code)) if code else ()
        is_there = any(
            kind == Kind.MAIN and code and self._lies.fits(number, code.areas)
            for piece in pieces
            for number, kind in piece.cities[:3]
        )
        return code if is_there else None

    def _behind_state(self, letters: str, texts: Sequence[str]) -> Postcode | None:
        """The code behind an American state, or behind a country of the same letters: "Hannover, DE 30159"."""
        american, other = self._first("US", texts), self._first(letters, texts)
        is_there = american and self._index.area_by_code[f"US.{letters}"] in american.areas
        return american if is_there else other or american

    def _british(self, text: str, *, is_claimed: bool) -> Iterator[Postcode]:
        for match in _BRITISH.finditer(text):
            area, is_full = match[1].upper(), match[3] is not None
            town, reach_km = _post_towns().get(area, (0, 0.0))
            number = self._index.number_of(town)
            if number is not None and (is_claimed or is_full or len(area) > 1):
                district = _districts().get(("GB", area + match[2]))
                is_near = area in _CITIES or int(match[2]) <= _NEAR_TOWN
                is_near = is_near or self._is_of_town(number, district)
                is_exact = is_near and (is_full or is_claimed)
                district = district if is_full else None
                yield Postcode(match[0], frozenset(), number, reach_km, is_full, is_exact, district=district)

    def _is_of_town(self, number: int, district: tuple[float, float, float] | None) -> bool:
        """Whether a district lies in its post town: CF10 is the middle of Cardiff."""
        if district is None:
            return False
        return kilometres(*self._lies.point(number), *district[:2]) <= _IN_TOWN * reach_of(
            self._index.population[number]
        )

    def _regional(self, country: str, text: str) -> Postcode | None:
        for match in reversed(list(_WRITTEN.get(country, _FIVE).finditer(text))):
            for first, last, codes in _regions().get(country, ()):
                if first <= match[0][: len(first)].upper() <= last:
                    numbers = self._index.area_by_code
                    areas = frozenset(numbers[code] for code in codes.split(" ") if code in numbers)
                    signs = (match[0][:length].upper() for length in (4, 3, 2))
                    district = next(filter(None, (_districts().get((country, key)) for key in signs)), None)
                    code = Postcode(
                        match[0], areas, is_exact=len(areas) == 1, is_name=country == "US", district=district
                    )
                    return code if areas else None
        return None

    def near(self, heads: Sequence[Candidate], code: Postcode) -> list[Candidate]:
        """The meanings that lie where the postcode does, those nearest to a post town first.

        A hamlet in so wide an area as a region is not meant where the row may as well mean a great city elsewhere.
        """
        near, people = [], self._index.population
        for head in heads:
            if head.is_area and code.town is not None:
                continue
            share = self._share(head.number, code, is_area=head.is_area)
            if share <= 1:
                own = head.piece if head.is_area else head.piece._replace(cities=((head.number, head.kind),))
                near.append(head._replace(piece=own, score=head.score + _SPEAKS_FOR - share, supported=True))
        there = [
            c for c in near if not (c.is_area or _is_far(self._gazetteer.place_of(c.number), code.district))
        ]
        near = there or near if code.district else near
        largest = max([_UNKNOWN, *(people[c.number] for c in near if not c.is_area)])
        great = max((people[c.number] for c in heads if not c.is_area and c.kind == Kind.MAIN), default=0)
        return [] if code.areas and great >= _FAR_BETTER_KNOWN * largest else near

    def _share(self, number: int, code: Postcode, *, is_area: bool) -> float:
        """How far something is from where a postcode lies, of how far that reaches: at most 1 if it is there."""
        if code.town is None:
            fits = self._lies.inside if is_area else self._lies.fits
            return 0.0 if fits(number, code.areas) else math.inf
        town, area = self._lies.point(code.town), self._index.areas[number] if is_area else None
        there = (area.latitude, area.longitude) if area else self._lies.point(number)
        return (kilometres(*town, *there) - (area.radius_km if area else 0.0)) / code.reach_km

    def checked(self, query: PlaceQuery, context: Context, code: Postcode, answer: Answer) -> Answer:
        """The answer to a row, given its postcode: where it lies, if the row says no more; a question if elsewhere."""
        place = answer.place
        if _is_country_alone(answer):
            return self._alone(query, context, code, answer)
        if place is None or place.geonameid is None or answer.several:
            return answer
        if code.is_name and place.country_code != "US":
            return answer  # "Cali, CO 76001" is in Colombia, not in Colorado
        number = self._index.number_of(place.geonameid)
        at = self._index.area_by_id[place.geonameid] if number is None else number
        is_there = self._share(at, code, is_area=number is None) <= 1
        if is_there and not (place.precision is Precision.CITY and _is_far(place, code.district)):
            return answer
        there = (
            self._places(code) if code.district is None else (self._gazetteer.nearest(*code.district[:2]),)
        )
        candidates = tuple(dict.fromkeys((place, *there)))
        return Answer(
            GeoStatus.AMBIGUOUS, place_reason("far_from_postcode", place, code.text), candidates=candidates
        )

    def of_namesake(self, query: PlaceQuery, context: Context, answer: Answer) -> Answer:
        """The answer to a row without a country; a question if its number is a namesake's postcode: "06800 Mérida"."""
        place, text = answer.place, f"{query.text} {query.city}"
        if place is None or context.constraints or not (number := _FIVE.search(text)):
            return answer
        codes = [code for country in ("ES", "FR", "DE", "IT") if (code := self._regional(country, number[0]))]
        if any(code.text and place.country_code == self._country_of(code) for code in codes):
            return answer
        there = [
            self._gazetteer.place_of(town)
            for piece in self._contexts.pieces(query)
            if piece.whole
            for town, kind in piece.cities[:8]
            if kind == Kind.MAIN and self._index.name(town) == place.name
            for code in codes
            if self._lies.fits(town, code.areas)
        ]
        if not there:
            return answer
        reason = place_reason("far_from_postcode", place, number[0])
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=tuple(dict.fromkeys((*there, place))))

    def _country_of(self, code: Postcode) -> str:
        return self._index.areas[next(iter(code.areas))].country_code

    def _alone(self, query: PlaceQuery, context: Context, code: Postcode, answer: Answer) -> Answer:
        """Where the postcode lies, of a row that says no more; asked about if it names something unknown besides."""
        is_elsewhere = code.town is not None and not self._lies.fits_all(code.town, context.constraints)
        if is_elsewhere or answer.reason.code == "nowhere_in":
            return answer
        places = self._places(code)
        rest = f"{query.city}{query.text}{query.address}{query.venue}"
        is_read = answer.place is not None or answer.reason.code == "only_part" or code.town is not None
        if code.is_exact and (is_read or not any(map(str.isalpha, rest))):
            reason = place_reason("postcode_of", places[0], code.text)
            return Answer(GeoStatus.PLACED, reason, places[0], confidence=_POSTAL)
        several = len(places) > 1
        reason = either(places, code.text) if several else place_reason("postcode_of", places[0], code.text)
        return Answer(GeoStatus.AMBIGUOUS, reason, candidates=places)

    def _places(self, code: Postcode) -> tuple[Place, ...]:
        if code.town is not None:
            return (self._gazetteer.place_of(code.town),)
        return tuple(self._gazetteer.area_place(area) for area in sorted(code.areas))


def without(query: PlaceQuery, code: Postcode) -> PlaceQuery:
    """The row without its postcode, which may be known as one of another country; an American one names its town."""
    if code.is_name:
        return query
    rest = {name: getattr(query, name).replace(code.text, " ").strip(" ,;-") for name in _HOLD_ONE}
    return replace(query, **{**rest, "postcode": ""})


def within(context: Context, code: Postcode) -> Context:
    """What the row says of its region, its postcode included."""
    return replace(context, constraints=(*context.constraints, code.areas)) if code.areas else context


def _is_country_alone(answer: Answer) -> bool:
    """Whether a row is found nowhere, or only in its country, which is taken or asked about."""
    places = (answer.place,) if answer.place else answer.candidates[:1]
    return all(place.precision is Precision.COUNTRY for place in places)


def _state_of(text: str) -> str:
    """The letters before a code at the end of a text, as in American addresses: "Houston, TX 75201"."""
    found = _STATE_AND_CODE.search(text)
    return found[1] if found else ""


def _is_far(place: Place, district: tuple[float, float, float] | None) -> bool:
    """Whether a city lies farther from a district of postcodes than both reach together."""
    if district is None:
        return False
    north, east, reach_km = district
    away = kilometres(place.latitude, place.longitude, north, east)
    return away > reach_km + reach_of(place.population)


@cache
def _districts() -> dict[tuple[str, str], tuple[float, float, float]]:
    lines = read_lines("postcode_districts.tsv")
    return {(line[0], line[1]): (float(line[2]), float(line[3]), float(line[4])) for line in lines}


@cache
def _post_towns() -> dict[str, tuple[int, float]]:
    return {line[0]: (int(line[1]), float(line[3])) for line in read_lines("postcode_areas.tsv")}


@cache
def _regions() -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for country, *span in read_lines("postcode_regions.tsv"):
        table.setdefault(country, []).append(span)
    return table
