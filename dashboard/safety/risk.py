"""Where taking part can be dangerous: the bundled list of countries, and how careful it makes us."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dashboard.bundled import bundled
from dashboard.model import Visibility


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
    return {row["country_code"]: Risk(**{**row, "as_of": date.fromisoformat(row["as_of"])}) for row in rows}


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


def _read(name: str) -> list[dict[str, Any]]:
    with bundled("risk", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
