"""The search for a city without scripts: a form leads here, and from here to the city or to what is near it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.config import Settings
from dashboard.i18n import Speech
from dashboard.web import widgets
from dashboard.web.public import counts, search
from dashboard.web.public.documents.campaign import common
from dashboard.web.public.links import PublicRequest, asked
from dashboard.web.serving import response_cache
from dashboard.web.serving.responses import Body, page
from dashboard.web.templates import document


async def find_city(settings: Settings, headers: Mapping[str, str], request: Request) -> Response:
    """To the page of the one city that is meant; else a page with those that may be meant, or are nearest."""
    which = asked(request, settings)
    found = await response_cache.aside(partial(search.suggest, which.slug, which.text, which.filters))
    exact = [one for one in found if one.instead_of is None]
    if len(exact) == 1:
        city = which.to(city_id=exact[0].city.city_id)
        return RedirectResponse(str(city), 303, headers={**headers, "Vary": "Accept-Language"})
    body = await response_cache.body_of(which.slug, (), partial(_page, which, found), is_made_up=True)
    return page(request, body, which.speech, headers=headers)


def _page(which: PublicRequest, found: list[search.Suggestion], version: str) -> Body:
    values = common(which, version) | {"found": found}
    return document("finding.html", **values, counted=_counted, link=widgets.place_name)


def _counted(speech: Speech, one: search.Suggestion) -> str:
    """What a city has, and what of it the filters hide."""
    if one.hidden and not (one.city.actions or one.city.cancelled):
        return speech.count(
            "{n} action, hidden by your filter", "{n} actions, hidden by your filter", one.hidden
        )
    hidden = speech.count("{n} hidden by your filter", "{n} hidden by your filter", one.hidden)
    return speech.listed(counts.of_city(speech, one.city), hidden if one.hidden else "")
