"""A contact is known again in a public text however either is written, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.safety.contacts import read_contact

NUMBERS = [
    "+44 20 7946 0958", "+442079460958", "020 7946 0958", "0044 20 7946 0958", "+44 (0)20 7946-0958",
    "(020) 79460958", "tel:+44-20-7946-0958", "020.7946.0958", "0 2 0 7 9 4 6 0 9 5 8", "٠٢٠ ٧٩٤٦ ٠٩٥٨",
    "۰۲۰۷۹۴۶۰۹۵۸", "०२० ७९४६ ०९५८", "０２０－７９４６－０９５８", "𝟎𝟐𝟎 𝟕𝟗𝟒𝟔 𝟎𝟗𝟓𝟖", "020​7946​0958",
    "020\u00a07946\u20110958", "7946 0958", "020/7946/0958", "020_7946_0958", "+44 20 7946 0958 ext. 12",
    "https://wa.me/442079460958", "wa.me/+442079460958?text=hi",
    "https://api.whatsapp.com/send?phone=442079460958", "WhatsApp: 0044-20-79460958", "02️⃣0 7946 0958",
    "%2B44%2020%207946%200958",
]  # fmt: skip
ADDRESSES = [
    "anna@example.org", "ANNA@EXAMPLE.ORG", "anna (at) example (dot) org", "anna [at] example [dot] org",
    "anna at example dot org", "anna AT example DOT org", "anna{at}example{dot}org", "anna＠example．org",
    "ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna @ example . org", "mailto:anna@example.org", "mailto:anna%40example.org",
    "anna&#64;example.org", "anna(arroba)example.org", "anna arroba example punto org",
    "anna (ät) example (punkt) org", "anna​@example.org", "anna+march@example.org", "annaATexampleDOTorg",
    "anna-at-example-dot-org", "anna собака example точка org", "<anna@example.org>",
    "anna_at_example_dot_org", "a n n a @ example.org",
]  # fmt: skip
ACCOUNTS = [
    "@anna_k", "anna_k", "ANNA_K", "t.me/anna_k", "https://t.me/anna_k", "https://www.t.me/anna_k?start=1",
    "telegram.me/anna_k/", "Telegram: anna_k", "Telegram @anna_k", "telegram anna_k", "tg: anna_k", "＠anna_k",
    "@anna​_k", "https://instagram.com/anna_k/", "facebook.com/anna_k", "https://m.facebook.com/anna_k",
    "tg://resolve?domain=anna_k", "Signal: anna_k", "https://x.com/anna_k", "https://www.tiktok.com/@anna_k",
]  # fmt: skip
NAMES = [
    "Anna Kowalska", "ANNA KOWALSKA", "anna  kowalska", "Kowalska Anna", "Anna-Kowalska", "Ａｎｎａ Kowalska",
    "Anna​ Kowalska",
]  # fmt: skip


def _known(contact: str, text: str, country: str = "") -> bool:
    return read_contact(contact, country).stands_in(text)


@pytest.mark.parametrize(
    "spellings", [NUMBERS, ADDRESSES, ACCOUNTS, NAMES], ids=["number", "address", "account", "name"]
)
def test_a_contact_in_one_spelling_is_known_in_every_other(spellings: list[str]) -> None:
    whole = [one for one in spellings if one not in {"7946 0958", "a n n a @ example.org"}]
    written = [(a, b) for a in whole for b in spellings]
    missed = [(a, b) for a, b in written if not _known(a, f"Bring candles. {b}, from six", "GB")]
    assert missed == []


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_known_where_we_cannot_tell_the_country(text: str) -> None:
    assert _known("+44 20 7946 0958", f"Call {text} now")
    assert _known("020 7946 0958", f"Call {text} now")


@pytest.mark.parametrize(
    ("contact", "text", "country"),
    [
        ("(212) 555-0187", "Call 212.555.0187", "US"),
        ("+1 212 555 0187", "Call 555-0187", "US"),
        ("8 (912) 345-67-89", "+7 912 345 67 89", "RU"),
        ("01.23.45.67.89", "+33 1 23 45 67 89", "FR"),
        ("06 1234 5678", "+39 06 12345678", "IT"),
        ("555 1234", "+354 555 1234", "IS"),
        ("+49 30 123456", "030/123456", "DE"),
        ("020 7946 0958 or 07700 900123", "+44 7700 900 123", "GB"),
        ("Anna Kowalska, +44 20 7946 0958, anna@example.org", "Ask for Anna Kowalska", "GB"),
        ("Anna +44 20 7946 0958", "Anna has the banner", "GB"),
        ("Анна Петрова <anna@example.org>", "Спросите: Анна Петрова", "RU"),
        ("Анна Петрова, 8 912 345 67 89", "Ask for Anna Petrova", "RU"),
        ("王小明 anna@example.org", "请找王小明报名", "CN"),
        ("@anna:matrix.org", "anna:matrix.org", ""),
        ("@anna@mastodon.social", "anna at mastodon dot social", ""),
        ("https://example.org/people/anna", "see www.example.org/people/anna?x=1", ""),
        ("Signal: annak", "write to annak", ""),
        ("t.me/+AbCdEfGh", "https://t.me/+AbCdEfGh", ""),
        ("caretaker", "Ask the caretaker", ""),
        ("+44 20 7946 0958", "Call 460958", "GB"),
        ("@a_1", "write to a_1", ""),
        ("anna.k1, +44 20 7946 0958", "anna.k1 has the banner", "GB"),
    ],
)
def test_what_stands_in_a_contact_is_known_in_a_text(contact: str, text: str, country: str) -> None:
    assert _known(contact, text, country)


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        (
            "+44 20 7946 0958",
            "7 April 2018, 14:00, for 2,000 people at 6/7 Kensington Palace Gardens, W8 4QP",
        ),
        ("anna@example.org", "https://example.org/actions and https://example.org"),
        ("anna@example.org", "Anna is an example of courage"),
        ("Anna, anna@example.org", "Annapolis and Susanna Street"),
        ("London: london@example.org", "Vigil in London"),
        ("call or text: +44 20 7946 0958", "We call for justice, and text everybody"),
        ("WhatsApp +44 20 7946 0958, after 18:00 on 2018-04-07", "On 2018-04-07 at 18:00"),
        ("@anna_k", "Anna K. Square"),
        ("", "Vigil"),
        ("old", "An old town hall"),
        ("@abc", "abc"),
        ("+44 20 7946 0958", "Call 60958"),
        ("\x80\r\x80\x80", "Vigil"),
    ],
)
def test_what_is_no_part_of_the_contact_is_left_alone(contact: str, text: str) -> None:
    assert not read_contact(contact, "GB", public=("London",)).stands_in(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(contact: str, text: str) -> None:
    read_contact(contact, "GB").stands_in(text)


@pytest.mark.parametrize(
    "contact", ["Call Anna Kowalska", "Anna Kowalska please", "Ask Anna Kowalska please", "Anna Kowalska B"]
)
def test_a_name_is_known_without_the_words_around_it(contact: str) -> None:
    assert _known(contact, "With Anna Kowalska, at six")
    assert not _known(contact, "Ask at six please")


def test_of_two_numbers_side_by_side_each_is_known_where_we_can_tell_the_country() -> None:
    both = "020 7946 0958 - 020 7946 0959"
    assert [_known(both, f"Call {one}", "GB") for one in both.split(" - ")] == [True, True]


def test_two_letters_are_a_name_only_where_a_script_writes_names_so() -> None:
    assert not _known("Al, +44 20 7946 0958", "Al fresco")
    assert _known("李明, +44 20 7946 0958", "与李明一起")
