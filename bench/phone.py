"""A cheap phone on a slow line: how long until the map has bubbles and search answers, and how many bytes that took."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

PATIENCE_SECONDS = 180
TURNS = 3
_SUGGESTS = "input[type=search][role=combobox]"
"""A field of search that suggests as one types."""


@dataclass(frozen=True, slots=True)
class Line:
    """A network as browsers emulate it."""

    kilobits: int
    milliseconds: int


SLOW = Line(400, 300)
FASTER = Line(1600, 150)


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds from navigation until bubbles and until search, and kilobytes over the network until the bubbles."""

    bubbles: float
    search: float
    kilobytes: float


def opened(browser: Browser, address: str, line: Line, *, marker: str, in_frame: bool) -> Opening:
    """The median of some visits, each by a browser that has never been here."""
    visits = [_open(browser, address, line, marker, in_frame=in_frame) for _ in range(TURNS)]
    return Opening(
        statistics.median(one.bubbles for one in visits),
        statistics.median(one.search for one in visits),
        statistics.median(one.kilobytes for one in visits),
    )


def shown(browser: Browser, address: str, line: Line, selector: str) -> float:
    """Seconds until something is there on another page: the median of some visits."""
    visits = []
    for _ in range(TURNS):
        with _page(browser, line) as (page, _received):
            started = time.perf_counter()
            page.goto(address, wait_until="commit")
            page.locator(selector).first.wait_for()
            visits.append(time.perf_counter() - started)
    return statistics.median(visits)


def _open(browser: Browser, address: str, line: Line, marker: str, *, in_frame: bool) -> Opening:
    with _page(browser, line) as (page, received):
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        place = page.frame_locator("iframe") if in_frame else page
        waited = {
            "search": [page.locator(_SUGGESTS), place.locator(_SUGGESTS)],
            "bubbles": [place.locator(marker)],
        }
        after = {"bubbles": 0.0, "search": 0.0}
        kilobytes = 0.0
        while not all(after.values()):
            for name, places in waited.items():
                if not after[name] and any(one.count() for one in places):
                    after[name] = time.perf_counter() - started
                    kilobytes = sum(received) / 1000 if name == "bubbles" else kilobytes
            page.wait_for_timeout(20)
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise TimeoutError(f"{address} is not up: {after}")
    return Opening(after["bubbles"], after["search"], kilobytes)


@contextmanager
def _page(browser: Browser, line: Line) -> Iterator[tuple[Page, list[float]]]:
    """A page on such a phone and line, and the bytes of each answer that it has received."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    received = _count(devtools)
    devtools.send("Network.enable")
    bytes_a_second = line.kilobits * 1000 / 8
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": line.milliseconds,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield page, received
    context.close()


def _count(devtools: Any) -> list[float]:
    received: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received
