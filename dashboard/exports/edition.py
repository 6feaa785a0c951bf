"""In which language a file is written and from where it is to be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import quote

from dashboard.model import Campaign, PublicAction

LONG_AGO: Final = datetime(2018, 1, 1, tzinfo=UTC)
"""Before any action of which it is known when it changed."""


class Told(NamedTuple):
    """What people are told of a format, in their language."""

    name: str
    use: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One file of a campaign for one kind of reader.

    ``part`` names what it holds where that is not the whole campaign, such as a city. ``site`` is the address of the
    pages, without a slash at the end, such as ``https://map.example.org``, and ``path`` where this file is below it;
    both are empty for a file that is not to be had there. ``changed_at`` is when the campaign last changed.
    """

    language: str = "en"
    part: str = ""
    site: str = ""
    path: str = ""
    changed_at: datetime | None = None

    @property
    def address(self) -> str:
        """Where this file is to be had; empty if nowhere."""
        return f"{self.site}{self.path}" if self.site and self.path else ""

    def title(self, campaign: Campaign) -> str:
        """What the file is called for people."""
        return f"{campaign.title} · {self.part}" if self.part else campaign.title

    def page(self, action: PublicAction) -> str:
        """The address of the page of an action's city; empty if there is none."""
        return f"{self.site}/c/{quote(action.campaign)}/city/{action.city_id}" if self.site else ""


PLAIN: Final = Edition()
"""In English, and to be had nowhere: a file that somebody writes for themselves."""


def changed_at(action: PublicAction) -> datetime:
    """When what is public of an action last changed, to the second."""
    return (action.changed_at or LONG_AGO).replace(microsecond=0)
