"""What a provider of OpenID Connect says of somebody is believed if it proves it, and its address is a safe one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import requests

from dashboard.accounts import provider as sign_in
from dashboard.accounts.provider import Identity, Journey
from dashboard.errors import ProviderUnavailable
from tests.web.provider import CLIENT_ID, CLIENT_SECRET, Provider, providing

CALLBACK = "http://localhost/back"
ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada Lovelace"}
UNREACHABLE, UNBELIEVABLE = "provider_unreachable", "provider_unbelievable"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@pytest.fixture
def there() -> Iterator[Provider]:
    with providing() as there:
        yield there


def ours(issuer: str) -> sign_in.Provider:
    return sign_in.Provider(issuer, CLIENT_ID, CLIENT_SECRET, CALLBACK)


def back(there: Provider) -> tuple[dict[str, str], Journey]:
    """Somebody goes there; the query with which they are sent back, and what their browser kept."""
    address, journey = ours(there.issuer).leave()
    answer = httpx.get(address)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}, journey


def refusal(there: Provider, query: dict[str, str], journey: Journey) -> str:
    with pytest.raises(ProviderUnavailable) as refused:
        ours(there.issuer).arrive(urlencode(query), journey)
    return refused.value.code


def test_who_comes_back_is_who_the_provider_says(there: Provider) -> None:
    there.say(**ADA)
    query, journey = back(there)
    assert ours(there.issuer).arrive(urlencode(query), journey) == Identity("ada@example.org", "Ada Lovelace")
    there.say(email="bo@example.org", email_verified=True)
    query, journey = back(there)
    assert ours(there.issuer).arrive(urlencode(query), journey) == Identity("bo@example.org", "")


@pytest.mark.parametrize("state", ["!", "~"])
def test_who_went_on_another_journey_is_nobody(there: Provider, state: str) -> None:
    there.say(**ADA)
    query, journey = back(there)
    assert refusal(there, query | {"state": state}, journey) == UNBELIEVABLE
    assert refusal(there, {"state": query["state"]}, journey) == UNBELIEVABLE
    assert ours(there.issuer).arrive(urlencode(query), journey).email == "ada@example.org"


@pytest.mark.parametrize("sub", ["6", "8", ""])
def test_more_is_believed_of_the_same_person_alone(there: Provider, sub: str) -> None:
    there.say()
    there.userinfo = ADA | {"sub": sub}
    assert refusal(there, *back(there)) == UNBELIEVABLE
    there.userinfo = ADA | {"sub": "7"}
    query, journey = back(there)
    assert ours(there.issuer).arrive(urlencode(query), journey).name == "Ada Lovelace"


@pytest.mark.parametrize("verified", [False, None, "true", 1, 2])
def test_an_address_that_nobody_verified_is_nobody_s(there: Provider, verified: object) -> None:
    there.say(**ADA | {"email_verified": verified})
    assert refusal(there, *back(there)) == UNBELIEVABLE


class Published:
    """What the web says at the address of a provider, and which addresses were asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.says: dict[str, Any] = {}
        self.asked: list[str] = []
        monkeypatch.setattr(requests, "get", self._get)

    def _get(self, address: str, timeout: float) -> requests.Response:
        self.asked.append(address)
        answer = requests.Response()
        answer.status_code = 200
        answer.json = lambda **_: self.says  # type: ignore[method-assign]  # the answer of a provider
        return answer


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Published:
    sign_in._metadata.cache_clear()
    return Published(monkeypatch)


def metadata(issuer: str) -> dict[str, Any]:
    return {"issuer": issuer} | {name: f"{issuer}/{name}" for name in ENDPOINTS}


@pytest.mark.parametrize("issuer", ["https://login.example", "http://localhost:8080", "http://127.0.0.1"])
def test_a_provider_is_asked_where_nobody_reads_along(published: Published, issuer: str) -> None:
    published.says = metadata(issuer)
    address, journey = ours(issuer).leave()
    assert address.startswith(f"{issuer}/authorization_endpoint?")
    assert parse_qs(urlsplit(address).query)["state"] == [journey.state]
    assert published.asked == [f"{issuer}/.well-known/openid-configuration"]


@pytest.mark.parametrize("issuer", ["http://login.example", "ftp://login.example", "wss://login.example"])
def test_a_provider_without_encryption_is_not_even_asked(published: Published, issuer: str) -> None:
    published.says = metadata(issuer)
    with pytest.raises(ProviderUnavailable, match=UNREACHABLE):
        ours(issuer).leave()
    assert published.asked == []


@pytest.mark.parametrize(
    "change",
    [*({name: None} for name in ENDPOINTS), {"issuer": "https://a.example"}, {"issuer": "https://z.example"}],
)
def test_a_provider_that_does_not_say_where_it_is_or_is_another_is_not_used(
    published: Published, change: dict[str, str | None]
) -> None:
    said = metadata("https://login.example") | change
    published.says = {name: value for name, value in said.items() if value is not None}
    with pytest.raises(ProviderUnavailable, match=UNREACHABLE):
        ours("https://login.example").leave()
