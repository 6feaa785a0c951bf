"""Whatever program wrote the file, its letters arrive as they were meant, or the organiser is told."""

import pytest

from dashboard.errors import UnreadableFile
from tests.ingest.reading import cities, read, read_submissions, read_text, troubles
from tests.saying import refusing, said

SWISS = [(2, "Genève"), (3, "Zürich"), (4, "Málaga")]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf8_with_mark.csv", "UTF-8"),
        ("utf16_with_mark.csv", "UTF-16"),
        ("utf16_without_mark.csv", "UTF-16"),
        ("windows_1252.csv", "Windows-1252"),
    ],
)
def test_a_file_of_any_western_encoding_is_read_and_its_encoding_named(name: str, encoding: str) -> None:
    reading = read(name)
    assert cities(reading) == SWISS
    assert reading.submissions[0].title == "L’ambassade, à 14 h"
    assert reading.encoding == encoding
    assert said(reading.notes[0]) == f"Read as {encoding}, columns separated by semicolons."


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_first_column_name(codec: str) -> None:
    reading = read_submissions("\ufeffCity,Title\nŁódź,Wiec\n".encode(codec))
    assert reading.columns == {"City": "city", "Title": "title"}
    assert cities(reading) == [(2, "Łódź")]


def test_an_encoding_that_had_to_be_detected_is_a_note() -> None:
    assert said(read("windows_1252.csv").notes[1]) == (
        "The file is not in UTF-8; it was read as Windows-1252. If letters look wrong in the preview, save "
        "the file again as “CSV UTF-8”."
    )


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "City;Title\nŁódź;Protest pod ambasadą\nGdańsk;Wiec\n"),
        ("cp1251", "City;Title\nМосква;Акция у посольства\nКиев;Пикет\n"),
        ("cp1253", "City;Title\nΑθήνα;Συγκέντρωση έξω από την πρεσβεία\nΠάτρα;Πορεία\n"),
        ("cp1254", "City;Title\nİstanbul;Büyükelçilik önünde eylem\nDiyarbakır;Yürüyüş\n"),
        ("cp1255", "City,Title\nתל אביב,הפגנה מול השגרירות\nחיפה,עצרת\n"),
        ("cp1256", "City,Title\nبيروت,وقفة أمام السفارة\nتونس,مسيرة\n"),
        ("gb18030", "City,Title\n北京,大使馆前集会\n上海,活动\n"),
        ("big5", "City,Title\n台北,大使館前集會\n高雄,活動\n"),
        ("euc-kr", "City,Title\n서울,대사관 앞 집회\n부산,행동\n"),
        ("iso2022_jp", "City,Title\n東京,大使館前で集まる\n大阪,集会\n"),
    ],
)
def test_legacy_encodings_of_other_scripts_are_detected(codec: str, text: str) -> None:
    assert cities(read_submissions(text.encode(codec))) == cities(read_text(text))


def test_russian_and_japanese_legacy_files_are_read() -> None:
    assert cities(read("koi8_r.csv")) == [(2, "Москва"), (3, "Санкт-Петербург")]
    assert [submission.place.text for submission in read("shift_jis.csv").submissions] == ["東京", "大阪"]


def test_legacy_letters_far_down_in_a_long_file_are_found() -> None:
    text = "City,Title\n" + "Paris,Here\n" * 30_000 + "Zürich,Für die Männer\n"
    assert cities(read_submissions(text.encode("cp1252")))[-1] == (30_002, "Zürich")


def test_a_byte_that_is_no_letter_costs_its_row_alone() -> None:
    reading = read("damaged_utf8.csv")
    assert cities(reading) == [(2, "Genève"), (4, "Málaga")]
    assert troubles(reading) == [(3, "City", "undecodable", "refusal")]


def test_letters_that_another_program_lost_or_garbled_are_told() -> None:
    assert troubles(read("lost_letters.csv")) == [(2, "City", "lost_letters", "note")]
    garbled = read("garbled_letters.csv")
    assert troubles(garbled) == [(2, "City", "garbled_letters", "question")]
    assert "“München”" in said(garbled.problems[0])


def test_correct_letters_are_not_called_garbled() -> None:
    assert troubles(read_text("City\nÅlesund\nÑuñoa\nØrsta\nÄänekoski\nSÃO PAULO\nÐà Nẵng\n")) == []


def test_nul_characters_are_removed_from_what_is_kept_too() -> None:
    reading = read("nul_characters.csv")
    assert reading.submissions[0].raw == {"City": "Paris", "Title": "Together"}
    assert said(reading.notes[1]) == "NUL characters were removed."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "not_a_table.xlsx",
            "This is a document or a zipped file that we cannot read. Open it in your spreadsheet program and "
            "save it as “CSV UTF-8”.",
        ),
        (
            "not_a_table.png",
            "This is a picture, not CSV. Find the table that it was made from, and save that as “CSV UTF-8”.",
        ),
        (
            "not_a_table.pdf",
            "This is a PDF document, not CSV. Find the table that it was made from, and save that as “CSV "
            "UTF-8”.",
        ),
        (
            "not_a_table.html",
            "This is a web page, not CSV. Download the table itself; you may have to sign in first.",
        ),
        (
            "not_a_table.bin",
            "We cannot tell in which encoding this file is. Open it in your spreadsheet program and save "
            "it as “CSV UTF-8”.",
        ),
    ],
)
def test_a_file_that_is_no_text_says_what_it_is_and_what_to_do(name: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(name)
    assert said(refusal.value) == sentence


def test_a_marked_file_that_was_cut_off_is_not_read_as_something_else() -> None:
    with refusing(UnreadableFile, "says that it is UTF-16, but byte 23 does not fit"):
        read_submissions("\ufeffCity\nParis\n".encode("utf-16-le")[:-1])
