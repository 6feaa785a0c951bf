"""Files that mean harm: each a few hundred bytes or kilobytes that ask their reader for gigabytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>city</t></is></c></row>'
OSLO = '<row r="2"><c r="A2" t="inlineStr"><is><t>Oslo</t></is></c></row>'


def archive(*parts: tuple[str, str | bytes]) -> bytes:
    """A ZIP file of these parts, in this order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts:
            target.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return data.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same archive with each part as ``change`` of its name and bytes gives it."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return archive(*((name, change(name, source.read(name))) for name in source.namelist()))


def workbook(
    rows: str,
    *,
    header: str = HEADER,
    shared: str = "",
    target: str = "worksheets/sheet1.xml",
    names: tuple[str, ...] = ("Actions",),
) -> bytes:
    """An XLSX file with this XML as the rows of its sheet, which may be there under several names."""
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId1"/>' for number, name in enumerate(names, 1)
    )
    strings = [("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')] if shared else []
    return archive(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.sheet.main+xml"/></Types>',
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="{target}"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        ),
        (
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{header}{rows}</sheetData></worksheet>',
        ),
        *strings,
    )


def document(rows: str, *, header: str = "") -> bytes:
    """An ODS file with this XML as the rows of its table."""
    header = header or f"<table:table-row>{cell('city')}</table:table-row>"
    name = "urn:oasis:names:tc:opendocument:xmlns"
    return archive(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0" '
            f'xmlns:text="{name}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
            f'<table:table table:name="Actions">{header}{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        ),
        (
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        ),
    )


def cell(text: str, repeated: int = 1) -> str:
    """A cell of an ODS file."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


ODS_OSLO = f"<table:table-row>{cell('Oslo')}</table:table-row>"


def _row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def _shared(count: int) -> str:
    return "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, count + 2))


def _untyped(repeated: int) -> str:
    return f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{repeated}"/>'


def _with_columns(columns: str) -> bytes:
    """A workbook whose sheet says this of its columns."""
    said = f"<cols>{columns}</cols><sheetData>".encode()
    return repacked(workbook(OSLO), lambda _name, part: part.replace(b"<sheetData>", said))


FAR = '<row r="3"><c r="A900000"><v>1</v></c><c r="XFD1000000"><v>1</v></c></row>'
MANY = tuple(f"s{number}" for number in range(500))

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "xlsx: cells far from their row": lambda: workbook(FAR),
    "xlsx: cells far out": lambda: workbook(
        '<row r="1000000"><c r="A1000000"><v>1</v></c><c r="XFD1000000"><v>1</v></c></row>'
    ),
    "xlsx: two cells in one place": lambda: workbook(
        '<row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>'
    ),
    "xlsx: two texts in one cell": lambda: workbook(
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Oslo</t></is><is><t>2030-01-01</t></is></c></row>'
    ),
    "xlsx: two values in one cell": lambda: workbook('<row r="3"><c r="A3"><v>1</v><v>2</v></c></row>'),
    "xlsx: a cell that does not say where it is": lambda: workbook(
        '<row r="3"><c t="inlineStr"><is><t>Oslo</t></is></c></row>'
    ),
    "xlsx: a text in a cell of numbers": lambda: workbook(
        '<row r="3"><c r="A3"><is><t>Oslo</t></is></c></row>'
    ),
    "xlsx: a cell of no known type": lambda: workbook('<row r="3"><c r="A3" t="x"><v>1</v></c></row>'),
    "xlsx: a column of six letters": lambda: workbook('<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>'),
    "xlsx: a row beyond all": lambda: workbook('<row r="3"><c r="A4294967295"><v>1</v></c></row>'),
    "xlsx: one string in 20,000 cells": lambda: workbook(
        _shared(20_000), shared=f"<si><t>{'x' * 1_000_000}</t></si>"
    ),
    "xlsx: that string in pieces": lambda: workbook(
        _shared(20_000), shared="<si>" + f"<r><t>{'x' * 1_000}</t></r>" * 1_000 + "</si>"
    ),
    "xlsx: one string of 15 million": lambda: workbook(
        _shared(1), shared=f"<si><t>{'x' * 15_000_000}</t></si>"
    ),
    "xlsx: a cell of 15 million": lambda: workbook(
        f'<row r="3"><c r="A3" t="str"><v>{"x" * 15_000_000}</v></c></row>'
    ),
    "xlsx: a tag of 30 million": lambda: workbook(f'<row r="3" a="{"x" * 30_000_000}"/>'),
    "xlsx: another way to say where a sheet is": lambda: workbook(FAR, target="xl/worksheets/SHEET1.xml"),
    "xlsx: one sheet under 500 names": lambda: workbook(
        '<row r="3"><c r="Z100000"><v>1</v></c></row>', names=MANY
    ),
    "xlsx: two sheets of one name": lambda: workbook(OSLO, names=("a", "a")),
    "xlsx: billions of shared strings that are not there": lambda: repacked(
        workbook(_shared(1), shared="<si><t>Oslo</t></si>"),
        lambda name, part: (
            part.replace(b"<sst ", b'<sst uniqueCount="4294967295" ')
            if name == "xl/sharedStrings.xml"
            else part
        ),
    ),
    "xlsx: columns hidden again and again": lambda: _with_columns(
        '<col min="2" max="16384" hidden="1"/>' * 200_000
    ),
    "xlsx: columns hidden from before the first": lambda: _with_columns(
        '<col min="-1000000000" max="9" hidden="1"/>' * 2
    ),
    "xlsx: rows in two places": lambda: workbook(f"{OSLO}</sheetData><sheetData>{OSLO}"),
    "xlsx: a cell without a column": lambda: workbook('<row r="3"><c r="3"><v>1</v></c></row>'),
    "ods: a million rows": lambda: document(_row(cell("x" * 5_000, 2), 1_000_000)),
    "ods: values without paragraphs": lambda: document(_row(_untyped(16_384), 1_000_000)),
    "ods: far out": lambda: document(
        _row(f'<table:table-cell table:number-columns-repeated="4000000000"/>{cell("x")}')
    ),
    "ods: a text of spaces": lambda: document(_row(cell('<text:s text:c="4000000000"/>'))),
    "ods: something that is no cell": lambda: document(_row("<table:cell/>" + cell("Oslo"))),
    "ods: a table in a cell": lambda: document(
        _row(cell(f"Oslo</text:p><table:table>{_row(cell('Bern'))}</table:table><text:p>"), 1)
        + _row(cell("Rome"))
    ),
    "ods: a table in a table": lambda: document(
        f"<table:table>{_row(cell('Bern'))}</table:table>" + _row(cell("Rome"))
    ),
    "ods: a cell in a cell": lambda: document(_row(cell(f"Oslo{cell('Bern')}"))),
    "ods: a cell of no namespace": lambda: document(_row("<tabl:table-cell/>" + cell("Oslo"))),
    "ods: text beside the cells": lambda: document(_row(cell("Oslo") + "Bern")),
    "ods: repeated less than never": lambda: document(_row(cell("x"), -5) + _row(cell("y"), 1_000)),
}
"""By what is wrong with it."""
