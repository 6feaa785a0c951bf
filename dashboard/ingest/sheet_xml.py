"""What spreadsheet libraries do not tell: which rows and columns of a sheet are hidden, and how far it reaches.

Read from the documents' own XML (ECMA-376 part 1, 18.3; OpenDocument 1.3, 9.1) as a stream, without entities.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Final
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

_CHUNK: Final = 1 << 16
_LONGEST_TAG: Final = 1 << 20
"""Bytes; what is not whole is read anew with each chunk, so that a tag of 100 MB takes minutes."""
_CELLS: Final = {"table-cell", "covered-table-cell"}
"""All that a row of an ODS file holds: anything else is passed over, and what follows it moves up."""
_OF_TABLES: Final = {"table", "table-row", *_CELLS}
_WITHOUT_TEXT: Final = {*_OF_TABLES, "sheetData", "row", "c", "is"}
_MOST_HIDDEN: Final = 1_100_000
"""Rows that a sheet can have: a number that repeats further is damage."""
_MOST_COLUMNS: Final = 16_384
_MOST_UNTRUE: Final = 1_000_000
"""Shared strings that a workbook may say it has without having them: some programs count wrongly."""
_NOT_VISIBLE: Final = {"collapse", "filter"}

_BESIDE: Final = re.compile(
    r":(?:drawing|dr3d|svg-compatible|chart):1\.0 |:text:1\.0 (?:note|number|ruby-text|line-break|tab)$"
)
"""What is drawn in a cell, footnotes, numbers of a list, how it is said: readers add their texts to the cell's own.

And what parts two words, of which readers make one.
"""
_BREAKS: Final = {"line-break": b"\n", "tab": b" "}

_OPENING: Final = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""")

Tag = tuple[str, Mapping[str, str]]
Span = tuple[int, int, bytes]
"""Where a tag begins, where the one that closes it does (-1: it stays), and what a reader is given there instead."""
_SPACE: Final = " "
"""Between the namespace of a name and the name itself. A prefix that stands for none is an error."""
_TEXT: Final = "#text"
"""In place of a tag's name: some text, in the attribute of the same name."""
_TYPES: Final = {"b", "d", "e", "inlineStr", "n", "s", "str"}
_CELL: Final = re.compile(r"([A-Za-z]{1,8})([0-9]{1,10})")


class NotXmlError(Exception):
    """A part of the document is no XML that we read."""


@dataclass(slots=True)
class Hidden:
    """The numbers, from 1, of a sheet's hidden rows and columns, and of the last ones with anything in them.

    ``text`` is how many characters its cells hold, each of them counted as often as it is repeated or shared:
    what a reader allocates, whatever the file weighs.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    text: int = 0

    @property
    def cells(self) -> int:
        """The cells of the rectangle that holds all of it: readers make each of them."""
        return self.last_row * self.last_column


def look_xlsx(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Each sheet of a workbook, by name."""
    paths = _paths(archive)
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        targets = {tag["Id"]: tag["Target"] for _, tag in _tags(part, {"Relationship"}) if "Id" in tag}
    with archive.open("xl/workbook.xml") as part:
        sheets = [(tag.get("name", ""), targets.get(tag.get("id", ""))) for _, tag in _tags(part, {"sheet"})]
    lengths = []
    if shared := paths.get("xl/sharedstrings.xml"):
        with archive.open(shared) as part:
            lengths = _lengths(part)
    found: dict[str, Hidden] = {}
    for name, target in sheets:
        if path := paths.get(_full(target).lower()):
            with archive.open(path) as part:
                _add(found, name, _xlsx_sheet(part, lengths))
    return found


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts by their names in small letters: readers do not tell them apart by that."""
    paths = {name.lower(): name for name in archive.NameToInfo}
    if len(paths) != len(archive.infolist()):
        raise NotXmlError("two parts of one name")
    return paths


def _full(target: str | None) -> str:
    """The path of a part that a workbook names."""
    if not target:
        return ""
    within = target if target.startswith(("/", "xl/")) else f"/xl/{target}"
    return posixpath.normpath(f"/{within}").lstrip("/")


def _add(found: dict[str, Hidden], name: str, sheet: Hidden) -> None:
    if name in found:
        raise NotXmlError("two sheets of one name")
    found[name] = sheet


def _lengths(part: IO[bytes]) -> list[int]:
    """How many characters each shared string has."""
    lengths: list[int] = []
    told = "0"
    for name, tag in _tags(part, {"sst", "si"}, texts={"t"}):
        if name == "sst":
            told = tag.get("uniqueCount", told)
        elif name == "si":
            lengths.append(0)
        elif lengths:
            lengths[-1] += len(tag[_TEXT])
    if told.isdecimal() and int(told) > max(len(lengths), _MOST_UNTRUE):
        raise NotXmlError("far fewer shared strings than it says, for which the reader makes room")
    return lengths


def _xlsx_sheet(part: IO[bytes], lengths: Sequence[int]) -> Hidden:
    sheet, row, column, kind = Hidden(), 0, 0, "n"
    is_told: bool | None = None
    held: set[str] = set()
    for name, tag in _tags(part, {"col", "row", "c", "v", "is"}, texts={"v", "t"}):
        if name == "c":
            column = _column(tag["r"], row, column) if "r" in tag else column + 1
            kind, is_told = _kind(tag, is_told), "r" in tag
            held.clear()
        elif name == _TEXT:
            sheet.text += _length_of(tag[_TEXT], lengths) if kind == "s" else len(tag[_TEXT])
        elif name == "row":
            row, column = int(tag.get("r", row + 1)), 0
            if _is_true(tag.get("hidden")):
                sheet.rows.add(row)
        elif name == "col":
            if _is_true(tag.get("hidden")):
                span = range(max(int(tag["min"]), 1), min(int(tag["max"]), _MOST_COLUMNS) + 1)
                if not sheet.columns.isdisjoint(span):  # as long as each is new, they come to an end
                    raise NotXmlError("a column that is told twice")
                sheet.columns.update(span)
        elif name in held or (name == "is" and kind != "inlineStr"):
            raise NotXmlError("a text in a cell that is none, or two things in one cell")
        else:
            held.add(name)
            sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
    return sheet


def _kind(tag: Mapping[str, str], is_told: bool | None) -> str:
    """The type of a cell; ``is_told`` is whether the cells before it say where they are."""
    if (kind := tag.get("t", "n")) not in _TYPES or is_told not in {None, "r" in tag}:
        raise NotXmlError("a cell of no known type, or one without a place beside others that have one")
    return kind


def _length_of(index: str, lengths: Sequence[int]) -> int:
    """The length of a shared string; one that does not exist has none."""
    number = int(index) if index.strip() else -1
    return lengths[number] if 0 <= number < len(lengths) else 0


def look_ods(archive: zipfile.ZipFile) -> tuple[dict[str, Hidden], list[Span]]:
    """Each table of a spreadsheet, by name; and where ``content.xml`` holds what is no text of a cell's own."""
    _paths(archive)
    found: dict[str, Hidden] = {}
    beside = _Beside()
    sheet, row, rows, column, columns, repeated = Hidden(), 0, 0, 0, 0, 1
    names = {"table", "table-row", "table-column", "table-cell", "covered-table-cell", "p", "s"}
    with archive.open("content.xml") as part:
        for name, tag in _tags(part, names, texts=None, beside=beside):
            if name in {_TEXT, "s"}:
                length = len(tag[_TEXT]) if name == _TEXT else _count(tag, "c")
                sheet.text += length * rows * repeated
            elif name == "table":
                sheet, row, rows, columns = Hidden(), 0, 0, 0
                _add(found, tag.get("name", ""), sheet)
            elif name == "table-column":
                repeated = _count(tag, "number-columns-repeated")
                if tag.get("visibility") in _NOT_VISIBLE:
                    sheet.columns.update(range(columns + 1, min(columns + repeated, _MOST_COLUMNS) + 1))
                columns += repeated
            elif name == "table-row":
                row, column = row + rows, 0
                rows = _count(tag, "number-rows-repeated")
                if tag.get("visibility") in _NOT_VISIBLE and row + rows <= _MOST_HIDDEN:
                    sheet.rows.update(range(row + 1, row + rows + 1))
            elif name == "p":
                sheet.last_row, sheet.last_column = row + rows, max(sheet.last_column, column)
            else:
                repeated = _count(tag, "number-columns-repeated")
                column += repeated
                if "value-type" in tag:
                    sheet.last_row, sheet.last_column = row + rows, max(sheet.last_column, column)
                    sheet.text += sum(map(len, tag.values())) * rows * repeated
    return found, beside.spans


def own_text(archive: zipfile.ZipFile, beside: Sequence[Span]) -> bytes:
    """The spreadsheet as a reader needs it, whose cells hold only text of their own."""
    content, kept, start = archive.read("content.xml"), bytearray(), 0
    for first, last, instead in beside:
        kept += content[start:first] + instead
        if last < 0:
            start = first
            continue
        opening = _OPENING.match(content, first)
        is_empty = opening and opening[0].endswith(b"/>")
        start = opening.end() if opening and is_empty else content.index(b">", last) + 1
    kept += content[start:]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name in sorted({"mimetype", "META-INF/manifest.xml"} & archive.NameToInfo.keys(), reverse=True):
            target.writestr(name, archive.read(name))
        target.writestr("content.xml", bytes(kept))
    return data.getvalue()


def _count(tag: Mapping[str, str], name: str) -> int:
    """How often something is repeated."""
    count = int(tag.get(name, 1))
    if count < 0:
        raise NotXmlError("repeated less than never")
    return count


class _Beside:
    """Where cells hold what is no text of their own; that is passed over."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._depth = self._first = 0
        self._instead = b""

    def opens(self, name: str, parents: Sequence[str], at: int) -> bool:
        """Whether this tag belongs to it."""
        if not self._depth and _is_beside(name) and "table-cell" in parents:
            self._first, self._instead = at, _BREAKS.get(_local(name), b"")
        elif not self._depth:
            return False
        self._depth += 1
        return True

    def closes(self, at: int) -> bool:
        """Whether the tag that ends here belonged to it."""
        if not self._depth:
            return False
        self._depth -= 1
        if not self._depth:
            self.spans.append((self._first, at, self._instead))
        return True

    def part(self, at: int) -> None:
        """Part what is before and behind: a reader puts a heading and its neighbours together."""
        self.spans.append((at, -1, b"\n"))

    def __bool__(self) -> bool:
        """Whether it is being passed over."""
        return self._depth > 0


@lru_cache(1_000)
def _is_beside(name: str) -> bool:
    return _BESIDE.search(name) is not None


def _local(name: str) -> str:
    return name.rpartition(_SPACE)[2]


class _Handlers:
    """What the parser meets, as `_tags` gives it on."""

    def __init__(self, names: set[str], texts: Collection[str] | None, beside: _Beside) -> None:
        self.found: list[Tag] = []
        self._names, self._texts, self._beside = names, texts, beside
        self._parents: list[str] = []
        self._has_rows = False
        self.parser = ParserCreate(namespace_separator=_SPACE)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._beside.opens(name, self._parents, self.parser.CurrentByteIndex):
            return
        local = _local(name)
        if self._parents and self._parents[-1] == "table-row" and local not in _CELLS:
            raise NotXmlError("something in a row that is no cell")
        if local in _OF_TABLES and not {local, *_CELLS}.isdisjoint(self._parents):
            raise NotXmlError("a table in a table, behind which readers lose rows")
        if local == "sheetData" and self._has_rows:
            raise NotXmlError("rows in two places, of which readers take one")
        self._has_rows |= local == "sheetData"
        if local == "h":
            self._beside.part(self.parser.CurrentByteIndex)
        self._parents.append(local)
        if local in self._names:
            self.found.append((local, {_local(key): value for key, value in attributes.items()}))

    def _end(self, _name: str) -> None:
        at = self.parser.CurrentByteIndex
        if not self._beside.closes(at) and self._parents.pop() == "h":
            self._beside.part(at)

    def _text(self, data: str) -> None:
        if self._beside:
            return
        if self._parents[-1] in _WITHOUT_TEXT and data.strip():
            raise NotXmlError("text beside the texts of cells")
        if self._texts is None or self._parents[-1] in self._texts:
            self.found.append((_TEXT, {_TEXT: data}))

    def _refuse(self, *_: object) -> None:
        raise NotXmlError("entities")


def _tags(
    part: IO[bytes],
    names: set[str],
    texts: Collection[str] | None = (),
    beside: _Beside | None = None,
) -> Iterator[Tag]:
    """The opening tags of these local names, with their attributes by local name.

    And the text that stands directly in tags of ``texts``, in all if that is None. What a cell holds beside its own
    text is passed over.
    """
    met = _Handlers(names, texts, _Beside() if beside is None else beside)
    try:
        for _ in _read(part, met.parser):
            yield from met.found
            met.found.clear()
    except (ExpatError, ValueError) as error:
        raise NotXmlError(str(error)) from error


def _read(part: IO[bytes], parser: XMLParserType) -> Iterator[None]:
    """Have the parser read on, piece by piece."""
    fed = 0
    while chunk := part.read(_CHUNK):
        parser.Parse(chunk)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise NotXmlError("a tag without end")
        yield
    parser.Parse(b"", True)
    yield


def _column(reference: str, row: int, before: int) -> int:
    """The number of a cell's column: 2 for B7.

    Readers put a cell where its reference says. One that is in another row, or not to the right of the cell before
    it, would take another's place, or be seen although its row is hidden.
    """
    match = _CELL.fullmatch(reference)
    column = 0
    for letter in match[1].upper() if match else "":
        column = column * 26 + ord(letter) - 64
    if not match or int(match[2]) != row or column <= before:
        raise NotXmlError("a cell that is not in its place")
    return column


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}
