"""What postcodes say of the region: of the United States, Canada, Germany, France, Spain, Italy, the Netherlands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import read_lines
from dashboard.geocoding.resolving.explain import either, place_reason
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery, Precision

_FIVE = re.compile(r"(?<![\w.,/#-])\d{5}(?![\w/]|[.,-]\d)")
_WRITTEN = {
    "US": re.compile(
        r"(?:(?<=[\w,.] )|^(?=\d{5}(?:-\d{4})?$))\d{5}(?:-\d{4})?(?![\w/-])"
    ),  # no number of a house
    "CA": re.compile(r"(?<!\w)[A-CEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)", re.IGNORECASE),
    "NL": re.compile(r"(?<!\w)[1-9]\d{3} ?[A-Z]{2}(?!\w)"),
}
_MAY_BE_ONE = re.compile(r"\d{4}|[A-Za-z]\d[A-Za-z]")
_HOLD_ONE = ("postcode", "address", "text", "city")
_POSTAL = 0.9
_UNKNOWN, _FAR_BETTER_KNOWN = 5_000, 50


class PostRegions(NamedTuple):
    """A postcode as written, and the areas in one of which it lies."""

    text: str
    areas: frozenset[int]
    is_known_by_itself: bool = False


@cache
def _table() -> dict[str, list[tuple[str, str, list[str]]]]:
    table: dict[str, list[tuple[str, str, list[str]]]] = {}
    for country, first, last, codes in read_lines("postcode_regions.tsv"):
        table.setdefault(country, []).append((first, last, codes.split(" ")))
    return table


def region_codes(country: str, text: str) -> tuple[str, list[str]] | None:
    """The last postcode of a country in a text, with the codes of the regions that it may lie in."""
    if country not in _table():
        return None
    for match in reversed(list(_WRITTEN.get(country, _FIVE).finditer(text))):
        for first, last, codes in _table()[country]:
            if first <= match[0][: len(first)].upper() <= last:
                return match[0], codes
    return None


def regions_in(query: PlaceQuery, countries: frozenset[int], gazetteer: Gazetteer) -> PostRegions | None:
    """The regions that a postcode in a row speaks for, if the row names just one country, of which we know them."""
    texts = [getattr(query, name).strip() for name in _HOLD_ONE]
    if len(countries) != 1 or not _MAY_BE_ONE.search(" ".join(texts)):
        return None
    country = gazetteer.index.areas[next(iter(countries))].code
    if texts[0].isdigit() and country not in ("CA", "NL"):
        texts[0] = texts[0].zfill(5)  # a spreadsheet takes 01067 for a number
    for text in texts:
        if found := region_codes(country, text):
            numbers = gazetteer.index.area_by_code
            areas = frozenset(numbers[code] for code in found[1] if code in numbers)
            return PostRegions(found[0], areas, country == "US")
    return None


def without(query: PlaceQuery, code: PostRegions) -> PlaceQuery:
    """The row without its postcode, which may be known as one of another country; an American one names its town."""
    if code.is_known_by_itself:
        return query
    rest = {name: getattr(query, name).replace(code.text, " ").strip(" ,;-") for name in _HOLD_ONE}
    return replace(query, **{**rest, "postcode": ""})


def is_namesake(there: Answer, place: Place | None) -> bool:
    """Whether a town where the postcode is can be meant: not a hamlet where the row may as well mean a great city."""
    found = there.place
    if found is None or found.precision is not Precision.CITY:
        return False
    return place is None or place.population < _FAR_BETTER_KNOWN * max(found.population, _UNKNOWN)


def lies_in(place: Place, code: PostRegions, gazetteer: Gazetteer) -> bool:
    """Whether the region of a place is one of the postcode's."""
    index = gazetteer.index
    if place.geonameid is None:
        return False
    number = index.number_of(place.geonameid)
    area = index.area_by_id.get(place.geonameid)
    around = () if area is None else index.ancestors(area)
    return index.region[number] in code.areas if number is not None else not code.areas.isdisjoint(around)


def by_itself(code: PostRegions, gazetteer: Gazetteer, *, is_all: bool) -> Answer:
    """The one region of a postcode, for a row that says no more; asked about if it names something unknown besides."""
    place = _places(code, gazetteer)[0]
    reason = place_reason("postcode_of", place, code.text)
    if is_all:
        return Answer(GeoStatus.PLACED, reason, place, confidence=_POSTAL)
    return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(place,))


def among(code: PostRegions, gazetteer: Gazetteer) -> Answer:
    """The question about a row that says no more than a postcode of several regions."""
    places = _places(code, gazetteer)
    return Answer(GeoStatus.AMBIGUOUS, either(places, code.text), candidates=places)


def far_from(place: Place, code: PostRegions, gazetteer: Gazetteer, also: Sequence[Place] = ()) -> Answer:
    """The question about a place that is not where its postcode is."""
    reason = place_reason("far_from_postcode", place, code.text)
    candidates = tuple(dict.fromkeys((place, *also, *_places(code, gazetteer))))
    return Answer(GeoStatus.AMBIGUOUS, reason, candidates=candidates)


def is_country_alone(answer: Answer) -> bool:
    """Whether a row is found nowhere, or only in its country, which is taken or asked about."""
    places = (answer.place,) if answer.place else answer.candidates[:1]
    return all(place.precision is Precision.COUNTRY for place in places)


def _places(code: PostRegions, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(gazetteer.area_place(area) for area in sorted(code.areas))
