"""One's own account: the password, the second factor, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import segno
from starlette.requests import Request
from starlette.responses import Response

from dashboard import accounts
from dashboard.accounts import Person
from dashboard.errors import ActionMapError, PasswordRefused, SignInRefused
from dashboard.web import NAME, language, resources
from dashboard.web.account import session
from dashboard.web.account.words import said
from dashboard.web.serving.responses import Endpoint

Deed = Callable[[Request, Person, Mapping[str, str]], None]


def account_routes() -> list[tuple[str, Endpoint, list[str]]]:
    """The path, endpoint and methods of each page."""
    return [
        ("/account", account, ["GET"]),
        ("/account/password", _form(_change_password), ["POST"]),
        ("/account/session", _form(_end_session), ["POST"]),
        ("/account/second-factor", second_factor, ["GET", "POST"]),
        ("/account/second-factor/end", _form(_end_second_factor), ["POST"]),
    ]


async def account(request: Request) -> Response:
    """The page of one's own account."""
    return await _page(request)


async def second_factor(request: Request) -> Response:
    """A picture for the app, and the form that proves that the app has it."""
    form = await session.read_form(request) if request.method == "POST" else {}
    person = await session.aside(partial(_signed_in, request))
    anew = form.get("do") == "anew"
    kept = await session.aside(
        lambda: accounts.waiting_second_factor(resources.store(), person, issuer=NAME, anew=anew)
    )
    if anew:
        return session.go(session.link(request, "/account/second-factor"))
    if not form:
        return _picture(request, *kept)
    try:
        await session.aside(partial(_use_second_factor, request, person, {**form, "secret": kept[0]}))
    except SignInRefused as error:
        return _picture(request, *kept, problem=said(error, language.of_request(request)), status=400)
    return session.go(session.link(request, "/account", done="yes"))


def _form(deed: Deed) -> Endpoint:
    """What a form of the page does; what keeps it from that is said on the page."""

    async def endpoint(request: Request) -> Response:
        form = await session.read_form(request)
        person = await session.aside(partial(_signed_in, request))
        try:
            await session.aside(partial(deed, request, person, form))
        except (SignInRefused, PasswordRefused) as error:
            return await _page(request, problem=error)
        return session.go(session.link(request, "/account", done="yes"))

    return endpoint


def _change_password(request: Request, person: Person, form: Mapping[str, str]) -> None:
    given = (form.get("old", ""), form.get("new", ""))
    token, address = session.token_of(request), session.address_of(request)
    accounts.change_password(resources.store(), session.door(), person, *given, token=token, address=address)


def _end_session(_request: Request, person: Person, form: Mapping[str, str]) -> None:
    accounts.revoke(resources.store(), person, form.get("session", ""))


def _end_second_factor(request: Request, person: Person, form: Mapping[str, str]) -> None:
    address = session.address_of(request)
    accounts.end_second_factor(
        resources.store(), session.door(), person, form.get("password", ""), address=address
    )


def _use_second_factor(request: Request, person: Person, form: Mapping[str, str]) -> None:
    given = (form.get("password", ""), form.get("secret", ""), form.get("code", ""))
    address = session.address_of(request)
    accounts.use_second_factor(resources.store(), session.door(), person, *given, address=address)


def _signed_in(request: Request) -> Person:
    return accounts.somebody(session.person_of(request))


async def _page(request: Request, *, problem: ActionMapError | None = None) -> Response:
    person = await session.aside(partial(_signed_in, request))
    store, token = resources.store(), session.token_of(request)
    own = await session.aside(lambda: accounts.my_session(store, token))
    speech = language.of_request(request)
    return session.page(
        request,
        "account.html",
        status=400 if problem else 200,
        problem=said(problem, speech) if problem else "",
        done="done" in request.query_params and not problem,
        person=person,
        sessions=await session.aside(lambda: accounts.my_sessions(store, person)),
        own=own.id if own else "",
        moment=lambda at: f"{speech.moment(at)} UTC",
    )


def _picture(
    request: Request, secret: str, address: str, *, problem: str = "", status: int = 200
) -> Response:
    picture = segno.make(address, error="m").png_data_uri(scale=5, border=4)
    return session.page(
        request, "second_factor.html", status=status, problem=problem, secret=secret, picture=picture
    )
