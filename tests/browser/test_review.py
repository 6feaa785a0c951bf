"""What the public submits, what a moderator decides, and what two people agree to show, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard import accounts, publishing
from dashboard.accounts import OPERATOR, Door, Role
from dashboard.accounts.people import to_person
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign
from dashboard.storage import Store
from tests.browser.conftest import DESKTOP, PHONE, dashboard, press, watched
from tests.browser.reading import follow
from tests.browser.test_accessibility import complaints
from tests.waiting import until

SLUG = "watching"
DOOR = Door(b"k" * 32, timedelta(hours=1), timedelta(days=1))
PEOPLE = {"anna": Role.ORGANISER, "mo": Role.MODERATOR}
RISKY = "city,country,title,venue,starts\nGrozny,Russia,Quiet,House of Culture,12:00\n"
NEW = "city,country,title\nOslo,Norway,Vigil\nBern,Switzerland,Second\n"


@dataclass(frozen=True)
class Server:
    url: str
    sessions: dict[str, str]
    uid: str
    """Of the action in Grozny."""


def _fill(store: Store, resolver: Resolver) -> Iterator[tuple[str, str]]:
    store.save_campaign(Campaign(SLUG, "We are watching", day=date(2099, 4, 7), starts=time(14)))
    for name, role in PEOPLE.items():
        link = accounts.invite(store, OPERATOR, f"{name}@example.org", SLUG, role)
        token = accounts.accept(store, DOOR, link, name=name.title(), password="five lanterns by the river")
        assert token is not None
        yield name, token
    anna, mo = (store.accounts.person_by_email(f"{name}@example.org") for name in PEOPLE)
    assert anna is not None
    assert mo is not None
    by = to_person(anna)
    for name, text in (("risky.csv", RISKY), ("new.csv", NEW)):
        previewed = publishing.preview_upload(store, by, resolver, SLUG, name, text.encode(), limits=Limits())
        sent = publishing.publish_upload(store, by, previewed).import_id
        assert sent is not None
        if name == "risky.csv":
            publishing.approve_imports(store, to_person(mo), SLUG, [sent])
    accounts.set_trusted(store, OPERATOR, anna.id, SLUG, trusted=True)


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path, gazetteer: Gazetteer
) -> Iterator[Server]:
    """A dashboard with one action in Grozny, and a first upload that waits."""
    data_dir = tmp_path_factory.mktemp("review")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        sessions = dict(_fill(store, Resolver(gazetteer)))
        [uid] = store.desk.actions(SLUG)
    with dashboard(data_dir, "--no-example") as url:
        yield Server(url, sessions, uid)


Open = Callable[..., Page]


def signed_in(browser: Browser, **options: Any) -> AbstractContextManager[Page]:
    """As `watched`; but below the root Streamlit asks twice for its own files, and the first time in vain."""
    return watched(browser, but="404 (Not Found)", **options)


@pytest.fixture
def open_as(browser: Browser, server: Server) -> Iterator[Open]:
    """A page of somebody who is signed in, at a section."""
    with ExitStack() as pages:

        def opening(name: str, section: str, **options: object) -> Page:
            page = pages.enter_context(signed_in(browser, **options))
            session = server.sessions[name]
            page.context.add_cookies([{"name": "session", "value": session, "url": server.url}])
            page.goto(f"{server.url}/organise?campaign={SLUG}&section={section}&lang=en")
            return page

        yield opening


def public(server: Server) -> str:
    """All that programs are told."""
    return httpx.get(f"{server.url}/api/v1/campaigns/{SLUG}/actions.geojson", timeout=30).text


def test_what_somebody_submits_without_scripts_is_public_once_a_moderator_approves(
    browser: Browser, server: Server, open_as: Open
) -> None:
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{server.url}/c/{SLUG}?lang=en")
        follow(page, "Submit an action")
        expect(page.get_by_label("Leave this empty")).not_to_be_in_viewport()
        page.get_by_label("City").fill("Lyon")
        page.get_by_label("Country").fill("France")
        page.get_by_label("Title").fill("Ensemble")
        page.get_by_label("Description").fill("Write to ana@example.org")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert "Ensemble" not in public(server)
    desk = open_as("mo", "review")
    proposal = desk.locator("[class*=st-key-pending-]").filter(has_text="Ensemble").last
    expect(proposal.locator(".private")).to_contain_text("ana@example.org")
    press(proposal.get_by_role("button", name="Take it out"))
    expect(desk.get_by_text("Saved. It still waits for you.")).to_be_visible()
    press(proposal.get_by_role("button", name="Approve", exact=True))
    expect(desk.get_by_text("1 approved. It is on the map.")).to_be_visible()
    assert "ana@example.org" not in public(server)
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{server.url}/c/{SLUG}?lang=en")
        expect(page.get_by_text("Ensemble")).to_be_visible()


def test_a_venue_where_it_is_dangerous_is_shown_only_once_a_second_person_agrees(
    server: Server, open_as: Open
) -> None:
    asking = open_as("anna", f"risk&action={server.uid}")
    press(asking.get_by_text("Exact", exact=True))
    expect(asking.get_by_text("It would see, once two people agree")).to_be_visible()
    press(asking.get_by_text("I confirm:"))
    press(asking.get_by_role("button", name="Ask for a second person’s approval"))
    expect(asking.get_by_text("Asked. Nothing more is shown until")).to_be_visible()
    assert "House of Culture" not in public(server)
    agreeing = open_as("mo", "risk")
    waiting = agreeing.locator("[class*=st-key-awaiting-]").first
    expect(waiting).to_contain_text("House of Culture")
    press(waiting.get_by_role("button", name="I agree: show it as “Exact”"))
    expect(agreeing.get_by_text("Two people agree now. The map shows it.")).to_be_visible()
    until(lambda: "House of Culture" in public(server))
    again = open_as("anna", f"risk&action={server.uid}")
    press(again.get_by_role("button", name="Show the city alone"))
    expect(again.get_by_text("The city alone is shown.", exact=True)).to_be_visible()
    assert "House of Culture" not in public(server)


def test_a_report_without_scripts_is_read_and_settled(
    browser: Browser, server: Server, open_as: Open
) -> None:
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{server.url}/about?campaign={SLUG}&lang=en")
        follow(page, "Report a wrong or dangerous pin")
        page.get_by_label("Which action or city?").fill("Grozny")
        page.get_by_label("What is wrong or dangerous?").fill("That is my home.")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    desk = open_as("mo", "review")
    press(desk.get_by_text("Reports of the public"))
    expect(desk.get_by_text("That is my home.")).to_be_visible()
    press(desk.get_by_role("button", name="Settled: delete this report"))
    expect(desk.get_by_text("No reports")).to_be_visible()


@pytest.mark.parametrize(
    ("viewport", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)
@pytest.mark.parametrize("form", ["submit", "report", "submit?sent=yes"])
def test_the_public_forms_break_no_rule_and_fit_their_screen(
    browser: Browser, server: Server, form: str, viewport: dict[str, int], theme: str
) -> None:
    with watched(browser, viewport=viewport, color_scheme=theme, bypass_csp=True) as page:
        page.goto(f"{server.url}/c/{SLUG}/{form}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize(
    ("viewport", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)
@pytest.mark.parametrize("section", ["review", "risk"])
def test_the_moderators_pages_break_no_rule_and_fit_their_screen(
    server: Server, open_as: Open, section: str, viewport: dict[str, int], theme: str
) -> None:
    where = f"{section}&action={server.uid}" if section == "risk" else section
    page = open_as("mo", where, viewport=viewport, color_scheme=theme, reduced_motion="reduce")
    page.locator(".seen, [class*=st-key-pending-]").first.wait_for()
    expect(page.get_by_role("button").last).to_be_visible()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
