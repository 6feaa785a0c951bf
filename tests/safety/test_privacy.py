"""What the privacy scan finds in texts that are to be public, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Effect, PlaceQuery, Submission
from dashboard.safety import (
    Finding,
    Kind,
    privacy_notes,
    remove,
    remove_all,
    scan,
    scan_public,
    scan_submission,
)
from tests.samples import LONDON
from tests.saying import said


def _found(text: str, country: str = "") -> list[tuple[str, str]]:
    return [
        (finding.kind.removeprefix("private_"), text[finding.start : finding.end])
        for finding in scan(text, country)
    ]


@pytest.mark.parametrize(
    ("text", "country", "kind", "what"),
    [
        ("Write to ana@example.org.", "", "email", "ana@example.org"),
        ("ana (at) example (dot) org", "", "email", "ana (at) example (dot) org"),
        ("ana at example dot org", "", "email", "ana at example dot org"),
        ("ana arroba example punto org", "", "email", "ana arroba example punto org"),
        ("ａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "", "email", "ａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ"),
        ("ana{at}example{punkt}org", "", "email", "ana{at}example{punkt}org"),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "GB", "telephone", "٠٢٠ ٧٩٤٦ ٠٩٥٨"),
        ("Call +44 20 7946 0958 now", "", "telephone", "+44 20 7946 0958"),
        ("Call +44 7700 900123 now", "GB", "telephone", "+44 7700 900123"),
        ("tel+44 7700 900123", "", "telephone", "+44 7700 900123"),
        ("tel 020 7946 0958", "GB", "telephone", "020 7946 0958"),
        ("Звоните 8 (495) 123-45-67", "RU", "telephone", "8 (495) 123-45-67"),
        ("DM @ana_london tonight", "", "messenger", "@ana_london"),
        ("Join https://t.me/joinus today", "", "messenger", "https://t.me/joinus"),
        ("wa.me/447700900123", "", "messenger", "wa.me/447700900123"),
        ("Telegram: ana_petrova", "", "messenger", "Telegram: ana_petrova"),
        ("Instagram @ana.petrova", "", "messenger", "Instagram @ana.petrova"),
        ("Signal: ana.42", "", "messenger", "Signal: ana.42"),
        ("Tea at my flat, second floor", "", "home", "my flat"),
        ("5 High Street, apartment 12b", "", "home", "apartment 12b"),
        ("On se retrouve chez moi", "", "home", "chez moi"),
        ("Treffen bei mir zu Hause", "", "home", "bei mir zu Hause"),
        ("Nos vemos en mi casa", "", "home", "en mi casa"),
        ("Ci vediamo a casa mia", "", "home", "casa mia"),
        ("Encontro na minha casa", "", "home", "minha casa"),
        ("Встречаемся у меня дома", "", "home", "у меня дома"),
        ("ул. Ленина 5, кв. 12", "", "home", "кв. 12"),
        ("Ask for Ana Petrova at the door", "", "person", "Ana Petrova"),
        ("Ansprechpartnerin: Jana Schmidt", "", "person", "Jana Schmidt"),
        ("Avec Madame Lefèvre", "", "person", "Lefèvre"),
        ("Спросите Анну у входа", "", "person", "Анну"),
    ],
)
def test_what_would_let_somebody_be_found_is_found(text: str, country: str, kind: str, what: str) -> None:
    assert (kind, what) in _found(text, country)


@pytest.mark.parametrize(
    "text",
    [
        "Outside the embassy at 14:00 on 2018-04-07, 6 Kensington Palace Gardens",
        "7.4.2018, 14:00–16:30 Uhr, Unter den Linden 63–65",
        "2000 people, 12 000 candles and 1234567 kilometres",
        "https://example.org/event/20180407123456",
        "Bring a signal of hope. We call for justice, and ask for freedom!",
        "Mitten in der Stadt, bei Regen unter den Arkaden",
        "Casa de la Cultura, sala 3",
        "Meet at example square. Look at the dot on the map",
        "Frauenplatz", "London", "",
        "LGBTQ+ 2025 04 05",
        "Over 10 000+ 2000 3000 people",
        "Line U1+ 18 30 20 00",
    ],
)  # fmt: skip
def test_ordinary_texts_are_left_alone(text: str) -> None:
    assert _found(text, "GB") == []
    assert remove_all(text) == text


def test_each_finding_is_a_sentence_that_says_what_may_happen() -> None:
    (finding,) = scan("Write to ana@example.org.")
    assert (finding, said(finding.reason)) == (
        Finding(Kind.EMAIL, 9, 24),
        "This is an e-mail address. Everybody could write to it.",
    )
    (person,) = scan("Ask for Ana Petrova")
    assert said(person.reason).startswith("This may be the name of a person.")


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Call +44 20 7946 0958 now", "Call now"),
        ("Write to ana@example.org.", "Write to."),
        ("Bring candles (ana@example.org)", "Bring candles"),
        ("Come (ana@example.org) at two", "Come at two"),
        ("ana@example.org", ""),
        ("Candles, songs, @ana_london", "Candles, songs"),
        (
            "Digital Government Development Agency, Tel +44 20 7946 0958",
            "Digital Government Development Agency",
        ),
        ("Candles (Tel.: +44 20 7946 0958)", "Candles"),
        ("Call +44 20 7946 0958", ""),
        ("Bring candles. Call me on +44 20 7946 0958.", "Bring candles."),
        ("Phone +44 20 7946 0958, then come", "then come"),
        ("E-mail: ana@example.org", ""),
        ("Hotel +44 20 7946 0958", "Hotel"),
    ],
)
def test_what_was_found_is_removed_with_the_gap_it_leaves(text: str, without: str) -> None:
    (finding,) = scan(text)
    assert remove(text, finding) == without


def test_several_findings_come_in_order_and_are_all_removed() -> None:
    text = "Chez moi, appt 4. Write to ana@example.org or t.me/ana"
    assert [kind for kind, _ in _found(text)] == ["home", "home", "email", "messenger"]
    assert scan(remove_all(text)) == []


def test_each_text_of_a_row_that_may_become_public_is_scanned() -> None:
    row = Submission(
        2, {"x": "raw@example.org"}, PlaceQuery(venue="My flat", address="Apartment 4"), title="@ana_l",
        description="020 7946 0958", organiser="ana@example.org", link="https://t.me/ana",
        contact="contact@example.org",
    )  # fmt: skip
    assert [(field, finding.kind) for field, finding in scan_submission(row, "GB")] == [
        ("title", Kind.MESSENGER), ("description", Kind.TELEPHONE), ("organiser", Kind.EMAIL),
        ("link", Kind.MESSENGER), ("venue", Kind.HOME), ("address", Kind.HOME),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "link", "kinds"),
    [
        ("Open Data Day @Nanto", "", []),
        ("Open Data Day @EPL", "https://www.epl.ca/odd/", []),
        ("Write to @nanto_anna", "", [Kind.MESSENGER]),
        ("Write to @EPL", "https://example.org/epl", [Kind.MESSENGER]),
        ("Write to @anna", "https://anna.example.org", [Kind.MESSENGER]),
        ("Write to @anna", "https://www.anna.org", [Kind.MESSENGER]),
    ],
)
def test_where_a_row_is_said_to_be_is_nobodys_account(title: str, link: str, kinds: list[Kind]) -> None:
    row = Submission(2, {}, PlaceQuery(text="Nanto, Japan"), title=title, link=link)
    shown = replace(LONDON, city="Nanto", country_code="JP", title=title, link=link)
    for found in (scan_submission(row, "JP"), scan_public(shown)):
        assert [finding.kind for _, finding in found] == kinds


def test_an_organiser_is_told_in_which_column_it_is() -> None:
    row = Submission(7, {}, PlaceQuery(text="At my flat"), description="Write to ana@example.org")
    columns = {"Beschreibung": "description", "Wo": "place", "Wann": "day"}
    assert [(one.line, one.column, one.code, one.effect) for one in privacy_notes(row, "DE", columns)] == [
        (7, "Beschreibung", "private_email", Effect.NOTE),
        (7, "Wo", "private_home", Effect.NOTE),
    ]


@given(st.text(alphabet="ab@. +0123456789()-my flat:tM", max_size=60))
def test_findings_lie_in_the_text_and_removing_them_ends(text: str) -> None:
    findings = scan(text, "GB")
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(one.end <= other.start for one, other in pairwise(findings))
    assert scan(remove_all(text, "GB"), "GB") == []


@pytest.mark.slow
def test_long_texts_without_end_are_scanned_within_what_a_process_may_use() -> None:
    """Were one pattern quadratic in its text, the system would end this process long before it is through."""
    pieces = [
        "1", "1 ", "a.", "a@", "a@1.", "@", "ana@example.org ", "@anna ", "+44 20 7946 0958, ", "t.me/a ", "Dr Anna ",
        " ", "mi casa ", "(at)", "a at b dot ", "tel: ", "call ", "apt  ",
    ]  # fmt: skip
    asked = (
        "import resource; from dashboard.safety import remove_all, scan\n"
        "from dashboard.safety.contacts import read_contact\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (90, 90))\n"
        f"for piece in {pieces!r}:\n"
        "    text = 'apt' + piece * (100_000 // len(piece)) + '@'\n"
        "    remove_all(text, 'GB'); read_contact(text[:20_000], 'GB').stands_in(text)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
