"""The names of large cities and of regions in the reader's language."""

from dataclasses import replace
from unicodedata import name

import pytest

from dashboard.bundled import bundled
from dashboard.i18n import LANGUAGES, say, speech
from dashboard.i18n.place_names import city_name
from dashboard.model import Precision
from dashboard.reasons import PlaceName, Reason
from tests.samples import LONDON


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


@pytest.mark.parametrize(
    ("name", "country_code", "language", "said"),
    [
        ("Bavaria", "DE", "de", "Bayern"),
        ("Illinois", "US", "ar", "إلينوي"),
        ("Massachusetts", "US", "zh", "麻萨诸塞州"),
        ("England", "GB", "ru", "Англия"),
        ("Brittany", "FR", "fr", "Bretagne"),
        ("California", "US", "en", "California"),
        ("Yorkshire", "GB", "de", "Yorkshire"),
        ("Georgia", "US", "ru", "Джорджия"),
        ("Illinois", "", "ru", "Иллинойс"),
        ("Victoria", "", "ru", "Victoria"),
    ],
)
def test_a_region_is_called_as_its_readers_call_it(name, country_code, language, said):
    assert speech(language).region(name, country_code) == said


@pytest.mark.parametrize(
    ("name", "region", "country_code", "language", "said"),
    [
        ("Springfield", "Illinois", "US", "ru", "Springfield, Иллинойс, Соединенные Штаты"),
        ("Munich", "Bavaria", "DE", "de", "München, Bayern, Deutschland"),
        ("Bavaria", "Bavaria", "DE", "de", "Bayern, Deutschland"),
        ("New York City", "New York", "US", "zh", "纽约，纽约州，美国"),
        ("Luxembourg", "Luxembourg", "LU", "ar", "لوكسمبورغ"),
        ("", "", "FR", "pl", "Francja"),
        ("India", "", "IN", "zh", "印度"),
        ("Munich", "Bavaria", "DE", "en", "Munich, Bavaria, Germany"),
    ],
)
def test_a_place_is_said_with_what_it_lies_in(name, region, country_code, language, said):
    assert speech(language).place(name, region, country_code) == said


def test_a_question_names_the_regions_as_its_reader_calls_them():
    where = (PlaceName(region="Illinois"), PlaceName(region="Missouri"))
    asked = Reason("which_of_regions", {"name": PlaceName("Springfield", "Illinois", "US"), "where": where})
    said = {language: say(speech(language), asked) for language in LANGUAGES}
    kept = [
        language for language in LANGUAGES if "Illinois" in said[language] or "Missouri" in said[language]
    ]
    assert kept == ["en", "fr", "es", "pt", "de", "it", "pl", "tr"]
    assert (said["es"], said["ru"]) == (
        "Conocemos Springfield en Illinois y Misuri. ¿Cuál?",
        "Мы знаем Springfield в разных местах: Иллинойс и Миссури. Какое из них?",
    )


@pytest.mark.parametrize("folder", ["city_names", "region_names"])
def test_a_name_is_written_in_the_letters_of_its_language(folder):
    for language, letters in {"ar": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC", "zh": "CJK"}.items():
        for row in bundled(folder, f"{language}.tsv").read_text("utf-8").splitlines():
            written = row.split("\t")[2]
            assert all(name(one).startswith(letters) for one in written if one.isalpha()), row


def test_a_city_is_not_called_as_the_region_that_bears_its_name():
    german = speech("de")
    madrid = replace(LONDON, city="Madrid", region="Madrid", country_code="ES")
    murcia = replace(madrid, city="Murcia", region="Murcia")
    region = replace(madrid, precision=Precision.REGION)
    country = replace(madrid, city="Spain", region="", precision=Precision.COUNTRY)
    assert [german.named(one) for one in (madrid, murcia, region, country)] == [
        "Madrid",
        "Murcia",
        "Autonome Gemeinschaft Madrid",
        "Spanien",
    ]
    assert german.place("Madrid", "Madrid", "ES") == "Madrid, Spanien"


def test_names_and_what_is_said_of_them_are_joined_as_each_language_writes():
    assert [speech(language).titled("A", "B") for language in ("en", "fr", "zh")] == [
        "A: B",
        "A\u00a0: B",
        "A：B",
    ]
