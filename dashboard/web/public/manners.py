"""What programs ask of any site: what they may read, what there is, its icon and its name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Final
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.bundled import bundled
from dashboard.config import Settings
from dashboard.pictures.card import mark
from dashboard.pictures.colours import LIGHT
from dashboard.web import resources
from dashboard.web.public.links import ALL, PublicRequest
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import to_read
from dashboard.web.serving.responses import CACHE_CONTROL, EVERY_METHOD, answer, encode, make_body
from dashboard.web.serving.site import site_of

_NOT_FOR_LISTS: Final = ("organise", "people", "_stcore/")
_MOST_ADDRESSES: Final = 50_000
"""More than that no sitemap may hold (sitemaps.org)."""
_A_DAY: Final = "public, max-age=86400"
_ICON_SIZES: Final = ((16, 16), (32, 32), (48, 48))


def manner_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all of them. Below a base path they are ours; the host's own are its own affair."""
    manifest = _manifest, "application/manifest+json", CACHE_CONTROL
    made: dict[str, tuple[Callable[[PublicRequest], bytes], str, str]] = {
        "robots.txt": (_robots, "text/plain; charset=utf-8", CACHE_CONTROL),
        "sitemap.xml": (_sitemap, "application/xml", CACHE_CONTROL),
        "favicon.ico": (lambda _: _favicon(), "image/vnd.microsoft.icon", _A_DAY),
        "manifest.json": manifest,
        "manifest.webmanifest": manifest,
        "mark.svg": (lambda _: bundled("mark.svg").read_bytes(), "image/svg+xml", _A_DAY),
    }

    def route(name: str) -> BaseRoute:
        make, media_type, kept = made[name]
        bodies = (
            response_cache.listed if name == "sitemap.xml" else response_cache.aside
        )  # the others never age

        async def send(request: Request) -> Response:
            here = PublicRequest(base_path=settings.base_path, site=site_of(request, settings))
            body = await bodies(lambda: make_body(make(here), media_type))
            return answer(request, body, cache_control=kept)

        at = f"{settings.base_path}/{name}"
        return Route(at, to_read(settings, send), methods=EVERY_METHOD)

    return [route(name) for name in made]


def _robots(here: PublicRequest) -> bytes:
    """What is not for lists is not named by the names of campaigns: whoever reads this learns of none."""
    lines = ["User-agent: *", *(f"Disallow: {here.base_path}/{name}" for name in _NOT_FOR_LISTS)]
    lines += [f"Sitemap: {here.site}/sitemap.xml"] if here.site else []
    return "".join(f"{line}\n" for line in lines).encode()


def _sitemap(here: PublicRequest) -> bytes:
    """The pages of the campaigns that lists show, and of their cities."""
    pages = list(_pages(here))[:_MOST_ADDRESSES]
    listed = "".join(f"<url><loc>{escape(at)}</loc>{_changed(when)}</url>\n" for at, when in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    ).encode()


def _pages(here: PublicRequest) -> Iterator[tuple[str, datetime | None]]:
    yield here.to(ALL).whole, None
    for campaign in resources.campaigns():
        page = replace(here, slug=campaign.slug)
        yield page.whole, resources.totals(campaign.slug).updated_at
        for city in resources.listing(campaign.slug).cities():
            yield page.to(city_id=city.city_id).whole, None


def _changed(when: datetime | None) -> str:
    return f"<lastmod>{when:%Y-%m-%d}</lastmod>" if when else ""


def _manifest(here: PublicRequest) -> bytes:
    base = f"{here.base_path}/"
    return encode(
        {
            "name": "Solidarity Action Map",
            "short_name": "Action Map",
            "start_url": base,
            "scope": base,
            "display": "browser",
            "background_color": LIGHT.paper,
            "theme_color": LIGHT.accent,
            "icons": [{"src": f"{base}mark.svg", "type": "image/svg+xml", "sizes": "any"}],
        }
    )


@cache
def _favicon() -> bytes:
    made = io.BytesIO()
    mark().save(made, "ICO", sizes=_ICON_SIZES)
    return made.getvalue()
