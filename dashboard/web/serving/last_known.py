"""What is shown to the public, as the database said it last: nobody waits long for it to say it again.

Of each campaign that is looked at its numbers are kept, and its actions once somebody wants those. A second later the
next visitor has the database asked whether that is still so. If it does not answer in time, what was known stays good,
and how old it is is said.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

from dashboard.errors import StorageUnavailable
from dashboard.i18n import ENGLISH, say
from dashboard.model import Campaign, Totals
from dashboard.storage import Store
from dashboard.web.serving import log
from dashboard.web.serving.listing import Listing
from dashboard.web.serving.patience import in_time

T = TypeVar("T")
Open = Callable[[], Store]
_FRESH_SECONDS: Final = 1.0
_BEHIND_SECONDS: Final = 5.0
_MOST_ACTIONS: Final = 250_000
"""How many actions are at hand in all, some 400 MB. A larger campaign is at hand alone."""
_READS: Final = 3
_changing = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Said:
    """When something was asked, and after which change that we made ourselves."""

    since: float
    turn: int

    @property
    def is_fresh(self) -> bool:
        """Whether it need not be asked again yet."""
        return self.turn == _turns[0] and time.monotonic() - self.since < _FRESH_SECONDS


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign at one version; the listing once it was wanted."""

    campaign: Campaign
    version: str
    totals: Totals
    listing: Listing | None
    said: _Said


_turns = [0]
_known: dict[str, Shown] = {}
_campaigns: list[tuple[tuple[Campaign, ...], _Said]] = []


def campaigns(store: Open) -> tuple[Campaign, ...]:
    """All campaigns as they are, or were."""
    known, said = _campaigns[0] if _campaigns else (None, None)
    if known is not None and said and said.is_fresh:
        return known
    return _newest("", partial(_ask_campaigns, store), known)


def shown(store: Open, slug: str) -> Shown:
    """The campaign as it is, or was.

    Raises:
        UnknownCampaign: there is none.
        StorageUnavailable: it was never known, and the database does not say.
    """
    known = _known.get(slug)
    return known if known and known.said.is_fresh else _newest(slug, partial(_ask, store, slug, False), known)


def listing(store: Open, slug: str) -> Listing:
    """Its actions as they are, or were; raises as `shown`."""
    known = shown(store, slug)
    if known.listing is None:
        known = _newest((slug, Listing), partial(_ask, store, slug, True), None)
    if known.listing is None:
        raise StorageUnavailable("actions_not_read")
    return known.listing


def at_hand(slug: str) -> Shown | None:
    """The campaign as it was known last, if it ever was; it never waits."""
    return _known.get(slug)


def seconds_behind(slug: str) -> int:
    """How long ago the database said so, if that is long for something that somebody has just looked at.

    Of the list of all campaigns where none is named.
    """
    known = _known.get(slug)
    said = known.said if known else _campaigns[0][1] if _campaigns and not slug else _now()
    seconds = time.monotonic() - said.since
    return int(seconds) if seconds > _BEHIND_SECONDS else 0


def refresh() -> None:
    """Take nothing for fresh that was asked before now, nor what is being asked."""
    with _changing:
        _turns[0] += 1


def forget() -> None:
    """Know nothing."""
    refresh()
    _campaigns.clear()
    _known.clear()


def hold(store: Open, slug: str) -> None:
    """Know the campaign as it is now, however long the database takes, and for good: what is copied is of one moment.

    Raises:
        UnknownCampaign: there is none.
        StorageUnavailable: the database does not say.
    """
    for_good = _Said(math.inf, _turns[0])
    _campaigns[:] = [(tuple(store().campaigns()), for_good)]
    _known[slug] = _read(store(), slug, True, for_good)


def _newest(name: object, ask: Callable[[], T], known: T | None) -> T:
    """What the database says, or what is known if it does not say it in time."""
    try:
        said = in_time((name, _turns[0]), ask, is_known=known is not None)
    except StorageUnavailable as error:
        log.trouble("reads", say(ENGLISH, error))
        if known is None:
            raise
        return known
    log.well("reads")
    return said


def _ask_campaigns(store: Open) -> tuple[Campaign, ...]:
    said = _now()
    found = tuple(store().campaigns())
    _campaigns[:] = [(found, said)]
    return found


def _ask(store: Open, slug: str, with_listing: bool) -> Shown:
    said, known = _now(), _known.get(slug)
    with_listing = with_listing or (known is not None and known.listing is not None)
    is_as_known = known is not None and known.version == store().version(slug)
    if known is not None and is_as_known and (known.listing or not with_listing):
        new = replace(known, said=said)
    else:
        new = _read(store(), slug, with_listing, said)
    return _keep(slug, new)


def _read(store: Store, slug: str, with_listing: bool, said: _Said) -> Shown:
    """All of it at one version: read again if it has changed meanwhile."""
    for _attempt in range(_READS):
        version, campaign, totals = store.version(slug), store.campaign(slug), store.totals(slug)
        listing = _listing(store, slug, totals) if with_listing else None
        if store.version(slug) == version:
            break
    return Shown(campaign, version, totals, listing, said)


def _listing(store: Store, slug: str, totals: Totals) -> Listing:
    return Listing(store.public_actions(slug), store.credits_due(slug), totals, store.only_counted(slug))


def _keep(slug: str, new: Shown) -> Shown:
    """Know this from now on, unless something later is known, and let go of the listings that this is too much with."""
    with _changing:
        known = _known.pop(slug, None)
        if known and known.version == new.version:
            # A list takes longer to read than the numbers that others ask for meanwhile, and belongs to both.
            actions = new.listing or known.listing
            new, known = replace(new, listing=actions), replace(known, listing=actions)
        is_later = known is None or known.said.since <= new.said.since
        _known[slug] = new if is_later or known is None else known
        room = _MOST_ACTIONS
        for name, one in reversed(_known.items()):
            room -= len(one.listing.actions()) if one.listing else 0
            if room < 0 and name != slug and one.listing:
                _known[name] = replace(one, listing=None)
    return new


def _now() -> _Said:
    return _Said(time.monotonic(), _turns[0])
