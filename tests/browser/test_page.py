"""The public page as a first-time visitor sees it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.browser.reading import bubbles, figures, follow, frame_of, open_map, table_sum


def test_the_page_says_what_it_is_shows_nothing_of_the_framework_and_all_numbers_agree(page, site):
    frame = open_map(page, site)
    name = "Chechnya: 2 pm outside the embassy"
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".head").get_by_text("This is example data.")).to_be_visible()
    assert page.title() == name
    for chrome in (
        "stHeader",
        "stToolbar",
        "stMainMenu",
        "stAppDeployButton",
        "stDecoration",
        "stStatusWidget",
    ):
        expect(page.get_by_test_id(chrome), chrome).to_be_hidden()
    numbers = figures(page)
    assert numbers["countries"] >= 40
    assert sum(bubbles(frame)) == numbers["actions"]
    assert table_sum(page, "counts-by-country") == numbers["actions"]
    assert table_sum(page, "counts-by-city") == numbers["actions"]
    assert page.locator("table.counts-by-country tbody tr").count() >= numbers["countries"]


def test_cancelled_actions_stay_visible_and_marked(page, site):
    open_map(page, site)
    assert figures(page)["cancelled"] > 0
    page.get_by_role("combobox", name="Status").click()
    page.get_by_role("option", name="Cancelled").click()
    chips = page.locator("ul.actions .chip")
    expect(chips.first).to_have_text("Cancelled")
    expect(frame_of(page).locator(".bubble-cancelled").first).to_be_visible()


def test_an_unknown_campaign_gets_a_friendly_page_with_a_way_on(browser, site):
    page = browser.new_page()
    assert page.goto(f"{site}/?campaign=no-such-thing").status == 404
    expect(page.get_by_text("There is no campaign of this name.")).to_be_visible()
    page.get_by_role("link", name="Chechnya: 2 pm outside the embassy").click()
    frame_of(page).locator("body[data-cities]").wait_for()
    page.close()


def test_the_about_page_says_what_is_withheld(page, site):
    open_map(page, site)
    follow(page, "What this map shows")
    expect(page.get_by_role("heading", name="What is withheld, and why")).to_be_visible()
    page.get_by_role("link", name="Back to the map").click()
    frame_of(page).locator("body[data-cities]").wait_for()


def test_a_phone_shows_everything_without_scrolling_sideways_and_fits_a_thumb(phone, site):
    frame = open_map(phone, site)
    widths = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    height = phone.locator("#map-frame").evaluate("frame => frame.getBoundingClientRect().height")
    assert 0.5 * 844 <= height <= 0.6 * 844
    targets = [
        frame.get_by_role("button", name=name, exact=True)
        for name in ("Zoom in", "Zoom out", "Show the whole world", "Streets")
    ]
    targets.append(phone.get_by_text("Filters"))
    sides = [
        target.evaluate("({offsetWidth, offsetHeight}) => [offsetWidth, offsetHeight]") for target in targets
    ]
    assert [side for side in sides if min(side) < 44] == []
    expect(phone.get_by_role("combobox", name="Where")).to_be_hidden()
    phone.get_by_text("Filters").click()
    expect(phone.get_by_role("combobox", name="Where")).to_be_visible()


SHIFTS = """globalThis.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { shifted += value; }))
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_while_the_page_loads(browser, site, viewport):
    with watched(browser, fresh=True, viewport=viewport) as page:
        page.add_init_script(SHIFTS)
        for query in ("", "?show=list", "?show=counts", "?city=2643743"):
            page.goto(f"{site}/{query}")
            page.locator(".foot").wait_for()
            if "show" not in query:
                frame_of(page).locator("body[data-cities]").wait_for()
            expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
            assert page.evaluate("shifted") < 0.1, query


def test_what_nobody_foresaw_is_said_in_the_readers_language(page, site):
    open_map(page, f"{site}/?lang=de")
    page.evaluate("""() => document.body.insertAdjacentHTML("beforeend",
      "<p data-testid=stExceptionMessage><i></i>This app has encountered an error. Look into the logs.</p>")""")
    expect(page.get_by_text("Bitte laden Sie die Seite in einer Minute neu.")).to_be_visible()
    expect(page.get_by_text("This app")).to_have_count(0)


def test_the_head_of_the_page_is_there_before_the_scripts(browser, site):
    with watched(browser, fresh=True) as page:
        page.route("**/static/js/index.*", lambda route: None)
        page.goto(site, wait_until="commit")
        expect(page.get_by_role("heading", name="Chechnya: 2 pm outside the embassy")).to_be_visible()
        assert figures(page)["countries"] >= 40


def test_the_map_follows_a_dark_theme(browser, site):
    with watched(browser, color_scheme="dark") as page:
        frame = open_map(page, site)
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert background == "rgb(21, 20, 27)"
