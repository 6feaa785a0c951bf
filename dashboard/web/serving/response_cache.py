"""Bodies of answers that are made once for each version of their campaign, however many ask for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread
from cachetools import LRUCache, cached

from dashboard.model import Filters
from dashboard.web import resources
from dashboard.web.resources import EVERYTHING
from dashboard.web.serving import last_known
from dashboard.web.serving.responses import Body

T = TypeVar("T")
_KEPT_BYTES: Final = 32_000_000
_NAME_BYTES: Final = 2_000
"""What the name takes under which a body is kept: its filters, its language and our own address."""
_bodies: LRUCache[Hashable, Body] = LRUCache(_KEPT_BYTES, getsizeof=lambda body: len(body) + _NAME_BYTES)
_changing = threading.Condition()
_threads: Final = anyio.CapacityLimiter(40)
"""Those that may wait for the database. Static files have others."""

Make = Callable[[str], Body]
"""Makes a body of the campaign as it is at the given version."""


async def aside(work: Callable[[], T]) -> T:
    """Does what may have to ask the database, in a thread for that."""
    return await anyio.to_thread.run_sync(work, limiter=_threads)


async def clamped(slug: str, filters: Filters) -> Filters:
    """The filters with what occurs in the campaign alone."""
    return filters if filters == EVERYTHING else await aside(partial(resources.clamped, slug, filters))


async def body_of(
    slug: str, which: Hashable, make: Make, *, filters: Filters = EVERYTHING, is_made_up: bool = False
) -> Body:
    """The body that ``which`` names, of the campaign as it is now. What is at hand costs no thread.

    An answer to ``filters`` with values that do not occur, or to what a visitor made up, is made anew each time: there
    is no end of those.

    Raises:
        UnknownCampaign: there is none of this name.
    """
    if is_made_up or filters != await clamped(slug, filters):
        return await aside(lambda: aged(make(resources.version(slug)), slug))
    version = resources.version_at_hand(slug)
    with _changing:
        body = _bodies.get((slug, version, which))
    return body if body is not None else await aside(partial(_newest, slug, which, make))


async def listed(make: Callable[[], Body]) -> Body:
    """The body that says something of all campaigns."""
    return await aside(lambda: aged(make()))


def aged(body: Body, slug: str = "") -> Body:
    """It says its age, where the database has not answered since."""
    return replace(body, age=last_known.seconds_behind(slug))


def _newest(slug: str, which: Hashable, make: Make) -> Body:
    return aged(_made(slug, resources.version(slug), which, make), slug)


@cached(_bodies, key=lambda slug, version, which, _: (slug, version, which), condition=_changing)
def _made(_slug: str, version: str, _which: Hashable, make: Make) -> Body:
    return make(version)
