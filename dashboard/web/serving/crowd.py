"""Room for everybody: how much one visitor's address may have open at once, and how many pages the process holds."""

from __future__ import annotations

from collections import Counter
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.accounts.keys import network
from dashboard.web.serving import log
from dashboard.web.serving.descriptors import PER_PAGE, descriptors
from dashboard.web.serving.responses import sentence

_OWN_NETWORK: Final = network("::1")
_KEPT_FREE: Final = 4
"""One in so many descriptors stays with those who only read."""


class Crowd:
    """Middleware: counts what is open, for each address and in all.

    The address is the one that a known proxy has forwarded. This machine's own is not counted: it is the proxy itself,
    which has not said for whom it asks, and that would be everybody.
    """

    def __init__(self, app: ASGIApp, *, most_for_one: int) -> None:
        self._app = app
        self._most_for_one = min(most_for_one, descriptors() // _KEPT_FREE)
        self._most_pages = descriptors() * (_KEPT_FREE - 1) // _KEPT_FREE // PER_PAGE
        self._open: Counter[str] = Counter()
        self._pages = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless there is too much."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        address = counted(scope["client"][0] if scope.get("client") else None)
        pages = scope["type"] == "websocket"
        if self._is_too_much(address) or (pages and self._pages >= self._most_pages):
            await _refuse(scope, receive, send)
            return
        self._open[address] += 1
        self._pages += pages
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            pass  # Whoever went away in the middle of a request needs no answer, and no line in the log.
        finally:
            self._pages -= pages
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _is_too_much(self, address: str) -> bool:
        if not address or self._open[address] < self._most_for_one:
            return False
        log.trouble(
            "connections",
            f"One address has {self._most_for_one} requests and pages open at once, and gets no more. If it is that of"
            " your proxy, name it in FORWARDED_ALLOW_IPS and let it send X-Forwarded-For.",
        )
        return True


def counted(host: str | None) -> str:
    """The address to count by; empty for one that is not limited. An IPv6 network of one household counts as one."""
    known = network(host or "")
    return "" if known.startswith("127.") or known == _OWN_NETWORK else known


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1013})
        return
    words = "Too much is open from your address at once. Please close some pages, then try again."
    await sentence(429, words)(scope, receive, send)
