"""Filters change everything at once, and the link says the same as the page."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, until, watched
from tests.browser.reading import bubbles, figures, frame_of, open_map, table_sum, wait_for_figure


def choose(page, label, option):
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()
    box.press("Tab")


def drawn_for(page, query):
    expect(frame_of(page).locator("body")).to_have_attribute("data-query", query)


def test_a_country_changes_figures_map_tables_and_link_until_it_is_taken_away(page, site):
    frame = open_map(page, site)
    before = figures(page)["actions"]
    choose(page, "Where", "Germany")
    wait_for_figure(page, "country", 1)
    drawn_for(page, "country=DE")
    after = figures(page)["actions"]
    assert 0 < after < before
    assert sum(bubbles(frame)) == after
    assert table_sum(page, "counts-by-country") == after
    assert table_sum(page, "counts-by-city") == after
    assert page.url.endswith("/?country=DE")
    sides = page.get_by_role("button", name="Remove Germany").bounding_box() or {}
    assert min(sides["width"], sides["height"]) >= 24
    page.go_back()
    wait_for_figure(page, "actions", before)
    drawn_for(page, "")
    choose(page, "Where", "Germany")
    wait_for_figure(page, "country", 1)
    page.get_by_role("button", name="Reset").click()
    wait_for_figure(page, "actions", before)
    drawn_for(page, "")
    assert page.url.rstrip("/").removesuffix("/?") == site


def test_a_link_with_filters_shows_what_its_sender_saw(page, site):
    frame = open_map(page, f"{site}/?country=DE&status=confirmed&since=2018-04-07&until=2018-04-07")
    drawn_for(page, "country=DE&status=confirmed&since=2018-04-07&until=2018-04-07")
    shown = figures(page)
    assert shown["countries"] == 1
    assert 0 < shown["actions"] == sum(bubbles(frame)) == table_sum(page, "counts-by-country")
    expect(page.locator("table.counts-by-country tbody")).to_contain_text("Germany")


@pytest.mark.parametrize("path", ["/", "/c/chechnya-2018"])
def test_a_link_with_filters_frames_what_they_leave(page, site, path):
    page.goto(f"{site}{path}?country=DE")
    page.frame_locator("iframe").locator("body[data-query='country=DE']").wait_for()
    map_of = next(one for one in page.frames if "/map?" in one.url)
    until(map_of, "map_div.getZoom() > 4 && map_div.getBounds().contains([[48.2, 7], [53.5, 13.4]])")
    assert "view=" not in page.url


def test_what_is_no_filter_is_ignored(page, site):
    open_map(page, f"{site}/?country=Atlantis&status=maybe&since=yesterday&city=x")
    assert figures(page)["countries"] >= 40


def test_filters_that_leave_nothing_say_so_and_show_the_way_back(page, site):
    page.goto(f"{site}/?country=IS&status=cancelled")
    expect(page.get_by_role("heading", name="No action matches")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("table.counts-by-country")).not_to_have_count(0)


def counted(site, query):
    """How many actions the data says that a question leaves, cancelled ones included."""
    (example,) = httpx.get(f"{site}/api/v1/campaigns").json()
    totals = httpx.get(f"{site}/api/v1/campaigns/{example['slug']}/map.json?{query}").json()["totals"]
    return totals["actions"] + totals["cancelled"]


@pytest.mark.parametrize(
    ("query", "number"), [("country=DE", 1), ("country=DE&country=FR&status=planned", 2), ("", 0)]
)
def test_a_filtered_view_on_a_phone_says_how_much_of_the_whole_it_shows(browser, site, query, number):
    with watched(browser, viewport=PHONE) as page:
        page.goto(f"{site}/?{query}")
        expect(page.locator(".st-key-filters .fold summary")).to_have_text("Filters")
        shown, whole = counted(site, query), counted(site, "")
        assert (0 < shown < whole) == (number > 0)
        said = page.locator(".filtered")
        expect(said).to_have_text(f"({number}) · {shown} of {whole}" if number else "")
        if number:
            expect(said).to_be_in_viewport()
            middles = page.locator(".st-key-filters .fold summary, .filtered").evaluate_all(
                "all => all.map((one) => one.getBoundingClientRect()).map((box) => box.y + box.height / 2)"
            )
            assert abs(middles[0] - middles[1]) < 8
