"""Saying where something is: a candidate by one click, another city by its name, or a point on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import Place, Precision
from dashboard.publishing import PlaceChoice
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.place_picker import pick
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import plain, where

_AT_FIRST = 3
_FOUND_AT_MOST = 6


def first_candidates(desk: Desk, key: str, places: Sequence[Place]) -> PlaceChoice | None:
    """A button for each of the likeliest places, one beside the other; the place that was clicked."""
    with st.container(horizontal=True, key=f"candidates-{key}"):
        return _clicked(desk, key, places[:_AT_FIRST], "content")


def candidates(desk: Desk, key: str, places: Sequence[Place]) -> PlaceChoice | None:
    """A button for each place beside a map with a pin for each, of the same number; the place that was clicked."""
    left, right = st.columns([2, 3])
    with left, st.container(key=f"candidates-{key}"):
        clicked = _clicked(desk, key, places, "stretch")
    if clicked is not None:  # at once, as the frame of the map may have the page begin anew
        return clicked
    with right:
        picked = pick(desk, key, [(place.latitude, place.longitude) for place in places])
    return _choice(places[picked]) if isinstance(picked, int) else None


def _clicked(
    desk: Desk, key: str, places: Sequence[Place], width: Literal["stretch", "content"]
) -> PlaceChoice | None:
    """Draw a button for each; the place of the one that was clicked."""
    for number, place in enumerate(places, 1):
        if pressed(_label(desk.speech, number, place), key=f"{key}-candidate-{number}", width=width):
            return _choice(place)
    return None


def _label(speech: Speech, number: int, place: Place) -> str:
    """A place with what tells it from others of its name: how large it is, or the point in it that is meant."""
    name = f"{speech.number(number)}\\. {plain(where(speech, place))}"
    if _is_point(place):
        return f"{name} · {plain(speech.point(place.latitude, place.longitude))}"
    people = speech.count("{n} inhabitant", "{n} inhabitants", place.population)
    return f"{name} · {plain(people)}" if place.population else name


def anywhere(desk: Desk, key: str, now: Place | None = None) -> PlaceChoice | None:
    """A city by its name, or any point of the map, which is asked about once more; ``now`` is where it is."""
    speech = desk.speech
    name = st.text_input(speech.text("Find a city"), key=f"{key}-city", persist_state=KEPT)
    found = desk.resolver.gazetteer.search(name.strip(), limit=_FOUND_AT_MOST) if name.strip() else []
    if found:
        return candidates(desk, f"{key}-found", found)
    if name.strip():
        st.info(speech.text("We know no place of this name. Try another spelling, or a larger city nearby."))
    note(speech.text("Or click the right place on the map."))
    points = [(now.latitude, now.longitude)] if now else []
    picked = pick(desk, key, points, anywhere=True)
    if isinstance(picked, tuple):
        st.session_state[f"{key}-point"] = picked
    return _confirmed(desk, key)


def _confirmed(desk: Desk, key: str) -> tuple[float, float] | None:
    """The point that was clicked, once somebody has said that it is meant."""
    point: tuple[float, float] | None = st.session_state.get(f"{key}-point")
    if point is None:
        return None
    latitude, longitude = point
    nearest = where(desk.speech, desk.resolver.gazetteer.nearest(latitude, longitude))
    words = desk.speech.text("Chosen: {point}, near {city}.", point=desk.speech.point(*point), city=nearest)
    st.info(plain(words))
    if not pressed(desk.speech.text("Yes, it is here"), type="primary", key=f"{key}-yes"):
        return None
    st.session_state.pop(f"{key}-point")
    return point


def _choice(place: Place) -> PlaceChoice:
    if _is_point(place) or place.geonameid is None:
        return place.latitude, place.longitude
    return place.geonameid


def _is_point(place: Place) -> bool:
    return place.geonameid is None or place.precision in {Precision.VENUE, Precision.STREET}
