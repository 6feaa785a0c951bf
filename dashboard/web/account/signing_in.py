"""Getting in and out: the pages and forms to sign in, to sign out, and of an invitation. Plain HTML, no script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import accounts
from dashboard.config import Settings
from dashboard.errors import (
    InvitationInvalid,
    NotAllowed,
    PasswordRefused,
    SignInRefused,
    StorageUnavailable,
    TooManyAttempts,
    UnknownCampaign,
)
from dashboard.i18n import ENGLISH, say
from dashboard.web import language, resources
from dashboard.web.account import provider, session
from dashboard.web.account.pages import account_routes
from dashboard.web.account.people import people
from dashboard.web.account.words import role_name, said
from dashboard.web.serving import log
from dashboard.web.serving.responses import Endpoint


def signing_in_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of everything that has to do with accounts."""
    pages: tuple[tuple[str, Endpoint, list[str]], ...] = (
        ("/sign-in", sign_in, ["GET", "POST"]),
        ("/sign-out", sign_out, ["POST"]),
        ("/invitation/{token}", invitation, ["GET", "POST"]),
        ("/sign-in/oidc", provider.leave, ["GET"]),
        ("/sign-in/oidc/callback", provider.come_back, ["GET"]),
        *account_routes(),
        ("/people", people, ["GET", "POST"]),
    )
    return [
        Route(settings.base_path + path, answered(endpoint), methods=methods)
        for path, endpoint, methods in pages
    ]


def answered(endpoint: Endpoint) -> Endpoint:
    """Whoever may not is told so, or sent to sign in; while the database is away, a sentence says it."""

    async def answering(request: Request) -> Response:
        try:
            return await endpoint(request)
        except NotAllowed as error:
            if await session.aside(partial(session.person_of, request)) is None:
                return session.go(session.link(request, "/sign-in", next=request.url.path))
            return _sentence(request, 403, said(error, language.of_request(request)))
        except UnknownCampaign as error:
            return _sentence(request, 404, say(language.of_request(request), error))
        except InvitationInvalid as error:
            return _sentence(request, 410, said(error, language.of_request(request)))
        except StorageUnavailable as error:
            log.trouble("accounts", say(ENGLISH, error))
            speech = language.of_request(request)
            words = speech.text("The data cannot be reached just now. Please try again in a minute.")
            return _sentence(request, 503, words)

    return answering


def may_upload(token: str) -> bool:
    """Whether this is the session of somebody who may upload. Asks the database."""
    return accounts.may_upload(resources.store(), token)


def is_live(token: str) -> bool:
    """Whether this is a session that has not ended. Asks the database; it is no use of the session."""
    return accounts.who(resources.store(), token, touch=False) is not None


async def sign_in(request: Request) -> Response:
    """The page to sign in, and its form."""
    if request.method != "POST":
        if await session.aside(partial(session.person_of, request)) is not None:
            return session.go(session.safe_next(request, request.query_params.get("next", "")))
        return _sign_in_page(request, {})
    form = await session.read_form(request)
    try:
        token = await session.aside(partial(_sign_in, request, form))
    except SignInRefused as error:
        status = 429 if isinstance(error, TooManyAttempts) else 401
        words = said(error, language.of_request(request))
        return _sign_in_page(request, form, problem=words, status=status)
    return session.keep(session.go(session.safe_next(request, form.get("next", ""))), token)


def _sign_in(request: Request, form: Mapping[str, str]) -> str:
    given = (form.get("email", ""), form.get("password", ""), form.get("code", ""))
    store = resources.store()
    token = accounts.sign_in(store, session.door(), *given, address=session.address_of(request))
    accounts.sign_out(store, session.token_of(request))
    return token


def _sign_in_page(
    request: Request, form: Mapping[str, str], *, problem: str = "", status: int = 200
) -> Response:
    return session.page(
        request,
        "sign_in.html",
        status=status,
        problem=problem,
        email=form.get("email", ""),
        next=form.get("next", request.query_params.get("next", "")),
        is_open=session.is_open_to_listeners(request),
        has_provider=bool(resources.settings().oidc_issuer),
    )


async def sign_out(request: Request) -> Response:
    """Ends the session, and takes its cookie back."""
    await session.aside(lambda: accounts.sign_out(resources.store(), session.token_of(request)))
    return session.drop(session.go(session.link(request, "/")))


async def invitation(request: Request) -> Response:
    """What an invitation says, and the form to accept it."""
    if request.method != "POST":
        return await _invitation_page(request, {})
    form = await session.read_form(request)
    try:
        token = await session.aside(partial(_accept, request, form))
    except PasswordRefused as error:
        words = said(error, language.of_request(request))
        return await _invitation_page(request, form, problem=words, status=400)
    response = session.go(session.link(request, "/organise"))
    return session.keep(response, token) if token else response


def _accept(request: Request, form: Mapping[str, str]) -> str | None:
    return accounts.accept(
        resources.store(),
        session.door(),
        request.path_params["token"],
        by=session.person_of(request),
        name=form.get("name", ""),
        password=form.get("password", ""),
    )


async def _invitation_page(
    request: Request, form: Mapping[str, str], *, problem: str = "", status: int = 200
) -> Response:
    found = await session.aside(lambda: accounts.look_up(resources.store(), request.path_params["token"]))
    person = await session.aside(partial(session.person_of, request))
    return session.page(
        request,
        "invitation.html",
        status=status,
        problem=problem,
        invitation=found,
        role=role_name(found.role, language.of_request(request)),
        campaign=await session.aside(partial(_title, found.campaign)),
        name=form.get("name", ""),
        is_theirs=person is not None and person.email == found.email,
        person=person,
        is_open=session.is_open_to_listeners(request),
        here=request.url.path,
    )


def _title(campaign: str) -> str:
    # Asked anew: whoever starts a campaign invites to it at once, perhaps from the command line.
    return resources.store().campaign(campaign).title if campaign else ""


def _sentence(request: Request, status: int, words: str) -> Response:
    return session.page(request, "said.html", status=status, words=words, is_theirs=status == 403)
