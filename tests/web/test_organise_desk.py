"""What organisers do after an upload, run without a browser: questions, single actions, taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from html import unescape
from time import monotonic

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from dashboard import publishing
from dashboard.accounts import Membership, Person, Role
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Action, Campaign, Precision, Status
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.organise import flash
from tests.web.visits import Enter, html

CAMPAIGN = Campaign("watching", "We are watching", day=date(2048, 4, 7), starts=time(14))
SLUG = CAMPAIGN.slug
FILE = """\
id,city,country,date,title
1,Oslo,Norway,2048-04-07,Ready
2,Springfield,United States,2048-04-07,Where <b>&</b> when
3,Qwxzyplugh,,2048-04-07,Nowhere
4,,,2048-04-07,No place
"""
READY = "id,city,country,title,contact\n1,Oslo,Norway,Vigil,secret@example.org\n2,Bern,Switzerland,March,\n"
HOSTILE = "![x](https://elsewhere.example/x.png) **bold** <b>"
CHANGED = "Somebody else has changed this meanwhile. Look at it again before you change it."
ILLINOIS = "1. Springfield, Illinois, United States"

Come = Callable[..., AppTest]


def somebody(name: str = "Anna", role: Role = Role.ORGANISER, *, trusted: bool = True) -> Person:
    return Person(name.lower(), f"{name.lower()}@example.org", name, (Membership(SLUG, role, trusted),))


ANNA, BEN, MODERATOR = somebody(), somebody("Ben"), somebody("Mo", Role.MODERATOR)


@pytest.fixture
def store(store: Store) -> Store:
    store.save_campaign(CAMPAIGN)
    return store


@pytest.fixture
def come(store: Store, enter: Enter) -> Come:
    """Opens a section as somebody who is signed in."""

    def come(section: str, person: Person = ANNA, **query: str) -> AppTest:
        return enter(person, section=section, **query).run()

    return come


@pytest.fixture
def upload(store: Store, gazetteer: Gazetteer) -> Callable[..., int]:
    """Uploads and publishes a file, and gives the import's number."""

    def upload(text: str = FILE, *, by: Person = ANNA, name: str = "actions.csv") -> int:
        resolver = Resolver(gazetteer)
        preview = publishing.preview_upload(store, by, resolver, SLUG, name, text.encode(), limits=Limits())
        import_id = publishing.publish_upload(store, by, preview).import_id
        assert import_id is not None
        return import_id

    return upload


def said(visit: AppTest) -> list[str]:
    """The messages on the page, as they are read."""
    assert not visit.exception
    messages = (*visit.success, *visit.error, *visit.warning, *visit.info)
    return [message.value.replace("\\", "") for message in messages]


def click(visit: AppTest, label: str, *, nth: int = 0) -> AppTest:
    buttons = [button for button in visit.button if button.label.replace("\\", "").startswith(label)]
    assert buttons, [button.label for button in visit.button]
    return buttons[nth].click().run()


def write(visit: AppTest, **texts: str) -> AppTest:
    """Fills in fields of the form by the end of their keys."""
    in_form = [
        one for one in visit.text_input if str(one.key).startswith(("edit-", "new-action-", "corrected-"))
    ]
    for name, text in texts.items():
        [field] = [one for one in in_form if str(one.key).endswith(f"-{name}")]
        field.set_value(text)
    return visit


def chooser_of(visit: AppTest) -> ButtonGroup[str]:
    """What chooses between the parts of an action."""
    groups = [one for one in visit.get("button_group") if isinstance(one, ButtonGroup)]
    [chooser] = [one for one in groups if str(one.key).startswith("part-")]
    return chooser


def see(visit: AppTest, part: str) -> AppTest:
    return chooser_of(visit).set_value(part).run()


def uid_of(store: Store, title: str) -> str:
    return next(one.uid for one in store.public_actions(SLUG) if one.title == title)


def on_the_map(store: Store) -> dict[str, tuple[str, Status]]:
    return {one.title: (one.city, one.status) for one in store.public_actions(SLUG)}


def test_sections_without_anything_say_what_will_be_there(come: Come) -> None:
    assert "No uploads yet" in html(come("imports"))
    assert "No open questions" in html(come("waiting"))
    visit = come("actions")
    assert "No actions yet" in html(visit)
    assert [one.label for one in (*visit.text_input, *visit.selectbox)] == ["Language"]


def test_uploads_are_listed_with_numbers_that_add_up(come: Come, upload: Callable[..., int]) -> None:
    upload()
    upload(READY, by=BEN, name="bens.csv")
    own, all_of_them = html(come("imports")), html(come("imports", MODERATOR))
    assert "4 rows: 1 published, 1 needs an answer, 2 cannot be used" in own
    assert "bens.csv" not in own
    assert "2 rows: 2 published" in all_of_them


def test_taking_back_says_in_numbers_what_it_does_and_then_does_it(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    upload(
        READY.replace("Vigil", "Night vigil").replace("Bern,Switzerland,March", "Bern,Switzerland,March")
        + "3,Rome,Italy,New,\n"
    )
    visit = click(come("imports"), "Take back")
    assert said(visit) == [
        "1 action disappears from the map. 1 action becomes what it was before. What people changed by hand stays."
    ]
    assert len(on_the_map(store)) == 3
    visit = click(visit, "Yes, take it back")
    assert said(visit) == ["The upload was taken back."]
    assert sorted(on_the_map(store)) == ["March", "Vigil"]
    assert [button.label for button in visit.button].count("Take back") == 1


def test_an_upload_is_kept_when_one_thinks_again(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = click(click(come("imports"), "Take back"), "Keep it")
    assert said(visit) == []
    assert len(on_the_map(store)) == 2


def test_a_row_that_waits_shows_its_question_its_cells_and_its_candidates(
    come: Come, upload: Callable[..., int]
) -> None:
    upload()
    visit = come("waiting")
    shown = html(visit)
    assert "Open questions · 2" in shown
    assert "1 needs an answer, 1 cannot be used" in shown
    assert "<bdi>actions.csv</bdi>" in shown
    assert "Where &lt;b&gt;&amp;&lt;/b&gt; when" in shown
    assert "city: We know Springfield in Illinois, Missouri and Massachusetts. Which one?" in unescape(shown)
    assert [one.label for one in visit.button if ILLINOIS in one.label.replace("\\", "")]


def test_one_click_on_a_candidate_puts_the_row_on_the_map(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload()
    visit = click(come("waiting"), ILLINOIS)
    assert said(visit) == ["The row is on the map."]
    assert on_the_map(store)["Where <b>&</b> when"] == ("Springfield", Status.PLANNED)
    assert resources.totals(SLUG).actions == 2


def test_one_answer_holds_for_all_rows_with_the_same_words(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    rows = "".join(f"{n},Springfield,United States,2048-04-07,Row {n}\n" for n in range(5))
    upload("id,city,country,date,title\n" + rows)
    visit = click(come("waiting"), ILLINOIS)
    assert said(visit) == ["The row is on the map. Your answer holds for 4 more rows with these words."]
    assert len(on_the_map(store)) == 5
    assert "No open questions" in html(visit)


def test_a_pin_answers_like_its_button_and_only_once(
    come: Come, upload: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = upload()
    visit = come("waiting")
    visit.session_state[f"picked-place-{number}-3"] = {"chosen": 0, "moment": 1}
    assert said(visit.run()) == ["The row is on the map."]
    monkeypatch.setattr(flash, "monotonic", lambda: monotonic() + 60)
    assert said(visit.run()) == []


@pytest.mark.parametrize(
    "answer", [{"chosen": 99}, {"chosen": -1}, {"at": [1.0, 2.0]}, {"chosen": "0"}, {"at": "x"}]
)
def test_what_no_map_of_ours_would_say_answers_nothing(
    come: Come, upload: Callable[..., int], store: Store, answer: dict[str, object]
) -> None:
    number = upload()
    visit = come("waiting")
    visit.session_state[f"picked-place-{number}-3"] = answer
    assert said(visit.run()) == []
    assert list(on_the_map(store)) == ["Ready"]


def test_a_row_can_be_corrected_and_what_is_still_open_is_said(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload()
    visit = click(come("waiting"), "Correct it", nth=1)
    visit = click(write(visit, city="Qwxzyplurgh"), "Save")
    assert said(visit)[0].startswith("Saved. Something is still open: We know no place called “Qwxzyplurgh”.")
    visit = click(write(visit, city="Lyon", country="France"), "Save")
    assert said(visit) == ["The row is on the map."]
    assert on_the_map(store)["Nowhere"] == ("Lyon", Status.PLANNED)


def test_a_row_can_be_placed_by_the_name_of_another_city(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    number = upload()
    visit = click(come("waiting"), "Show on the map")
    visit = visit.text_input(key=f"place-{number}-4-city").set_value("Ulaanbaatar").run()
    visit = click(visit, "1. Ulan Bator")
    assert on_the_map(store)["Nowhere"] == ("Ulan Bator", Status.PLANNED)


def test_a_row_can_be_left_out(come: Come, upload: Callable[..., int], store: Store) -> None:
    upload()
    visit = click(come("waiting"), "Leave this row out")
    assert said(visit) == ["The row was left out."]
    assert "Open questions · 1" in html(visit)
    [report] = [one.report for one in store.imports(SLUG)]
    assert (report.uploaded, report.published, report.waiting, report.rejected) == (4, 1, 0, 3)


def test_a_row_that_somebody_else_settled_is_said_so(
    come: Come, upload: Callable[..., int], store: Store, gazetteer: Gazetteer
) -> None:
    number = upload()
    visit = come("waiting")
    drop = publishing.RowAnswer(drop=True)
    publishing.resolve_waiting(store, ANNA, Resolver(gazetteer), SLUG, f"{number}-3", drop)
    publishing.resolve_waiting(store, ANNA, Resolver(gazetteer), SLUG, f"{number}-4", drop)
    assert list(on_the_map(store)) == ["Ready"]
    assert "No open questions" in html(click(visit, "Leave this row out"))


def test_a_row_that_another_changed_meanwhile_is_seen_again_before_it_is_answered(
    come: Come, upload: Callable[..., int], store: Store, gazetteer: Gazetteer
) -> None:
    number, resolver = upload(), Resolver(gazetteer)
    visit = come("waiting")
    corrected = publishing.RowAnswer(edits={"title": "Corrected"})
    publishing.resolve_waiting(store, MODERATOR, resolver, SLUG, f"{number}-3", corrected)
    visit = click(visit, ILLINOIS)
    assert said(visit) == [CHANGED]
    assert list(on_the_map(store)) == ["Ready"]
    visit = click(visit, ILLINOIS)
    assert on_the_map(store)["Corrected"] == ("Springfield", Status.PLANNED)


def test_a_newcomer_is_told_what_they_may_do(come: Come, upload: Callable[..., int], store: Store) -> None:
    number = upload()
    visit = come("waiting", somebody(trusted=False))
    assert said(visit) == [
        "Until a moderator trusts your uploads, correct the rows in your file and upload it again."
    ]
    assert {button.label for button in visit.button} == {"Leave this row out"}
    assert number


def test_rows_come_twenty_at_a_time(come: Come, upload: Callable[..., int]) -> None:
    rows = "".join(f"{n},Springfield,United States,2048-04-07,Row {n}\n" for n in range(25))
    upload("id,city,country,date,title\n" + rows)
    visit = come("waiting")
    assert "Open questions · 25" in html(visit)
    assert html(visit).count('class="open-row"') == 20
    visit.session_state["waiting-page"] = 2
    assert html(visit.run()).count('class="open-row"') == 5


def test_actions_are_found_by_text_and_status(come: Come, upload: Callable[..., int], store: Store) -> None:
    upload(READY)
    publishing.cancel_action(store, ANNA, SLUG, uid_of(store, "March"))
    visit = come("actions")
    assert html(visit).count('<div class="mine') == 2
    visit.text_input(key="search-actions-watching").set_value("OSLO vig").run()
    assert html(visit).count('<div class="mine') == 1
    visit.text_input(key="search-actions-watching").set_value("").run()
    visit.selectbox(key="status-of-actions-watching").set_value(Status.CANCELLED).run()
    assert '<div class="mine is-cancelled">' in html(visit)
    assert html(visit).count('<div class="mine') == 1
    visit.text_input(key="search-actions-watching").set_value("nothing like this").run()
    assert "No action matches" in html(visit)


def test_five_thousand_actions_come_twenty_at_a_time(
    come: Come, upload: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(READY)
    _, mine = publishing.my_actions(resources.store(), ANNA, SLUG)
    [one, _] = mine.values()
    many = {f"{n:05}": one for n in range(20)}
    monkeypatch.setattr(publishing, "my_actions", lambda *_, **_page: (5_000, many))
    visit = come("actions")
    assert "5,000 actions" in html(visit)
    assert html(visit).count('<div class="mine') == 20


def test_only_what_was_changed_in_the_form_is_changed(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    visit = come("actions", action=uid)
    visit = click(write(visit, title=HOSTILE, venue="Town hall"), "Save")
    assert said(visit) == ["Saved. The map shows it now."]
    [event, _] = publishing.action_history(store, ANNA, SLUG, uid)
    assert [change.field for change in event.changes] == ["title", "venue"]
    assert HOSTILE not in html(visit)
    action = publishing.my_action(store, ANNA, SLUG, uid)
    assert action is not None
    assert action.submission.contact == "secret@example.org"


def test_what_somebody_else_changed_meanwhile_is_shown_beside_mine_and_nothing_is_reverted(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    visit = come("actions", action=uid)
    publishing.cancel_action(store, ANNA, SLUG, uid)
    visit = click(write(visit, title="At noon"), "Save")
    assert "Somebody else has changed this meanwhile" in visit.warning[0].value
    assert "<ins><bdi>Cancelled</bdi></ins>" in html(visit)
    assert "<del><bdi>Vigil</bdi></del>" in html(visit)
    assert "<ins><bdi>At noon</bdi></ins>" in html(visit)
    action = publishing.my_action(store, ANNA, SLUG, uid)
    assert action is not None
    assert (action.submission.title, action.status.value) == ("Vigil", "cancelled")
    visit = click(visit, "Write mine as well")
    assert said(visit) == ["Saved. The map shows it now."]
    action = publishing.my_action(store, ANNA, SLUG, uid)
    assert action is not None
    assert (action.submission.title, action.status.value) == ("At noon", "cancelled")


def put_at(visit: AppTest, uid: str) -> AppTest:
    visit.session_state[f"picked-move-{uid}.0"] = {"at": [46.2, 6.15], "moment": 1}
    return click(visit.run(), "Yes, it is here")


WAYS: dict[str, tuple[str, Callable[[AppTest, str], AppTest], Callable[[Action], object]]] = {
    "moved": ("place", put_at, lambda one: one.place.latitude == 46.2),
    "cancelled": (
        "cancel", lambda visit, _: click(visit, "Cancel this action"), lambda one: one.status == "cancelled",
    ),
    "postponed": (
        "cancel", lambda visit, _: click(visit, "Postpone this action"), lambda one: one.status == "postponed",
    ),
    "after all": (
        "cancel", lambda visit, _: click(visit, "It is not cancelled after all"), lambda one: one.status == "planned",
    ),
    "put back": (
        "history", lambda visit, _: click(visit, "Put this back"), lambda one: one.submission.title == "Vigil",
    ),
}  # fmt: skip
"""Each way to change an action but its form: the part that it is in, what is done there, and whether it was done."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("answer", ["Keep what it says now", "Write mine as well"])
def test_every_way_to_change_an_action_shows_what_another_did_and_lets_one_choose(
    come: Come, upload: Callable[..., int], store: Store, gazetteer: Gazetteer, way: str, answer: str
) -> None:
    upload(READY)
    uid, resolver = uid_of(store, "Vigil"), Resolver(gazetteer)
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Night"})
    if way == "after all":
        publishing.cancel_action(store, ANNA, SLUG, uid)
    part, do, is_done = WAYS[way]
    visit = see(come("actions", action=uid), part)
    publishing.edit_action(store, MODERATOR, resolver, SLUG, uid, {"description": "Bring candles"})
    since = publishing.my_action(store, ANNA, SLUG, uid)
    visit = do(visit, uid)
    assert said(visit)[0].startswith("Somebody else has changed this meanwhile.")
    assert "Bring candles" in html(visit)
    assert publishing.my_action(store, ANNA, SLUG, uid) == since
    visit = click(visit, answer)
    action = publishing.my_action(store, ANNA, SLUG, uid)
    assert action is not None
    assert action.submission.description == "Bring candles"
    assert bool(is_done(action)) is (answer == "Write mine as well")


def test_an_action_that_is_to_be_updated_by_hand_is_shown_anew_if_another_changed_it(
    come: Come, upload: Callable[..., int], store: Store, gazetteer: Gazetteer
) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    visit = write(come("actions", action="new"), title="Vigil", city="Oslo", country="Norway", venue="Square")
    visit = click(visit, "Save")
    publishing.edit_action(store, ANNA, Resolver(gazetteer), SLUG, uid, {"venue": "Harbour"})
    for venue in ("Harbour", "Square"):
        visit = click(visit, "It is the same one, update it")
        action = publishing.my_action(store, ANNA, SLUG, uid)
        assert action is not None
        assert action.submission.place.venue == venue
        assert ("Harbour" in html(visit)) is (venue == "Harbour")


def test_what_would_show_something_private_is_marked_and_saved_only_if_somebody_says_so(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    visit = come("actions", action=uid)
    visit = click(write(visit, title="Call 22 12 34 56"), "Save")
    assert "1 passage may show something private. Nothing is saved yet." in html(visit)
    assert "Call <mark>22 12 34 56</mark>" in html(visit)
    assert set(on_the_map(store)) == {"Vigil", "March"}
    visit = click(write(visit, title="Evening vigil"), "Save")
    assert said(visit) == ["Saved. The map shows it now."]
    visit = click(write(visit, title="Call 22 12 34 56"), "Save")
    visit = click(visit, "Save it with this in it")
    assert said(visit) == ["Saved. The map shows it now."]
    assert set(on_the_map(store)) == {"Call 22 12 34 56", "March"}


def test_a_field_can_be_emptied(come: Come, upload: Callable[..., int], store: Store) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    click(write(come("actions", action=uid), contact=""), "Save")
    action = publishing.my_action(store, ANNA, SLUG, uid)
    assert action is not None
    assert action.submission.contact == ""


def test_how_many_came_can_be_told_afterwards(come: Come, upload: Callable[..., int], store: Store) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    click(write(come("actions", action=uid), reported_people="120"), "Save")
    assert {one.reported_people for one in store.public_actions(SLUG) if one.uid == uid} == {120}


def test_a_city_that_is_not_clear_shows_its_candidates(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = come("actions", action=uid_of(store, "Vigil"))
    visit = click(write(visit, city="Springfield", country="United States", title="Moved"), "Save")
    assert on_the_map(store)["Vigil"][0] == "Oslo"
    visit = click(visit, ILLINOIS)
    assert said(visit) == ["Saved. The map shows it now."]
    assert on_the_map(store)["Moved"][0] == "Springfield"


def test_what_cannot_be_read_is_said_with_its_field(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = come("actions", action=uid_of(store, "Vigil"))
    visit = click(write(visit, link="javascript:alert(1)"), "Save")
    assert on_the_map(store)["Vigil"][0] == "Oslo"
    assert "javascript" not in str(store.public_actions(SLUG))


def test_an_action_is_moved_to_the_point_that_was_clicked_once_that_is_confirmed(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "March")
    visit = see(come("actions", action=uid), "place")
    visit.session_state[f"picked-move-{uid}.0"] = {"at": [46.2, 6.15], "moment": 1}
    visit.run()
    assert said(visit) == ["Chosen: 46.20000, 6.15000, near Geneva, Switzerland."]
    assert on_the_map(store)["March"][0] == "Bern"
    visit = click(visit, "Yes, it is here")
    assert said(visit) == ["The action was moved."]
    [moved] = [one for one in store.public_actions(SLUG) if one.uid == uid]
    assert (moved.latitude, moved.longitude, moved.precision) == (46.2, 6.15, Precision.VENUE)


def test_an_action_is_cancelled_and_stays_on_the_map(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = see(come("actions", action=uid_of(store, "March")), "cancel")
    assert said(click(visit, "Cancel this action")) == ["The action is cancelled."]
    assert on_the_map(store)["March"] == ("Bern", Status.CANCELLED)
    assert resources.totals(SLUG).cancelled == 1


def test_what_was_cancelled_takes_place_after_all_and_a_change_is_put_back(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "Vigil")
    visit = see(come("actions", action=uid), "cancel")
    visit = click(visit, "Cancel this action")
    assert on_the_map(store)["Vigil"][1] is Status.CANCELLED
    visit = click(see(visit, "cancel"), "It is not cancelled after all")
    assert on_the_map(store)["Vigil"][1] is Status.PLANNED
    visit = click(write(see(visit, "details"), title="Night watch"), "Save")
    assert set(on_the_map(store)) == {"Night watch", "March"}
    visit = click(see(visit, "history"), "Put this back")
    assert said(visit) == ["It says again what it said before."]
    assert set(on_the_map(store)) == {"Vigil", "March"}


def test_the_navigation_says_how_much_waits_as_the_sections_do(
    come: Come, upload: Callable[..., int]
) -> None:
    upload()
    visit = come("waiting")
    assert "Open questions · 2" in html(visit)
    names = [str(one) for one in visit.segmented_control(key="section").options]
    assert "Open questions · 2" in names
    visit = click(visit, "Leave this row out")
    assert "Open questions · 1" in [str(one) for one in visit.segmented_control(key="section").options]
    assert "Open questions · 1" in html(visit)


def test_what_may_be_private_in_public_is_counted_and_taken_out_or_meant(
    come: Come, upload: Callable[..., int], store: Store, gazetteer: Gazetteer
) -> None:
    def names(visit: AppTest) -> list[str]:
        return [str(one) for one in visit.segmented_control(key="section").options]

    assert "Nothing private is seen" in html(come("private"))
    texts = ("Call +47 22 12 34 56", f"Write to a@example.org {HOSTILE}")
    upload("city,country,title,description\n" + "".join(f"Oslo,Norway,Vigil,{text}\n" for text in texts))
    visit = come("private")
    assert "Private? · 2" in names(visit)
    assert "Private? · 2" in html(visit)
    assert "<mark>+47 22 12 34 56</mark>" in html(visit)
    assert HOSTILE not in html(visit)
    telephone = next(one.uid for one in store.public_actions(SLUG) if "Call" in one.description)
    other = next(one.uid for one in store.public_actions(SLUG) if "Write" in one.description)
    publishing.edit_action(store, MODERATOR, Resolver(gazetteer), SLUG, telephone, {"title": "Night"})
    visit = visit.button(key=f"take-out-{telephone}").click().run()
    assert said(visit) == [CHANGED]
    visit = visit.button(key=f"take-out-{telephone}").click().run()
    assert said(visit) == ["Saved. The map shows it now."]
    assert [one.description for one in store.public_actions(SLUG) if one.uid == telephone] == [""]
    assert "Private? · 1" in names(visit)
    visit = visit.button(key=f"meant-{other}").click().run()
    assert "Nothing private is seen" in html(visit)
    assert "Private?" in names(visit)
    assert "a@example.org" in next(one.description for one in store.public_actions(SLUG) if one.uid == other)


def test_an_action_is_postponed_to_another_day(come: Come, upload: Callable[..., int], store: Store) -> None:
    upload(READY)
    uid = uid_of(store, "March")
    visit = see(come("actions", action=uid), "cancel")
    visit.date_input[0].set_value(date(2048, 5, 1))
    assert said(click(visit, "Postpone this action")) == ["The action is postponed."]
    [moved] = [one for one in store.public_actions(SLUG) if one.uid == uid]
    assert (moved.day, moved.status) == (date(2048, 5, 1), Status.POSTPONED)


def test_the_history_tells_old_from_new_and_who_it_was(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    uid = uid_of(store, "March")
    publishing.cancel_action(store, MODERATOR, SLUG, uid)
    shown = html(see(come("actions", action=uid), "history"))
    assert (
        "<li>Status: <del><bdi>Planned</bdi></del> "
        '<span aria-hidden="true">→</span> <ins><bdi>Cancelled</bdi></ins></li>'
    ) in shown
    assert shown.index("Changed by hand") < shown.index(">Added<")


def test_an_action_is_added_by_hand_with_the_days_of_the_campaign(come: Come, store: Store) -> None:
    visit = click(come("actions"), "Add an action")
    visit = click(write(visit, title="Candles", city="Springfield", country="United States"), "Save")
    assert on_the_map(store) == {}
    visit = click(visit, ILLINOIS)
    assert said(visit) == ["The action is on the map."]
    [added] = store.public_actions(SLUG)
    assert (added.title, added.city, added.day, added.starts) == (
        "Candles",
        "Springfield",
        date(2048, 4, 7),
        time(14),
    )


def test_an_action_without_a_place_is_not_added_and_says_why(come: Come, store: Store) -> None:
    visit = click(come("actions", action="new"), "Save")
    assert said(visit) == ["No place is given. Write at least a city or a country."]
    assert store.imports(SLUG) == []


def test_an_action_of_a_newcomer_waits_for_a_moderator(come: Come, store: Store) -> None:
    visit = come("actions", somebody(trusted=False), action="new")
    visit = click(write(visit, title="Candles", city="Lyon", country="France"), "Save")
    assert said(visit) == ["Saved. A moderator will look at it."]
    assert on_the_map(store) == {}
    assert "It waits for a moderator." in html(come("imports", somebody(trusted=False)))


def test_the_action_of_another_organiser_is_not_opened(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = come("actions", BEN, action=uid_of(store, "Vigil"))
    assert "secret@example.org" not in str(visit.main)
    assert "No actions yet" in html(visit)


def test_a_newcomer_may_cancel_and_see_the_history_and_nothing_else(
    come: Come, upload: Callable[..., int], store: Store
) -> None:
    upload(READY)
    visit = come("actions", somebody(trusted=False), action=uid_of(store, "March"))
    assert chooser_of(visit).value == "cancel"
    assert [one.label for one in (*visit.text_input, *visit.date_input)] == []
