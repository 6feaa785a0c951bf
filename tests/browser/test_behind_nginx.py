"""Two processes on one PostgreSQL behind nginx, as docs/operator.md says: an organiser goes on when one dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard import accounts
from dashboard.accounts import OPERATOR, Role
from dashboard.model import Campaign
from dashboard.storage import Store
from tests.browser.conftest import press
from tests.nginx import nginx_before
from tests.postgresql import create
from tests.waiting import until
from tests.web.serving import Site, serving

KEY = "k" * 40
SLUG = "watching"
PASSWORD = "five lanterns by the river"
FIRST = "id,place,country,title\n1,London,United Kingdom,Vigil\n2,Springfield,United States,Walk\n"
SECOND = "id,place,country,title\n3,Oslo,Norway,Reading\n4,Springfield,United States,March\n"
ILLINOIS = "1. Springfield, Illinois, United States"


@dataclass(frozen=True)
class Replicas:
    """The address of nginx, the processes behind it by their own, and which of them answered what."""

    url: str
    sites: dict[str, Site]
    log: Path
    store: Store

    def who_took_the_file(self) -> Site:
        """The process that the last file went to."""
        puts = [line.split() for line in self.log.read_text().splitlines() if line.startswith("PUT ")]
        return self.sites[puts[-1][-1]]

    def titles(self) -> list[str]:
        return sorted(one.title for one in self.store.public_actions(SLUG))


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def replicas(
    postgresql: str, postgresql_tables: str, tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path
) -> Iterator[Replicas]:
    """Two processes behind nginx, of which the last test kills one."""
    url = create(postgresql, "replicas", postgresql_tables)
    with ExitStack() as running, closing(Store.open(url, key=KEY)) as store:
        store.save_campaign(Campaign(SLUG, "We are watching", day=date(2018, 4, 7), starts=time(14)))
        sites = []
        for name, alone in {"one": "", "other": "yes"}.items():
            folder = tmp_path_factory.mktemp(name)
            (folder / "gazetteer").symlink_to(gazetteer_dir)
            sites.append(
                running.enter_context(serving(folder, alone=alone, database_url=url, secret_key=KEY))
            )
        ports = [int(one.host.split(":")[1]) for one in sites]
        port, log = running.enter_context(nginx_before(ports))
        until(lambda: answers(f"http://localhost:{port}"))
        named = dict(zip((f"127.0.0.1:{one}" for one in ports), sites, strict=True))
        yield Replicas(f"http://localhost:{port}", named, log, store)


def button(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words).first


def give(page: Page, text: str) -> None:
    page.locator("input[type=file]").first.set_input_files(
        {"name": "actions.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )


def figures(page: Page, numbers: str) -> None:
    expect(page.locator(".upload-figures")).to_have_text(numbers)


def test_each_browser_stays_with_one_process_and_all_of_them_do_not(replicas: Replicas) -> None:
    def answered() -> list[str]:
        return [line.split()[-1] for line in replicas.log.read_text().splitlines() if " /about " in line]

    def are_noted(requests: int) -> bool:
        return len(answered()) == requests

    came = set()
    for visitor in range(1, 17):
        with httpx.Client(base_url=replicas.url) as http:
            http.get("/about")
            # httpx sends no cookie for TLS alone to an address without; browsers do where that is this machine.
            cookie = {"Cookie": f"replica={next(iter(http.cookies.jar)).value}"}
            for _request in range(3):
                http.get("/about", headers=cookie)
            until(partial(are_noted, 4 * visitor))  # nginx notes a request after it has answered it
            came |= (its := set(answered()[-4:]))
            assert len(its) == 1
    assert came == set(replicas.sites)


def test_a_file_as_large_as_we_take_gets_through(replicas: Replicas) -> None:
    large = httpx.put(f"{replicas.url}/_stcore/upload_file/a/b", content=b"x" * 50_000_000)
    assert (large.status_code, "Please sign in" in large.text) == (403, True)


def test_an_organiser_goes_on_when_the_process_that_had_their_file_is_killed(
    replicas: Replicas, browser: Browser
) -> None:
    token = accounts.invite(replicas.store, OPERATOR, "ada@example.org", SLUG, Role.MODERATOR)
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.goto(f"{replicas.url}/invitation/{token}")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/organise*")
    page.goto(f"{replicas.url}/organise?campaign={SLUG}&section=upload")
    give(page, FIRST)
    figures(page, "rows2new1need an answer1")
    press(button(page, ILLINOIS))
    press(button(page, "Publish 2 actions"))
    expect(page.get_by_role("heading", name="2 actions are on the map")).to_be_visible()
    assert replicas.titles() == ["Vigil", "Walk"]

    page.goto(f"{replicas.url}/organise?campaign={SLUG}&section=upload")
    give(page, SECOND)
    # The place that was chosen for the first file holds for this one.
    figures(page, "rows2new2")
    press(button(page, "Leave this row out"))
    figures(page, "rows2new1cannot be used1")
    dying = replicas.who_took_the_file()
    psutil.Process(dying.pid).kill()
    page.reload()
    figures(page, "rows2new1cannot be used1")
    press(button(page, "Publish 1 action"))
    expect(page.get_by_role("heading", name="1 action is on the map")).to_be_visible()
    assert len(replicas.titles()) == 3
    [left] = [one for one in replicas.sites.values() if one is not dying]
    until(lambda: left.http.get(f"/api/v1/campaigns/{SLUG}/map.json").json()["totals"]["actions"] == 3)
    assert httpx.get(f"{replicas.url}/c/{SLUG}").status_code == 200
    context.close()
