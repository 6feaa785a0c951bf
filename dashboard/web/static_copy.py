"""Everything public of a campaign as files with relative links, for any web server, at any path.

Our own routes are asked, in this process, as somebody whom we do not know would ask them: what does not answer them
cannot get into a copy. What needs a server leads to the site itself where its address is known (PUBLIC_URL), and is
left out where it is not.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path
from posixpath import dirname, relpath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import anyio
from cachetools import LRUCache, cachedmethod
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message

from dashboard.bundled import bundled
from dashboard.config import Settings
from dashboard.errors import ActionMapError
from dashboard.exports import EXPORTERS
from dashboard.i18n import LANGUAGES
from dashboard.i18n.languages import DEFAULT
from dashboard.maps import assets
from dashboard.signed_copy import digest, sign_copy, write_if_changed, written_beside
from dashboard.web import resources
from dashboard.web.public.links import ABOUT, ALL, DASHBOARD, PublicRequest, read
from dashboard.web.resources import EVERYTHING
from dashboard.web.server import own_files, own_routes
from dashboard.web.serving import last_known

_LINK = re.compile(r'(<(?!link rel="canonical")[a-z]+\b[^<>]*?\b(?:href|src|action)=")([^"]*)(")')
_ANCHOR = re.compile(r'<a\b[^<>]*?\bhref="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_FORM = re.compile(r"<form\b([^<>]*)>.*?</form>", re.DOTALL)
_IN_STYLE = re.compile(r"""(url\(["']?)([^"')]+)()""")
_IN_SCRIPT = re.compile(r'(")(/[^"\\]*)(")')
_ALTERNATE = re.compile(r'<link rel="alternate"[^<>]*?href="([^"]*)"[^<>]*>\n?')
_NEEDS_THE_SITE = frozenset({"feeds", "share", "qr.png"})
"""What shows our own address as text or as a code."""
_ASKS_A_SERVER = frozenset(
    {"api", "api/search.json", "search", "submit", "report", "poster", "view.png", "view.svg", ALL}
)
_OF_A_CITY = frozenset({"", "api/city.json", "ics"})
"""What a copy has of each city. All else is in the files of the campaign, or is a matter of seconds on the site; ten
thousand cities would have it in every language."""
_HIDDEN = "<style>.map-search { display: none !important; }</style></head>"
"""The search of the map asks a server at each letter."""


class _File(NamedTuple):
    """A file of the copy, the address to ask for it, and what a link to it says besides."""

    name: str
    address: str
    query: str = ""


@dataclass(frozen=True)
class _Files:
    """Which address of a campaign is which file."""

    slug: str
    base_path: str
    site: str
    languages: tuple[str, ...]
    cities: Mapping[str, int]
    """The city of each action by its uid."""
    known: LRUCache[str, _File | None] = field(default_factory=lambda: LRUCache(10_000))
    """What `found` has found: a page names an address several times, and many pages the same."""

    @property
    def campaign(self) -> PublicRequest:
        """The light page of the campaign."""
        return PublicRequest(self.slug, base_path=self.base_path)

    @cachedmethod(lambda self: self.known)
    def found(self, address: str) -> _File | None:
        """The file of an address of ours; ``None`` for what is no part of the copy."""
        address = address.removeprefix(self.site) if self.site else address
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        if parts.path.startswith(f"{self.base_path}/assets/"):
            return _File(unquote(parts.path.removeprefix(self.base_path))[1:], parts.path)
        asked = read(address, self.base_path)
        spoken = asked.language or DEFAULT if asked else ""
        if asked is None or asked.slug not in {"", self.slug} or spoken not in self.languages:
            return None
        asked = replace(asked, slug=self.slug, language=spoken)
        if asked.part == DASHBOARD:
            asked = asked.to("map", city_id=asked.city_id, is_filtered=True)
        query = ""
        if asked.part in {"map", "map.png"} and asked.city_id is not None:  # one map opens any city
            query = f"?city={asked.city_id}" if asked.part == "map" else ""
            asked = asked.to(asked.part)
        if asked.uid in self.cities:  # the calendar of its city has it
            asked = replace(asked, uid="", city_id=self.cities[asked.uid])
        name = self.name(asked)
        return _File(f"{spoken}/{name}", str(asked), query) if name else None

    def name(self, asked: PublicRequest) -> str:
        """The file's name below the folder of its language; empty for what is no part of the copy."""
        part, below = asked.part, asked.place.removeprefix(self.campaign.place)[1:]
        is_chosen = asked.filters != EVERYTHING or asked.text or asked.by or asked.look or asked.instance
        if is_chosen or part in _ASKS_A_SERVER or (part in _NEEDS_THE_SITE and not self.site):
            return ""
        if asked.uid or (asked.city_id is not None and part not in _OF_A_CITY):
            return ""
        if part.startswith("api/"):
            return f"data/{asked.place.removeprefix(asked.data().place)[1:]}"
        if not part:
            page = f"page-{asked.page}" if asked.page > 1 else "index"
            return f"{below}/{page}.html".lstrip("/")
        if part == ABOUT:
            return "about.html"
        return below if part in EXPORTERS or part.endswith(".png") else f"{below}.html"


def write_copy(
    settings: Settings,
    slug: str,
    folder: Path,
    languages: tuple[str, ...] = (),
    key: Ed25519PrivateKey | None = None,
) -> tuple[int, int]:
    """Writes the copy, and says how many files it has and how many of them are new or changed.

    Raises:
        UnknownCampaign: there is none, or it is not for everybody.
        ActionMapError: the folder holds something else, or an address does not answer.
    """
    with written_beside(folder):
        resources.forget()
        last_known.hold(resources.store, slug)
        resources.campaign(slug)
        cities = {action.uid: action.city_id for action in resources.listing(slug).actions()}
        site = settings.public_url.rstrip("/")
        files = _Files(slug, settings.base_path, site, languages or tuple(LANGUAGES), cities)
        names, changed = anyio.run(_write_all, settings, files, folder)
        updated = resources.totals(slug).updated_at
        sign_copy(folder, {"campaign": slug, "updated": updated.isoformat() if updated else ""}, names, key)
    return len(names), changed


async def _write_all(settings: Settings, files: _Files, folder: Path) -> tuple[dict[str, str], int]:
    """Asks for each address once, from the first ones to whatever they link."""
    app = Starlette(routes=own_routes(settings), middleware=[own_files(settings, {})])
    names, changed = {"index.html": ""}, 0
    start = _start(files)
    names["index.html"] = digest(start)
    changed += write_if_changed(folder, "index.html", start)
    waiting = deque(filter(None, (files.found(address) for address in _first(files))))
    while waiting:
        name, address, _ = waiting.popleft()
        if name in names:
            continue
        data, linked = _linked(files, name, await _asked(app, address))
        names[name] = digest(data)
        changed += write_if_changed(folder, name, data)
        waiting.extend(linked)
    return names, changed


def _first(files: _Files) -> Iterator[str]:
    """The addresses that no page links, or a script alone."""
    page = files.campaign
    yield assets.asset_url(files.base_path, "typeface/faces.css")
    for piece in sorted((assets.DIRECTORIES["basemap"] / "near").glob("*.json")):
        yield assets.asset_url(files.base_path, f"basemap/near/{piece.name}")
    parts = ("map.json", "times.json", "cities.geojson", "actions.geojson")
    every = [page, page.to("map"), page.to("card.png"), *map(page.data, parts)]
    every += [page.data("city.json", city.city_id) for city in resources.listing(files.slug).cities()]
    for language in files.languages:
        yield from (str(one.named(language)) for one in every)


def _start(files: _Files) -> bytes:
    """What is opened first: the page in the first language, and all languages by their own names."""
    links = " ".join(
        f'<a href="{code}/index.html" lang="{code}">{LANGUAGES[code]}</a>' for code in files.languages
    )
    to = f'<meta http-equiv="refresh" content="0; url={files.languages[0]}/index.html">'
    icon = f'<link rel="icon" href="data:image/svg+xml,{quote(bundled("mark.svg").read_text("utf-8"))}">'
    title = escape(resources.campaign(files.slug).title)
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title>{icon}{to}<p>{links}</p>\n'.encode()


def _linked(files: _Files, name: str, data: bytes) -> tuple[bytes, list[_File]]:
    """The file with links to other files instead of to addresses, and these."""
    kind = name.rpartition(".")[2]
    if kind not in {"html", "css"}:
        return data, []
    others: list[_File] = []
    here = "" if kind == "html" else f"{files.base_path}/{name}"

    def link(found: re.Match[str]) -> str:
        address = unescape(found[2])
        other = files.found(urljoin(here, address))
        if other is None:
            is_ours = address.startswith(f"{files.base_path}/") and not address.startswith("//")
            return (
                f"{found[1]}{escape(files.site + address.removeprefix(files.base_path))}{found[3]}"
                if (is_ours and files.site)
                else found[0]
            )
        others.append(other)
        fragment = urlsplit(address).fragment
        to = quote(relpath(other.name, dirname(name) or ".")) + other.query
        to += f"#{fragment}" if fragment else ""
        return f"{found[1]}{escape(to)}{found[3]}"

    text = data.decode()
    if kind == "html":
        text = _LINK.sub(link, _without_forms(files, text))
        if name.endswith("map.html"):
            text = _IN_SCRIPT.sub(link, _with_data(files, name, text)).replace("</head>", _HIDDEN, 1)
    return _IN_STYLE.sub(link, text).encode(), others


def _without_forms(files: _Files, text: str) -> str:
    """Forms and links that need a server lead to the site; where nobody knows its address they go.

    What browsers alone read, the same page in other formats, is told as far as it is in the copy.
    """
    text = _ALTERNATE.sub(lambda link: link[0] if files.found(unescape(link[1])) else "", text)
    if files.site:
        return _FORM.sub(lambda form: form[0] if "action=" in form[1] else "", text)

    def anchor(found: re.Match[str]) -> str:
        address = unescape(found[1])
        is_ours = address.startswith("/") and not address.startswith("//")
        return found[2] if is_ours and files.found(address) is None else found[0]

    return _ANCHOR.sub(anchor, _FORM.sub("", text))


def _with_data(files: _Files, name: str, text: str) -> str:
    """The map asks the files of its language, and leads to its pages; to the site, or nowhere, where there are none."""
    language, here = name.partition("/")[0], dirname(name)
    for address in files.campaign.for_scripts.values():
        asked = read(address, files.base_path)
        below = asked and files.name(asked)
        live = (
            "" if asked and asked.uid else files.site and files.site + address.removeprefix(files.base_path)
        )
        text = text.replace(f'"{address}"', f'"{relpath(f"{language}/{below}", here) if below else live}"')
    return text


async def _asked(app: ASGIApp, address: str) -> bytes:
    """What an address answers to somebody without a cookie, who names no host.

    Raises:
        ActionMapError: it answers with anything but its contents.
    """
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b""), (b"accept", b"text/html")],
        "server": None,
        "client": None,
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if sent[0]["status"] != 200:
        raise ActionMapError("copy_without_answer", address=address, status=str(sent[0]["status"]))
    return b"".join(message.get("body", b"") for message in sent[1:])
