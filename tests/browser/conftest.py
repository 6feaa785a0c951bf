"""A real Chromium on the real dashboard, started by its command line with the example campaign.

Every page of every test is watched: a request to a foreign host, an error on the console or a violation of the
content security policy fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect, sync_playwright

from tests import waiting
from tests.web import warm
from tests.web.serving import no_page_failed

REPOSITORY = Path(__file__).parents[2]
PATIENCE_MILLISECONDS = 30_000
"""How long a state may take on a machine that is busy; what is there sooner is seen sooner."""
expect.set_options(timeout=PATIENCE_MILLISECONDS)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--js-flags=--no-opt"]
"""No page lives long enough for what its scripts gain from being optimised to be worth that work."""
FRAME = "#map-frame"
PICKING_FRAME = "[class*='st-key-pick-'] iframe"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@contextmanager
def dashboard(data_dir: Path, *options: str) -> Iterator[str]:
    """The dashboard over a data directory, started by its command line in a process of its own; gives its address."""
    port = data_dir / "port"
    port.unlink(missing_ok=True)
    command = ["dashboard", "run", "--port", "0", "--data-dir", str(data_dir), *options]
    log = data_dir / "dashboard.log"
    with log.open("w") as errors, Path(os.devnull).open("w") as nowhere:
        process = psutil.Process(warm.start(command, REPOSITORY, os.environ, nowhere, errors))
    try:
        yield _healthy(port, process)
    finally:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
        process.wait(120)
    no_page_failed(log)


def until_known(url: str, slug: str) -> None:
    """Wait until the dashboard knows of a campaign that another process has made: within a second."""
    with httpx.Client() as http:
        waiting.until(lambda: f'"{slug}"' in http.get(f"{url}/api/v1/campaigns").text)


def _healthy(port: Path, process: psutil.Process) -> str:
    """The address of the dashboard, which writes its port down and answers there a moment later."""

    def is_healthy() -> bool:
        assert process.is_running(), "The dashboard has ended."
        with suppress(FileNotFoundError, ValueError, httpx.TransportError):
            return http.get(f"{_address(port)}/healthz").status_code == 200
        return False

    with httpx.Client(timeout=10) as http:
        waiting.until(is_healthy, "The dashboard did not become healthy within five minutes.", seconds=300)
    return _address(port)


def _address(port: Path) -> str:
    return f"http://localhost:{int(port.read_text('ascii'))}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[str]:
    """The address of a dashboard that shows the example campaign."""
    data_dir = tmp_path_factory.mktemp("site")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    with dashboard(data_dir) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, the one without windows if there is; Playwright's own where there is none.

    It ends with the tests of this folder: its event loop would be in the way of tests that run one of their own.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield launched
        _resting.clear()
        launched.close()


class Watch:
    """What went wrong on a page, and which foreign hosts it asked."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))

    def begin(self) -> tuple[list[str], list[str]]:
        """What goes wrong from now on is noted in these."""
        self.complaints, self.foreign = [], []
        return self.complaints, self.foreign

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "localhost":
            self.foreign.append(url)


def press(what: Locator, **options: Any) -> None:
    """Click, once the page is at rest: a browser may drop a click within milliseconds of the first drawing."""
    app = what.page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    what.click(**options)


def until(page: Page | Frame, holds: str) -> None:
    """Wait until an expression of JavaScript is true in the page.

    `Page.wait_for_function` compiles its text anew for each look but the first, which our pages' policy refuses.
    """
    page.evaluate(
        f"""patience => new Promise((done, failed) => {{
            const end = performance.now() + patience
            const look = () => {{
                if ({holds}) done()
                else if (performance.now() > end) failed(new Error("not within the time"))
                else setTimeout(look, 20)
            }}
            look()
        }})""",
        PATIENCE_MILLISECONDS,
    )


_resting: dict[str, list[tuple[Page, Watch]]] = {}
"""Pages that tests have given back, by the options of their profiles."""


@contextmanager
def watched(
    browser: Browser,
    *,
    fresh: bool = False,
    but: str = "nothing",
    patience: float = PATIENCE_MILLISECONDS,
    **options: Any,
) -> Iterator[Page]:
    """A page in a profile without anything in it that must end without complaints, ``but`` some, and foreign requests.

    One that a test before had with the same options knows the scripts already, whose reading is more than half of
    what a page costs. ``fresh`` has never been anywhere: for tests of what comes first, or that change the page itself.
    """
    settings: dict[str, Any] = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/London"}
    settings |= options
    fresh = fresh or not settings.keys().isdisjoint({"permissions", "java_script_enabled"})
    resting = _resting.setdefault(repr(sorted(settings.items())), [])
    page, watch = resting.pop() if resting and not fresh else _new(browser, settings)
    complaints, foreign = watch.begin()
    page.context.set_default_timeout(patience)
    yield page
    watch.begin()  # what comes from leaving it is no complaint
    if fresh:
        page.context.close()
    else:
        _leave(page)
        resting.append((page, watch))
    assert [one for one in complaints if but not in one] == []
    assert foreign == []


def _new(browser: Browser, settings: dict[str, Any]) -> tuple[Page, Watch]:
    page = browser.new_context(**settings).new_page()
    return page, Watch(page)


def _leave(page: Page) -> None:
    """Nothing is kept but what the browser has read."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    if page.url.startswith("http"):
        page.goto(urljoin(page.url, "/healthz"))
        page.evaluate("[localStorage, sessionStorage].forEach(one => one.clear())")
    page.context.clear_cookies()
    page.context.clear_permissions()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page of 1280 px."""
    with watched(browser) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone's page of 390 px, with touch."""
    with watched(browser, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as opened:
        yield opened
