"""Thousands of tables with one thing in them broken: none may end the server, and no cell may change its column.

Each cell says in which column it belongs. One edit cannot take it to another one without a row or a file that no
longer fits; where a spreadsheet's own reference was edited, it is the reference that says where a cell belongs.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree

from dashboard.errors import UnreadableFile
from dashboard.ingest import Limits, Table, read_isolated
from dashboard.ingest.isolated import TOO_MUCH
from siege import Row
from tests.ingest.hostile import HOSTILE, ODS_OSLO, OSLO, cell, document, repacked, workbook

NAMES: Final = ("city", "country", "date", "time", "title", "link", "organiser", "contact")
ROWS: Final = 12
_LIMITS: Final = Limits(max_bytes=5_000_000)
_MARKED: Final = ',\n;\t""'
"""Behind a text in quotation marks: what would break it without them."""
_TAGGED: Final = re.compile(rf"({'|'.join(NAMES)}) \d+(?:,\n;\t\")?")
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPECIAL: Final = (
    b'"',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b" ",
    b"<",
    b">",
    b"&",
    b"'",
    b"=",
)


def run(count: int = 10_000, seed: int = 1) -> list[Row]:
    """Read so many broken tables of all kinds, and each file that was made to harm."""
    found: Counter[str] = Counter()
    for kind, data in broken(count, seed):
        found[outcome(kind, data)] += 1
    for data in (make() for make in HOSTILE.values()):
        found["hostile, " + outcome("hostile", data)] += 1
    return [
        Row(f"{count:,} broken CSV, XLSX and ODS files", _told(found, ""), not found["ended its reader"]),
        Row("cells that changed their column unsaid", f"{found['shifted']}", not found["shifted"]),
        Row(
            f"{len(HOSTILE)} files made to harm",
            _told(found, "hostile, "),
            found["hostile, refused"] == len(HOSTILE),
        ),
    ]


def _told(found: Mapping[str, int], begin: str) -> str:
    names = ("read", "refused", "shifted", "ended its reader")
    return ", ".join(f"{found[begin + name]:,} {name}" for name in names)


def broken(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many files with one edit each, of every kind in turn; the same ones for the same seed."""
    chance = random.Random(seed)
    kinds = list(KINDS.items())
    for number in range(count):
        kind, make = kinds[number % len(kinds)]
        yield kind, make(chance)


def outcome(kind: str, data: bytes) -> str:
    """What became of a file, where one of 5 MB is the largest that is allowed."""
    try:
        table = read_isolated(data, limits=_LIMITS)
    except UnreadableFile as error:
        return "ended its reader" if str(error) == TOO_MUCH else "refused"
    return "shifted" if shifts(table, _places(kind, data)) else "read"


def shifts(table: Table, places: Mapping[str, Collection[int]] | None = None) -> list[str]:
    """The cells that stand in another column than their own, and than the document itself says."""
    found = []
    for row in table.rows:
        for index, (name, text) in enumerate(zip(table.header, row.cells, strict=True)):
            tag = _TAGGED.fullmatch(text)
            if not tag or index in (places or {}).get(text, ()):
                continue
            if tag[1] != name and tag[1] in table.header:
                found.append(text)
    return found


def _places(kind: str, data: bytes) -> Mapping[str, Collection[int]]:
    """The columns, from 0, in which a document's own XML has each text; nothing of other files."""
    if kind not in {"XLSX", "ODS"}:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if kind == "ODS":
            return _ods_places(archive.read("content.xml"))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8", "replace")
    cells = re.findall(r'<c r="([A-Z])\d*"[^>]*><is[^>]*><t[^>]*>([^<]*)', sheet)
    return {text: {ord(letter) - ord("A")} for letter, text in cells}


def _ods_places(content: bytes) -> Mapping[str, Collection[int]]:
    found: dict[str, set[int]] = {}
    try:
        rows = ElementTree.fromstring(content).iter(f"{_TABLE}table-row")  # noqa: S314  # ours, with one edit
    except ElementTree.ParseError:
        return {}
    for row in rows:
        column = 0
        for one in row:
            repeated = int(one.get(f"{_TABLE}number-columns-repeated", 1))
            found.setdefault("".join(one.itertext()), set()).update(range(column, column + repeated))
            column += repeated
    return found


def edited(data: bytes, chance: random.Random) -> bytes:
    """The same bytes with one edit: a byte put in, changed or taken away, a part cut out, said twice or cut off."""
    at = chance.randrange(len(data))
    part = data[at : at + chance.randrange(1, 60)]
    byte = chance.choice([*_SPECIAL, bytes([chance.randrange(256)])])
    return chance.choice(
        [
            data[:at] + byte + data[at:],
            data[:at] + byte + data[at + 1 :],
            data[:at] + data[at + 1 :],
            data[:at] + data[at + len(part) :],
            data[:at] + part + data[at:],
            data[:at],
        ]
    )


def _csv(chance: random.Random) -> bytes:
    delimiter = chance.choice([",", ";", "\t"])
    end = chance.choice(["\n", "\r\n"])
    mark = chance.choice(["", '"'])
    left_over = ("",) * chance.choice([0, 1, 2])
    lines = [
        (*NAMES, *left_over),
        *(
            (*(f"{mark}{name} {number}{mark and _MARKED}{mark}" for name in NAMES), *left_over)
            for number in range(ROWS)
        ),
    ]
    text = "".join(delimiter.join(line) + end for line in lines)
    return edited(text.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"])), chance)


def _xlsx(chance: random.Random) -> bytes:
    rows = "".join(
        f'<row r="{number}">{"".join(map(_xlsx_cell, range(len(NAMES)), [number] * len(NAMES)))}</row>'
        for number in range(1, ROWS)
    )
    return _with_edit(workbook(rows, header=""), "xl/worksheets/sheet1.xml", chance)


def _xlsx_cell(column: int, number: int) -> str:
    text = NAMES[column] + _numbered(number)
    return f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'


def _ods(chance: random.Random) -> bytes:
    empty = chance.randrange(len(NAMES)), chance.randrange(len(NAMES))
    header, *rows = (
        f"<table:table-row>{''.join(_ods_cells(number, empty if number > 1 else (0, 0)))}</table:table-row>"
        for number in range(1, ROWS)
    )
    return _with_edit(document("".join(rows), header=header), "content.xml", chance)


def _ods_cells(number: int, empty: tuple[int, int]) -> Iterator[str]:
    """The cells of a row, of which those from one column to another are empty."""
    for column, name in enumerate(NAMES):
        if not empty[0] <= column < empty[1]:
            yield cell(name + _numbered(number))
        elif column == empty[0]:
            yield f'<table:table-cell table:number-columns-repeated="{empty[1] - empty[0]}"/>'


def _numbered(number: int) -> str:
    return f" {number}" if number > 1 else ""


def _with_edit(data: bytes, part: str, chance: random.Random) -> bytes:
    """A document with one edit in the XML of a part, packed anew so that it is still a whole archive."""
    return repacked(data, lambda name, text: edited(text, chance) if name == part else text)


KINDS: Final[Mapping[str, Callable[[random.Random], bytes]]] = {
    "CSV": _csv,
    "XLSX": _xlsx,
    "ODS": _ods,
    "bytes of XLSX": lambda chance: edited(workbook(OSLO), chance),
    "bytes of ODS": lambda chance: edited(document(ODS_OSLO), chance),
}
