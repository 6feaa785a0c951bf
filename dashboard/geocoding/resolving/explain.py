"""Why a row stands where it stands, or what is asked about it: codes with the names and places that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.resolving.span import Span
from dashboard.model import Place, Precision
from dashboard.reasons import PlaceName, Reason

_MAIN, _WEAK, _COUNTRY = Kind.MAIN, Kind.WEAK, Precision.COUNTRY
_MOST_WORDS = 80
_NAMED = 3


def named(place: Place) -> PlaceName:
    """A place as people write it: "Munich, Bavaria, Germany"."""
    if place.precision is _COUNTRY:
        return PlaceName(country_code=place.country_code)
    return PlaceName(place.name, place.region, place.country_code)


def place_reason(code: str, place: Place, text: str) -> Reason:
    """A reason that names a place, and what the row says."""
    return Reason(code, {"text": cut(text), "place": named(place)})


def placed(best: Candidate, place: Place) -> Reason:
    """Why a row is placed."""
    if best.piece.errors:
        code = "place_misspelt"
    elif best.is_area:
        code = "place_is_country" if place.precision is Precision.COUNTRY else "place_is_region"
    else:
        code = "place_is" if best.kind == _MAIN else "place_has_other_name"
    return place_reason(code, place, best.piece.text)


def assumed(
    best: Candidate, unread: Sequence[Span], beside: Sequence[str], *, namesakes: bool
) -> tuple[Reason, ...]:
    """What was taken for granted: which namesake is meant, what is a venue, and what was not read.

    ``beside`` are the unread words around the name of the best place.
    """
    reasons = []
    if namesakes and not best.supported:
        reasons.append(Reason("best_known_taken"))
    written = {piece.written or piece.text: piece.is_venue for piece in unread}
    written |= {text: False for text in beside if text not in written}
    for code, are_venues in (("venue_left_out", True), ("unread_left_out", False)):
        if names := tuple(cut(text) for text, is_venue in written.items() if is_venue is are_venues)[:_NAMED]:
            reasons.append(Reason(code, {"names": names}))
    return tuple(reasons)


def several(candidates: Sequence[Candidate], places: Sequence[Place]) -> Reason:
    """Which of several places?"""
    first, shown = candidates[0].piece, places[:_NAMED]
    if first.errors:
        return Reason("which_misspelt", {"text": cut(first.text), "places": tuple(map(named, shown))})
    if len({place.name for place in shown}) > 1:
        text = (
            first.text if all(c.piece.key == first.key for c in candidates) else first.written or first.text
        )
        return Reason("which_of_names", {"text": cut(text), "places": tuple(map(named, shown))})
    same_country = len({place.country_code for place in shown}) == 1
    where = tuple(dict.fromkeys(_where(place, in_country=same_country) for place in shown))
    if len(where) == 1:
        return Reason("which_in_region", {"n": len(places), "name": named(places[0]), "where": where[0]})
    return Reason("which_of_regions", {"name": named(places[0]), "where": where})


def _where(place: Place, *, in_country: bool) -> PlaceName:
    """In what a place lies: its region alone, where all those beside it lie in the same country."""
    if in_country and place.region:
        return PlaceName(region=place.region)
    return around(place)


def around(place: Place) -> PlaceName:
    """The region and country that a place lies in."""
    region = place.region if place.region != place.name else ""
    return PlaceName(region=region, country_code=place.country_code)


def contradiction(place: Place, text: str, said: Sequence[str]) -> Reason:
    """A place is elsewhere than the row says."""
    says = tuple(map(cut, said))
    return Reason("place_contradicted", {"text": cut(text), "where": around(place), "says": says})


def unknown_in(place: Place, unknown: Sequence[str]) -> Reason:
    """The area is known, the town is not."""
    return Reason("unknown_in_area", {"area": named(place), "names": tuple(map(cut, unknown[:_NAMED]))})


def beside(place: Place, text: str, other: str) -> Reason:
    """The row names another place besides, and neither lies in the other."""
    return Reason("place_beside", {"text": cut(text), "place": named(place), "other": cut(other)})


def all_of(places: Sequence[Place]) -> Reason:
    """The row names several places."""
    return Reason("several_places", {"places": tuple(map(named, places))})


def either(places: Sequence[Place], text: str) -> Reason:
    """A name that is as well known in a territory as in the country."""
    return Reason("which_of_names", {"text": cut(text), "places": tuple(map(named, places[:_NAMED]))})


def maybe(place: Place, text: str) -> Reason:
    """One place, not likely enough."""
    if not place.population:
        return place_reason("place_maybe", place, text)
    values = place_reason("place_maybe", place, text).values
    return Reason("place_maybe_of_people", {**values, "n": place.population})


def cut(text: str) -> str:
    """A stretch of the row, cut if it is long."""
    text = " ".join(text.split())
    return f"{text[:_MOST_WORDS]}…" if len(text) > _MOST_WORDS else text


def base_confidence(best: Candidate) -> float:
    """How often a match of this sort is right when it has no rival, as measured on rows with known points."""
    if best.piece.errors:
        return 0.83 if best.supported else 0.78
    if best.kind == _WEAK:
        return 0.85
    if not best.piece.whole or best.piece.part:
        return 0.9 if best.supported else 0.8
    if best.is_area:
        return 0.97
    return 0.99 if best.supported else 0.98
