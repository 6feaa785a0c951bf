"""What the public reports reaches the moderators, and nobody else."""

from __future__ import annotations

import pytest

from dashboard import publishing
from dashboard.errors import ActionMapError, NotAllowed, TooManyAttempts, TooManyForms, UnknownCampaign
from dashboard.model import Campaign
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, MODERATOR, NEW, SLUG, STRANGER
from tests.saying import refusing

KEY = b"a key of more than 32 random letters"
SAID = {
    "about": " Grozny, Vigil ",
    "wrong": "It names the flat of a friend.",
    "contact": "CANARY@example.org",
}


def report(
    store: Store, address: str = "203.0.113.7", slug: str = SLUG, **fields: str
) -> publishing.Submitted:
    trap = fields.pop("trap", "")
    return publishing.report_pin(store, slug, {**SAID, **fields}, address=address, key=KEY, trap=trap)


def test_a_report_is_read_by_moderators_until_one_of_them_settles_it(store: Store) -> None:
    assert report(store).taken
    assert report(store, about="Oslo", contact="").taken
    first, second = publishing.open_reports(store, MODERATOR, SLUG)
    assert (first.about, first.wrong, first.contact) == ("Grozny, Vigil", SAID["wrong"], "CANARY@example.org")
    assert (second.about, second.contact) == ("Oslo", "")
    publishing.close_report(store, MODERATOR, SLUG, first.id)
    assert publishing.open_reports(store, MODERATOR, SLUG) == [second]
    with refusing(ActionMapError, "settled already"):
        publishing.close_report(store, MODERATOR, SLUG, first.id)
    [entry] = store.accounts.audit_log(SLUG)
    assert (entry.who, entry.what, entry.object_kind, entry.object_id) == (
        MODERATOR.id,
        "settled",
        "report",
        first.id,
    )


def test_only_moderators_read_and_settle(store: Store) -> None:
    report(store)
    [waiting] = publishing.open_reports(store, MODERATOR, SLUG)
    for by in (None, STRANGER, ANNA, NEW):
        with pytest.raises(NotAllowed):
            publishing.open_reports(store, by, SLUG)
        with pytest.raises(NotAllowed):
            publishing.close_report(store, by, SLUG, waiting.id)
    assert publishing.open_reports(store, MODERATOR, SLUG) == [waiting]


def test_a_report_of_another_campaign_cannot_be_settled_here(store: Store) -> None:
    store.save_campaign(Campaign("another", "Another"))
    report(store, slug="another")
    [theirs] = publishing.open_reports(store, STRANGER, "another")
    assert publishing.open_reports(store, MODERATOR, SLUG) == []
    with pytest.raises(ActionMapError):
        publishing.close_report(store, MODERATOR, SLUG, theirs.id)
    assert publishing.open_reports(store, STRANGER, "another") == [theirs]


def test_a_report_that_says_too_little_or_too_much_is_asked_about(store: Store) -> None:
    empty = report(store, about=" ", wrong="", contact="x" * 3_001)
    assert [(problem.column, problem.code) for problem in empty.problems] == [
        ("about", "field_missing"),
        ("wrong", "field_missing"),
        ("contact", "field_too_long"),
    ]
    assert not empty.taken
    with pytest.raises(UnknownCampaign):
        report(store, slug="nowhere")
    assert publishing.open_reports(store, MODERATOR, SLUG) == []


def test_who_fills_in_what_people_do_not_see_is_thanked_and_nothing_is_kept(store: Store) -> None:
    assert report(store, trap="http://spam.example").taken
    assert publishing.open_reports(store, MODERATOR, SLUG) == []


def test_five_forms_of_any_kind_in_a_quarter_of_an_hour_are_enough(store: Store) -> None:
    for _ in range(5):
        report(store)
    with pytest.raises(TooManyAttempts):
        report(store)
    assert report(store, address="203.0.113.8").taken
    assert len(publishing.open_reports(store, MODERATOR, SLUG)) == 6


def test_made_up_addresses_fill_no_queue(store: Store) -> None:
    store.save_campaign(Campaign("another", "Another"))
    for number in range(60):
        assert report(store, address=f"198.51.100.{number}").taken
    with pytest.raises(TooManyForms):
        report(store, address="203.0.113.7")
    assert report(store, address="203.0.113.7", slug="another").taken
    assert len(publishing.open_reports(store, MODERATOR, SLUG)) == 60


def test_an_address_that_sends_too_many_takes_no_room_from_others(store: Store) -> None:
    for number in range(12):
        for _again in range(5):
            assert report(store, address=f"198.51.100.{number}").taken
        with pytest.raises(TooManyAttempts):
            report(store, address=f"198.51.100.{number}")
    assert len(publishing.open_reports(store, MODERATOR, SLUG)) == 60
