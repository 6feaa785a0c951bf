"""The moderators' section and what is shown, run without a browser: seen, corrected, decided, agreed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from time import monotonic

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts, publishing
from dashboard.accounts import OPERATOR, Door, Person, Role
from dashboard.exposure import ask_exposure
from dashboard.geocoding import Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign, Visibility
from dashboard.storage import ImportState, Store
from dashboard.web import resources
from dashboard.web.organise import flash
from tests.web.visits import Enter, html

CAMPAIGN = Campaign("watching", "We are watching", day=date(2099, 4, 7), starts=time(14))
SLUG = CAMPAIGN.slug
DOOR = Door(b"k" * 40, timedelta(days=1), timedelta(days=1))
HOSTILE = "![x](http://evil.example/x.png) <img src=x onerror=alert(1)>"
FIRST = (
    "city,country,title,venue,description\n"
    f"Oslo,Norway,{HOSTILE},Main square,Call +47 22 12 34 56\n"
    "Bern,Switzerland,Other,,\n"
)
RISKY = "city,country,title,venue\nGrozny,Russia,Quiet,House of Culture\nLondon,UK,Vigil,Embassy\n"


@pytest.fixture
def store(store: Store) -> Store:
    store.save_campaign(CAMPAIGN)
    return store


Join = Callable[..., Person]
Come = Callable[..., AppTest]


@pytest.fixture
def join(store: Store) -> Join:
    """Somebody with an account and a role."""

    def join(name: str, role: Role = Role.ORGANISER) -> Person:
        link = accounts.invite(store, OPERATOR, f"{name}@example.org", SLUG, role)
        token = accounts.accept(store, DOOR, link, name=name, password="five lanterns by the river")
        person = accounts.who(store, token or "")
        assert person is not None
        return person

    return join


@pytest.fixture
def come(store: Store, enter: Enter) -> Come:
    """Opens a section as somebody who is signed in."""

    def come(person: Person, section: str = "review", part: str = "") -> AppTest:
        visit = enter(person, section=section)
        if part:
            visit.session_state["review-part"] = part
        return visit.run()

    return come


@pytest.fixture
def mo(join: Join) -> Person:
    return join("Mo", Role.MODERATOR)


@pytest.fixture
def resolver(store: Store) -> Resolver:
    return Resolver(resources.gazetteer())


def upload(store: Store, by: Person, text: str, name: str = "first.csv") -> int:
    previewed = publishing.preview_upload(
        store, by, Resolver(resources.gazetteer()), SLUG, name, text.encode(), limits=Limits()
    )
    number = publishing.publish_upload(store, by, previewed).import_id
    assert number is not None
    return number


def press(visit: AppTest, key: str) -> AppTest:
    return visit.button(key=key).click().run()


def titles(store: Store) -> set[str]:
    return {one.title for one in store.public_actions(SLUG)}


# What waits.


def test_nothing_waits_and_the_page_says_what_will(come: Come, mo: Person) -> None:
    assert "Nothing waits for you" in html(come(mo))
    assert "Nothing is there twice" in html(come(mo, part="twice"))
    assert "No reports" in html(come(mo, part="reports"))


def test_an_organiser_has_no_review(come: Come, join: Join, store: Store) -> None:
    new = join("New")
    upload(store, new, FIRST)
    visit = come(new)
    assert "review" not in visit.segmented_control(key="section").options
    assert not [one for one in visit.button if str(one.key).startswith("approve")]


def test_a_first_upload_is_seen_with_who_numbers_and_what_is_private(
    come: Come, join: Join, mo: Person, store: Store
) -> None:
    number = upload(store, join("New"), FIRST)
    visit = come(mo)
    shown = html(visit)
    assert "<bdi>New</bdi>" in shown
    assert "2 to publish" in shown
    assert "<b><bdi>+47 22 12 34 56</bdi></b> – This is a telephone number." in shown
    assert "1 passage may show something private." in shown
    assert HOSTILE not in shown
    [table] = visit.dataframe
    assert list(table.value["Title"]) == [HOSTILE, "Other"]
    assert list(table.value["Where"]) == ["Oslo, Norway", "Bern, Switzerland"]
    press(visit, f"approve-{number}")
    assert not visit.exception
    assert [one.value for one in visit.success] == [r"1 approved\. It is on the map\."]
    assert titles(store) == {HOSTILE, "Other"}


def test_what_was_done_is_said_again_for_a_moment_and_then_no_more(
    store: Store, join: Join, come: Come, mo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = upload(store, join("New"), FIRST)
    visit = come(mo)
    press(visit, f"approve-{number}")
    said = [one.value for one in visit.success]
    assert said
    assert [one.value for one in visit.run().success] == said
    monkeypatch.setattr(flash, "monotonic", lambda: monotonic() + 60)
    assert not visit.run().success
    monkeypatch.undo()
    assert not visit.run().success


def test_what_is_asked_about_a_submission_is_answered_before_it_is_public(
    come: Come, mo: Person, store: Store, resolver: Resolver
) -> None:
    publishing.submit_action(
        store, resolver, SLUG, {"city": "Springfield", "country": "United States", "title": "Where"},
        address="203.0.113.7", key=b"k" * 40,
    )  # fmt: skip
    visit = come(mo)
    [button] = [one for one in visit.button if "Illinois" in one.label]
    visit = button.click().run()
    assert [one.value for one in visit.success] == [r"Answered\. It is published once you approve it\."]
    assert titles(store) == set()
    assert "1 to publish" in html(visit)
    [pending] = publishing.review_page(store, mo, SLUG)[1]
    press(visit, f"approve-{pending.about.id}")
    assert titles(store) == {"Where"}


def test_what_is_shown_opens_with_how_many_stand_on_which_step(
    come: Come, store: Store, actions: dict[str, str]
) -> None:
    visit = come(anna(store), "risk")
    told = re.findall(r"<div><dt>([^<]+)</dt><dd>(\d+)</dd></div>", html(visit))
    steps = Counter(one.visibility.value for one in store.public_actions(SLUG))
    assert sorted(int(number) for _, number in told) == sorted(steps.values())
    less = sum(number for step, number in steps.items() if step != "exact")
    assert sum(len(table.value) for table in visit.dataframe) == less


def test_trust_is_given_with_an_approval(come: Come, join: Join, mo: Person, store: Store) -> None:
    new = join("New")
    number = upload(store, new, FIRST)
    press(come(mo), f"trust-{number}")
    account = store.accounts.person(new.id)
    assert account is not None
    assert [one.trusted for one in account.memberships] == [True]


def test_what_is_private_is_removed_by_one_click_and_it_goes_on_waiting(
    come: Come, join: Join, mo: Person, store: Store
) -> None:
    number = upload(store, join("New"), FIRST)
    visit = press(come(mo), f"clean-{number}")
    assert "+47" not in html(visit)
    assert titles(store) == set()
    [pending] = publishing.review_page(store, mo, SLUG)[1]
    assert [one.submission.description for one in pending.actions] == ["", ""]


def test_a_proposal_is_corrected_before_it_is_public(
    come: Come, mo: Person, store: Store, resolver: Resolver
) -> None:
    publishing.submit_action(
        store, resolver, SLUG, {"city": "Lyon", "country": "France", "title": "Ensmble"},
        address="203.0.113.7", key=b"k" * 40,
    )  # fmt: skip
    [pending] = publishing.review_page(store, mo, SLUG)[1]
    number = pending.about.id
    visit = come(mo)
    shown = html(visit)
    assert "Submitted by the public form" in shown
    assert '<dt dir="auto">Title</dt><dd dir="auto">Ensmble</dd>' in shown
    assert not [one for one in visit.button if one.key == f"trust-{number}"]
    visit.text_input(key=f"proposed-{number}-1.0-title").set_value("Ensemble")
    next(one for one in visit.button if one.label == "Save").click().run()
    assert '<dt dir="auto">Title</dt><dd dir="auto">Ensemble</dd>' in html(visit)
    assert titles(store) == set()
    press(visit, f"approve-{number}")
    assert titles(store) == {"Ensemble"}


def test_what_is_asked_about_a_submission_says_that_it_is_one_and_shows_no_name_of_ours(
    come: Come, mo: Person, store: Store, resolver: Resolver
) -> None:
    publishing.submit_action(
        store, resolver, SLUG, {"city": "Springfield", "country": "United States", "title": "Two pm"},
        address="203.0.113.7", key=b"k" * 40,
    )  # fmt: skip
    [name] = [one.file_name for one in store.imports(SLUG)]
    shown = html(come(mo))
    assert "of <bdi>Submitted by the public form</bdi>" in shown
    assert name.startswith("Form ")
    assert name not in shown


def test_a_refusal_needs_a_reason(come: Come, join: Join, mo: Person, store: Store) -> None:
    number = upload(store, join("New"), FIRST)
    visit = press(come(mo), f"refuse-{number}")
    press(visit, f"really-refuse-{number}")
    assert [one.value.replace("\\", "") for one in visit.error] == [
        "Write why, so that whoever sent it knows what to change."
    ]
    visit.text_area(key=f"refused-{number}.0-reason").set_value("Not ours.")
    press(visit, f"really-refuse-{number}")
    [refused] = store.imports(SLUG)
    assert (refused.state, refused.reason) == (ImportState.REJECTED, "Not ours.")
    assert "Nothing waits for you" in html(visit)


def test_several_are_decided_at_once(come: Come, join: Join, mo: Person, store: Store) -> None:
    numbers = [
        upload(store, join(f"New{one}"), f"city,country,title\nOslo,Norway,T{one}\n", f"{one}.csv")
        for one in range(3)
    ]
    visit = come(mo)
    visit.checkbox(key=f"choose-{numbers[0]}").check().run()
    visit.text_input(key=f"reason-for-chosen-{SLUG}").set_value("Twice.").run()
    press(visit, "refuse-chosen")
    assert [one.value for one in visit.success] == [r"1 refused\."]
    visit.checkbox(key="choose-all").check().run()
    press(visit, "approve-chosen")
    assert titles(store) == {"T1", "T2"}


CHANGED = r"Somebody else has changed this meanwhile\. Look at it again before you change it\."


def refused(visit: AppTest, key: str) -> AppTest:
    """Clicks on a button that an older state of things stands beside: nothing is done, and it says why."""
    visit = press(visit, key)
    assert not visit.exception
    assert [one.value for one in visit.error] == [CHANGED]
    return visit


@pytest.mark.parametrize("decision", ["approve", "trust", "refuse", "approve-chosen"])
def test_what_another_corrected_meanwhile_is_looked_at_before_it_is_decided(
    come: Come, join: Join, mo: Person, store: Store, resolver: Resolver, decision: str
) -> None:
    number = upload(store, join("New"), FIRST)
    upload(store, join("Other"), "city,country,title\nRome,Italy,Walk\n", "other.csv")
    visit, button = come(mo), f"{decision}-{number}"
    if decision == "refuse":
        visit = press(visit, button)
        visit.text_area(key=f"refused-{number}.0-reason").set_value("No.")
        button = f"really-refuse-{number}"
    if decision == "approve-chosen":
        visit.checkbox(key="choose-all").check().run()
        button = decision
    publishing.edit_proposed(store, mo, resolver, SLUG, number, 3, {"title": "Corrected"})
    visit = refused(visit, button)
    assert "Corrected" in [*visit.dataframe[0].value["Title"]]
    assert titles(store) == set()
    assert [one.state for one in store.imports(SLUG)] == [ImportState.PENDING] * 2
    visit = press(visit, button)
    assert not visit.error
    assert len([one for one in store.imports(SLUG) if one.state is ImportState.PENDING]) < 2


# What may be there twice, and what is reported.


@pytest.mark.parametrize("decision", ["keep", "two"])
def test_a_pair_of_which_another_changed_one_is_looked_at_before_it_is_decided(
    come: Come, join: Join, mo: Person, store: Store, resolver: Resolver, decision: str
) -> None:
    for name in ("One", "Other"):
        number = upload(store, join(name), f"city,country,title\nOslo,Norway,{name}\n", f"{name}.csv")
        publishing.approve_imports(store, mo, SLUG, [number])
    _, [pair] = publishing.duplicate_pairs(store, mo, SLUG)
    visit, key = come(mo, part="twice"), f"{decision}-{pair.first_uid}-{pair.second_uid}"
    publishing.edit_action(store, mo, resolver, SLUG, pair.second_uid, {"title": "Corrected"})
    visit = refused(visit, key)
    assert "Corrected" in html(visit)
    assert titles(store) == {pair.first.submission.title, "Corrected"}
    assert publishing.duplicate_pairs(store, mo, SLUG, most=0)[0] == 1
    assert not press(visit, key).error
    assert publishing.duplicate_pairs(store, mo, SLUG, most=0)[0] == 0


def test_two_that_are_one_are_seen_side_by_side_and_merged(
    come: Come, join: Join, mo: Person, store: Store
) -> None:
    one, other = join("One"), join("Other")
    for who, name in ((one, "Vigil,14:00"), (other, "Vigil of all,14:30")):
        publishing.approve_imports(
            store,
            mo,
            SLUG,
            [upload(store, who, f"city,country,title,starts\nOslo,Norway,{name}\n", f"{who.name}.csv")],
        )
    visit = come(mo, part="twice")
    shown = html(visit)
    assert "<bdi>One</bdi>" in shown
    assert '<div class=differs><dt dir="auto">Title</dt><dd dir="auto">Vigil of all</dd></div>' in shown
    assert '<div class=differs><dt dir="auto">When</dt>' in shown
    assert '<div class=differs><dt dir="auto">Where</dt>' not in shown
    _, [pair] = publishing.duplicate_pairs(store, mo, SLUG)
    kept = pair.first.submission.title
    press(visit, f"keep-{pair.first_uid}-{pair.second_uid}")
    assert titles(store) == {kept}


def test_two_that_are_two_are_put_aside(come: Come, join: Join, mo: Person, store: Store) -> None:
    for name in ("Vigil", "March"):
        who = join(name)
        publishing.approve_imports(
            store, mo, SLUG, [upload(store, who, f"city,country,title\nOslo,Norway,{name}\n", f"{name}.csv")]
        )
    _, [pair] = publishing.duplicate_pairs(store, mo, SLUG)
    visit = come(mo, part="twice")
    assert "There twice? · 1" in visit.segmented_control(key="review-part").options
    assert "Review · 1" in visit.segmented_control(key="section").options
    assert come(mo).segmented_control(key="review-part").value == "twice"
    visit = press(visit, f"two-{pair.first_uid}-{pair.second_uid}")
    assert "Review" in visit.segmented_control(key="section").options
    assert "Nothing is there twice" in html(visit)
    assert "Nothing is there twice" in html(come(mo, part="twice"))
    assert titles(store) == {"Vigil", "March"}


def test_a_report_is_read_and_settled(come: Come, mo: Person, store: Store) -> None:
    number = store.desk.add_report(SLUG, about="Grozny", wrong=HOSTILE, contact="ana@example.org")
    visit = come(mo, part="reports")
    shown = html(visit)
    assert '<h3 dir="auto">Grozny</h3>' in shown
    assert "ana@example.org" in shown
    assert "<img" not in shown
    press(visit, f"settle-{number}")
    assert store.desk.reports(SLUG) == []
    assert "No reports" in html(visit)


# What is shown.


@pytest.fixture
def actions(store: Store, join: Join, mo: Person) -> dict[str, str]:
    """Actions of a trusted organiser, title to public name."""
    anna = join("Anna")
    accounts.set_trusted(store, mo, anna.id, SLUG, trusted=True)
    publishing.approve_imports(store, mo, SLUG, [upload(store, anna, RISKY)])
    return {action.submission.title: uid for uid, action in store.desk.actions(SLUG).items()}


def anna(store: Store) -> Person:
    from dashboard.accounts.people import to_person

    record = store.accounts.person_by_email("anna@example.org")
    assert record is not None
    return to_person(record)


def shown(store: Store) -> dict[str, tuple[Visibility, str]]:
    """How much the world sees, by city, and the venue."""
    return {one.city: (one.visibility, one.venue) for one in store.public_actions(SLUG)}


def choose(visit: AppTest, uid: str) -> AppTest:
    return visit.selectbox(key="shown-action").set_value(uid).run()


def level(visit: AppTest, to: Visibility) -> AppTest:
    [radio] = visit.radio
    return radio.set_value(to).run()


def test_less_is_shown_at_once_and_the_page_says_beforehand_what_the_public_will_see(
    come: Come, store: Store, actions: dict[str, str]
) -> None:
    visit = choose(come(anna(store), "risk"), actions["Vigil"])
    assert visit.query_params["action"] == actions["Vigil"]
    assert '<dt dir="auto">Meeting point</dt><dd dir="auto">Embassy</dd>' in html(visit)
    assert "It would see" not in html(visit)
    level(visit, Visibility.CITY)
    before, after = html(visit).split("<h3>It would see</h3>")
    assert ("Embassy" in before, "Embassy" in after, "London" in after) == (True, False, True)
    assert shown(store)["London"] == (Visibility.EXACT, "Embassy")
    press(visit, f"decide-{actions['Vigil']}")
    assert shown(store)["London"] == (Visibility.CITY, "")
    level(visit, Visibility.HIDDEN)
    assert "<p>Nothing.</p>" in html(visit)
    press(visit, f"decide-{actions['Vigil']}")
    assert "London" not in shown(store)


def test_each_step_says_in_a_sentence_what_it_shows(
    come: Come, store: Store, actions: dict[str, str]
) -> None:
    [radio] = choose(come(anna(store), "risk"), actions["Vigil"]).radio
    assert radio.options == ["Exact", "Meeting area", "City", "Country", "Counted only", "Hidden"]
    captions = list(radio.proto.captions)
    assert len([one for one in captions if one.endswith(".")]) == 6


def test_a_moment_and_what_is_withheld_are_kept(come: Come, store: Store, actions: dict[str, str]) -> None:
    uid = actions["Vigil"]
    visit = choose(come(anna(store), "risk"), uid)
    boxes = {one.label: one for one in visit.checkbox}
    boxes["The organiser"].check()
    boxes["Only from a certain moment on"].check()
    boxes["Less once it is over"].check()
    visit.run()
    assert "From " in html(visit)
    visit.number_input[0].set_value(3).run()
    press(visit, f"decide-{uid}")
    exposure = store.desk.actions(SLUG)[uid].exposure
    assert (exposure.withhold_organiser, exposure.withhold_link, exposure.coarsen_after) == (True, False, 3)
    assert exposure.reveal_at is not None
    assert exposure.reveal_at.isoformat() == "2099-04-06T23:00:00+00:00"
    assert "London" not in shown(store)


def test_where_it_is_dangerous_one_confirms_and_another_agrees(
    come: Come, store: Store, mo: Person, join: Join, actions: dict[str, str]
) -> None:
    uid = actions["Quiet"]
    visit = level(choose(come(anna(store), "risk"), uid), Visibility.EXACT)
    assert "It would see, once two people agree" in html(visit)
    assert visit.button(key=f"ask-{uid}").disabled
    visit.checkbox(key=f"sure-{uid}").check().run()
    press(visit, f"ask-{uid}")
    assert "Anna asks to show it as “Exact”. Somebody else has to agree." in html(visit)
    assert shown(store)["Grozny"] == (Visibility.CITY, "")
    assert not [one for one in visit.button if "agree" in str(one.key)]
    second = come(mo, "risk")
    assert "If you agree, the public will see:" in html(second)
    assert "House of Culture" in html(second)
    press(second, f"awaiting-agree-{uid}")
    assert shown(store)["Grozny"] == (Visibility.EXACT, "House of Culture")
    again = choose(come(anna(store), "risk"), uid)
    assert "Anna asked to show it as “Exact”, and Mo agreed." in html(again)
    press(again, f"one-withdraw-{uid}")
    assert shown(store)["Grozny"] == (Visibility.CITY, "")


def test_who_is_to_agree_sees_what_may_be_private_and_comes_to_where_it_is_taken_out(
    come: Come, store: Store, mo: Person, resolver: Resolver, actions: dict[str, str]
) -> None:
    uid = actions["Quiet"]
    publishing.edit_action(store, anna(store), resolver, SLUG, uid, {"description": "Call +47 22 12 34 56"})
    action = publishing.my_action(store, mo, SLUG, uid)
    assert action is not None
    ask_exposure(store, anna(store), action)
    visit = come(mo, "risk")
    assert "<mark>+47 22 12 34 56</mark>" in html(visit)
    visit = press(visit, f"awaiting-correct-{uid}")
    assert not visit.exception
    assert (visit.query_params["section"], visit.query_params["action"]) == ("actions", uid)
    assert [one.value for one in visit.text_area] == ["Call +47 22 12 34 56"]


def test_who_asked_cannot_agree_even_as_a_moderator(
    come: Come, store: Store, mo: Person, actions: dict[str, str]
) -> None:
    uid = actions["Quiet"]
    visit = level(choose(come(mo, "risk"), uid), Visibility.AREA)
    visit.checkbox(key=f"sure-{uid}").check().run()
    press(visit, f"ask-{uid}")
    assert "Mo asks to show it as “Meeting area”." in html(visit)
    assert not [one for one in visit.button if "agree" in str(one.key)]


@pytest.mark.parametrize("step", [Visibility.EXACT, Visibility.AREA])
def test_nobody_agrees_to_what_was_asked_anew_since_they_looked(
    come: Come, store: Store, mo: Person, resolver: Resolver, actions: dict[str, str], step: Visibility
) -> None:
    uid = actions["Quiet"]
    visit = level(choose(come(anna(store), "risk"), uid), Visibility.AREA)
    visit.checkbox(key=f"sure-{uid}").check().run()
    press(visit, f"ask-{uid}")
    second = come(mo, "risk")
    if step is Visibility.AREA:
        publishing.edit_action(store, anna(store), resolver, SLUG, uid, {"venue": "My flat, ring at Anna"})
    action = publishing.my_action(store, mo, SLUG, uid)
    assert action is not None
    ask_exposure(store, anna(store), action, step)
    second = press(second, f"awaiting-agree-{uid}")
    assert [one.value for one in second.error] == [
        r"This action has changed since you looked at it\. Load the page again\."
    ]
    assert shown(store)["Grozny"][0] is Visibility.CITY
    press(second, f"awaiting-agree-{uid}")
    assert shown(store)["Grozny"][0] is step


def test_how_much_is_shown_is_decided_about_the_action_that_was_looked_at(
    come: Come, store: Store, resolver: Resolver, actions: dict[str, str]
) -> None:
    uid = actions["Vigil"]
    visit = level(choose(come(anna(store), "risk"), uid), Visibility.AREA)
    publishing.edit_action(store, anna(store), resolver, SLUG, uid, {"venue": "My flat"})
    visit = press(visit, f"decide-{uid}")
    assert len(visit.error) == 1
    assert shown(store)["London"] == (Visibility.EXACT, "My flat")


def test_a_change_voids_what_was_asked(
    come: Come, store: Store, mo: Person, resolver: Resolver, actions: dict[str, str]
) -> None:
    uid = actions["Quiet"]
    visit = level(choose(come(anna(store), "risk"), uid), Visibility.EXACT)
    visit.checkbox(key=f"sure-{uid}").check().run()
    press(visit, f"ask-{uid}")
    publishing.edit_action(store, anna(store), resolver, SLUG, uid, {"venue": "Elsewhere"})
    second = come(mo, "risk")
    assert "Waiting for a second person" not in html(second)
    assert "The action has changed since" in html(choose(second, uid))


def test_an_organiser_sees_their_own_actions_alone(
    come: Come, store: Store, join: Join, mo: Person, actions: dict[str, str]
) -> None:
    other = join("Other")
    publishing.approve_imports(
        store, mo, SLUG, [upload(store, other, "city,country,title\nOslo,Norway,Mine\n", "o.csv")]
    )
    options = come(other, "risk").selectbox(key="shown-action").options
    assert options == ["Oslo, Norway · Mine · Tue 7 Apr 2099"]
