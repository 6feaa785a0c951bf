"""Signing in with a provider of OpenID Connect: the way there, and the way back.

What the browser must bring back unchanged is in a cookie of ten minutes, so that nobody can be led into the
account of somebody else by a link.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from dashboard import accounts
from dashboard.accounts.provider import Journey, Provider
from dashboard.errors import NotAllowed, ProviderUnavailable
from dashboard.web import language, resources
from dashboard.web.account import session
from dashboard.web.account.words import said
from dashboard.web.cookies import give, take_back
from dashboard.web.serving.site import site_of

_SECONDS: Final = 600


async def leave(request: Request) -> Response:
    """Sends the visitor to the provider."""
    provider = _provider(request)
    if provider is None:
        return session.go(session.link(request, "/sign-in"))
    try:
        address, journey = await session.aside(provider.leave)
    except ProviderUnavailable as error:
        return _failed(request, error)
    kept = quote(json.dumps(asdict(journey)))
    return give(session.go(address), resources.settings(), _cookie(), kept, _SECONDS)


async def come_back(request: Request) -> Response:
    """Lets the visitor in whom the provider has sent back, if they were invited."""
    provider, journey = _provider(request), _journey(request)
    if provider is None or journey is None:
        return session.go(session.link(request, "/sign-in"))
    try:
        identity = await session.aside(partial(provider.arrive, request.url.query, journey))
        token = await session.aside(
            lambda: accounts.sign_in_verified(
                resources.store(), session.door(), identity.email, name=identity.name
            )
        )
    except (ProviderUnavailable, NotAllowed) as error:
        return _failed(request, error)
    response = take_back(session.go(session.link(request, "/organise")), resources.settings(), _cookie())
    return session.keep(response, token)


def _provider(request: Request) -> Provider | None:
    """The provider of this installation, if one is configured."""
    settings = resources.settings()
    if not settings.oidc_issuer:
        return None
    callback = f"{site_of(request, settings)}/sign-in/oidc/callback"
    return Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, callback)


def _journey(request: Request) -> Journey | None:
    """What the browser kept of the way there."""
    try:
        return Journey(**json.loads(unquote(request.cookies.get(_cookie(), ""))))
    except (TypeError, ValueError):
        return None


def _cookie() -> str:
    return "__Host-oidc" if resources.settings().behind_tls else "oidc"


def _failed(request: Request, error: ProviderUnavailable | NotAllowed) -> Response:
    status = 403 if isinstance(error, NotAllowed) else 502
    words = said(error, language.of_request(request))
    page = session.page(request, "said.html", status=status, words=words)
    return take_back(page, resources.settings(), _cookie())
