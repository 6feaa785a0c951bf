"""What is wrong is a code with values until somebody reads it: each code has one sentence, in every language."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from dashboard.campaign_words import LONGEST
from dashboard.geocoding import GeoStatus
from dashboard.i18n import ENGLISH, LANGUAGES, say, say_in_column, say_problem, speech
from dashboard.i18n.problems import SENTENCES, deeds
from dashboard.i18n.problems.saying import FORMS, Sentence
from dashboard.model import CampaignState, Effect, RowProblem
from dashboard.reasons import (
    AS_SAID,
    PlaceName,
    Reason,
    Value,
    reason_json,
    to_reason,
)
from tools.messages import CODE

HOSTILE = "{0}{x} %s “«<script>\u202e\\ 你好"
MADE_BY = {
    "Reason": 0, "RowProblem": 2, "note": 0, "question": 0, "refuse": 1, "ActionMapError": 0,
    "BackupUnusable": 0, "progress": 0, "SettingError": 0,
    "UnreadableFile": 0, "StorageUnavailable": 0, "GazetteerUnavailable": 0,
    "GeocoderUnavailable": 0, "GeocoderClosed": 0, "NotAllowed": 0, "SignInRefused": 0, "PasswordRefused": 0,
    "ProviderUnavailable": 0, "_Unsealable": 0, "__init__": 0,
}  # fmt: skip
"""What makes a reason, and which of its arguments is the code."""
OF_REASONS = {"place_ambiguous", "place_assumed", "place_doubtful", "place_found_online", "place_not_found"}
"""Codes of problems that say another reason."""


def hostile(name: str, form: str) -> Value:
    """A value that can be said in this way, as bad as it may get, and like no other in its sentence."""
    text = f"{HOSTILE} {name}"
    match form:
        case "day" | "day_of_year" | "weekday":
            return date(2018, 4, 7)
        case "name":
            return PlaceName(text, text, "GB")
        case "characters":
            return "\u200b\u202e{"
        case "":
            return text
    return (text, PlaceName("", "", "DE"), Reason("empty_row"))


def values_of(code: str) -> dict[str, Value]:
    """Hostile values for everything that a sentence names."""
    sentence = SENTENCES[code]
    fields = sorted(string.Formatter().parse(sentence.one + sentence.many), key=lambda field: field[2] or "")
    named = {name: hostile(name, form or "") for _, name, form, _ in fields if name}
    return {**named, "n": 2} if sentence.many else named


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_is_said_whatever_stands_in_it(language: str) -> None:
    said = {code: say(speech(language), Reason(code, values_of(code))) for code in SENTENCES}
    assert [code for code, sentence in said.items() if lacks_something(code, sentence)] == []


def lacks_something(code: str, said: str) -> bool:
    """Whether a sentence is empty, has a placeholder left, or lost a text that it was given."""
    values = values_of(code)
    left = any(f"{{{name}" in said for name in values)
    texts = {name for name, value in values.items() if HOSTILE in str(value) or isinstance(value, tuple)}
    return not said.strip() or left or any(f"{HOSTILE} {name}" not in said for name in texts)


def test_a_reason_comes_back_from_json_as_it_was() -> None:
    inner = Reason("a", {"at": time(14, 30), "n": 1.5})
    reasons = [Reason(code, {**values_of(code), "inner": inner}) for code in SENTENCES]
    assert [to_reason(json.loads(json.dumps(reason_json(one)))) for one in reasons] == reasons


def test_what_was_kept_as_a_sentence_is_said_as_it_was() -> None:
    kept = Reason("date_order", {AS_SAID: "What was said {then}."})
    assert [say(speech(language), kept) for language in LANGUAGES] == ["What was said {then}."] * 12


def test_a_problem_that_has_a_reason_is_said_as_that_reason() -> None:
    assert say(ENGLISH, Reason("place_not_found", {AS_SAID: Reason("no_place")})) == say(
        ENGLISH, Reason("no_place")
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“A” and “B”; A, B; 3 July; 3 July 2018; Tuesday; Munich, Bavaria, Germany; 1,234,567; 14:05"),
        (
            "de",
            "„A“ und „B“; A und B; 3. Juli; 3. Juli 2018; Dienstag; München, Bayern, Deutschland; 1.234.567; 14:05",
        ),
        ("zh", "“A”和“B”; A和B; 7月3日; 2018年7月3日; 星期二; 慕尼黑，巴伐利亚，德国; 1,234,567; 14:05"),
    ],
)
def test_values_are_said_as_readers_write_them(language: str, said: str) -> None:
    sentence = Sentence(
        "{names:quoted_and}; {parts:commas}; {day:day_of_year}; {day:day}; {day:weekday}; {place}; {many}; {at}"
    )
    values: dict[str, Value] = {
        "names": ("A", "B"),
        "parts": ("A", "B"),
        "day": date(2018, 7, 3),
        "place": PlaceName("Munich", "Bavaria", "DE"),
        "many": 1234567,
        "at": time(14, 5),
    }
    assert sentence.said(speech(language), values, say) == said


def test_a_place_that_bears_the_name_of_its_country_is_said_once() -> None:
    places = [PlaceName("Luxembourg", "", "LU"), PlaceName("", "Bavaria", "DE"), PlaceName("", "", "FR")]
    said = [
        say(ENGLISH, Reason("x", {AS_SAID: Reason("at_line", {"line": "1", "problem": p})})) for p in places
    ]
    assert said == ["Line 1: Luxembourg", "Line 1: Bavaria, Germany", "Line 1: France"]


def test_each_form_of_a_value_is_used_by_a_sentence() -> None:
    used = {
        form or ""
        for one in SENTENCES.values()
        for _, name, form, _ in string.Formatter().parse(one.one + one.many)
        if name
    }
    assert used <= set(FORMS)


def codes_in_the_code() -> Iterator[str]:
    """Every constant that is given as the code of a reason anywhere in the code."""
    for file in CODE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                place = MADE_BY.get(name)
                if place is not None and len(call.args) > place:
                    yield from constants(call.args[place])


def constants(code: ast.expr) -> Iterator[str]:
    """What a code may be: itself, or either side of a choice."""
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value
    if isinstance(code, ast.IfExp):
        yield from constants(code.body)
        yield from constants(code.orelse)


def words_in_the_code() -> set[str]:
    """Every text that stands in the code outside of the room that says reasons."""
    return {
        one.value
        for file in CODE.rglob("*.py")
        if file.parent.name != "problems" or file.name == "__init__.py"
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_no_code_is_without_a_sentence() -> None:
    """Sentences, with their blanks, are what is not converted yet."""
    codes = {code for code in codes_in_the_code() if " " not in code}
    assert sorted(codes - set(SENTENCES) - OF_REASONS - {AS_SAID, "missing"}) == []


def test_no_sentence_is_without_a_code() -> None:
    """What stands in the log is looked at in ``test_deeds.py``."""
    composed = {*(f"campaign_is_{one}" for one in CampaignState), *(f"rows_{one}" for one in GeoStatus)}
    composed |= {f"words_{one}" for one in LONGEST}
    assert composed <= set(SENTENCES)
    assert sorted(set(SENTENCES) - set(deeds.SENTENCES) - composed - words_in_the_code()) == []


ROOMS = (
    *("ingest", "geocoding", "publishing", "safety", "accounts", "storage", "cli"),
    *("backup.py", "campaign_words.py", "exposure.py", "geocode_file.py", "retention.py", "sharpening.py"),
    "signed_copy.py",
    "errors.py",
)
"""Rooms and modules that say nothing themselves; the command line says what they answer."""
FOR_THE_DATABASE = {"CheckConstraint", "execute", "exec_driver_sql", "execution_options", "text"}
FOR_PATTERNS = {"compile", "fullmatch", "match", "search", "split", "sub"}
TABLES = {
    "calendar_names.py", "clean.py", "clock.py", "column_names.py", "columns.py", "contacts.py", "day_parts.py",
    "consent_headers.py", "forbidding.py", "number_words.py", "off.py", "other_calendars.py", "privacy.py",
    "kept_off.py", "publicity.py", "questions.py", "values.py",
}  # fmt: skip
"""Lists of the words that organisers write, in many languages."""
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")


def sentences_in(file: Path) -> Iterator[str]:
    """Every text of two words or more in a module: beside docstrings, statements of SQL, patterns and marks of data."""
    tree = ast.parse(file.read_text("utf-8"))
    passed_over = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in FOR_THE_DATABASE | FOR_PATTERNS:
                passed_over |= {id(one) for one in ast.walk(call)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in passed_over:
            said = one.value
            yield from [f"{file.name}: {said}"] if WORDS.search(said) and not is_deed(said) else []


def is_deed(text: str) -> bool:
    """Whether a text is what the log keeps of a deed: the end of the code of its sentence, but for its object."""
    return any(code.endswith(text.strip()) for code in deeds.SENTENCES)


def test_no_sentence_is_made_below_the_doors() -> None:
    """A text that reaches a person there would be in English whoever reads. What is left says why it is none."""
    files = [file for room in ROOMS for file in sorted([CODE / room, *(CODE / room).rglob("*.py")])]
    files = [
        one for one in files if one.is_file() and one.name not in TABLES and one.parent.name != "versions"
    ]
    found = {one for file in files for one in sentences_in(file)}
    assert (found - EXCEPTIONS, EXCEPTIONS - found) == (set(), set())


EXCEPTIONS = {
    # what is compared and not said: orders of dates, what SQLite and csv say, names of what is kept
    *(
        "file_calendar.py: day first",
        "file_calendar.py: month first",
        "when.py: day first",
        "when.py: month first",
        "suspects.py: day first",
    ),
    *("engine.py: is full", "records.py: expected after"),
    *("single.py: Added by hand", "people.py: command line", "form.py: form tried"),
    "provider.py: openid email profile",  # what OpenID Connect calls a scope, and OpenStreetMap its authors
    "formats.py: © OpenStreetMap contributors",
    "resealing.py: INSERT INTO key_checks (id, sealed) VALUES (1, :sealed) ON CONFLICT DO NOTHING",
    # the example in the template, of which each language has its own; endings of Russian words
    "template.py: Example: this row shows how, and is left out",
    *("template.py: In front of the town hall", "template.py: Place de la Comédie 1"),
    *("template.py: Name of the group", "template.py: What people should know and bring."),
    "declension.py: ый ий ой -",
    # what is wrong with a spreadsheet's XML: people are told that it is damaged
    "sheet_xml.py: a cell of no known type, or one without a place beside others that have one",
    *(
        "sheet_xml.py: a cell that is not in its place",
        "sheet_xml.py: a table in a table, behind which readers lose rows",
        "sheet_xml.py: rows in two places, of which readers take one",
        "sheet_xml.py: something in a row that is no cell",
        "sheet_xml.py: a text in a cell that is none, or two things in one cell",
    ),
    *("sheet_xml.py: repeated less than never", "sheet_xml.py: text beside the texts of cells"),
    *("sheet_xml.py: two parts of one name", "sheet_xml.py: two sheets of one name"),
    *("sheet_xml.py: a tag without end", "sheet_xml.py: a column that is told twice"),
    "sheet_xml.py: far fewer shared strings than it says, for which the reader makes room",
    # what nobody but a programmer or the log of a server meets
    "engine.py: What is written here belongs into the transaction of a use case.",
    "isolated.py: A file of %d bytes ended the process that read it.",
}


def test_a_header_that_is_a_question_stands_before_a_colon_without_its_mark() -> None:
    asked = RowProblem(2, "Which day will it be on?", "no_place", {}, Effect.QUESTION)
    said = "Which day will it be on: No place is given. Write at least a city or a country."
    assert say_in_column(speech("en"), asked) == said
    assert say_problem(speech("en"), asked) == f"Line 2, {said}"
    assert say_in_column(speech("en"), replace(asked, column="?")) == said.replace(
        "Which day will it be on", "?"
    )


def test_what_we_say_has_the_direction_of_the_page() -> None:
    # By dir="auto" a sentence in Arabic that begins with a column called "city" would read from the left.
    pages = {path.name: path.read_text() for path in sorted((CODE / "web").rglob("*.py"))}
    assert [name for name, code in pages.items() if re.search(r'dir="auto">\{escape\(sa(y|id)', code)] == []


def test_a_day_as_it_is_to_be_written_keeps_its_order_in_arabic() -> None:
    # After Arabic letters 2018-04-03 would be drawn as 03-04-2018.
    said = say(
        speech("ar"),
        Reason("date_order", {"text": "03/04/2018", "one": date(2018, 4, 3), "other": date(2018, 3, 4)}),
    )
    assert ("\u20662018-04-03\u2069" in said, "\u20662018-03-04\u2069" in said) == (True, True)
    assert "\u2066" not in say(
        ENGLISH,
        Reason("date_order", {"text": "2018-13-45", "one": date(2018, 4, 3), "other": date(2018, 3, 4)}),
    )
