"""The line with the column names: where it is, what separates them, and a name of its own for each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from dashboard.errors import UnreadableFile
from dashboard.ingest.clean import one_line, without_hidden
from dashboard.ingest.columns import MOST_TITLE_LINES, are_names
from dashboard.ingest.doubt import cut
from dashboard.ingest.records import (
    Record,
    Shape,
    StrayQuoteError,
    UnclosedQuoteError,
    read_record,
    read_records,
)
from dashboard.reasons import Reason, Values

ONE_COLUMN = "\x1f"
"""Stands for "no delimiter": a character that no text has."""
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_LONGEST_HEADER = 200_000
_UNCLOSED = 1e-9
"""The score of a delimiter with which the header does not end: worse than any with which it does."""


def find_header(lines: Sequence[str]) -> tuple[int, str]:
    """The index of the line with the column names, and the delimiter. Excel's ``sep=;`` tells it.

    Raises:
        UnreadableFile: there is nothing in the file, or a quotation mark in the column names is not closed.
    """
    start = _skip_blank(lines, 0)
    told = re.fullmatch(r'"?sep=([,;|\t])"?\s*', lines[start] if start < len(lines) else "", re.IGNORECASE)
    start = _skip_blank(lines, start + 1) if told else start
    if start >= len(lines):
        raise UnreadableFile("empty_file")
    start = _skip_titles(lines, start)
    if len(lines[start]) > _LONGEST_HEADER:
        raise UnreadableFile("header_too_long")
    return start, told[1] if told else _find_delimiter(lines, start)


def _skip_titles(lines: Sequence[str], start: int) -> int:
    """The index of the column names if other lines stand above them, such as the title of a spreadsheet."""
    for index in range(start, min(start + MOST_TITLE_LINES, len(lines))):
        if any(
            are_names(_names(lines, index, delimiter), is_first=index == start) for delimiter in _DELIMITERS
        ):
            return index
    return start


def _names(lines: Sequence[str], index: int, delimiter: str) -> list[str]:
    """The cells of a line; none if it is too long for names, or broken."""
    if len(lines[index]) > _LONGEST_HEADER:
        return []
    try:
        return read_record(lines, index, delimiter)[0]
    except (UnclosedQuoteError, StrayQuoteError):
        return []


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
    if scores[best] == _UNCLOSED:
        raise _unclosed(start)
    return best if scores[best] > 0 else ONE_COLUMN


def _score(lines: Sequence[str], start: int, delimiter: str) -> float:
    """How well a delimiter fits: the share of rows as wide as the header, and wider is better."""
    try:
        names, after = read_record(lines, start, delimiter)
    except UnclosedQuoteError:
        return _UNCLOSED
    except StrayQuoteError:
        return 0.0
    if len(names) < 2:
        return 0.0
    shape = Shape(max(1, count_named(names)), len(names))
    sample = list(islice(read_records(lines, after, delimiter, shape), _SAMPLE_ROWS))
    fitting = sum(record.problem is None for record in sample)
    return float((fitting + 0.5) / (len(sample) + 1) * len(names) ** 0.5)


def read_names(lines: Sequence[str], start: int, delimiter: str) -> tuple[list[str], int]:
    """The column names as written, and the index of the line after them."""
    try:
        return read_record(lines, start, delimiter)
    except (UnclosedQuoteError, StrayQuoteError) as error:
        raise _unclosed(start) from error


def _unclosed(start: int) -> UnreadableFile:
    return UnreadableFile("header_unclosed", line=start + 1)


def count_named(names: Sequence[str]) -> int:
    """How many columns there are up to the last one with a name."""
    return max((index + 1 for index, name in enumerate(names) if name.strip()), default=0)


def name_columns(
    names: Sequence[str], shape: Shape, records: Sequence[Record]
) -> tuple[list[str], list[int], list[Reason]]:
    """A name of its own for each column, the indices of the columns to keep, and notes.

    A nameless column with nothing in it is a leftover of a spreadsheet, and is not kept.
    """
    header: list[str] = []
    kept: list[int] = []
    notes: list[Reason] = []
    for index, name in enumerate(names[: shape.width]):
        written = one_line(without_hidden(re.sub("[\ud800-\udfff]", "\ufffd", name)))
        if written or any(len(r.cells) > index and r.cells[index].strip() for r in records):
            kept.append(index)
        unique = _unique(written or f"column {index + 1}", header)
        header.append(unique)
        if index in kept and unique != written:
            values: Values = {"name": cut(written), "number": index + 1, "kept": cut(unique)}
            notes.append(Reason("column_called_twice" if written else "column_without_name", values))
    return header, kept, notes


def _unique(name: str, taken: Sequence[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name} ({number})", number + 1
    return unique
