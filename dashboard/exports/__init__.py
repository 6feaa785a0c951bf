"""Public actions as files. One format is one module and one line in `EXPORTERS`.

Whatever is in the registry has its addresses for a campaign, a city and an action, its entry on the page of feeds,
and its name on the command line. Exporters are given public actions and cannot reach anything else, so they cannot
leak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from dashboard.exports import atom, csv, geojson, ics
from dashboard.exports.atom import write_atom
from dashboard.exports.csv import write_csv
from dashboard.exports.edition import PLAIN, Edition, Told
from dashboard.exports.geojson import write_geojson
from dashboard.exports.ics import write_ics
from dashboard.i18n import Speech
from dashboard.model import Campaign, PublicAction


class Writer(Protocol):
    """Writes a file. The same actions and edition are the same bytes."""

    def __call__(
        self, campaign: Campaign, actions: Iterable[PublicAction], edition: Edition = PLAIN
    ) -> bytes:
        """The actions, which are some or all of the campaign's, as a file."""
        ...


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


_CALENDAR: Final = Exporter(
    ics.told, "ics", "text/calendar; charset=utf-8", write_ics, is_followed=True, scheme="webcal"
)
_ATOM: Final = Exporter(
    atom.told, "atom", "application/atom+xml; charset=utf-8", write_atom, is_followed=True
)

EXPORTERS: Final[Mapping[str, Exporter]] = MappingProxyType(
    {
        "ics": _CALENDAR,
        "atom": _ATOM,
        "csv": Exporter(csv.told, "csv", "text/csv; charset=utf-8", write_csv),
        "geojson": Exporter(geojson.told, "geojson", "application/geo+json", write_geojson),
    }
)
