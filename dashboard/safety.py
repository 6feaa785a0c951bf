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
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.bundled import bundled
from dashboard.model import Action, Place, Precision, PublicAction, Visibility

ADVICE: Final = (
    "This list is a careful starting point and may be out of date. "
    "Compare it with ILGA World's database (database.ilga.org) before a campaign."
)
NO_CITY: Final = 0
"""The ``city_id`` of an action that is counted and shown nowhere."""

Said = dict[str, Any]
"""Fields of a `PublicAction`, as far as they may be said."""

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
    said = _nothing(action, uid)
    if shown is not Visibility.COUNT_ONLY:
        over = now is not None and _is_over(action, now)
        said |= _when_and_where(action, shown, discreet=_is_risky(action) and not over)
    return PublicAction(**said, visibility=shown)


def _when_and_where(action: Action, shown: Visibility, *, discreet: bool) -> Said:
    if shown is Visibility.COUNTRY:
        return _at_country(action, discreet=discreet)
    said = _at_city(action, discreet=discreet)
    if shown is not Visibility.CITY:
        said |= _at_area(action) if shown is Visibility.AREA else _exact(action)
    return said


def _shown(action: Action) -> Visibility:
    """The coarsest of what was asked for, what the country allows, and what we can show truthfully."""
    code = action.city.country_code
    steps = [action.visibility, default_visibility(code), default_visibility(action.place.country_code)]
    shown = max(steps, key=_LADDER.index)
    if shown is Visibility.CITY and not _has_centroid(action.city):
        shown = Visibility.COUNTRY
    if shown is Visibility.COUNTRY and code not in country_points():
        return Visibility.COUNT_ONLY
    return shown


def _has_centroid(city: Place) -> bool:
    """Whether the point is a gazetteer's. Otherwise it may be the venue's own."""
    return city.geonameid is not None and city.precision not in {Precision.VENUE, Precision.STREET}


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


def _nothing(action: Action, uid: str) -> Said:
    """Of an action that is only counted, the world knows that it is one and whether it was cancelled."""
    return {
        "uid": uid, "campaign": action.campaign, "status": action.status,
        "title": "", "description": "", "venue": "", "organiser": "", "link": "", "language": "",
        "day": None, "starts": None, "ends": None, "timezone": "", "expected_people": None,
        "precision": Precision.COUNTRY, "city_id": NO_CITY, "city": "", "region": "", "country_code": "",
        "latitude": math.nan, "longitude": math.nan, "city_latitude": math.nan, "city_longitude": math.nan,
    }  # fmt: skip


def _at_country(action: Action, *, discreet: bool) -> Said:
    """Adds country and day. The time and its zone stay withheld: they would tell the part of the country."""
    code = action.city.country_code
    point = country_points()[code]
    return {
        "day": action.submission.day,
        "expected_people": None if discreet else action.submission.expected_people,
        "city_id": point.geonameid, "city": point.name, "country_code": code,
        "latitude": point.latitude, "longitude": point.longitude,
        "city_latitude": point.latitude, "city_longitude": point.longitude,
    }  # fmt: skip


def _at_city(action: Action, *, discreet: bool) -> Said:
    """Adds the city at its centroid; unless we must be discreet, the time and how many are expected too."""
    city, when = action.city, action.submission
    said: Said = {
        "day": when.day, "timezone": city.timezone,
        "precision": _coarsest(Precision.CITY, city.precision, action.place.precision),
        "city_id": _city_id(city), "city": city.name, "region": city.region,
        "country_code": city.country_code, "latitude": city.latitude, "longitude": city.longitude,
        "city_latitude": city.latitude, "city_longitude": city.longitude,
    }  # fmt: skip
    if not discreet:
        said |= {"starts": when.starts, "ends": when.ends, "expected_people": when.expected_people}
    return said


def _at_area(action: Action) -> Said:
    """Adds the point to about one kilometre (two decimals)."""
    latitude, longitude = round(action.place.latitude, 2), round(action.place.longitude, 2)
    said: Said = {"latitude": latitude, "longitude": longitude}
    if not _has_centroid(action.city):
        said |= {"city_latitude": latitude, "city_longitude": longitude}
    return said


def _exact(action: Action) -> Said:
    """Adds the point itself and everything that people wrote, but for the contact."""
    row, place = action.submission, action.place
    written = {
        "title": row.title, "description": row.description, "organiser": row.organiser,
        "language": row.language, "venue": _venue(action), "link": _safe_link(row.link),
    }  # fmt: skip
    if row.contact:
        contacts = _contacts(row.contact)
        written = {name: _without(contacts, text) for name, text in written.items()}
    return {
        **written, "precision": place.precision, "timezone": place.timezone or action.city.timezone,
        "latitude": place.latitude, "longitude": place.longitude,
    }  # fmt: skip


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


def _city_id(city: Place) -> int:
    """The city's GeoNames id, or a negative one made from its name alone."""
    if city.geonameid is not None:
        return city.geonameid
    name = f"{city.country_code}|{city.region}|{city.name}".casefold()
    return -(zlib.crc32(name.encode()) & 0x7FFFFFFF or 1)


def _coarsest(*precisions: Precision) -> Precision:
    return max(precisions, key=_PRECISIONS.index)


def _read(name: str) -> list[dict[str, str]]:
    with bundled("risk", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
