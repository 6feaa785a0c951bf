"""WCAG 2.2 AA, checked by axe on the page and inside the map's frame, for every size and theme."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, until, watched
from tests.browser.reading import open_map

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RULES_ON_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What of these a theme can break, which changes colours alone."""

COUNTS = "table.counts"
"""The same tables stand below the map and in the view of their own, where they are looked at."""

BACKGROUND = "getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor"

ONE_OF_EACH = """() => {
  const bare = ({ tagName, attributes }) =>
    tagName + [...attributes].map(({ name, value }) => (name === "class" ? value : name));
  const kind = (row) => [row, ...row.querySelectorAll("*")].map(bare).join();
  for (const rows of document.querySelectorAll("tbody, ul, ol")) {
    const seen = {};
    for (const row of [...rows.children]) if ((seen[kind(row)] = (seen[kind(row)] ?? 0) + 1) > 2) row.remove();
  }
}"""
"""Leaves two of the rows that differ in nothing but their words: axe takes milliseconds over each element."""

RUN = "([place, options]) => axe.run(place ?? document, options).then((results) => results.violations)"


def complaints(page, rules=RULES, **place):
    """What axe finds in the page and its frames, one line for each broken rule.

    ``include`` and ``exclude`` name what alone, and what not, is looked at in the page.
    Each frame is looked at by itself, so none needs to be looked at by the one around it too.
    A bubble may lie partly under a button of the map: WCAG 2.5.8 excepts pins, whose place on a map is essential.
    """
    options = {"runOnly": rules, "iframes": False, "resultTypes": ["violations"]}
    found = []
    for frame in [page.main_frame] if "include" in place else page.frames:
        if frame.url == "about:blank":
            continue
        if not frame.evaluate("'axe' in globalThis"):
            frame.evaluate(AXE)
            frame.evaluate(ONE_OF_EACH)
        found += frame.evaluate(RUN, [place if place and frame is page.main_frame else None, options])
    return [
        f"{one['id']}: {places[0][:200]}"
        for one in found
        if (places := [node["html"] for node in one["nodes"] if not is_pin(one["id"], node["html"])])
    ]


def is_pin(rule, html):
    return rule == "target-size" and "leaflet-marker-icon" in html


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280 px", "390 px"])
@pytest.mark.parametrize("link", ["/", "/?city=2643743", "/?show=list", "/?show=counts", "/about"])
def test_axe_finds_nothing_in_either_theme(browser, site, link, size):
    with watched(browser, viewport=size, reduced_motion="reduce") as page:
        place = {}
        if "show" in link or "about" in link:
            page.goto(site + link)
            page.locator("ul.actions, table.counts, main h2").first.wait_for()
        else:
            open_map(page, site + link)
            place = {"exclude": [COUNTS]}
        light = page.evaluate(BACKGROUND)
        assert complaints(page, **place) == []
        page.emulate_media(color_scheme="dark")
        until(page, f"{BACKGROUND} !== '{light}'")
        assert complaints(page, RULES_ON_COLOUR, **place) == []
        page.emulate_media(color_scheme="light")


def test_axe_finds_nothing_in_suggestions_and_the_way_on_below_them(page, site):
    open_map(page, site)
    page.get_by_role("combobox", name="Find a city").press_sequentially("Limoges")
    expect(page.get_by_role("link", name="No action in Limoges yet: add one")).to_be_visible()
    assert complaints(page, include=["form.map-search"]) == []


def test_axe_finds_nothing_under_the_mouse(page, site):
    page.goto(f"{site}/?show=counts")
    page.locator("table.counts").first.wait_for()
    chosen = page.get_by_role("radio", name="Counts")
    chosen.hover()
    shade = "getComputedStyle(document.querySelector('[role=radio][aria-checked=true]')).backgroundColor"
    until(page, f"{shade}.includes('0.1)') || {shade}.includes('/ 0.1')")
    assert complaints(page, include=[".st-key-views"]) == []
