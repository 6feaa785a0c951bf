"""Finding one's city on the map, in any script, and the city in the link."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, press, until, watched
from tests.browser.reading import frame_of, open_map

LONDON = 2643743


def test_a_city_is_suggested_as_one_types_in_any_script_and_by_what_people_call_it(page, site):
    frame = open_map(page, site)
    box = page.get_by_role("combobox", name="Find a city")
    first = page.get_by_role("option").first
    for typed, city in {
        "nyc": "New York City, United States",
        "لندن": "London, United Kingdom",
        "伦敦": "London, United Kingdom",
        "ロンドン": "London, United Kingdom",
        "berl": "Berlin, Germany",
        "Лондон": "London, United Kingdom",
        "lond": "London, United Kingdom",
    }.items():
        box.fill("Qwxzptlk")
        expect(page.get_by_text("We know no place of this name."), f"before {typed!r}").to_be_visible()
        box.fill("")
        box.press_sequentially(typed)
        expect(first, f"as one types {typed!r}").to_contain_text(city)
    first.click()
    expect(frame.locator(".card-city")).to_have_text("London")
    expect(page.get_by_role("heading", name="London, United Kingdom")).to_be_visible()
    expect(page).to_have_url(re.compile(f"city={LONDON}"))


def test_what_the_filters_hide_is_said_and_shown_when_asked_for(page, site):
    frame = open_map(page, f"{site}/?country=DE")
    # All at once: a list that the next letter draws anew under the mouse is not clicked.
    page.get_by_role("combobox", name="Find a city").fill("lond")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("2 actions, hidden by your filter. Show them")
    press(first)
    expect(frame.locator(".card-city")).to_have_text("London")
    expect(page).not_to_have_url(re.compile("country="))


def test_a_keyboard_alone_finds_a_city_or_the_one_nearest_to_it(page, site):
    frame = open_map(page, site)
    box = page.get_by_role("combobox", name="Find a city")
    first = page.get_by_role("option").first
    box.press_sequentially("Limoges")
    expect(first).to_contain_text("248 km from Limoges, where there is no action yet")
    box.fill("")
    box.press_sequentially("berl")
    expect(first).to_contain_text("Berlin")
    box.press("ArrowDown")
    box.press("Enter")
    expect(frame.locator(".card-city")).to_have_text("Berlin")


def test_near_me_stays_in_the_browser(browser, site):
    geneva = {"latitude": 46.2, "longitude": 6.14}
    with watched(browser, geolocation=geneva, permissions=["geolocation"]) as page:
        open_map(page, site)
        sent = []
        page.on("request", lambda request: sent.append(request.url))
        page.get_by_role("button", name="Near me").click()
        expect(page.get_by_text("Your position stayed in this browser.")).to_be_visible()
        expect(page.get_by_role("option").first).to_contain_text("km away")
        assert [url for url in sent if "46.2" in url or "6.14" in url] == []


def test_who_is_near_a_country_of_danger_is_told_so_before_going_there(browser, site):
    near = {"ids": [1, 2], "names": ["Narva", "Ivangorod"], "countries": ["EE", "RU"], "dangerous": ["RU"]}
    near |= {"latitudes": [59.38, 59.37], "longitudes": [28.19, 28.21], "actions": [1, 1]}
    near |= {"cancelled": [0, 0], "precisions": ["c", "c"], "span": None}
    here = {"latitude": 59.38, "longitude": 28.18}
    with watched(browser, geolocation=here, permissions=["geolocation"]) as page:
        page.route("**/map.json*", lambda route: route.fulfill(json=near))
        open_map(page, site)
        page.get_by_role("button", name="Near me").click()
        expect(page.get_by_role("option")).to_have_text(
            [
                re.compile("^Narva, Estonia1 km away · 1 action$"),
                re.compile(
                    "^Ivangorod, Russia2 km away · 1 action · Taking part can be dangerous in Russia$"
                ),
            ]
        )


def test_opening_and_closing_a_card_follows_in_page_and_link(page, site):
    frame = open_map(page, f"{site}/?country=IS")
    frame.get_by_role("button", name="Reykjavík: 1 action").click()
    expect(page.get_by_role("heading", name="Reykjavík, Iceland")).to_be_visible()
    expect(page).to_have_url(re.compile("city=3413829"))
    frame.locator(".leaflet-popup-close-button").click()
    expect(page.get_by_role("heading", name="Reykjavík, Iceland")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("city="))


def test_the_part_of_the_world_one_looks_at_is_in_the_link(page, browser, site):
    frame = open_map(page, site)
    frame.get_by_role("button", name="Zoom in", exact=True).click()
    expect(page).to_have_url(re.compile(r"view=-?[\d.]+,-?[\d.]+,[\d.]+"))
    link = page.url
    with watched(browser) as other:
        open_map(other, link)
        shown = next(one for one in other.frames if "/map?" in one.url)
        shows = "(({lat, lng}) => [lat.toFixed(3), lng.toFixed(3), map_div.getZoom()].join())(map_div.getCenter())"
        until(shown, f"{json.dumps(link)}.includes(`view=${{{shows}}}`)")


def test_a_view_that_makes_no_sense_is_ignored(page, site):
    open_map(page, f"{site}/?view=north,pole")
    expect(frame_of(page).locator(".bubble").first).to_be_visible()


COVERED = """nodes => nodes.filter((node) => {
  node.scrollIntoView({ block: "nearest" });
  const frame = node.ownerDocument.defaultView.frameElement;
  frame?.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = node.getBoundingClientRect(), around = frame?.getBoundingClientRect();
  const spots = [[left + 4, top + 4], [left + width - 4, top + 4], [left + width / 2, top + height / 2]];
  const isBelow = ([x, y]) => !node.contains(node.ownerDocument.elementFromPoint(x, y));
  const isFrameBelow = ([x, y]) => frame
    && frame.ownerDocument.elementFromPoint(x + around.left, y + around.top) !== frame;
  return width && spots.some((spot) => isBelow(spot) || isFrameBelow(spot));
}).map((node) => node.textContent || node.title || node.className)"""
"""What is not on top at its own corners and middle, in its own document and in the page around it."""
CONTROLS = (
    ".leaflet-bar a, .map-tools > * > button, .map-near, .timeline button:not([hidden]), .timeline-slider"
)


@pytest.mark.parametrize("path", ["/", "/c/chechnya-2018/map"])
def test_nothing_lies_on_a_suggestion_or_a_control(browser, site, path):
    with watched(browser, viewport=PHONE) as page:
        if path == "/":
            shown = open_map(page, site).locator(CONTROLS)
        else:
            page.goto(f"{site}{path}")
            page.locator("body[data-cities]").wait_for()
            shown = page.locator(CONTROLS)
        box = page.get_by_role("combobox", name="Find a city")
        for width in (320, 1280, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            expect(shown.nth(6)).to_be_visible()
            covered = shown.evaluate_all(COVERED)
            covered += page.locator(".head button, .head a, .head select").evaluate_all(COVERED)
            box.press_sequentially("s")
            expect(page.get_by_role("option").nth(3)).to_be_visible()
            covered += page.get_by_role("option").evaluate_all(COVERED)
            assert covered == [], f"at {width} px"
            box.fill("")
            expect(page.get_by_role("option")).to_have_count(0)


def test_on_the_smallest_phone_no_control_lies_on_a_bubble(browser, site):
    with watched(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto(f"{site}/c/chechnya-2018")
        page.frame_locator("iframe.map").locator("body[data-cities]").wait_for()
        bubbles = page.frame_locator("iframe.map").locator(".bubble")
        expect(bubbles.nth(4)).to_be_visible()
        assert (
            bubbles.evaluate_all(COVERED.replace("[left + 4, top + 4], [left + width - 4, top + 4], ", ""))
            == []
        )


def test_what_cannot_be_read_in_a_link_keeps_nobody_from_searching(page, site):
    page.goto(f"{site}/?country=France&since=2018-13-01&until=2018-02-30&status=Planned&contry=GB&lang=en")
    page.get_by_role("combobox", name="Find a city").press_sequentially("lond")
    expect(page.get_by_role("option").first).to_have_text(re.compile("London, United Kingdom"))


def test_one_tab_leads_from_the_search_to_the_map_and_one_link_past_it(page, site):
    open_map(page, site)
    page.get_by_role("button", name="Near me").focus()  # it belongs to the search
    page.keyboard.press("Tab")
    past = page.get_by_role("link", name="Skip the map")
    expect(past).to_be_focused()
    expect(past).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#map-frame")).to_be_focused()
    past.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#root :focus")).to_have_count(1)
    assert "#" not in page.url


def test_one_link_leads_past_the_map_of_a_light_page_and_one_tab_to_its_search(page, site):
    page.goto(f"{site}/c/chechnya-2018")
    frame = page.frame_locator("iframe.map")
    expect(frame.locator("body[data-cities]")).to_be_visible()
    past = page.get_by_role("link", name="Skip the map")
    past.focus()
    expect(past).to_be_in_viewport()
    for _ in range(2):  # the map itself, which arrow keys move, and then
        page.keyboard.press("Tab")
    expect(frame.get_by_role("combobox", name="Find a city")).to_be_focused()
    past.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
