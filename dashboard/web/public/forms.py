"""The two forms for everybody: submit an action, and report a wrong or dangerous pin. Plain HTML, no script.

Both wait for moderators. Nothing that is sent here is public by itself, and no visitor's address is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.errors import ActionMapError, SubmissionsClosed, TooManyAttempts, TooManyForms, UnknownCampaign
from dashboard.geocoding import Resolver
from dashboard.i18n import ENGLISH, Speech, say
from dashboard.model import Campaign, CampaignState, RowProblem
from dashboard.publishing import (
    FORM_FIELDS,
    LONGEST_FIELD,
    REPORT_FIELDS,
    Submitted,
    report_pin,
    submit_action,
)
from dashboard.safety import country_points
from dashboard.web import language, resources
from dashboard.web.account import session
from dashboard.web.public import links
from dashboard.web.serving import log, response_cache
from dashboard.web.serving.not_found import away, missing, to_read
from dashboard.web.serving.responses import Endpoint

TRAP: Final = "homepage"
"""The field that people do not see. What fills in everything fills it in too."""

_MOST_BYTES: Final = 200_000
_METHODS: Final = ("GET", "HEAD", "POST")
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One of the two: its name in the address, its template, its fields and where they go."""

    name: str
    fields: tuple[str, ...]
    take: Callable[..., Submitted]


def public_form_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of both forms. They come before those of documents, the last of which takes what is left."""
    forms = (_Form("submit", FORM_FIELDS, _submit), _Form("report", REPORT_FIELDS, _report))
    root = settings.base_path + links.CAMPAIGN
    return [Route(f"{root}/{form.name}", _endpoint(settings, form), methods=_METHODS) for form in forms]


def _endpoint(settings: Settings, form: _Form) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            await response_cache.aside(partial(resources.campaign, request.path_params["slug"]))
            response = await _answer(request, form)
        except SubmissionsClosed:
            words = language.of_request(request).text("This campaign takes no submissions.")
            return await response_cache.aside(partial(missing, request, settings, words, status=410))
        response.headers["Content-Security-Policy"] = _POLICY
        return response

    return to_read(settings, endpoint, methods=_METHODS)


async def _answer(request: Request, form: _Form) -> Response:
    if request.method != "POST":
        draw = _thanks if request.query_params.get("sent") == "yes" else _empty
        return await session.aside(partial(draw, request, form))
    written = await session.read_form(request, longest=_MOST_BYTES)
    return await session.aside(partial(_taken, request, form, written))


def _taken(request: Request, form: _Form, written: Mapping[str, str]) -> Response:
    speech = language.of_request(request)
    try:
        submitted = form.take(
            request.path_params["slug"],
            written,
            address=session.address_of(request),
            key=resources.key(),
            trap=written.get(TRAP, ""),
        )
    except TooManyAttempts as error:
        for_campaign = speech.text(
            "Very many forms have come for this campaign within 15 minutes. Please send this one a little later: it is"
            " all still here."
        )
        from_here = speech.text(
            "Five forms came from your connection within 15 minutes. Please send this one a little later: it is all"
            " still here."
        )
        words = for_campaign if isinstance(error, TooManyForms) else from_here
        return _page(request, form, written, problem=words, status=429)
    except (UnknownCampaign, SubmissionsClosed):
        raise
    except ActionMapError as error:
        log.trouble("forms", say(ENGLISH, error))
        return _page(request, form, written, problem=away(speech), status=503)
    if submitted.taken:
        here = links.asked(request, resources.settings())
        return session.go(f"{here.place}?{urlencode([*here.pairs, ('sent', 'yes')])}")
    wrong = _by_field(form, submitted.problems, speech)
    words = wrong.pop("", "") or speech.text("Please look at the fields that are marked, then send it again.")
    return _page(request, form, written, problem=words, wrong=wrong, status=400)


def _submit(slug: str, written: Mapping[str, str], **sender: Any) -> Submitted:
    return submit_action(resources.store(), Resolver(resources.gazetteer()), slug, written, **sender)


def _report(slug: str, written: Mapping[str, str], **sender: Any) -> Submitted:
    return report_pin(resources.store(), slug, written, **sender)


def _empty(request: Request, form: _Form) -> Response:
    """The form as one finds it: an action has the campaign's day and time, a report the city of the link."""
    campaign = resources.campaign(request.path_params["slug"])
    if form.name == "submit" and campaign.state in {CampaignState.DRAFT, CampaignState.CLOSED}:
        raise SubmissionsClosed()
    begun = {"about": request.query_params.get("about", "")[:200]}
    if form.name == "submit":
        begun = {
            "day": campaign.day.isoformat() if campaign.day else "",
            "starts": f"{campaign.starts:%H:%M}" if campaign.starts else "",
            "ends": f"{campaign.ends:%H:%M}" if campaign.ends else "",
        }
    return _page(request, form, begun)


def _thanks(request: Request, form: _Form) -> Response:
    campaign = _campaign(request)
    return session.page(
        request,
        "thanks.html",
        campaign=campaign,
        asked=links.asked(request, resources.settings()),
        is_report=form.name == "report",
    )


def _page(
    request: Request,
    form: _Form,
    written: Mapping[str, str],
    *,
    problem: str = "",
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    speech = language.of_request(request)
    campaign = _campaign(request)
    return session.page(
        request,
        f"{form.name}.html",
        status=status,
        campaign=campaign,
        asked=links.asked(request, resources.settings()),
        problem=problem,
        wrong=wrong or {},
        written={name: written.get(name, "") for name in form.fields},
        longest=LONGEST_FIELD,
        trap=TRAP,
        kept_days=resources.settings().keep_contacts_days,
        countries=_countries(speech) if form.name == "submit" else (),
        is_open=session.is_open_to_listeners(request),
    )


def _campaign(request: Request) -> Campaign:
    """The campaign of the address, in the words of the reader's language."""
    return resources.campaign(request.path_params["slug"]).spoken(language.of_request(request).language)


def _countries(speech: Speech) -> Sequence[str]:
    return [speech.country(code) for code in sorted(country_points(), key=speech.country_order)]


def _by_field(form: _Form, problems: Sequence[RowProblem], speech: Speech) -> dict[str, str]:
    """What to change, for each field; under ``""`` what is about none of them."""
    found: dict[str, str] = {}
    for problem in problems:
        is_of_place = problem.column == "place" or problem.code in {"no_place", "place_not_found"}
        column = "city" if is_of_place and form.name == "submit" else problem.column
        found.setdefault(column if column in form.fields else "", say(speech, problem))
    return found
