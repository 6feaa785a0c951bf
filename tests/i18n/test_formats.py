"""Dates, zones and numbers as people write them."""

from datetime import date, time

import pytest

from dashboard.i18n.formats import country_name, number, zone_text

DAY = date(2018, 4, 7)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/London", "BST"),
        ("America/New_York", "EDT"),
        ("America/Sao_Paulo", "UTC-3"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("Not/AZone", ""),
    ],
)
def test_a_zone_is_called_what_people_there_call_it_on_that_day(zone, name):
    assert zone_text(DAY, time(14), zone) == name


def test_numbers_are_grouped():
    assert number(10000) == "10,000"


def test_a_country_has_a_name_and_an_unknown_code_stays_itself():
    assert [country_name(code) for code in ("GB", "NA", "ZZ", "")][:2] == ["United Kingdom", "Namibia"]
    assert country_name("Q0") == "Q0"
