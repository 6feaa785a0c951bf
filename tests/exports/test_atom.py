"""The feed, read by feedparser, which did not write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import pytest

from dashboard.exports.atom import MOST_ENTRIES, write_atom
from dashboard.exports.edition import Edition
from dashboard.model import PublicAction, Status
from tests.exports.actions import CAMPAIGN, EMBASSY, GROZNY

CHANGED = datetime(2018, 4, 1, 9, 30, 15, 987654, tzinfo=UTC)
VIGIL = replace(EMBASSY, changed_at=CHANGED)
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*actions: PublicAction, campaign: Any = CAMPAIGN, **edition: Any) -> Any:
    found = feedparser.parse(write_atom(campaign, actions, Edition(**edition)))
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def test_an_action_is_an_entry_with_everything_public_of_it() -> None:
    (entry,) = feed(VIGIL).entries
    assert UUID(entry.id).version == 5
    assert (entry.title, entry.updated, entry.author, entry.link) == (
        "Vigil · London",
        "2018-04-01T09:30:15Z",
        "All Out",
        "https://example.org/1",
    )
    assert [(one.term, one.label) for one in entry.tags] == [("confirmed", "Confirmed")]
    assert entry.content[0].type == "text/plain"
    assert entry.content[0].value == (
        "Russian Embassy, London, England, United Kingdom\nSat 7 Apr 2018, 14:00–15:30 BST\n"
        "Bring a candle,\nand a friend\nOrganiser: All Out\nWe are watching “you”\nhttps://example.org/1"
    )


def test_the_feed_says_what_it_is_and_where() -> None:
    path, home = "/c/watching/city/1.atom?lang=en", "https://map.example/c/watching"
    edition = {"part": "London", "address": f"https://map.example{path}", "path": path, "home": home}
    told = feed(VIGIL, campaign=replace(CAMPAIGN, is_example=True, summary="2 pm."), **edition).feed
    assert (told.title, told.subtitle, told.language, told.author) == (
        "We are watching “you” · London",
        "This is example data. 2 pm.",
        "en",
        "We are watching “you”",
    )
    assert {link.rel: link.href for link in told.links} == {
        "self": "https://map.example/c/watching/city/1.atom?lang=en",
        "alternate": "https://map.example/c/watching",
    }
    assert told.updated == "2018-04-01T09:30:15Z"


def test_the_latest_change_comes_first_and_dates_the_feed() -> None:
    later = replace(GROZNY, changed_at=CHANGED + timedelta(hours=1), status=Status.CANCELLED)
    found = feed(VIGIL, later)
    assert [entry.title for entry in found.entries] == [
        "Cancelled: We are watching “you” · Grozny",
        "Vigil · London",
    ]
    assert found.feed.updated == "2018-04-01T10:30:15Z"


def test_a_feed_without_actions_is_as_old_as_its_campaign() -> None:
    found = feed(changed_at=CHANGED)
    assert (found.entries, found.feed.updated) == ([], "2018-04-01T09:30:15Z")


def test_a_long_feed_holds_the_latest_and_says_so() -> None:
    many = [
        replace(VIGIL, uid=f"a{number}", changed_at=CHANGED + timedelta(minutes=number))
        for number in range(1001)
    ]
    found = feed(*many)
    assert len(found.entries) == MOST_ENTRIES == 1000
    assert found.entries[-1].updated == "2018-04-01T09:31:15Z"
    assert found.feed.subtitle == "These are the latest 1,000 of 1,001 actions."


def test_names_are_the_same_on_every_host_and_differ_by_what_they_name() -> None:
    here, there = (
        feed(VIGIL, GROZNY, address=f"https://{host}.example/x", path="/x") for host in ("here", "there")
    )
    other = feed(VIGIL, address="https://here.example/y", path="/y")
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id != other.feed.id
    assert len({here.feed.id, *(entry.id for entry in here.entries)}) == 3


def test_what_the_standard_asks_of_a_feed_and_an_entry_is_there_once() -> None:
    edition = Edition(address="https://map.example/x", home="https://map.example")
    root = ElementTree.fromstring(write_atom(CAMPAIGN, [VIGIL, GROZNY], edition))  # noqa: S314  # our own
    for element in (root, *root.findall(f"{ATOM}entry")):
        tags = [child.tag.removeprefix(ATOM) for child in element]
        assert [tags.count(name) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == CAMPAIGN.title


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("</title><script>alert(1)</script>]]>&amp;", "</title><script>alert(1)</script>]]>&amp;"),
        ("a\0b\x1b[31m\x85c\ud800\ufffe", "ab[31mc"),
        ("Вахта 🏳️‍🌈", "Вахта 🏳️‍🌈"),
    ],
)
def test_no_text_of_a_person_becomes_anything_but_text(text: str, told: str) -> None:
    hostile = replace(EMBASSY, title=text, organiser=text, description=text)
    root = ElementTree.fromstring(write_atom(replace(CAMPAIGN, title=text), [hostile]))  # noqa: S314  # our own
    assert root.findtext(f"{ATOM}title") == told
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == f"{told} · London"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == told
    assert told in (entry.findtext(f"{ATOM}content") or "")


def test_the_same_actions_are_the_same_bytes() -> None:
    assert write_atom(CAMPAIGN, [VIGIL, GROZNY]) == write_atom(CAMPAIGN, iter([VIGIL, GROZNY]))
