"""What the services answer, read into one shape: one function and one registry line for each format.

A service that is not in `FORMATS` is read as if it had said neither the country nor what kind of place it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geopy.location import Location

from dashboard.model import Precision

_VENUE_EXTENT_KM: Final = 1.0
_STREET_EXTENT_KM: Final = 5.0
_LONGEST_LABEL: Final = 200
_SQUARES: Final = frozenset({"square", "house", "plot", "building", "houses"})
_AREAS: Final = frozenset(
    {"state", "region", "province", "county", "district", "state_district", "island", "archipelago"}
)
_STREETS: Final = frozenset({"highway", "route"})


@dataclass(frozen=True, slots=True)
class Found:
    """A place as an online geocoder gave it. ``country_code`` is empty where the service does not say it."""

    label: str
    latitude: float
    longitude: float
    country_code: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Format:
    """How to ask a service and read it.

    ``options`` go along with each question. A ``strict`` service answers only where every word matched.
    """

    options: Mapping[str, Any]
    read: Callable[[Mapping[str, Any]], tuple[str, Precision]]
    strict: bool = False
    credit: str = ""


def nominatim(raw: Mapping[str, Any]) -> tuple[str, Precision]:
    """Country and precision of a place in Nominatim's JSON (nominatim.org/release-docs/latest/api/Output)."""
    _check_point(raw["lat"], raw["lon"])
    address = raw.get("address") or {}
    rank = raw.get("place_rank")
    kind, value = str(raw.get("category", raw.get("class", ""))), str(raw.get("type", ""))
    if kind in {"place", "boundary"}:
        precision = _of_settlement(value, rank if isinstance(rank, int) else 16)
    else:
        precision = Precision.STREET if kind in _STREETS and rank != 30 else Precision.VENUE
    south, north, west, east = (float(edge) for edge in raw.get("boundingbox") or (0, 0, 0, 0))
    return str(address.get("country_code", "")), _of_extent(precision, south, north, west, east)


def photon(raw: Mapping[str, Any]) -> tuple[str, Precision]:
    """Country and precision of a feature in Photon's GeoJSON (github.com/komoot/photon, docs/api-v1.md)."""
    _check_point(*raw["geometry"]["coordinates"][:2])
    said = raw["properties"]
    layer, value = str(said.get("type", "")), str(said.get("osm_value", ""))
    kind = str(said.get("osm_key", ""))
    if layer == "country" or value == "country":
        precision = Precision.COUNTRY
    elif layer in {"state", "county"}:
        precision = Precision.REGION
    elif value in _SQUARES or layer == "house":
        precision = Precision.VENUE
    elif layer in {"locality", "district", "city"} or kind in {"place", "boundary"}:
        precision = _of_settlement(value, 16)
    else:
        precision = Precision.STREET if kind in _STREETS or layer == "street" else Precision.VENUE
    west, north, east, south = (float(edge) for edge in said.get("extent") or (0, 0, 0, 0))
    return str(said.get("countrycode", "")), _of_extent(precision, south, north, west, east)


def unknown(_raw: Mapping[str, Any]) -> tuple[str, Precision]:
    """Nothing but the point is taken from a format that we do not know."""
    return "", Precision.STREET


_OSM: Final = "© OpenStreetMap contributors"
_ASK_NOMINATIM: Final = {"limit": 5, "addressdetails": True}
UNKNOWN: Final = Format({}, unknown)
FORMATS: Final[Mapping[str, Format]] = {
    "nominatim": Format(_ASK_NOMINATIM, nominatim, strict=True, credit=_OSM),
    "openmapquest": Format(_ASK_NOMINATIM, nominatim, strict=True, credit=_OSM),
    "pickpoint": Format(_ASK_NOMINATIM, nominatim, strict=True, credit=_OSM),
    "photon": Format({"limit": 5}, photon, credit=_OSM),
}


def read_location(location: Location, form: Format) -> Found:
    """A location of geopy's as a `Found`.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is not what the service documents.
    """
    latitude, longitude = float(location.latitude), float(location.longitude)
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or (latitude == 0 and longitude == 0):
        raise ValueError(latitude, longitude)  # no point on earth that anybody means
    country, precision = form.read(location.raw)
    code = country.strip().upper()
    label = "".join(c for c in str(location.address) if c.isprintable())[:_LONGEST_LABEL]
    known = len(code) == 2 and code.isascii() and code.isalpha()
    return Found(label, round(latitude, 6), round(longitude, 6), code if known else "", precision)


def _check_point(*degrees: Any) -> None:
    """A missing degree, which geopy takes for nought, is no answer."""
    for degree in degrees:
        float(degree)


def _of_settlement(value: str, rank: int) -> Precision:
    if value in _SQUARES:
        return Precision.VENUE
    if value == "country" or rank <= 4:
        return Precision.COUNTRY
    return Precision.REGION if value in _AREAS or rank <= 12 else Precision.CITY


def _of_extent(precision: Precision, south: float, north: float, west: float, east: float) -> Precision:
    """No finer than the size of the thing allows: the middle of a long river is no address."""
    if precision not in {Precision.VENUE, Precision.STREET}:
        return precision
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    kilometres = 111.0 * math.hypot(north - south, wide)
    if kilometres > _STREET_EXTENT_KM:
        return Precision.CITY
    return Precision.STREET if kilometres > _VENUE_EXTENT_KM else precision
