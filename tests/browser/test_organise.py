"""What organisers do in a real browser after an upload, and that the public page shows each of it at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from dashboard import accounts, publishing
from dashboard.accounts import OPERATOR, Door, Membership, Person, Role
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign
from dashboard.storage import Store
from tests.browser.conftest import PHONE, PICKING_FRAME, dashboard, press, until_known, watched

TITLE = "We are watching"
PASSWORD = "five lanterns by the river"
DOOR = Door(b"k" * 32, idle=timedelta(hours=12), longest=timedelta(days=14))
FILE = """\
id,city,country,date,title,venue,contact
1,Bern,Switzerland,2048-04-07,Silent march,Bundesplatz,never.shown@example.org
2,Springfield,United States,2048-04-07,Vigil,,
3,Qwxzyplugh,,2048-04-07,Nowhere,,
"""


@dataclass(frozen=True)
class Desk:
    """A campaign on a running dashboard, of which the tests see the store."""

    url: str
    data_dir: Path
    slug: str

    def store(self) -> closing[Store]:
        """The store that the server reads too."""
        return closing(Store.open(f"sqlite:///{self.data_dir / 'actions.sqlite'}"))

    @property
    def email(self) -> str:
        """The address of the moderator, one for each campaign."""
        return f"{self.slug}@example.org"

    def invitation(self) -> str:
        """What lets the moderator in, once."""
        with self.store() as store:
            return accounts.invite(store, OPERATOR, self.email, self.slug, Role.MODERATOR)

    def upload(self, resolver: Resolver) -> None:
        """Publish a file as somebody else of the team."""
        other = Person("other", "other@example.org", "Other", (Membership(self.slug, Role.ORGANISER, True),))
        with self.store() as store:
            preview = publishing.preview_upload(
                store, other, resolver, self.slug, "actions.csv", FILE.encode(), limits=Limits()
            )
            publishing.publish_upload(store, other, preview)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[tuple[str, Path]]:
    """The address and the data of a dashboard that all tests of this file share."""
    data_dir = tmp_path_factory.mktemp("organise")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    with dashboard(data_dir, "--no-example") as url:
        yield url, data_dir


_numbers = itertools.count(1)


@pytest.fixture
def desk(running: tuple[str, Path], gazetteer: Gazetteer) -> Desk:
    """A campaign of its own for each test, with one upload."""
    desk = Desk(*running, slug=f"watching-{next(_numbers)}")
    with desk.store() as store:
        store.save_campaign(Campaign(desk.slug, TITLE, day=date(2048, 4, 7), starts=time(14)))
    desk.upload(Resolver(gazetteer))
    until_known(desk.url, desk.slug)
    return desk


def opened(browser: Browser, **options: Any) -> AbstractContextManager[Page]:
    """The framework looks for its own files below each page's address first, which its console calls an error."""
    return watched(browser, but="Failed to load resource", **options)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def come(page: Page, desk: Desk, section: str) -> None:
    """Open a section as the moderator, who is signed in already."""
    with desk.store() as store:
        token = accounts.accept(store, DOOR, desk.invitation(), name="Mo", password=PASSWORD)
    assert token is not None
    page.context.add_cookies([{"name": "session", "value": token, "url": desk.url}])
    page.goto(f"{desk.url}/organise?campaign={desk.slug}&section={section}")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def picker(page: Page) -> FrameLocator:
    """The map to choose on."""
    return page.frame_locator(PICKING_FRAME)


def says(page: Page, sentence: str) -> None:
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()


@contextmanager
def public(page: Page, desk: Desk) -> Iterator[Page]:
    """What a visitor sees at that moment, in another profile."""
    assert page.context.browser is not None
    with opened(page.context.browser) as visitor:
        visitor.goto(f"{desk.url}/?campaign={desk.slug}&show=list")
        expect(visitor.get_by_role("heading", name="All actions")).to_be_visible()
        yield visitor


def change(page: Page, title: str) -> None:
    """Open one action from the list."""
    row = page.locator("[class*=st-key-action-]").filter(has_text=title)
    press(row.get_by_role("button", name="Change"))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_the_desk_asks_for_nothing_that_is_not_there(page: Page, desk: Desk) -> None:
    asked: dict[str, int] = {}
    page.on("response", lambda answer: asked.update({answer.url: answer.status}))
    come(page, desk, "actions")
    expect(page.get_by_role("button", name="Change").first).to_be_visible()
    assert f"{desk.url}/_stcore/health" in asked
    assert {url: status for url, status in asked.items() if status >= 400} == {}


def test_an_invitation_leads_to_the_desk(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.url}/invitation/{desk.invitation()}")
    page.get_by_label("Your name").fill("Mo")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    press(page.get_by_role("radio", name="Uploads so far"))
    says(page, "3 rows: 1 published, 1 needs an answer, 1 cannot be used")


def test_a_pin_answers_a_question_and_the_public_page_shows_it(page: Page, desk: Desk) -> None:
    come(page, desk, "waiting")
    expect(page.get_by_role("heading", name="Open questions · 2")).to_be_visible()
    picker(page).get_by_role("button", name="Place 2", exact=True).click()
    says(page, "The row is on the map.")
    expect(page.get_by_role("heading", name="Open questions · 1")).to_be_visible()
    with public(page, desk) as visitor:
        expect(visitor.get_by_text("Vigil")).to_be_visible()
        expect(visitor.get_by_text("Springfield, United States")).to_be_visible()


def test_a_place_that_nobody_knows_is_shown_on_the_map(page: Page, desk: Desk) -> None:
    come(page, desk, "waiting")
    press(page.get_by_role("button", name="Show on the map"))
    cross = picker(page).get_by_role("button", name="Choose the point under the cross")
    cross.focus()
    cross.press("Enter")
    expect(page.get_by_text(re.compile(r"^Chosen: -?\d+\.\d{5}, -?\d+\.\d{5}, near "))).to_be_visible()
    press(page.get_by_role("button", name="Yes, it is here"))
    says(page, "The row is on the map.")
    with public(page, desk) as visitor:
        expect(visitor.locator("ul.actions li")).to_have_count(2)


def test_an_action_is_edited_moved_and_cancelled_and_the_public_page_follows(page: Page, desk: Desk) -> None:
    come(page, desk, "actions")
    change(page, "Silent march")
    page.get_by_label("Title").fill("Silent march with candles")
    press(page.get_by_role("button", name="Save"))
    says(page, "Saved. The map shows it now.")
    with public(page, desk) as visitor:
        expect(visitor.get_by_text("Silent march with candles")).to_be_visible()

    press(page.get_by_role("radio", name="Place"))
    expect(picker(page).get_by_role("button", name="The place as it is")).to_be_visible()
    expect(picker(page).locator("link[href$='/typeface/faces.css']")).to_be_attached()
    picker(page).locator("#map_div").click(position={"x": 400, "y": 300})
    press(page.get_by_role("button", name="Yes, it is here"))
    says(page, "The action was moved.")
    with public(page, desk) as visitor:
        expect(visitor.get_by_text("Silent march with candles")).to_be_visible()
        expect(visitor.get_by_text("Bern, Switzerland")).to_have_count(0)

    press(page.get_by_role("radio", name="Cancel or postpone"))
    press(page.get_by_role("button", name="Cancel this action"))
    says(page, "The action is cancelled.")
    with public(page, desk) as visitor:
        item = visitor.locator("ul.actions li").filter(has_text="Silent march with candles")
        expect(item.get_by_text("Cancelled")).to_be_visible()

    press(page.get_by_role("radio", name="History"))
    history = page.locator(".history > li")
    expect(history).to_have_count(4)
    expect(history.first).to_contain_text("Status: Planned → Cancelled")
    expect(history.nth(2)).to_contain_text("Title: Silent march → Silent march with candles")


def test_a_time_is_read_from_its_hour_in_a_language_that_is_read_from_the_right(
    browser: Browser, desk: Desk
) -> None:
    with opened(browser, locale="ar-EG") as page:
        come(page, desk, "actions")
        press(page.get_by_role("button", name="إضافة فعالية"))
        for field, parts in (("stTimeInput", ("hour", "minute")), ("stDateInput", ("year", "month", "day"))):
            shown = page.get_by_test_id(field).first
            boxes = [shown.locator(f"[data-type={part}]").bounding_box() for part in parts]
            lefts = [box["x"] for box in boxes if box]
            assert len(lefts) == len(parts)
            assert lefts == sorted(lefts)


def test_an_upload_is_taken_back_as_a_whole(page: Page, desk: Desk) -> None:
    come(page, desk, "imports")
    says(page, "3 rows: 1 published, 1 needs an answer, 1 cannot be used")
    with page.expect_download() as download:
        press(page.get_by_role("link", name="Rows to correct, as a file"))
    report = download.value.path().read_text("utf-8-sig").splitlines()
    assert report[0] == "What to correct,id,city,country,date,title,venue,contact"
    assert [line.split(",")[-3] for line in report[1:]] == ["Vigil", "Nowhere"]
    press(page.get_by_role("button", name="Take back"))
    expect(
        page.get_by_text("1 action disappears from the map. 2 rows are asked about no longer.")
    ).to_be_visible()
    press(page.get_by_role("button", name="Yes, take it back"))
    says(page, "The upload was taken back.")
    assert page.context.browser is not None
    with opened(page.context.browser) as visitor:
        visitor.goto(f"{desk.url}/?campaign={desk.slug}")
        expect(visitor.get_by_role("heading", name="No actions yet")).to_be_visible()


def test_an_ended_session_reaches_the_open_tab_by_itself(page: Page, desk: Desk) -> None:
    come(page, desk, "actions")
    expect(page.get_by_text("Silent march")).to_be_visible()
    with desk.store() as store:
        member = next(one for one in accounts.members(store, OPERATOR, desk.slug) if one.name == "Mo")
        accounts.sign_out_everywhere(store, OPERATOR, member.id, desk.slug)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the map")).to_be_visible()
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()
    expect(page.get_by_text("Silent march")).to_have_count(0)


def test_who_is_not_signed_in_sees_none_of_it(page: Page, desk: Desk) -> None:
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    for section in ("upload", "waiting", "actions", "imports", "risk", "review"):
        frames.clear()
        page.goto(f"{desk.url}/organise?campaign={desk.slug}&section={section}")
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
        seen = page.content() + "".join(frames)
        assert frames, section
        secret = ("never.shown", "Silent march", "Qwxzyplugh")
        assert not [word for word in secret if word in seen], section


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, desk: Desk) -> None:
    with opened(browser, viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        come(phone, desk, "waiting")
        for section, shown in {
            "waiting": "actions.csv",
            "actions": "Silent march",
            "imports": "actions.csv",
        }.items():
            phone.goto(f"{desk.url}/organise?campaign={desk.slug}&section={section}")
            expect(phone.get_by_text(shown).first, section).to_be_visible()
            assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), section
