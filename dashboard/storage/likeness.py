"""What rows that wait ask alike. It is kept as keyed digests: rows are put together without opening any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, RowMapping, select, tuple_

from dashboard.model import Effect, PlaceQuery, RowProblem
from dashboard.storage import rows
from dashboard.storage.bulk import update_all
from dashboard.storage.choices import text_digest
from dashboard.storage.schema import submissions

OF_THE_FILE: Final = frozenset({
    "two_digit_year", "date_order", "spreadsheet_number", "persian_calendar", "hijri_calendar", "buddhist_calendar",
    "time_zone", "consent_missing",
})  # fmt: skip
"""What is answered in the same way in every row, whatever the row says; else rows with the same text are alike."""

_AT_ONCE: Final = 1_000
"""So many rows are opened at a time."""

QUESTION: Final = "q"
"""How the likeness of a question begins that offers its answers. That of a place begins otherwise."""


def likeness(problem: RowProblem, raw: Mapping[str, str]) -> str:
    """What questions have in common that one answer settles, of a row with these cells; ``""`` if none is offered."""
    if problem.effect is not Effect.QUESTION or not problem.offers:
        return ""
    kind = (QUESTION, problem.column, problem.code, str(len(problem.offers)))
    # It may stand in any cell, and is asked about below the status.
    text = str(problem.values["text"]) if problem.code == "may_be_off" else raw.get(problem.column, "")
    own = () if problem.code in OF_THE_FILE else (text.strip().casefold(),)
    return "\x1f".join((*kind, *own))


def likeness_of_place(text: str) -> str:
    """What rows have in common whose place is asked about and that say this of it."""
    return f"p{text_digest(text)}"


def likenesses(place: PlaceQuery, problems: Iterable[RowProblem], raw: Mapping[str, str]) -> list[str]:
    """All of a row."""
    asked = [one for one in problems if one.effect is Effect.QUESTION]
    found = dict.fromkeys(one for problem in asked if (one := likeness(problem, raw)))
    if any(problem.code == "place_ambiguous" for problem in asked):
        found[likeness_of_place(place.said)] = None
    return list(found)


def tell_alike(connection: Connection) -> None:
    """Keeps anew what every open row asks, some at a time: the digests are of another key or version, or not there."""
    table = submissions.c
    row_id, last = tuple_(table.import_id, table.line), (0, 0)
    kept = select(table.import_id, table.line, table.raw, table.problems, table.reading)
    kept = kept.where(table.reading.is_not(None)).order_by(table.import_id, table.line).limit(_AT_ONCE)
    while found := connection.execute(kept.where(row_id > last)).mappings().all():
        update_all(connection, submissions, (_asking(row) for row in found if row["reading"]))
        last = found[-1]["import_id"], found[-1]["line"]


def _asking(row: RowMapping) -> rows.Values:
    raw, problems = rows.as_received(row)
    asked = likenesses(PlaceQuery(**row["reading"]["place"]), problems, raw)
    return {"import_id": row["import_id"], "line": row["line"], "alike": asked}
