"""What spreadsheet libraries do not tell: which rows and columns of a sheet are hidden, and how far it reaches.

Read from the documents' own XML (ECMA-376 part 1, 18.3; OpenDocument 1.3, 9.1) as a stream, without entities.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers.expat import ExpatError, ParserCreate

_CHUNK: Final = 1 << 16
_MOST_HIDDEN: Final = 1_100_000
"""Rows that a sheet can have: a number that repeats further is damage."""

Tag = tuple[str, Mapping[str, str]]


class NotXmlError(Exception):
    """A part of the document is no XML that we read."""


@dataclass(slots=True)
class Hidden:
    """The numbers, from 1, of a sheet's hidden rows and columns, and of the last ones with anything in them."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0


def look_xlsx(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Each sheet of a workbook, by name."""
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        targets = {tag["Id"]: tag["Target"] for _, tag in _tags(part, {"Relationship"}) if "Id" in tag}
    with archive.open("xl/workbook.xml") as part:
        sheets = {tag.get("name", ""): targets.get(tag.get("id", "")) for _, tag in _tags(part, {"sheet"})}
    found = {}
    for name, target in sheets.items():
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else ""
        if path in archive.NameToInfo:
            with archive.open(path) as part:
                found[name] = _xlsx_sheet(part)
    return found


def _xlsx_sheet(part: IO[bytes]) -> Hidden:
    sheet, row, column = Hidden(), 0, 0
    for name, tag in _tags(part, {"col", "row", "c", "v", "is"}):
        if name == "c":
            column = _column(tag["r"]) if "r" in tag else column + 1
        elif name == "row":
            row, column = int(tag.get("r", row + 1)), 0
            if _is_true(tag.get("hidden")):
                sheet.rows.add(row)
        elif name == "col":
            if _is_true(tag.get("hidden")):
                sheet.columns.update(range(int(tag["min"]), min(int(tag["max"]), 16_384) + 1))
        else:
            sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
    return sheet


def look_ods(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Each table of a spreadsheet, by name."""
    found: dict[str, Hidden] = {}
    sheet, row, rows, column, columns = Hidden(), 0, 0, 0, 0
    names = {"table", "table-row", "table-column", "table-cell", "covered-table-cell", "p"}
    with archive.open("content.xml") as part:
        for name, tag in _tags(part, names):
            repeated = int(tag.get("number-columns-repeated", 1))
            hidden = tag.get("visibility") in {"collapse", "filter"}
            if name == "table":
                sheet, row, rows, columns = Hidden(), 0, 0, 0
                found[tag.get("name", "")] = sheet
            elif name == "table-column":
                if hidden:
                    sheet.columns.update(range(columns + 1, min(columns + repeated, 16_384) + 1))
                columns += repeated
            elif name == "table-row":
                row, column = row + rows, 0
                rows = int(tag.get("number-rows-repeated", 1))
                if hidden and row + rows <= _MOST_HIDDEN:
                    sheet.rows.update(range(row + 1, row + rows + 1))
            elif name == "p":
                sheet.last_row, sheet.last_column = row + rows, max(sheet.last_column, column)
            else:
                column += repeated
    return found


def _tags(part: IO[bytes], names: set[str]) -> Iterator[Tag]:
    """The opening tags of these local names, with their attributes by local name."""
    found: list[Tag] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    def refuse(*_: object) -> None:
        raise NotXmlError("entities")

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except (ExpatError, ValueError) as error:
        raise NotXmlError(str(error)) from error
    yield from found


def _column(reference: str) -> int:
    """The number of a cell's column: 2 for B7."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference[:3]):
        number = number * 26 + ord(letter) - 64
    return number


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}
