"""One file of a campaign as an address names it: what is asked for, and the one spelling of its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from dashboard.exports import EXPORTERS
from dashboard.i18n import Speech
from dashboard.i18n.languages import DEFAULT
from dashboard.model import Filters
from dashboard.web import language
from dashboard.web.public.filters import write_filters
from dashboard.web.resources import EVERYTHING


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file: which actions of a campaign, in which format and language, with links to which site.

    ``uid`` is that of the one action that is wanted. A city that was named in the address, rather than by a filter,
    must have actions.
    """

    slug: str
    extension: str
    filters: Filters = EVERYTHING
    uid: str = ""
    city_is_named: bool = False
    language: str = DEFAULT
    site: str = ""

    @property
    def path(self) -> str:
        """Its address below the site, in the one spelling that we write."""
        spoken = {language.PARAMETER: self.language} if self.language != DEFAULT else {}
        parts = (write_filters(replace(self.filters, city_id=None)), urlencode(spoken))
        query = "&".join(part for part in parts if part)
        return f"/c/{quote(self.slug)}/{self._name}.{self.extension}" + (f"?{query}" if query else "")

    @property
    def _name(self) -> str:
        if self.uid:
            return f"action/{quote(self.uid)}"
        return "actions" if self.filters.city_id is None else f"city/{self.filters.city_id}"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same actions in a format for programs, as a page tells browsers and feed readers of it."""

    media_type: str
    name: str
    address: str


def alternates(wanted: Wanted, base_path: str, words: Speech) -> list[Alternate]:
    """What is wanted, in every format that there is."""
    return [
        Alternate(
            one.media_type.partition(";")[0],
            one.told(words).name,
            f"{wanted.site or base_path}{replace(wanted, extension=one.extension).path}",
        )
        for one in EXPORTERS.values()
    ]


def subscription(wanted: Wanted) -> str:
    """The address with which a calendar follows what is wanted; empty where our own address is not known."""
    address = f"{wanted.site}{replace(wanted, extension='ics').path}"
    return f"{EXPORTERS['ics'].scheme}://{address.partition('://')[2]}" if wanted.site else ""
