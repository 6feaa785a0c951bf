"""A static copy, opened from a plain web server below some path."""

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, REPOSITORY, watched
from tests.web.serving import fill


class Plain(SimpleHTTPRequestHandler):
    """Files and nothing else."""

    def log_message(self, *_said):
        """Nothing."""


@pytest.fixture
def copied(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    fill(tmp_path / "data")
    folder = tmp_path / "www" / "some" / "path"
    options = ["--campaign", "watching", "--format", "site", "--languages", "en,de", "--output", str(folder)]
    command = [sys.executable, "-m", "dashboard", "export", *options]
    subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path / "www"))) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://localhost:{server.server_port}/some/path"
        server.shutdown()
        serving.join()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_the_map_of_a_copy_shows_bubbles_and_opens_a_city(browser, copied, viewport):
    with watched(browser, viewport=viewport) as page:
        page.goto(f"{copied}/")
        page.wait_for_url(f"{copied}/en/index.html")
        frame = page.frame_locator("iframe.map")
        expect(frame.locator("body[data-cities='4']")).to_be_visible()
        expect(frame.get_by_role("combobox", name="Find a city")).to_be_hidden()
        page.get_by_role("link", name="London").first.click()
        page.wait_for_url(f"{copied}/en/city/*/index.html")
        expect(page.frame_locator("iframe.map").locator(".card-city")).to_have_text("London")
        page.get_by_role("link", name="Deutsch").click()
        page.wait_for_url(f"{copied}/de/city/*/index.html")
        expect(page.locator("html")).to_have_attribute("lang", "de")
