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
from dashboard.web import language, log, resources, visits
from dashboard.web.account_pages import account_routes
from dashboard.web.account_words import role_name, said
from dashboard.web.people_page import people_routes
from dashboard.web.provider_pages import provider_routes
from dashboard.web.routes import Endpoint


def signing_in_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of everything that has to do with accounts."""
    base, both = settings.base_path, ["GET", "POST"]
    return [
        Route(f"{base}/sign-in", answered(sign_in), methods=both),
        Route(f"{base}/sign-out", answered(sign_out), methods=["POST"]),
        Route(f"{base}/invitation/{{token}}", answered(invitation), methods=both),
        *(
            Route(f"{base}{path}", answered(endpoint), methods=methods)
            for path, endpoint, methods in (*provider_routes(), *account_routes(), *people_routes())
        ),
    ]


def answered(endpoint: Endpoint) -> Endpoint:
    """Whoever may not is told so, or sent to sign in; while the database is away, a sentence says it."""

    async def answering(request: Request) -> Response:
        try:
            return await endpoint(request)
        except NotAllowed as error:
            if await visits.aside(partial(visits.person_of, request)) is None:
                return visits.to_sign_in(request)
            return _sentence(request, 403, said(error, language.of_request(request)))
        except UnknownCampaign as error:
            words = language.of_request(request).text(
                "There is no campaign “{slug}”: check the spelling.", slug=error.slug
            )
            return _sentence(request, 404, words)
        except InvitationInvalid as error:
            return _sentence(request, 410, said(error, language.of_request(request)))
        except StorageUnavailable as error:
            log.trouble("accounts", str(error))
            speech = language.of_request(request)
            words = speech.text("The data cannot be reached just now. Please try again in a minute.")
            return _sentence(request, 503, words)

    return answering


def may_upload(token: str) -> bool:
    """Whether this is the session of somebody who may upload. Asks the database."""
    return accounts.may_upload(resources.store(), token)


async def sign_in(request: Request) -> Response:
    """The page to sign in, and its form."""
    if request.method != "POST":
        if await visits.aside(partial(visits.person_of, request)) is not None:
            return visits.go(visits.safe_next(request, request.query_params.get("next", "")))
        return _sign_in_page(request, {})
    form = await visits.read_form(request)
    try:
        token = await visits.aside(partial(_sign_in, request, form))
    except SignInRefused as error:
        status = 429 if isinstance(error, TooManyAttempts) else 401
        words = said(error, language.of_request(request))
        return _sign_in_page(request, form, problem=words, status=status)
    return visits.keep(visits.go(visits.safe_next(request, form.get("next", ""))), token)


def _sign_in(request: Request, form: Mapping[str, str]) -> str:
    given = (form.get("email", ""), form.get("password", ""), form.get("code", ""))
    store = resources.store()
    token = accounts.sign_in(store, visits.door(), *given, address=visits.address_of(request))
    accounts.sign_out(store, visits.token_of(request))
    return token


def _sign_in_page(
    request: Request, form: Mapping[str, str], *, problem: str = "", status: int = 200
) -> Response:
    return visits.page(
        request,
        "sign_in.html",
        status=status,
        problem=problem,
        email=form.get("email", ""),
        next=form.get("next", request.query_params.get("next", "")),
        is_open=visits.is_open_to_listeners(request),
        has_provider=bool(resources.settings().oidc_issuer),
    )


async def sign_out(request: Request) -> Response:
    """Ends the session, and takes its cookie back."""
    await visits.aside(lambda: accounts.sign_out(resources.store(), visits.token_of(request)))
    return visits.drop(visits.go(visits.link(request, "/")))


async def invitation(request: Request) -> Response:
    """What an invitation says, and the form to accept it."""
    if request.method != "POST":
        return await _invitation_page(request, {})
    form = await visits.read_form(request)
    try:
        token = await visits.aside(partial(_accept, request, form))
    except PasswordRefused as error:
        words = said(error, language.of_request(request))
        return await _invitation_page(request, form, problem=words, status=400)
    response = visits.go(visits.link(request, "/organise"))
    return visits.keep(response, token) if token else response


def _accept(request: Request, form: Mapping[str, str]) -> str | None:
    return accounts.accept(
        resources.store(),
        visits.door(),
        request.path_params["token"],
        by=visits.person_of(request),
        name=form.get("name", ""),
        password=form.get("password", ""),
    )


async def _invitation_page(
    request: Request, form: Mapping[str, str], *, problem: str = "", status: int = 200
) -> Response:
    found = await visits.aside(lambda: accounts.look_up(resources.store(), request.path_params["token"]))
    person = await visits.aside(partial(visits.person_of, request))
    return visits.page(
        request,
        "invitation.html",
        status=status,
        problem=problem,
        invitation=found,
        role=role_name(found.role, language.of_request(request)),
        campaign=await visits.aside(partial(_title, found.campaign)),
        name=form.get("name", ""),
        is_theirs=person is not None and person.email == found.email,
        person=person,
        is_open=visits.is_open_to_listeners(request),
        here=request.url.path,
    )


def _title(campaign: str) -> str:
    # Asked anew: whoever starts a campaign invites to it at once, perhaps from the command line.
    return resources.store().campaign(campaign).title if campaign else ""


def _sentence(request: Request, status: int, words: str) -> Response:
    return visits.page(request, "said.html", status=status, words=words)
