"""What a campaign's page says: who may change it, and how a file of words is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.accounts import OPERATOR, Membership, Person, Role
from dashboard.bundled import bundled
from dashboard.campaign_words import (
    change_campaign,
    read_partners,
    read_words,
    with_words,
    write_partners,
)
from dashboard.errors import ActionMapError, ChangedMeanwhile, NotAllowed
from dashboard.i18n import LANGUAGES
from dashboard.model import Campaign, CampaignState, Partner, Words
from dashboard.storage import Store
from tests.saying import refusing

SPRING = Campaign("spring", "Spring")
FILE = """
title = "We are watching"
call = "Come."
story = "Why we **act**."
safety = "Come with a friend."
[[partners]]
name = "A group"
link = "https://example.org"
[[partners]]
name = "Another"
[fr]
title = "Nous vous regardons"
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    store.save_campaign(SPRING)
    yield store
    store.close()


def _person(role: Role, campaign: str = "spring") -> Person:
    return Person("ada", "ada@example.org", "Ada", (Membership(campaign, role, False),))


def test_administrators_change_what_the_page_says(store: Store) -> None:
    told = replace(SPRING, story="Why.", partners=(Partner("A group"),))
    change_campaign(store, _person(Role.ADMINISTRATOR), told)
    assert store.campaign("spring") == told
    assert [(one.what, one.object_id) for one in store.accounts.audit_log("spring")] == [
        ("words changed", "spring")
    ]


@pytest.mark.parametrize("by", [None, _person(Role.MODERATOR), _person(Role.ADMINISTRATOR, "another")])
def test_nobody_else_does(store: Store, by: Person | None) -> None:
    with pytest.raises(NotAllowed):
        change_campaign(store, by, replace(SPRING, title="Taken over"))
    assert store.campaign("spring") == SPRING


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "A campaign needs a title."),
        ({"story": "x" * 10_001}, "Please shorten the story to 10,000 characters at most."),
        ({"translations": (Words("fr", summary="x" * 1_001),)}, "Please shorten the summary to 1,000 .*"),
        ({"partners": (Partner("A", "javascript:alert(1)"),)}, ".* is not a web address .*"),
        ({"partners": (Partner("", "https://example.org"),)}, "Each partner organisation needs a name .*"),
        ({"partners": (Partner("A"),) * 61}, "Please name 60 partner organisations at most."),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(
    store: Store, changes: dict[str, Any], sentence: str
) -> None:
    with refusing(ActionMapError, f"^{sentence}$"):
        change_campaign(store, OPERATOR, replace(SPRING, **changes))


def test_a_file_gives_all_words_in_each_language() -> None:
    assert read_words(SPRING, FILE) == Campaign(
        "spring",
        "We are watching",
        call_to_action="Come.",
        story="Why we **act**.",
        safety_note="Come with a friend.",
        partners=(Partner("A group", "https://example.org"), Partner("Another")),
        translations=(Words("fr", title="Nous vous regardons"),),
    )


def test_a_file_leaves_as_it_is_what_it_does_not_name() -> None:
    before = read_words(SPRING, FILE)
    after = read_words(before, '[fr]\nsummary = "À 14 h."\n[tr]\ntitle = "İzliyoruz"')
    assert after == replace(
        before,
        translations=(
            Words("fr", title="Nous vous regardons", summary="À 14 h."),
            Words("tr", title="İzliyoruz"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title = ", "The file of words is not TOML: .*"),
        ('heading = "x"', "We do not know “heading” in the file of words. There are: .*"),
        ('[fr]\nnom = "x"', r"We do not know “nom” in \[fr\]. There are: .*"),
        ("title = 5", "“title” in the file of words must be a text."),
        ('fr = "x"', "In the file of words, fr must be a table .*"),
        ('partners = ["A group"]', r"Each of \[\[partners\]\] has a name .*"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, sentence: str) -> None:
    with refusing(ActionMapError, f"^{sentence}$"):
        read_words(SPRING, text)


def test_a_translation_without_words_is_none() -> None:
    translated = with_words(SPRING, "fr", {"title": "Printemps"})
    assert with_words(translated, "fr", {"title": " "}) == SPRING


def test_partners_are_written_as_lines() -> None:
    lines = "All the groups\nAnother one https://example.org/a"
    partners = (Partner("All the groups"), Partner("Another one", "https://example.org/a"))
    assert read_partners(f"\n{lines}\n  ") == partners
    assert write_partners(partners) == lines


def test_the_example_tells_its_story_in_every_language() -> None:
    told = read_words(SPRING, bundled("example", "words.toml").read_text("utf-8"))
    assert {"en", *(one.language for one in told.translations)} == set(LANGUAGES)
    assert all(one.story and one.safety_note and one.call_to_action for one in told.translations)


def test_two_who_write_at_once_take_nothing_back_from_each_other(store: Store) -> None:
    store.save_campaign(replace(SPRING, state=CampaignState.PUBLIC, summary="Then"))
    seen = store.campaign(SPRING.slug)
    store.save_campaign(replace(seen, state=CampaignState.DRAFT, story="Of another"))
    change_campaign(store, OPERATOR, replace(seen, title="Mine"), seen=seen)
    now = store.campaign(SPRING.slug)
    assert (now.state, now.story, now.title) == (CampaignState.DRAFT, "Of another", "Mine")
    with refusing(ChangedMeanwhile, "Somebody else has changed this"):
        change_campaign(store, OPERATOR, replace(seen, story="Mine too"), seen=seen)
    assert store.campaign(SPRING.slug) == now
