"""The calendar, read by vobject, which did not write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject

from dashboard.exports.edition import Edition
from dashboard.exports.ics import write_ics
from dashboard.model import Precision, PublicAction, Status
from tests.exports.actions import CAMPAIGN, EMBASSY, GROZNY, HOSTILE

CHANGED = datetime(2018, 4, 1, 9, 30, 15, 987654, tzinfo=UTC)
VIGIL = replace(EMBASSY, changed_at=CHANGED)


def calendar(*actions: PublicAction, campaign: Any = CAMPAIGN, **edition: Any) -> Any:
    """The calendar of these actions, after every part of it was found to be valid."""
    found = vobject.readOne(write_ics(campaign, actions, Edition(**edition)).decode())
    assert found.validate(raiseException=True)
    return found


def event(action: PublicAction, **edition: Any) -> Any:
    (only,) = calendar(action, **edition).vevent_list
    return only


def starts(action: PublicAction) -> datetime:
    moment: datetime = event(action).dtstart.value
    return moment.astimezone(UTC)


def test_an_action_is_an_event_with_everything_public_of_it() -> None:
    told = event(VIGIL)
    assert {child.name: child.value for child in told.getChildren()} == {
        "UID": "-fJ2_x@solidarity-action-map",
        "DTSTAMP": CHANGED.replace(microsecond=0),
        "LAST-MODIFIED": CHANGED.replace(microsecond=0),
        "SEQUENCE": "7810215",
        "DTSTART": told.dtstart.value,
        "DTEND": told.dtend.value,
        "SUMMARY": "Vigil · London",
        "LOCATION": "Russian Embassy, London, England, United Kingdom",
        "DESCRIPTION": (
            "Sat 7 Apr 2018, 14:00–15:30 BST\nBring a candle,\nand a friend\nOrganiser: All Out\n"
            "We are watching “you”\nhttps://example.org/1"
        ),
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "GEO": "51.50932;-0.18988",
        "URL": "https://example.org/1",
    }
    assert (told.dtstart.value.astimezone(UTC), told.dtend.value.astimezone(UTC)) == (
        datetime(2018, 4, 7, 13, tzinfo=UTC),
        datetime(2018, 4, 7, 14, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        ("Europe/London", "2018-03-24T14:00", "2018-03-24T14:00"),
        ("Europe/London", "2018-03-25T14:00", "2018-03-25T13:00"),
        ("Europe/London", "2018-10-28T14:00", "2018-10-28T14:00"),
        ("America/New_York", "2018-03-10T14:00", "2018-03-10T19:00"),
        ("America/New_York", "2018-03-11T14:00", "2018-03-11T18:00"),
        ("Pacific/Auckland", "2018-03-31T14:00", "2018-03-31T01:00"),
        ("Pacific/Auckland", "2018-04-01T14:00", "2018-04-01T02:00"),
        ("Asia/Tehran", "2018-04-07T14:00", "2018-04-07T09:30"),
        ("Asia/Kathmandu", "2018-04-07T14:00", "2018-04-07T08:15"),
        ("America/St_Johns", "2018-04-07T14:00", "2018-04-07T16:30"),
        ("Africa/Casablanca", "2018-06-01T14:00", "2018-06-01T14:00"),
        ("Africa/Casablanca", "2018-07-01T14:00", "2018-07-01T13:00"),
        ("Pacific/Kiritimati", "2018-01-01T01:00", "2017-12-31T11:00"),
        ("Europe/London", "2018-01-01T00:00", "2018-01-01T00:00"),
    ],
)
def test_two_in_the_afternoon_is_the_right_instant_on_either_side_of_a_change_of_the_clocks(
    zone: str, local: str, instant: str
) -> None:
    when = datetime.fromisoformat(local)
    there = replace(EMBASSY, day=when.date(), starts=when.time(), ends=None, timezone=zone)
    assert starts(there) == datetime.fromisoformat(f"{instant}+00:00")


def test_actions_of_many_zones_and_seasons_keep_their_instants_in_one_calendar() -> None:
    zones = ("Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")
    days = (date(2018, 1, 6), date(2018, 4, 7), date(2019, 7, 6))
    spread = [replace(EMBASSY, uid=f"{zone}{day}", timezone=zone, day=day) for zone in zones for day in days]
    found = calendar(*spread)
    assert sorted(one.tzid.value for one in found.vtimezone_list) == sorted(zones)
    assert [one.dtstart.value.astimezone(UTC).hour for one in found.vevent_list] == [
        14, 13, 13, 19, 18, 18, 1, 2, 2, 8, 8, 8,
    ]  # fmt: skip


def test_each_time_names_its_zone_and_the_file_describes_it() -> None:
    lines = write_ics(CAMPAIGN, [EMBASSY]).decode().split("\r\n")
    assert "DTSTART;TZID=Europe/London:20180407T140000" in lines
    assert "DTEND;TZID=Europe/London:20180407T153000" in lines
    assert "TZID:Europe/London" in lines


@pytest.mark.parametrize("change", [{"starts": None}, {"starts": time(14), "timezone": "Nowhere/Else"}])
def test_a_day_whose_time_is_not_known_is_all_day(change: dict[str, Any]) -> None:
    told = event(replace(EMBASSY, **change))
    assert (told.dtstart.value, told.dtend.value) == (date(2018, 4, 7), date(2018, 4, 8))


def test_an_action_without_a_day_is_left_out_and_the_calendar_says_so() -> None:
    found = calendar(replace(EMBASSY, day=None), GROZNY)
    assert [one.uid.value for one in found.vevent_list] == ["gR0@solidarity-action-map"]
    assert found.contents["x-wr-caldesc"][0].value == "1 action has no day yet, and is left out."


def test_one_that_goes_past_midnight_ends_on_the_next_day_and_one_without_an_end_is_two_hours_long() -> None:
    late = event(replace(EMBASSY, starts=time(22), ends=time(1)))
    assert late.dtend.value - late.dtstart.value == timedelta(hours=3)
    open_ended = event(replace(EMBASSY, starts=time(23), ends=None))
    assert open_ended.dtend.value - open_ended.dtstart.value == timedelta(hours=2)
    assert "23:00 BST" in open_ended.description.value
    over_the_change = event(replace(EMBASSY, day=date(2018, 3, 25), starts=time(0, 30), ends=None))
    assert (over_the_change.dtstart.value.hour, over_the_change.dtend.value.hour) == (0, 3)


@pytest.mark.parametrize(
    ("status", "word", "summary"),
    [
        (Status.PLANNED, "TENTATIVE", "Vigil · London"),
        (Status.CONFIRMED, "CONFIRMED", "Vigil · London"),
        (Status.HAPPENED, "CONFIRMED", "Vigil · London"),
        (Status.CANCELLED, "CANCELLED", "Cancelled: Vigil · London"),
        (Status.POSTPONED, "TENTATIVE", "Postponed: Vigil · London"),
    ],
)
def test_the_status_is_a_word_for_programs_and_for_people(status: Status, word: str, summary: str) -> None:
    told = event(replace(EMBASSY, status=status))
    assert (told.status.value, told.summary.value) == (word, summary)


def test_one_that_moved_keeps_its_name_and_is_newer_in_every_way() -> None:
    before = event(VIGIL)
    after = event(replace(VIGIL, starts=time(15), changed_at=CHANGED + timedelta(minutes=1)))
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.last_modified.value - before.last_modified.value == timedelta(minutes=1)
    assert after.dtstart.value - before.dtstart.value == timedelta(hours=1)


def test_one_that_changed_and_changed_back_is_newer_too() -> None:
    back = replace(VIGIL, changed_at=CHANGED + timedelta(days=1))
    assert back == VIGIL
    assert int(event(back).sequence.value) - int(event(VIGIL).sequence.value) == 24 * 60 * 60


def test_the_same_actions_are_the_same_bytes_and_the_host_changes_no_name() -> None:
    assert write_ics(CAMPAIGN, [VIGIL, GROZNY]) == write_ics(CAMPAIGN, iter([VIGIL, GROZNY]))
    here, there = (
        event(GROZNY, page=lambda one, host=host: f"https://{host}.example/{one.city_id}")
        for host in ("here", "there")
    )
    assert here.uid.value == there.uid.value
    assert here.url.value == "https://here.example/558418"


def test_of_an_action_of_which_little_is_public_the_calendar_tells_no_more() -> None:
    told = event(GROZNY)
    texts = {name: told.contents[name][0].value for name in ("summary", "location", "description")}
    assert texts == {
        "summary": "We are watching “you” · Grozny",
        "location": "Grozny, Chechnya, Russia",
        "description": "Sat 7 Apr 2018, time not shown\n"
        "In this country taking part can be dangerous. We show the city only.\n"
        "Somewhere in Grozny.\nWe are watching “you”",
    }
    assert told.contents.keys().isdisjoint({"geo", "url", "organizer", "contact"})


def test_an_action_of_a_country_names_the_country_alone() -> None:
    somewhere = replace(GROZNY, precision=Precision.COUNTRY, city="Russia", region="", timezone="")
    assert event(somewhere, language="fr").location.value == "Russie"


def test_the_calendar_says_what_it_is_and_when_to_ask_again() -> None:
    edition = {"part": "London", "address": "https://map.example/c/watching/city/1.ics?lang=en"}
    found = calendar(EMBASSY, campaign=replace(CAMPAIGN, is_example=True, summary="2 pm."), **edition)
    head = {child.name: child.value for child in found.getChildren() if not hasattr(child, "contents")}
    assert head == {
        "VERSION": "2.0",
        "PRODID": "-//Solidarity Action Map//Actions//EN",
        "METHOD": "PUBLISH",
        "NAME": "We are watching “you” · London",
        "X-WR-CALNAME": "We are watching “you” · London",
        "DESCRIPTION": "This is example data. 2 pm.",
        "X-WR-CALDESC": "This is example data. 2 pm.",
        "REFRESH-INTERVAL": "PT1H",
        "X-PUBLISHED-TTL": "PT1H",
        "SOURCE": "https://map.example/c/watching/city/1.ics?lang=en",
    }
    assert found.vevent.description.value.startswith("This is example data.\n")


def test_without_an_event_it_is_still_a_calendar_with_something_in_it() -> None:
    found = calendar()
    assert "vevent" not in found.contents
    assert [one.tzid.value for one in found.vtimezone_list] == ["UTC"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y", "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:y"),
        ("x\rATTENDEE:mailto:y@example.org", "x\nATTENDEE:mailto:y@example.org"),
        ("x\u2028ATTENDEE:y", "x\nATTENDEE:y"),
        ('back\\slash; comma, “quotes” "and" colons: x', 'back\\slash; comma, “quotes” "and" colons: x'),
        ("a\0b\x1b[31m\x85c\ud800", "ab[31mc"),
        ("Вахта 🏳️‍🌈 " * 40, "Вахта 🏳️‍🌈 " * 40),
    ],
)
def test_no_text_of_a_person_becomes_anything_but_text(text: str, told: str) -> None:
    written: dict[str, Any] = dict.fromkeys(("title", "venue", "description", "organiser", "region"), text)
    found = calendar(replace(HOSTILE, **written), campaign=replace(CAMPAIGN, title=text))
    (only,) = found.vevent_list
    assert set(only.contents) == {
        "uid", "dtstamp", "last-modified", "sequence", "dtstart", "dtend", "summary", "location",
        "description", "status", "transp", "geo", "url",
    }  # fmt: skip
    assert told in only.description.value
    assert only.summary.value == f"{' '.join(told.split())} · {HOSTILE.city}"


def test_lines_are_at_most_75_bytes_and_end_as_the_standard_says() -> None:
    data = write_ics(CAMPAIGN, [replace(EMBASSY, description="Вахта 🏳️‍🌈 " * 100)])
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://example.org/à;b?q=ü&x=1#y", "https://example.org/%C3%A0;b?q=%C3%BC&x=1#y"),
        ("https://example.org/%20", "https://example.org/%20"),
        ("https://example.org/\r\nATTENDEE:x", None),
        ("https://example.org/a b", None),
        ("https://example.org/\u202e", None),
    ],
)
def test_a_link_is_a_link_or_left_out(link: str, written: str | None) -> None:
    told = event(replace(EMBASSY, link=link))
    assert (told.url.value if "url" in told.contents else None) == written


def test_nothing_is_said_to_be_somewhere_beside_its_address() -> None:
    of_the_city = replace(EMBASSY, precision=Precision.CITY)
    named, bare = (event(replace(of_the_city, venue=venue)) for venue in ("6/7 Palace Gardens", ""))
    assert named.location.value.startswith("6/7 Palace Gardens, London")
    assert "Somewhere" not in named.description.value
    assert "Somewhere in London." in bare.description.value
