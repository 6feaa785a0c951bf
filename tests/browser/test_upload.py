"""An organiser's way from a file to the map and back again, in a real browser."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard import accounts
from dashboard.accounts import OPERATOR, Door, Role
from dashboard.model import Campaign
from dashboard.storage import Store
from tests.browser.conftest import PHONE, PICKING_FRAME, dashboard, press, until_known, watched
from tests.browser.test_languages import READ
from tests.ingest.hostile import HOSTILE

PASSWORD = "five lanterns by the river"
DOOR = Door(b"k" * 32, timedelta(hours=1), timedelta(days=1))
FILE = """\
id,place,country,date,time,title
1,London,United Kingdom,2018-04-07,18:30,Vigil
2,Springfield,United States,2018-04-07,14:00,Two pm
3,Qwxzyplugh,,2018-04-07,14:00,Walk
"""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_WHILE = 180_000
LARGE = 6_000


@dataclass(frozen=True)
class Desk:
    """A campaign on a running dashboard, of which the tests see the store."""

    url: str
    data_dir: Path
    slug: str

    @property
    def upload(self) -> str:
        return f"{self.url}/organise?campaign={self.slug}&section=upload"

    def store(self) -> closing[Store]:
        return closing(Store.open(f"sqlite:///{self.data_dir / 'actions.sqlite'}"))

    def email(self, name: str) -> str:
        return f"{name}-{self.slug}@example.org"

    def invitation(self, name: str) -> str:
        with self.store() as store:
            return accounts.invite(store, OPERATOR, self.email(name), self.slug, Role.ORGANISER)

    def trust(self, name: str) -> None:
        with self.store() as store:
            person = store.accounts.person_by_email(self.email(name))
            assert person is not None
            accounts.set_trusted(store, OPERATOR, person.id, self.slug, trusted=True)

    def session(self, name: str) -> str:
        """The cookie of somebody who has accepted an invitation and is trusted."""
        link = self.invitation(name)
        with self.store() as store:
            token = accounts.accept(store, DOOR, link, name=name.title(), password=PASSWORD)
        assert token is not None
        self.trust(name)
        return token

    def titles(self) -> list[str]:
        with self.store() as store:
            return sorted(one.title for one in store.public_actions(self.slug))

    def imports(self) -> list[tuple[str, int]]:
        with self.store() as store:
            return [(one.file_name, one.report.published) for one in store.imports(self.slug)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[tuple[str, Path]]:
    """The address and the data of a dashboard that all tests of this file share."""
    data_dir = tmp_path_factory.mktemp("upload")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    with dashboard(data_dir, "--no-example") as url:
        yield url, data_dir


_numbers = itertools.count(1)


@pytest.fixture
def desk(running: tuple[str, Path]) -> Desk:
    """A campaign of its own for each test, without any action yet."""
    desk = Desk(*running, slug=f"watching-{next(_numbers)}")
    with desk.store() as store:
        store.save_campaign(Campaign(desk.slug, "We are watching", day=date(2018, 4, 7), starts=time(14)))
    until_known(desk.url, desk.slug)
    return desk


def opened(browser: Browser, **options: Any) -> AbstractContextManager[Page]:
    """The framework looks for its own files below each page's address first, which its console calls an error."""
    return watched(browser, but="Failed to load resource", patience=A_WHILE, **options)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


Open = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, desk: Desk) -> Iterator[Open]:
    """A page of somebody who is signed in, at the upload section."""
    with ExitStack() as pages:

        def opening(name: str, **options: Any) -> Page:
            page = pages.enter_context(opened(browser, **options))
            page.context.add_cookies([{"name": "session", "value": desk.session(name), "url": desk.url}])
            page.goto(desk.upload)
            return page

        yield opening


def give(page: Page, text: str, name: str = "actions.csv") -> None:
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )


def button(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words).first


def figures(page: Page, numbers: str) -> None:
    """The numbers of the file are these, once those of the page before are gone."""
    expect(page.locator(".upload-figures").first).to_have_text(numbers, timeout=A_WHILE)


def write_into_table(page: Page, row: int, column: int, text: str) -> None:
    """Types into a cell of the table, which is drawn on a canvas: by the keyboard, as those do who use no mouse."""
    page.get_by_test_id("stDataFrame").first.click(position={"x": 20, "y": 54})
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#portal textarea").fill(text)
    page.keyboard.press("Enter")


def test_from_an_invitation_to_the_map_and_back(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.url}/invitation/{desk.invitation('anna')}")
    page.get_by_label("Your name").fill("Anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/organise*")
    desk.trust("anna")
    page.goto(desk.upload)

    give(page, FILE)
    figures(page, "rows3new1need an answer1cannot be used1")
    assert desk.titles() == []
    press(button(page, "1. Springfield, Illinois, United States"))
    figures(page, "rows3new2cannot be used1")
    write_into_table(page, 0, 3, "Oslo")
    press(button(page, "Use these corrections"))
    figures(page, "rows3new3")
    press(button(page, "Publish 3 actions"))
    expect(page.get_by_role("heading", name="3 actions are on the map")).to_be_visible()
    page.get_by_role("link", name="See the map").click()
    expect(page.locator(".figures").first).to_contain_text("3", timeout=A_WHILE)
    expect(page.locator("#map-frame")).to_be_visible()
    assert desk.titles() == ["Two pm", "Vigil", "Walk"]

    page.goto(desk.upload)
    give(page, FILE)
    figures(page, "rows3unchanged3")
    expect(page.get_by_text("Nothing changes: all of this is on the map already.")).to_be_visible()
    press(page.get_by_text("Uploads so far").first)
    press(button(page, "Take back"))
    press(button(page, "Yes, take it back"))
    expect(page.get_by_text("The upload was taken back.")).to_be_visible()
    assert desk.titles() == []


def test_a_file_that_asks_its_reader_for_gigabytes_is_refused_and_everything_goes_on(
    open_as: Open, desk: Desk
) -> None:
    page = open_as("eve")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "rectangle.xlsx", "mimeType": XLSX, "buffer": HOSTILE["xlsx: cells far from their row"]()}
    )
    expect(page.get_by_role("alert").first).to_contain_text(
        "The spreadsheet is damaged and cannot be opened."
    )
    assert httpx.get(f"{desk.url}/healthz").status_code == 200
    give(page, FILE)
    figures(page, "rows3new1need an answer1cannot be used1")


def test_the_framework_speaks_the_organisers_language_too(open_as: Open, desk: Desk) -> None:
    page = open_as("fleur", locale="fr-FR")
    page.goto(f"{desk.upload}&lang=fr")
    give(page, FILE)
    expect(page.locator(".upload-figures")).to_contain_text("lignes", timeout=A_WHILE)
    press(page.get_by_text("Corriger ces lignes dans un tableau").first)
    expect(page.get_by_role("button", name="Plein écran").first).to_be_attached()
    page.goto(f"{desk.url}/organise?campaign={desk.slug}&section=actions&lang=fr")
    press(button(page, "Ajouter une action"))
    page.get_by_test_id("stDateInputCalendarButton").first.click()
    expect(page.get_by_role("dialog", name="Choisir un jour")).to_be_visible()
    expect(page.get_by_role("button", name="Mois précédent")).to_be_visible()
    heard = {line.strip() for line in str(page.evaluate(READ)).split("\n")}
    english = (
        "Choose date",
        "Previous month",
        "Next month",
        "Fullscreen",
        "Search",
        "Use arrow keys",
        "year, ",
        "day, ",
    )
    assert [one for one in heard if one.startswith(english)] == []


def test_a_pin_on_the_map_answers_where_it_is_also_on_a_phone(open_as: Open) -> None:
    page = open_as("ben", viewport=PHONE, has_touch=True, is_mobile=True)
    give(page, FILE)
    figures(page, "rows3new1need an answer1cannot be used1")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(page.locator(PICKING_FRAME).first).to_have_attribute("title", "Map to choose a place on")
    pin = page.frame_locator(PICKING_FRAME).get_by_role("button", name="Place 2", exact=True)
    pin.focus()
    pin.press("Enter")
    figures(page, "rows3new2cannot be used1")


def test_a_lost_connection_while_publishing_leaves_all_or_nothing(desk: Desk, open_as: Open) -> None:
    text = "id,city,country,title\n" + "".join(f"{n},Oslo,Norway,Action {n}\n" for n in range(1_000))
    page = open_as("cleo")
    give(page, text, "many.csv")
    figures(page, "rows1,000new1,000")
    press(button(page, "Publish 1,000 actions"), no_wait_after=True)
    page.context.set_offline(True)
    page.evaluate("window.stop()")
    page.goto("about:blank")
    assert len(desk.titles()) in {0, 1_000}
    page.context.set_offline(False)
    page.goto(desk.upload)
    give(page, text, "again.csv")  # beside many.csv, unless that one is published already
    expect(page.get_by_role("heading", name="again.csv")).to_be_visible(timeout=A_WHILE)
    press(button(page, "Publish"), timeout=A_WHILE)
    expect(page.locator(".st-key-upload-result")).to_be_visible(timeout=A_WHILE)
    assert len(desk.titles()) == 1_000
    assert [published for _, published in desk.imports()] == [1_000]


def test_two_who_publish_at_once_are_both_on_the_map(open_as: Open, desk: Desk) -> None:
    pages = {name: open_as(name) for name in ("dora", "emil")}
    for name, page in pages.items():
        text = "city,country,title\n" + "".join(f"Oslo,Norway,{name} {n}\n" for n in range(300))
        give(page, text, f"{name}.csv")
    for page in pages.values():
        figures(page, "rows300new300")
    for page in pages.values():
        press(button(page, "Publish 300 actions"), no_wait_after=True)
    for page in pages.values():
        expect(page.locator(".st-key-upload-result")).to_be_visible(timeout=A_WHILE)
    assert len(desk.titles()) == 600
    assert sorted(desk.imports()) == [("dora.csv", 300), ("emil.csv", 300)]


def test_a_large_file_shows_how_far_it_is_and_others_are_answered_meanwhile(
    open_as: Open, desk: Desk
) -> None:
    cities = ("Oslo,Norway", "Bern,Switzerland", "Lyon,France", "Springfield,United States", "Qwxzyplugh,")
    rows = (f"{n},{cities[n % 5 if n < 100 else n % 3]},Action {n}\n" for n in range(LARGE))
    page = open_as("fay")
    answered, done = [0], threading.Event()

    def visit() -> None:
        with httpx.Client(timeout=30) as http:
            while not done.wait(0.2):
                answer = http.get(f"{desk.url}/api/v1/campaigns/{desk.slug}/cities.geojson")
                answered[0] += answer.status_code == 200

    visitor = threading.Thread(target=visit)
    page.evaluate(
        """() => { globalThis.seen = new Set(); new MutationObserver(() =>
        document.querySelectorAll('[role=progressbar]').forEach((bar) => seen.add(bar.getAttribute('aria-valuenow'))))
        .observe(document.body, { subtree: true, childList: true, attributes: true }); }"""
    )
    visitor.start()
    try:
        give(page, "id,city,country,title\n" + "".join(rows))
        figures(page, "rows6,000new5,960need an answer20cannot be used20")
    finally:
        done.set()
        visitor.join()
    assert len(page.evaluate("[...seen]")) > 3
    assert answered[0] > 3
    press(button(page, "1. Springfield, Illinois, United States"))
    expect(page.get_by_text("Your answers are noted.")).to_be_visible()
    press(button(page, "Publish"))
    expect(page.get_by_role("heading", name="5,980 actions are on the map")).to_be_visible(
        timeout=2 * A_WHILE
    )
    assert len(desk.titles()) == 5_980


def test_the_place_to_drop_files_speaks_the_readers_language(open_as: Open) -> None:
    page = open_as("hal", locale="de-DE")
    dropzone = page.get_by_test_id("stFileUploaderDropzone")
    expect(dropzone).to_contain_text("je Datei")
    expect(dropzone.locator("button")).to_have_accessible_name(re.compile("Hochladen$"))
    expect(dropzone.locator("input")).to_have_accessible_name("Hochladen")
