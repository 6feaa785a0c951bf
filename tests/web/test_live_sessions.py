"""No page outlives the session of its cookie, and none is taken over by another; files of rows ask who asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard import accounts, publishing
from dashboard.accounts import OPERATOR, Role
from dashboard.geocoding import Resolver, open_gazetteer
from dashboard.ingest import Limits
from dashboard.publishing import Choices, KeptDraft
from dashboard.storage import Store
from dashboard.web.cookies import cookie_in
from tests.storage.samples import CAMPAIGN
from tests.web.serving import Site

PASSWORD = "five lanterns by the river"
CANARY = "zqc2qz@example.org"
FILE = f"city,country,title,contact\nSpringfield,United States,Vigil,{CANARY}\n"


def page_of(site: Site, cookies: httpx.Cookies | None, session_id: str = "") -> ClientConnection:
    """An open page of Streamlit, as a browser asks for it."""
    asked = ["streamlit", "none", session_id] if session_id else ["streamlit"]
    cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    return connect(
        f"ws://{site.host}/_stcore/stream",
        subprotocols=[Subprotocol(one) for one in asked],
        origin=Origin(site.url),
        additional_headers={"Cookie": cookie} if cookie else None,
        max_size=None,
    )


def name_of(page: ClientConnection) -> str:
    """The name of the page's session."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    page.send(asked.SerializeToString())
    while True:
        data = page.recv(timeout=60)
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            return str(message.new_session.initialize.session_id)


def is_closed(page: ClientConnection, *, within: float) -> bool:
    """Whether the server closes a page that asks nothing any more."""
    try:
        while True:
            page.recv(timeout=within)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False


@pytest.fixture
def browser(server: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as client:
        yield client


def enter(
    site: Site, browser: httpx.Client, name: str, role: Role = Role.ORGANISER, slug: str = CAMPAIGN.slug
) -> None:
    with closing(Store.open(f"sqlite:///{site.data_dir / 'actions.sqlite'}")) as store:
        link = f"/invitation/{accounts.invite(store, OPERATOR, f'{name}@example.org', slug, role)}"
    assert browser.post(link, data={"name": name, "password": PASSWORD}).status_code == 303


def test_a_cookie_of_another_program_on_the_host_hides_none_of_ours() -> None:
    assert cookie_in({"cookie": 'prefs={"a":1}; session=token'}, "session") == "token"
    assert cookie_in({}, "session") == ""


def test_a_page_that_asks_nothing_is_closed_when_its_session_ends(
    server: Site, browser: httpx.Client
) -> None:
    enter(server, browser, "quiet")
    with page_of(server, browser.cookies) as mine, page_of(server, None) as public:
        name_of(mine), name_of(public)
        assert browser.post("/sign-out").status_code == 303
        assert is_closed(mine, within=6)
        assert not is_closed(public, within=0.1)


def test_a_page_is_taken_up_again_with_the_same_cookie_alone(server: Site, browser: httpx.Client) -> None:
    enter(server, browser, "again")
    kept = httpx.Cookies(browser.cookies)
    with page_of(server, kept) as mine:
        name = name_of(mine)
    with page_of(server, None, name) as stranger:
        assert name_of(stranger) != name
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as other:
        enter(server, other, "eve")
        with page_of(server, other.cookies, name) as theirs:
            assert name_of(theirs) != name
    with page_of(server, kept, name) as again:
        assert name_of(again) == name
    assert browser.post("/sign-out").status_code == 303
    with page_of(server, kept, name) as late:
        assert name_of(late) != name


def test_rows_to_correct_are_for_whoever_has_the_session_and_the_role_now(
    server: Site, browser: httpx.Client, gazetteer_dir: Path
) -> None:
    enter(server, browser, "rows")
    with closing(Store.open(f"sqlite:///{server.data_dir / 'actions.sqlite'}")) as store:
        person = accounts.who(store, next(iter(browser.cookies.values())))
        assert person is not None
        accounts.set_trusted(store, OPERATOR, person.id, CAMPAIGN.slug, trusted=True)
        person = accounts.who(store, next(iter(browser.cookies.values())))
        assert person is not None
        seen = publishing.preview_upload(
            store,
            person,
            Resolver(open_gazetteer(gazetteer_dir)),
            CAMPAIGN.slug,
            "a.csv",
            FILE.encode(),
            limits=Limits(),
        )
        number = publishing.publish_upload(store, person, seen).import_id
        publishing.keep_draft(
            store, person, CAMPAIGN.slug, KeptDraft(77, "a.csv", FILE.encode(), Choices(), (), is_done=False)
        )
    address = f"/organise/{CAMPAIGN.slug}/imports/{number}/to-correct.csv"
    file = browser.get(address)
    assert (file.status_code, CANARY in file.text, file.headers["cache-control"]) == (200, True, "no-store")
    assert re.match("attachment;", file.headers["content-disposition"])
    assert browser.get(address.replace(CAMPAIGN.slug, "nowhere")).status_code == 403
    assert browser.get(f"/organise/{CAMPAIGN.slug}/imports/999/to-correct.csv").status_code == 404
    assert browser.get(f"/organise/{CAMPAIGN.slug}/drafts/999/to-correct.csv").status_code == 404
    draft = f"/organise/{CAMPAIGN.slug}/drafts/77/to-correct.csv"
    assert CANARY in browser.get(draft).text
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as other:
        assert _refused(other, address) == _refused(other, draft) == {303}
        enter(server, other, "mallory")
        assert (_refused(other, address), _refused(other, draft)) == ({403}, {404})
        with closing(Store.open(f"sqlite:///{server.data_dir / 'actions.sqlite'}")) as store:
            mallory = accounts.who(store, next(iter(other.cookies.values())))
            assert mallory is not None
            accounts.end_membership(store, OPERATOR, mallory.id, CAMPAIGN.slug)
            assert _refused(other, address) == _refused(other, draft) == {403}
            accounts.end_membership(store, OPERATOR, person.id, CAMPAIGN.slug)
            assert _refused(browser, address) == _refused(browser, draft) == {403}
    cookies = dict(browser.cookies)
    browser.post("/sign-out")
    browser.cookies.update(cookies)
    assert _refused(browser, address) == _refused(browser, draft) == {303}


def _refused(client: httpx.Client, address: str) -> set[int]:
    """What somebody is told who asks for rows in each way there is; they get none, and may keep no answer."""
    part = {"Range": "bytes=0-99", "If-None-Match": "*"}
    ways = [(method, headers) for method in ("GET", "HEAD") for headers in ({}, part)]
    answers = [client.request(method, address, headers=headers) for method, headers in ways]
    assert [one for one in answers if CANARY in one.text or one.headers["cache-control"] != "no-store"] == []
    return {one.status_code for one in answers}
