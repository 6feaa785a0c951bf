"""The public data by URL: public reads alone, made once per version and filters, and revalidated by ETag."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.errors import ActionMapError, UnknownCampaign
from dashboard.exports.geojson import about_collection, feature
from dashboard.i18n import ENGLISH, Speech, say, speech
from dashboard.i18n.languages import DEFAULT
from dashboard.model import Filters
from dashboard.web import language, resources
from dashboard.web.public import json_views, search
from dashboard.web.public.filters import NAMES, not_understood
from dashboard.web.public.links import DATA, asked
from dashboard.web.serving import log, response_cache
from dashboard.web.serving.responses import (
    EVERY_METHOD,
    Body,
    Endpoint,
    Json,
    Missing,
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


_ASKED = NAMES | {language.PARAMETER}
"""The parameters of every part of a campaign."""
_MOST_NAMED = 10


def public_routes(base_path: str) -> list[BaseRoute]:
    """The routes below the base path of the installation, which is empty or begins with a slash."""
    root = base_path + DATA
    parts = (Part.CITIES, Part.ACTIONS, Part.MAP, Part.TIMES)
    return [
        Route(root, _public(_campaigns, frozenset())),
        *(Route(f"{root}/{{slug}}/{part}", _public(_of_campaign(part), _ASKED)) for part in parts),
        Route(f"{root}/{{slug}}/cities/{{city_id}}.json", _public(_of_campaign(Part.CITY), _ASKED)),
        Route(f"{root}/{{slug}}/search.json", _public(search.search, _ASKED | {"q"})),
        Route(f"{base_path}/api", _public(_nothing_here), methods=EVERY_METHOD),
        Route(f"{base_path}/api/{{path:path}}", _public(_nothing_here), methods=EVERY_METHOD),
    ]


async def _campaigns(request: Request) -> Response:
    """All campaigns with their totals."""
    return answer(request, await response_cache.listed(_campaign_list))


async def _nothing_here(request: Request) -> Response:
    """What is no route of ours below ``/api/`` is not a page either."""
    if request.method not in {"GET", "HEAD"}:
        return sentence(405, "This address can only be read.")
    return sentence(404, f"There is nothing at this address. All campaigns are listed at {DATA[1:]}.")


def _public(endpoint: Endpoint, names: frozenset[str] | None = None) -> Endpoint:
    """Anybody may read this from any site; a failure is a sentence, and so is a parameter of no such name."""

    async def public(request: Request) -> Response:
        wrong = [] if names is None else not_understood(request.url.query, names)
        try:
            response = _not_understood(wrong, names or ()) if wrong else await endpoint(request)
        except UnknownCampaign:
            response = sentence(404, f"There is no campaign of this name. All are listed at {DATA[1:]}.")
        except Missing:
            response = sentence(404, "No action of this campaign is in this city, or the filters leave none.")
        except ActionMapError as error:
            log.trouble("reads", say(ENGLISH, error))
            response = sentence(503, "The data cannot be reached just now. Please try again in a minute.")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return public


def _of_campaign(part: Part) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        which = asked(request, resources.settings())
        slug, spoken = which.slug, which.language if part in _SPOKEN else ""
        filters = await response_cache.clamped(slug, which.shown)
        make = partial(_body, slug, part, filters, spoken)
        return answer(request, await response_cache.body_of(slug, (part, filters, spoken), make))

    return endpoint


def _body(slug: str, part: Part, filters: Filters, spoken: str, version: str) -> Body:
    raw = encode(_json(slug, part, filters, speech(spoken)))
    media_type = "application/geo+json" if part.endswith("geojson") else "application/json"
    return make_body(raw, media_type, tag=digest(version.encode(), raw))


def _json(slug: str, part: Part, filters: Filters, words: Speech) -> Json:
    listing = resources.listing(slug)
    match part:
        case Part.CITIES:
            features = [json_views.city_feature(one, words) for one in listing.cities(filters)]
            return _about(slug, words.language) | {"features": features}
        case Part.ACTIONS:
            return _about(slug, DEFAULT) | {"features": list(map(feature, listing.actions(filters)))}
        case Part.MAP:
            totals, starts = resources.totals(slug, filters), listing.agenda(filters).starts
            return json_views.map_columns(listing.cities(filters), totals, starts, words)
        case Part.TIMES:
            return json_views.start_columns(listing.actions(filters))
        case Part.CITY if actions := listing.actions(filters):
            return json_views.city_json(actions, words)
    raise Missing


def _about(slug: str, spoken: str) -> Json:
    title = resources.campaign(slug).spoken(spoken).title
    return about_collection(title, resources.totals(slug).updated_at)


def _campaign_list() -> Body:
    listed = [json_views.campaign_summary(one, resources.totals(one.slug)) for one in resources.campaigns()]
    return make_body(encode(listed), "application/json")


def _not_understood(wrong: list[str], names: Iterable[str]) -> Response:
    there_are = (
        f"There are these: {', '.join(sorted(names))}." if names else "There are none at this address."
    )
    return sentence(
        400, f"These parameters are not understood: {', '.join(wrong[:_MOST_NAMED])}. {there_are}"
    )
