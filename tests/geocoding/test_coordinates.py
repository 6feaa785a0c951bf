"""Coordinates of a file are used, and questioned when they cannot be meant."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.model import PlaceQuery, Precision
from tests.saying import said

MELBOURNE = (-37.8183, 144.9671)
_SHARED: list[Resolver] = []


@pytest.fixture(autouse=True, scope="module")
def _shared(resolver: Resolver) -> None:
    _SHARED.append(resolver)


def in_melbourne(resolver: Resolver, latitude: float | None, longitude: float | None) -> Answer:
    """The answer for a row that says Melbourne, Australia, with a point."""
    return resolver.resolve(
        PlaceQuery(city="Melbourne", country="Australia", latitude=latitude, longitude=longitude)
    )


def test_a_point_in_the_named_city_is_used_as_it_is(resolver: Resolver) -> None:
    place = in_melbourne(resolver, *MELBOURNE).place
    assert place is not None
    assert (place.latitude, place.longitude) == MELBOURNE
    assert (place.name, place.precision, place.timezone) == (
        "Melbourne",
        Precision.VENUE,
        "Australia/Melbourne",
    )


def test_a_point_alone_belongs_to_its_city(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(latitude=51.5129, longitude=-0.1316)).place
    assert place is not None
    assert (place.name, place.country_code, place.geonameid) == ("London", "GB", 2643743)


def test_a_point_settles_which_namesake_is_meant(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(city="Springfield", latitude=42.1, longitude=-72.58)).place
    assert place is not None
    assert place.region == "Massachusetts"


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (37.8183, 144.9671, "the sign of the latitude changed"),
        (-37.8183, -144.9671, "the sign of the longitude changed"),
        (144.9671, -37.8183, "latitude and longitude swapped"),
        (-378183.0, 1449671.0, "the decimal point put back"),
    ],
)
def test_the_likely_repair_is_offered_first(
    resolver: Resolver, latitude: float, longitude: float, words: str
) -> None:
    answer = in_melbourne(resolver, latitude, longitude)
    assert answer.status is GeoStatus.AMBIGUOUS
    assert words in said(answer.reason)
    best = answer.candidates[0]
    assert (best.latitude, best.longitude) == pytest.approx(MELBOURNE, abs=0.001)


def test_zero_zero_is_never_a_place(resolver: Resolver) -> None:
    assert in_melbourne(resolver, 0.0, 0.0).status is GeoStatus.AMBIGUOUS
    assert in_melbourne(resolver, 0.0, 0.0).candidates[0].name == "Melbourne"
    assert resolver.resolve(PlaceQuery(latitude=0.0, longitude=0.0)).status is GeoStatus.NOT_FOUND


def test_a_point_outside_the_claimed_country_is_asked_about(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(country="France", latitude=52.52, longitude=13.40))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert "Germany" in said(answer.reason)


def test_a_point_in_the_claimed_country_is_used(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(country="Germany", latitude=52.52, longitude=13.40))
    assert answer.place is not None
    assert answer.place.name == "Berlin"


def test_a_point_far_out_at_sea_is_asked_about(resolver: Resolver) -> None:
    assert resolver.resolve(PlaceQuery(latitude=-45.0, longitude=-120.0)).status is GeoStatus.AMBIGUOUS


def test_half_a_point_is_left_out_and_said_so(resolver: Resolver) -> None:
    for latitude, longitude in ((None, 144.9), (-37.8, None), (math.nan, 144.9), (math.inf, 0.0)):
        answer = in_melbourne(resolver, latitude, longitude)
        assert answer.place is not None
        assert answer.place.precision is Precision.CITY
        assert answer.assumed


@settings(max_examples=100)
@example(138.0, 12.0, "Berlin")
@given(st.floats(), st.floats(), st.sampled_from(["", "Berlin", "Nowhere at all"]))
def test_no_numbers_raise(latitude: float, longitude: float, city: str) -> None:
    answer = _SHARED[0].resolve(PlaceQuery(city=city, latitude=latitude, longitude=longitude))
    assert answer.reason


@pytest.mark.parametrize(
    ("city", "precision"), [("Berlin", Precision.CITY), ("", Precision.COUNTRY)], ids=["city", "country"]
)
def test_the_point_of_a_city_or_country_makes_no_venue_of_it(
    resolver: Resolver, city: str, precision: Precision
) -> None:
    exported = resolver.resolve(PlaceQuery(city=city, country="Germany")).place
    assert exported is not None
    latitude, longitude = round(exported.latitude, 4), round(exported.longitude, 4)
    query = PlaceQuery(city=city, country="Germany", latitude=latitude, longitude=longitude)
    assert resolver.resolve(query).place == exported
    assert exported.precision is precision


def test_a_point_is_trusted_within_the_reach_of_the_city_that_is_named_and_counts_for_it(
    resolver: Resolver,
) -> None:
    """Novi Sad with the point of Belgrade, some 70 km away, is asked about; a suburb of London is London."""
    far = resolver.resolve(PlaceQuery(city="Novi Sad", country="Serbia", latitude=44.8, longitude=20.46))
    assert far.status is GeoStatus.AMBIGUOUS
    near = resolver.resolve(PlaceQuery(city="London", country="UK", latitude=51.59, longitude=-0.33))
    assert near.place is not None
    assert (near.place.name, near.place.precision) == ("London", Precision.VENUE)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude", "counts_for"),
    [
        ("Gifu, Japan", 36.1461, 137.2522, "Takayama"),  # in the region of the name
        ("Anchorage, Alaska, USA", 61.6127, -149.9, "Anchorage"),  # in the country around it
        ("Vilnius, Trakai", 54.6894, 25.28, "Vilnius"),  # in the other town that the row names
        ("Mori", 42.1048, 140.5763, "Higashimorichō"),  # in a namesake of the same country
        ("Torniella, Italy", 43.0736, 11.1536, "Roccastrada"),  # the name is of a village that we do not know
        ("Oman", 21.4735, 55.9754, "Haymā’"),  # in the desert of the country
    ],
)
def test_a_point_that_the_words_do_not_speak_against_is_used(
    resolver: Resolver, text: str, latitude: float, longitude: float, counts_for: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text, latitude=latitude, longitude=longitude)).place
    assert place is not None
    assert place.name == counts_for


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("Bern, Switzerland", 46.7984, 8.2319),  # the middle of Switzerland
        ("Wien, Austria", 47.80, 13.04),  # Salzburg, not far from the middle of Austria
        ("Cali, Colombia", 4.61, -74.08),  # Bogotá, likewise
        ("Reading, United Kingdom", 51.27, -0.58),  # Guildford, in the same region
        ("New York, NY", 42.886, -78.878),  # Buffalo, in the region of the name
        ("Torniella, Italy", 48.85, 2.35),
        ("Springfield, Illinois", 42.1, -72.58),
        ("Manila, Philippines", 13.0, 122.0),
    ],
)
def test_a_point_that_the_words_speak_against_is_asked_about(
    resolver: Resolver, text: str, latitude: float, longitude: float
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text, latitude=latitude, longitude=longitude))
    assert answer.status is GeoStatus.AMBIGUOUS


def test_a_point_of_whole_degrees_leaves_the_pin_in_the_city_that_is_named(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(text="Potenza, Italy", latitude=41.0, longitude=16.0)).place
    assert place is not None
    assert (place.name, place.precision) == ("Potenza", Precision.CITY)
