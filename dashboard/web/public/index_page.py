"""The page that browsers load first: Streamlit's, under our name, with something to read before scripts run.

A link preview, a browser without scripts and the first moment on a slow phone see this page and nothing else.
"""

from __future__ import annotations

import base64
import json
import re
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path

from markupsafe import Markup
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.bundled import bundled
from dashboard.errors import StorageUnavailable, UnknownCampaign
from dashboard.maps.assets import DIRECTORIES, HEAD_SCRIPT, asset_url
from dashboard.maps.words import words
from dashboard.model import Campaign, Totals
from dashboard.web import NAME, resources, widgets
from dashboard.web.public import counts
from dashboard.web.public.links import PublicRequest, asked
from dashboard.web.public.preload import ahead, before_the_framework
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import missing
from dashboard.web.serving.responses import Body, answer, make_body
from dashboard.web.serving.streamlit_options import PAGE_FILES
from dashboard.web.templates import render

_MUST_ASK = "no-cache"
_ORGANISERS = "organise"
_STYLE = Path(__file__).with_name("style.css")
_SERVED_FROM = 'window.__streamlit = {BACKEND_BASE_URL: new URL(".", location).href}'
"""Without this, the framework looks for its server below the address of each page first."""
# The colours of the theme, so that a dark room sees no white flash.
_FIRST_PAINT = """<meta name="theme-color" content="#FBF9F6" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#15141B" media="(prefers-color-scheme: dark)">
    <style>body{background:#FBF9F6;color:#1D1B26}
    @media (prefers-color-scheme:dark){body{background:#15141B;color:#EFEAF2}}
    noscript{display:block;max-width:34em;margin:10vh auto;padding:0 1em;font:18px/1.5 sans-serif}</style>"""


class _PageName(StringConvertor):
    """The path of a page: one segment without a dot, so no file and none of the other addresses."""

    regex = "[a-z][a-z0-9-]*"


register_url_convertor("page", _PageName())


def page_routes(base_path: str) -> list[BaseRoute]:
    """The start page, the organisers' page, and the answer to every other name."""
    paths = ("/", "/index.html", "/{name:page}")
    return [Route(f"{base_path}{path}", index_page) for path in paths]


async def index_page(request: Request) -> Response:
    """Streamlit's page, named after the campaign of the link."""
    is_map = request.path_params.get("name", "") != _ORGANISERS
    which = asked(request, resources.settings(), "/")
    if refused := await response_cache.aside(partial(_refused, request, which)) if is_map else None:
        return refused
    shows_map = is_map and request.query_params.get("show", "map") not in {"list", "counts"}
    body = await response_cache.aside(partial(_body_for, which, is_map, shows_map))
    response = answer(request, body, cache_control=_MUST_ASK)
    response.headers.add_vary_header("Accept-Language")
    return response


def _refused(request: Request, asked: PublicRequest) -> Response | None:
    """The answer to a link to what there is not; ``None`` for every other, and while nobody can know."""
    settings, speech = resources.settings(), asked.speech
    if request.path_params.get("name"):
        return missing(request, settings, speech.text("There is no page at this address."))
    with suppress(StorageUnavailable):
        if asked.slug and _named(asked.slug) is None:
            return missing(request, settings, speech.text("There is no campaign of this name."))
    return None


def _body_for(asked: PublicRequest, is_map: bool, shows_map: bool) -> Body:
    # Where the data are away, the page says this better than an answer without a page.
    with suppress(StorageUnavailable):
        if campaign := _named(asked.slug) or resources.default_campaign():
            campaign, asked = campaign.spoken(asked.speech.language), replace(asked, slug=campaign.slug)
            totals, shown = resources.totals(campaign.slug), resources.totals(campaign.slug, asked.filters)
            coming = resources.listing(campaign.slug).agenda(asked.filters)
            head = widgets.masthead(asked.speech, campaign)
            figures = widgets.figures(asked.speech, shown, campaign, coming)
            body = _body(campaign, totals, asked, is_map, shows_map, head, figures)
            return response_cache.aged(body, campaign.slug)
    return _body(None, None, asked, is_map, shows_map)


def _named(slug: str) -> Campaign | None:
    try:
        return resources.campaign(slug) if slug else None
    except UnknownCampaign:
        return None


@lru_cache(256)
def _body(
    campaign: Campaign | None,
    totals: Totals | None,
    asked: PublicRequest,
    is_map: bool,
    shows_map: bool,
    masthead: str = "",
    figures: str = "",
) -> Body:
    title = escape(campaign.title if campaign else NAME)
    summary = escape(campaign.summary if campaign else "", quote=True)
    head = f'<title>{title}</title>\n    <meta name="description" content="{summary}">\n    {_FIRST_PAINT}'
    later = ""
    if campaign:
        head += _preview(campaign, asked) + _alternates(asked)
        later = ahead(asked.base_path)
    end = "<!--END OF THE FRAMEWORK-->"
    page = template().replace("<!--HEAD-->", head, 1).replace(end, later + end, 1)
    if campaign and totals and is_map and (totals.actions or totals.cancelled):
        page = _map_first(page, asked, masthead, figures, shows_map)
    speech = asked.speech
    page = page.replace("<!--WORDS-->", _words(campaign, totals, asked), 1)
    page = page.replace('<html lang="en">', f'<html lang="{speech.language}" dir="{speech.direction}">', 1)
    return make_body(page.encode(), "text/html", level=9)


def _preview(campaign: Campaign, asked: PublicRequest) -> str:
    """What a link preview shows: title, summary and card of the light page, which is its city's if the link names one.

    Nothing where our own address is not known.
    """
    if not asked.site:
        return ""
    city = resources.listing(asked.slug).city(asked.city_id)
    city_id = city.city_id if city else None
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": asked.speech.titled(widgets.place_name(asked.speech, city), campaign.title)
        if city
        else campaign.title,
        "og:description": campaign.summary,
        "og:url": asked.to(city_id=city_id).unnamed.whole,
        "og:image": asked.to("card.png", city_id=city_id).named().whole,
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    return "\n    ".join(["", *lines, '<meta name="twitter:card" content="summary_large_image">'])


def _alternates(asked: PublicRequest) -> str:
    """The same actions as calendar, feed and files, which browsers and feed readers look for here."""
    return "".join(
        f'\n    <link rel="alternate" type="{one.media_type}" title="{escape(one.name)}"'
        f' href="{escape(one.address)}">'
        for one in asked.alternates
    )


def _map_first(page: str, asked: PublicRequest, masthead: str, figures: str, shows_map: bool) -> str:
    """The page with its head, its search and its map, which come before the framework and stay when it has come."""
    head, _, framework = page.partition("<!--FRAMEWORK-->")
    framework, _, body = framework.partition("<!--END OF THE FRAMEWORK-->")
    speech = asked.speech
    first = render(
        "first.html",
        speech=speech,
        asked=asked,
        masthead=Markup(masthead),  # noqa: S704  # escaped there
        figures=Markup(figures),  # noqa: S704  # escaped there
        shows_map=shows_map,
        words=Markup(json.dumps(words(speech, "search")).replace("<", "\\u003c")),  # noqa: S704  # data
        framework=Markup(framework),  # noqa: S704  # Streamlit's own page
        script=asset_url(asked.base_path, HEAD_SCRIPT),
    )
    early = before_the_framework(asked) if shows_map else ""
    return (
        (head + early + body).replace("<!--FIRST-->", first, 1).replace("<body>", '<body class="has-map">', 1)
    )


def _words(campaign: Campaign | None, totals: Totals | None, asked: PublicRequest) -> str:
    """What a browser without scripts shows for the moment until it has gone on to the page for it."""
    speech = asked.speech
    if campaign is None or totals is None:
        return f"<p>{speech.text('This page needs JavaScript to show its map and its list.')}</p>"
    file = speech.text("all public actions as a file")
    data = escape(str(asked.data("actions.geojson")))
    title, summary = escape(campaign.title), escape(campaign.summary)
    city = resources.listing(asked.slug).city(asked.city_id)
    plain = escape(str(asked.to(city_id=city.city_id if city else None, is_filtered=not city)))
    return (
        f'<meta http-equiv="refresh" content="0; url={plain}"><style>.first {{ display: none }}</style>'
        f'<h1 dir="auto">{title}</h1><p dir="auto">{summary}</p><p>{counts.sentence_of(speech, totals)}</p><p>'
        + speech.text(
            "The map and the list need JavaScript. Without it you can read {file}.",
            file=f'<a href="{data}">{file}</a>',
        )
        + f'</p><p><a href="{plain}">{speech.text("This page without scripts")}</a></p>'
    )


@cache
def template() -> str:
    """Streamlit's page with places for our words."""
    page = (PAGE_FILES / "index.html").read_text("utf-8")
    mark = base64.b64encode(bundled("mark.svg").read_bytes()).decode()
    styles = _STYLE.read_text("utf-8") + (DIRECTORIES["map"] / "search.css").read_text("utf-8")
    icon = f'<link rel="shortcut icon" type="image/svg+xml" href="data:image/svg+xml;base64,{mark}">'
    for pattern, ours in (
        (r"<title>.*?</title>", "<!--HEAD-->"),
        (r"<noscript>.*?</noscript>", "<noscript><!--WORDS--></noscript>"),
        (r'<link rel="shortcut icon"[^>]*>', icon),
        (r"<script>.*?</script>", f"<script>{_SERVED_FROM}</script>"),
        # In the body, so that it stands after what the framework adds to the head, and before anything is drawn.
        ("<body>", f"<body>\n    <style>{styles}</style>"),
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
