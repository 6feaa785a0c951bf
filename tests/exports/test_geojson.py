"""The GeoJSON that other maps load."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from dashboard.exports.geojson import LICENCE, write_geojson
from tests.exports.actions import CAMPAIGN, EMBASSY, GROZNY


def test_each_action_is_a_point_with_longitude_first() -> None:
    collection = json.loads(write_geojson(CAMPAIGN, [EMBASSY, GROZNY]))
    assert {name: text for name, text in collection.items() if name != "features"} == {
        "type": "FeatureCollection",
        "title": CAMPAIGN.title,
        "name": CAMPAIGN.title,
        "licence": LICENCE,
    }
    first, _ = collection["features"]
    assert first["id"] == EMBASSY.uid
    assert first["geometry"] == {"type": "Point", "coordinates": [-0.18988, 51.50932]}
    assert first["properties"] == {
        "uid": "-fJ2_x", "campaign": "watching", "title": "Vigil", "description": EMBASSY.description,
        "venue": "Russian Embassy", "organiser": "All Out", "link": "https://example.org/1", "language": "en",
        "day": "2018-04-07", "starts": "14:00", "ends": "15:30", "timezone": "Europe/London",
        "status": "confirmed", "expected_people": 80, "visibility": "exact", "precision": "venue",
        "city_id": 2643743, "city": "London", "region": "England", "country_code": "GB",
        "city_latitude": 51.50853, "city_longitude": -0.12574,
    }  # fmt: skip


def test_what_is_withheld_is_left_out() -> None:
    (feature,) = json.loads(write_geojson(CAMPAIGN, [GROZNY]))["features"]
    assert set(feature["properties"]) == {
        "uid", "campaign", "day", "timezone", "status", "visibility", "precision", "city_id", "city",
        "region", "country_code", "city_latitude", "city_longitude",
    }  # fmt: skip


def test_midnight_and_nobody_expected_are_said() -> None:
    action = replace(EMBASSY, starts=EMBASSY.starts and EMBASSY.starts.replace(hour=0), expected_people=0)
    (feature,) = json.loads(write_geojson(CAMPAIGN, [action]))["features"]
    assert (feature["properties"]["starts"], feature["properties"]["expected_people"]) == ("00:00", 0)


def test_an_action_without_a_point_is_refused_rather_than_drawn_somewhere() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_geojson(CAMPAIGN, [replace(EMBASSY, latitude=math.nan)])
