"""What areas are called, and where they are."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.geocoding import Gazetteer, GeoStatus, Resolver
from dashboard.geocoding.index.areas import Area
from dashboard.geocoding.index.layout import Kind, Level, read_lines
from dashboard.geocoding.text.geometry import kilometres_between
from dashboard.model import PlaceQuery, Precision


def test_a_key_has_the_best_kind_of_the_names_that_give_it_in_whatever_order_they_come() -> None:
    names = {"Nyu-Ziland": Kind.ALIAS, "Nyuziland": Kind.ALIAS, "New Zealand": Kind.MAIN, "nz": Kind.WEAK}
    forwards = Area(Level.COUNTRY, "NZ", "New Zealand", 2186224, names)
    backwards = Area(Level.COUNTRY, "NZ", "New Zealand", 2186224, dict(reversed(names.items())))
    assert forwards.keys() == backwards.keys()
    assert forwards.keys() == {
        "nyu ziland": Kind.ALIAS,
        "nyuziland": Kind.ALIAS,
        "new zealand": Kind.MAIN,
        "newzealand": Kind.SPELLING,
        "nz": Kind.WEAK,
    }


def test_what_we_call_an_area_besides_makes_it_no_better_known() -> None:
    plain, named = (Area(Level.COUNTY, "GB.SCT.V3", "Highland", 1, {"Highland": Kind.MAIN}) for _ in range(2))
    named.forms.extend(["Caithness", "Sutherland"])
    assert named.weight() == plain.weight()
    assert named.keys() == plain.keys() | {"caithness": Kind.ALIAS, "sutherland": Kind.ALIAS}


def test_every_island_and_landscape_has_a_town_of_its_country_in_reach(gazetteer: Gazetteer) -> None:
    """A sign or a digit that is wrong in `areas.tsv` would put a landscape into the sea or abroad."""
    index = gazetteer.index
    for area in (area for area in index.areas if area.level is Level.ISLAND):
        country = index.area_by_code[area.country_code]
        inside = np.flatnonzero(np.asarray(index.country) == country)
        latitudes, longitudes = (column[inside] for column in index.points)
        nearest = kilometres_between(latitudes, longitudes, area.latitude, area.longitude).min()
        assert nearest < area.radius_km + 50, area.name


def test_forms_belong_to_areas_and_cities_that_exist(gazetteer: Gazetteer) -> None:
    for code, _ in read_lines("region_forms.tsv"):
        assert code in gazetteer.index.area_by_code
    for geonameid, _ in read_lines("city_forms.tsv"):
        assert gazetteer.place(int(geonameid)) is not None, geonameid


def test_nothing_of_ours_is_where_no_land_is_and_everything_has_a_time_zone(
    gazetteer: Gazetteer, resolver: Resolver
) -> None:
    """Of every area that can be an answer we know where it is; the others are never one."""
    index = gazetteer.index
    latitudes, longitudes = index.points
    assert not np.any((np.abs(latitudes) < 0.5) & (np.abs(longitudes) < 0.5))
    assert all(index.timezones)
    for area in index.areas:
        place = gazetteer.place(area.geonameid)
        assert (place is None) == (not area.is_placed)
        if place and area.level is not Level.CONTINENT:
            assert place.timezone
            assert abs(place.latitude) + abs(place.longitude) > 1, area


@pytest.mark.slow
def test_every_area_that_is_an_answer_lies_in_its_own_country(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    countries = np.asarray(index.country)
    for area in index.areas:
        if area.is_placed and area.level is not Level.CONTINENT and "." in area.code:
            near = gazetteer.nearest_numbers(area.latitude, area.longitude, limit=40)
            assert index.area_by_code[area.country_code] in countries[near], area


def test_an_area_in_which_we_know_no_place_is_asked_about(gazetteer: Gazetteer, resolver: Resolver) -> None:
    index = gazetteer.index
    lost = [a for a in index.areas if not a.is_placed and a.level in (Level.REGION, Level.COUNTY)]
    assert len(lost) > 50
    for area in lost:
        country = index.areas[index.area_by_code[area.country_code]].name
        for query in (PlaceQuery(city=area.name, country=country), PlaceQuery(text=f"{area.name}, {country}"),
                      PlaceQuery(text=area.name), PlaceQuery(region=area.name, country=country)):  # fmt: skip
            answer = resolver.resolve(query)
            for place in (answer.place, *answer.candidates):
                assert place is None or (place.timezone and place.name), (query, answer)


def test_a_region_in_which_we_know_no_place_is_where_the_place_of_its_name_is(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(city="Osh City", country="Kyrgyzstan"))
    assert answer.place is not None
    assert (answer.place.timezone, round(answer.place.latitude, 1)) == ("Asia/Bishkek", 40.5)


@pytest.mark.parametrize(
    ("city", "region", "country", "name"),
    [
        ("Bogotá", "Cundinamarca", "Colombia", "Bogotá"),
        ("Prague", "Central Bohemia", "CZ", "Prague"),
        ("Москва", "Московская область", "Россия", "Moscow"),
        ("București", "Ilfov", "România", "Bucharest"),
        ("Minsk", "Minsk Region", "Belarus", "Minsk"),
    ],
)
def test_a_city_that_is_a_region_is_found_with_the_region_around_it(
    resolver: Resolver, city: str, region: str, country: str, name: str
) -> None:
    answer = resolver.resolve(PlaceQuery(city=city, region=region, country=country))
    assert answer.place is not None
    assert answer.place.name == name


@pytest.mark.parametrize(
    ("city", "region", "country"),
    [("Berlin", "Brandenburg", "Germany"), ("Wien", "Niederösterreich", "Österreich")],
)
def test_a_region_around_a_city_with_a_seat_of_its_own_contradicts_it(
    resolver: Resolver, city: str, region: str, country: str
) -> None:
    assert resolver.resolve(PlaceQuery(city=city, region=region, country=country)).place is None


@pytest.mark.parametrize(
    "text", ["Álvaro Obregón, Mexico", "Venustiano Carranza, Mexico", "Mornington, Australia"]
)
def test_a_quarter_of_a_city_is_not_taken_for_a_county_of_its_name_elsewhere(
    resolver: Resolver, text: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert {place.precision for place in answer.candidates} == {Precision.REGION, Precision.CITY}


@pytest.mark.parametrize(
    ("query", "region"),
    [
        (PlaceQuery(text="Providencia, Santiago, Chile"), "Santiago Metropolitan"),
        (PlaceQuery(city="Providencia", region="Región Metropolitana", country="Chile"), "Santiago Metropolitan"),
        (PlaceQuery(city="Providencia", region="San Andrés", country="Colombia"), "San Andres y Providencia"),
        (PlaceQuery(city="Providencia", region="Nariño", country="Colombia"), "Nariño"),
    ],
)  # fmt: skip
def test_the_region_decides_between_quarter_island_and_town(
    resolver: Resolver, query: PlaceQuery, region: str
) -> None:
    answer = resolver.resolve(query)
    assert answer.place is not None
    assert answer.place.region == region
