"""Pages that need no script: plain HTML from templates in which every text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.errors import ActionMapError
from dashboard.i18n import Speech
from dashboard.model import Campaign
from dashboard.web import language, resources
from dashboard.web.serving import response_cache
from dashboard.web.templates import render


def document_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all documents."""

    async def about(request: Request) -> Response:
        speech = language.of_request(request)
        page = await response_cache.aside(partial(_about, settings, speech, request.query_params))
        return HTMLResponse(page, headers={"Vary": "Accept-Language"})

    return [Route(f"{settings.base_path}/about", about)]


def _about(settings: Settings, speech: Speech, link: Mapping[str, str]) -> str:
    campaign = _campaign(link.get("campaign", ""))
    named = {"campaign": campaign.slug} if campaign else {}
    concerns = campaign or _default_campaign()
    chosen = {language.PARAMETER: speech.language} if language.PARAMETER in link else {}
    return render(
        "about.html",
        base_path=settings.base_path,
        query=f"?{urlencode(named | chosen)}" if named or chosen else "",
        speech=speech,
        campaign=campaign,
        concerns=concerns,
        updated_at=_updated_at(concerns),
        street_tiles=""
        if settings.street_tiles == "forbidden"
        else urlsplit(settings.street_tiles_url).hostname,
    )


def _campaign(slug: str) -> Campaign | None:
    """The campaign, or none: this page is there even while the database is not."""
    try:
        return resources.campaign(slug)
    except ActionMapError:
        return None


def _default_campaign() -> Campaign | None:
    """The campaign of a link that names none."""
    try:
        return resources.default_campaign()
    except ActionMapError:
        return None


def _updated_at(campaign: Campaign | None) -> datetime | None:
    """When anything public of the campaign changed last, in UTC; nothing if it is not known just now."""
    try:
        return resources.totals(campaign.slug).updated_at if campaign else None
    except ActionMapError:
        return None
