"""The names of large cities in the reader's language."""

from unicodedata import name

import pytest

from dashboard.bundled import bundled
from dashboard.i18n import speech
from dashboard.i18n.cities import city_name


@pytest.mark.parametrize(
    ("name", "country_code", "language", "said"),
    [
        ("London", "GB", "fr", "Londres"),
        ("London", "GB", "de", "London"),
        ("Moscow", "RU", "ru", "Москва"),
        ("Kyiv", "UA", "pl", "Kijów"),
        ("New York City", "US", "zh", "纽约"),
        ("Mexico City", "MX", "it", "Città del Messico"),
        ("São Paulo", "BR", "ru", "Сан-Паулу"),
        ("London", "GB", "en", "London"),
        ("Ivanovo", "RU", "ru", "Иваново"),
        ("Ivanovo", "RU", "ar", "إيفانوفو"),
        ("Munich", "DE", "zh", "慕尼黑"),
        ("Munich", "DE", "de", "München"),
        ("Geneva", "CH", "fr", "Genève"),
        ("Gothenburg", "SE", "ru", "Гётеборг"),
        ("Hamburg", "DE", "tr", "Hamburg"),
        ("Lviv", "UA", "uk", "Львів"),
    ],
)
def test_a_large_city_is_called_as_its_readers_call_it(name, country_code, language, said):
    assert city_name(name, country_code, language) == said


@pytest.mark.parametrize(
    ("name", "country_code"), [("London", "CA"), ("Moscow", "US"), ("Reading", "GB"), ("", "")]
)
def test_another_city_keeps_its_name(name, country_code):
    assert city_name(name, country_code, "ru") == name


def test_speech_knows_cities():
    assert speech("ru").city("Berlin", "DE") == "Берлин"


def test_a_name_is_written_in_the_letters_of_its_language():
    for language, letters in {"ar": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC", "zh": "CJK"}.items():
        for row in bundled("city_names", f"{language}.tsv").read_text("utf-8").splitlines():
            written = row.split("\t")[2]
            assert all(name(one).startswith(letters) for one in written if one.isalpha()), row
