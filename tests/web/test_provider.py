"""Signing in with a provider of OpenID Connect, which the test starts: the invited get in, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from dashboard import accounts
from dashboard.accounts import OPERATOR, Role
from dashboard.storage import Store
from tests.web.actions import CAMPAIGN
from tests.web.provider import CLIENT_ID, CLIENT_SECRET, OTHER_KEY, Provider, providing
from tests.web.serving import Site, fill, serving

ADA = {"email": "Ada@example.org", "email_verified": True, "name": "Ada Lovelace"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: object, provider: Provider
) -> Iterator[Site]:
    data_dir = tmp_path_factory.mktemp("oidc")
    (data_dir / "gazetteer").symlink_to(str(gazetteer_dir))
    fill(data_dir)
    settings = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "base_path": "/map",
    }
    with serving(data_dir, **settings) as site:
        with closing(Store.open(f"sqlite:///{site.data_dir / 'actions.sqlite'}")) as store:
            accounts.invite(store, OPERATOR, "ada@example.org", CAMPAIGN.slug, Role.MODERATOR)
        yield site


@pytest.fixture
def browser(site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url) as client:
        yield client


def leave(browser: httpx.Client) -> str:
    """Goes to the provider; the address that it sends the visitor back to."""
    away = browser.get("/sign-in/oidc")
    assert away.status_code == 303
    back = httpx.get(away.headers["location"])
    assert back.status_code == 302
    return back.headers["location"]


def is_in(browser: httpx.Client) -> bool:
    return browser.get("/account").status_code == 200


def test_the_page_offers_it_and_the_invited_get_in_with_their_role(
    site: Site, provider: Provider, browser: httpx.Client
) -> None:
    provider.say(**ADA)
    assert 'href="/map/sign-in/oidc"' in browser.get("/sign-in").text
    answer = browser.get(leave(browser))
    assert (answer.status_code, answer.headers["location"]) == (303, "/map/organise")
    assert "Ada Lovelace · ada@example.org" in browser.get("/account").text
    assert browser.get(f"/people?campaign={CAMPAIGN.slug}").status_code == 200
    assert set(browser.cookies) == {"session"}


def test_an_address_may_come_from_where_the_provider_tells_more(
    provider: Provider, browser: httpx.Client
) -> None:
    provider.say()
    provider.userinfo = ADA | {"sub": "7"}
    browser.get(leave(browser))
    assert is_in(browser)


def test_what_is_told_of_somebody_else_does_not_count(provider: Provider, browser: httpx.Client) -> None:
    provider.say()
    provider.userinfo = ADA | {"sub": "8"}
    assert browser.get(leave(browser)).status_code == 502
    assert not is_in(browser)


def test_who_was_not_invited_is_told_so(provider: Provider, browser: httpx.Client) -> None:
    provider.say(email="stranger@example.org", email_verified=True)
    answer = browser.get(leave(browser))
    assert answer.status_code == 403
    assert "Nobody has invited this e-mail address yet." in answer.text
    assert not is_in(browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"aud": "another-site"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "another"},
        {"exp": 1_500_000_000},
        {"azp": "another-site"},
    ],
    ids=lambda claims: next(iter(claims.items())).__str__(),
)
def test_a_token_that_does_not_prove_it_opens_nothing(
    provider: Provider, browser: httpx.Client, claims: dict[str, object]
) -> None:
    provider.say(**ADA | claims)
    answer = browser.get(leave(browser))
    assert answer.status_code == 502
    assert "The sign-in provider did not confirm who you are." in answer.text
    assert not is_in(browser)


def test_a_token_signed_by_somebody_else_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    provider.say(**ADA)
    provider.signed_with = OTHER_KEY
    assert browser.get(leave(browser)).status_code == 502
    assert not is_in(browser)


def test_a_link_back_works_in_the_browser_that_left_and_once(
    site: Site, provider: Provider, browser: httpx.Client
) -> None:
    provider.say(**ADA)
    back = leave(browser)
    with httpx.Client(base_url=site.url) as other:
        assert other.get(back).headers["location"] == "/map/sign-in"
        other.get("/sign-in/oidc")
        assert other.get(back).status_code == 502
        assert not is_in(other)
    assert browser.get(back).status_code == 303
    assert is_in(browser)
    assert browser.get(back).headers["location"] == "/map/sign-in"


def test_only_what_is_needed_goes_to_the_provider(
    provider: Provider, browser: httpx.Client, site: Site
) -> None:
    away = browser.get("/sign-in/oidc").headers["location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    assert asked | {"state": "", "nonce": "", "code_challenge": ""} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": f"{site.url}/sign-in/oidc/callback",
        "scope": "openid email profile",
        "state": "",
        "nonce": "",
        "code_challenge": "",
        "code_challenge_method": "S256",
    }
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


@pytest.mark.parametrize("cookie", ["", "x", "%7B%7D", "%5B1%5D", '{"state": "a"}'])
def test_who_comes_back_without_having_left_is_asked_to_sign_in(site: Site, cookie: str) -> None:
    answer = site.http.get("/sign-in/oidc/callback?code=1&state=2", headers={"Cookie": f"oidc={cookie}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/map/sign-in")


def test_without_a_provider_there_is_no_such_way(server: Site) -> None:
    assert "/sign-in/oidc" not in server.http.get("/sign-in").text
    for path in ("/sign-in/oidc", "/sign-in/oidc/callback?code=1&state=2"):
        assert server.http.get(path).headers["location"] == "/sign-in"
