"""Dates, zones and numbers as people write them."""

from datetime import date, time

import pytest

from dashboard.i18n.formats import counted, country_name, number, when_text

DAY = date(2018, 4, 7)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/London", "Sat 7 Apr 2018, 14:00 BST"),
        ("America/New_York", "Sat 7 Apr 2018, 14:00 EDT"),
        ("America/Sao_Paulo", "Sat 7 Apr 2018, 14:00 UTC-3"),
        ("Asia/Kathmandu", "Sat 7 Apr 2018, 14:00 UTC+5:45"),
        ("Not/AZone", "Sat 7 Apr 2018, 14:00"),
    ],
)
def test_a_time_is_local_and_names_its_zone(zone, text):
    assert when_text(DAY, time(14), None, zone) == text


def test_a_time_may_have_an_end():
    assert when_text(DAY, time(14), time(16, 30), "Europe/London") == "Sat 7 Apr 2018, 14:00–16:30 BST"


def test_what_is_not_known_is_said():
    assert when_text(DAY, None, None, "Europe/London") == "Sat 7 Apr 2018, time to be announced"
    assert when_text(None, None, None, "") == "Day and time to be announced"


def test_numbers_are_grouped_and_agree_with_their_noun():
    assert number(10000) == "10,000"
    assert [counted(n, "city", "cities") for n in (0, 1, 2)] == ["0 cities", "1 city", "2 cities"]


def test_a_country_has_a_name_and_an_unknown_code_stays_itself():
    assert [country_name(code) for code in ("GB", "NA", "ZZ", "")][:2] == ["United Kingdom", "Namibia"]
    assert country_name("Q0") == "Q0"
