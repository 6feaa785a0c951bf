"""What areas are called, and where they are."""

from __future__ import annotations

import numpy as np

from dashboard.geocoding import Gazetteer
from dashboard.geocoding.areas import Area
from dashboard.geocoding.geometry import kilometres_between
from dashboard.geocoding.layout import Kind, Level, read_lines


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
