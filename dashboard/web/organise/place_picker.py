"""A small map on an organiser's page on which one click answers where something is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps.map import StreetTiles, picking_map
from dashboard.web import resources
from dashboard.web.organise.desk import Desk

HEIGHT = 380


def pick(
    desk: Desk, key: str, points: Sequence[tuple[float, float]], *, anywhere: bool = False
) -> int | tuple[float, float] | None:
    """Draw the map with a numbered pin at each point (latitude, longitude); what was chosen on it since last drawn.

    The index of the pin, or with ``anywhere`` the (latitude, longitude) of another point. Each choice is given
    once. ``key`` names the map on its page.
    """
    settings = resources.settings()
    streets = StreetTiles(settings.street_tiles_url, settings.street_tiles_attribution)
    frame = picking_map(
        points,
        anywhere=anywhere,
        base_path=settings.base_path,
        street_tiles=streets if anywhere and settings.street_tiles != "forbidden" else None,
        attribution=desk.speech.text("Places: GeoNames (CC BY 4.0) · Land: Natural Earth"),
        speech=desk.speech,
    )
    with st.container(key=f"pick-{key}"):
        st_folium(
            frame,
            key=f"frame-{key}",
            height=HEIGHT,
            use_container_width=True,
            returned_objects=[],
            on_change=lambda: _chosen(key),
        )
    return _choice(st.session_state.pop(f"picked-{key}", None), len(points), anywhere=anywhere)


def _chosen(key: str) -> None:
    """Keep an answer until the map is drawn again. What the frame says of itself is none."""
    said = st.session_state.get(f"frame-{key}") or {}
    if "chosen" in said or "at" in said:
        st.session_state[f"picked-{key}"] = said


def _choice(said: Mapping[str, Any] | None, pins: int, *, anywhere: bool) -> int | tuple[float, float] | None:
    """The answer of a frame, if it is one. The frame runs in the visitor's browser, so it may say anything."""
    match said:
        case {"chosen": int(index)} if 0 <= index < pins:
            return index
        case {"at": [int() | float() as latitude, int() | float() as longitude]} if anywhere:
            valid = -90 <= latitude <= 90 and -180 <= longitude <= 180
            return (float(latitude), float(longitude)) if valid else None
        case _:
            return None
