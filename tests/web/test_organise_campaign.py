"""The section in which administrators write what the page says, run without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.accounts import Membership, Person, Role
from dashboard.campaign_words import with_words
from dashboard.model import Campaign, CampaignState, Partner, Words
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.serving import last_known
from tests.web.visits import Enter, html

CAMPAIGN = Campaign("watching", "We are watching", day=date(2018, 4, 7), starts=time(14))
Come = Callable[[Role], AppTest]


@pytest.fixture
def store(store: Store) -> Store:
    store.save_campaign(CAMPAIGN)
    return store


@pytest.fixture
def come(store: Store, enter: Enter) -> Come:
    """Opens the section as somebody with this role."""

    def come(role: Role) -> AppTest:
        person = Person("ada", "ada@example.org", "Ada", (Membership("watching", role, True),))
        return enter(person, section="campaign").run()

    return come


def write(visit: AppTest, name: str, text: str, *, language: str = "") -> None:
    """Write one of the words, as somebody would who then goes on to the next field."""
    key = f"words-watching.0-{language}-{name}" if name != "partners" else "words-watching.0-partners"
    draw_field = visit.text_input if name == "title" else visit.text_area
    draw_field(key=key).set_value(text).run()


def test_what_is_written_is_shown_beside_it_and_public_once_saved(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    assert visit.button(key="words-save").disabled
    write(visit, "story", "Why we **act** ![x](https://evil.example/x.png).")
    write(visit, "partners", "A group https://example.org")
    assert "Why we <strong>act</strong>" in html(visit)
    assert "<img" not in html(visit)
    assert store.campaign("watching") == CAMPAIGN
    visit.button(key="words-save").click().run()
    assert [one.value for one in visit.success] == ["The page now says this\\."]
    assert store.campaign("watching") == replace(
        CAMPAIGN,
        story="Why we **act** ![x](https://evil.example/x.png).",
        partners=(Partner("A group", "https://example.org"),),
    )


def test_each_language_has_its_own_words(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    visit.selectbox(key="words-language-watching").select("fr").run()
    assert visit.text_input(key="words-watching.0-fr-title").placeholder == "We are watching"
    write(visit, "title", "Nous regardons", language="fr")
    visit.button(key="words-save").click().run()
    told = replace(CAMPAIGN, translations=(Words("fr", title="Nous regardons"),))
    assert store.campaign("watching") == told
    assert '<h1 dir="auto">Nous regardons</h1>' in html(visit)


def test_what_cannot_be_shown_is_refused_with_a_sentence(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    write(visit, "partners", "A group javascript://x")
    visit.button(key="words-save").click().run()
    assert "is not a web address such as" in visit.error[0].value
    assert store.campaign("watching") == CAMPAIGN


def test_others_do_not_find_the_section(come: Come) -> None:
    visit = come(Role.MODERATOR)
    assert not [one for one in visit.button if one.key == "words-save"]


def test_a_tab_that_is_behind_writes_what_was_changed_in_it_alone(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    write(visit, "summary", "Of this tab")
    hidden = replace(CAMPAIGN, state=CampaignState.DRAFT, story="Of another")
    store.save_campaign(hidden)
    resources.refresh()
    visit.button(key="words-save").click().run()
    assert store.campaign("watching") == replace(hidden, summary="Of this tab")
    visit = visit.run()
    assert visit.text_area(key="words-watching.1--story").value == "Of another"


@pytest.mark.parametrize(
    ("answer", "story"), [("Keep what it says now", "Of another <b>"), ("Write mine as well", "Of this tab")]
)
def test_of_two_who_wrote_in_one_field_both_texts_are_shown_and_one_is_chosen(
    come: Come, store: Store, answer: str, story: str
) -> None:
    visit = come(Role.ADMINISTRATOR)
    write(visit, "story", "Of this tab")
    write(visit, "summary", "Here alone")
    standing = with_words(replace(CAMPAIGN, story="Of another <b>"), "fr", {"title": "Nous"})
    store.save_campaign(standing)
    visit.button(key="words-save").click().run()
    assert [one.value for one in visit.warning] == [
        "Somebody else has changed this meanwhile. Nothing of yours is written yet."
    ]
    assert store.campaign("watching") == standing
    for text in ("Of another &lt;b&gt;", "Of this tab"):
        assert f'<dd dir="auto">{text}</dd>' in html(visit)
    [button] = [one for one in visit.button if one.label == answer]
    visit = button.click().run()
    assert not visit.warning
    assert store.campaign("watching") == replace(standing, story=story, summary="Here alone")
    assert visit.text_area(key="words-watching.1--story").value == story


def test_two_languages_are_written_at_once_by_two_people(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    visit.selectbox(key="words-language-watching").select("fr").run()
    write(visit, "title", "Nous regardons", language="fr")
    store.save_campaign(with_words(CAMPAIGN, "de", {"title": "Wir sehen hin"}))
    visit.button(key="words-save").click().run()
    told = (Words("de", title="Wir sehen hin"), Words("fr", title="Nous regardons"))
    assert store.campaign("watching").translations == told


def test_what_is_typed_in_one_language_stays_while_another_is_looked_at(come: Come, store: Store) -> None:
    visit = come(Role.ADMINISTRATOR)
    for language, title in (("fr", "Nous regardons"), ("de", "Wir sehen hin")):
        visit.selectbox(key="words-language-watching").select(language).run()
        write(visit, "title", title, language=language)
    visit.selectbox(key="words-language-watching").select("fr").run()
    assert visit.text_input(key="words-watching.0-fr-title").value == "Nous regardons"
    visit.button(key="words-save").click().run()
    assert [one.title for one in store.campaign("watching").translations] == [
        "Wir sehen hin",
        "Nous regardons",
    ]


def test_the_preview_calls_nothing_old_that_nobody_has_looked_at_for_a_while(
    come: Come, store: Store
) -> None:
    known = last_known.shown(resources.store, "watching")
    last_known._known["watching"] = replace(known, said=replace(known.said, since=known.said.since - 60))
    shown = html(come(Role.ADMINISTRATOR))
    assert '<h1 dir="auto">We are watching</h1>' in shown
    assert "cannot be reached" not in shown


@pytest.mark.parametrize("state", [one for one in CampaignState if one is not CAMPAIGN.state])
def test_who_sees_it_now_is_said_where_it_was_changed_and_above_all_sections(
    come: Come, store: Store, state: CampaignState
) -> None:
    visit = come(Role.ADMINISTRATOR)
    [chosen] = visit.radio
    chosen.set_value(state).run()
    visit = visit.button(key="state-save").click().run()
    [said] = visit.success
    assert said.value.replace("\\", "") == f"The campaign is now: {state.value.title()}."
    assert store.campaign("watching").state is state
    assert f'<p class="example">{state.value.title()}: ' in html(visit)
