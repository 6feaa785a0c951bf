"""A folium map to choose a place on: numbered pins, and any point where that is allowed. It holds numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

import folium

from dashboard.i18n import ENGLISH, Speech
from dashboard.maps.map import StreetTiles, map_for


def picking_map(
    points: Sequence[tuple[float, float]],
    *,
    anywhere: bool = False,
    base_path: str = "",
    street_tiles: StreetTiles | None = None,
    attribution: str = "",
    speech: Speech = ENGLISH,
) -> folium.Map:
    """A map with a pin at each point (latitude, longitude), numbered from 1.

    It answers ``{"chosen": index}`` for a pin; with ``anywhere``, ``{"at": [latitude, longitude]}`` for any
    other point.
    """
    numbers = {
        "points": [(round(latitude, 5), round(longitude, 5)) for latitude, longitude in points],
        "anywhere": anywhere,
    }
    return map_for("Picking", numbers, base_path, street_tiles, attribution, speech)
