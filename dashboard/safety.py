"""What the world may see of an action. This module alone decides it, from nothing upwards.

`publish_view` begins with a public action that says nothing, and each step of the ladder adds what that
step allows. What no step adds stays withheld, so a new private field is private without anybody's doing.
The rules are explained to organisers in ``docs/safety.md``.
"""

from __future__ import annotations

import csv
import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.bundled import bundled
from dashboard.model import Action, Precision, PublicAction, Visibility

ADVICE: Final = (
    "This list is a careful starting point and may be out of date. "
    "Compare it with ILGA World's database (database.ilga.org) before a campaign."
)
NO_CITY: Final = 0
"""The ``city_id`` of an action that is counted and shown nowhere."""

_LADDER: Final = tuple(Visibility)
_PRECISIONS: Final = tuple(Precision)
_WESTERNMOST: Final = timezone(timedelta(hours=-12))


@dataclass(frozen=True, slots=True)
class Risk:
    """Why taking part in a country can be dangerous, and as of when that was known.

    ``level`` is ``criminalised``, ``restricted`` (expression or organising) or ``changed`` (decriminalised
    a short time ago).
    """

    country_code: str
    level: str
    note: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class CountryPoint:
    """The point that stands for a whole country, with its English name and its GeoNames id."""

    name: str
    geonameid: int
    latitude: float
    longitude: float


@cache
def risks() -> Mapping[str, Risk]:
    """The bundled list of countries in which taking part can be dangerous, by ISO 3166-1 alpha-2 code."""
    rows = _read("countries.csv")
    return {
        row["country_code"]: Risk(
            row["country_code"], row["level"], row["note"], row["source"], date.fromisoformat(row["as_of"])
        )
        for row in rows
    }


@cache
def country_points() -> Mapping[str, CountryPoint]:
    """The point of every country and territory we know, by ISO 3166-1 alpha-2 code."""
    rows = _read("country_points.csv")
    return {
        row["country_code"]: CountryPoint(
            row["name"], int(row["geonameid"]), float(row["latitude"]), float(row["longitude"])
        )
        for row in rows
    }


def default_visibility(country_code: str) -> Visibility:
    """How much is shown unless people decide otherwise: the city alone where it is dangerous or unknown."""
    if country_code in risks() or country_code not in country_points():
        return Visibility.CITY
    return Visibility.EXACT


def publish_view(action: Action, *, uid: str, now: datetime | None = None) -> PublicAction | None:
    """The public side of an action, or ``None`` if the world may not know that it exists.

    ``now`` (aware) decides whether the action is over; without it no action is. The result never depends on
    anything that it withholds: changing a hidden venue leaves it identical.

    An action that is counted and shown nowhere has visibility ``COUNT_ONLY``, the city `NO_CITY` and
    coordinates that are not a number, so that it cannot be drawn by mistake.
    """
    shown = _shown(action)
    if shown is Visibility.HIDDEN:
        return None
    view = _counted(action, uid)
    if shown is Visibility.COUNT_ONLY:
        return view
    discreet = _is_risky(action) and not (now and _is_over(action, now))
    if shown is Visibility.COUNTRY:
        return _at_country(view, action, discreet=discreet)
    view = _at_city(view, action, discreet=discreet)
    if shown is Visibility.CITY:
        return view
    view = _at_area(view, action)
    return view if shown is Visibility.AREA else _exact(view, action)


def _shown(action: Action) -> Visibility:
    """The coarsest of what was asked for, what the country allows, and what we can show truthfully."""
    code = action.city.country_code
    steps = [action.visibility, default_visibility(code), default_visibility(action.place.country_code)]
    shown = max(steps, key=_LADDER.index)
    if shown is Visibility.CITY and action.city.geonameid is None:
        # Without a city of the gazetteer its point may be the venue's own.
        shown = Visibility.COUNTRY
    if shown is Visibility.COUNTRY and code not in country_points():
        return Visibility.COUNT_ONLY
    return shown


def _is_risky(action: Action) -> bool:
    codes = (action.city.country_code, action.place.country_code)
    return any(default_visibility(code) is not Visibility.EXACT for code in codes)


def _is_over(action: Action, now: datetime) -> bool:
    """Whether the day of the action has ended where it took place; one day later if it went past midnight."""
    when = action.submission
    if when.day is None:
        return False
    past_midnight = when.starts is not None and when.ends is not None and when.ends <= when.starts
    end = datetime.combine(when.day, time(), _zone(action.city.timezone)) + timedelta(days=1 + past_midnight)
    return now >= end


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _WESTERNMOST


def _counted(action: Action, uid: str) -> PublicAction:
    """An action of which the world knows only that it is one."""
    return PublicAction(
        uid=uid, campaign=action.campaign, status=action.status, visibility=Visibility.COUNT_ONLY,
        title="", description="", venue="", organiser="", link="", language="", expected_people=None,
        day=None, starts=None, ends=None, timezone="", precision=Precision.COUNTRY,
        city_id=NO_CITY, city="", region="", country_code="",
        latitude=math.nan, longitude=math.nan, city_latitude=math.nan, city_longitude=math.nan,
    )  # fmt: skip


def _at_country(view: PublicAction, action: Action, *, discreet: bool) -> PublicAction:
    """Adds country and day. The time and its zone stay withheld: they would tell the part of the country."""
    point = country_points()[action.city.country_code]
    return replace(
        view, visibility=Visibility.COUNTRY, precision=Precision.COUNTRY,
        day=action.submission.day, expected_people=None if discreet else action.submission.expected_people,
        city_id=point.geonameid, city=point.name, country_code=action.city.country_code,
        latitude=point.latitude, longitude=point.longitude,
        city_latitude=point.latitude, city_longitude=point.longitude,
    )  # fmt: skip


def _at_city(view: PublicAction, action: Action, *, discreet: bool) -> PublicAction:
    """Adds the city at its centroid; unless we must be discreet, the time and how many are expected too."""
    city, when = action.city, action.submission
    return replace(
        view, visibility=Visibility.CITY,
        precision=_coarsest(Precision.CITY, city.precision, action.place.precision),
        day=when.day, starts=None if discreet else when.starts, ends=None if discreet else when.ends,
        timezone=city.timezone, expected_people=None if discreet else when.expected_people,
        city_id=_city_id(action), city=city.name, region=city.region, country_code=city.country_code,
        latitude=city.latitude, longitude=city.longitude,
        city_latitude=city.latitude, city_longitude=city.longitude,
    )  # fmt: skip


def _at_area(view: PublicAction, action: Action) -> PublicAction:
    """Adds the point to about one kilometre (two decimals)."""
    latitude, longitude = round(action.place.latitude, 2), round(action.place.longitude, 2)
    view = replace(view, visibility=Visibility.AREA, latitude=latitude, longitude=longitude)
    if action.city.geonameid is None:
        view = replace(view, city_latitude=latitude, city_longitude=longitude)
    return view


def _exact(view: PublicAction, action: Action) -> PublicAction:
    """Adds the point itself and everything that people wrote, but for the contact."""
    row, place = action.submission, action.place
    contacts = _contacts(row.contact)
    return replace(
        view, visibility=Visibility.EXACT, precision=place.precision,
        latitude=place.latitude, longitude=place.longitude, timezone=place.timezone or view.timezone,
        title=_without(contacts, row.title), description=_without(contacts, row.description),
        venue=_without(contacts, _venue(action)), organiser=_without(contacts, row.organiser),
        link=_without(contacts, _safe_link(row.link)), language=_without(contacts, row.language),
        city_latitude=action.city.latitude, city_longitude=action.city.longitude,
    )  # fmt: skip


def _venue(action: Action) -> str:
    asked = action.submission.place
    if asked.venue or asked.address:
        parts = [asked.venue] if asked.address in asked.venue else [asked.venue, asked.address]
        return ", ".join(part for part in parts if part)
    return asked.text if action.place.precision in {Precision.VENUE, Precision.STREET} else ""


def _contacts(text: str) -> tuple[str, ...]:
    """The contact, and each address or number in it, folded."""
    parts = re.split(r"[\s,;|<>()]+", text)
    telling = [part for part in parts if "@" in part or sum(map(str.isdigit, part)) > 5]
    return tuple({part.casefold() for part in (text.strip(), *telling) if len(part) > 3})


def _without(contacts: tuple[str, ...], text: str) -> str:
    """The text, or nothing if a contact rides along in it."""
    return "" if any(contact in text.casefold() for contact in contacts) else text


def _safe_link(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in {"http", "https"} and parts.hostname else ""


def _city_id(action: Action) -> int:
    """The city's GeoNames id, or a negative one made from its name alone."""
    city = action.city
    if city.geonameid is not None:
        return city.geonameid
    name = f"{city.country_code}|{city.region}|{city.name}".casefold()
    return -(zlib.crc32(name.encode()) & 0x7FFFFFFF or 1)


def _coarsest(*precisions: Precision) -> Precision:
    return max(precisions, key=_PRECISIONS.index)


def _read(name: str) -> list[dict[str, str]]:
    with bundled("risk", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
