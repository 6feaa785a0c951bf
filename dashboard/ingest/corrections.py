"""What people correct after a file was read: cells by hand, and the report of rows that could not be used.

A corrected row goes the way of every row from the start, so that a correction is checked like a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from dashboard.ingest.column_names import REASONS
from dashboard.ingest.columns import FIELDS, Columns
from dashboard.ingest.doubt import cut
from dashboard.ingest.file_calendar import decide
from dashboard.ingest.reader import Row, Table
from dashboard.ingest.validation import read_row
from dashboard.model import Effect, RowProblem, Submission

Edits = Mapping[int, Mapping[str, str]]
"""Line -> field -> the text that its cell should have."""

FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula: such a text gets an apostrophe in front."""


def correct(table: Table, columns: Columns, edits: Edits) -> tuple[Table, Columns, list[RowProblem]]:
    """The table with corrected cells, and a note on each cell that now says something else than the file.

    A field without a column gets one. A row that could not be read is tried anew with its corrections.
    """
    edits = {
        line: {name: text for name, text in cells.items() if name in FIELDS} for line, cells in edits.items()
    }
    edits = {line: cells for line, cells in edits.items() if cells}
    if not edits:
        return table, columns, []
    table, columns = _with_columns(table, columns, [name for cells in edits.values() for name in cells])
    width = len(table.header)
    mended = [
        Row(line, (*cells, *[""] * width)[:width]) for line, cells in table.unread.items() if line in edits
    ]
    rows, notes = [], []
    for row in sorted((*table.rows, *mended), key=lambda row: row.line):
        corrected, said = _corrected(row, table.header, columns, edits.get(row.line, {}))
        rows.append(corrected)
        notes += said
    lines = {row.line for row in mended}
    problems = tuple(problem for problem in table.problems if problem.line not in lines)
    unread = {line: cells for line, cells in table.unread.items() if line not in lines}
    return replace(table, rows=tuple(rows), problems=problems, unread=unread), columns, notes


def read_fields(
    fields: Mapping[str, str], *, campaign_day: date | None = None
) -> tuple[Submission | None, list[RowProblem]]:
    """A row of which each text stands for a known field, as in a form; or ``None`` with a REFUSAL.

    The line of what is returned is 1, and the columns of its problems are fields.
    """
    header = tuple(name for name in FIELDS if name in fields)
    columns = Columns({name: index for index, name in enumerate(header)}, ())
    row = Row(1, tuple(fields[name] for name in header))
    when = [fields[name] for name in ("day", "starts", "ends") if name in fields]
    return read_row(row, header, columns, decide(when, headers=[], campaign_day=campaign_day), ("status",))


def without_reasons(table: Table) -> Table:
    """The table as it was before it came back as a report: without reasons and the apostrophes of its formulas."""
    dropped = next((index for index, name in enumerate(table.header) if name in REASONS), None)
    if dropped is None:
        return table

    def restored(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_unmarked, cells[:dropped] + cells[dropped + 1 :]))

    return replace(
        table,
        header=table.header[:dropped] + table.header[dropped + 1 :],
        rows=tuple(Row(row.line, restored(row.cells)) for row in table.rows),
        unread={line: restored(cells) for line, cells in table.unread.items()},
    )


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _with_columns(table: Table, columns: Columns, names: list[str]) -> tuple[Table, Columns]:
    """The table with an empty column for each of the fields that has none."""
    missing = [name for name in dict.fromkeys(names) if name not in columns.indices]
    if not missing:
        return table, columns
    width, empty = len(table.header), ("",) * len(missing)
    rows = tuple(Row(row.line, row.cells + empty) for row in table.rows)
    added = tuple(name if name not in table.header else f"{name} (corrected)" for name in missing)
    indices = {**columns.indices, **{name: width + number for number, name in enumerate(missing)}}
    return replace(table, header=table.header + added, rows=rows), replace(columns, indices=indices)


def _corrected(
    row: Row, header: tuple[str, ...], columns: Columns, edit: Mapping[str, str]
) -> tuple[Row, list[RowProblem]]:
    cells, notes = list(row.cells), []
    for name, text in edit.items():
        index = columns.indices[name]
        if cells[index] != text:
            values = {"text": cut(text), "before": cut(cells[index])}
            code = "emptied" if not text else "corrected" if cells[index] else "corrected_empty"
            notes.append(RowProblem(row.line, header[index], code, values, Effect.NOTE))
            cells[index] = text
    return Row(row.line, tuple(cells)), notes
