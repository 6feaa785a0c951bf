"""The use case beside publishing: any CSV file in, the same file with the place of each row out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.i18n import ENGLISH, Speech, located, say_all
from dashboard.ingest import Limits, Table, read_isolated
from dashboard.ingest.columns import recognise
from dashboard.ingest.validation import read_place
from dashboard.model import Place
from dashboard.reasons import Progress, Reason

ADDED: Final = (
    "geo_status", "geo_latitude", "geo_longitude", "geo_precision", "geo_place", "geo_country_code", "geo_timezone",
    "geo_geonameid", "geo_reason", "geo_candidates",
)  # fmt: skip
"""The columns that are added, in this order. Those of an earlier run are replaced."""


@dataclass(frozen=True, slots=True)
class Geocoded:
    """A CSV file in UTF-8 with the columns of `ADDED`, and how many of its rows have which status."""

    data: bytes
    counts: Mapping[GeoStatus, int]


def geocode_file(
    data: bytes,
    resolver: Resolver,
    *,
    limits: Limits,
    progress: Progress | None = None,
    speech: Speech = ENGLISH,
) -> Geocoded:
    """Look up the place of each row. The file's own columns pass through unchanged and in order.

    A row that cannot be read keeps what could be read of it, with the status ``error`` and the reason.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
        GeocoderUnavailable: the places could not be looked up.
    """
    table = _without_added(read_isolated(data, limits=limits))
    answered = [*_answered(table, resolver, progress), *_unread(table)]
    answered.sort(key=lambda row: row.line)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*table.header, *ADDED])
    writer.writerows([*row.cells, *_added(row, speech)] for row in answered)
    counts = Counter(row.answer.status for row in answered)
    return Geocoded(
        text.getvalue().encode("utf-8", "replace"), {status: counts[status] for status in GeoStatus}
    )


def _without_added(table: Table) -> Table:
    """The table without the columns of an earlier run, which say nothing of where a row is."""
    kept = [index for index, name in enumerate(table.header) if name not in ADDED]
    if len(kept) == len(table.header):
        return table
    rows = tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) for row in table.rows)
    unread = {
        line: tuple(cells[index] for index in kept if index < len(cells))
        for line, cells in table.unread.items()
    }
    return replace(table, header=tuple(table.header[index] for index in kept), rows=rows, unread=unread)


@dataclass(frozen=True, slots=True)
class _Answered:
    """A row with its answer, and with what else is to be said of its place."""

    line: int
    cells: Sequence[str]
    answer: Answer
    remarks: tuple[Reason, ...] = ()


def _answered(table: Table, resolver: Resolver, progress: Progress | None) -> Iterator[_Answered]:
    """The rows that can be read. Those that do not say where are not found, with the reason."""
    columns = recognise(table.header, [row.cells for row in table.rows], by_words=True)
    read = [read_place(row, table.header, columns) for row in table.rows]
    told = progress and partial(progress, "looking_up_places")
    answers = iter(resolver.resolve_all([query for query, _ in read if query], progress=told))
    for row, (query, problems) in zip(table.rows, read, strict=True):
        remarks = tuple(Reason(one.code, one.values) for one in problems)
        if query:
            yield _Answered(row.line, row.cells, next(answers), remarks)
        else:
            yield _Answered(row.line, row.cells, Answer(GeoStatus.NOT_FOUND, remarks[-1]), remarks[:-1])


def _unread(table: Table) -> Iterator[_Answered]:
    """The rows that cannot be read, with the cells that they have, as many as the header has names."""
    padding = [""] * len(table.header)
    for problem in table.problems:
        cells = table.unread[problem.line]
        answer = Answer(GeoStatus.ERROR, located(replace(problem, column="")))
        yield _Answered(problem.line, [*cells, *padding][: len(padding)], answer)


def _added(row: _Answered, speech: Speech) -> list[str]:
    """The cells of `ADDED` for one row."""
    answer, place = row.answer, row.answer.place
    reason = say_all(speech, *row.remarks, answer.reason, *answer.assumed)
    candidates = json.dumps([_candidate(one) for one in answer.candidates], ensure_ascii=False)
    where = [""] * (len(ADDED) - 3) if place is None else [
        f"{place.latitude:.6f}", f"{place.longitude:.6f}", place.precision, place.name, place.country_code,
        place.timezone, "" if place.geonameid is None else str(place.geonameid),
    ]  # fmt: skip
    return [answer.status, *where, reason, candidates]


def _candidate(place: Place) -> dict[str, str | float | int | None]:
    named = ("latitude", "longitude", "name", "region", "country_code", "geonameid", "population")
    return {name: getattr(place, name) for name in named}
