"""What the public feels: how soon a click shows, how many answers a second there are, and what each page weighs."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page

from bench.answering import ask

_PATIENCE_MILLISECONDS = 120_000
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # A bubble's neighbours may be near: WCAG exempts pins on a map, and axe does not.
    "rules": {"target-size": {"enabled": False}},
}
_SECONDS_OF_ASKING = 4.0
_SECONDS_UNTIL_QUIET = 3
_MOST_CLUSTERS = 10
"""How often to look into a cluster at most until a city stands alone."""
# In the browser, from the click to the change that it causes, on the browser's own clock.
_WATCH = """selector => {
  const read = () => [...document.querySelectorAll(selector)].map((node) => node.textContent).join();
  const before = read();
  globalThis.took = null;
  addEventListener("click", () => { globalThis.began = performance.now(); }, { capture: true });
  new MutationObserver((_, observer) => {
    if (!globalThis.began || !read() || read() === before) return;
    globalThis.took = performance.now() - globalThis.began;
    observer.disconnect();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
_OBSERVE = """globalThis.weighed = { longTasks: 0, longest: 0, shift: 0 };
const watch = (type, each) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("longtask", ({ duration }) => { weighed.longTasks += 1; weighed.longest = Math.max(weighed.longest, duration); });
watch("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) weighed.shift += value; });"""
_WEIGH = """() => {
  const entries = ["resource", "navigation"].flatMap((kind) => performance.getEntriesByType(kind));
  return { ...weighed, requests: entries.length, bytes: entries.reduce((sum, one) => sum + one.transferSize, 0) };
}"""


@dataclass(frozen=True, slots=True)
class Weight:
    """One page with all its frames: requests, bytes over the network, long tasks (over 50 ms) and layout shift."""

    requests: int
    kilobytes: float
    long_tasks: int
    longest_milliseconds: float
    layout_shift: float


def filter_seconds(browser: Browser, url: str) -> float:
    """From the click on a country until the numbers at the top have changed."""
    page = _open(browser, url)
    page.get_by_role("combobox", name="Where").click()
    took = _took(page.main_frame, ".figures dd", page.get_by_role("option").first.click)
    page.context.close()
    return took


def language_seconds(browser: Browser, url: str) -> float:
    """From the click on a language until the words beside the numbers have changed."""
    page = _open(browser, url)
    page.get_by_role("combobox", name="Language").click()
    took = _took(page.main_frame, ".figures dt", page.get_by_role("option", name="Français").click)
    page.context.close()
    return took


def popup_seconds(browser: Browser, url: str) -> float:
    """From the click on a city's bubble until its card names its first action."""
    page = _open(browser, url)
    frame = next(one for one in page.frames if one.parent_frame)
    alone = frame.locator(".bubble-anchor:not(:has(.bubble-cluster))")
    for _ in range(_MOST_CLUSTERS):
        if alone.count():
            break
        frame.locator(".bubble-anchor:has(.bubble-cluster)").first.dispatch_event("click")
        page.wait_for_timeout(_SECONDS_UNTIL_QUIET * 500)
    took = _took(frame, ".card-action", lambda: alone.first.dispatch_event("click"))
    page.context.close()
    return took


def answers(url: str, paths: list[str]) -> None:
    """Print how many answers a second each path gets, whole and as "not modified", once it is warm."""
    for path in paths:
        packed = {"Accept-Encoding": "gzip"}
        tag = httpx.get(url + path, headers=packed, timeout=120).headers["etag"]
        whole = ask(url + path, _SECONDS_OF_ASKING, packed)
        same = ask(url + path, _SECONDS_OF_ASKING, packed | {"If-None-Match": tag})
        print(
            f"  {path}: {whole.per_second:,.0f}/s ({whole.status}, {whole.bytes / 1000:.0f} kB), "
            f"{same.per_second:,.0f}/s ({same.status})",
            flush=True,
        )


def weigh(browser: Browser, address: str, *, shows: str, in_frame: bool = False) -> Weight:
    """The page, once ``shows`` is there in it or in its frame, and nothing has moved for a while."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_OBSERVE)
    page.goto(address)
    place = page.frame_locator("iframe") if in_frame else page
    place.locator(shows).first.wait_for(timeout=_PATIENCE_MILLISECONDS)
    page.wait_for_timeout(_SECONDS_UNTIL_QUIET * 1000)
    parts: list[dict[str, Any]] = [one.evaluate(_WEIGH) for one in page.frames]
    page.context.close()
    return Weight(
        sum(part["requests"] for part in parts),
        sum(part["bytes"] for part in parts) / 1000,
        sum(part["longTasks"] for part in parts),
        max(part["longest"] for part in parts),
        parts[0]["shift"],
    )


def print_weight(name: str, weight: Weight) -> None:
    """One line for one page."""
    print(
        f"  {name}: {weight.requests} requests, {weight.kilobytes:,.0f} kB, {weight.long_tasks} long tasks "
        f"(longest {weight.longest_milliseconds:.0f} ms), layout shift {weight.layout_shift:.3f}",
        flush=True,
    )


def violations(browser: Browser, address: str, *, shows: str, in_frame: bool) -> int:
    """How many rules of WCAG 2.2 AA axe finds broken, in the page and its frames."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    page.goto(address)
    place = page.frame_locator("iframe") if in_frame else page
    place.locator(shows).first.wait_for(timeout=_PATIENCE_MILLISECONDS)
    page.wait_for_timeout(_SECONDS_UNTIL_QUIET * 1000)
    frames = [one for one in page.frames if one.url != "about:blank"]
    broken = {rule["id"] for one in frames for rule in Axe().run(one, options=_RULES).response["violations"]}
    page.context.close()
    return len(broken)


def median(values: list[float]) -> float:
    """The middle of a few measurements."""
    return statistics.median(values)


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.goto(url)
    page.frame_locator("iframe").locator(".bubble-anchor").first.wait_for(timeout=_PATIENCE_MILLISECONDS)
    page.locator("ul.actions li").first.wait_for(timeout=_PATIENCE_MILLISECONDS)
    page.wait_for_timeout(_SECONDS_UNTIL_QUIET * 1000)
    return page


def _took(frame: Frame, selector: str, click: Callable[[], None]) -> float:
    frame.evaluate(_WATCH, selector)
    click()
    frame.wait_for_function("() => globalThis.took !== null", timeout=_PATIENCE_MILLISECONDS)
    return float(frame.evaluate("() => globalThis.took")) / 1000
