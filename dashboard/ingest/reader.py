"""Bytes -> rows, each with the line on which it begins.

A row that cannot be read in its place is a problem with its line number: cells are never shifted, and a
quotation mark that nobody closed does not swallow the rows below it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from dashboard.errors import UnreadableFile
from dashboard.ingest.clean import one_line, without_hidden
from dashboard.ingest.doubt import quoted
from dashboard.ingest.encoding import decode
from dashboard.ingest.records import (
    Record,
    Shape,
    StrayQuoteError,
    UnclosedQuoteError,
    read_record,
    read_records,
)
from dashboard.model import RowProblem

_DELIMITERS = ",;\t|"
_ONE_COLUMN = "\x1f"  # stands for "no delimiter": a character that no text has
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be."""

    max_bytes: int = 20_000_000
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
    """A file's rows in its order. A row that could not be read has one REFUSAL in ``problems`` instead.

    ``header`` names every column once: a nameless one is called ``column 8``, and a second ``Link`` is
    ``Link (2)``. ``delimiter`` is ``""`` for a file of one column.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    encoding: str
    delimiter: str
    notes: tuple[str, ...]


def read_table(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table in a file's bytes.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
    """
    if len(data) > limits.max_bytes:
        raise UnreadableFile(
            f"The file has {len(data):,} bytes, and {limits.max_bytes:,} are allowed. Split it into several "
            "files."
        )
    text = decode(data)
    lines = list(io.StringIO(text.text, newline=""))
    start, delimiter = _find_header(lines)
    names, after = _read_names(lines, start, delimiter)
    shape = _shape(names, limits)
    reading = read_records(lines, after, delimiter, shape, longest=limits.max_cell_characters)
    records, empty = _without_trailing(list(reading))
    if len(records) > limits.max_rows:
        raise UnreadableFile(f"The file has more than {limits.max_rows:,} rows. Split it into several files.")
    if not records:
        raise UnreadableFile("The file has column names and no rows yet. Add one row for each action.")
    header, columns, notes = _name_columns(names, shape, records)
    rows, problems = _judge(records, header, columns, limits, damaged=text.damaged)
    if empty:
        notes.append(f"{empty} empty {'row' if empty == 1 else 'rows'} at the end of the file were left out.")
    kept = tuple(header[column] for column in columns)
    return Table(kept, rows, problems, text.encoding, delimiter.strip(_ONE_COLUMN), (*text.notes, *notes))


def _find_header(lines: Sequence[str]) -> tuple[int, str]:
    """The index of the line with the column names, and the delimiter. Excel's ``sep=;`` tells it."""
    start = _skip_blank(lines, 0)
    told = re.fullmatch(r'"?sep=([,;|\t])"?\s*', lines[start] if start < len(lines) else "", re.IGNORECASE)
    start = _skip_blank(lines, start + 1) if told else start
    if start >= len(lines):
        raise UnreadableFile(
            "The file is empty. It needs a line with column names, and one row for each action."
        )
    return start, told[1] if told else _find_delimiter(lines, start)


def _skip_blank(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _find_delimiter(lines: Sequence[str], start: int) -> str:
    """The delimiter that the header has and by which most rows come out as wide as the header.

    Commas in the text of a one-column file are not looked at: what separates no names separates nothing.
    """
    scores = {delimiter: _score(lines, start, delimiter) for delimiter in _DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else _ONE_COLUMN


def _score(lines: Sequence[str], start: int, delimiter: str) -> float:
    try:
        names, after = read_record(lines, start, delimiter)
    except (UnclosedQuoteError, StrayQuoteError):
        return 0.0
    if len(names) < 2:
        return 0.0
    shape = Shape(max(1, _named(names)), len(names))
    sample = list(islice(read_records(lines, after, delimiter, shape), _SAMPLE_ROWS))
    fitting = sum(record.problem is None for record in sample)
    return float((fitting + 0.5) / (len(sample) + 1) * len(names) ** 0.5)


def _read_names(lines: Sequence[str], start: int, delimiter: str) -> tuple[list[str], int]:
    try:
        return read_record(lines, start, delimiter)
    except (UnclosedQuoteError, StrayQuoteError) as error:
        raise UnreadableFile(
            f"A quotation mark in the column names, in line {start + 1}, is not closed. Close it, or remove "
            "it."
        ) from error


def _named(names: Sequence[str]) -> int:
    """How many columns there are up to the last one with a name."""
    return max((index + 1 for index, name in enumerate(names) if name.strip()), default=0)


def _shape(names: Sequence[str], limits: Limits) -> Shape:
    named = _named(names)
    if not named:
        raise UnreadableFile("The first line must hold the column names, such as place, date and title.")
    if named > limits.max_columns:
        raise UnreadableFile(
            f"The file has {named:,} columns, and {limits.max_columns:,} are allowed. Leave some out."
        )
    return Shape(named, min(len(names), limits.max_columns))


def _without_trailing(records: list[Record]) -> tuple[list[Record], int]:
    """The records without the empty ones at the end, and how many these were."""
    end = len(records)
    while end and records[end - 1].is_empty:
        end -= 1
    return records[:end], len(records) - end


def _name_columns(
    names: Sequence[str], shape: Shape, records: Sequence[Record]
) -> tuple[list[str], list[int], list[str]]:
    """A name of its own for each column, the indices of the columns to keep, and notes.

    A nameless column with nothing in it is a leftover of a spreadsheet, and is not kept.
    """
    header: list[str] = []
    kept: list[int] = []
    notes: list[str] = []
    for index, name in enumerate(names[: shape.width]):
        written = one_line(without_hidden(re.sub("[\ud800-\udfff]", "\ufffd", name)))
        if written or any(len(r.cells) > index and r.cells[index].strip() for r in records):
            kept.append(index)
        unique = _unique(written or f"column {index + 1}", header)
        header.append(unique)
        if index in kept and unique != written:
            notes.append(
                f"Two columns are called {quoted(written)}; the later one is kept as {quoted(unique)}."
                if written
                else f"Column {index + 1} has no name; it is kept as {quoted(unique)}."
            )
    return header, kept, notes


def _unique(name: str, taken: Sequence[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name} ({number})", number + 1
    return unique


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
    return RowProblem(record.index + 1, "", "empty_row", "The row is empty. Fill it in, or remove it.")


def _too_long(record: Record, header: Sequence[str], limits: Limits) -> RowProblem | None:
    lengths = list(map(len, record.cells))
    if (longest := max(lengths)) <= limits.max_cell_characters:
        return None
    return RowProblem(
        record.index + 1,
        header[lengths.index(longest)],
        "cell_too_long",
        f"The text has {longest:,} characters, and {limits.max_cell_characters:,} are allowed. Shorten it.",
    )


def _undecodable(record: Record, header: Sequence[str]) -> RowProblem | None:
    for name, cell in zip(header, record.cells, strict=False):
        if re.search("[\ud800-\udfff]", cell):
            return RowProblem(
                record.index + 1,
                name,
                "undecodable",
                "Some letters here are not in UTF-8 like the rest of the file and cannot be read. Write them "
                "again, and save the file as “CSV UTF-8”.",
            )
    return None
