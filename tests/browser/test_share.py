"""Passing on what one sees."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.browser.reading import open_map


def test_the_ways_to_share_are_plain_links_and_the_copied_one_is_the_light_page_of_what_one_sees(
    browser, site
):
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        frame = open_map(page, f"{site}/?country=DE")
        frame.get_by_role("button", name="Share", exact=True).click()
        names = frame.locator(".map-share a").all_inner_texts()
        assert names[:6] == ["E-mail", "WhatsApp", "Telegram", "Signal", "X", "Facebook"]
        telegram = frame.get_by_role("link", name="Telegram").get_attribute("href") or ""
        assert telegram.startswith("https://t.me/share/url?url=http%3A%2F%2Flocalhost")
        assert "country%3DDE" in telegram
        frame.get_by_role("button", name="Copy link").click()
        expect(frame.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{site}/c/chechnya-2018?country=DE"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_phone_nothing_of_the_map_covers_the_ways_to_share_or_a_card(phone, site, lang):
    frame = open_map(phone, f"{site}/?lang={lang}")
    frame.locator(".map-tools button").first.click()
    covered = frame.locator(".map-share a").evaluate_all(
        """links => links.filter((link) => {
          link.scrollIntoView({ block: "nearest" });
          const { left, right, top, height } = link.getBoundingClientRect();
          const at = (x) => document.elementFromPoint(x, top + height / 2)?.closest(".map-share");
          return !at(left + 4) || !at(right - 4);
        }).map((link) => link.textContent)"""
    )
    assert covered == []
    phone.set_viewport_size({"width": 320, "height": 640})
    panel = frame.locator(".map-panel:not([hidden])")
    expect(frame.locator(".timeline")).to_be_hidden()
    assert panel.evaluate("panel => panel.clientHeight") > 4 * 44
    open_map(phone, f"{site}/?city=2643743&lang={lang}")
    card, land = (
        frame.locator(one).bounding_box() for one in (".leaflet-popup-content-wrapper:has(.card)", "#map_div")
    )
    assert card
    assert land
    assert land["y"] <= card["y"] < card["y"] + card["height"] <= land["y"] + land["height"]
