"""The names of large cities in the reader's language."""

import pytest

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
    ],
)
def test_a_large_city_is_called_as_its_readers_call_it(name, country_code, language, said):
    assert city_name(name, country_code, language) == said


@pytest.mark.parametrize(
    ("name", "country_code"), [("London", "CA"), ("Moscow", "US"), ("Leeds", "GB"), ("", "")]
)
def test_another_city_keeps_its_name(name, country_code):
    assert city_name(name, country_code, "ru") == name


def test_speech_knows_cities():
    assert speech("ru").city("Berlin", "DE") == "Берлин"
