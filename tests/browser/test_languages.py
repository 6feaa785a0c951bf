"""The page and its map in the visitor's language, at a desk and on a phone, read from the right where that is so."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.i18n import speech
from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.browser.reading import frame_of, open_map
from tools.messages import extracted

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280 px", "390 px"])
READ = """() => {
  const heard = ["aria-label", "title", "alt", "placeholder"];
  const texts = [document.body.innerText];
  for (const node of document.querySelectorAll(heard.map((name) => `[${name}]`).join()))
    for (const name of heard) texts.push(node.getAttribute(name) ?? "");
  return texts.join("\\n");
}"""
"""Everything in a frame that is seen or heard."""


def box(locator):
    found = locator.bounding_box()
    assert found is not None
    return found


def choose_language(page, name):
    page.locator(".st-key-lang").get_by_role("combobox").click()
    page.get_by_role("option", name=name, exact=True).click()


def expect_language(page, language, direction):
    for root in (page.locator("html"), frame_of(page).locator("html")):
        expect(root).to_have_attribute("lang", language)
        expect(root).to_have_attribute("dir", direction)


def english_without_placeholders():
    """Our sentences in English that French says otherwise, each up to its first placeholder."""
    ids = [one for message in extracted() if message.id for one in _forms(message.id)]
    french = speech("fr")
    return {one for one in ids if "{" not in one and french.text(one) != one and len(one) > 3}


def _forms(message_id):
    return message_id if isinstance(message_id, tuple) else (message_id,)


@SIZES
def test_arabic_is_read_from_the_right_and_nothing_sticks_out(browser, site, size):
    with watched(browser, viewport=size, is_mobile=size is PHONE, has_touch=size is PHONE) as page:
        open_map(page, f"{site}/?lang=ar")
        expect_language(page, "ar", "rtl")
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1]
        first, second = (box(page.locator(".figures dl > div").nth(i)) for i in (0, 1))
        assert first["x"] > second["x"]
        heading = page.locator("table.counts-by-country thead th")
        assert box(heading.first)["x"] > box(heading.last)["x"]
        caption, table = (box(page.locator(name).first) for name in ("table.counts tbody th", "table.counts"))
        assert abs(caption["x"] + caption["width"] - table["x"] - table["width"]) < 2


def test_a_choice_changes_page_map_and_link_and_keeps_the_filters(page, site):
    frame = open_map(page, f"{site}/?country=DE")
    choose_language(page, "Українська")
    expect_language(page, "uk", "ltr")
    expect(frame.locator("body")).to_have_attribute("data-query", "country=DE")
    expect(page.locator(".figures dt").first).to_have_text(re.compile("акці"))
    expect(page.locator("table.counts-by-country tbody th").first).to_contain_text("Німеччина")
    assert sorted(page.url.partition("?")[2].split("&")) == ["country=DE", "lang=uk"]
    choose_language(page, "English")
    expect_language(page, "en", "ltr")
    expect(page.get_by_role("combobox", name="Where")).to_be_visible()
    first, second = (box(page.locator(".figures dl > div").nth(i)) for i in (0, 1))
    assert first["x"] < second["x"]


def test_the_browser_chooses_until_the_visitor_does(browser, site):
    with watched(browser, locale="pl-PL") as page:
        open_map(page, site)
        expect_language(page, "pl", "ltr")
        assert "lang" not in page.url
        expect(page.locator(".head").get_by_text("To są dane przykładowe.")).to_be_visible()


def test_a_language_chosen_on_the_list_reaches_the_browser_too(page, site):
    page.goto(f"{site}/?show=list")
    page.locator("ul.actions").wait_for()
    choose_language(page, "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    choose_language(page, "Italiano")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("button", name="Pagina successiva")).to_be_visible()


def test_nothing_seen_or_heard_is_english_on_a_french_page(page, site):
    frame = open_map(page, f"{site}/?lang=fr&city=2643743")
    frame.locator(".card").wait_for()
    frame.get_by_role("button", name="Partager").click()
    heard = "\n".join(one.evaluate(READ) for one in page.frames)
    assert "Partager" in heard
    lines = {line.strip() for line in heard.split("\n")}
    assert lines & english_without_placeholders() == set()
    assert (
        lines & {"Next page", "Open", "Clear all", "Skip to main content", "Choose an option", "Close popup"}
        == set()
    )


def test_names_of_countries_on_the_map_are_in_the_language(page, site):
    page.goto(f"{site}/c/chechnya-2018/map?lang=de")
    expect(page.locator(".label-country", has_text="Brasilien")).to_be_attached()
    expect(page.locator(".label-country", has_text=re.compile("^Brazil$"))).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The connection is interrupted", "What you see is as it was before."]),
        ("fr", ["La connexion est interrompue", "Vous voyez la page telle qu’elle était avant."]),
    ],
)
def test_a_lost_connection_is_told_to_visitors_and_not_to_developers(browser, site, language, words):
    context = browser.new_context()
    page = context.new_page()
    sockets = []
    page.route_web_socket(
        re.compile("_stcore/stream"), lambda ws: sockets.append((ws, ws.connect_to_server()))
    )
    open_map(page, f"{site}/?lang={language}")
    page.route(re.compile("_stcore/"), lambda route: route.abort())
    sockets[-1][0].close(code=1001)
    dialog = page.get_by_role("dialog")
    for sentence in words:
        expect(dialog).to_contain_text(sentence)
    assert "streamlit" not in page.evaluate("document.body.innerText").lower()
    page.unroute_all()
    expect(dialog).to_have_count(0, timeout=30_000)
    context.close()
