"""Every public address: what it asks for as one value, and its one spelling. Nothing else writes or reads one.

``read(str(asked), base_path)`` is ``asked`` again, but for what no address says: the site, and the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.requests import Request

from dashboard.config import Settings
from dashboard.exports import EXPORTERS, Exporter
from dashboard.i18n import Speech, speech
from dashboard.i18n.languages import DEFAULT, named
from dashboard.model import Filters
from dashboard.web import language
from dashboard.web.public.filters import filter_pairs, read_filters
from dashboard.web.resources import EVERYTHING
from dashboard.web.serving.responses import Missing
from dashboard.web.serving.site import site_of

INDEX: Final = "/c"
CAMPAIGN: Final = f"{INDEX}/{{slug}}"
CITY: Final = f"{CAMPAIGN}/city/{{city_id}}"
FILE_NAMES: Final = ("actions", "city/{city_id}", "action/{uid}")
DATA: Final = "/api/v1/campaigns"
"""As Starlette's routes write them."""

DASHBOARD: Final = "dashboard"
ABOUT: Final = "about"
ALL: Final = "all"
_OUTSIDE: Final = {DASHBOARD: "/", ABOUT: "/about", ALL: INDEX}
"""The parts that are not below a campaign: the page that moves, what this map is, and the list of campaigns."""

_PAGES: Final = "map|embed|feeds|share|poster|search|submit|report|card.png|map.png|qr.png|view.png|view.svg"
_CITY: Final = "(?:/city/(?P<city_id>-?[0-9]{1,12}))"
_SLUG: Final = "/c/(?P<slug>[^/]+)"
_PATHS: Final = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        (DASHBOARD, "/(?:index[.]html)?"),
        (ABOUT, "/about"),
        (ALL, "/c"),
        ("", rf"{_SLUG}(?:/actions|{_CITY}|/action/(?P<uid>[^/]+))[.](?P<part>{'|'.join(EXPORTERS)})"),
        ("", rf"{_SLUG}{_CITY}?(?:/(?P<part>{_PAGES}))?"),
        ("", r"(?P<data>/api/v1/campaigns)/(?P<slug>[^/]+)/cities/(?P<city_id>-?[0-9]{1,12})[.]json"),
        ("", r"(?P<data>/api/v1/campaigns)(?:/(?P<slug>[^/]+)(?:/(?P<part>[a-z]+[.][a-z]+))?)?"),
    )
)
_MOST_PAGES: Final = 99_999
_MOST_CHARACTERS: Final = 253
ORDERS: Final = ("country", "day")
_LOOKS: Final = frozenset({"dark", "map"})
_UNDERSTOOD: Final = {
    "page": {"", "embed"},
    "q": {"", "search", "api/search.json"},
    "by": {"", "embed"},
    "look": {"embed", "map.png", "view.png", "view.svg"},
    "instance": {"share"},
}
"""Which parts read these parameters. All others are the same whatever these say."""


class Alternate(NamedTuple):
    """The same actions in a format for programs, as a page tells browsers and feed readers of it."""

    media_type: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class PublicRequest:
    """What a public address asks for. It is also the name under which the answer is kept.

    ``part`` is what is asked of the campaign, or of the city or the one action that is named: a page or picture by its
    name (empty for the light page), a file by its extension, data for programs by a name after ``api/``.
    ``language`` is the one that the address names, and ``reader`` what the visitor's browser asks for where it names
    none. ``site`` is our address as the public knows it, and empty where that is not known. ``text`` is what is looked
    for, ``by`` the order of a list, ``look`` how to show it, and ``instance`` the server on which it is to be shared.
    """

    slug: str = ""
    part: str = ""
    city_id: int | None = None
    uid: str = ""
    filters: Filters = EVERYTHING
    language: str = ""
    page: int = 1
    text: str = ""
    by: str = ""
    look: str = ""
    instance: str = ""
    base_path: str = ""
    site: str = ""
    reader: str = ""

    def __str__(self) -> str:
        """Its address on this host."""
        return self.base_path + self.path

    @property
    def whole(self) -> str:
        """Its address for everybody, as far as our own is known."""
        return (self.site or self.base_path) + self.path

    @property
    def path(self) -> str:
        """Its address below the site."""
        return self._place + (f"?{urlencode(self.pairs)}" if self.pairs else "")

    @property
    def place(self) -> str:
        """Its address on this host without what follows the question mark: where a form goes, with `pairs`."""
        return self.base_path + self._place

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address."""
        given = [("campaign", self.slug if self.part in _OUTSIDE else "")]
        given += [("city", "" if self.city_id is None or self.part != DASHBOARD else str(self.city_id))]
        given += [*filter_pairs(self.filters), (language.PARAMETER, self.language)]
        given += [("page", str(self.page) if self.page > 1 else ""), ("q", self.text), ("by", self.by)]
        given += [("look", self.look), ("instance", self.instance)]
        return [(name, value) for name, value in given if value]

    @property
    def _place(self) -> str:
        if self.part in _OUTSIDE:
            return _OUTSIDE[self.part]
        if self.part.startswith("api"):
            return self._place_of_data
        root = CAMPAIGN.format(slug=quote(self.slug))
        here = root if self.city_id is None else f"{root}/city/{self.city_id}"
        if self.part not in EXPORTERS:
            return f"{here}/{self.part}".rstrip("/")
        if self.uid:
            return f"{root}/action/{quote(self.uid)}.{self.part}"
        return f"{here}.{self.part}" if self.city_id is not None else f"{root}/actions.{self.part}"

    @property
    def _place_of_data(self) -> str:
        name = self.part.removeprefix("api").lstrip("/")
        name = name if self.city_id is None else f"cities/{self.city_id}.json"
        return "/".join(filter(None, (DATA, quote(self.slug), name)))

    @property
    def speech(self) -> Speech:
        """The language to answer in."""
        return speech(self.language or self.reader)

    @property
    def shown(self) -> Filters:
        """The filters, of which one is the city that is named."""
        return self.filters if self.city_id is None else replace(self.filters, city_id=self.city_id)

    def to(
        self, part: str = "", *, city_id: int | None = None, page: int = 1, is_filtered: bool = False
    ) -> PublicRequest:
        """Another page of the campaign, in the language of this address."""
        return replace(
            self, part=part, city_id=city_id, uid="", page=page, look="", instance="",
            filters=self.filters if is_filtered else EVERYTHING,
            text=self.text if is_filtered and not part else "",
            by=self.by if is_filtered and part in _UNDERSTOOD["by"] else "",
        )  # fmt: skip

    def here(self, part: str = "", *, page: int = 1) -> PublicRequest:
        """`to` what is shown here: its city if it is about one, else the campaign with the same filters."""
        return self.to(part, city_id=self.city_id, page=page, is_filtered=True)

    def named(self, code: str = "") -> PublicRequest:
        """The same with its language in the address: the one given, else the one it is read in."""
        return replace(self, language=code or self.speech.language, reader="")

    @property
    def unnamed(self) -> PublicRequest:
        """The same in whatever language its reader's browser asks for."""
        return replace(self, language="", reader=self.speech.language)

    def file(self, extension: str, uid: str = "") -> PublicRequest:
        """The actions shown here, or one of them, as a file in the language that is read here."""
        spoken = self.speech.language
        return replace(
            self.to(extension, city_id=None if uid else self.shown.city_id),
            uid=uid,
            filters=EVERYTHING if uid else replace(self.filters, city_id=None),
            language="" if spoken == DEFAULT else spoken,
            reader="",
        )

    def data(self, name: str = "", city_id: int | None = None) -> PublicRequest:
        """The same for programs: a part of the campaign's data, or its root."""
        part = f"api/{name}" if name else "api"
        spoken = self.speech.language
        filters = replace(self.filters, city_id=None)
        return replace(
            self.to(part, city_id=city_id), filters=filters, language="" if spoken == DEFAULT else spoken
        )

    @property
    def for_scripts(self) -> dict[str, str]:
        """The addresses that `links.js` completes: it puts the name of a city or action in place of the 0."""
        data = {name: self.data(f"{name}.json") for name in ("map", "times", "search")}
        pages = {name: self.to(name) for name in ("share", "submit", "view.png", "view.svg")}
        parts = {"city": "", "city share": "share", "city calendar": "ics"}
        cities = {name: self.to(part, city_id=0) for name, part in parts.items()}
        one = {"card": self.data("city.json", 0), "calendar": replace(self.to("ics"), uid="0")}
        found = {"page": self.to()} | data | pages | cities | one
        return {name: asked.place for name, asked in found.items()}

    @property
    def alternates(self) -> Iterator[Alternate]:
        """What is shown here, in every format that there is."""
        for extension, one in EXPORTERS.items():
            kind = one.media_type.partition(";")[0]
            yield Alternate(kind, one.told(self.speech).name, self.file(extension).whole)

    @property
    def subscription(self) -> str:
        """The address with which a calendar follows what is shown; empty where our own address is not known."""
        return self.file("ics").followed(EXPORTERS["ics"])

    def followed(self, exporter: Exporter) -> str:
        """The address of a file for programs that follow it; empty where there are none, or our own is not known."""
        is_followed = exporter.scheme and self.site
        return f"{exporter.scheme}://{self.whole.partition('://')[2]}" if is_followed else ""


def read(address: str, base_path: str = "") -> PublicRequest | None:
    """What an address of this host asks for; ``None`` for what is no public address. Other parameters are ignored."""
    parts = urlsplit(address)
    return _read(unquote(parts.path), parts.query, base_path)


def asked(request: Request, settings: Settings, path: str = "") -> PublicRequest:
    """What a visitor asks for, who has come to this address, or to another with the same parameters.

    Raises:
        Missing: the address names a city or file in a way that none is named.
    """
    found = _read(
        settings.base_path + path if path else request.scope["path"], request.url.query, settings.base_path
    )
    if found is None:
        raise Missing
    reader = "" if found.language else language.of_request(request).language
    return replace(found, site=site_of(request, settings), reader=reader)


def _read(path: str, query: str, base_path: str) -> PublicRequest | None:
    for part, pattern in _PATHS:
        if path.startswith(base_path) and (found := pattern.fullmatch(path, len(base_path))):
            return _asked(part, found.groupdict(), query, base_path)
    return None


def _asked(part: str, found: dict[str, str | None], query: str, base_path: str) -> PublicRequest:
    """The value of the groups of a path, and of a query, of which the last value of a name counts."""
    filters, city, part = read_filters(query), found.get("city_id"), found.get("part") or part
    if found.get("data"):
        part = "api/city.json" if city else f"api/{part}".rstrip("/")
    given = {
        name: value
        for name, value in parse_qsl(query, errors="replace")
        if part in _UNDERSTOOD.get(name, {part})
    }
    city_id = int(city) if city else filters.city_id if part == DASHBOARD else None
    if city_id is not None:
        filters = replace(filters, city_id=None)
    is_filtered = part not in {ABOUT, ALL} and not found.get("uid")
    # The pages of a city show all of it.
    is_filtered = is_filtered and (not city or part in EXPORTERS or bool(found.get("data")))
    return PublicRequest(
        found.get("slug") or (given.get("campaign", "") if part in _OUTSIDE else ""),
        part,
        city_id,
        found.get("uid") or "",
        filters if is_filtered else EVERYTHING,
        named(given.get(language.PARAMETER, "")),
        _page(given.get("page", "")),
        given.get("q", "").strip()[:_MOST_CHARACTERS],
        given.get("by", "") if given.get("by") in ORDERS else "",
        given.get("look", "") if given.get("look") in _LOOKS else "",
        given.get("instance", "")[:_MOST_CHARACTERS],
        base_path,
    )


def _page(text: str) -> int:
    return min(max(int(text), 1), _MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 9 else 1
