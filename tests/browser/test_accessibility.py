"""WCAG 2.2 AA, checked by axe on the page and inside the map's frame, for every size and theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, until, watched
from tests.browser.reading import open_map

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

BACKGROUND = "getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor"


def complaints(page):
    """What axe finds in the page and its frames, one line for each rule and the first place where it is broken.

    A bubble may lie partly under a button of the map: WCAG 2.5.8 excepts pins, whose place on a map is essential.
    """
    found = [
        one
        for frame in page.frames
        if frame.url != "about:blank"
        for one in Axe().run(frame, options=RULES).response["violations"]
    ]
    broken = {
        one["id"]: [node["html"] for node in one["nodes"] if not is_pin(one["id"], node["html"])]
        for one in found
    }
    return [f"{rule}: {places[0][:200]}" for rule, places in broken.items() if places]


def is_pin(rule, html):
    return rule == "target-size" and "leaflet-marker-icon" in html


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280 px", "390 px"])
@pytest.mark.parametrize("link", ["/", "/?city=2643743", "/?show=list", "/?show=counts", "/about"])
def test_axe_finds_nothing_in_either_theme(browser, site, link, size):
    with watched(browser, viewport=size, reduced_motion="reduce") as page:
        if "show" in link or "about" in link:
            page.goto(site + link)
            page.locator("ul.actions, table.counts, main h2").first.wait_for()
        else:
            open_map(page, site + link)
        light = page.evaluate(BACKGROUND)
        assert complaints(page) == []
        page.emulate_media(color_scheme="dark")
        until(page, f"{BACKGROUND} !== '{light}'")
        assert complaints(page) == []
        page.emulate_media(color_scheme="light")


def test_axe_finds_nothing_in_suggestions_and_the_way_on_below_them(page, site):
    open_map(page, site)
    page.get_by_role("combobox", name="Find a city").press_sequentially("Limoges")
    expect(page.get_by_role("link", name="No action in Limoges yet: add one")).to_be_visible()
    assert complaints(page) == []


def test_axe_finds_nothing_under_the_mouse(page, site):
    page.goto(f"{site}/?show=counts")
    page.locator("table.counts").first.wait_for()
    chosen = page.get_by_role("radio", name="Counts")
    chosen.hover()
    shade = "getComputedStyle(document.querySelector('[role=radio][aria-checked=true]')).backgroundColor"
    until(page, f"{shade}.includes('0.1)') || {shade}.includes('/ 0.1')")
    assert complaints(page) == []
