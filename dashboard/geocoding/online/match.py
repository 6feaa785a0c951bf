"""Is what an online geocoder found the place that was meant? Placed, asked about, or not found.

The service's word is not enough: what it found must lie in the country that was claimed, near the city that
the gazetteer found, and be of a kind and size that a pin can stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from dashboard.geocoding.answer import Answer, GeoStatus
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.online.formats import Found
from dashboard.geocoding.text.fold import fold, in_latin
from dashboard.geocoding.text.geometry import kilometres
from dashboard.geocoding.text.words import words
from dashboard.i18n.formats import country_name
from dashboard.model import Place, Precision
from dashboard.reasons import PlaceName, Reason, Values

_NEAR_KM: Final = 50.0
"""How far from the middle of its city a venue may be: the largest reach about as far."""

_TOWN_KM: Final = 15.0
"""How far from a city of the gazetteer a venue may be to count for it, if its row named none."""

_ONE_PLACE_KM: Final = 1.0
_ONE_TOWN_KM: Final = 10.0
"""How far apart two points of one thing may be, such as of a town and of its boundary's middle."""

_ENOUGH_WORDS: Final = 0.6
"""The share of the words asked for that a result must have, from a service that also answers half matches."""

_ORDER: Final = tuple(Precision)
_TERRITORIES: Final = {
    **dict.fromkeys(("HK", "MO"), "CN"),
    **dict.fromkeys(("PR", "GU", "VI", "AS", "MP"), "US"),
    **dict.fromkeys(("GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"), "FR"),
    **dict.fromkeys(("AW", "CW", "SX", "BQ"), "NL"),
    "AX": "FI",
    "SJ": "NO",
}
"""Which country OpenStreetMap counts a territory for that GeoNames knows by a code of its own."""


def names_nowhere(text: str) -> bool:
    """Whether a text names no place at all: it is empty, or says "online" or "to be announced".

    "Town hall" names none to the gazetteer, but does in a city.
    """
    parts = fold(text).split()
    idle = words("nowhere", "filler", "near", "of")
    lost = not words("nowhere").isdisjoint(parts)
    return not parts or (lost and all(part in idle or part.isdigit() for part in parts))


def judge(
    found: Sequence[Found], wanted: str, city: Place, gazetteer: Gazetteer, *, strict: bool = False
) -> Answer:
    """Which of the places found is the one ``wanted`` in ``city`` (or region, or country).

    ``strict`` says that the service answers only where every word matched. What lies outside the country or
    far from the city is asked about, and so are several places of the name.
    """
    finer = _of_one_kind([place for place in found if _is_finer(place, city)], city)
    fitting = _best_words(finer, wanted, city, strict=strict)
    if not fitting:
        return Answer(GeoStatus.NOT_FOUND, Reason("venue_unknown", {"text": wanted, "city": _named(city)}))
    inside = [place for place in fitting if _in_country(place, city, gazetteer)]
    if not inside:
        return _asked(_elsewhere(fitting[0], city, gazetteer), fitting, city, gazetteer)
    is_area = city.precision is not Precision.CITY
    near = [place for place in inside if is_area or _away(place, city) <= _NEAR_KM]
    if not near:
        away = round(_away(inside[0], city))
        values: Values = {"found": inside[0].label, "kilometres": away, "city": _named(city)}
        question = Reason("venue_far", values)
        return _asked(question, inside, city, gazetteer)
    if not _are_one(near):
        asked = Reason("venue_several", {"n": len(near), "city": _named(city), "text": wanted})
        return _asked(asked, near, city, gazetteer)
    best = min(near, key=lambda place: _ORDER.index(place.precision))
    place = _placed(best, city, gazetteer)
    return Answer(
        GeoStatus.PLACED, Reason("venue_found", {"text": wanted, "found": best.label}), place, confidence=0.9
    )


def city_of(place: Place, city: Place, gazetteer: Gazetteer) -> Place:
    """What an action at this place counts for, if it counted for ``city`` before."""
    if place.precision is Precision.CITY:
        return place
    if place.geonameid in {None, city.geonameid}:
        return city
    return gazetteer.place(place.geonameid or 0) or city


def _is_finer(place: Found, city: Place) -> bool:
    if place.precision in {Precision.REGION, Precision.COUNTRY}:
        return False
    return _ORDER.index(place.precision) < _ORDER.index(city.precision)


def _of_one_kind(found: Sequence[Found], city: Place) -> Sequence[Found]:
    """The towns, where a town is looked for and not only its station and its stadium were found."""
    towns = [place for place in found if place.precision is Precision.CITY]
    return towns if towns and city.precision is not Precision.CITY else found


def _best_words(found: Sequence[Found], wanted: str, city: Place, *, strict: bool) -> list[Found]:
    """Those that have most of the words asked for."""
    asked = _words(wanted) - _words(f"{city.name} {city.region} {country_name(city.country_code)}")
    scores = [len(asked & _words(place.label)) for place in found]
    best = max(scores, default=0)
    if not strict and best < max(1.0, _ENOUGH_WORDS * len(asked)):
        return []
    return [place for place, score in zip(found, scores, strict=True) if score == best]


def _words(text: str) -> set[str]:
    """The words that tell one place from another: not "the" or "de", but numbers."""
    every = set(in_latin(fold(text)).split())
    telling = {word for word in every if len(word) > 3 or any(map(str.isdigit, word))}
    return telling or every


def _in_country(place: Found, city: Place, gazetteer: Gazetteer) -> bool:
    """Whether the service says that it is in the city's country, and its point if no city is to be near."""
    said = place.country_code in {"", city.country_code, _TERRITORIES.get(city.country_code)}
    if said and place.country_code and city.precision is Precision.CITY:
        return True
    return said and gazetteer.nearest(place.latitude, place.longitude).country_code == city.country_code


def _are_one(found: Sequence[Found]) -> bool:
    towns = all(place.precision is Precision.CITY for place in found)
    reach = _ONE_TOWN_KM if towns else _ONE_PLACE_KM
    return all(_away(one, other) <= reach for one, other in combinations(found, 2))


def _away(one: Found, other: Found | Place) -> float:
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)


def _elsewhere(place: Found, city: Place, gazetteer: Gazetteer) -> Reason:
    code = place.country_code or gazetteer.nearest(place.latitude, place.longitude).country_code
    there, claimed = PlaceName(country_code=code), PlaceName(country_code=city.country_code)
    return Reason("venue_elsewhere", {"found": place.label, "there": there, "claimed": claimed})


def _named(city: Place) -> PlaceName:
    if city.precision is Precision.COUNTRY:
        return PlaceName(country_code=city.country_code)
    return PlaceName(city.name, city.region, city.country_code)


def _asked(question: Reason, found: Sequence[Found], city: Place, gazetteer: Gazetteer) -> Answer:
    candidates = tuple(_placed(place, city, gazetteer) for place in found)
    return Answer(GeoStatus.AMBIGUOUS, question, candidates=candidates)


def _placed(found: Found, city: Place, gazetteer: Gazetteer) -> Place:
    """What was found as a place: of the city that was named, or else of the nearest."""
    nearest = gazetteer.nearest(found.latitude, found.longitude)
    code = found.country_code or nearest.country_code
    if _in_country(found, city, gazetteer):
        code = city.country_code
    home = city if city.precision is Precision.CITY and _away(found, city) <= _NEAR_KM else nearest
    counts = home is city or (_away(found, nearest) <= _TOWN_KM and nearest.country_code == code)
    whole = found.precision is Precision.CITY
    return Place(
        geonameid=None if whole else home.geonameid if counts else city.geonameid,
        name=found.label.split(",")[0].strip() if whole else found.label,
        region=home.region if home.country_code == code else "",
        country_code=code,
        latitude=found.latitude,
        longitude=found.longitude,
        timezone=home.timezone,
        precision=found.precision,
    )
