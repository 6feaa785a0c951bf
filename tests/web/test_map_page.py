"""The page's script, run without a browser: every word on it comes from public data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.model import Campaign, Partner, Words
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.public import map_page as page
from tests.web.actions import CAMPAIGN, CANARY, HOSTILE, LONDON, PARIS, action
from tests.web.serving import REPOSITORY, fill
from tests.web.visits import html as words


def test_the_masthead_counts_what_is_public(visit: AppTest) -> None:
    html = words(visit.run())
    assert '<h1 dir="auto">We are watching &lt;you&gt;</h1>' in html
    assert "<dt>actions</dt><dd>4</dd>" in html
    assert "<dt>countries</dt><dd>4</dd>" in html
    assert "This is example data." in html


def test_what_is_private_is_nowhere_on_the_page(visit: AppTest) -> None:
    assert CANARY in str(resources.store().actions("watching"))
    assert CANARY not in str(visit.run().main)


def test_hostile_text_is_escaped(visit: AppTest) -> None:
    html = words(visit.run())
    assert "&lt;img src=x onerror=alert(1)&gt; {{7*191}} ${7*191}" in html
    assert HOSTILE not in html


def test_a_country_narrows_every_number_and_the_link(visit: AppTest) -> None:
    visit.run()
    visit.multiselect(key="where").select("FR").run()
    html = words(visit)
    assert "1 action in 1 city in 1 country." in html
    assert "London" not in html
    assert visit.query_params["country"] == "FR"


def test_filters_that_were_not_drawn_for_once_are_drawn_the_next_time(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.run()
    with monkeypatch.context() as without:
        without.setattr(page, "filter_bar", lambda *_: (resources.EVERYTHING, None))
        visit.run()
    visit.run()
    assert not visit.exception
    assert visit.multiselect(key="where").value == []


def test_a_day_narrows_to_it(visit: AppTest) -> None:
    visit.query_params["since"] = visit.query_params["until"] = "2018-04-08"
    assert "1 action in 1 city in 1 country." in words(visit.run())


def test_a_city_that_the_link_names_is_listed_with_its_neighbours(visit: AppTest) -> None:
    visit.query_params["city"] = "2643743"
    html = words(visit.run())
    assert '<h2 class="counts-title" dir="auto">London, United Kingdom</h2>' in html
    assert ">Paris</bdi></a> (344 km)" in html


def test_a_city_without_an_action_is_no_city_of_this_page(visit: AppTest) -> None:
    visit.query_params["city"] = "2972315"
    assert 'counts-title" dir' not in words(visit.run())


def test_of_a_large_campaign_the_largest_cities_are_listed_and_the_others_when_asked_for(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "CITIES_AT_FIRST", 2)
    monkeypatch.setattr(page, "CITIES_BELOW_THE_MAP", 1)
    listed = re.compile(r'<th scope="row"><bdi>([^<]+)')
    largest = listed.findall(words(visit.run()))
    visit.toggle(key="all_cities").set_value(True).run()
    everything = listed.findall(words(visit))
    assert (len(largest), len(everything)) == (1, 4)
    assert everything[:1] == largest


@pytest.mark.parametrize(("view", "shown"), [("list", 'ul class="actions"'), ("counts", "counts-by-city")])
def test_each_way_to_see_the_facts_has_its_link(visit: AppTest, view: str, shown: str) -> None:
    visit.query_params["show"] = view
    html = words(visit.run())
    others = {'ul class="actions"', "counts-by-city"} - {shown}
    assert shown in html
    assert not [other for other in others if other in html]


def test_the_press_finds_the_numbers_as_a_sentence_with_its_moment(visit: AppTest) -> None:
    visit.query_params["country"] = "FR"
    (sentence,) = re.findall(r'data-copy="([^"]*)"', words(visit.run()))
    assert re.fullmatch(
        r"1 action in 1 city in 1 country\. As of \w{3} \d+ \w{3} \d{4}, \d\d:\d\d UTC\.", sentence
    )


def test_people_are_added_up_where_organisers_say_how_many(data_dir: Path, visit: AppTest) -> None:
    assert "People" not in words(visit.run())
    said = action(9, PARIS, title="March", expected_people=1200, reported_people=1500)
    fill(data_dir, [said], name="more.csv")
    resources.refresh()
    html = words(visit.run())
    assert "<p>People expected: 1,200</p><p>People who came: 1,500</p>" in html
    assert '<td class="n" data-value="1200">1,200</td><td class="n" data-value="1500">1,500</td>' in html


def test_tables_can_be_sorted_by_each_column(visit: AppTest) -> None:
    html = words(visit.run())
    heads = re.findall(r'aria-sort="(\w+)"[^>]*><button type="button">([^<]+)</button>', html)
    assert heads == [
        ("none", "Country"), ("none", "Cities"), ("descending", "Actions"),
        ("none", "City"), ("none", "Country"), ("descending", "Actions"),
    ]  # fmt: skip


def test_each_dated_action_has_its_own_calendar_and_says_when_it_is_over(visit: AppTest) -> None:
    html = words(visit.run())
    uids = {one.uid for one in resources.listing("watching").actions()}
    assert set(re.findall(r'href="/c/watching/action/([^"]+)\.ics">Calendar</a>', html)) == uids
    assert html.count('<span class="yours">Over</span>') == 4


def test_what_happens_now_is_said_first(data_dir: Path, visit: AppTest) -> None:
    began = datetime.now(ZoneInfo("Europe/London")) - timedelta(minutes=5)
    later = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(minutes=30)
    now = [
        action(20, LONDON, title="Now", day=began.date(), starts=began.time().replace(microsecond=0)),
        action(21, PARIS, title="Next", day=later.date(), starts=later.time().replace(microsecond=0)),
    ]
    fill(data_dir, now, name="now.csv")
    resources.refresh()
    html = words(visit.run())
    assert '<div class="next"><span>Happening now: 1 action</span><span>Next: <strong' in html
    assert '<span class="chip">Happening now</span>' in html
    visit.query_params["lang"] = "ru"
    assert '<strong dir="auto">Париж</strong>' in words(visit.run())


@pytest.mark.parametrize("campaign", ["<script>", "empty"])
def test_a_page_without_actions_can_be_read_in_every_language(visit: AppTest, campaign: str) -> None:
    resources.store().save_campaign(Campaign("empty", "Empty", story="Why."))
    visit.query_params["campaign"] = campaign
    visit.run().selectbox(key="lang").select("fr").run()
    assert visit.query_params["lang"] == "fr"
    html = words(visit)
    assert ("Nous ne connaissons pas cette campagne" in html) == (campaign == "<script>")


def test_a_campaign_that_is_not_there_is_answered_with_those_that_are(visit: AppTest) -> None:
    visit.query_params["campaign"] = "<script>"
    html = words(visit.run())
    assert "We do not know this campaign" in html
    assert 'href="/?campaign=watching"' in html


def test_filters_that_leave_nothing_are_taken_off_where_that_is_said(visit: AppTest) -> None:
    visit.query_params.update(country="GB", status="postponed")
    html = words(visit.run())
    assert "No action matches" in html
    assert "show all 5." in html  # of which one is cancelled, and stands beside the filters as one of them
    [button] = [one for one in visit.button if one.label == "Show all"]
    assert "<dt>actions</dt><dd>4</dd>" in words(button.click().run())
    assert {"country", "status"} & set(visit.query_params) == set()


def test_an_installation_without_a_campaign_says_how_to_begin(data_dir: Path) -> None:
    Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}").close()
    visit = AppTest.from_file(str(REPOSITORY / "dashboard" / "web" / "app.py"), default_timeout=60).run()
    assert "No campaign yet" in words(visit)


def test_the_page_says_what_organisers_say_in_the_visitor_s_language(visit: AppTest) -> None:
    told = replace(
        CAMPAIGN,
        call_to_action="Come <along>.",
        story="Why we **act**.",
        safety_note="Come with a friend.",
        partners=(Partner("A group", "https://example.org"),),
        translations=(Words("fr", title="Nous regardons", story="Pourquoi nous *agissons*."),),
    )
    resources.store().save_campaign(told)
    english = words(visit.run())
    assert '<p class="call is-past" dir="auto">The call was: Come &lt;along&gt;.</p>' in english
    assert english.index("It happened on Sat 7 Apr 2018.") < english.index("The call was")
    assert "<p>Why we <strong>act</strong>.</p>" in english
    assert "<bdi>A group</bdi></a>" in english
    visit.query_params["lang"] = "fr"
    french = words(visit.run())
    assert '<h1 dir="auto">Nous regardons</h1>' in french
    assert "<p>Pourquoi nous <em>agissons</em>.</p>" in french
    assert "<p>Come with a friend.</p>" in french


def test_the_list_calls_cities_what_the_map_calls_them(visit: AppTest) -> None:
    visit.query_params.update(lang="fr", city="2643743")
    html = words(visit.run())
    assert '<h2 class="counts-title" dir="auto">Londres, Royaume-Uni</h2>' in html
    assert '<span dir="auto">Londres, Royaume-Uni</span>' in html
    assert "<bdi>Londres</bdi>" in html
    assert "London" not in html


def test_a_list_of_many_pages_leads_to_the_one_that_is_by_country(visit: AppTest, data_dir: Path) -> None:
    way = '<a href="/c/watching?country=GB&amp;by=country#actions" target="_self">By country</a>'
    visit.query_params["country"] = "GB"
    assert way not in words(visit.run())
    many = page.MOST_PAGES * page.ACTIONS_A_PAGE + 1
    fill(data_dir, [action(number, LONDON) for number in range(1, many + 1)])
    resources.forget()
    assert way in words(visit.run())
