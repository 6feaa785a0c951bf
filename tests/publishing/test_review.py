"""What waits for a moderator is public nowhere until one of them has looked at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dashboard import publishing
from dashboard.accounts import Membership, Role, is_trusted
from dashboard.accounts.people import to_person
from dashboard.errors import ActionMapError, ChangedMeanwhile, NotAllowed, TooManyAttempts, UnknownCampaign
from dashboard.geocoding import Resolver
from dashboard.storage import ImportState, Outcome, Store
from dashboard.storage.accounts_values import Invitation
from dashboard.storage.schema import metadata
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, STRANGER, Try, titles
from tests.saying import refusing

FILE = "id,city,country,title\n1,Oslo,Norway,Vigil\n2,Springfield,United States,Where\n"
KEY = b"the installation's"
FORM = {"city": "Lyon", "country": "France", "title": "Ensemble", "contact": "CANARY@example.org"}


@pytest.fixture
def sent(store: Store, look: Try) -> int:
    published = publishing.publish_upload(store, NEW, look(FILE, by=NEW))
    assert published.pending
    assert published.import_id is not None
    return published.import_id


def test_a_first_upload_is_not_public(store: Store, resolver: Resolver, sent: int) -> None:
    assert (titles(store), store.totals(SLUG).actions, store.desk.actions(SLUG)) == ({}, 0, {})
    assert publishing.open_page(store, MODERATOR, resolver, SLUG)[1] == []
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    assert (pending.about.id, pending.about.report.published, len(pending.rows)) == (sent, 1, 2)
    [proposed] = pending.actions
    assert (proposed.submission.title, proposed.city.name) == ("Vigil", "Oslo")


def test_an_approved_import_is_public_and_its_open_rows_wait(
    store: Store, resolver: Resolver, sent: int
) -> None:
    assert publishing.approve_imports(store, MODERATOR, SLUG, [sent]) == 1
    assert titles(store) == {"Vigil": ("Oslo", "planned")}
    assert publishing.review_page(store, MODERATOR, SLUG)[1] == []
    assert [one.row.submission.title for one in publishing.open_page(store, NEW, resolver, SLUG)[1]] == [
        "Where"
    ]
    assert publishing.approve_imports(store, MODERATOR, SLUG, [sent]) == 0
    assert publishing.roll_back_import(store, NEW, SLUG, sent) == 1
    assert titles(store) == {}


def test_a_rejected_import_says_why_and_stays_away(store: Store, sent: int) -> None:
    with refusing(ActionMapError, "Write why"):
        publishing.reject_imports(store, MODERATOR, SLUG, [sent], reason=" ")
    assert publishing.reject_imports(store, MODERATOR, SLUG, [sent], reason="Not ours.") == 1
    [listed] = publishing.list_imports(store, NEW, SLUG)
    assert (listed.about.state, listed.about.reason, listed.can_roll_back) == (
        ImportState.REJECTED,
        "Not ours.",
        False,
    )
    assert publishing.approve_imports(store, MODERATOR, SLUG, [sent]) == 0
    assert titles(store) == {}


def test_what_a_newcomer_chooses_moves_nobody_else_s_actions_until_it_is_approved(
    store: Store, look: Try
) -> None:
    choice = {3: 4250542}
    sent = publishing.publish_upload(store, NEW, look(FILE, by=NEW, places=choice))
    other = "city,country,title\nSpringfield,United States,Anna's\n"
    assert look(other, name="a.csv").report.waiting == 1
    assert sent.import_id is not None
    publishing.approve_imports(store, MODERATOR, SLUG, [sent.import_id])
    assert look(other, name="a.csv").report.waiting == 0


def test_an_import_that_waits_can_be_withdrawn(store: Store, sent: int) -> None:
    assert publishing.roll_back_import(store, NEW, SLUG, sent) == 0
    assert publishing.review_page(store, MODERATOR, SLUG)[1] == []
    assert publishing.approve_imports(store, MODERATOR, SLUG, [sent]) == 0
    assert titles(store) == {}


def test_a_newcomer_leaves_rows_that_wait_to_moderators(store: Store, resolver: Resolver, sent: int) -> None:
    publishing.approve_imports(store, MODERATOR, SLUG, [sent])
    row, answer = f"{sent}-3", publishing.RowAnswer(place=4250542)
    with refusing(NotAllowed, "Until a moderator trusts"):
        publishing.resolve_waiting(store, NEW, resolver, SLUG, row, answer)
    publishing.resolve_waiting(store, MODERATOR, resolver, SLUG, row, answer)
    assert titles(store)["Where"] == ("Springfield", "planned")


def test_many_are_approved_at_once_and_a_corrected_file_replaces_what_waits(
    store: Store, sent: int, look: Try
) -> None:
    corrected = look(FILE.replace("Vigil", "Corrected vigil"), by=NEW, corrects=sent)
    again = publishing.publish_upload(store, NEW, corrected)
    other = publishing.publish_upload(store, NEW, look("city,title\nBern,Other\n", by=NEW, name="b.csv"))
    queue = [one.about.id for one in publishing.review_page(store, MODERATOR, SLUG)[1]]
    assert queue == [again.import_id, other.import_id]
    assert publishing.approve_imports(store, MODERATOR, SLUG, queue) == 2
    assert titles(store) == {"Corrected vigil": ("Oslo", "planned"), "Other": ("Bern", "planned")}


def test_trust_lets_later_uploads_through(store: Store, look: Try) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    store.accounts.add_invitation("token", Invitation("n@example.org", SLUG, Role.ORGANISER, "mo", ends))
    person_id = store.accounts.accept("token", name="Newcomer", password="hash")
    assert person_id is not None
    for campaign in ("a campaign before", "zone of another"):
        store.accounts.set_membership(person_id, Membership(campaign, Role.MODERATOR))

    def newcomer() -> publishing.Preview:
        record = store.accounts.person(person_id)
        assert record is not None
        return look(FILE, by=to_person(record))

    first = store.accounts.person(person_id)
    assert first is not None
    sent = publishing.publish_upload(store, to_person(first), newcomer())
    assert sent.import_id is not None
    assert [one.who for one in publishing.review_page(store, MODERATOR, SLUG)[1]] == ["Newcomer"]
    publishing.approve_imports(store, MODERATOR, SLUG, [sent.import_id], trust=True)
    later = store.accounts.person(person_id)
    assert later is not None
    assert is_trusted(to_person(later), SLUG)
    assert [(one.role, one.trusted) for one in later.memberships] == [
        (Role.MODERATOR, False), (Role.ORGANISER, True), (Role.MODERATOR, False),
    ]  # fmt: skip
    assert not publishing.publish_upload(store, to_person(later), newcomer()).pending


def test_duplicates_are_merged_and_do_not_come_back(store: Store, look: Try) -> None:
    mine, theirs = (
        "id,city,time,title\n1,Oslo,14:10,Mine\n",
        "id,city,time,title\n9,Oslo,14:30,Theirs\n8,Bern,,Else\n",
    )
    publishing.publish_upload(store, ANNA, look(mine))
    publishing.publish_upload(store, BEN, look(theirs, by=BEN, name="b.csv"))
    _, [pair] = publishing.duplicate_pairs(store, MODERATOR, SLUG)
    assert {pair.first.submission.title, pair.second.submission.title} == {"Mine", "Theirs"}
    kept, dropped = sorted(
        [(pair.first.submission.title, pair.first_uid), (pair.second.submission.title, pair.second_uid)]
    )
    publishing.merge_duplicates(store, MODERATOR, SLUG, kept[1], dropped[1])
    again = publishing.publish_upload(
        store, BEN, look(theirs.replace("14:30", "14:40"), by=BEN, name="b.csv")
    )
    assert (again.report.created, again.report.changed, again.report.unchanged) == (0, 0, 2)
    assert set(titles(store)) == {"Mine", "Else"}
    with refusing(ActionMapError, "not on the map any more"):
        publishing.merge_duplicates(store, MODERATOR, SLUG, kept[1], dropped[1])


def test_two_that_are_two_are_asked_about_once(store: Store, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look("id,city,time,title\n1,Oslo,14:10,Mine\n"))
    publishing.publish_upload(
        store, BEN, look("id,city,time,title\n9,Oslo,14:30,Theirs\n", by=BEN, name="b.csv")
    )
    _, [pair] = publishing.duplicate_pairs(store, MODERATOR, SLUG)
    publishing.tell_apart(store, MODERATOR, SLUG, pair.second_uid, pair.first_uid)
    publishing.tell_apart(store, MODERATOR, SLUG, pair.first_uid, pair.second_uid)
    assert publishing.duplicate_pairs(store, MODERATOR, SLUG) == (0, [])
    assert set(titles(store)) == {"Mine", "Theirs"}
    publishing.publish_upload(
        store, MODERATOR, look("id,city,time,title\n7,Oslo,14:20,Third\n", by=MODERATOR)
    )
    number, asked = publishing.duplicate_pairs(store, MODERATOR, SLUG)
    assert number == 2
    assert publishing.duplicate_pairs(store, MODERATOR, SLUG, first=1, most=1) == (2, asked[1:])
    names = {frozenset((one.first.submission.title, one.second.submission.title)) for one in asked}
    assert names == {frozenset(("Mine", "Third")), frozenset(("Theirs", "Third"))}
    with refusing(ActionMapError, "not on the map any more"):
        publishing.tell_apart(store, MODERATOR, SLUG, pair.first_uid, "gone")


def test_only_moderators_review(store: Store, sent: int) -> None:
    for by in (None, STRANGER, ANNA, NEW):
        with pytest.raises(NotAllowed):
            publishing.review_page(store, by, SLUG)[1]
        with pytest.raises(NotAllowed):
            publishing.approve_imports(store, by, SLUG, [sent])
        with pytest.raises(NotAllowed):
            publishing.reject_imports(store, by, SLUG, [sent], reason="x")
        with pytest.raises(NotAllowed):
            publishing.duplicate_pairs(store, by, SLUG)
        with pytest.raises(NotAllowed):
            publishing.merge_duplicates(store, by, SLUG, "a", "b")
    assert titles(store) == {}


def test_an_import_of_another_campaign_cannot_be_reviewed(store: Store, sent: int) -> None:
    store.save_campaign(type(store.campaign(SLUG))("another", "Another"))
    with refusing(ActionMapError, "no such import"):
        publishing.approve_imports(store, STRANGER, "another", [sent])
    with refusing(ActionMapError, "no such import"):
        publishing.roll_back_import(store, STRANGER, "another", sent)
    assert titles(store) == {}


def submit(
    store: Store, resolver: Resolver, address: str = "203.0.113.7", **fields: str
) -> publishing.Submitted:
    trap = fields.pop("trap", "")
    return publishing.submit_action(
        store, resolver, SLUG, {**FORM, **fields}, address=address, key=KEY, trap=trap
    )


def test_what_the_public_submits_waits_for_a_moderator(store: Store, resolver: Resolver) -> None:
    assert submit(store, resolver).taken
    assert submit(store, resolver, title="Second").taken
    assert titles(store) == {}
    queue = [one.about.id for one in publishing.review_page(store, MODERATOR, SLUG)[1]]
    publishing.approve_imports(store, MODERATOR, SLUG, queue)
    assert titles(store) == {"Ensemble": ("Lyon", "planned"), "Second": ("Lyon", "planned")}
    assert "CANARY" not in repr(store.public_actions(SLUG))


def test_a_submission_that_cannot_be_used_says_which_field(store: Store, resolver: Resolver) -> None:
    refused = submit(store, resolver, city="Qwxzyplugh", country="")
    assert (refused.taken, [problem.code for problem in refused.problems]) == (False, ["place_not_found"])
    asked = submit(store, resolver, day="31/02/2018")
    assert (asked.taken, [problem.column for problem in asked.problems]) == (False, ["day"])
    assert submit(store, resolver, description="x" * 3_000, day="31/02/2018").problems == asked.problems
    [problem] = submit(store, resolver, description="x" * 3_001).problems
    assert (problem.column, problem.code) == ("description", "field_too_long")
    assert store.imports(SLUG) == []
    with pytest.raises(UnknownCampaign):
        publishing.submit_action(store, resolver, "nothing", FORM, address="x", key=KEY)


def test_what_cannot_be_used_is_counted_before_it_is_read(store: Store, resolver: Resolver) -> None:
    for _ in range(30):
        assert not submit(store, resolver, day="31/02/2018").taken
    with pytest.raises(TooManyAttempts):
        submit(store, resolver)
    assert submit(store, resolver, address="203.0.113.8").taken


def test_who_writes_into_the_hidden_field_is_thanked_and_forgotten(store: Store, resolver: Resolver) -> None:
    assert submit(store, resolver, trap="http://spam.example").taken
    assert store.imports(SLUG) == []


def test_an_address_may_submit_five_times_and_is_not_kept(store: Store, resolver: Resolver) -> None:
    for number in range(5):
        assert submit(store, resolver, title=f"{number}").taken
    with pytest.raises(TooManyAttempts):
        submit(store, resolver, title="6")
    assert submit(store, resolver, address="203.0.113.8").taken
    with store._engine.connect() as connection:
        kept = repr([connection.execute(select(table)).all() for table in metadata.sorted_tables])
    assert "Form " in kept
    assert "203.0.113" not in kept


def test_a_moderator_answers_what_is_asked_about_a_submission_before_it_is_public(
    store: Store, resolver: Resolver
) -> None:
    assert submit(store, resolver, city="Springfield", country="United States").taken
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    number = pending.about.id
    [asked] = publishing.open_proposed(store, MODERATOR, resolver, SLUG, number)
    illinois = next(one for one in asked.asked.candidates if one.region == "Illinois")
    with pytest.raises(NotAllowed):
        publishing.open_proposed(store, STRANGER, resolver, SLUG, number)
    answer = publishing.RowAnswer(place=illinois.geonameid)
    settled = publishing.answer_proposed(
        store, MODERATOR, resolver, SLUG, number, asked.row.submission.line, answer
    )
    assert settled.outcome is Outcome.PUBLISHED
    assert titles(store) == {}
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    assert (pending.about.report.published, pending.about.report.waiting) == (1, 0)
    assert publishing.open_proposed(store, MODERATOR, resolver, SLUG, number) == []
    with pytest.raises(ActionMapError):
        publishing.answer_proposed(store, MODERATOR, resolver, SLUG, number, 1, answer)
    publishing.approve_imports(store, MODERATOR, SLUG, [number])
    assert titles(store) == {"Ensemble": ("Springfield", "planned")}
    [action] = store.public_actions(SLUG)
    assert action.region == "Illinois"


def test_a_row_of_a_submission_can_be_left_out(store: Store, resolver: Resolver) -> None:
    assert submit(store, resolver, city="Springfield", country="United States").taken
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    out = publishing.RowAnswer(drop=True)
    settled = publishing.answer_proposed(store, MODERATOR, resolver, SLUG, pending.about.id, 1, out)
    assert settled.outcome is Outcome.REJECTED
    [pending] = publishing.review_page(store, MODERATOR, SLUG)[1]
    assert (pending.about.report.waiting, pending.about.report.rejected) == (0, 1)


def test_the_number_to_review_is_of_files_reports_and_pairs_together(
    store: Store, look: Try, sent: int
) -> None:
    publishing.publish_upload(store, NEW, look("city,title\nRome,Walk\n", by=NEW, name="second.csv"))
    for by in (ANNA, BEN):
        publishing.publish_upload(store, by, look(f"city,title\nBern,By {by.name}\n", by=by))
    store.desk.add_report(SLUG, about="Bern", wrong="It is elsewhere.")
    assert publishing.count_to_review(store, MODERATOR, SLUG) == 2 + 1 + 1


@pytest.mark.parametrize("seen", ["", "~"])
def test_what_was_looked_at_in_another_version_is_not_approved(store: Store, sent: int, seen: str) -> None:
    with pytest.raises(ChangedMeanwhile):
        publishing.approve_imports(store, MODERATOR, SLUG, [sent], seen={sent: seen})
    assert titles(store) == {}
