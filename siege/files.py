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
from collections.abc import Callable, Iterator, Mapping
from typing import Final

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
    if any(note.code == "column_without_name" for note in table.notes):
        return "read"  # it was said that there are more columns than names
    return "shifted" if shifts(table, _references(data) if kind == "XLSX" else {}) else "read"


def shifts(table: Table, references: Mapping[str, int] | None = None) -> list[str]:
    """The cells that stand in another column than their own, or than their reference says."""
    found = []
    for row in table.rows:
        for index, (name, text) in enumerate(zip(table.header, row.cells, strict=True)):
            tag = _TAGGED.fullmatch(text)
            if not tag or (references or {}).get(text) == index:
                continue
            if tag[1] != name and tag[1] in table.header:
                found.append(text)
    return found


def _references(data: bytes) -> dict[str, int]:
    """The column, from 0, that each cell's own reference in a workbook says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8", "replace")
    cells = re.findall(r'<c r="([A-Z])\d*"[^>]*><is[^>]*><t[^>]*>([^<]*)', sheet)
    return {text: ord(letter) - ord("A") for letter, text in cells}


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
    lines = [
        NAMES,
        *([f"{mark}{name} {number}{mark and _MARKED}{mark}" for name in NAMES] for number in range(ROWS)),
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
    header, *rows = (
        f"<table:table-row>{''.join(cell(name + _numbered(number)) for name in NAMES)}</table:table-row>"
        for number in range(1, ROWS)
    )
    return _with_edit(document("".join(rows), header=header), "content.xml", chance)


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
