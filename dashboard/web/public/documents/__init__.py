"""Pages that need no script: plain HTML from templates in which every text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.bundled import bundled
from dashboard.config import Settings
from dashboard.errors import ActionMapError
from dashboard.exports.wording import why_withheld
from dashboard.i18n import Speech
from dashboard.model import Campaign
from dashboard.web import language, resources
from dashboard.web.serving import response_cache

_FOLDER = Path(__file__).parent
_TEMPLATES = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
_SOURCES = (
    ("https://www.geonames.org/", "GeoNames"),
    ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    ("https://db-ip.com", "DB-IP"),
    ("https://data.deutschebahn.com/", "DB InfraGO"),
    ("https://www.openstreetmap.org/copyright", "OpenStreetMap"),
    ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL 1.0"),
    ("https://www.naturalearthdata.com/", "Natural Earth"),
)
"""Whose the places are and under which licences, as these ask to be linked."""

_TEMPLATES.globals.update(
    # Our own files, not text of a visitor or an organiser.
    style=Markup((_FOLDER / "document.css").read_text(encoding="utf-8")),  # noqa: S704
    sources=_SOURCES,
    mark=quote(bundled("mark.svg").read_text(encoding="utf-8")),
    why_withheld=why_withheld,
)


def render(template: str, **values: object) -> str:
    """A document; every value that is text is escaped."""
    return _TEMPLATES.get_template(template).render(**values)


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
