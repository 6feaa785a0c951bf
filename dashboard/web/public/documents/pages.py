"""The addresses below ``/c/`` that are pages and pictures; files and feeds are in `dashboard.web.public.feeds`."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.i18n import Speech
from dashboard.pictures.press import sight
from dashboard.web import policies
from dashboard.web.public import links
from dashboard.web.public.documents.campaign import campaign_page, city_page, embed_page
from dashboard.web.public.documents.drawings import card_drawing, map_drawing, view_drawing
from dashboard.web.public.documents.feeds import feeds_page
from dashboard.web.public.documents.finding import find_city
from dashboard.web.public.documents.map_document import map_document
from dashboard.web.public.documents.sharing import poster_page, qr_picture, share_page
from dashboard.web.public.links import PublicRequest, asked
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import no_page, to_read
from dashboard.web.serving.responses import EVERY_METHOD, Body, Endpoint, Missing, answer, page

Make = Callable[[PublicRequest, str], Body]
_WORDS_AND_PICTURES: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; frame-src 'self';"
    " base-uri 'none'"
)
_PAGE: Final = {
    "Content-Security-Policy": f"{_WORDS_AND_PICTURES}; form-action 'self'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
_FRAMED: Final = {
    "Content-Security-Policy": f"{_WORDS_AND_PICTURES}; form-action 'none'; frame-ancestors *",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Anybody's page may frame this one, which has nothing to click but links and knows nobody."""
_MAP: Final = {
    # A street tile's host asks to be told which site shows it: the origin, never the address of the page.
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_drawing: Final = anyio.CapacityLimiter(1)
_SECONDS_IN_USE: Final = 60
"""For how long a page may say which action comes next before it is made again."""


def open_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all pages and pictures. They come after those of files, since the last takes what is left."""
    root, of_city = settings.base_path + links.CAMPAIGN, settings.base_path + links.CITY
    routes: dict[str, Endpoint] = {
        root: partial(_page, settings, campaign_page, _PAGE),
        of_city: partial(_page, settings, city_page, _PAGE),
        f"{of_city}/poster": partial(_page, settings, poster_page, _PAGE),
        f"{root}/feeds": partial(_page, settings, feeds_page, _PAGE),
        f"{root}/search": partial(find_city, settings, _PAGE),
        f"{root}/embed": partial(_page, settings, embed_page, _FRAMED),
    }
    pictures = {"card.png": card_drawing, "map.png": map_drawing, "qr.png": qr_picture}
    for at in (root, of_city):
        routes[f"{at}/map"] = partial(_map, settings)
        routes[f"{at}/share"] = partial(_page, settings, share_page, _PAGE)
        routes |= {f"{at}/{name}": partial(_drawn, settings, make) for name, make in pictures.items()}
    routes[f"{root}/view.png"] = routes[f"{root}/view.svg"] = partial(_view, settings)
    routes[f"{settings.base_path}{links.INDEX}/{{rest:path}}"] = _nothing_here
    return [
        Route(at, to_read(settings, send, _not_there), methods=EVERY_METHOD) for at, send in routes.items()
    ]


async def _page(settings: Settings, make: Make, headers: Mapping[str, str], request: Request) -> Response:
    """A page in the visitor's language."""
    which = asked(request, settings)
    until = int(time.time()) // _SECONDS_IN_USE
    body = await response_cache.body_of(
        which.slug,
        (make, which, until),
        partial(make, which),
        filters=which.filters,
        is_made_up=bool(which.text),
    )
    return page(request, body, which.speech, headers=headers)


async def _map(settings: Settings, request: Request) -> Response:
    """The map that moves, which any page may frame. It says nothing about time, and is made once a version."""
    which = replace(asked(request, settings), site="")
    body = await response_cache.body_of(which.slug, (map_document, which), partial(map_document, which))
    return page(request, body, which.speech, headers=_MAP)


async def _view(settings: Settings, request: Request) -> Response:
    """Any part of the map, at the size that is asked for; of these there is no end, so that few are drawn at once."""
    seen = sight(request.query_params.get("view", ""), request.query_params.get("size", ""))
    async with _drawing:
        return await _drawn(settings, view_drawing, request, seen)


async def _drawn(
    settings: Settings, make: Callable[..., Body], request: Request, *more: Hashable
) -> Response:
    """A picture, in the language of its link alone: other sites show it to people whose language we do not know."""
    which = replace(asked(request, settings), reader="")
    if make is not qr_picture:  # which says the filters rather than follow them
        which = replace(which, filters=await response_cache.clamped(which.slug, which.filters))
    made = partial(make, which, *more)
    body = await response_cache.body_of(which.slug, (make, which, *more), made, filters=which.filters)
    return answer(request, body, headers=policies.for_data())


async def _nothing_here(_request: Request) -> Response:
    raise Missing


def _not_there(request: Request, words: Speech) -> str:
    if "city_id" in request.path_params:
        return words.text("This campaign has no action in this city.")
    return no_page(request, words)
