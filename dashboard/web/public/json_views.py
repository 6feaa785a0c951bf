"""The public data as JSON: pure functions from public actions and counts to what the routes send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard.exports.geojson import properties
from dashboard.exports.wording import why_withheld
from dashboard.i18n import Speech
from dashboard.model import Campaign, CityCount, Precision, PublicAction, Totals
from dashboard.safety import risks
from dashboard.schedule import CALLED_OFF, over_at, start_of
from dashboard.web.serving.responses import Json

LETTERS = {
    Precision.VENUE: "v",
    Precision.STREET: "s",
    Precision.CITY: "c",
    Precision.REGION: "r",
    Precision.COUNTRY: "n",
}
"""One letter per precision, for the map's columns."""


def campaign_summary(campaign: Campaign, totals: Totals) -> Json:
    """One campaign of the list."""
    return {
        "slug": campaign.slug,
        "title": campaign.title,
        "summary": campaign.summary,
        "day": campaign.day and campaign.day.isoformat(),
        "is_example": campaign.is_example,
        **_totals(totals),
    }


def _totals(totals: Totals) -> Json:
    """The numbers at the top of the page; ``updated_at`` in ISO 8601."""
    return {
        "actions": totals.actions,
        "cities": totals.cities,
        "countries": totals.countries,
        "cancelled": totals.cancelled,
        "expected_people": totals.expected_people,
        "reported_people": totals.reported_people,
        "updated_at": totals.updated_at and totals.updated_at.isoformat(),
    }


def map_columns(
    cities: Sequence[CityCount], totals: Totals, starts: Sequence[datetime], speech: Speech
) -> Json:
    """The cities as columns, a third of the size of GeoJSON; precisions as `LETTERS`.

    ``dangerous`` are the countries among them in which taking part can be dangerous. ``span`` is the first and the last
    start in minutes since 1970, UTC; null while none is known.
    """
    return {
        "ids": [one.city_id for one in cities],
        "names": [speech.named(one) for one in cities],
        "countries": [one.country_code for one in cities],
        "dangerous": sorted({one.country_code for one in cities} & risks().keys()),
        "latitudes": [round(one.latitude, 4) for one in cities],
        "longitudes": [round(one.longitude, 4) for one in cities],
        "actions": [one.actions for one in cities],
        "cancelled": [one.cancelled for one in cities],
        "precisions": [LETTERS[one.precision] for one in cities],
        "totals": _totals(totals),
        "span": [_minutes(starts[0]), _minutes(starts[-1])] if starts else None,
    }


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def start_columns(actions: Iterable[PublicAction]) -> Json:
    """When the actions begin, as columns: a city's id, and the start in minutes since 1970 in UTC, earliest first.

    Actions that are called off, or whose day or time is not known or not public, have no start.
    """
    standing = (one for one in actions if one.status not in CALLED_OFF)
    starts = sorted((_minutes(start), one.city_id) for one in standing if (start := start_of(one)))
    return {"ids": [city_id for _, city_id in starts], "starts": [minutes for minutes, _ in starts]}


def city_json(actions: Sequence[PublicAction], speech: Speech) -> Json:
    """One city with its actions, which must not be empty. ``when`` is as the list beside the map says it too."""
    first = actions[0]
    return {
        "city_id": first.city_id,
        "city": speech.named(first),
        "region": speech.region(first.region, first.country_code),
        "country_code": first.country_code,
        "country": speech.country(first.country_code),
        "actions": [_card(one, speech) for one in actions],
    }


def _card(action: PublicAction, speech: Speech) -> Json:
    why = why_withheld(action, speech)
    said = {"when": speech.when(action)} | ({"why_withheld": why} if why else {})
    point = {"latitude": round(action.latitude, 6), "longitude": round(action.longitude, 6)}
    return {**properties(action), **point, **_start(action), **said}


def _start(action: PublicAction) -> Json:
    """The instants it begins and is taken to be over, for viewers in other time zones; nothing that is not known."""
    moments = {"starts_at": start_of(action), "over_at": over_at(action)}
    return {name: moment.isoformat() for name, moment in moments.items() if moment}


def city_feature(one: CityCount, speech: Speech) -> Json:
    """A city with its counts as a point of GeoJSON (RFC 7946)."""
    point = {"type": "Point", "coordinates": [round(one.longitude, 6), round(one.latitude, 6)]}
    told = {
        "city_id": one.city_id,
        "city": speech.named(one),
        "region": speech.region(one.region, one.country_code),
        "country_code": one.country_code,
        "country": speech.country(one.country_code),
        "actions": one.actions,
        "cancelled": one.cancelled,
        "precision": one.precision.value,
    }
    return {"type": "Feature", "id": one.city_id, "geometry": point, "properties": told}
