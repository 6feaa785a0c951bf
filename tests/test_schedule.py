"""Which action comes next, in the time of the world rather than of one place."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from dashboard.i18n import formats
from dashboard.model import Status
from dashboard.schedule import (
    Coming,
    agenda,
    clock_changes_at,
    end_of,
    is_over,
    is_under_way,
    over_at,
    start_of,
)
from tests.samples import LONDON

AUCKLAND = replace(LONDON, city="Auckland", country_code="NZ", timezone="Pacific/Auckland")


def test_two_pm_comes_first_where_the_sun_does() -> None:
    before = datetime(2018, 4, 7, 0, 0, tzinfo=UTC)
    assert agenda([LONDON, AUCKLAND]).next(before) == Coming(AUCKLAND, timedelta(hours=2))


def test_after_the_first_the_second_is_next() -> None:
    between = datetime(2018, 4, 7, 12, 0, tzinfo=UTC)
    assert agenda([LONDON, AUCKLAND]).next(between) == Coming(LONDON, timedelta(hours=1))


def test_when_all_have_begun_nothing_is_next() -> None:
    assert agenda([LONDON, AUCKLAND]).next(datetime(2018, 4, 7, 13, 0, tzinfo=UTC)) is None


def test_what_is_called_off_or_has_no_time_is_not_waited_for() -> None:
    off = [replace(LONDON, status=Status.CANCELLED), replace(LONDON, status=Status.POSTPONED)]
    unknown = [replace(LONDON, starts=None), replace(LONDON, day=None), replace(LONDON, timezone="Mars/Base")]
    assert agenda([*off, *unknown]).starts == ()


def test_a_start_is_an_instant_in_utc() -> None:
    assert start_of(LONDON) == datetime(2018, 4, 7, 13, 0, tzinfo=UTC)


def test_an_action_is_under_way_from_its_start_to_its_end() -> None:
    long = replace(LONDON, ends=time(18))
    moments = [datetime(2018, 4, 7, hour, 30, tzinfo=UTC) for hour in (12, 13, 16, 17)]
    assert [is_under_way(long, moment) for moment in moments] == [False, True, True, False]
    assert [is_under_way(LONDON, moment) for moment in moments] == [False, True, False, False]


def test_an_action_that_ends_after_midnight_ends_the_next_day() -> None:
    assert end_of(replace(LONDON, starts=time(22), ends=time(1))) == datetime(2018, 4, 8, 0, 0, tzinfo=UTC)


def test_what_was_called_off_is_never_under_way() -> None:
    assert not is_under_way(
        replace(LONDON, status=Status.CANCELLED), datetime(2018, 4, 7, 13, 30, tzinfo=UTC)
    )


def test_clocks_that_are_changed_skip_an_hour_and_show_another_twice() -> None:
    spring, autumn = date(2018, 3, 25), date(2018, 10, 28)
    assert clock_changes_at(spring, time(1, 30), "Europe/London") == 1
    assert clock_changes_at(autumn, time(1, 30), "Europe/London") == -1
    assert [clock_changes_at(spring, time(hour, 30), "Europe/London") for hour in (0, 2, 14)] == [0, 0, 0]
    assert clock_changes_at(spring, time(1, 30), "Asia/Tokyo") == 0


def test_an_action_is_over_when_it_ends_or_after_two_hours() -> None:
    assert over_at(LONDON) == datetime(2018, 4, 7, 15, 0, tzinfo=UTC)
    assert over_at(replace(LONDON, ends=time(14, 30))) == datetime(2018, 4, 7, 13, 30, tzinfo=UTC)
    moments = [datetime(2018, 4, 7, 14, 59, tzinfo=UTC), datetime(2018, 4, 7, 15, 0, tzinfo=UTC)]
    assert [is_over(LONDON, moment) for moment in moments] == [False, True]


def test_an_action_without_a_time_is_over_when_its_day_is_over_there() -> None:
    assert over_at(replace(AUCKLAND, starts=None)) == datetime(2018, 4, 7, 12, 0, tzinfo=UTC)
    assert over_at(replace(LONDON, day=None)) is None
    assert over_at(replace(LONDON, starts=None, day=date.max)) is None


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED, Status.HAPPENED])
def test_what_was_called_off_or_has_happened_is_not_said_to_be_over(status: Status) -> None:
    assert not is_over(replace(LONDON, status=status), datetime(2020, 1, 1, tzinfo=UTC))


def test_the_agenda_counts_what_is_going_on() -> None:
    day = agenda([LONDON, AUCKLAND, replace(LONDON, ends=time(18))])
    hours = {1: 0, 2: 1, 3: 1, 4: 0, 13: 2, 15: 1, 17: 0}
    assert {hour: day.under_way(datetime(2018, 4, 7, hour, tzinfo=UTC)) for hour in hours} == hours


def test_a_zone_is_read_once_however_many_actions_lie_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(name: str) -> ZoneInfo:
        read.append(name)
        return ZoneInfo(name)

    monkeypatch.setattr(formats, "ZoneInfo", reading)
    formats.zone.cache_clear()
    zones = sorted(available_timezones())[:20]
    for day in range(1, 29):
        for zone in zones:
            assert over_at(replace(LONDON, timezone=zone, day=date(2018, 4, day))) is not None
    assert sorted(read) == zones


def test_what_is_said_to_have_happened_is_under_way_no_more() -> None:
    happened, during = replace(LONDON, status=Status.HAPPENED), datetime(2018, 4, 7, 13, 30, tzinfo=UTC)
    assert not is_under_way(happened, during)
    assert agenda([happened, replace(LONDON, uid="b")]).under_way(during) == 1
    assert agenda([happened]).starts == agenda([LONDON]).starts
