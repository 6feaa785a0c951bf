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
from dashboard.exports import EXPORTERS
from dashboard.exports.edition import Edition
from dashboard.i18n import Speech
from dashboard.model import PublicAction
from dashboard.web import policies, resources
from dashboard.web.public import links
from dashboard.web.public.links import PublicRequest, asked
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import to_read
from dashboard.web.serving.responses import EVERY_METHOD, Body, Missing, answer, make_body

_HEADERS: Final = {**policies.for_data(), "Access-Control-Allow-Origin": "*"}


def feed_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all files."""
    root = settings.base_path + links.CAMPAIGN
    send = to_read(settings, partial(_send, settings), _not_there)
    return [Route(f"{root}/{name}.{{extension}}", send, methods=EVERY_METHOD) for name in links.FILE_NAMES]


async def _send(settings: Settings, request: Request) -> Response:
    # What an address holds does not depend on who asks.
    wanted = replace(asked(request, settings), reader="")
    wanted = replace(wanted, filters=await response_cache.clamped(wanted.slug, wanted.shown))
    body = await response_cache.body_of(wanted.slug, wanted, partial(_body, wanted))
    return answer(request, body, headers=_HEADERS)


def _body(wanted: PublicRequest, version: str) -> Body:
    exporter = EXPORTERS[wanted.part]
    actions, here = _actions(wanted)
    changed_at, spoken = resources.totals(wanted.slug).updated_at, wanted.speech.language
    file, campaign = wanted.file(wanted.part, wanted.uid), replace(wanted.to(), language="")
    place = wanted.speech.named(here) if here else ""
    edition = Edition(spoken, place, path=file.path, changed_at=changed_at)
    if wanted.site:
        edition = replace(
            edition,
            address=file.whole,
            home=campaign.whole,
            page=lambda action: campaign.to(city_id=action.city_id).whole,
        )
    raw = exporter.function(resources.campaign_of(wanted.slug, version).spoken(spoken), actions, edition)
    kind = "inline" if exporter.is_followed else "attachment"
    disposition = f'{kind}; filename="{_file_name(wanted, here.city if here else "")}"'
    return make_body(raw, exporter.media_type, disposition=disposition)


def _actions(wanted: PublicRequest) -> tuple[Sequence[PublicAction], PublicAction | None]:
    """What is asked for, and an action of the city that it is about; ``None`` for a whole campaign."""
    listing = resources.listing(wanted.slug)
    found: Sequence[PublicAction] = listing.actions(wanted.filters)
    here = listing.in_city(wanted.shown.city_id or 0)
    if wanted.uid:
        found = here = [action for action in found if action.uid == wanted.uid]
    if not here and (wanted.uid or wanted.city_id is not None):
        raise Missing
    return found, here[0] if here else None


def _file_name(wanted: PublicRequest, city: str) -> str:
    """A name that every system can keep: "we-are-watching-sao-paulo.ics"."""
    parts = (re.sub(r"[^a-z0-9]+", "-", anyascii(part).lower()).strip("-") for part in (wanted.slug, city))
    # The name of an action is made of letters, digits, hyphens and underscores.
    return "-".join(part for part in (*parts, wanted.uid) if part) + f".{wanted.part}"


def _not_there(request: Request, words: Speech) -> str:
    asked = request.path_params
    if asked["extension"] not in EXPORTERS:
        formats = words.text(", ").join(EXPORTERS)
        return words.text("There is no file of this kind here. There are these: {formats}.", formats=formats)
    if "uid" in asked:
        return words.text("There is no such action. It may have been withdrawn.")
    return words.text("This campaign has no action in this city.")
