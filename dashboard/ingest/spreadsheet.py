"""XLSX and ODS -> the rows of one sheet as texts. What is hidden is said and never read."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)
from xlsxwriter.utility import xl_col_to_name

from dashboard.errors import UnreadableFile
from dashboard.ingest.columns import MOST_TITLE_LINES, are_names
from dashboard.ingest.doubt import cut
from dashboard.ingest.sheet_xml import Hidden, NotXmlError, look_ods, look_xlsx, own_text
from dashboard.reasons import Reason

KINDS: Final = ("XLSX", "ODS")
_MOST_UNPACKED: Final = 20
"""Times the largest file allowed: what a document may unpack to."""
_MOST_CELLS: Final = 12_000_000
"""The reader holds a sheet as a full rectangle, so that one cell far out would fill the memory."""
_MOST_TEXT: Final = 2
"""Times the largest file allowed: the characters that all cells may hold."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""Beyond these no spreadsheet program has cells."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
"""What comes of an archive whose bytes are not what they should be."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet with their numbers from 1, column names first, all equally wide; and what was left out."""

    kind: str
    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[Reason, ...]
    others: tuple[str, ...] = ()


def kind_of(data: bytes) -> str:
    """``XLSX`` or ``ODS``, or ``""`` for anything else."""
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.NameToInfo
            if "xl/workbook.xml" in names:
                return "XLSX"
            is_ods = "content.xml" in names and b"opendocument.spreadsheet" in data[:200]
            return "ODS" if is_ods else ""
    except (*_BROKEN, ValueError, RuntimeError):
        return ""


def read_sheet(data: bytes, kind: str, *, max_bytes: int, name: str = "") -> Sheet:
    """The sheet of this name; without one the first that anybody can see and that says where something is.

    If none says that, it is the first with anything in it.

    Raises:
        UnreadableFile: the document is damaged, too large once unpacked, or has no visible sheet with rows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED * max_bytes:
                raise UnreadableFile("unpacked_too_large")
            hidden, beside = (look_xlsx(archive), []) if kind == "XLSX" else look_ods(archive)
            if beside:
                data = own_text(archive, beside)
        _refuse_far_out(hidden)
        _refuse_too_much(hidden, _MOST_TEXT * max_bytes)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _choose(book, kind, hidden, name)
    except (*_BROKEN, CalamineError, NotXmlError, KeyError, ValueError, RuntimeError) as error:
        raise UnreadableFile("damaged_spreadsheet") from error


def _refuse_far_out(sheets: dict[str, Hidden]) -> None:
    for name, sheet in sheets.items():
        if sheet.cells > _MOST_CELLS or sheet.last_row > _LAST_ROW or sheet.last_column > _LAST_COLUMN:
            raise UnreadableFile("far_out", sheet=cut(name), row=sheet.last_row, column=sheet.last_column)


def _refuse_too_much(sheets: dict[str, Hidden], most: int) -> None:
    """All sheets together: each is read to see whether anything is in it."""
    text, cells = sum(sheet.text for sheet in sheets.values()), sum(sheet.cells for sheet in sheets.values())
    if text > most or cells > _MOST_CELLS:
        raise UnreadableFile("too_much_text", n=text, cells=cells, most=most, most_cells=_MOST_CELLS)


def _choose(book: CalamineWorkbook, kind: str, hidden: dict[str, Hidden], wanted: str) -> Sheet:
    unseen: list[str] = []
    seen: list[str] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        (seen if about.visible is SheetVisibleEnum.Visible else unseen).append(about.name)
    read = {name: _rows(book.get_sheet_by_name(name), hidden.get(name, Hidden())) for name in seen}
    filled = {name: rows for name, rows in read.items() if rows}
    if not filled:
        raise UnreadableFile("empty_spreadsheet")
    says_where = (name for name, rows in filled.items() if _header(rows) is not None)
    chosen = wanted if wanted in filled else next(says_where, next(iter(filled)))
    rows = filled[chosen]
    start = _header(rows) or 0
    others = [name for name in filled if name != chosen]
    notes = _notes(kind, chosen, others, unseen, hidden.get(chosen, Hidden()), rows[start])
    if start:
        notes.append(Reason("header_below_in_sheet", {"row": rows[start][0]}))
    return Sheet(kind, chosen, tuple(rows[start:]), tuple(notes), tuple(others))


def _rows(sheet: CalamineSheet, hidden: Hidden) -> list[tuple[int, tuple[str, ...]]]:
    """The rows with anything in them, without hidden ones; a hidden column is empty in all of them."""
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        if number in hidden.rows:
            continue
        cells = tuple(
            "" if index in hidden.columns or value == "" else _text(value)
            for index, value in enumerate(values, 1)
        )
        if any(cells):
            rows.append((number, cells))
    return rows


def _text(value: Any) -> str:
    """A cell as somebody would type it."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return f"{value:%Y-%m-%d}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        case _:
            return str(value)


def _header(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int | None:
    """The index of the row with the column names: the first that says where."""
    first = enumerate(rows[:MOST_TITLE_LINES])
    return next((at for at, (_, cells) in first if are_names(cells, is_first=at == 0)), None)


def _notes(
    kind: str,
    chosen: str,
    others: Sequence[str],
    unseen: Sequence[str],
    hidden: Hidden,
    header: tuple[int, tuple[str, ...]],
) -> list[Reason]:
    notes = [Reason("read_sheet", {"sheet": cut(chosen), "kind": kind})]
    if others:
        notes.append(_several("sheets_not_read", map(cut, others)))
    parts = [_several("hidden_sheets", map(cut, unseen))] if unseen else []
    width = len(header[1])
    if columns := [xl_col_to_name(column - 1) for column in sorted(hidden.columns) if column <= width]:
        parts.append(_several("hidden_columns", columns))
    if hidden.rows:
        parts.append(_several("hidden_rows", _spans(hidden.rows)))
    if parts:
        notes.append(Reason("hidden_in_sheet", {"parts": tuple(parts)}))
    return notes


def _several(code: str, names: Iterable[str]) -> Reason:
    listed = tuple(names)
    return Reason(code, {"n": len(listed), "names": listed[:20]})


def _spans(numbers: Collection[int]) -> list[str]:
    """Numbers with neighbours joined: 4, 7–9."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans]
