"""Bytes -> rows, each with the line on which it begins.

A row that cannot be read in its place is a problem with its line number: cells are never shifted, and a
quotation mark that nobody closed does not swallow the rows below it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.errors import UnreadableFile
from dashboard.ingest.encoding import decode
from dashboard.ingest.header import ONE_COLUMN, count_named, find_header, name_columns, read_names
from dashboard.ingest.records import Record, Shape, read_records, refuse_moved
from dashboard.ingest.spreadsheet import Sheet, kind_of, read_sheet
from dashboard.model import RowProblem
from dashboard.reasons import Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be."""

    max_bytes: int = 50_000_000
    max_rows: int = 200_000
    max_columns: int = 200
    max_cell_characters: int = 20_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, as many as the header has, and the line on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows in its order. A row that could not be read is one REFUSAL in ``problems`` instead.

    ``questions`` are on rows that were read and may be wrong all the same.
    ``header`` names every column once: a nameless one is called ``column 8``, and a second ``Link`` is
    ``Link (2)``. ``delimiter`` is ``""`` for a file of one column. ``encoding`` is ``XLSX`` or ``ODS`` of a
    spreadsheet, whose first note says which sheet was read.
    ``unread`` has the cells of each row that could not be read, by line: as many as there are.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    encoding: str
    delimiter: str
    notes: tuple[Reason, ...]
    questions: tuple[RowProblem, ...] = ()
    unread: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    other_sheets: tuple[str, ...] = ()
    """The sheets of a spreadsheet that have something in them and were not read."""


def read_table(data: bytes, *, limits: Limits = DEFAULT_LIMITS, sheet: str = "") -> Table:
    """The table in a file's bytes; of a spreadsheet that in the sheet of this name, or in the first that has one.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
    """
    if len(data) > limits.max_bytes:
        raise UnreadableFile("file_too_large", n=len(data), allowed=limits.max_bytes)
    if kind := kind_of(data):
        return _table_of_sheet(read_sheet(data, kind, max_bytes=limits.max_bytes, name=sheet), limits)
    return _table_of_text(data, limits)


def _table_of_text(data: bytes, limits: Limits) -> Table:
    text = decode(data)
    lines = list(io.StringIO(text.text, newline=""))
    start, delimiter = find_header(lines)
    names, after = read_names(lines, start, delimiter)
    shape = _shape(names, limits)
    reading = read_records(lines, after, delimiter, shape, longest=limits.max_cell_characters)
    found, empty = _gather(reading, limits)
    table = _table(names, shape, refuse_moved(found, shape), limits, damaged=text.damaged)
    notes = [*text.notes, *table.notes, *([Reason("empty_rows", {"n": empty})] if empty else [])]
    if any(line.strip(" \r\n") for line in lines[:start] if not line.lower().startswith(("sep=", '"sep='))):
        notes.insert(len(text.notes), Reason("header_below", {"line": start + 1}))
    return replace(
        table,
        encoding=text.encoding,
        delimiter=delimiter.strip(ONE_COLUMN),
        notes=tuple(notes),
        unread={line: cells or _first_line(lines, line, delimiter) for line, cells in table.unread.items()},
    )


def _table_of_sheet(sheet: Sheet, limits: Limits) -> Table:
    names = sheet.rows[0][1]
    shape = _shape(names, limits)
    records, _ = _gather((Record(number - 1, cells) for number, cells in sheet.rows[1:]), limits)
    table = _table(names, shape, records, limits)
    return replace(table, encoding=sheet.kind, notes=(*sheet.notes, *table.notes), other_sheets=sheet.others)


def _table(
    names: Sequence[str], shape: Shape, records: Sequence[Record], limits: Limits, *, damaged: bool = False
) -> Table:
    """The table of records below these names, without what is told of the file as a whole."""
    header, columns, notes = name_columns(names, shape, records)
    rows, problems = _judge(records, header, columns, limits, damaged=damaged)
    cells_at = {record.index + 1: tuple(record.cells) for record in records}
    return Table(
        header=tuple(header[column] for column in columns),
        rows=rows,
        problems=problems,
        encoding="",
        delimiter="",
        notes=tuple(notes),
        questions=tuple(record.question for record in records if record.question and not record.problem),
        unread={problem.line: cells_at[problem.line] for problem in problems},
    )


def _first_line(lines: Sequence[str], line: int, delimiter: str) -> tuple[str, ...]:
    """The cells of the line on which a row begins whose end cannot be told."""
    return tuple(next(csv.reader([lines[line - 1]], delimiter=delimiter), []))


def _shape(names: Sequence[str], limits: Limits) -> Shape:
    named = count_named(names)
    if not named:
        raise UnreadableFile("header_missing")
    if named > limits.max_columns:
        raise UnreadableFile("too_many_columns", n=named, allowed=limits.max_columns)
    return Shape(named, min(len(names), limits.max_columns))


def _gather(reading: Iterable[Record], limits: Limits) -> tuple[list[Record], int]:
    """The records without the empty ones at the end, and how many these were.

    It stops as soon as there are too many, so that memory stays bounded whatever the file holds.
    """
    records: list[Record] = []
    pending: list[Record] = []
    empty = 0
    for record in reading:
        if record.is_empty:
            empty += 1
            if len(pending) <= limits.max_rows:
                pending.append(record)
            continue
        records += (*pending, record)
        pending, empty = [], 0
        if len(records) > limits.max_rows:
            raise UnreadableFile("too_many_rows", n=limits.max_rows)
    if not records:
        raise UnreadableFile("no_rows")
    return records, empty


def _judge(
    records: Sequence[Record], header: Sequence[str], columns: Sequence[int], limits: Limits, *, damaged: bool
) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    """The rows that can be used, and the problem of each of the others."""
    rows: list[Row] = []
    problems: list[RowProblem] = []
    whole = list(columns) == list(range(len(header)))
    for record in records:
        problem = record.problem or _empty(record) or _too_long(record, header, limits)
        if problem is None and damaged:
            problem = _undecodable(record, header)
        if problem:
            problems.append(problem)
            continue
        cells = (*record.cells, *[""] * (len(header) - len(record.cells)))[: len(header)]
        rows.append(Row(record.index + 1, cells if whole else tuple(cells[index] for index in columns)))
    return tuple(rows), tuple(problems)


def _empty(record: Record) -> RowProblem | None:
    if not record.is_empty:
        return None
    return RowProblem(record.index + 1, "", "empty_row")


def _too_long(record: Record, header: Sequence[str], limits: Limits) -> RowProblem | None:
    lengths = list(map(len, record.cells))
    if (longest := max(lengths)) <= limits.max_cell_characters:
        return None
    return RowProblem(
        record.index + 1,
        header[lengths.index(longest)],
        "cell_too_long",
        {"n": longest, "allowed": limits.max_cell_characters},
    )


def _undecodable(record: Record, header: Sequence[str]) -> RowProblem | None:
    for name, cell in zip(header, record.cells, strict=False):
        if re.search("[\ud800-\udfff]", cell):
            return RowProblem(record.index + 1, name, "undecodable")
    return None
