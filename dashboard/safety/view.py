"""What the world may see of an action. This module alone decides it, from nothing upwards.

`publish_view` begins with a public action that says nothing, and each step of the ladder adds what that
step allows. What no step adds stays withheld, so a new private field is private without anybody's doing.
The rules are explained to organisers in ``docs/safety.md``.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.i18n.formats import zone
from dashboard.model import OWN_POINT, Action, Place, Precision, PublicAction, Visibility
from dashboard.safety.contacts import Contact, read_contact
from dashboard.safety.digest import is_approval_of
from dashboard.safety.risk import country_points, default_visibility

NO_CITY: Final = 0
"""The ``city_id`` of an action that is counted and shown nowhere."""

Said = dict[str, Any]
"""Fields of a `PublicAction`, as far as they may be said."""

_LADDER: Final = tuple(Visibility)
_WRITTEN: Final = ("title", "description", "organiser", "language", "link")
_PRECISIONS: Final = tuple(Precision)
_WESTERNMOST: Final = timezone(timedelta(hours=-12))


def publish_view(action: Action, *, uid: str, now: datetime | None = None) -> PublicAction | None:
    """The public side of an action, or ``None`` if the world may not know that it exists.

    ``now`` (aware) decides whether the action is over, revealed and coarsened; without it the strictest of
    these holds. The result never depends on anything that it withholds: changing a hidden venue leaves it
    identical.

    An action that is counted and shown nowhere has visibility ``COUNT_ONLY``, the city `NO_CITY` and
    coordinates that are not a number, so that it cannot be drawn by mistake.
    """
    shown = _shown(action, now)
    if shown is Visibility.HIDDEN:
        return None
    said = _nothing(action, uid)
    if shown is not Visibility.COUNT_ONLY:
        over = now is not None and _is_over(action, now)
        # Where taking part can be dangerous, only what two people approved is shown exactly.
        discreet = needs_approval(action) and not over and shown is not Visibility.EXACT
        said |= _when_and_where(action, shown, discreet=discreet)
    if action.exposure.withhold_time:
        said |= {"starts": None, "ends": None}
    return PublicAction(**said, visibility=shown)


def without_contact(action: Action) -> Action:
    """The action without its contact, nor any text in which the contact stands; the world sees no difference."""
    row, place, exposure = action.submission, action.submission.place, action.exposure
    stands_in = _contact(action).stands_in
    kept: dict[str, Any] = {name: _unless(stands_in, getattr(row, name)) for name in _WRITTEN}
    asked: dict[str, Any] = {
        name: _unless(stands_in, getattr(place, name)) for name in ("text", "venue", "address")
    }
    named = replace(exposure, neighbourhood=_unless(stands_in, exposure.neighbourhood))
    row = replace(row, contact="", place=replace(place, **asked), **kept)
    return replace(action, submission=row, exposure=named)


def _when_and_where(action: Action, shown: Visibility, *, discreet: bool) -> Said:
    if shown is Visibility.COUNTRY:
        return _at_country(action, discreet=discreet)
    said = _at_city(action, discreet=discreet)
    if shown is not Visibility.CITY:
        said |= _at_area(action) if shown is Visibility.AREA else _exact(action)
    return said


def _shown(action: Action, now: datetime | None) -> Visibility:
    """The coarsest of what was asked for, what country and moment allow, and what we can show truthfully."""
    code = action.city.country_code
    shown = max((action.visibility, _allowed(action), _for_now(action, now)), key=_LADDER.index)
    if shown is Visibility.CITY and not _has_centroid(action.city):
        shown = Visibility.COUNTRY
    if shown is Visibility.COUNTRY and code not in country_points():
        return Visibility.COUNT_ONLY
    return shown


def _allowed(action: Action) -> Visibility:
    """How much may be shown in its country, or what two people approved for just this action."""
    if not needs_approval(action):
        return Visibility.EXACT
    approval = action.exposure.approval
    if approval is None or not approval.asked_by or not approval.approved_by:
        return Visibility.CITY
    agreed = approval.approved_by != approval.asked_by and is_approval_of(approval.of, action)
    return approval.level if agreed else Visibility.CITY


def _for_now(action: Action, now: datetime | None) -> Visibility:
    """How much may be shown at this moment: less before it is revealed, less some days after its day."""
    exposure, steps = action.exposure, [Visibility.EXACT]
    if exposure.reveal_at is not None and (now is None or now < exposure.reveal_at):
        steps.append(exposure.until_revealed)
    if exposure.coarsen_after is not None and _is_past(action, now, exposure.coarsen_after):
        steps.append(exposure.coarsen_to)
    return max(steps, key=_LADDER.index)


def _is_past(action: Action, now: datetime | None, days: int) -> bool:
    """Whether so many days have gone by since its day; without a day or a moment to compare it is careful."""
    if now is None or action.submission.day is None:
        return True
    return _is_over(action, now, days=days)


def _has_centroid(city: Place) -> bool:
    """Whether the point is a gazetteer's. Otherwise it may be the venue's own."""
    return city.geonameid is not None and city.precision not in OWN_POINT


def needs_approval(action: Action) -> bool:
    """Whether taking part can be dangerous, so that it takes two people to show more than its city."""
    codes = (action.city.country_code, action.place.country_code)
    return any(default_visibility(code) is not Visibility.EXACT for code in codes)


def _is_over(action: Action, now: datetime, *, days: int = 0) -> bool:
    """Whether its day, and so many after it, has ended where it was; one day later if it went past midnight."""
    when = action.submission
    if when.day is None:
        return False
    past_midnight = when.starts is not None and when.ends is not None and when.ends <= when.starts
    past_midnight = past_midnight and when.last_day is None
    day = datetime.combine(when.last_day or when.day, time(), zone(action.city.timezone) or _WESTERNMOST)
    return now >= day + timedelta(days=1 + past_midnight + days)


def _nothing(action: Action, uid: str) -> Said:
    """Of an action that is only counted, the world knows that it is one and whether it was cancelled."""
    return {
        "uid": uid, "campaign": action.campaign, "status": action.status,
        "title": "", "description": "", "venue": "", "organiser": "", "link": "", "language": "", "last_day": None,
        "day": None, "starts": None, "ends": None, "timezone": "", "expected_people": None, "reported_people": None,
        "precision": Precision.COUNTRY, "city_id": NO_CITY, "city": "", "region": "", "country_code": "",
        "latitude": math.nan, "longitude": math.nan, "city_latitude": math.nan, "city_longitude": math.nan,
        "credit": "",
    }  # fmt: skip


def _at_country(action: Action, *, discreet: bool) -> Said:
    """Adds country and day. The time and its zone stay withheld: they would tell the part of the country."""
    code = action.city.country_code
    point = country_points()[code]
    return {
        "day": action.submission.day, "last_day": action.submission.last_day,
        "expected_people": None if discreet else action.submission.expected_people,
        "reported_people": None if discreet else action.submission.reported_people,
        "city_id": point.geonameid, "city": point.name, "country_code": code,
        "latitude": point.latitude, "longitude": point.longitude,
        "city_latitude": point.latitude, "city_longitude": point.longitude,
    }  # fmt: skip


def _at_city(action: Action, *, discreet: bool) -> Said:
    """Adds the city at its centroid; unless we must be discreet, the time and how many are expected or came."""
    city, when = action.city, action.submission
    said: Said = {
        "day": when.day, "last_day": when.last_day, "timezone": city.timezone,
        "precision": _coarsest(Precision.CITY, city.precision, action.place.precision),
        "city_id": _city_id(city), "city": city.name, "region": city.region,
        "country_code": city.country_code, "latitude": city.latitude, "longitude": city.longitude,
        "city_latitude": city.latitude, "city_longitude": city.longitude, "credit": city.credit,
    }  # fmt: skip
    if not discreet:
        said |= {
            "starts": when.starts, "ends": when.ends,
            "expected_people": when.expected_people, "reported_people": when.reported_people,
        }  # fmt: skip
    return said


def _at_area(action: Action) -> Said:
    """Adds the point to about one kilometre (two decimals), and what people call its surroundings."""
    latitude, longitude = round(action.place.latitude, 2), round(action.place.longitude, 2)
    named = _unless(_is_secret(action), action.exposure.neighbourhood)
    said: Said = {"latitude": latitude, "longitude": longitude, "venue": named, "credit": action.place.credit}
    if not _has_centroid(action.city):
        said |= {"city_latitude": latitude, "city_longitude": longitude}
    return said


def _exact(action: Action) -> Said:
    """Adds the point itself and everything that people wrote, but for the contact and what they withhold."""
    row, place = action.submission, action.place
    written = {
        "title": row.title, "description": row.description, "organiser": row.organiser,
        "language": row.language, "venue": _venue(action), "link": row.link if is_web_address(row.link) else "",
    }  # fmt: skip
    is_secret = _is_secret(action)
    written = {name: _unless(is_secret, text) for name, text in written.items()}
    return {
        **written, "precision": place.precision, "timezone": place.timezone or action.city.timezone,
        "latitude": place.latitude, "longitude": place.longitude, "credit": place.credit,
    }  # fmt: skip


def _venue(action: Action) -> str:
    asked = action.submission.place
    if asked.venue or asked.address:
        parts = [asked.venue] if asked.address in asked.venue else [asked.venue, asked.address]
        return ", ".join(part for part in parts if part)
    return asked.text if action.place.precision in OWN_POINT else ""


def _is_secret(action: Action) -> Callable[[str], bool]:
    """Whether something that must not ride along in another text stands in it."""
    row, exposure = action.submission, action.exposure
    contact = _contact(action)
    withheld = [
        text.strip().casefold()
        for text, is_withheld in (
            (row.organiser, exposure.withhold_organiser),
            (row.link, exposure.withhold_link),
        )
        if is_withheld and text.strip()
    ]
    return lambda text: any(one in text.casefold() for one in withheld) or contact.stands_in(text)


def _contact(action: Action) -> Contact:
    row, city = action.submission, action.city
    if not row.contact:
        return Contact()
    return read_contact(row.contact, city.country_code, public=(city.name, city.region, row.organiser))


def _unless(is_secret: Callable[[str], bool], text: str) -> str:
    """The text, or nothing if something secret rides along in it."""
    return "" if is_secret(text) else text


def is_web_address(address: str) -> bool:
    """Whether an address leads to a page of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _city_id(city: Place) -> int:
    """The city's GeoNames id, or a negative one made from its name alone."""
    if city.geonameid is not None:
        return city.geonameid
    name = f"{city.country_code}|{city.region}|{city.name}".casefold()
    return -(zlib.crc32(name.encode()) & 0x7FFFFFFF or 1)


def _coarsest(*precisions: Precision) -> Precision:
    return max(precisions, key=_PRECISIONS.index)
