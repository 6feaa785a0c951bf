"""Characters that nobody sees are removed and reported; what a script needs stays."""

import pytest

from dashboard.ingest.clean import fold, many_lines, without_hidden
from tests.ingest.reading import by_city, only, read, read_text, troubles
from tests.saying import said


def test_hidden_characters_are_removed_from_what_is_shown_and_reported_and_kept_in_the_original() -> None:
    reading = read("hidden_characters.csv")
    paris = by_city(reading)["Paris"]
    assert (paris.title, paris.raw["Title"]) == ("Together", "\u202eTogether\u202c")
    assert [(p.line, p.column, p.effect.value, said(p)) for p in reading.problems] == [
        (2, "City", "note", "Characters that nobody can see were removed: zero width space (U+200B)."),
        (
            2,
            "Title",
            "note",
            "Characters that nobody can see were removed: right-to-left override (U+202E), pop directional "
            "formatting (U+202C).",
        ),
        (3, "City", "note", "Characters that nobody can see were removed: left-to-right mark (U+200E)."),
        (6, "Title", "note", "Characters that nobody can see were removed: control character (U+0007)."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهیم",
        "क्\u200dष",
        "ക്\u200d",
        "👩\u200d👩\u200d👧",
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d⚕\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "❤\ufe0f",
        "葛\U000e0100城市",
        "Đà Nẵng",
        "İstanbul",
        "กรุงเทพฯ",
    ],
)
def test_arabic_hindi_emoji_and_others_stay_intact(text: str) -> None:
    assert without_hidden(text) == text
    assert only(read_text(f"City,Title\nParis,{text}\n")).title == text


HIDDEN = (
    "\u200b\u202e\u2066\u200f\u061c\ufeff\u00ad\u2060\u3164\u200d\u200c\ufff9\x1b\x7f\x9b\U000e0041\U000e0100"
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_no_hidden_character_reaches_the_public(hidden: str) -> None:
    reading = read_text(f"City,Title\nParis,To{hidden}gether\n")
    assert only(reading).title == "Together"
    assert troubles(reading) == [(2, "Title", "hidden_characters", "note")]


def test_hidden_characters_in_a_column_name_do_not_hide_the_column() -> None:
    assert only(read_text("\u200bCi\u00adty\nParis\n")).place.city == "Paris"


def test_white_space_is_settled_and_a_description_keeps_its_paragraphs() -> None:
    text = 'City,Title,Description\n" Paris ","To\u00a0 \n gether"," one \n\n\n\n two\u2028three "\n'
    submission = only(read_text(text))
    assert (submission.place.city, submission.title) == ("Paris", "To gether")
    assert submission.description == "one\n\ntwo\nthree"
    assert many_lines("a\r\nb\rc") == "a\nb\nc"


def test_words_are_compared_without_case_accents_and_punctuation() -> None:
    assert fold("  Event_Date * ") == fold("eventDate") == fold("ÉVENT-date") == "event date"
    assert fold("Straße") == fold("STRASSE")
    assert fold("Номер №1") == "номер no1"
