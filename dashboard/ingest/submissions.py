"""A whole file -> submissions and problems.

Every data row either becomes a submission, perhaps with notes and questions, or has a REFUSAL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.errors import UnreadableFile
from dashboard.ingest.columns import PLACE_FIELDS, Columns, recognise
from dashboard.ingest.doubt import quoted
from dashboard.ingest.reader import DEFAULT_LIMITS, Limits, Table, read_table
from dashboard.ingest.validation import read_row
from dashboard.ingest.when import Calendar, decide
from dashboard.model import RowProblem, Submission

_SEPARATED_BY = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: ``rows == len(submissions) + the rows with a REFUSAL``.

    ``columns`` is header -> field for the columns that were recognised; ``notes`` are on the whole file.
    """

    submissions: tuple[Submission, ...]
    problems: tuple[RowProblem, ...]
    rows: int
    encoding: str
    delimiter: str
    columns: Mapping[str, str]
    unknown_columns: tuple[str, ...]
    notes: tuple[str, ...]


def read_submissions(
    data: bytes, *, limits: Limits = DEFAULT_LIMITS, campaign_day: date | None = None
) -> Reading:
    """The submissions in a file's bytes.

    ``campaign_day`` helps where dates alone do not: it gives "7 April" its year, and 07/04/2018 its order.

    Raises:
        UnreadableFile: the bytes are no table, go over a limit of the whole file, or no column says where.
    """
    table = read_table(data, limits=limits)
    columns = recognise(table.header, [row.cells for row in table.rows])
    if not any(name in columns.indices for name in PLACE_FIELDS):
        raise UnreadableFile(
            f"No column says where: they are called {_listed(table.header)}. Call one of them place, city "
            "or country."
        )
    calendar = _calendar(table, columns, campaign_day)
    submissions: list[Submission] = []
    problems = [*table.problems, *table.questions]
    for row in table.rows:
        submission, doubts = read_row(row, table.header, columns, calendar)
        problems += doubts
        if submission:
            submissions.append(submission)
    return Reading(
        tuple(submissions),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        len(table.rows) + len(table.problems),
        table.encoding,
        table.delimiter,
        {
            table.header[index]: name
            for name, index in sorted(columns.indices.items(), key=lambda item: item[1])
        },
        columns.unknown,
        _notes(table, columns),
    )


def _calendar(table: Table, columns: Columns, campaign_day: date | None) -> Calendar:
    indices = [columns.indices[name] for name in ("day", "starts", "ends") if name in columns.indices]
    cells = (row.cells[index] for row in table.rows for index in indices)
    return decide(cells, headers=[table.header[index] for index in indices], campaign_day=campaign_day)


def _notes(table: Table, columns: Columns) -> tuple[str, ...]:
    separated = _SEPARATED_BY.get(table.delimiter)
    shape = f"columns separated by {separated}" if separated else "one column"
    notes = [f"Read as {table.encoding}, {shape}.", *table.notes, *columns.notes]
    if columns.unknown:
        notes.append(f"Kept with each row and never shown: {_listed(columns.unknown)}.")
    if "zone" in columns.indices:
        name = table.header[columns.indices["zone"]]
        notes.append(
            f"Times are taken as local times of the place; the zones in {quoted(name)} change nothing."
        )
    return tuple(notes)


def _listed(names: tuple[str, ...], *, most: int = 20) -> str:
    listed = ", ".join(map(quoted, names[:most]))
    return f"{listed} and {len(names) - most} more" if len(names) > most else listed
