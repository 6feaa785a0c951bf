"""The page that browsers load first: Streamlit's, under our name, with something to read before scripts run.

A link preview, a browser without scripts and the first moment on a slow phone see this page and nothing else.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.bundled import bundled
from dashboard.errors import StorageUnavailable, UnknownCampaign
from dashboard.i18n import LANGUAGES, Speech
from dashboard.maps.assets import DIRECTORIES, HEAD_SCRIPT, asset_url
from dashboard.maps.words import words
from dashboard.model import Campaign, Totals
from dashboard.web import NAME, language, resources, widgets
from dashboard.web.public.filters import read_filters, write_filters
from dashboard.web.public.preload import ahead, before_the_framework
from dashboard.web.public.request import Wanted, alternates
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import missing
from dashboard.web.serving.responses import Body, answer, make_body
from dashboard.web.serving.site import site_of
from dashboard.web.serving.streamlit_options import PAGE_FILES
from dashboard.web.templates import render

_MUST_ASK = "no-cache"
_ORGANISERS = "organise"
_STYLE = Path(__file__).with_name("style.css")
# The colours of the theme, so that a dark room sees no white flash.
_FIRST_PAINT = """<meta name="theme-color" content="#FBF9F6" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#15141B" media="(prefers-color-scheme: dark)">
    <style>body{background:#FBF9F6;color:#1D1B26}
    @media (prefers-color-scheme:dark){body{background:#15141B;color:#EFEAF2}}
    noscript{display:block;max-width:34em;margin:10vh auto;padding:0 1em;font:18px/1.5 sans-serif}</style>"""


class _PageName(Convertor[str]):
    """The path of a page: one segment without a dot, so no file and none of the other addresses."""

    regex = "[a-z][a-z0-9-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page", _PageName())


def page_routes(base_path: str) -> list[BaseRoute]:
    """The start page, the organisers' page, and the answer to every other name."""
    paths = ("/", "/index.html", "/{name:page}")
    return [Route(f"{base_path}{path}", index_page) for path in paths]


async def index_page(request: Request) -> Response:
    """Streamlit's page, named after the campaign of the link."""
    speech = language.of_request(request)
    is_map = request.path_params.get("name", "") != _ORGANISERS
    if refused := await response_cache.aside(partial(_refused, request, speech)) if is_map else None:
        return refused
    link = _Link(
        request.query_params.get("campaign", ""),
        site_of(request, resources.settings()),
        _carried(request),
        is_map,
        request.query_params.get("show", "map") not in {"list", "counts"},
    )
    body = await response_cache.aside(partial(_body_for, link, speech))
    response = answer(request, body, cache_control=_MUST_ASK)
    response.headers.add_vary_header("Accept-Language")
    return response


def _refused(request: Request, speech: Speech) -> Response | None:
    """The answer to a link to what there is not; ``None`` for every other, and while nobody can know."""
    settings = resources.settings()
    if request.path_params.get("name"):
        return missing(request, settings, speech.text("There is no page at this address."))
    slug = request.query_params.get("campaign", "")
    try:
        if slug:
            resources.campaign(slug)
    except UnknownCampaign:
        return missing(request, settings, speech.text("There is no campaign of this name."))
    except StorageUnavailable:
        return None
    return None


@dataclass(frozen=True, slots=True)
class _Link:
    """What the link says: which campaign, where it leads, and what the same page without scripts is told."""

    slug: str
    site: str
    query: str
    is_map: bool
    shows_map: bool = True

    def map_of(self, slug: str, speech: Speech) -> str:
        """The address of the map with the filters of the link; its city is opened by the map itself."""
        query = write_filters(replace(read_filters(self.query), city_id=None))
        spoken = urlencode({language.PARAMETER: speech.language})
        parts = "&".join(part for part in (query, spoken) if part)
        return f"{resources.settings().base_path}/c/{quote(slug)}/map?{parts}"


def _carried(request: Request) -> str:
    """The filters and the language of the link."""
    chosen = request.query_params.get(language.PARAMETER, "")
    spoken = urlencode({language.PARAMETER: chosen}) if chosen in LANGUAGES else ""
    return "&".join(part for part in (write_filters(read_filters(request.url.query)), spoken) if part)


def _body_for(link: _Link, speech: Speech) -> Body:
    try:
        campaign = _named(link.slug) or resources.default_campaign()
        campaign = campaign and campaign.spoken(speech.language)
        totals = resources.totals(campaign.slug) if campaign else None
        return _body(campaign, totals, link, speech, _figures(campaign, link, speech) if campaign else "")
    except StorageUnavailable:
        # The page says this better than an answer without a page.
        return _body(None, None, link, speech, "")


def _figures(campaign: Campaign, link: _Link, speech: Speech) -> str:
    """The numbers of what the link shows, and what is now and next there."""
    filters = replace(read_filters(link.query), city_id=None)
    coming = resources.coming_actions(campaign.slug, filters)
    return widgets.figures_of(speech, resources.totals(campaign.slug, filters), campaign, coming)


def _named(slug: str) -> Campaign | None:
    try:
        return resources.campaign(slug) if slug else None
    except UnknownCampaign:
        return None


@lru_cache(256)
def _body(
    campaign: Campaign | None, totals: Totals | None, link: _Link, speech: Speech, figures: str
) -> Body:
    title = escape(campaign.title if campaign else NAME)
    summary = escape(campaign.summary if campaign else "", quote=True)
    head = f'<title>{title}</title>\n    <meta name="description" content="{summary}">\n    {_FIRST_PAINT}'
    later = ""
    if campaign:
        head += _preview(campaign, link, speech) + _alternates(campaign, link, speech)
        later = ahead(resources.settings().base_path)
    page = (
        _template()
        .replace("<!--HEAD-->", head, 1)
        .replace("<!--END OF THE FRAMEWORK-->", f"{later}<!--END OF THE FRAMEWORK-->", 1)
    )
    if campaign and totals and link.is_map and (totals.actions or totals.cancelled):
        page = _map_first(page, campaign, link, speech, figures)
    page = page.replace('<html lang="en">', f'<html lang="{speech.language}" dir="{speech.direction}">', 1)
    return make_body(
        page.replace("<!--WORDS-->", _words(campaign, totals, link, speech), 1).encode(), "text/html", level=9
    )


def _preview(campaign: Campaign, link: _Link, speech: Speech) -> str:
    """What a link preview shows: title, summary and card of the light page, which is its city's if the link names one.

    Nothing where our own address is not known.
    """
    if not link.site:
        return ""
    page, title = f"{link.site}/c/{quote(campaign.slug)}", campaign.title
    city_id = read_filters(link.query).city_id
    for city in resources.city_counts(campaign.slug) if city_id is not None else ():
        if city.city_id == city_id:
            page, title = f"{page}/city/{city_id}", f"{widgets.place_name(speech, city)}: {title}"
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": title,
        "og:description": campaign.summary,
        "og:url": page,
        "og:image": f"{page}/card.png?{urlencode({language.PARAMETER: speech.language})}",
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    return "\n    ".join(["", *lines, '<meta name="twitter:card" content="summary_large_image">'])


def _alternates(campaign: Campaign, link: _Link, speech: Speech) -> str:
    """The same actions as calendar, feed and files, which browsers and feed readers look for here."""
    wanted = Wanted(campaign.slug, "", read_filters(link.query), language=speech.language, site=link.site)
    return "".join(
        f'\n    <link rel="alternate" type="{one.media_type}" title="{escape(one.name)}"'
        f' href="{escape(one.address)}">'
        for one in alternates(wanted, resources.settings().base_path, speech)
    )


def _map_first(page: str, campaign: Campaign, link: _Link, speech: Speech, figures: str) -> str:
    """The page with its head, its search and its map, which come before the framework and stay when it has come."""
    head, _, framework = page.partition("<!--FRAMEWORK-->")
    framework, _, body = framework.partition("<!--END OF THE FRAMEWORK-->")
    base_path = resources.settings().base_path
    first = render(
        "first.html",
        speech=speech,
        masthead=Markup(widgets.masthead_of(speech, campaign)),  # noqa: S704  # escaped there
        figures=Markup(figures),  # noqa: S704  # escaped there
        pages=f"{base_path}/c/{quote(campaign.slug)}",
        api=f"{base_path}/api/v1/campaigns/{quote(campaign.slug)}",
        map=link.map_of(campaign.slug, speech) if link.shows_map else "",
        words=Markup(json.dumps(words(speech, "search")).replace("<", "\\u003c")),  # noqa: S704  # data
        framework=Markup(framework),  # noqa: S704  # Streamlit's own page
        script=asset_url(base_path, HEAD_SCRIPT),
    )
    early = (
        before_the_framework(base_path, campaign.slug, link.query, speech.language) if link.shows_map else ""
    )
    return (
        (head + early + body).replace("<!--FIRST-->", first, 1).replace("<body>", '<body class="has-map">', 1)
    )


def _words(campaign: Campaign | None, totals: Totals | None, link: _Link, speech: Speech) -> str:
    """What a browser without scripts shows for the moment until it has gone on to the page for it."""
    if campaign is None or totals is None:
        return f"<p>{speech.text('This page needs JavaScript to show its map and its list.')}</p>"
    numbers = speech.text(
        "{actions}, {cities}, {countries}.",
        actions=speech.count("{n} action", "{n} actions", totals.actions),
        cities=speech.count("{n} city", "{n} cities", totals.cities),
        countries=speech.count("{n} country", "{n} countries", totals.countries),
    )
    file = speech.text("all public actions as a file")
    data = f"./api/v1/campaigns/{campaign.slug}/actions.geojson"
    title, summary = escape(campaign.title), escape(campaign.summary)
    plain = escape(f"./c/{quote(campaign.slug)}" + (f"?{link.query}" if link.query else ""))
    return (
        f'<meta http-equiv="refresh" content="0; url={plain}"><style>.first {{ display: none }}</style>'
        f'<h1 dir="auto">{title}</h1><p dir="auto">{summary}</p><p>{numbers}</p><p>'
        + speech.text(
            "The map and the list need JavaScript. Without it you can read {file}.",
            file=f'<a href="{escape(data)}">{file}</a>',
        )
        + f'</p><p><a href="{plain}">{speech.text("This page without scripts")}</a></p>'
    )


def _styles() -> str:
    return "".join(file.read_text("utf-8") for file in (_STYLE, DIRECTORIES["map"] / "search.css"))


@cache
def _template() -> str:
    """Streamlit's page with places for our words; its scripts stay as they are, and so do their hashes."""
    page = (PAGE_FILES / "index.html").read_text("utf-8")
    mark = base64.b64encode(bundled("mark.svg").read_bytes()).decode()
    icon = f'<link rel="shortcut icon" type="image/svg+xml" href="data:image/svg+xml;base64,{mark}">'
    for pattern, ours in (
        (r"<title>.*?</title>", "<!--HEAD-->"),
        (r"<noscript>.*?</noscript>", "<noscript><!--WORDS--></noscript>"),
        (r'<link rel="shortcut icon"[^>]*>', icon),
        # In the body, so that it stands after what the framework adds to the head, and before anything is drawn.
        ("<body>", f"<body>\n    <style>{_styles()}</style>"),
        ('<div id="root"></div>', '<!--FIRST--><div id="root"></div>'),
        (r"<!--(?:(?!-->).)*-->\s*<link rel=\"service-desc\"[^>]*>", ""),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>', ""),
    ):
        page = re.sub(pattern, lambda _: ours, page, count=1, flags=re.DOTALL)  # noqa: B023  # used at once
    # What a page that shows its map first puts aside until the map is up.
    scripts = r'<script type="module".*<link rel="stylesheet"[^>]*>'
    return re.sub(
        scripts, lambda found: f"<!--FRAMEWORK-->{found[0]}<!--END OF THE FRAMEWORK-->", page, flags=re.DOTALL
    )
