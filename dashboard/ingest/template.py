"""The empty table that organisers can fill in, as CSV and as XLSX, with one row that shows how."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
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


def write_template(kind: Literal["csv", "xlsx"]) -> bytes:
    """The template with a column for each field that organisers are likely to fill in."""
    header = [name_of(field) for field in _EXAMPLE]
    return _as_xlsx(header) if kind == "xlsx" else _as_csv(header)


def is_example(submission: Submission) -> bool:
    """Whether a row is the one that the template came with."""
    return submission.own_id == _EXAMPLE_ID and submission.title == _EXAMPLE["title"]


def _as_csv(header: list[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([header, list(_EXAMPLE.values())])
    return text.getvalue().encode("utf-8-sig")


def _as_xlsx(header: list[str]) -> bytes:
    """Every cell is a text: a spreadsheet program would rewrite dates and cut zeros otherwise."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Actions")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet.set_column(0, len(header) - 1, 18, text)
        for column, (name, example) in enumerate(zip(header, _EXAMPLE.values(), strict=True)):
            sheet.write_string(0, column, name, bold)
            sheet.write_string(1, column, example, text)
        sheet.freeze_panes(1, 0)
    return data.getvalue()
