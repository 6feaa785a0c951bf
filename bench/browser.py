"""How long a real browser takes to show a page with its map, and how many bytes that costs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright
from xstatic.pkg import leaflet, leaflet_markercluster

UNCOMPRESSED = {"Accept-Encoding": "identity"}
PATIENCE_MILLISECONDS = 300_000
BLANK_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)

_SHOWN_AT = """if (self === top) {
  const look = () => {
    const places = [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
    if (places.some((place) => place?.querySelector("SELECTOR"))) console.info(`shown after ${performance.now()}`);
    else requestAnimationFrame(look);
  };
  look();
}"""
"""The browser tells it, by its own clock: whoever asks from outside runs scripts of theirs in the page meanwhile."""

JQUERY = """window.$ = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.childNodes;
};"""


@dataclass(slots=True)
class Visit:
    """One page load: seconds until the map has markers, and the bytes of its data, uncompressed."""

    seconds: float = 0.0
    socket_bytes: int = 0
    data_bytes: int = 0
    foreign_hosts: set[str] = field(default_factory=set)
    data: set[str] = field(default_factory=set)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def load(browser: Browser, url: str, *, map_marker: str | None, needs_others: bool = False) -> Visit:
    """Open ``url`` in a fresh profile and wait for ``map_marker`` inside the map's frame (or for the page alone).

    ``needs_others``: the page loads files from other hosts, for which we stand in. That holds up every request of
    a page for a moment, so it is done for a page that cannot do without, and no other.
    """
    visit = Visit()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    _count_bytes(page, visit, urlsplit(url).netloc)
    if needs_others:
        page.route(lambda address: urlsplit(address).netloc != urlsplit(url).netloc, _stand_in)
    selector = map_marker or "[data-testid=stMarkdown]"
    context.add_init_script(_SHOWN_AT.replace("SELECTOR", selector))
    with page.expect_console_message(
        lambda message: message.text.startswith("shown after "), timeout=PATIENCE_MILLISECONDS
    ) as shown:
        page.goto(url, wait_until="commit")
    visit.seconds = float(shown.value.text.removeprefix("shown after ")) / 1000
    # Weighed after the clock has stopped, and without compression.
    visit.data_bytes = sum(len(httpx.get(address, headers=UNCOMPRESSED).content) for address in visit.data)
    context.close()
    return visit


def _count_bytes(page: Page, visit: Visit, host: str) -> None:
    def frame(payload: str | bytes) -> None:
        visit.socket_bytes += len(payload)

    page.on("websocket", lambda socket: socket.on("framereceived", frame))

    def finished(request: Request) -> None:
        address = urlsplit(request.url)
        if address.netloc == host and ("/api/" in address.path or "/basemap/" in address.path):
            visit.data.add(request.url)

    page.on("requestfinished", finished)

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            visit.foreign_hosts.add(address.netloc)

    page.on("request", asked)


def _stand_in(route: Route) -> None:
    """Stand in for the hosts that the stock page needs, so that it can load without a network.

    Leaflet and MarkerCluster are the real files, jQuery does the one thing that folium asks of it, and the rest are
    empty, which favours the stock page.
    """
    address = urlsplit(route.request.url)
    name = Path(address.path).name
    real = next(
        (p for folder in (leaflet, leaflet_markercluster) if (p := Path(folder.BASE_DIR) / name).is_file()),
        None,
    )
    if real:
        route.fulfill(path=real)
    elif name.startswith("jquery"):
        route.fulfill(body=JQUERY, content_type="text/javascript")
    elif name.endswith(".png"):
        route.fulfill(body=BLANK_PNG, content_type="image/png")
    else:
        route.fulfill(body="", content_type="text/css" if name.endswith(".css") else "text/javascript")
