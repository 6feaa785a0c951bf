"""The pages without a framework speak with the dashboard's typeface, and no text waits for its letters."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, until, watched

CAMPAIGN = "/c/chechnya-2018"
PAGES = [
    CAMPAIGN,
    f"{CAMPAIGN}/city/2643743",
    f"{CAMPAIGN}/city/2643743/poster",
    f"{CAMPAIGN}/embed",
    f"{CAMPAIGN}/submit",
    f"{CAMPAIGN}/map",
    "/about",
    "/sign-in",
]
LOADED = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_set_in_the_typeface_and_its_policy_allows_it(browser, site, path):
    """`watched` fails on whatever the browser refuses by the page's policy."""
    with watched(browser, fresh=True) as page:
        with page.expect_response(re.compile(r"/typeface/latin\.woff2$")) as told:
            page.goto(f"{site}{path}")
        assert told.value.status == 200
        until(page, f"{LOADED}.includes('Map Sans')")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Map Sans"')


def test_arabic_has_letters_of_its_own_in_two_weights(browser, site):
    with watched(browser, fresh=True) as page:
        page.goto(f"{site}{CAMPAIGN}?lang=ar")
        until(page, f"{LOADED}.filter(family => family === 'Map Sans Arabic').length === 2")


def test_text_is_painted_while_the_letters_have_not_come(browser, site):
    with watched(browser, fresh=True, viewport=PHONE) as page:
        page.route("**/*.woff2", lambda route: None)  # neither answered nor refused
        page.goto(f"{site}{CAMPAIGN}", wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        until(page, "performance.getEntriesByName('first-contentful-paint').length === 1")
        assert not {"Map Sans", "Map Sans Arabic"} & set(page.evaluate(LOADED))
        expect(page.frame_locator("iframe.map").locator("body[data-cities]")).to_be_attached()
        page.unroute_all(behavior="ignoreErrors")


def test_the_map_asks_for_letters_only_once_its_actions_are_there(browser, site):
    asked: list[str] = []
    with watched(browser, fresh=True) as page:
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("?")[0]))
        page.goto(f"{site}{CAMPAIGN}/map")
        until(page, f"{LOADED}.includes('Map Sans')")
    assert asked.index("map.json") < asked.index("faces.css") < asked.index("latin.woff2")


def test_a_light_page_shows_one_search_with_scripts_and_one_without(browser, site):
    with watched(browser, fresh=True) as page:
        page.goto(f"{site}{CAMPAIGN}")
        expect(page.frame_locator("iframe.map").get_by_role("combobox", name="Find a city")).to_be_visible()
        expect(page.get_by_role("searchbox", name="Find a city")).to_have_count(0)
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{site}{CAMPAIGN}")
        page.get_by_role("searchbox", name="Find a city").fill("lond")
        page.get_by_role("button", name="Find", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("London, United Kingdom")


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_button_of_the_filters_holds_its_words_in_one_line(browser, site, language):
    with watched(browser, viewport=PHONE) as page:
        page.goto(f"{site}/?lang={language}&country=GB")
        button = page.locator(".st-key-filters .fold summary")
        expect(button).to_be_visible()
        expect(page.locator(".filtered")).to_be_visible()
        width, words, height = button.evaluate("one => [one.clientWidth, one.scrollWidth, one.offsetHeight]")
        assert words <= width
        assert height == 44


def test_the_page_stands_still_when_its_letters_come(browser, site):
    with watched(browser, fresh=True) as page:
        held = []
        page.route("**/*.woff2", lambda route: held.append(route))
        with page.expect_request("**/latin.woff2"):
            page.goto(f"{site}{CAMPAIGN}", wait_until="commit")
        expect(page.locator("footer")).to_be_attached()
        before = page.locator("main").bounding_box()
        for route in held:
            route.continue_()
        until(page, "[...document.fonts].some(face => face.status === 'loaded')")
        after = page.locator("main").bounding_box()
        assert before
        assert after
        assert (after["x"], after["width"]) == (before["x"], before["width"])
