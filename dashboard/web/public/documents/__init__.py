"""Pages that need no script: plain HTML from templates in which every text is escaped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.errors import ActionMapError
from dashboard.web import resources
from dashboard.web.public import counts
from dashboard.web.public.links import ABOUT, INDEX, PublicRequest, asked
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import to_read
from dashboard.web.serving.responses import EVERY_METHOD, Body, page
from dashboard.web.templates import document

T = TypeVar("T")


def document_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all documents."""

    async def about(request: Request) -> Response:
        which = asked(request, settings)
        body = await response_cache.aside(partial(_about, settings, which))
        return page(request, body, which.speech, cache_control="no-cache")

    async def campaigns(request: Request) -> Response:
        which = asked(request, settings, INDEX)
        body = await response_cache.listed(partial(_campaigns, which))
        return page(request, body, which.speech)

    to_campaigns = to_read(settings, campaigns)
    index = settings.base_path + INDEX
    return [
        Route(PublicRequest(part=ABOUT, base_path=settings.base_path).place, about),
        *(Route(path, to_campaigns, methods=EVERY_METHOD) for path in (index, f"{index}/")),
    ]


def _campaigns(asked: PublicRequest) -> Body:
    """The campaigns that are for lists, each in its own words of the reader's language."""
    listed = [
        (one.spoken(asked.speech.language), resources.totals(one.slug)) for one in resources.campaigns()
    ]
    return document(
        "campaigns.html",
        asked=asked,
        speech=asked.speech,
        listed=listed,
        sentence_of=counts.sentence_of,
    )


def _about(settings: Settings, asked: PublicRequest) -> Body:
    # This page is there even while the database is not.
    campaign = _known(partial(resources.campaign, asked.slug))
    concerns = campaign or _known(resources.default_campaign)
    concerns = concerns and concerns.spoken(asked.speech.language)
    totals = concerns and _known(partial(resources.totals, concerns.slug))
    body = document(
        "about.html",
        asked=replace(asked, slug=campaign.slug if campaign else ""),
        speech=asked.speech,
        campaign=campaign and concerns,
        concerns=concerns,
        updated_at=totals and totals.updated_at,
        street_tiles=""
        if settings.street_tiles == "forbidden"
        else urlsplit(settings.street_tiles_url).hostname,
    )
    return response_cache.aged(body, concerns.slug) if concerns else body


def _known(read: Callable[[], T]) -> T | None:
    """What is read; ``None`` where it is not there, or cannot be read just now."""
    try:
        return read()
    except ActionMapError:
        return None
