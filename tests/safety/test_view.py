"""What the world may see of an action, step by step. Each test first has something to withhold."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import (
    Action,
    Approval,
    Place,
    PlaceQuery,
    Precision,
    PublicAction,
    Status,
    Submission,
    Visibility,
)
from dashboard.reasons import as_said
from dashboard.safety import NO_CITY, approval_digest, country_points, default_visibility, publish_view, risks
from dashboard.safety.digest import _first_digest, is_approval_of
from dashboard.safety.withheld import told_at

LONDON = Place(2643743, "London", "England", "GB", 51.50853, -0.12574, "Europe/London", population=8_961_989)
GROZNY = Place(558418, "Grozny", "Chechnya", "RU", 43.31195, 45.68895, "Europe/Moscow", population=226_100)
BALI = Place(1650535, "Bali", "Bali", "GB", -8.5, 115.0, "Asia/Makassar", Precision.REGION)
WRITTEN: dict[str, Any] = {
    "title": "Vigil at number 6",
    "description": "Ring twice",
    "organiser": "Friends of Chechnya",
    "link": "https://example.org/vigil",
    "language": "en, spoken at number 6",
}


def _action(city: Place = LONDON, visibility: Visibility = Visibility.EXACT, **changes: Any) -> Action:
    """An action at a venue in the city, with every field filled."""
    venue = replace(
        city,
        latitude=city.latitude + 0.00123,
        longitude=city.longitude - 0.06789,
        precision=Precision.VENUE,
        credit="© OpenStreetMap contributors",
    )
    asked = PlaceQuery(city=city.name, venue="Russian Embassy", address="6 Kensington Palace Gardens")
    filled = {
        "contact": "ana@example.org",
        "starts": time(14),
        "ends": time(16),
        "expected_people": 80,
        "reported_people": 75,
    }
    row = Submission(2, {}, asked, date(2018, 4, 7))
    place = changes.pop("place", venue)
    row = replace(row, **{**WRITTEN, **filled, **changes})
    return Action("id:1", "watching", row, place, city, Status.CONFIRMED, visibility)


def _view(action: Action, now: datetime | None = None) -> PublicAction:
    view = publish_view(action, uid="u1", now=now)
    assert view is not None
    return view


def _withheld(view: PublicAction) -> set[str]:
    """What is not said, but for the last day, which an action of one day has not."""
    said = [field.name for field in fields(view) if field.compare and field.name != "last_day"]
    return {
        name for name in said if getattr(view, name) in ("", None, NO_CITY) or getattr(view, name) is math.nan
    }


def test_an_exact_action_shows_its_venue_and_everything_but_the_contact() -> None:
    action = _action()
    assert _view(action) == PublicAction(
        uid="u1", campaign="watching", status=Status.CONFIRMED, expected_people=80, reported_people=75, **WRITTEN,
        venue="Russian Embassy, 6 Kensington Palace Gardens", visibility=Visibility.EXACT,
        day=date(2018, 4, 7), starts=time(14), ends=time(16), timezone="Europe/London",
        city_id=2643743, city="London", region="England", country_code="GB", precision=Precision.VENUE,
        latitude=action.place.latitude, longitude=action.place.longitude,
        city_latitude=51.50853, city_longitude=-0.12574, credit="© OpenStreetMap contributors",
    )  # fmt: skip


@pytest.mark.parametrize(("own", "told"), [("Europe/Dublin", "Europe/Dublin"), ("", "Europe/London")])
def test_an_exact_action_is_told_by_the_clock_of_its_venue_if_that_is_known(own: str, told: str) -> None:
    venue = replace(LONDON, timezone=own, precision=Precision.VENUE)
    assert _view(_action(place=venue)).timezone == told


def test_an_area_is_a_point_rounded_to_a_kilometre_and_nothing_that_people_wrote() -> None:
    view = _view(_action(visibility=Visibility.AREA))
    assert _withheld(view) == {*WRITTEN, "venue"}
    assert (view.latitude, view.longitude, view.precision) == (51.51, -0.19, Precision.CITY)
    assert (view.starts, view.expected_people) == (time(14), 80)


def test_a_city_is_the_gazetteers_centroid() -> None:
    view = _view(_action(visibility=Visibility.CITY))
    assert _withheld(view) == {*WRITTEN, "venue", "credit"}
    assert (view.latitude, view.longitude, view.precision) == (51.50853, -0.12574, Precision.CITY)
    assert (view.starts, view.timezone) == (time(14), "Europe/London")


def test_a_country_is_the_countrys_own_point_without_a_time_or_a_zone() -> None:
    view = _view(_action(visibility=Visibility.COUNTRY))
    assert _withheld(view) == {*WRITTEN, "venue", "starts", "ends", "timezone", "region", "credit"}
    point = country_points()["GB"]
    assert (view.latitude, view.longitude, view.precision) == (
        point.latitude,
        point.longitude,
        Precision.COUNTRY,
    )
    assert (view.city_id, view.city, view.country_code) == (point.geonameid, "United Kingdom", "GB")


def test_an_action_that_is_only_counted_says_that_it_is_one() -> None:
    view = _view(_action(visibility=Visibility.COUNT_ONLY))
    assert view.last_day is None
    shown = {field.name for field in fields(view) if field.compare} - _withheld(view) - {"last_day"}
    assert shown == {"uid", "campaign", "status", "visibility", "precision"}


def test_a_hidden_action_does_not_exist() -> None:
    assert publish_view(_action(visibility=Visibility.HIDDEN), uid="u1") is None


@pytest.mark.parametrize("city", [LONDON, GROZNY], ids=["London", "Grozny"])
@pytest.mark.parametrize("visibility", [Visibility.CITY, Visibility.COUNTRY, Visibility.COUNT_ONLY])
def test_what_is_withheld_leaves_no_trace_in_what_is_shown(visibility: Visibility, city: Place) -> None:
    one = _action(city, visibility)
    other = replace(
        one,
        place=replace(city, latitude=1.0, longitude=2.0, precision=Precision.STREET),
        key="id:2",
        geocoding=(as_said("Elsewhere"),),
        submission=replace(
            one.submission, line=99, raw={"x": "Else"}, place=PlaceQuery("Else", "Else", "Else"),
            title="Else", description="Else", organiser="Else", contact="Else", link="https://else.example",
            language="fr", own_id="Else",
        ),
    )  # fmt: skip
    assert repr(_view(one)) == repr(_view(other))
    assert one != other


def test_in_a_dangerous_country_an_exact_action_shows_its_city_and_day_alone() -> None:
    view = _view(_action(GROZNY))
    assert _withheld(view) == {
        *WRITTEN,
        "venue",
        "credit",
        "starts",
        "ends",
        "expected_people",
        "reported_people",
    }
    assert (view.visibility, view.day) == (Visibility.CITY, date(2018, 4, 7))
    assert (view.latitude, view.longitude) == (GROZNY.latitude, GROZNY.longitude)


@pytest.mark.parametrize(
    ("ends", "now", "known"),
    [
        (time(16), datetime(2018, 4, 7, 20, 59, tzinfo=UTC), False),
        (time(16), datetime(2018, 4, 7, 21, 0, tzinfo=UTC), True),
        (time(2), datetime(2018, 4, 8, 20, 59, tzinfo=UTC), False),
        (time(2), datetime(2018, 4, 8, 21, 0, tzinfo=UTC), True),
        (None, datetime(2018, 4, 7, 21, 0, tzinfo=UTC), True),
    ],
)
def test_in_a_dangerous_country_the_time_is_known_once_the_day_is_over_there(
    ends: time | None, now: datetime, known: bool
) -> None:
    view = _view(_action(GROZNY, ends=ends), now)
    assert (view.starts, view.expected_people) == ((time(14), 80) if known else (None, None))
    assert _withheld(view) >= {*WRITTEN, "venue"}


@pytest.mark.parametrize("visibility", list(Visibility))
def test_the_last_of_several_days_is_seen_where_the_first_is(visibility: Visibility) -> None:
    camp = _action(visibility=visibility, last_day=date(2018, 4, 9))
    view = publish_view(camp, uid="u1")
    if view is not None:
        assert (view.last_day is None) is (view.day is None)


def test_several_days_are_over_after_the_last_of_them() -> None:
    camp = _action(GROZNY, last_day=date(2018, 4, 9), ends=time(12))
    known = [_view(camp, datetime(2018, 4, day, 21, 0, tzinfo=UTC)).starts for day in (7, 8, 9)]
    assert known == [None, None, time(14)]


def test_without_a_day_or_a_zone_that_is_known_it_is_over_late_or_never() -> None:
    long_after = datetime(2999, 1, 1, tzinfo=UTC)
    assert _view(_action(GROZNY, day=None), long_after).starts is None
    nowhere = replace(GROZNY, timezone="Nowhere/Else")
    assert _view(_action(nowhere), datetime(2018, 4, 8, 11, 59, tzinfo=UTC)).starts is None
    assert _view(_action(nowhere), datetime(2018, 4, 8, 12, tzinfo=UTC)).starts == time(14)


@pytest.mark.parametrize("code", ["RU", "UG", "SG", "ID", "PS", "NA", "", "XX", "ru"])
def test_a_listed_or_unknown_country_defaults_to_the_city(code: str) -> None:
    assert default_visibility(code) is Visibility.CITY


@pytest.mark.parametrize("code", ["GB", "FR", "US", "BT", "XK", "TK", "GL"])
def test_any_other_country_defaults_to_exact(code: str) -> None:
    assert default_visibility(code) is Visibility.EXACT


def test_a_point_in_a_dangerous_country_is_careful_whatever_city_it_counts_for() -> None:
    across_the_border = replace(GROZNY, precision=Precision.VENUE)
    assert _view(_action(LONDON, place=across_the_border)).visibility is Visibility.CITY


def test_where_the_country_is_unknown_the_action_is_at_most_a_city() -> None:
    at_sea = replace(LONDON, country_code="")
    assert _view(_action(at_sea)).visibility is Visibility.CITY
    assert _view(_action(at_sea, Visibility.COUNTRY)).visibility is Visibility.COUNT_ONLY


@pytest.mark.parametrize("missing", [{"geonameid": None}, {"precision": Precision.VENUE}])
def test_without_a_city_of_the_gazetteer_its_point_is_not_shown_as_a_centroid(
    missing: dict[str, Any],
) -> None:
    """Such a city may have the venue's own point."""
    venue = replace(GROZNY, latitude=43.30303, longitude=45.70707, precision=Precision.VENUE)
    village = replace(venue, **missing)
    view = _view(_action(village, place=venue))
    assert view.visibility is Visibility.COUNTRY
    assert "43.30" not in repr(view)
    rounded = _view(replace(_action(replace(village, country_code="GB")), visibility=Visibility.AREA))
    assert (rounded.city_latitude, rounded.city_longitude) == (43.3, 45.64)


def test_a_city_unknown_to_the_gazetteer_groups_by_its_name_alone() -> None:
    village = replace(LONDON, geonameid=None, name="Little Sodbury")
    here, there = _view(_action(village)), _view(_action(replace(village, latitude=1.0, longitude=2.0)))
    assert here.city_id == there.city_id
    assert -(2**31) <= here.city_id < 0
    assert type(here.city_id) is int
    assert _view(_action(replace(village, name="Old Sodbury"))).city_id != here.city_id
    named = replace(village, name="Nowhere", region="England", country_code="GB")
    assert _view(_action(named)).city_id == -197570831  # links to a city hold it


def test_a_region_is_shown_as_a_region_even_when_exact() -> None:
    for visibility in (Visibility.EXACT, Visibility.AREA, Visibility.CITY):
        view = _view(_action(BALI, visibility, place=BALI))
        assert view.precision is Precision.REGION


@pytest.mark.parametrize(
    ("asked", "precision", "venue"),
    [
        (PlaceQuery(venue="Town Hall"), Precision.CITY, "Town Hall"),
        (PlaceQuery(address="1 High Street"), Precision.STREET, "1 High Street"),
        (
            PlaceQuery(venue="Town Hall, 1 High Street", address="1 High Street"),
            Precision.VENUE,
            "Town Hall, 1 High Street",
        ),
        (PlaceQuery(text="Town Hall, London"), Precision.VENUE, "Town Hall, London"),
        (PlaceQuery(text="London"), Precision.CITY, ""),
    ],
)
def test_the_venue_is_what_the_row_says_of_it(asked: PlaceQuery, precision: Precision, venue: str) -> None:
    action = _action(place=replace(LONDON, precision=precision))
    assert _view(replace(action, submission=replace(action.submission, place=asked))).venue == venue


@pytest.mark.parametrize(
    ("contact", "description"),
    [
        ("ana@example.org", "Write to Ana@Example.org."),
        ("Ana, +44-20-7946-0958 / ana@example.org", "Call +44-20-7946-0958"),
        ("Ana Example", "Ask for ANA EXAMPLE at the door"),
    ],
)
def test_a_contact_does_not_ride_along_in_another_text(contact: str, description: str) -> None:
    view = _view(_action(contact=contact, description=description))
    assert (view.description, view.title) == ("", WRITTEN["title"])


def test_what_the_organiser_column_says_is_no_secret_beside_a_number() -> None:
    row = {"organiser": "Local group", "title": "Local group in London", "description": "+44 20 7946 0958"}
    said: dict[str, Any] = {"contact": "Local group, London: (020) 79460958", **row}
    view = _view(_action(**said))
    assert (view.organiser, view.title, view.description) == ("Local group", "Local group in London", "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https:///nowhere", "http://[", "data:text/html,x", "example.org"]
)
def test_a_link_that_is_no_web_address_is_withheld(link: str) -> None:
    assert _view(_action(link=link)).link == ""


places = st.builds(
    Place, st.none() | st.integers(1, 10**7), st.text(max_size=9), st.text(max_size=9),
    st.sampled_from(["GB", "RU", "", "XX"]), st.floats(-90, 90), st.floats(-180, 180),
    st.sampled_from(["Europe/London", "", "../etc"]), st.sampled_from(Precision),
)  # fmt: skip


@given(places, places, st.sampled_from(Visibility))
def test_no_action_is_shown_finer_than_asked_for(city: Place, place: Place, visibility: Visibility) -> None:
    order = list(Visibility)
    view = publish_view(
        replace(_action(city, visibility), place=place), uid="u1", now=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert (view is None) == (visibility is Visibility.HIDDEN)
    if view is not None:
        assert order.index(view.visibility) >= order.index(visibility)
        assert (view.venue == "") == (view.visibility is not Visibility.EXACT)


def test_the_list_of_countries_is_dated_sourced_and_complete() -> None:
    listed = risks()
    assert len(listed) == 84
    assert {risk.level for risk in listed.values()} == {"criminalised", "restricted", "changed"}
    assert all(risk.note and risk.source for risk in listed.values())
    assert {risk.as_of for risk in listed.values()} == {date(2025, 12, 31)}
    assert set(listed) <= set(country_points())
    assert "Chechnya" in listed["RU"].note


NOON = datetime(2018, 4, 6, 12, tzinfo=UTC)


def _exposed(action: Action, **decided: Any) -> Action:
    return replace(action, exposure=replace(action.exposure, **decided))


def _shown_at(action: Action, now: datetime | None) -> Visibility | None:
    view = publish_view(action, uid="u1", now=now)
    return view.visibility if view else None


def test_an_action_is_revealed_at_its_instant_and_not_a_second_before() -> None:
    action = _exposed(_action(), reveal_at=NOON)
    assert _shown_at(action, NOON - timedelta(seconds=1)) is None
    assert _shown_at(action, NOON) is Visibility.EXACT
    assert _shown_at(action, None) is None


@pytest.mark.parametrize(
    "until", [Visibility.COUNT_ONLY, Visibility.COUNTRY, Visibility.CITY, Visibility.AREA]
)
def test_until_it_is_revealed_it_is_shown_as_far_as_people_chose(until: Visibility) -> None:
    action = _exposed(_action(), reveal_at=NOON, until_revealed=until)
    assert _shown_at(action, NOON - timedelta(days=1)) is until
    coarser = _exposed(_action(visibility=Visibility.HIDDEN), reveal_at=NOON, until_revealed=until)
    assert _shown_at(coarser, NOON - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("days", "last_moment"),
    [
        (0, datetime(2018, 4, 7, 22, 59, tzinfo=UTC)),
        (7, datetime(2018, 4, 14, 22, 59, tzinfo=UTC)),
    ],
)
def test_an_action_is_coarsened_so_many_days_after_its_day(days: int, last_moment: datetime) -> None:
    """In April, a day ends in London at 23:00 UTC."""
    action = _exposed(_action(), coarsen_after=days)
    assert _shown_at(action, last_moment) is Visibility.EXACT
    assert _shown_at(action, last_moment + timedelta(minutes=1)) is Visibility.CITY
    hidden = _exposed(action, coarsen_to=Visibility.HIDDEN)
    assert _shown_at(hidden, last_moment + timedelta(minutes=1)) is None


def test_without_a_day_or_a_moment_it_counts_as_long_over() -> None:
    undated = _exposed(_action(day=None), coarsen_after=30)
    assert _shown_at(undated, NOON) is Visibility.CITY
    assert _shown_at(_exposed(_action(), coarsen_after=30), None) is Visibility.CITY


@pytest.mark.parametrize(
    ("withheld", "gone"),
    [
        ("withhold_organiser", {"organiser"}),
        ("withhold_link", {"link"}),
        ("withhold_time", {"starts", "ends"}),
    ],
)
def test_organiser_link_and_time_can_each_be_withheld(withheld: str, gone: set[str]) -> None:
    assert _withheld(_view(_action())) == set()
    assert _withheld(_view(_exposed(_action(), **{withheld: True}))) == gone


def test_an_organiser_who_is_withheld_does_not_ride_along_in_another_text() -> None:
    action = _action(description="By the friends of CHECHNYA", title="See https://example.org/vigil")
    assert _withheld(_view(action)) == set()
    assert _withheld(_view(_exposed(action, withhold_organiser=True))) == {"organiser", "description"}
    assert _withheld(_view(_exposed(action, withhold_link=True))) == {"link", "title"}


def test_an_area_may_be_named_after_its_neighbourhood() -> None:
    action = _exposed(_action(visibility=Visibility.AREA), neighbourhood="Kensington")
    assert _view(action).venue == "Kensington"
    assert _view(_exposed(action, neighbourhood="Ask ana@example.org")).venue == ""
    assert _view(replace(action, visibility=Visibility.CITY)).venue == ""


def _approval(action: Action, **changes: Any) -> Approval:
    said = {"level": Visibility.EXACT, "of": approval_digest(action), "asked_by": "1", "approved_by": "2"}
    return Approval(**{**said, **changes})


def test_where_it_is_dangerous_two_people_may_agree_to_show_an_action() -> None:
    action = _action(GROZNY)
    assert _view(action).visibility is Visibility.CITY
    assert _withheld(_view(_exposed(action, approval=_approval(action)))) == set()
    area = _view(_exposed(action, approval=_approval(action, level=Visibility.AREA)))
    assert (area.visibility, area.latitude) == (Visibility.AREA, 43.31)
    assert _withheld(area) == {*WRITTEN, "venue", "starts", "ends", "expected_people", "reported_people"}


@pytest.mark.parametrize(
    "changes", [{"approved_by": ""}, {"asked_by": ""}, {"approved_by": "1"}, {"of": "something else"}]
)
def test_one_person_alone_cannot_show_more_where_it_is_dangerous(changes: dict[str, str]) -> None:
    action = _action(GROZNY)
    assert _view(_exposed(action, approval=_approval(action, **changes))).visibility is Visibility.CITY


def test_an_approval_is_for_what_people_saw_and_nothing_else() -> None:
    action = _action(GROZNY)
    approved = _exposed(action, approval=_approval(action))
    moved = replace(approved, place=replace(action.place, latitude=43.33))
    reworded = replace(approved, submission=replace(action.submission, title="At number 7"))
    later = replace(approved, status=Status.CANCELLED, geocoding=(as_said("Looked up"),), submission=replace(
        action.submission, line=9, contact="", expected_people=90, reported_people=70, raw={"a": "b"}))  # fmt: skip
    assert [_view(one).visibility for one in (approved, moved, reworded, later)] == [
        Visibility.EXACT, Visibility.CITY, Visibility.CITY, Visibility.EXACT,
    ]  # fmt: skip


def test_an_approval_shows_no_more_than_is_asked_for_now() -> None:
    action = _exposed(_action(GROZNY, Visibility.COUNTRY), reveal_at=NOON, coarsen_after=0)
    approved = _exposed(action, approval=_approval(action))
    assert _shown_at(approved, NOON) is Visibility.COUNTRY
    assert _shown_at(approved, NOON - timedelta(days=1)) is None


def test_an_action_that_counts_for_a_city_in_a_dangerous_country_is_careful_wherever_its_point_is() -> None:
    elsewhere = replace(LONDON, precision=Precision.VENUE)
    assert _view(_action(GROZNY, place=elsewhere)).visibility is Visibility.CITY


def test_when_something_changed_is_told_to_the_second_only_of_what_is_shown_exactly() -> None:
    moment = datetime(2018, 4, 7, 14, 30, 5, tzinfo=UTC)
    day = datetime(2018, 4, 7, tzinfo=UTC)
    assert told_at(moment, Visibility.EXACT, Visibility.EXACT) == moment
    assert told_at(moment, Visibility.EXACT, Visibility.CITY) == day
    assert told_at(moment) == day


def test_an_approval_is_for_the_last_day_too() -> None:
    action = _action()
    longer = replace(action, submission=replace(action.submission, last_day=date(2018, 4, 9)))
    assert not is_approval_of(approval_digest(action), longer)
    assert is_approval_of(_first_digest(action), action)
    assert not is_approval_of(_first_digest(action), longer)
