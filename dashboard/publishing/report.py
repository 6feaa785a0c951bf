"""What a person reads of an import: the numbers, and a file of the rows that need correcting."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.ingest.corrections import FORMULA, REASON
from dashboard.model import Effect, ImportReport, RowProblem
from dashboard.storage import Outcome, ReceivedRow, StoredRow, WaitingRow

_NUMBER: Final = re.compile(r"[-+]?[\d.,]+")


def explain(report: ImportReport, *, dry_run: bool = False) -> list[str]:
    """The report as lines for a person: the numbers, what needs somebody, and what is worth knowing."""
    news = _nothing_new(report)
    lines = [
        f"{_counted(report.published, 'action is', 'actions are')} {'ready' if dry_run else 'on the map'}, "
        f"{_counted(report.waiting, 'needs', 'need')} you, {report.rejected:,} cannot be used.",
        (news or f"{report.created:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged.")
        + (" This was a dry run: nothing was published." if dry_run else ""),
        *(sentence(problem) for problem in report.problems if problem.effect is not Effect.NOTE),
    ]
    notes = [note for note in report.notes if note != news]
    notes += [sentence(problem) for problem in report.problems if problem.effect is Effect.NOTE]
    return [*lines, "Worth knowing:", *notes] if notes else lines


def explain_leaving(rows: Sequence[WaitingRow]) -> list[str]:
    """The open questions of earlier files that a file settles, as lines for a person."""
    if not rows:
        return []
    head = f"{_counted(len(rows), 'row leaves', 'rows leave')} the list of open questions:"
    return [head, *(f"{row.file_name}, line {row.submission.line}: {row.submission.title}" for row in rows)]


def explain_held(report: ImportReport) -> list[str]:
    """How many rows wait because they would show something private, and what to do about them."""
    private = (one for one in report.problems if one.code.startswith("private_"))
    held = len({one.line for one in private if one.effect is Effect.QUESTION})
    if not held:
        return []
    return [
        f"{_counted(held, 'row waits', 'rows wait')}, since they would show something private. Take it out, or answer "
        "under “Open questions”, or import the file again with --accept-private."
    ]


def error_report(header: Iterable[str], rows: Iterable[ReceivedRow | StoredRow]) -> bytes:
    """The rows that wait or were rejected, as they were received, each after what is to be corrected in it.

    CSV as spreadsheets like it; where a text would run as a formula an apostrophe stands in front, which is taken
    away again, with the first column, when the file is uploaded.
    """
    names = tuple(header)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([REASON, *map(_safe, names)])
    for row in rows:
        if row.outcome is not Outcome.PUBLISHED:
            reasons = " ".join(sentence(one) for one in row.problems if one.effect is not Effect.NOTE)
            writer.writerow([reasons, *map(_safe, _cells(names, row.raw))])
    return text.getvalue().encode("utf-8-sig", "replace")


def _cells(header: Sequence[str], raw: Mapping[str, str]) -> list[str]:
    """As many cells as the row had, so that one with too few or too many is still seen as such."""
    present = [name for name in header if name in raw]
    return [raw[name] for name in present] + [cell for name, cell in raw.items() if name not in present]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell) else cell


def sentence(problem: RowProblem) -> str:
    """A problem with its line and column."""
    where = f"Line {problem.line}, {problem.column}" if problem.column else f"Line {problem.line}"
    return f"{where}: {problem.message}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def with_news(report: ImportReport) -> ImportReport:
    """The report with a first note that says so when nothing is new."""
    news = _nothing_new(report)
    return replace(report, notes=(news, *report.notes)) if news else report


def _nothing_new(report: ImportReport) -> str:
    """The sentence that nothing changed; ``""`` if something did."""
    if not report.published or report.created or report.changed:
        return ""
    if report.published == 1:
        return "Nothing changed: the one action of this file was already on the map."
    return f"Nothing changed: all {report.published:,} actions of this file were already on the map."
