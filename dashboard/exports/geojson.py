"""GeoJSON (RFC 7946) for map makers: one point for each action, as ``[longitude, latitude]``.

The properties are the fields of a public action, without those that are empty. ``precision`` says what the
point stands for: one of a city is its centre, not an address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, Final

from dashboard.exports.edition import PLAIN, Edition, Told
from dashboard.i18n import Speech
from dashboard.model import Campaign, PublicAction

LICENCE: Final = (
    "Places: GeoNames, CC BY 4.0, https://creativecommons.org/licenses/by/4.0/."
    " Please name the organisers of the campaign as well."
)
"""Whom another point is owed to stands beside it, as ``credit``."""
_IN_GEOMETRY: Final = {"latitude", "longitude"}
_PROPERTIES: Final = [field.name for field in fields(PublicAction) if field.name not in _IN_GEOMETRY]


def told(spoken: Speech) -> Told:
    """The name of the format, and what it is good for."""
    return Told(spoken.text("GeoJSON, for maps"), spoken.text("The actions as points on a map of your own."))


def about_collection(title: str, changed_at: datetime | None) -> dict[str, Any]:
    """What a collection says of itself, as foreign members (RFC 7946, 6.1), before its features."""
    updated = {"updated": changed_at.isoformat()} if changed_at else {}
    return {"type": "FeatureCollection", "title": title, **updated, "licence": LICENCE}


def write_geojson(campaign: Campaign, actions: Iterable[PublicAction], edition: Edition = PLAIN) -> bytes:
    """One feature for each action."""
    title = edition.title(campaign)
    collection = {
        **about_collection(title, edition.changed_at),
        "name": title,
        "features": [feature(action) for action in actions],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def feature(action: PublicAction) -> dict[str, Any]:
    """One action as a point."""
    return {
        "type": "Feature",
        "id": action.uid,
        "geometry": {"type": "Point", "coordinates": [round(action.longitude, 6), round(action.latitude, 6)]},
        "properties": properties(action),
    }


def properties(action: PublicAction) -> dict[str, Any]:
    """Everything public of one action but its point; empty fields are left out."""
    values = {name: getattr(action, name) for name in _PROPERTIES}
    return {name: _plain(value) for name, value in values.items() if value not in ("", None)}


def _plain(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
