"""What a person reads of an import: the numbers, and a file of the rows that need correcting."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.i18n import Speech, located, say_problem
from dashboard.ingest.corrections import FORMULA
from dashboard.ingest.doubt import cut
from dashboard.model import Effect, ImportReport, Submission
from dashboard.reasons import Reason, Values
from dashboard.storage import Outcome, ReceivedRow, StoredRow, WaitingRow

_NUMBER: Final = re.compile(r"[-+]?[\d.,]+")


def explain(report: ImportReport, *, dry_run: bool = False) -> list[tuple[Reason, ...]]:
    """The report line by line: the numbers, what needs somebody, and what is worth knowing."""
    news = _nothing_new(report)
    figures: Values = {
        "published": Reason("rows_ready" if dry_run else "rows_on_map", {"n": report.published}),
        "waiting": Reason("rows_waiting", {"n": report.waiting}),
        "rejected": Reason("rows_rejected", {"n": report.rejected}),
    }
    counts: Values = {name: getattr(report, name) for name in ("created", "changed", "unchanged")}
    lines = [
        (Reason("figures", figures),),
        (*rows_make(report), news or Reason("news", counts), *([Reason("dry_run")] if dry_run else [])),
        *((located(problem),) for problem in report.problems if problem.is_open),
    ]
    notes = [(note,) for note in report.notes if note != news]
    notes += [(located(problem),) for problem in report.problems if not problem.is_open]
    return [*lines, (Reason("worth_knowing"),), *notes] if notes else lines


def rows_make(report: ImportReport) -> tuple[Reason, ...]:
    """How many actions the published rows make, where that is not one for each."""
    if report.actions == report.published:
        return ()
    return (
        Reason("rows_make", {"n": report.published, "actions": Reason("actions", {"n": report.actions})}),
    )


def explain_leaving(rows: Sequence[WaitingRow]) -> list[tuple[Reason, ...]]:
    """The open questions of earlier files that a file settles, line by line."""
    if not rows:
        return []
    named = (
        {"file": row.file_name, "line": str(row.submission.line), "title": _named(row.submission)}
        for row in rows
    )
    return [(Reason("rows_leave", {"n": len(rows)}),), *((Reason("row_leaves", one),) for one in named)]


def _named(said: Submission) -> str:
    """What a row is called in a list: by its title, else by where it is, else by its first cells."""
    return said.title or said.place.said or cut(", ".join(said.raw.values()))


def explain_held(report: ImportReport) -> list[tuple[Reason, ...]]:
    """How many rows wait because they would show something private, and what to do about them."""
    private = (one for one in report.problems if one.code.startswith("private_"))
    held = len({one.line for one in private if one.effect is Effect.QUESTION})
    return [(Reason("rows_held", {"n": held}),)] if held else []


def error_report(header: Iterable[str], rows: Iterable[ReceivedRow | StoredRow], speech: Speech) -> bytes:
    """The rows that wait or were rejected, as they were received, each after what is to be corrected in it.

    CSV as spreadsheets like it; where a text would run as a formula an apostrophe stands in front, which is taken
    away again, with the first column, when the file is uploaded.
    """
    names = tuple(header)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([speech.text("What to correct"), *map(_safe, names)])
    for row in rows:
        if row.outcome is not Outcome.PUBLISHED:
            reasons = " ".join(say_problem(speech, one) for one in row.problems if one.is_open)
            writer.writerow([reasons, *map(_safe, _cells(names, row.raw))])
    return text.getvalue().encode("utf-8-sig", "replace")


def _cells(header: Sequence[str], raw: Mapping[str, str]) -> list[str]:
    """As many cells as the row had, so that one with too few or too many is still seen as such."""
    present = [name for name in header if name in raw]
    return [raw[name] for name in present] + [cell for name, cell in raw.items() if name not in present]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell) else cell


def with_news(report: ImportReport) -> ImportReport:
    """The report with a first note that says so when nothing is new."""
    news = _nothing_new(report)
    return replace(report, notes=(news, *report.notes)) if news else report


def _nothing_new(report: ImportReport) -> Reason | None:
    """That nothing changed; ``None`` if something did."""
    if not report.published or report.created or report.changed:
        return None
    return Reason("nothing_new", {"n": report.actions})
