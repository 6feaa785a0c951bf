"""A public action, for tests that ask what is said of one."""

from __future__ import annotations

from datetime import date, time

from dashboard.model import Precision, PublicAction, Status, Visibility

LONDON = PublicAction(
    uid="a",
    campaign="spring",
    title="",
    description="",
    venue="",
    organiser="",
    link="",
    language="",
    day=date(2018, 4, 7),
    starts=time(14),
    ends=None,
    timezone="Europe/London",
    status=Status.PLANNED,
    expected_people=None,
    visibility=Visibility.EXACT,
    precision=Precision.CITY,
    city_id=2643743,
    city="London",
    region="England",
    country_code="GB",
    latitude=51.5,
    longitude=-0.1,
    city_latitude=51.5,
    city_longitude=-0.1,
)
