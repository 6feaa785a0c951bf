"""Public actions as files. One format is one module and one line in `EXPORTERS`.

Exporters are given public actions and cannot reach anything else, so they cannot leak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard.exports.csv import write_csv
from dashboard.exports.geojson import write_geojson
from dashboard.model import Campaign, PublicAction


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its name for people, its extension without a dot, its media type, and who writes it."""

    name: str
    extension: str
    media_type: str
    function: Callable[[Campaign, Iterable[PublicAction]], bytes]


EXPORTERS: Final[Mapping[str, Exporter]] = MappingProxyType(
    {
        "csv": Exporter("CSV, for spreadsheets", "csv", "text/csv; charset=utf-8", write_csv),
        "geojson": Exporter("GeoJSON, for maps", "geojson", "application/geo+json", write_geojson),
    }
)

__all__ = ["EXPORTERS", "Exporter", "write_csv", "write_geojson"]
