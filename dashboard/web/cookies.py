"""The cookies that we set, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import cookie_parser
from starlette.responses import Response

from dashboard.config import Settings

COOKIE: Final = "__Host-session"
"""No other host, and no other path of ours, can set a cookie of this name."""
PLAIN_COOKIE: Final = "session"
"""Without TLS, such as on one's own machine, browsers take no ``__Host-`` cookie."""
PREVIEW: Final = "preview"
"""Holds what the secret link of a draft holds, for whoever has opened it."""


def cookie_name(settings: Settings) -> str:
    """What the cookie of a session is called in this installation."""
    return COOKIE if settings.behind_tls else PLAIN_COOKIE


def cookie_in(headers: Mapping[str, str], cookie: str) -> str:
    """What the cookie of this name holds among the headers of a request; empty without one."""
    return cookie_parser(headers.get("cookie", "")).get(cookie, "")


def give(
    response: Response, settings: Settings, cookie: str, value: str, seconds: int | None = None
) -> Response:
    """The answer with a cookie: for so many seconds, or until the browser is closed."""
    response.set_cookie(
        cookie, value, max_age=seconds, path="/", secure=settings.behind_tls, httponly=True, samesite="lax"
    )
    return response


def take_back(response: Response, settings: Settings, cookie: str) -> Response:
    """The answer with which the browser forgets a cookie."""
    response.delete_cookie(cookie, path="/", secure=settings.behind_tls, httponly=True, samesite="lax")
    return response
