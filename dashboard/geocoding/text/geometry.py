"""Distances on the sphere, for one pair of points and for many."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

_DIAMETER_KM = 12_742.0
_LEAST_KM, _KM_OF_ROOT = 5.0, 0.012


def reach_of(people: int) -> float:
    """How many kilometres a city reaches: so far, and for the root of its people so much farther."""
    return float(_LEAST_KM + _KM_OF_ROOT * people**0.5)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance of two points in degrees."""
    lat1, lon1, lat2, lon2 = math.radians(lat1), math.radians(lon1), math.radians(lat2), math.radians(lon2)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _DIAMETER_KM * math.asin(math.sqrt(min(1.0, h)))


def kilometres_between(
    lat1: npt.NDArray[Any],
    lon1: npt.NDArray[Any],
    lat2: npt.NDArray[Any] | float,
    lon2: npt.NDArray[Any] | float,
) -> npt.NDArray[np.float64]:
    """The distances of many pairs of points in degrees."""
    lat1, lon1, lat2, lon2 = np.radians(lat1), np.radians(lon1), np.radians(lat2), np.radians(lon2)
    h = np.sin((lat1 - lat2) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon1 - lon2) / 2) ** 2
    return np.asarray(_DIAMETER_KM * np.arcsin(np.sqrt(np.minimum(1.0, h))))
