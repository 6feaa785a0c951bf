"""In which language a file is written and from where it is to be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

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

    ``part`` names what it holds where that is not the whole campaign, such as a city. ``address`` is where it is to be
    had and ``path`` that on every host alike; ``home`` is the page of the campaign, and ``page`` gives that of an
    action's city. All of them are empty for a file that is to be had nowhere. ``changed_at`` is when the campaign last
    changed.
    """

    language: str = "en"
    part: str = ""
    address: str = ""
    path: str = ""
    home: str = ""
    page: Callable[[PublicAction], str] = lambda _action: ""
    changed_at: datetime | None = None

    def title(self, campaign: Campaign) -> str:
        """What the file is called for people."""
        return f"{campaign.title} · {self.part}" if self.part else campaign.title


PLAIN: Final = Edition()
"""In English, and to be had nowhere: a file that somebody writes for themselves."""


def changed_at(action: PublicAction) -> datetime:
    """When what is public of an action last changed, to the second."""
    return (action.changed_at or LONG_AGO).replace(microsecond=0)
