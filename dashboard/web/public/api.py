"""The public data by URL: public reads alone, made once per version and filters, and revalidated by ETag."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.errors import ActionMapError, UnknownCampaign
from dashboard.i18n import ENGLISH, Speech, say, speech
from dashboard.i18n.languages import known
from dashboard.model import Filters
from dashboard.web import resources
from dashboard.web.public import json_views, search
from dashboard.web.public.filters import read_filters
from dashboard.web.serving import log, response_cache
from dashboard.web.serving.responses import (
    EVERY_METHOD,
    Body,
    Endpoint,
    answer,
    digest,
    encode,
    make_body,
    sentence,
)


class Part(StrEnum):
    """The parts of a campaign that have an address of their own."""

    CITIES = "cities.geojson"
    ACTIONS = "actions.geojson"
    MAP = "map.json"
    CITY = "city.json"
    TIMES = "times.json"


_SPOKEN = frozenset({Part.CITIES, Part.CITY, Part.MAP})
"""The parts with names of cities or countries: in English, or in the language of ``?lang=``."""


def public_routes(base_path: str) -> list[BaseRoute]:
    """The routes below the base path of the installation, which is empty or begins with a slash."""
    root = f"{base_path}/api/v1/campaigns"
    parts = (Part.CITIES, Part.ACTIONS, Part.MAP, Part.TIMES)
    return [
        Route(root, _public(campaign_list)),
        *(Route(f"{root}/{{slug}}/{part}", _public(_of_campaign(part))) for part in parts),
        Route(f"{root}/{{slug}}/cities/{{city_id}}.json", _public(city)),
        Route(f"{root}/{{slug}}/search.json", _public(search.search)),
        Route(f"{base_path}/api", _public(nothing_here), methods=EVERY_METHOD),
        Route(f"{base_path}/api/{{path:path}}", _public(nothing_here), methods=EVERY_METHOD),
    ]


async def campaign_list(request: Request) -> Response:
    """All campaigns with their totals."""
    return answer(
        request, await response_cache.aside(_campaign_list), cache_control=response_cache.CACHE_CONTROL
    )


async def city(request: Request) -> Response:
    """One city with its actions."""
    city_id = read_filters(f"city={request.path_params['city_id']}").city_id
    if city_id is None:
        return _no_such_city()
    return await _send(request, Part.CITY, replace(read_filters(request.url.query), city_id=city_id))


async def nothing_here(request: Request) -> Response:
    """What is no route of ours below ``/api/`` is not a page either."""
    if request.method not in {"GET", "HEAD"}:
        return sentence(405, "This address can only be read.")
    return sentence(404, "There is nothing at this address. All campaigns are listed at api/v1/campaigns.")


def _of_campaign(part: Part) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await _send(request, part, read_filters(request.url.query))

    return endpoint


def _public(endpoint: Endpoint) -> Endpoint:
    """Anybody may read this from any site; a failure is a sentence."""

    async def public(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except UnknownCampaign:
            response = sentence(404, "There is no campaign of this name. All are listed at api/v1/campaigns.")
        except ActionMapError as error:
            log.trouble("reads", say(ENGLISH, error))
            response = sentence(503, "The data cannot be reached just now. Please try again in a minute.")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return public


async def _send(request: Request, part: Part, filters: Filters) -> Response:
    slug = request.path_params["slug"]
    language = known(request.query_params.get("lang", "")) if part in _SPOKEN else ""
    filters = await response_cache.clamped(slug, filters)
    which = (part, filters, language)
    body = await response_cache.body_of(slug, which, partial(_body, slug, part, filters, language))
    return answer(request, body, cache_control=response_cache.CACHE_CONTROL) if len(body) else _no_such_city()


def _body(slug: str, part: Part, filters: Filters, language: str, version: str) -> Body:
    raw = _encode(slug, part, filters, speech(language))
    media_type = "application/geo+json" if part.endswith("geojson") else "application/json"
    return make_body(raw, media_type, tag=digest(version.encode(), raw))


def _encode(slug: str, part: Part, filters: Filters, words: Speech) -> bytes:
    match part:
        case Part.CITIES:
            return encode(json_views.cities_geojson(resources.city_counts(slug, filters), words))
        case Part.ACTIONS:
            return encode(json_views.actions_geojson(resources.public_actions(slug, filters)))
        case Part.MAP:
            cities, totals = resources.city_counts(slug, filters), resources.totals(slug, filters)
            starts = resources.coming_actions(slug, filters).starts
            return encode(json_views.map_columns(cities, totals, starts, words))
        case Part.TIMES:
            return encode(json_views.start_columns(resources.public_actions(slug, filters)))
        case Part.CITY:
            actions = resources.public_actions(slug, filters)
            return encode(json_views.city_json(actions, words)) if actions else b""


def _campaign_list() -> Body:
    listed = [json_views.campaign_summary(one, resources.totals(one.slug)) for one in resources.campaigns()]
    return make_body(encode(listed), "application/json")


def _no_such_city() -> Response:
    return sentence(404, "No action of this campaign is in this city, or the filters leave none.")
