"""The zones in calendar files, read by a library that did not write them, against the zones themselves."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from dashboard.exports.zones import describe
from dashboard.i18n.formats import zone

RULED = ["Europe/London", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "America/St_Johns"]
UNRULED = ["Africa/Casablanca", "Asia/Gaza"]
CHANGED = [
    ("Europe/Istanbul", 2016),
    ("Europe/Volgograd", 2018),
    ("America/Sao_Paulo", 2019),
    ("Asia/Tehran", 2022),
]
UNCHANGING = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Kiritimati", "Africa/Lagos"]
CASES = [(name, 2018, 2018) for name in RULED + UNCHANGING] + [(name, 2026, 2027) for name in RULED + UNRULED]
CASES += [(name, year, year) for name, year in CHANGED]


@pytest.mark.parametrize(("name", "first", "last"), CASES)
def test_every_hour_of_the_years_is_as_far_from_utc_as_it_was_there(name: str, first: int, last: int) -> None:
    described = tz.tzical(io.StringIO(_text(name, first, last))).get(name)
    place, hour = ZoneInfo(name), datetime(first, 1, 1, tzinfo=UTC)
    wrong = []
    while hour.year <= last:
        local = hour.astimezone(place).replace(tzinfo=None)
        there = local.replace(tzinfo=place)
        is_told_twice = there.utcoffset() != there.replace(fold=1).utcoffset()
        if not is_told_twice and local.replace(tzinfo=described).utcoffset() != there.utcoffset():
            wrong.append(local)
        hour += timedelta(hours=1)
    assert wrong == []


@pytest.mark.parametrize("name", RULED)
def test_outlook_finds_a_rule_for_each_half_of_the_year(name: str) -> None:
    lines = _text(name, 2018, 2018).splitlines()
    assert sum(line.startswith("RRULE:FREQ=YEARLY;BYDAY=") for line in lines) == 2
    assert sum(line.startswith("DTSTART:") for line in lines) == 2


@pytest.mark.parametrize("name", UNRULED)
def test_changes_that_follow_no_rule_are_told_one_by_one_as_lists_are_skipped(name: str) -> None:
    assert "RDATE" not in _text(name, 2018, 2018) + _text(name, 2026, 2026)


def test_the_last_sunday_is_the_last_even_where_it_is_the_fourth() -> None:
    text = _text("Europe/London", 2018, 2018)
    assert "DTSTART:20170326T010000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in text


@pytest.mark.parametrize("name", ["", "Nowhere/Else", "../../etc/passwd", "Europe", "/etc/localtime", "a\0b"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert zone(name) is None


def _text(name: str, first: int, last: int) -> str:
    text: str = describe(name, first, last).to_ical().decode()
    return text
