"""Rows and columns: every row is found on its line, and none is shifted, swallowed or lost."""

import pytest

from dashboard.errors import UnreadableFile
from dashboard.ingest import Limits, read_table
from tests.ingest.reading import FIXTURES, cities, only, read, read_submissions, read_text, troubles
from tests.saying import refusing, said


@pytest.mark.parametrize(
    ("name", "delimiter", "titles"),
    [
        ("semicolons.csv", ";", ["Together, loudly, now", "Here, too"]),
        ("tabs.csv", "\t", ["Together, loudly; now", "Here, too"]),
        ("pipes.csv", "|", ["Together, loudly; now"]),
        ("commas_with_text_full_of_semicolons.csv", ",", ["Together", "Here"]),
        ("excel_separator_line.csv", ";", ["Together, now"]),
        ("blank_before_quote.csv", ",", ["Together, now"]),
    ],
)
def test_the_separator_is_found(name: str, delimiter: str, titles: list[str]) -> None:
    reading = read(name)
    assert reading.delimiter == delimiter
    assert [submission.title for submission in reading.submissions] == titles
    assert reading.problems == ()


def test_commas_in_the_text_of_a_file_of_one_column_separate_nothing() -> None:
    reading = read("one_column_full_of_commas.csv")
    places = [submission.place.text for submission in reading.submissions]
    assert places == ["Berlin, Germany", "San José, Costa Rica", "London; Trafalgar Square, by the lions"]
    assert (reading.delimiter, said(reading.notes[0])) == ("", "Read as UTF-8, one column.")


def test_text_over_several_lines_stays_one_row_and_the_next_has_its_own_line() -> None:
    reading = read("quoted_newlines.csv")
    assert reading.submissions[0].description == 'First line\nsecond "line"'
    assert reading.submissions[0].raw["Description"] == 'First line\r\nsecond "line"'
    assert cities(reading) == [(2, "Paris"), (4, "Lyon")]


@pytest.mark.parametrize("name", ["carriage_returns.csv", "mixed_line_ends.csv"])
def test_every_kind_of_line_end_ends_a_line(name: str) -> None:
    assert cities(read(name))[:2] == [(2, "Paris"), (3, "Lyon")]


def test_other_line_separators_are_part_of_the_text() -> None:
    table = read_table("City,Title\nParis,a\u2028b\x0bc\x85d\n".encode())
    assert [row.cells for row in table.rows] == [("Paris", "a\u2028b\x0bc\x85d")]


def test_a_row_with_a_cell_too_many_or_too_few_is_refused_and_never_shifted() -> None:
    reading = read("wrong_number_of_cells.csv")
    assert cities(reading) == [(2, "Paris"), (5, "Lille")]
    assert [(p.line, said(p)) for p in reading.problems] == [
        (
            3,
            "The row has 4 cells and the header 3, so we cannot tell which belongs where. If a text "
            "contains the separator, put the text in quotation marks.",
        ),
        (
            4,
            "The row has 2 cells and the header 3, so we cannot tell which belongs where. Add the cells "
            "that are missing, even if they are empty.",
        ),
    ]
    assert reading.rows == 4


def test_empty_columns_that_a_spreadsheet_left_over_are_harmless() -> None:
    reading = read("leftover_columns.csv")
    assert [submission.raw for submission in reading.submissions] == [
        {"City": "Paris", "Title": "Together"},
        {"City": "Lyon", "Title": "Here"},
    ]
    assert (reading.problems, reading.unknown_columns) == ((), ())


def test_a_comma_too_many_does_not_move_a_row_into_the_columns_that_a_spreadsheet_left_over() -> None:
    reading = read_text("City,Title,Venue,,\nLyon,Here, and there,Quai,,\nMetz,There,Port,,\n")
    assert cities(reading) == [(3, "Metz")]
    assert troubles(reading) == [(2, "", "too_many_cells", "refusal")]


def test_a_comma_too_few_is_not_made_up_for_by_a_column_that_a_spreadsheet_left_over() -> None:
    reading = read_text("City,Title,Venue,\nLyon,Here,Quai,\nParis Here,Quai,\nMetz,There,Port,\n")
    assert cities(reading) == [(2, "Lyon"), (4, "Metz")]
    assert troubles(reading) == [(3, "", "too_few_cells", "refusal")]


def test_a_name_in_two_pieces_moves_no_row_into_a_column_that_a_spreadsheet_left_over() -> None:
    reading = read_text("City,Tit,le,Venue,\nLyon,Here,Quai,\nMetz,There,Port,\n")
    assert troubles(reading) == [(line, "", "too_few_cells", "refusal") for line in (2, 3)]


def test_an_unclosed_quotation_mark_is_located_and_costs_its_row_alone() -> None:
    reading = read("unclosed_quote.csv")
    assert cities(reading) == [(2, "Paris"), (4, "Nice"), (5, "Lille")]
    (problem,) = reading.problems
    assert (problem.line, problem.code) == (3, "unclosed_quote")
    assert said(problem) == (
        "A quotation mark is opened in line 3 and not closed. Close it, or remove it; we went on reading "
        "with line 4."
    )


def test_an_unclosed_quotation_mark_is_found_though_a_later_row_has_marks_too() -> None:
    reading = read("unclosed_quote_meets_another.csv")
    assert cities(reading) == [(2, "Paris"), (4, "Nice"), (5, "Lille"), (6, "Metz")]
    assert troubles(reading) == [(3, "", "unclosed_quote", "refusal")]


def test_a_quoted_text_that_holds_whole_rows_is_asked_about_though_the_cells_are_as_many_as_they_should() -> (
    None
):
    reading = read_text('City,Title,Venue\nLyon,"Here,Quai\nNice,There,Port\nMetz,Then 12",Parc\nBrest,a,b\n')
    assert cities(reading) == [(2, "Lyon"), (5, "Brest")]
    assert troubles(reading) == [(2, "", "rows_in_a_text", "question")]
    assert reading.rows == 2


def test_the_line_of_an_unclosed_mark_is_that_of_the_mark_and_not_of_the_row() -> None:
    reading = read("unclosed_quote_after_closed_ones.csv")
    assert cities(reading) == [(4, "Lyon")]
    (problem,) = reading.problems
    assert (problem.line, said(problem)[:41]) == (2, "A quotation mark is opened in line 3 and ")


def test_two_unclosed_marks_in_a_row_are_two_problems() -> None:
    reading = read_text('City,Title\nLyon,"Here\nNice,"There\nMetz,Then\n')
    assert cities(reading) == [(4, "Metz")]
    assert [problem.line for problem in reading.problems] == [2, 3]


def test_quotation_marks_inside_quoted_text_are_explained() -> None:
    reading = read("quote_inside_quotes.csv")
    assert cities(reading) == [(3, "Lyon")]
    assert said(reading.problems[0]) == (
        'A quotation mark stands inside text in quotation marks. Write it twice, as in "the ""big"" square".'
    )


def test_the_rest_of_a_text_with_wrong_marks_over_several_lines_is_not_taken_for_a_row() -> None:
    reading = read("quote_inside_quotes_over_lines.csv")
    assert cities(reading) == [(4, "Lyon")]
    assert troubles(reading) == [(2, "", "stray_quote", "refusal")]


def test_a_row_whose_text_lost_its_opening_mark_is_refused_with_the_rest_of_that_text() -> None:
    reading = read_text('City,Title,Venue\nLyon,,Here,\nand there","Quai"\nMetz,"Then,\nnow",Parc\n')
    assert cities(reading) == [(4, "Metz")]
    assert troubles(reading) == [(2, "", "stray_quote", "refusal"), (3, "", "too_few_cells", "refusal")]


def test_a_file_full_of_unclosed_marks_is_given_up_with_a_sentence() -> None:
    text = "City,Title\n" + 'Lyon,"""Here\n' * 500
    with refusing(UnreadableFile, "More than 100 quotation marks are opened and not closed"):
        read_text(text)


def test_empty_rows_are_left_out_at_the_end_and_refused_in_between_and_blank_lines_are_no_rows() -> None:
    reading = read("empty_rows.csv")
    assert cities(reading) == [(2, "Paris"), (5, "Lyon")]
    assert troubles(reading) == [(3, "", "empty_row", "refusal")]
    assert said(reading.notes[1]) == "2 empty rows at the end of the file were left out."
    assert reading.rows == 3


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "The file is empty. It needs a line with column names, and one row for each action."),
        (
            "only_blank_lines.csv",
            "The file is empty. It needs a line with column names, and one row for each action.",
        ),
        ("header_only.csv", "The file has column names and no rows yet. Add one row for each action."),
        (
            "no_place_column.csv",
            "No column says where: they are called “Titel”, “Uhrzeit”. Call one of them place, city or "
            "country.",
        ),
        (
            "no_header.csv",
            "No column says where: they are called “Paris”, “2018-04-07”. Call one of them place, city or "
            "country.",
        ),
    ],
)
def test_a_file_without_rows_or_places_says_what_is_missing(name: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(name)
    assert said(refusal.value) == sentence


def test_lines_above_the_column_names_are_left_out_and_told() -> None:
    reading = read("title_above_the_names.csv")
    assert cities(reading) == [(4, "Paris")]
    assert said(reading.notes[1]) == "The column names are in line 3; what stands above them was left out."
    assert reading.rows == 1


def test_a_header_of_nothing_and_a_header_with_an_open_mark_say_so() -> None:
    with refusing(UnreadableFile, "The first line must hold the column names"):
        read_text(",,\nParis,a,b\n")
    with refusing(UnreadableFile, "A quotation mark in the column names, in line 2, is not closed"):
        read_text('\nCity,"Title\nParis,Together\n')


def test_every_column_gets_a_name_of_its_own() -> None:
    reading = read("same_and_missing_names.csv")
    assert only(reading).raw == {
        "City": "Paris",
        "Link": "https://a.example.org",
        "Link (2)": "https://b.example.org",
        "column 4": "left",
        "Notes": "",
    }
    assert tuple(map(said, reading.notes[1:3])) == (
        "Two columns are called “Link”; the later one is kept as “Link (2)”.",
        "Column 4 has no name; it is kept as “column 4”.",
    )


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(max_bytes=60), "The file has 85 bytes, and 60 are allowed. Split it into several files."),
        (Limits(max_rows=1), "The file has more than 1 row. Split it into several files."),
        (Limits(max_columns=2), "The file has 3 columns, and 2 are allowed. Leave some out."),
    ],
)
def test_going_over_a_limit_of_the_file_is_a_sentence_that_names_the_limit(
    limits: Limits, sentence: str
) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read("semicolons.csv", limits=limits)
    assert said(refusal.value) == sentence


def test_limits_are_reached_but_not_passed() -> None:
    size = len((FIXTURES / "semicolons.csv").read_bytes())
    assert read("semicolons.csv", limits=Limits(max_bytes=size, max_rows=2, max_columns=3)).rows == 2


def test_a_text_that_is_too_long_costs_its_row_alone() -> None:
    text = f"City,Title\nParis,{'a' * 11}\nLyon,{'b' * 10}\n"
    reading = read_submissions(text.encode(), limits=Limits(max_cell_characters=10))
    assert cities(reading) == [(3, "Lyon")]
    assert [(p.line, p.column, said(p)) for p in reading.problems] == [
        (2, "Title", "The text has 11 characters, and 10 are allowed. Shorten it.")
    ]
