"""Public actions as files. One format is one module and one line in `EXPORTERS`.

Whatever is in the registry has its addresses for a campaign, a city and an action, its entry on the page of feeds,
and its name on the command line. Exporters are given public actions and cannot reach anything else, so they cannot
leak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard.exports import atom, csv, geojson, ics
from dashboard.exports.edition import Edition, Told
from dashboard.i18n import Speech
from dashboard.model import Campaign, PublicAction

Writer = Callable[[Campaign, Iterable[PublicAction], Edition], bytes]
"""Writes some or all actions of a campaign as a file: the same actions and edition are the same bytes."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: what people are told of it, its extension without a dot, its media type, and who writes it.

    ``is_followed`` of one that programs ask for again and again, rather than people once to keep it; ``scheme`` is
    what its address begins with for such a program, if that is a scheme of its own.
    """

    told: Callable[[Speech], Told]
    extension: str
    media_type: str
    function: Writer
    is_followed: bool = False
    scheme: str = ""


EXPORTERS: Final[Mapping[str, Exporter]] = MappingProxyType(
    {
        one.extension: one
        for one in (
            Exporter(ics.told, "ics", "text/calendar; charset=utf-8", ics.write_ics, True, "webcal"),
            Exporter(atom.told, "atom", "application/atom+xml; charset=utf-8", atom.write_atom, True),
            Exporter(csv.told, "csv", "text/csv; charset=utf-8", csv.write_csv),
            Exporter(geojson.told, "geojson", "application/geo+json", geojson.write_geojson),
        )
    }
)
"""Each format by its extension."""
