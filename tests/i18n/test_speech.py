"""What is said in each language, and which language a visitor is taken to read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from dashboard.i18n import ENGLISH, LANGUAGES, preferred, say, speech
from dashboard.model import Status
from dashboard.reasons import PlaceName, Reason
from tests.samples import LONDON as ACTION


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        ("", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"),
        ("nl, de;q=0.3, uk;q=0.7", "uk"),
        ("pt-PT,pt;q=0.9", "pt"),
        ("zh-Hant-TW,zh;q=0.9", "zh"),
        ("ar;q=0, pl;q=0.1", "pl"),
        ("nl,sw", "en"),
        ("*", "en"),
        (";;,=q,de;q=x,\x00", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_a_browser_is_answered_in_the_language_that_it_prefers(accept_language: str, language: str) -> None:
    assert preferred(accept_language) == language


@pytest.mark.parametrize(
    ("code", "language"),
    [("fr", "fr"), ("pt-BR", "pt"), ("ar_EG", "ar"), ("ZH", "zh"), ("xx", "en"), ("", "en")],
)
def test_a_language_has_its_code_and_what_we_do_not_speak_is_english(code: str, language: str) -> None:
    assert speech(code).language == language


def test_a_language_is_read_once_and_kept() -> None:
    assert speech("fr") is speech("fr-CA")
    assert speech("xx") is ENGLISH


def test_arabic_alone_is_read_from_the_right() -> None:
    assert [code for code in LANGUAGES if speech(code).direction == "rtl"] == ["ar"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 actions", "1 action", "2 actions", "12,345 actions"]),
        ("fr", ["0 action", "1 action", "2 actions", "12\u202f345 actions"]),
        ("pt", ["0 ação", "1 ação", "2 ações", "12.345 ações"]),
        ("pl", ["0 akcji", "1 akcja", "2 akcje", "12\xa0345 akcji"]),
        ("ru", ["0 акций", "1 акция", "2 акции", "12\xa0345 акций"]),
        ("tr", ["0 eylem", "1 eylem", "2 eylem", "12.345 eylem"]),
        ("ar", ["لا فعاليات", "فعالية واحدة", "فعاليتان", "12,345 فعالية"]),
        ("zh", ["0 场行动", "1 场行动", "2 场行动", "12,345 场行动"]),
    ],
)
def test_numbers_agree_with_their_noun(language: str, said: list[str]) -> None:
    counts = [speech(language).count("{n} action", "{n} actions", n) for n in (0, 1, 2, 12345)]
    assert counts == said


def test_a_browser_is_given_each_form_by_its_category() -> None:
    assert speech("pl").forms("{n} city", "{n} cities") == {
        "one": "{n} miasto",
        "few": "{n} miasta",
        "many": "{n} miast",
    }
    assert speech("en").forms("{n} city", "{n} cities") == {"one": "{n} city", "other": "{n} cities"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sat 7 Apr 2018, 14:00 BST"),
        ("de", "Sa., 7. Apr. 2018, 14:00 BST"),
        ("ru", "сб, 7 апр. 2018\u202fг., 14:00 BST"),
        ("ar", "السبت، 7 أبريل 2018، 2:00 م \u2066BST\u2069"),
        ("zh", "2018年4月7日周六 14:00 BST"),
    ],
)
def test_a_time_is_local_and_names_its_zone_in_every_language(language: str, said: str) -> None:
    assert speech(language).when(ACTION) == said


def test_what_is_not_known_of_a_time_is_said() -> None:
    ended = replace(ACTION, ends=time(16, 30))
    untimed, undated = replace(ACTION, starts=None), replace(ACTION, day=None)
    assert [ENGLISH.when(one) for one in (ended, untimed, undated)] == [
        "Sat 7 Apr 2018, 14:00–16:30 BST",
        "Sat 7 Apr 2018, time not given",
        "Day and time not given",
    ]


def test_a_name_may_hold_braces() -> None:
    assert (
        ENGLISH.text("Next: {city}, in {minutes} min", city="{0}{x}", minutes=5) == "Next: {0}{x}, in 5 min"
    )


@pytest.mark.parametrize("language", ["ar"])
def test_what_is_written_from_the_left_keeps_its_order_and_marks(language: str) -> None:
    """As a browser would lay it out: each text of other letters, each date and each point stands in an isolate."""
    said = speech(language)
    values = ("Springfield (IL)", "anna@example.org", "+47 22 33", "C++", "--lang ar")
    assert [said.text("Remove {name}", name=one).partition("\u2066")[2] for one in values] == [
        f"{one}\u2069" for one in values
    ]
    own = [
        said.text("Places: GeoNames (CC BY 4.0) · Land: Natural Earth"),
        said.text("Say which campaign with --campaign SLUG. Only administrators can have all of them."),
        said.text("%(prog)s: error: %(message)s\n"),
    ]
    assert [re.findall("\u2066(.*?)\u2069", one) for one in own] == [
        ["GeoNames (CC BY 4.0)", "Natural Earth"],
        ["--campaign SLUG"],
        [],
    ]
    plain = ("12,345", "14:00–16:00", "50%", "القاهرة (مصر)")
    assert ["\u2066" in said.text("Remove {name}", name=one) for one in plain] == [False] * 4
    assert said.point(-33.86882, 151.20929) == "\u2066-33.86882, 151.20929\u2069"
    point = Reason(
        "point_named", {"latitude": "1.50000", "longitude": "-2.50000", "place": PlaceName("Oslo")}
    )
    assert "\u20661.50000, -2.50000\u2069 (\u2066Oslo\u2069)" in say(said, point)
    at = datetime(2018, 4, 7, 14)
    assert (said.moment(at), said.hours(time(14), time(9), date(2018, 4, 9))) == (
        "السبت، 7 أبريل 2018، 2:00 م",
        "2:00 م – الاثنين، 9 أبريل 2018، 9:00 ص",
    )


def test_what_is_read_from_the_left_is_left_alone() -> None:
    said = [speech(code).text("Next: {city}", city="Springfield (IL)") for code in LANGUAGES if code != "ar"]
    assert [one for one in (*said, ENGLISH.point(1, 2)) if "\u2066" in one] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_status_is_said_in_its_own_words(language: str) -> None:
    assert len({speech(language).status(status) for status in Status}) == len(Status)


def test_countries_have_their_names_and_are_sorted_by_them() -> None:
    codes = ["GB", "EG", "AT", "ZA"]
    for language, names in {
        "en": ["Austria", "Egypt", "South Africa", "United Kingdom"],
        "fr": ["Afrique du Sud", "Autriche", "Égypte", "Royaume-Uni"],
        "uk": ["Австрія", "Велика Британія", "Єгипет", "Південно-Африканська Республіка"],
        "zh": ["埃及", "奥地利", "南非", "英国"],
    }.items():
        said = speech(language)
        assert [said.country(code) for code in sorted(codes, key=said.country_order)] == names
