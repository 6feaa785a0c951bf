"""What is typed into the organisers' page is there again after a look at another section, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts, publishing
from dashboard.accounts import EVERYWHERE, Membership, Person, Role
from dashboard.exposure import decide_exposure
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign, CampaignState, Status, Visibility
from dashboard.retention import Keeping, retain
from dashboard.storage import Store
from dashboard.web import resources
from tests.web.visits import Enter

SLUG, OTHER = "watching", "listening"
FILE = "city,country,title\nOslo,Norway,Ready\nQwxzyplugh,,Nowhere\n"
ADA = Person("ada", "ada@example.org", "Ada", (Membership(EVERYWHERE, Role.ADMINISTRATOR, True),))
BEN = Person("ben", "ben@example.org", "Ben", (Membership(EVERYWHERE, Role.ADMINISTRATOR, True),))
NEW = Person("new", "new@example.org", "New", (Membership(SLUG, Role.ORGANISER, False),))
NOT_TYPED = ("organise-campaign", "lang", "choose-all", "shown-action", "words-language-", "sure-")
"""What leads elsewhere, follows from other choices, or is confirmed each time anew."""
CHOSEN = "choose-"
"""What is ticked, and decides which fields there are."""

See = Callable[[AppTest], AppTest]


def press(words: str) -> See:
    def see(visit: AppTest) -> AppTest:
        return next(one for one in visit.button if one.label == words).click().run()

    return see


def part(name: str) -> See:
    def see(visit: AppTest) -> AppTest:
        [chooser] = [one for one in visit.segmented_control if str(one.key).startswith("part-")]
        return chooser.set_value(name).run()

    return see


def choose_all(visit: AppTest) -> AppTest:
    return visit.checkbox(key="choose-all").check().run()


def paste(visit: AppTest) -> AppTest:
    [field] = visit.text_area
    field.set_value("city,nation,title\nOslo,Norway,Vigil\n")
    return press("Check these rows")(visit)


FORMS: dict[str, tuple[str, str, tuple[See, ...]]] = {
    "paste": ("upload", "", ()),
    "columns": ("upload", "", (paste,)),
    "correct a row": ("waiting", "", (press("Correct it"),)),
    "find a row's city": ("waiting", "", (press("Show on the map"),)),
    "search": ("actions", "", ()),
    "add": ("actions", "new", ()),
    "edit": ("actions", "Ready", ()),
    "move": ("actions", "Ready", (part("place"),)),
    "postpone": ("actions", "Ready", (part("cancel"),)),
    "what is shown": ("risk", "Ready", ()),
    "refuse": ("review", "", (press("Refuse"),)),
    "several": ("review", "", (choose_all,)),
    "campaign": ("campaign", "", ()),
}


@pytest.fixture
def store(store: Store, gazetteer: Gazetteer) -> Store:
    for slug in (SLUG, OTHER):
        store.save_campaign(Campaign(slug, slug.title(), day=date(2048, 4, 7), starts=time(14)))
    for number, by in enumerate((ADA, NEW, NEW)):
        preview = publishing.preview_upload(
            store, by, Resolver(gazetteer), SLUG, f"{number}.csv", FILE.encode(), limits=Limits()
        )
        publishing.publish_upload(store, by, preview)
    return store


@pytest.fixture
def come(store: Store, enter: Enter) -> Callable[[str], AppTest]:
    """Opens one of the forms as Ada."""

    def come(form: str) -> AppTest:
        section, action, ways = FORMS[form]
        uid = next((one.uid for one in store.public_actions(SLUG) if one.title == action), action)
        visit = enter(ADA, campaign=SLUG, section=section, **({"action": uid} if uid else {})).run()
        for way in ways:
            visit = way(visit)
        assert not visit.exception
        return visit

    return come


def fields(visit: AppTest) -> Iterator[Any]:
    """All that is typed or chosen on the page."""
    kinds = (
        "text_input",
        "text_area",
        "selectbox",
        "checkbox",
        "radio",
        "date_input",
        "time_input",
        "number_input",
    )
    for kind in kinds:
        yield from (
            one
            for one in visit.get(kind)
            if not str(one.key).startswith(NOT_TYPED) and not str(one.key).endswith("-corrects")
        )


def fill(visit: AppTest) -> dict[str, Any]:
    """Writes into each field something that it does not say; what they say then."""
    for one in fields(visit):
        match one.type:
            case _ if str(one.key).startswith(CHOSEN) and one.value:
                continue
            case "text_input" | "text_area":
                one.set_value(f"Typed {one.key}"[:60])
            case "checkbox":
                one.set_value(not one.value)
            case "date_input":
                one.set_value(date(2031, 5, 6))
            case "time_input":
                one.set_value(time(7, 45))
            case "number_input":
                one.set_value(3)
            case _ if one.value is None:
                one.set_value(Status.CANCELLED)
            case _:
                one.set_value(next(other for other in one.options if other != shown(one)))
    return said(visit)


def said(visit: AppTest) -> dict[str, Any]:
    """What each field shows, by its key."""
    return {str(one.key): shown(one) for one in fields(visit)}


def shown(field: Any) -> Any:
    if field.type in {"selectbox", "radio"} and field.value not in field.options:
        return field.options[0] if field.value is None else field.format_func(field.value)
    return next(iter(field.value), None) if isinstance(field.value, tuple) else field.value


def go(visit: AppTest, section: str) -> AppTest:
    visit.segmented_control(key="section").set_value(section)
    visit = visit.run()
    assert not visit.exception
    return visit


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_there_again_after_a_look_at_another_section(
    come: Callable[[str], AppTest], form: str
) -> None:
    visit = come(form)
    typed = fill(visit)
    assert typed
    assert None not in typed
    visit = go(visit, "imports")  # in one with the last letter, as by a click right after it
    assert not set(typed) & {str(one.key) for one in fields(visit)}
    there = said(go(visit, FORMS[form][0]))
    assert {key: there.get(key) for key in typed} == typed


@pytest.mark.parametrize("another", [None, BEN], ids=["signed out", "another account"])
@pytest.mark.parametrize("form", FORMS)
def test_nobody_else_is_shown_what_was_typed(
    come: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch, form: str, another: Person | None
) -> None:
    visit = come(form)
    typed = fill(visit)
    visit = go(visit, "imports")
    for person in (another, BEN):
        monkeypatch.setattr(accounts, "who", lambda *_args, _person=person, **_options: _person)
        visit = visit.run()
    there = said(go(visit, FORMS[form][0]))
    assert not {key for key in set(typed) & set(there) if typed[key] == there[key]}


def test_another_campaign_begins_with_empty_fields(come: Callable[[str], AppTest]) -> None:
    visit = come("add")
    typed = fill(visit)
    visit.selectbox(key="organise-campaign").set_value(OTHER)
    visit = visit.run()
    there = [one.value for one in fields(visit)]
    assert "Typed" not in str(there)
    visit.selectbox(key="organise-campaign").set_value(SLUG)
    assert said(visit.run()) == typed


def test_what_was_typed_can_be_discarded(come: Callable[[str], AppTest]) -> None:
    visit = come("edit")
    before = [one.value for one in fields(visit)]
    fill(visit)
    visit = press("Discard what was typed")(visit.run())
    assert [one.value for one in fields(visit)] == before


def test_what_another_corrected_meanwhile_is_shown_and_not_written_back(
    come: Callable[[str], AppTest], store: Store, gazetteer: Gazetteer
) -> None:
    retain(
        store, Keeping(30_000, 30, 30_000), now=datetime(2049, 1, 1, tzinfo=UTC)
    )  # the file's cells are gone
    visit = come("correct a row")
    next(one for one in visit.text_input if one.value == "Nowhere").set_value("Somewhere")
    visit = go(visit, "imports")
    look = (store, BEN, Resolver(gazetteer), SLUG)
    for row in publishing.open_page(*look).rows:
        publishing.resolve_waiting(*look, row.id, publishing.RowAnswer(edits={"city": "Zyxqwplugh"}))
    visit = go(visit, "waiting")
    shown = {one.value for one in visit.text_input if str(one.key).startswith("corrected-")}
    assert ("Zyxqwplugh" in shown, "Qwxzyplugh" in shown, "Somewhere" in shown) == (True, False, True)


def test_what_was_saved_is_not_typed_any_more_once_another_has_put_it_back(
    come: Callable[[str], AppTest], store: Store
) -> None:
    uid = next(one.uid for one in store.public_actions(SLUG) if one.title == "Ready")
    visit = come("what is shown")
    [level] = [one for one in visit.radio if str(one.key).startswith("level-")]
    before = Visibility(str(level.value))
    level.set_value(Visibility.COUNTRY)
    visit = press("Save")(visit.run())
    action = publishing.my_action(store, BEN, SLUG, uid)
    assert action is not None
    assert action.visibility is Visibility.COUNTRY
    assert before is not None
    decide_exposure(store, BEN, action, before, action.exposure)
    assert next(one.value for one in visit.run().radio if str(one.key).startswith("level-")) is before


def test_a_state_that_was_chosen_is_not_chosen_again_once_another_has_put_it_back(
    come: Callable[[str], AppTest], store: Store
) -> None:
    visit = come("campaign")
    [state] = [one for one in visit.radio if str(one.key).startswith("state-")]
    state.set_value(CampaignState.DRAFT)
    visit = press("Make it so")(visit.run())
    publishing.set_state(store, BEN, SLUG, CampaignState.PUBLIC, seen=CampaignState.DRAFT)
    resources.refresh()
    chosen = next(one.value for one in visit.run().radio if str(one.key).startswith("state-"))
    assert chosen is CampaignState.PUBLIC


def test_what_was_pasted_is_kept_once(come: Callable[[str], AppTest]) -> None:
    visit = come("paste")
    [field] = visit.text_area
    field.set_value("city,nation,title\nOslo,Norway,Vigil\n")
    visit = press("Check these rows")(visit)
    assert (f"drafts-ada-{SLUG}" in visit.session_state, "Oslo" in str(field.value)) == (True, True)
    assert field.key not in visit.session_state


def test_a_form_that_begins_anew_leaves_those_of_campaigns_with_longer_names() -> None:
    def script() -> None:
        import streamlit as st

        from dashboard.web.organise import typed

        field = f"{typed.begun('words-vigil-0')}-title"
        st.session_state[field] = "Typed"
        typed.begin_anew("words-vigil")
        st.text(st.session_state.get(field))

    assert [one.value for one in AppTest.from_function(script).run().text] == ["Typed"]
