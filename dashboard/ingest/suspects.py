"""Columns that nobody has said anything about and that look like days, hours or coordinates by what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from dashboard.ingest.clean import is_nothing
from dashboard.ingest.clock import Times, read_times
from dashboard.ingest.columns import Columns
from dashboard.ingest.questions import is_of_other_times
from dashboard.ingest.reader import Row
from dashboard.ingest.values import read_degrees, split_coordinates
from dashboard.ingest.when import Calendar, read_moment

_SAMPLE: Final = 50
_MOST: Final = 0.8
_POINTS: Final = ("coordinates", "latitude", "longitude")


def find_suspects(
    header: Sequence[str], rows: Sequence[Row], columns: Columns, chosen: Mapping[str, str]
) -> dict[str, str]:
    """Header -> the field that a column looks like, of columns without a field that nobody has decided on.

    Only for fields that have no column: of these the campaign's own would stand in for what the file says.
    """
    found: dict[str, str] = {}
    for index, name in enumerate(header):
        if name not in columns.unknown or name in chosen or is_of_other_times(name):
            continue
        filled = (row.cells[index] for row in rows)
        cells = list(islice((cell for cell in filled if cell.strip() and not is_nothing(cell)), _SAMPLE))
        looks = next(_looks_like(cells), "") if cells else ""
        if looks and looks not in found.values() and not _is_known(looks, columns):
            found[name] = looks
    return found


def _is_known(looks: str, columns: Columns) -> bool:
    known = columns.indices
    if looks == "coordinates":
        return any(name in known for name in _POINTS)
    return looks in known or (looks == "day" and "starts" in known)


def _looks_like(cells: Sequence[str]) -> Iterator[str]:
    if _most(
        read_moment(cell, Calendar("day first", 2000, short_years=True)).day is not None for cell in cells
    ):
        yield "day"
    if _most(not cell.strip().isdigit() and isinstance(read_times(cell), Times) for cell in cells):
        yield "starts"
    if _most(map(_is_point, cells)):
        yield "coordinates"


def _is_point(cell: str) -> bool:
    halves = split_coordinates(cell) if "." in cell or "°" in cell else None
    return halves is not None and all(
        read_degrees(half, is_latitude=latitude) is not None
        for half, latitude in zip(halves, (True, False), strict=True)
    )


def _most(found: Iterator[bool]) -> bool:
    votes = list(found)
    return sum(votes) >= _MOST * len(votes)
