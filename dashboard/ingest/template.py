"""The empty table that organisers can fill in, as CSV and as XLSX, with one row that shows how."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

import xlsxwriter

from dashboard.ingest.columns import name_of
from dashboard.model import Submission

_EXAMPLE_ID: Final = "example"
_EXAMPLE: Final[Mapping[str, str]] = {
    "own_id": _EXAMPLE_ID,
    "title": "Example: this row shows how, and is left out",
    "day": "2030-04-07",
    "starts": "14:00",
    "ends": "15:00",
    "venue": "In front of the town hall",
    "address": "Place de la Comédie 1",
    "city": "Lyon",
    "region": "Auvergne-Rhône-Alpes",
    "country": "France",
    "organiser": "Name of the group",
    "link": "https://example.org/action",
    "description": "What people should know and bring.",
    "status": "planned",
    "expected_people": "40",
    "language": "French",
    "contact": "never.shown@example.org",
}


def write_template(
    kind: Literal["csv", "xlsx"],
    names: Mapping[str, str] = MappingProxyType({}),
    example: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The template with a column for each field that organisers are likely to fill in.

    ``names`` and ``example`` are field -> what its column is called and what its example says, in another language.
    """
    header = [names.get(field) or name_of(field) for field in _EXAMPLE]
    cells = [example.get(field) or text for field, text in _EXAMPLE.items()]
    return _as_xlsx(header, cells) if kind == "xlsx" else _as_csv(header, cells)


def is_example(submission: Submission) -> bool:
    """Whether a row is the one that the template came with, in whichever language: a real row is elsewhere, or later.

    Its words may be translated; its number, its day, its address and its link are the same everywhere.
    """
    return (submission.own_id, submission.day, submission.place.address, submission.link) == (
        _EXAMPLE_ID,
        date.fromisoformat(_EXAMPLE["day"]),
        _EXAMPLE["address"],
        _EXAMPLE["link"],
    )


def _as_csv(header: list[str], cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([header, cells])
    return text.getvalue().encode("utf-8-sig")


def _as_xlsx(header: list[str], cells: list[str]) -> bytes:
    """Every cell is a text: a spreadsheet program would rewrite dates and cut zeros otherwise."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Actions")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet.set_column(0, len(header) - 1, 18, text)
        for column, (name, example) in enumerate(zip(header, cells, strict=True)):
            sheet.write_string(0, column, name, bold)
            sheet.write_string(1, column, example, text)
        sheet.freeze_panes(1, 0)
    return data.getvalue()
