"""The people of a campaign, for its administrators and moderators: invite, trust, change roles; and the log."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, Person, Role
from dashboard.errors import ActionMapError, NotAllowed, StorageUnavailable
from dashboard.i18n import say
from dashboard.web import language, resources
from dashboard.web.account import session
from dashboard.web.account.words import role_name, said
from dashboard.web.serving.site import site_of

_AUDIT_LINES = 50


async def people(request: Request) -> Response:
    """The people of the campaign in the link, and the forms that change something about them."""
    campaign = request.query_params.get("campaign", "")
    person = await session.aside(partial(session.person_of, request))
    if request.method != "POST":
        return await session.aside(partial(_page, request, person, campaign))
    form = await session.read_form(request)
    try:
        invitation = await session.aside(partial(_do, request, person, campaign, form))
    except (NotAllowed, StorageUnavailable):
        raise
    except ActionMapError as error:
        words = said(error, language.of_request(request))
        return await session.aside(partial(_page, request, person, campaign, problem=words))
    if invitation:
        return await session.aside(partial(_page, request, person, campaign, invitation=invitation))
    return session.go(session.link(request, "/people", campaign=campaign))


def _do(request: Request, by: Person | None, campaign: str, form: Mapping[str, str]) -> str:
    """What the form asks for; the address of an invitation if it was one."""
    store, whom = resources.store(), form.get("person", "")
    match form.get("do"):
        case "invite":
            token = accounts.invite(store, by, form.get("email", ""), campaign, _role(form))
            return f"{site_of(request, resources.settings())}/invitation/{token}"
        case "role":
            accounts.set_role(store, by, whom, campaign, _role(form))
        case "trust":
            accounts.set_trusted(store, by, whom, campaign, trusted=form.get("trusted") == "yes")
        case "end":
            accounts.end_membership(store, by, whom, campaign)
        case "sign-out":
            accounts.sign_out_everywhere(store, by, whom, campaign)
        case "withdraw":
            accounts.withdraw(store, by, campaign, form.get("invitation", ""))
        case _:
            raise NotAllowed()
    return ""


def _role(form: Mapping[str, str]) -> Role:
    try:
        return Role(form.get("role", ""))
    except ValueError:
        raise NotAllowed() from None


def _page(
    request: Request, by: Person | None, campaign: str, *, invitation: str = "", problem: str = ""
) -> Response:
    store, speech = resources.store(), language.of_request(request)
    found = accounts.members(store, by, campaign)
    administers = accounts.allows(by, campaign, Role.ADMINISTRATOR)
    log = accounts.what_was_done(store, by, campaign, limit=_AUDIT_LINES) if administers else []
    return session.page(
        request,
        "people.html",
        status=400 if problem else 200,
        problem=problem,
        invitation=invitation,
        campaign=campaign,
        title=store.campaign(campaign).title if campaign else speech.text("All campaigns"),
        members=found,
        roles=[(role.value, role_name(role, speech)) for role in Role],
        administers=administers,
        me=by.id if by else "",
        invited=accounts.invited(store, by, campaign) if administers else [],
        everywhere=[one.name or one.email for one in store.accounts.members(EVERYWHERE)] if campaign else [],
        log=[(one.at, say(speech, one.done)) for one in log],
        moment=lambda at: f"{speech.moment(at)} UTC",
    )
