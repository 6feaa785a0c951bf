"""The files and feeds of a campaign by URL. Every address follows from `EXPORTERS`.

``/c/SLUG/actions.EXT`` has the actions that the filters of the link leave, ``/c/SLUG/city/ID.EXT`` those of a city and
``/c/SLUG/action/UID.EXT`` one action. Their words are in the language of ``?lang=``, else in English: what an address
holds does not depend on who asks, so that every cache on the way may keep it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from anyascii import anyascii
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.exports import EXPORTERS, Edition
from dashboard.i18n import Speech
from dashboard.i18n.languages import known
from dashboard.model import PublicAction
from dashboard.web import language, policies, resources
from dashboard.web.public import feeds_page
from dashboard.web.public.filters import read_filters
from dashboard.web.public.request import Wanted
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import Missing, to_read
from dashboard.web.serving.responses import EVERY_METHOD, Body, answer, make_body
from dashboard.web.serving.site import site_of

_BY_EXTENSION: Final = {exporter.extension: exporter for exporter in EXPORTERS.values()}
_HEADERS: Final = {**policies.for_data(), "Access-Control-Allow-Origin": "*"}


def feed_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all files, and of the page that lists them."""
    root = f"{settings.base_path}/c/{{slug}}"
    names = ("actions", "city/{city_id}", "action/{uid}")
    send = to_read(settings, partial(_send, settings), _not_there)
    page = to_read(settings, partial(feeds_page.send, settings), _not_there)
    return [
        Route(f"{root}/feeds", page, methods=EVERY_METHOD),
        *(Route(f"{root}/{name}.{{extension}}", send, methods=EVERY_METHOD) for name in names),
    ]


async def _send(settings: Settings, request: Request) -> Response:
    wanted = _wanted(settings, request)
    wanted = replace(wanted, filters=await response_cache.clamped(wanted.slug, wanted.filters))
    body = await response_cache.body_of(wanted.slug, wanted, partial(_body, wanted))
    response = answer(request, body, cache_control=response_cache.CACHE_CONTROL)
    response.headers.update(_HEADERS)
    return response


def _wanted(settings: Settings, request: Request) -> Wanted:
    """What the address asks for. Filters are for lists; one action is itself, whatever they say."""
    asked = request.path_params
    if asked["extension"] not in _BY_EXTENSION:
        raise Missing
    wanted = Wanted(
        asked["slug"],
        asked["extension"],
        language=known(request.query_params.get(language.PARAMETER, "")),
        site=site_of(request, settings),
    )
    if "uid" in asked:
        return replace(wanted, uid=asked["uid"])
    filters = read_filters(request.url.query)
    if "city_id" not in asked:
        return replace(wanted, filters=filters)
    city_id = read_filters(f"city={asked['city_id']}").city_id
    if city_id is None:
        raise Missing
    return replace(wanted, filters=replace(filters, city_id=city_id), city_is_named=True)


def _body(wanted: Wanted, version: str) -> Body:
    exporter = _BY_EXTENSION[wanted.extension]
    actions, city = _actions(wanted), _city(wanted)
    changed_at = resources.totals(wanted.slug).updated_at
    edition = Edition(wanted.language, city, wanted.site, wanted.path, changed_at)
    raw = exporter.function(
        resources.campaign_of(wanted.slug, version).spoken(wanted.language), actions, edition
    )
    kind = "inline" if exporter.is_followed else "attachment"
    disposition = f'{kind}; filename="{_file_name(wanted, city)}"'
    return make_body(raw, exporter.media_type, disposition=disposition)


def _actions(wanted: Wanted) -> Sequence[PublicAction]:
    if not wanted.uid:
        return resources.public_actions(wanted.slug, wanted.filters)
    found = [action for action in resources.public_actions(wanted.slug) if action.uid == wanted.uid]
    if not found:
        raise Missing
    return found


def _city(wanted: Wanted) -> str:
    """The name of the city that this is about; empty for a whole campaign."""
    if wanted.uid:
        return _actions(wanted)[0].city
    if wanted.filters.city_id is None:
        return ""
    here = resources.city_actions(wanted.slug, wanted.filters.city_id)
    if not here and wanted.city_is_named:
        raise Missing
    return here[0].city if here else ""


def _file_name(wanted: Wanted, city: str) -> str:
    """A name that every system can keep: "we-are-watching-sao-paulo.ics"."""
    parts = (re.sub(r"[^a-z0-9]+", "-", anyascii(part).lower()).strip("-") for part in (wanted.slug, city))
    # The name of an action is made of letters, digits, hyphens and underscores.
    return "-".join(part for part in (*parts, wanted.uid) if part) + f".{wanted.extension}"


def _not_there(request: Request, words: Speech) -> str:
    asked = request.path_params
    if asked["extension"] not in _BY_EXTENSION:
        formats = words.text(", ").join(_BY_EXTENSION)
        return words.text("There is no file of this kind here. There are these: {formats}.", formats=formats)
    if "uid" in asked:
        return words.text("There is no such action. It may have been withdrawn.")
    return words.text("This campaign has no action in this city.")
