"""Public actions to export: one full, one of which little may be said, one hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from dashboard.model import Campaign, Precision, PublicAction, Status, Visibility

CAMPAIGN = Campaign("watching", "We are watching “you”", day=date(2018, 4, 7))

EMBASSY = PublicAction(
    uid="-fJ2_x", campaign="watching", title="Vigil", description="Bring a candle,\nand a friend",
    venue="Russian Embassy", organiser="All Out", link="https://example.org/1", language="en",
    day=date(2018, 4, 7), starts=time(14), ends=time(15, 30), timezone="Europe/London",
    status=Status.CONFIRMED, expected_people=80, visibility=Visibility.EXACT, precision=Precision.VENUE,
    city_id=2643743, city="London", region="England", country_code="GB", latitude=51.50932,
    longitude=-0.18988, city_latitude=51.50853, city_longitude=-0.12574,
)  # fmt: skip

GROZNY = PublicAction(
    uid="gR0", campaign="watching", title="", description="", venue="", organiser="", link="", language="",
    day=date(2018, 4, 7), starts=None, ends=None, timezone="Europe/Moscow", status=Status.PLANNED,
    expected_people=None, visibility=Visibility.CITY, precision=Precision.CITY, city_id=558418,
    city="Grozny", region="Chechnya", country_code="RU", latitude=43.31195, longitude=45.68895,
    city_latitude=43.31195, city_longitude=45.68895,
)  # fmt: skip

HOSTILE = replace(
    EMBASSY, uid="h", title='=HYPERLINK("https://evil.example","Vigil")', venue="+1 Street",
    organiser="@SUM(1)", description="-2+3", language="\t=1", region="\r=1", city="＝1",
)  # fmt: skip
