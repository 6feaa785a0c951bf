"""The pages without scripts in a real browser whose scripts are off, in frames, on paper, and checked by axe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, watched

CAMPAIGN = "/c/chechnya-2018"
LONDON = f"{CAMPAIGN}/city/2643743"
PAGES = [
    CAMPAIGN,
    LONDON,
    f"{CAMPAIGN}/share",
    f"{LONDON}/poster",
    f"{CAMPAIGN}/embed",
    f"{CAMPAIGN}/embed?look=map",
]


def test_without_scripts_one_lands_on_the_page_for_that_and_goes_on_to_a_city(browser, site):
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{site}/?country=GB&lang=en")
        page.wait_for_url(f"{site}{CAMPAIGN}?country=GB&lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Chechnya: 2 pm outside the embassy")
        page.get_by_role("link", name="London").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("London, United Kingdom")
        page.get_by_role("link", name="Poster").click()
        expect(page.get_by_text("Sat 7 Apr 2018, 14:00 BST")).to_be_visible()


def test_the_form_works_without_scripts(browser, site):
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{site}{CAMPAIGN}")
        page.get_by_role("combobox", name="Country", exact=True).select_option("FR")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", level=3)).to_have_text("France")
        page.get_by_role("link", name="Show all").click()
        expect(page.get_by_role("heading", level=3, name="Argentina")).to_be_visible()


def test_the_pictures_of_a_page_are_there(browser, site):
    with watched(browser) as page:
        for path in (f"{CAMPAIGN}/share", f"{LONDON}/share"):
            page.goto(f"{site}{path}", wait_until="networkidle")
            widths = page.locator("img").evaluate_all("images => images.map(image => image.naturalWidth)")
            assert widths
            assert min(widths) > 100


@pytest.mark.parametrize(("path", "scripts"), [(CAMPAIGN, True), (CAMPAIGN, False), (LONDON, True)])
def test_a_light_page_carries_the_map_and_without_scripts_its_picture(browser, site, path, scripts):
    with watched(browser, java_script_enabled=scripts) as page:
        page.goto(f"{site}{path}")
        frame = page.frame_locator("iframe.map")
        if scripts:
            expect(frame.locator("body[data-cities]")).to_be_attached()
        else:
            expect(frame.get_by_role("img")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("viewport", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)
def test_pages_break_no_rule_of_accessibility_and_fit_their_screen(browser, site, path, viewport, theme):
    with watched(browser, viewport=viewport, color_scheme=theme, bypass_csp=True) as page:
        page.goto(f"{site}{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_poster_is_one_sheet_of_paper(browser, site):
    with watched(browser) as page:
        page.goto(f"{site}{LONDON}/poster")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        assert paper.count(b"/Type /Page\n") == 1


@contextmanager
def elsewhere(body: str) -> Iterator[str]:
    """A page of another site with this body; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):  # the name that the library calls
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(
                f"<!doctype html><link rel=icon href=data:,><title>Elsewhere</title>{body}".encode()
            )

        def log_message(self, *_):
            pass

    server = HTTPServer(("localhost", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_embed_codes_show_the_list_and_the_map_on_a_page_of_another_site(browser, site):
    with watched(browser) as page:
        page.goto(f"{site}{CAMPAIGN}/share")
        codes = page.locator("textarea").evaluate_all("areas => areas.map(area => area.value)")
    with elsewhere("".join(map(unescape, codes))) as address, watched(browser, fresh=True) as page:
        page.goto(address)
        drawn, listed = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
        expect(drawn.locator("body[data-cities]")).to_be_attached()
        expect(drawn.get_by_role("combobox", name="Find a city")).to_be_visible()
        expect(listed.get_by_role("link", name="London")).to_be_attached()
        assert page.context.cookies() == []
        with page.context.expect_page() as opened:
            listed.get_by_role("link", name="London").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("London, United Kingdom")
