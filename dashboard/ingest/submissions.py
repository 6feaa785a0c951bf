"""A whole file -> submissions and problems.

Every data row either becomes a submission, perhaps with notes and questions, or has a REFUSAL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from dashboard.errors import NoPlaceColumn, UnreadableFile
from dashboard.ingest.columns import PLACE_FIELDS, Columns, recognise
from dashboard.ingest.corrections import Edits, correct, without_reasons
from dashboard.ingest.doubt import cut, listed
from dashboard.ingest.file_calendar import Calendar, are_seconds, decide
from dashboard.ingest.odd_rows import odd_row
from dashboard.ingest.reader import Table
from dashboard.ingest.spreadsheet import KINDS
from dashboard.ingest.suspects import find_suspects
from dashboard.ingest.template import is_example
from dashboard.ingest.validation import read_row
from dashboard.model import RowProblem, Submission
from dashboard.reasons import Reason

_READ_WITH = {
    ",": "read_with_commas", ";": "read_with_semicolons", "\t": "read_with_tabs", "|": "read_with_bars",
}  # fmt: skip
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})

Columned = Mapping[str, str]
"""Header -> field, or ``""`` for a column that is to be no field."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: ``rows == len(submissions) + the rows with a REFUSAL``.

    ``columns`` is header -> field for the columns that were recognised; ``header`` has every column in order and
    ``samples`` the first texts of each; ``notes`` are on the whole file. ``refused`` has the original cells of the
    rows with a REFUSAL, by line: those without a header are called ``cell 8``. ``originals`` has those of the rows
    that were corrected.
    """

    submissions: tuple[Submission, ...]
    problems: tuple[RowProblem, ...]
    rows: int
    encoding: str
    delimiter: str
    columns: Mapping[str, str]
    unknown_columns: tuple[str, ...]
    notes: tuple[Reason, ...]
    header: tuple[str, ...] = ()
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    originals: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    suspects: dict[str, str] = field(default_factory=dict)
    """Header -> field of columns that look like it by what is in them, and of which nobody has said what they are."""


def interpret(
    table: Table,
    *,
    campaign_day: date | None = None,
    columns: Columned = _NOTHING,
    edits: Edits = _NOTHING,
) -> Reading:
    """The submissions in a table.

    ``campaign_day`` helps where dates alone do not: it gives "7 April" its year, and 07/04/2018 its order.
    ``columns`` overrules which header stands for which field, ``""`` for none. ``edits`` are corrections,
    line -> field -> text, made before the row is read.

    Raises:
        UnreadableFile: no column says where.
    """
    table = without_reasons(table)
    written = table.header
    found = recognise(table.header, [row.cells for row in table.rows], columns, by_words=True)
    samples = _samples(table)
    originals = {
        row.line: dict(zip(written, row.cells, strict=True)) for row in table.rows if row.line in edits
    }
    originals |= {line: _named(written, cells) for line, cells in table.unread.items() if line in edits}
    table, found, corrected = correct(table, found, edits)
    if not any(name in found.indices for name in PLACE_FIELDS):
        if len(table.header) == 1 and _holds_names(table.header[0]):
            raise UnreadableFile("separator_unknown", text=cut(table.header[0]))
        names = {index: name for name, index in found.indices.items()}
        raise NoPlaceColumn(
            {header: names.get(index, "") for index, header in enumerate(written)},
            samples,
            find_suspects(written, table.rows, found, columns),
            names=listed(table.header),
        )
    calendar = _calendar(table, found, campaign_day, edits)
    submissions: list[Submission] = []
    problems = [*map(partial(_told, table), table.problems), *table.questions, *corrected]
    refused = {line: _named(table.header, cells) for line, cells in table.unread.items()}
    for row in table.rows:
        if odd := odd_row(row.cells, table.header):
            problems.append(RowProblem(row.line, "", odd))
            refused[row.line] = dict(zip(table.header, row.cells, strict=True))
            continue
        submission, doubts = read_row(row, table.header, found, calendar, edits.get(row.line, ()))
        problems += doubts
        if submission and is_example(submission):
            problems.append(RowProblem(row.line, "", "example_row"))
            submission = None
        if submission:
            submissions.append(submission)
        else:
            refused[row.line] = dict(zip(table.header, row.cells, strict=True))
    return Reading(
        tuple(submissions),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        len(table.rows) + len(table.problems),
        table.encoding,
        table.delimiter,
        {
            table.header[index]: name
            for name, index in sorted(found.indices.items(), key=lambda item: item[1])
        },
        found.unknown,
        _notes(table, found),
        written,
        samples,
        refused,
        originals,
        find_suspects(written, table.rows, found, columns),
    )


def _holds_names(header: str) -> bool:
    """Whether the name of an only column is several names that we know, with something else between them."""
    parts = [part for part in re.split(r"\s*[^\w\s()'’/?&-]+\s*|\s{2,}", header) if part]
    return len(parts) > 1 and any(name in PLACE_FIELDS for name in recognise(parts).indices)


def _told(table: Table, problem: RowProblem) -> RowProblem:
    """Why a row could not be read, or that it is none: a note below the table has fewer cells than it."""
    odd = odd_row(table.unread.get(problem.line, ()), table.header)
    return RowProblem(problem.line, "", odd) if odd else problem


def _named(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    further = [f"cell {number}" for number in range(len(header) + 1, len(cells) + 1)]
    return dict(zip([*header, *further], cells, strict=False))


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    """The first texts of each column, no two alike."""
    rows = table.rows[:200]
    filled = (
        dict.fromkeys(cell for row in rows if (cell := row.cells[index].strip()))
        for index in range(len(table.header))
    )
    return {name: tuple(islice(texts, 3)) for name, texts in zip(table.header, filled, strict=True)}


def _calendar(table: Table, columns: Columns, campaign_day: date | None, edits: Edits) -> Calendar:
    indices = {name: columns.indices[name] for name in ("day", "starts", "ends") if name in columns.indices}
    cells = (row.cells[index] for row in table.rows for index in indices.values())
    headers = [table.header[index] for index in indices.values()]
    as_written = (
        row.cells[index]
        for row in table.rows
        for name, index in indices.items()
        if name not in edits.get(row.line, ())
    )
    calendar = decide(cells, headers=headers, campaign_day=campaign_day)
    return replace(calendar, counts_seconds=are_seconds(as_written, campaign_day))


def _notes(table: Table, columns: Columns) -> tuple[Reason, ...]:
    shape = _READ_WITH.get(table.delimiter, "read_with_one_column")
    read = [] if table.encoding in KINDS else [Reason(shape, {"encoding": table.encoding})]
    notes = [*read, *table.notes, *columns.notes]
    if columns.unknown:
        notes.append(Reason("columns_kept", {"names": listed(columns.unknown)}))
    return tuple(notes)
