"""The page that lists the files and feeds of a campaign, with the filters of its link and addresses to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dashboard.config import Settings
from dashboard.exports import EXPORTERS, Exporter
from dashboard.i18n import Speech
from dashboard.model import Filters
from dashboard.web import resources
from dashboard.web.public.links import PublicRequest, asked
from dashboard.web.serving import response_cache
from dashboard.web.serving.responses import Body, page
from dashboard.web.templates import document

MOST_CITIES: Final = 500
"""How many cities can be chosen here, the largest first; the others have a page of their own each."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file on the page: what it is and where it is to be had; ``following`` is for programs that follow it."""

    name: str
    use: str
    address: str
    following: str = ""
    is_followed: bool = False


async def send(settings: Settings, request: Request) -> Response:
    """The page for the link's campaign."""
    which = asked(request, settings)
    body = await response_cache.body_of(which.slug, which, partial(_body, which), filters=which.filters)
    return page(request, body, which.speech, cache_control=response_cache.CACHE_CONTROL)


def _body(asked: PublicRequest, version: str) -> Body:
    slug, words, filters = asked.slug, asked.speech, asked.filters
    everywhere = replace(filters, city_id=None)
    cities = resources.city_counts(slug, everywhere)
    return document(
        "feeds.html",
        asked=asked.named(),
        speech=words,
        campaign=resources.campaign_of(slug, version).spoken(words.language),
        files=[_listed(exporter, asked, words) for exporter in EXPORTERS.values()],
        chosen=list(_chosen(slug, filters, words)),
        hidden=replace(asked.named(), filters=everywhere).pairs,
        cities=sorted(
            cities[:MOST_CITIES], key=lambda city: words.city(city.city, city.country_code).casefold()
        ),
        undated=sum(action.day is None for action in resources.public_actions(slug, filters)),
    )


def _listed(exporter: Exporter, asked: PublicRequest, words: Speech) -> Listed:
    """A file with its whole address; without one where the host is not known, which only odd programs leave out."""
    file = asked.file(exporter.extension)
    return Listed(*exporter.told(words), file.whole, file.followed(exporter), exporter.is_followed)


def _chosen(slug: str, filters: Filters, words: Speech) -> Iterator[str]:
    """What the link has chosen, in words."""
    if filters.city_id is not None:
        here = resources.city_actions(slug, filters.city_id)
        yield words.city(here[0].city, here[0].country_code) if here else str(filters.city_id)
    yield from map(words.country, filters.countries)
    yield from map(words.status, filters.statuses)
    if filters.since:
        yield words.text("from {day}", day=words.day(filters.since))
    if filters.until:
        yield words.text("until {day}", day=words.day(filters.until))
