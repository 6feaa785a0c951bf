"""Coordinates in a file that cannot be meant are asked about, and what was meant is among the answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import publishing
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.model import Precision
from dashboard.publishing import Preview
from dashboard.publishing.places import chosen_place, city_of
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, SLUG, Try
from tests.saying import said
from tests.storage.samples import LONDON

MELBOURNE = (-37.8183, 144.9671)


def look_at(look: Try, city: str, country: str, latitude: str, longitude: str, **choices: object) -> Preview:
    """The preview of a file of one action."""
    return look(f"id,city,country,latitude,longitude\n1,{city},{country},{latitude},{longitude}\n", **choices)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("37.8183", "144.9671", "With the sign of the latitude changed they fit."),
        ("144.9671", "-37.8183", "With latitude and longitude swapped they fit."),
        ("144.9671° E", "37.8183° S", "With latitude and longitude swapped they fit."),
        ("-37.8183", "-144.9671", "With the sign of the longitude changed they fit."),
    ],
    ids=["sign lost", "swapped", "swapped with sides", "sign too many"],
)
def test_the_repaired_point_is_offered_first_and_can_be_chosen(
    store: Store, look: Try, latitude: str, longitude: str, words: str
) -> None:
    seen = look_at(look, "Melbourne", "Australia", latitude, longitude)
    [problem] = seen.report.problems
    assert (problem.code, words in said(problem)) == ("place_ambiguous", True)
    best, named = seen.asked[2].candidates[:2]
    assert (best.latitude, best.longitude) == pytest.approx(MELBOURNE)
    assert (named.name, named.precision) == ("Melbourne", Precision.CITY)

    chosen = look_at(
        look,
        "Melbourne",
        "Australia",
        latitude,
        longitude,
        places={2: (best.latitude, best.longitude)},
    )
    publishing.publish_upload(store, ANNA, chosen)
    [public] = store.public_actions(SLUG)
    assert (public.city, public.latitude, public.longitude) == ("Melbourne", *MELBOURNE)


@pytest.mark.parametrize(
    ("city", "country", "latitude", "longitude", "candidates"),
    [
        ("Accra", "Ghana", "0", "0", ["Accra"]),
        ("", "Ghana", "0.0", "0.0", ["Ghana"]),
        ("Paris", "France", "52.52", "13.405", ["Paris", "Berlin"]),
        ("", "France", "52.52", "13.405", ["France", "Berlin"]),
        ("", "", "139.7", "35.7", ["Tokyo"]),
    ],
    ids=["zero", "zero in a country", "far from the city", "outside the country", "swapped and alone"],
)
def test_what_may_be_meant_is_offered(
    look: Try, city: str, country: str, latitude: str, longitude: str, candidates: list[str]
) -> None:
    seen = look_at(look, city, country, latitude, longitude)
    assert (seen.report.waiting, seen.report.published) == (1, 0)
    assert [place.name for place in seen.asked[2].candidates] == candidates


def test_zero_zero_alone_is_refused(look: Try) -> None:
    seen = look_at(look, "", "", "0", "0")
    assert (seen.report.rejected, [problem.code for problem in seen.report.problems]) == (1, ["null_island"])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_point_is_chosen_on_this_globe_alone(gazetteer: Gazetteer, sign: int) -> None:
    for point in ((90.0 * sign, 0.0), (0.0, 180.0 * sign)):
        found = chosen_place(gazetteer, point)
        assert found is not None
        assert (found.latitude, found.longitude) == point
    for point in ((90.5 * sign, 0.0), (0.0, 180.5 * sign)):
        assert chosen_place(gazetteer, point) is None


def test_an_action_counts_for_the_city_of_the_gazetteer_wherever_its_point_is(resolver: Resolver) -> None:
    moved = replace(LONDON, latitude=51.6, longitude=-0.2)
    assert round(city_of(moved, resolver).latitude, 2) == 51.51
    nowhere = replace(moved, geonameid=None)
    assert city_of(nowhere, resolver) == nowhere
