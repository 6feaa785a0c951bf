"""Before the framework is there, the page can be used; when it comes, nothing of that is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.browser.reading import frame_of

LONDON = 2643743
SHIFTS = """globalThis.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { shifted += value; }))
  .observe({ type: "layout-shift", buffered: true });"""


class Scripts:
    """Scripts of the page, the framework's or others, which wait until they are let go."""

    def __init__(self, page: Page, which: str = "**/static/js/**") -> None:
        self._page = page
        self._waiting: list[Route] | None = []
        page.route(which, self._hold)

    def _hold(self, route: Route) -> None:
        if self._waiting is None:
            route.continue_()
        else:
            self._waiting.append(route)

    def come(self, *, taken: bool = True) -> None:
        """Let them come, and wait until the page is theirs."""
        waiting, self._waiting = self._waiting or [], None
        for route in waiting:
            route.continue_()
        if taken:
            self._page.locator("body.is-taken").wait_for()


@contextmanager
def before_the_framework(
    browser: Browser, link: str, viewport: dict[str, int]
) -> Iterator[tuple[Page, Scripts]]:
    """A page whose map is up and whose framework has not come."""
    with watched(browser, fresh=True, viewport=viewport) as page:
        framework = Scripts(page)
        page.add_init_script(SHIFTS)
        page.goto(link, wait_until="commit")
        frame_of(page).locator("body[data-cities]").wait_for()
        yield page, framework


def test_search_works_before_the_framework_and_leads_to_the_city(browser: Browser, site: str) -> None:
    with before_the_framework(browser, site, DESKTOP) as (page, framework):
        page.get_by_role("combobox", name="Find a city").press_sequentially("londres")
        page.get_by_role("option", name=re.compile("London, United Kingdom")).click()
        expect(frame_of(page).locator(".card").get_by_role("heading", name="London")).to_be_visible()
        assert f"city={LONDON}" in page.url
        framework.come()
        expect(page.get_by_role("heading", name=re.compile("London")).first).to_be_visible()


def test_a_city_chosen_after_the_framework_read_the_link_and_before_it_drew_is_not_lost(
    browser: Browser, site: str
) -> None:
    answers: list[tuple[WebSocketRoute, str | bytes]] = []

    def hold(ours: WebSocketRoute) -> None:
        server = ours.connect_to_server()
        ours.on_message(server.send)
        server.on_message(lambda message: answers.append((ours, message)) if held else ours.send(message))

    held = True
    with before_the_framework(browser, f"{site}/?country=DE", DESKTOP) as (page, framework):
        page.route_web_socket("**/_stcore/stream", hold)
        framework.come(taken=False)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
        page.get_by_role("combobox", name="Find a city").fill("lond")
        page.get_by_role("option").first.click()
        expect(frame_of(page).locator(".card-city")).to_have_text("London")
        held = False
        for ours, message in answers:
            ours.send(message)
        page.locator("body.is-taken").wait_for()
        expect(page.get_by_role("heading", name="London, United Kingdom")).to_be_visible()
        expect(frame_of(page).locator(".card-city")).to_have_text("London")
        expect(page).not_to_have_url(re.compile("country="))


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_was_seen_opened_and_typed_is_there_after_the_framework_has_come(
    browser: Browser, site: str, viewport: dict[str, int]
) -> None:
    with before_the_framework(browser, f"{site}/?view=51,3,6", viewport) as (page, framework):
        frame = frame_of(page)
        inside = page.frames[1]
        inside.evaluate("() => { window.same = true; }")
        frame.get_by_role("button", name="Zoom in", exact=True).click()
        frame.locator(".leaflet-zoom-anim").wait_for(state="detached")
        frame.get_by_role("button", name=re.compile("^London")).dispatch_event("click")
        expect(frame.locator(".card h2")).to_have_text("London")
        expect(frame.locator(".leaflet-pan-anim")).to_have_count(0)
        expect(page).to_have_url(re.compile(f"city={LONDON}"))
        field = page.get_by_role("combobox", name="Find a city")
        field.fill("Pari")
        seen, at = inside.evaluate("() => location.href"), page.url
        before = page.evaluate("shifted")
        framework.come()
        expect(frame.locator(".card h2")).to_have_text("London")
        expect(field).to_have_value("Pari")
        assert inside.evaluate("() => [window.same, location.href]") == [True, seen]
        assert re.findall(r"view=[^&]+|city=\d+", page.url) == re.findall(r"view=[^&]+|city=\d+", at)
        moved = page.evaluate("shifted") - before
        assert moved < 0.01, moved


@pytest.mark.parametrize("chosen", ["", "London"])
def test_a_map_that_is_up_before_the_script_around_it_still_follows_the_filters(
    browser: Browser, site: str, chosen: str
) -> None:
    with watched(browser, fresh=True) as page:
        around = Scripts(page, "**/head.js*")
        page.goto(f"{site}/?view=51,3,7", wait_until="commit")
        frame = frame_of(page)
        frame.locator("body[data-cities]").wait_for()
        if chosen:
            frame.get_by_role("button", name=re.compile(f"^{chosen}")).dispatch_event("click")
            expect(frame.locator(".card h2")).to_have_text(chosen)
        around.come()
        if chosen:
            expect(page).to_have_url(re.compile(f"city={LONDON}"))
        page.get_by_role("combobox", name="Status").click()
        page.get_by_role("option", name="Cancelled").click()
        expect(frame.locator("body")).to_have_attribute("data-query", "status=cancelled")
        expect(frame.locator(".bubble-cancelled").first).to_be_visible()
