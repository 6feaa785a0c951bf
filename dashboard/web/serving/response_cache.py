"""Bodies of answers that are made once for each version of their campaign, however many ask for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Final

from cachetools import LRUCache, cached
from starlette.concurrency import run_in_threadpool

from dashboard.web import resources
from dashboard.web.serving.responses import Body

FRESH_SECONDS: Final = 5
"""How long a browser or a proxy may show an answer without asking again."""

CACHE_CONTROL: Final = f"public, max-age={FRESH_SECONDS}, must-revalidate"
_KEPT_BYTES: Final = 64_000_000
_bodies: LRUCache[Hashable, Body] = LRUCache(_KEPT_BYTES, getsizeof=len)
_changing = threading.Condition()

Make = Callable[[str], Body]
"""Makes a body of the campaign as it is at the given version."""


async def body_of(slug: str, which: Hashable, make: Make) -> Body:
    """The body that ``which`` names, of the campaign as it is now. What is at hand costs no thread.

    Raises:
        UnknownCampaign: there is none of this name.
    """
    version = resources.version_at_hand(slug)
    if version is None:
        version = await run_in_threadpool(resources.version, slug)
    with _changing:
        body = _bodies.get((slug, version, which))
    return body if body is not None else await run_in_threadpool(_made, slug, version, which, make)


@cached(_bodies, key=lambda slug, version, which, _: (slug, version, which), condition=_changing)
def _made(_slug: str, version: str, _which: Hashable, make: Make) -> Body:
    return make(version)
