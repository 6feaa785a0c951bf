"""Points that people write where a place belongs."""

from __future__ import annotations

import pytest

from dashboard.geocoding import Resolver
from dashboard.geocoding.resolving.points import point_in
from dashboard.model import PlaceQuery


@pytest.mark.parametrize(
    "text",
    [
        "51.5074, -0.1278", "(51.5074, -0.1278)", "51.5074 -0.1278", "51,5074; -0,1278", "geo:51.5074,-0.1278",
        "51.5074 N, 0.1278 W", "51.5074° N 0.1278° W", "N51 30.444 W0 07.668", "51°30'26.6\"N 0°07'40.1\"W",
        "https://www.google.com/maps?q=51.5074,-0.1278", "https://www.google.com/maps/@51.5074,-0.1278,15z",
        "https://www.openstreetmap.org/?mlat=51.5074&mlon=-0.1278#map=15/51.5/-0.1",
        "https://www.openstreetmap.org/#map=15/51.5074/-0.1278", "https://maps.apple.com/?ll=51.5074,-0.1278",
        "https://www.google.com/maps/place/X/@51.4,-0.2,15z/data=!3d51.5074!4d-0.1278", "9C3XGV4C+XV",
        "51 30 26.6 N 0 7 40.1 W",
    ],
)  # fmt: skip
def test_a_point_is_read_in_the_usual_ways(resolver: Resolver, text: str) -> None:
    point = point_in(text)
    assert point is not None
    assert (round(point[0], 2), round(point[1], 2)) == (51.51, -0.13)
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert (place.name, round(place.latitude, 2)) == ("London", 51.51)


@pytest.mark.parametrize(
    "text",
    ["", "12, 14", "10.30, 12.45 Uhr Berlin", "Berlin", "1 2 3", "14:00-15:30", "Gate 3+4", "https://example.org/12",
     "N", "NSEW", "1" * 400, "51°" * 200, "W3 5NW", "+" * 400, "4WD+XY"],
)  # fmt: skip
def test_other_numbers_are_no_point(text: str) -> None:
    assert point_in(text) is None
