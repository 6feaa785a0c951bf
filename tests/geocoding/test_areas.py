"""How the names of an area become the keys under which it is found."""

from __future__ import annotations

from dashboard.geocoding.areas import Area
from dashboard.geocoding.layout import Kind, Level


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
