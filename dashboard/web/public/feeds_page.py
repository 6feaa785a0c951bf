"""The page that lists the files and feeds of a campaign, with the filters of its link and addresses to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from dashboard.config import Settings
from dashboard.exports import EXPORTERS, Exporter
from dashboard.i18n import Speech
from dashboard.model import Filters
from dashboard.web import language, resources
from dashboard.web.public.filters import read_filters, write_filters
from dashboard.web.public.request import Wanted
from dashboard.web.serving import response_cache
from dashboard.web.serving.responses import Body, answer, make_body
from dashboard.web.serving.site import site_of
from dashboard.web.templates import render

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
    slug, filters = request.path_params["slug"], read_filters(request.url.query)
    words, site = language.of_request(request), site_of(request, settings)
    which = ("feeds", filters, words.language, site)
    body = await response_cache.body_of(
        slug, which, partial(_body, settings.base_path, slug, filters, words, site), filters=filters
    )
    response = answer(request, body, cache_control=response_cache.CACHE_CONTROL)
    response.headers.add_vary_header("Accept-Language")
    return response


def _body(base_path: str, slug: str, filters: Filters, words: Speech, site: str, version: str) -> Body:
    wanted = Wanted(slug, "", filters, language=words.language, site=site)
    cities = resources.city_counts(slug, replace(filters, city_id=None))
    page = render(
        "feeds.html",
        speech=words,
        base_path=base_path,
        campaign=resources.campaign_of(slug, version).spoken(words.language),
        files=[_listed(exporter, wanted, base_path, words) for exporter in EXPORTERS.values()],
        chosen=list(_chosen(slug, filters, words)),
        query=_query(filters, words),
        hidden=parse_qsl(_query(replace(filters, city_id=None), words)),
        city_id=filters.city_id,
        cities=sorted(
            cities[:MOST_CITIES], key=lambda city: words.city(city.city, city.country_code).casefold()
        ),
        undated=sum(action.day is None for action in resources.public_actions(slug, filters)),
    )
    return make_body(page.encode(), "text/html; charset=utf-8")


def _listed(exporter: Exporter, wanted: Wanted, base_path: str, words: Speech) -> Listed:
    """A file with its whole address; without one where the host is not known, which only odd programs leave out."""
    file, told = replace(wanted, extension=exporter.extension), exporter.told(words)
    address = f"{file.site or base_path}{file.path}"
    own = f"{exporter.scheme}://{address.partition('://')[2]}" if exporter.scheme and file.site else ""
    return Listed(*told, address, own, exporter.is_followed)


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


def _query(filters: Filters, words: Speech) -> str:
    """What a link from here to another page of the campaign carries on."""
    parts = (write_filters(filters), urlencode({language.PARAMETER: words.language}))
    return "&".join(part for part in parts if part)
