"""Reads of the rows that wait for an answer, or were rejected and could be corrected: a page, one, or those alike.

No more is opened than is answered with: of the others, what is sealed stays sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
    type_coerce,
)

from dashboard.model import RowProblem
from dashboard.storage import rows
from dashboard.storage.bulk import rows_with
from dashboard.storage.likeness import QUESTION, likeness
from dashboard.storage.schema import ImportState, Outcome, imports, is_in, submissions
from dashboard.storage.sealing import digest_in
from dashboard.storage.values import AskingRow, OpenNumbers, Upload, WaitingRow

_BOTH: Final = (Outcome.WAITING, Outcome.REJECTED)

_TOLD_BY: Final = 40
"""So many letters of what is sealed hold a number that is drawn anew whenever it is sealed."""

RowId = tuple[int, int]
"""The import and the line of a row."""


def waiting_rows(connection: Connection, slug: str, *, of: Outcome = Outcome.WAITING) -> list[WaitingRow]:
    """The rows that wait for an answer (or came out otherwise, and were kept as read), by import and line."""
    wanted = _open(_whole(), slug, (of,)).order_by(submissions.c.import_id, submissions.c.line)
    return [_waiting_row(row) for row in connection.execute(wanted).mappings()]


def open_page(
    connection: Connection,
    slug: str,
    whose: str | None = None,
    *,
    first: int = 0,
    most: int | None = None,
    folded: Collection[RowId] = (),
) -> tuple[OpenNumbers, list[WaitingRow]]:
    """How many rows are open, and at most so many of them.

    ``whose`` are one person's, or ``None`` for all. Those that wait come first,
    by import and line. Rows whose import and line are ``folded`` are counted, and not listed.
    """
    mine = _of(whose)
    counted = select(submissions.c.outcome, func.count().label("number")).select_from(submissions)
    wanted = _open(counted, slug, _BOTH, mine).group_by(submissions.c.outcome)
    by_outcome = {row.outcome: row.number for row in connection.execute(wanted)}
    numbers = OpenNumbers(by_outcome.get(Outcome.WAITING, 0), by_outcome.get(Outcome.REJECTED, 0))
    order = (submissions.c.outcome == Outcome.REJECTED, submissions.c.import_id, submissions.c.line)
    listed = tuple_(submissions.c.import_id, submissions.c.line).not_in(folded) if folded else true()
    page = _open(_whole(), slug, _BOTH, mine, listed).order_by(*order).offset(first).limit(most)
    found = connection.execute(page).mappings()
    return numbers, list(map(_waiting_row, found))


def open_row(connection: Connection, slug: str, import_id: int, line: int) -> WaitingRow | None:
    """One row, if it is open."""
    same = and_(submissions.c.import_id == import_id, submissions.c.line == line)
    row = connection.execute(_open(_whole(), slug, _BOTH, same)).mappings().first()
    return None if row is None else _waiting_row(row)


def open_proposed(connection: Connection, slug: str, import_id: int) -> list[WaitingRow]:
    """The rows that wait for an answer in an import that waits for a moderator, by line."""
    wanted = (
        _whole()
        .join(imports, imports.c.id == submissions.c.import_id)
        .where(imports.c.campaign == slug, imports.c.id == import_id)
        .where(is_in(ImportState.PENDING), submissions.c.outcome == Outcome.WAITING)
    )
    found = connection.execute(wanted.order_by(submissions.c.line)).mappings()
    return [_waiting_row(row) for row in found if row["reading"]]


def waiting_of(connection: Connection, slug: str, row_ids: Iterable[RowId]) -> list[WaitingRow]:
    """Those of these rows that wait, by import and line."""
    wanted = _open(_whole(), slug, (Outcome.WAITING,))
    return sorted(_with_ids(connection, wanted, row_ids), key=_by_line)


def asking(
    connection: Connection, slug: str, whose: str | None, *, most: int, alike: str = ""
) -> list[AskingRow]:
    """At most so many rows that wait and ask what others may ask too, by import and line; none of them is opened.

    Those that ask ``alike`` by this likeness alone, if one is given.
    """
    table = submissions.c
    version = func.substr(type_coerce(table.reading, Text()), 1, _TOLD_BY)
    columns = (table.import_id, table.line, imports.c.file_name, imports.c.source, table.alike, version)
    asks = digest_in(connection.dialect, alike) if alike else QUESTION
    wanted = _open(
        select(*columns).select_from(submissions),
        slug,
        (Outcome.WAITING,),
        _of(whose),
        type_coerce(table.alike, Text()).contains(asks),
    )
    found = connection.execute(wanted.order_by(table.import_id, table.line).limit(most))
    return [
        AskingRow(number, line, name, source, tuple(digests), told)
        for number, line, name, source, digests, told in found
    ]


def asked_by(
    connection: Connection, slug: str, first: Mapping[str, RowId]
) -> dict[str, tuple[RowProblem, str]]:
    """The question of each digest, as the row of this id raises it, with its likeness: these rows alone are opened."""
    opened = {_by_line(row): row for row in waiting_of(connection, slug, {*first.values()})}
    return {
        digest: (problem, name)
        for digest, row_id in first.items()
        if row_id in opened
        for problem in opened[row_id].problems
        if (name := likeness(problem, opened[row_id].raw)) and digest_in(connection.dialect, name) == digest
    }


def leaving(connection: Connection, upload: Upload) -> list[WaitingRow]:
    """The open rows that an upload would take off the list if it were published now, by import and line.

    What it asks again under the same key stays on the list.
    """
    asked = {row.key for row in upload.rows if row.is_open}
    keys = {key for row in upload.rows if (key := row.action.key if row.action else row.key)}
    theirs = or_(imports.c.imported_by.is_(None), imports.c.imported_by == upload.imported_by)
    mine = theirs if upload.imported_by is not None else true()
    table = submissions.c
    listed = select(table.import_id, table.line, table.key, mine.label("mine")).select_from(submissions)
    gone = [
        (number, line)
        for number, line, key, is_mine in connection.execute(_open(listed, upload.campaign.slug, _BOTH))
        if key not in asked and (number == upload.corrects or (is_mine and key in keys))
    ]
    wanted = _open(_whole(), upload.campaign.slug, _BOTH)
    return sorted(_with_ids(connection, wanted, gone), key=_by_line)


def _of(whose: str | None) -> ColumnElement[bool]:
    return imports.c.imported_by == whose if whose is not None else true()


def _with_ids(connection: Connection, wanted: Select[Any], row_ids: Iterable[RowId]) -> Iterator[WaitingRow]:
    found = rows_with(connection, wanted, tuple_(submissions.c.import_id, submissions.c.line), row_ids)
    return (_waiting_row(row._mapping) for row in found)


def _by_line(row: WaitingRow) -> RowId:
    return row.import_id, row.submission.line


def _whole() -> Select[Any]:
    about = (imports.c.file_name, imports.c.source, imports.c.imported_by, imports.c.columns)
    return select(submissions, *about).select_from(submissions)


def _open(
    statement: Select[Any], slug: str, outcomes: Iterable[Outcome], *conditions: ColumnElement[bool]
) -> Select[Any]:
    """The statement over the open rows of a campaign alone.

    A later import takes the place of the one that it corrects, and of the same person's row of the same key.
    """
    kept = type_coerce(submissions.c.reading, Text()).not_in(["null", ""])
    return (
        statement.join(imports, imports.c.id == submissions.c.import_id)
        .where(imports.c.campaign == slug, submissions.c.outcome.in_(list(outcomes)), kept)
        .where(*conditions, is_in(ImportState.PUBLISHED), ~_corrected_since(), ~_same_row_since())
    )


@cache
def _corrected_since() -> Any:
    later = imports.alias("corrected")
    return exists().where(later.c.corrects == imports.c.id, is_in(ImportState.PUBLISHED, later))


@cache
def _same_row_since() -> Any:
    later, row = imports.alias("later_import"), submissions.alias("later_row")
    return exists().where(
        row.c.key == submissions.c.key,
        row.c.import_id == later.c.id,
        later.c.campaign == imports.c.campaign,
        _same_person(later),
        later.c.id > imports.c.id,
        is_in(ImportState.PUBLISHED, later),
    )


def _same_person(later: Any) -> Any:
    """Others often count their rows alike. An operator's files are anybody's."""
    return (
        (later.c.imported_by == imports.c.imported_by)
        | later.c.imported_by.is_(None)
        | imports.c.imported_by.is_(None)
    )


def _waiting_row(row: RowMapping) -> WaitingRow:
    raw, problems = rows.as_received(row)
    submission = rows.to_submission(row["reading"], raw=raw, line=row["line"])
    about = {
        name: row[name] for name in ("import_id", "file_name", "source", "key", "imported_by", "columns")
    }
    is_rejected = row["outcome"] is Outcome.REJECTED
    return WaitingRow(**about, submission=submission, problems=problems, is_rejected=is_rejected)
