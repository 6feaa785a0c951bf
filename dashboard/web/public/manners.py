"""What programs ask of any site: what they may read, what there is, its icon and its name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Final
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.bundled import bundled
from dashboard.config import Settings
from dashboard.i18n import Speech
from dashboard.pictures.colours import LIGHT
from dashboard.web import resources
from dashboard.web.public.links import ALL, PublicRequest
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import to_read
from dashboard.web.serving.responses import EVERY_METHOD, Body, answer, encode, make_body
from dashboard.web.serving.site import site_of

_NOT_FOR_LISTS: Final = ("organise", "people", "_stcore/")
_MOST_ADDRESSES: Final = 50_000
"""More than that no sitemap may hold (sitemaps.org)."""
_A_DAY: Final = "public, max-age=86400"
_ICON_SIZES: Final = ((16, 16), (32, 32), (48, 48))
_PEN: Final = 8
"""The icon is drawn so many times larger than the 32 units of `mark.svg`, and made smaller."""


def manner_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of all of them. Below a base path they are ours; the host's own are its own affair."""
    made = {
        "robots.txt": _robots,
        "sitemap.xml": _sitemap,
        "favicon.ico": _favicon,
        "manifest.json": _manifest,
        "manifest.webmanifest": _manifest,
        "mark.svg": _mark,
    }

    def route(name: str) -> BaseRoute:
        async def send(request: Request) -> Response:
            make = response_cache.listed if name == "sitemap.xml" else response_cache.aside
            body = await make(partial(made[name], settings, site_of(request, settings)))
            kept = _A_DAY if name in {"favicon.ico", "mark.svg"} else response_cache.CACHE_CONTROL
            return answer(request, body, cache_control=kept)

        at = f"{settings.base_path}/{name}"
        return Route(at, to_read(settings, send, _not_there), methods=EVERY_METHOD)

    return [route(name) for name in made]


def _robots(settings: Settings, site: str) -> Body:
    """What is not for lists is not named by the names of campaigns: whoever reads this learns of none."""
    lines = ["User-agent: *", *(f"Disallow: {settings.base_path}/{name}" for name in _NOT_FOR_LISTS)]
    lines += [f"Sitemap: {site}/sitemap.xml"] if site else []
    return make_body("".join(f"{line}\n" for line in lines).encode(), "text/plain; charset=utf-8")


def _sitemap(settings: Settings, site: str) -> Body:
    """The pages of the campaigns that lists show, and of their cities."""
    pages = list(_pages(PublicRequest(base_path=settings.base_path, site=site)))[:_MOST_ADDRESSES]
    listed = "".join(f"<url><loc>{escape(at)}</loc>{_changed(when)}</url>\n" for at, when in pages)
    written = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )
    return make_body(written.encode(), "application/xml")


def _pages(here: PublicRequest) -> Iterator[tuple[str, datetime | None]]:
    yield here.to(ALL).whole, None
    for campaign in resources.campaigns():
        page = replace(here, slug=campaign.slug)
        yield page.whole, resources.totals(campaign.slug).updated_at
        for city in resources.city_counts(campaign.slug):
            yield page.to(city_id=city.city_id).whole, None


def _changed(when: datetime | None) -> str:
    return f"<lastmod>{when:%Y-%m-%d}</lastmod>" if when else ""


def _manifest(settings: Settings, _site: str) -> Body:
    base = f"{settings.base_path}/"
    manifest = {
        "name": "Solidarity Action Map",
        "short_name": "Action Map",
        "start_url": base,
        "scope": base,
        "display": "browser",
        "background_color": LIGHT.paper,
        "theme_color": LIGHT.accent,
        "icons": [{"src": f"{base}mark.svg", "type": "image/svg+xml", "sizes": "any"}],
    }
    return make_body(encode(manifest), "application/manifest+json")


def _mark(_settings: Settings, _site: str) -> Body:
    return make_body(bundled("mark.svg").read_bytes(), "image/svg+xml")


def _favicon(_settings: Settings, _site: str) -> Body:
    return make_body(_icon(), "image/vnd.microsoft.icon")


@cache
def _icon() -> bytes:
    """The mark as drawn by Pillow, which reads no SVG."""
    picture = Image.new("RGBA", (32 * _PEN, 32 * _PEN))
    pen = ImageDraw.Draw(picture)
    pen.circle((16 * _PEN, 16 * _PEN), 15 * _PEN, fill=LIGHT.accent)
    pen.circle((16 * _PEN, 12 * _PEN), 5 * _PEN, fill=LIGHT.paper)
    pen.pieslice([_PEN * at for at in (6, 18, 26, 36)], 180, 360, fill=LIGHT.paper)
    made = io.BytesIO()
    picture.save(made, "ICO", sizes=_ICON_SIZES)
    return made.getvalue()


def _not_there(_request: Request, words: Speech) -> str:
    return words.text("There is no page at this address.")
