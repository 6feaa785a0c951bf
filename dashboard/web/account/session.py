"""Whose visit this is: the cookie of a session, the forms they send, and the answers they get.

Against forms that another site has somebody's browser send, there are two fences: the cookie is SameSite=Lax, so
that it does not come with them, and `dashboard.web.security` refuses every request but a reading one that a
page of another Origin has made, signing in included. Browsers name the Origin of every POST, so that a token
in each form would be a third fence around the same field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, TypeVar
from urllib.parse import parse_qs, urlencode

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard import accounts
from dashboard.accounts import Door, Person
from dashboard.web import language, resources
from dashboard.web.cookies import cookie_name, give, take_back
from dashboard.web.serving import log
from dashboard.web.templates import render

T = TypeVar("T")
_LONGEST_FORM: Final = 20_000
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_threads: Final = anyio.CapacityLimiter(8)
"""Hashing passwords is slow on purpose: it takes no threads from those who look at the map."""


async def aside(work: Callable[[], T]) -> T:
    """Does what waits for the database or hashes a password, in one of a few threads."""
    return await anyio.to_thread.run_sync(work, limiter=_threads)


def token_of(request: Request) -> str:
    """What the visitor's cookie holds; empty without one."""
    return request.cookies.get(cookie_name(resources.settings()), "")


def person_of(request: Request) -> Person | None:
    """Who is signed in. Asks the database."""
    return accounts.who(resources.store(), token_of(request))


def address_of(request: Request) -> str:
    """The visitor's address, as the server's own proxy tells it; only ever kept as a keyed digest."""
    address = request.client.host if request.client else ""
    if resources.settings().behind_tls and address in _LOOPBACK:
        log.trouble(
            "sign-in",
            "The proxy does not say whose request it passes on, so a hundred wrong passwords lock everybody out for"
            " 15 minutes. Let it send X-Forwarded-For.",
        )
    return address


def door() -> Door:
    """What this installation asks of those who come in."""
    settings = resources.settings()
    longest, idle = timedelta(days=settings.session_days), timedelta(minutes=settings.session_idle_minutes)
    return Door(resources.key(), idle, longest)


def keep(response: Response, token: str) -> Response:
    """Gives the visitor the cookie of a session."""
    settings = resources.settings()
    return give(response, settings, cookie_name(settings), token, settings.session_days * 86_400)


def drop(response: Response) -> Response:
    """Takes the cookie back."""
    return take_back(response, resources.settings(), cookie_name(resources.settings()))


async def read_form(request: Request, *, longest: int = _LONGEST_FORM) -> Mapping[str, str]:
    """The fields of a form, each once; none where it is longer than ours, or has more fields."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            return {}
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A document of ours for this visitor alone, that nobody keeps."""
    speech = language.of_request(request)
    text = render(
        template,
        speech=speech,
        base_path=resources.settings().base_path,
        link=lambda path, **query: link(request, path, **query),
        in_language=language.switch(request),
        **values,
    )
    return HTMLResponse(
        text, status, headers={"Cache-Control": "no-store", "Vary": "Accept-Language, Cookie"}
    )


def link(request: Request, path: str, **query: str) -> str:
    """The address of a page of ours, which goes on in the language of the visitor's own link."""
    chosen = request.query_params.get(language.PARAMETER, "")
    query |= {language.PARAMETER: chosen} if chosen else {}
    return resources.settings().base_path + path + (f"?{urlencode(query)}" if query else "")


def go(address: str) -> Response:
    """Sends the visitor on, after a form."""
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def safe_next(request: Request, wanted: str) -> str:
    """Where to go after signing in: a page of ours, whatever the link says."""
    base = resources.settings().base_path
    is_path = wanted.startswith(f"{base}/") and not wanted.startswith("//") and "\\" not in wanted
    is_ours = is_path and wanted.isascii() and wanted.isprintable()
    return wanted if is_ours else link(request, "/organise")


def is_open_to_listeners(request: Request) -> bool:
    """Whether what is sent can be read on its way: neither TLS, nor the visitor's own machine."""
    return not resources.settings().behind_tls and (request.url.hostname or "") not in _HERE
