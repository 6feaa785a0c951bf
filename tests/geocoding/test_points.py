"""Points that people write where a place belongs."""

from __future__ import annotations

import pytest

from dashboard.geocoding import Resolver
from dashboard.geocoding.resolving.points import point_in, with_point
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


@pytest.mark.parametrize(
    "text",
    ["https://yandex.com/maps/?ll=13.4050%2C52.5200&z=12", "POINT(13.4050 52.5200)", "lat=52.5200&lon=13.4050",
     "Latitude: 52.5200, Longitude: 13.4050", "+52.5200+13.4050/", "52,52 13,405", "52°31'12.0\"N 13°24'18.0\"E",
     "52°30'60.0\"N 13°24'18.0\"E"],
)  # fmt: skip
def test_longitude_may_stand_first_and_both_may_be_named(text: str) -> None:
    found = point_in(text)
    assert found is not None
    assert found == pytest.approx((52.52, 13.405), abs=0.01)


@pytest.mark.parametrize("text", ["12,14", "3,5 8,2", "12, 14", "10,30 12,00 Uhr"])
def test_a_pair_of_short_numbers_is_no_point(text: str) -> None:
    assert point_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Berlin (52.5200, 13.4050)", "Berlin 52.5200, 13.4050",
        "Berlin, Germany: 52.5200 13.4050", "Berlin; 52.520/13.405",
        "ベルリン（52.5200, 13.4050）", "Берлин, 52.5200, 13.4050",
    ],
)  # fmt: skip
def test_a_point_behind_a_name_is_read_beside_it(resolver: Resolver, text: str) -> None:
    query = with_point(PlaceQuery(text=text))
    assert (query.latitude, query.longitude) == (52.52, 13.405)
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert (place.name, place.country_code) == ("Berlin", "DE")


@pytest.mark.parametrize(
    "text", ["Berlin (48.8566, 2.3522)", "Lagos 52.5200, 13.4050", "Quito, -33.8688, 151.2093"]
)
def test_a_point_behind_a_name_that_lies_elsewhere_is_asked_about(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    "text",
    [
        "Berlin 14.30, 16.30",
        "Route 12.5 13.4",
        "Berlin, 10.30 12.45",
        "Oslo 12.000, 3",
        "Cost 10.000, 20.000",
    ],
)
def test_hours_and_sums_behind_a_name_are_no_point(text: str) -> None:
    assert with_point(PlaceQuery(text=text)).latitude is None
