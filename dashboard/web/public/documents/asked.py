"""What a visitor asked of the pages below ``/c/``, all that an answer depends on, and how these pages are linked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dashboard.config import Settings
from dashboard.i18n import LANGUAGES, Speech, speech
from dashboard.model import Filters
from dashboard.web import language
from dashboard.web.public.filters import read_filters, write_filters
from dashboard.web.public.request import Alternate, Wanted, alternates, subscription
from dashboard.web.resources import EVERYTHING
from dashboard.web.serving.not_found import Missing
from dashboard.web.serving.site import site_of

_MOST_PAGES: Final = 99_999
_MOST_CHARACTERS: Final = 253
_LOOKS: Final = frozenset({"dark", "map"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of a campaign, or of a city in it. It is also the name under which the answer is kept.

    ``site`` is our address as the public knows it, and empty where that is not known. ``is_spoken_in_link`` says that
    the language was chosen, so that links from the page carry it on. ``look`` is how to show it, and ``instance`` the
    server on which it is to be shared.
    """

    slug: str
    base_path: str
    site: str
    language: str
    is_spoken_in_link: bool = False
    filters: Filters = EVERYTHING
    city_id: int | None = None
    page: int = 1
    look: str = ""
    instance: str = ""

    @property
    def speech(self) -> Speech:
        """The language to answer in."""
        return speech(self.language)

    def link(
        self, name: str = "", *, city_id: int | None = None, page: int = 1, is_filtered: bool = False
    ) -> str:
        """The path of another page of the campaign: ``/c/SLUG``, ``/c/SLUG/city/ID`` or a ``name`` below these."""
        parts = [self.query(page=page, is_filtered=is_filtered)]
        return self._path(name, city_id) + "".join(f"?{part}" for part in parts if part)

    def here(self, name: str = "") -> str:
        """`link` to the page itself, which is its city's if it is about one, or to a ``name`` below it."""
        return self.link(name, city_id=self.city_id)

    def whole(self, name: str = "", *, language: str = "", page: int = 1) -> str:
        """The whole address of the page itself, or of a ``name`` below it; in one language if that is given."""
        pairs = [("lang", language)] if language else []
        pairs += [("page", str(page))] if page > 1 else []
        path = self._path(name, self.city_id).removeprefix(self.base_path)
        return f"{self.site or self.base_path}{path}" + (f"?{urlencode(pairs)}" if pairs else "")

    def query(self, *, page: int = 1, is_filtered: bool = True) -> str:
        """The language if it was chosen, the filters if they go on, and the page."""
        parts = [write_filters(self.filters) if is_filtered else ""]
        parts += [urlencode({language.PARAMETER: self.language})] if self.is_spoken_in_link else []
        parts += [f"page={page}"] if page > 1 else []
        return "&".join(part for part in parts if part)

    @property
    def dashboard(self) -> str:
        """The path of the interactive page that shows the same."""
        named = {"campaign": self.slug} | ({"city": self.city_id} if self.city_id is not None else {})
        return f"{self.base_path}/?" + "&".join(part for part in (urlencode(named), self.query()) if part)

    @property
    def picture(self) -> str:
        """The path of the map drawn as a picture, with the same filters or around the same city."""
        return self.link("map.png", city_id=self.city_id, is_filtered=True)

    @property
    def map(self) -> str:
        """The path of the map that moves, with the same filters or with the card of the same city."""
        return self.link("map", city_id=self.city_id, is_filtered=True)

    @property
    def alternates(self) -> list[Alternate]:
        """The same as files and feeds."""
        return alternates(self._wanted, self.base_path, self.speech)

    @property
    def subscription(self) -> str:
        """The address with which a calendar follows this; empty where our own address is not known."""
        return subscription(self._wanted)

    @property
    def _wanted(self) -> Wanted:
        filters = replace(self.filters, city_id=self.city_id)
        is_city = self.city_id is not None
        return Wanted(self.slug, "", filters, city_is_named=is_city, language=self.language, site=self.site)

    def _path(self, name: str, city_id: int | None) -> str:
        city = f"/city/{city_id}" if city_id is not None else ""
        return f"{self.base_path}/c/{quote(self.slug)}{city}" + (f"/{name}" if name else "")


def asked(request: Request, settings: Settings) -> Asked:
    """What the request asks for. What makes no sense is ignored, but for the name of a city.

    Raises:
        Missing: the address names a city in a way that no city is named.
    """
    given = request.query_params
    filters = read_filters(request.url.query)
    city_id = None
    if "city_id" in request.path_params:
        city_id = read_filters(f"city={request.path_params['city_id']}").city_id
        if city_id is None:
            raise Missing
    return Asked(
        request.path_params["slug"],
        settings.base_path,
        site_of(request, settings),
        language.of_request(request).language,
        given.get(language.PARAMETER) in LANGUAGES,
        EVERYTHING if city_id is not None else filters,
        city_id,
        _page(given.get("page", "")),
        given.get("look", "") if given.get("look") in _LOOKS else "",
        given.get("instance", "")[:_MOST_CHARACTERS],
    )


def _page(text: str) -> int:
    return min(max(int(text), 1), _MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 9 else 1
