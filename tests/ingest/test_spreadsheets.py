"""Spreadsheet documents are read like CSV; what is hidden in them is said and not read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
import xlsxwriter

from dashboard.errors import UnreadableFile
from dashboard.i18n import LANGUAGES, speech
from dashboard.ingest import Limits, read_isolated, read_table, write_template
from dashboard.ingest.column_names import REASONS
from dashboard.ingest.template import is_example
from dashboard.model import PlaceQuery
from tests.ingest.hostile import ODS_OSLO, document, repacked
from tests.ingest.reading import only, read_submissions, read_text, troubles
from tests.saying import refusing, said


def xlsx(fill: Callable[[Any], None]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        fill(book)
    return data.getvalue()


def sheet_of(rows: list[list[Any]], **hidden: list[int]) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Actions")
        formats = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, formats.get(type(cell)))
        for row_number in hidden.get("rows", []):
            sheet.set_row(row_number, None, None, {"hidden": True})
        for column in hidden.get("columns", []):
            sheet.set_column(column, column, None, None, {"hidden": True})

    return xlsx(fill)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Blad1">
<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>
%s
<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(*rows: list[str], hidden: int | None = None, repeat: int = 1) -> bytes:
    lines = []
    for number, row in enumerate(rows):
        cells = "".join(
            f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeat}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        visibility = ' table:visibility="collapse"' if number == hidden else ""
        lines.append(f"<table:table-row{visibility}>{cells}</table:table-row>")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS % "\n".join(lines))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return data.getvalue()


def test_an_xlsx_file_is_read_with_the_numbers_of_its_rows() -> None:
    data = sheet_of(
        [
            ["city", "date", "time", "lat", "lon", "id"],
            ["London", date(2018, 4, 7), time(14, 30), 51.50901, -0.19045, 7],
            [],
            ["Paris", date(2018, 4, 8), "2pm", "", "", 8],
        ]
    )
    reading = read_submissions(data)
    london, paris = reading.submissions
    assert (london.line, london.day, london.starts, london.own_id) == (2, date(2018, 4, 7), time(14, 30), "7")
    assert london.place == PlaceQuery(city="London", latitude=51.50901, longitude=-0.19045)
    assert (paris.line, paris.starts) == (4, time(14))
    assert (reading.rows, reading.encoding, reading.problems) == (2, "XLSX", ())
    assert tuple(map(said, reading.notes)) == ("Read from the sheet “Actions” of an XLSX file.",)


def test_hidden_sheets_rows_and_columns_of_an_xlsx_file_are_said_and_not_read() -> None:
    def fill(book: Any) -> None:
        secret = book.add_worksheet("Contacts")
        secret.write(0, 0, "city")
        secret.write(1, 0, "CANARY sheet")
        sheet = book.add_worksheet("Actions")
        for number, row in enumerate(
            [["city", "phone", "title"], ["Oslo", "CANARY cell", "a"], ["Bern", "", "CANARY"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_row(3, 0, ["Rome", "", "c"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.activate()
        secret.hide()
        book.add_worksheet("Empty")

    reading = read_submissions(xlsx(fill))
    assert [(s.line, s.place.city, s.title) for s in reading.submissions] == [
        (2, "Oslo", "a"),
        (4, "Rome", "c"),
    ]
    assert "CANARY" not in repr(reading)
    assert tuple(map(said, reading.notes)) == (
        "Read from the sheet “Actions” of an XLSX file.",
        "Hidden, so not read: sheet “Contacts”, column B, row 3. Show them in your spreadsheet program to use them.",
    )


def test_the_sheet_that_says_where_is_read_and_the_others_are_named() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Read me").write(0, 0, "How to use this")
        book.add_worksheet("Actions").write_column(0, 0, ["city", "Oslo"])

    reading = read_submissions(xlsx(fill))
    assert only(reading).place.city == "Oslo"
    assert said(reading.notes[1]) == "Not read: sheet “Read me”. Save each as a file to use it too."


def test_an_ods_file_is_read_without_what_is_hidden() -> None:
    reading = read_submissions(
        ods(["city", "phone", "title"], ["Oslo", "CANARY", "a"], ["Bern", "", "b"], hidden=2)
    )
    assert [(s.line, s.place.city, s.title) for s in reading.submissions] == [(2, "Oslo", "a")]
    assert "CANARY" not in repr(reading)
    assert said(reading.notes[-1]).startswith("Hidden, so not read: column B, row 3.")


DRAWN = "<draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame>"
NOTE = (
    '<text:note><text:note-citation a=">">1</text:note-citation>'
    "<text:note-body><text:p>note</text:p></text:note-body></text:note>"
)


@pytest.mark.parametrize(
    ("cell", "city"),
    [
        (f"{DRAWN}<text:p>New York</text:p><draw:frame/>", "New York"),
        (f"<text:p>New York</text:p>{DRAWN}", "New York"),
        (f"<text:p>New {DRAWN}York{NOTE}</text:p>", "New York"),
        (
            "<draw:custom-shape><text:p>drawn</text:p></draw:custom-shape><text:p>New York</text:p>",
            "New York",
        ),
        ("<text:p>New<text:ruby-text>niu</text:ruby-text><text:s/>York</text:p>", "New York"),
        (
            "<text:p>New<text:tab/>York<text:line-break a='>'/></text:p><text:p>USA</text:p>",
            "New York\n\nUSA",
        ),
        ("<text:h>New York</text:h><text:h>Harlem</text:h><text:p>USA</text:p>", "\nNew York\n\nHarlem\nUSA"),
        (
            "<text:list-item><text:number>1.</text:number><text:p>New York</text:p></text:list-item>",
            "New York",
        ),
    ],
)
def test_an_ods_cell_holds_its_own_paragraphs_alone(cell: str, city: str) -> None:
    drawing = b' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version'
    row = f'<table:table-row><table:table-cell office:value-type="string">{cell}</table:table-cell></table:table-row>'
    data = repacked(document(row + ODS_OSLO), lambda _, part: part.replace(b" office:version", drawing))
    assert [row.cells for row in read_table(data).rows] == [(city,), ("Oslo",)]


def test_titles_above_the_column_names_are_left_out() -> None:
    reading = read_submissions(sheet_of([["Our day of action"], [], ["city", "title"], ["Oslo", "Vigil"]]))
    assert (only(reading).line, only(reading).title) == (4, "Vigil")
    assert "The column names are in row 3; what stands above them was left out." in map(said, reading.notes)


def zipped(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zipped(**{"xl/workbook.xml": "<workbook/>"}),
        zipped(**{"xl/workbook.xml": "not xml", "xl/_rels/workbook.xml.rels": "not xml"}),
        sheet_of([["city"], ["Oslo"]])[:-200],
        zipped(**{"word/document.xml": "<document/>"}),
        sheet_of([]),
        sheet_of([["city"]]),
        ods(["city"], ["Oslo"], repeat=16_384)[:-300],
    ],
)
def test_what_is_no_usable_spreadsheet_is_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_table(data)


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with refusing(UnreadableFile, "damaged"):
        read_table(zipped(**{"xl/workbook.xml": bomb, "xl/_rels/workbook.xml.rels": bomb}))


def test_one_cell_far_out_does_not_fill_the_memory() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Actions")
        sheet.write_column(0, 0, ["city", "Oslo"])
        sheet.write(1_000_000, 16_000, "x")

    with refusing(UnreadableFile, "reaches to row 1,000,001 and column 16,001"):
        read_table(xlsx(fill))


def test_limits_hold_for_spreadsheets_too() -> None:
    data = sheet_of([["city"], ["Oslo"], ["Bern"], ["x" * 50]])
    with refusing(UnreadableFile, "more than 2 rows"):
        read_table(data, limits=Limits(max_rows=2))
    assert [p.code for p in read_table(data, limits=Limits(max_cell_characters=40)).problems] == [
        "cell_too_long"
    ]
    long = sheet_of([["city"], *[[f"{number}" + "Oslo " * 6_000] for number in range(300)]])
    with refusing(UnreadableFile, "too large once it is unpacked"):
        read_table(long, limits=Limits(max_bytes=len(long)))


def test_pasted_cells_are_read() -> None:
    reading = read_text("city\tdate\nOslo\t7 April 2018\n")
    assert (only(reading).place.city, only(reading).day, reading.delimiter) == (
        "Oslo",
        date(2018, 4, 7),
        "\t",
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_understood_whole_and_its_example_is_left_out(kind: Any) -> None:
    reading = read_submissions(write_template(kind))
    assert reading.unknown_columns == ()
    assert set(reading.columns.values()) >= {"title", "day", "starts", "city", "country", "contact", "own_id"}
    assert troubles(reading) == [(2, "", "example_row", "refusal")]
    assert reading.submissions == ()


def test_a_real_row_may_be_called_example() -> None:
    assert not is_example(only(read_text("city,id,title\nOslo,example,Vigil\n")))


def test_columns_can_be_chosen() -> None:
    text = "A,B,title\nOslo,Vigil,Not this\n"
    with refusing(UnreadableFile, "No column says where"):
        read_text(text)
    reading = read_submissions(text.encode(), columns={"A": "city", "B": "title", "title": ""})
    assert (only(reading).place.city, only(reading).title) == ("Oslo", "Vigil")
    assert reading.columns == {"A": "city", "B": "title"}
    assert reading.unknown_columns == ("title",)
    assert reading.samples == {"A": ("Oslo",), "B": ("Vigil",), "title": ("Not this",)}


def test_a_row_can_be_corrected_and_says_what_the_file_says() -> None:
    data = b"city,date\nOslp,2018-04-07\nBern,07/04\n"
    reading = read_submissions(data, edits={2: {"city": "Oslo", "region": "Oslo", "unknown": "x"}})
    oslo, bern = reading.submissions
    assert (oslo.place.city, oslo.place.region, bern.place.city) == ("Oslo", "Oslo", "Bern")
    assert [(p.line, p.column, said(p)) for p in reading.problems if p.code.startswith("corrected")] == [
        (2, "city", "Corrected by hand to “Oslo”; the file says “Oslp”."),
        (2, "region", "Corrected by hand to “Oslo”; the file says nothing here."),
    ]


def test_a_row_that_could_not_be_read_keeps_its_cells_and_can_be_corrected() -> None:
    data = b'city,title\nOslo,Vigil,more\nBern,"open\nRome,Vigil\n'
    reading = read_submissions(data)
    assert reading.refused == {
        2: {"city": "Oslo", "title": "Vigil", "cell 3": "more"},
        3: {"city": "Bern", "title": "open\n"},
    }
    mended = read_submissions(data, edits={2: {"title": "Vigil, more"}})
    assert [(s.line, s.place.city, s.title) for s in mended.submissions] == [
        (2, "Oslo", "Vigil, more"),
        (4, "Rome", "Vigil"),
    ]
    assert mended.rows == reading.rows == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_comes_back_is_read_without_its_reasons(language: str) -> None:
    reason = speech(language).text("What to correct")
    assert reason in REASONS
    reading = read_text(f"{reason},city,title\nLine 2: a reason,Oslo,'=1+1\n")
    assert (only(reading).title, only(reading).raw) == ("=1+1", {"city": "Oslo", "title": "=1+1"})
    assert reading.header == ("city", "title")


def test_another_sheet_can_be_read_too() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, city in (("US", "Boston"), ("Rest of world", "Oslo")):
            book.add_worksheet(name).write_column(0, 0, ["City", city])
    first = read_table(data.getvalue())
    assert (first.rows[0].cells, first.other_sheets) == (("Boston",), ("Rest of world",))
    second = read_isolated(data.getvalue(), sheet="Rest of world")
    assert (second.rows[0].cells, second.other_sheets) == (("Oslo",), ("US",))
