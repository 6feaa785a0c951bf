"""Files in the organiser's language: the names of columns, statuses, and yes and no."""

from __future__ import annotations

import pytest

from dashboard.i18n import LANGUAGES, speech
from dashboard.ingest.columns import FIELDS, recognise
from dashboard.ingest.publicity import says_no, says_yes
from dashboard.ingest.values import is_status
from dashboard.model import Status
from dashboard.web.organise.upload import template
from dashboard.web.organise.words import field_names
from tests.ingest.reading import read_submissions, troubles


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_template_is_understood_in_its_language(language: str) -> None:
    reading = read_submissions(template("csv", speech(language)))
    names = field_names(speech(language))
    fields = [field for field in FIELDS if field in reading.columns.values()]
    assert reading.columns == {names[field]: field for field in fields}
    assert len(fields) == 17
    assert (reading.unknown_columns, reading.submissions) == ((), ())
    assert troubles(reading) == [(2, "", "example_row", "refusal")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_a_field_has_on_the_page_is_a_name_of_its_column(language: str) -> None:
    names = dict(field_names(speech(language)))
    del names["visibility"]  # what is shown is said of an action, and is no column of a file
    found = {
        field: recognise([name]).indices for field, name in names.items() if field not in {"status", "region"}
    }
    assert found == {field: {field: 0} for field in found}
    assert all(is_status(speech(language).status(status)) for status in Status)


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("yes", "no"), ("oui", "non"), ("sí", "no"), ("sim", "não"), ("ja", "nein"), ("sì", "no"), ("да", "нет"),
        ("так", "ні"), ("tak", "nie"), ("evet", "hayır"), ("نعم", "لا"), ("是", "否"),
    ],
)  # fmt: skip
def test_yes_and_no_are_understood_in_each_language(yes: str, no: str) -> None:
    assert (says_yes(yes), says_yes(no)) == (True, False)
    assert (says_yes(yes), says_no(yes), says_yes(no), says_no(no)) == (True, False, False, True)


@pytest.mark.parametrize(
    "name",
    [
        "May be published", "Darf veröffentlicht werden", "Peut être publié", "Se puede publicar",
        "Si può pubblicare", "Pode ser publicado", "Wolno publikować", "Можно публиковать",
        "Можна публікувати", "Yayımlanabilir", "يجوز نشره", "可公开",
    ],
)  # fmt: skip
def test_what_the_page_calls_a_consent_is_one_in_a_file(name: str) -> None:
    assert recognise([name]).indices == {"consent": 0}


@pytest.mark.parametrize("word", ["ملغى", "ملغاة", "ملغية"])
def test_a_cancelled_event_is_cancelled_in_either_gender(word: str) -> None:
    assert is_status(word)
