"""What a test reads off the page."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import FRAME


def frame_of(page: Page) -> FrameLocator:
    """The map's frame; for a moment the one of another language is still beside it, and goes."""
    return page.frame_locator(FRAME).last


def open_map(page: Page, url: str) -> FrameLocator:
    """Open a page and wait until its map has drawn its actions, and the framework what is around it."""
    page.goto(url)
    page.locator("body.is-taken").wait_for()
    frame = frame_of(page)
    frame.locator("body[data-cities]").wait_for()
    expect(frame.locator(".map-status")).to_be_hidden()
    return frame


def follow(page: Page, name: str) -> None:
    """Follow a link below the map by the keyboard: charts and tables that come later move it from under a mouse."""
    page.get_by_role("link", name=name).press("Enter")


def bubbles(frame: FrameLocator) -> list[int]:
    """The counts in all bubbles on the map that are not cancelled, once none is on its way into another."""
    expect(frame.locator(".leaflet-cluster-anim")).to_have_count(0)
    return [int(text) for text in frame.locator(".bubble:not(.bubble-cancelled)").all_inner_texts()]


def figures(page: Page) -> dict[str, int]:
    """The numbers of the masthead by their noun: {"actions": 119, "cities": 98, …}."""
    entries = page.locator(".figures dl > div")
    names = entries.locator("dt").all_inner_texts()
    numbers = entries.locator("dd").all_inner_texts()
    plural = {"action": "actions", "city": "cities", "country": "countries"}
    return {
        plural.get(name, name): int(value.replace(",", ""))
        for name, value in zip(names, numbers, strict=True)
    }


def table_sum(page: Page, name: str) -> int:
    """The sum of the actions in a table of counts, cancelled ones left out."""
    heads = page.locator(f"table.{name} thead th").all_text_contents()
    cells = page.locator(f"table.{name} tbody tr td:nth-child({heads.index('Actions') + 1})")
    return sum(cells.evaluate_all("cells => cells.map((cell) => Number(cell.dataset.value))"))


def wait_for_figure(page: Page, noun: str, value: int) -> None:
    """Wait until the masthead says so many of them."""
    entry = page.locator(".figures dl > div", has=page.locator("dt", has_text=re.compile(f"^{noun}$")))
    expect(entry.locator("dd")).to_have_text(f"{value:,}")
