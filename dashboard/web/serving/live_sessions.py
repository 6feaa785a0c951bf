"""The pages that are open over a WebSocket, and for how long: none outlives the session of its cookie.

Streamlit lets whoever knows the name of a page's session take it over, and a page that asks nothing stays as it is.
So a name counts only with the cookie that it was made for, and a page is closed once its session has ended, whatever
it shows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from cachetools import LRUCache
from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.accounts.keys import digest
from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.web.account import session
from dashboard.web.cookies import cookie_in
from dashboard.web.serving import log

_LOOKS_AGAIN_SECONDS: Final = 4.0
"""With what it takes to ask the database, an ended session ends its pages within five seconds."""
_KNOWN_AT_MOST: Final = 10_000
_CLOSED: Final = {"type": "websocket.disconnect", "code": 1008}
_NOBODY: Final = "nobody's any more"

IsLive = Callable[[str], bool]
"""Whether the session of a token has not ended. Asks the database."""


class LiveSessions:
    """Passes WebSockets on to Streamlit, each for as long as the session of its cookie lasts."""

    def __init__(self, app: ASGIApp, *, cookie: str, is_live: IsLive) -> None:
        self._app = app
        self._cookie = cookie
        self._is_live = is_live
        self._whose: LRUCache[str, str] = LRUCache(_KNOWN_AT_MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one page until it is closed, or its session ends."""
        token = cookie_in(Headers(scope=scope), self._cookie)
        if not token:
            await self._app(self._own_alone(scope, ""), receive, self._learning("", send))
            return
        whose = digest(token) if await self._lasts(token) else _NOBODY
        page = _Page(receive, self._learning(whose, send))
        watch = asyncio.create_task(self._watch(token, page)) if whose != _NOBODY else None
        try:
            await self._app(self._own_alone(scope, whose), page.receive, page.send)
        finally:
            if watch:
                watch.cancel()

    async def _lasts(self, token: str) -> bool:
        """Whether a session lasts; while the database is away nothing private can be read of it either."""
        try:
            return await session.aside(partial(self._is_live, token))
        except ActionMapError as error:
            log.trouble("accounts", say(ENGLISH, error))
            return True

    async def _watch(self, token: str, page: _Page) -> None:
        while await self._lasts(token):
            await asyncio.sleep(_LOOKS_AGAIN_SECONDS)
        await page.close()

    def _own_alone(self, scope: Scope, whose: str) -> Scope:
        """The request without the name of a page's session that was made for another cookie, or for none we know."""
        asked = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
        if len(asked) < 3 or self._whose.get(asked[2].strip()) == whose:
            return scope
        kept = ",".join(asked[:2]).encode("latin-1")
        headers = [
            (name, kept if name == b"sec-websocket-protocol" else value) for name, value in scope["headers"]
        ]
        return {**scope, "headers": headers, "subprotocols": [one.strip() for one in asked[:2]]}

    def _learning(self, whose: str, send: Send) -> Send:
        """Notes for whom the page's session was made, which the first messages to it name."""
        is_known = False

        async def sending(message: Message) -> None:
            nonlocal is_known
            if not is_known and (name := _name_in(message)):
                self._whose[name] = whose
                is_known = True
            await send(message)

        return sending


class _Page:
    """One WebSocket, which can be closed from both sides."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._closed = asyncio.Event()

    async def receive(self) -> Message:
        """What the browser sends next, or that the page was closed."""
        ways = (asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._closed.wait()))
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            return _CLOSED if self._closed.is_set() else ways[0].result()
        finally:
            for way in ways:
                way.cancel()

    async def send(self, message: Message) -> None:
        """Sends it on, unless the page was closed."""
        if not self._closed.is_set():
            await self._send(message)

    async def close(self) -> None:
        """Tells both sides that it is over."""
        self._closed.set()
        await self._send({"type": "websocket.close", "code": 1008})


def _name_in(message: Message) -> str:
    """The name of the page's session, if this message is the one that tells it."""
    data = message.get("bytes")
    if message["type"] != "websocket.send" or not data:
        return ""
    try:
        return str(ForwardMsg.FromString(data).new_session.initialize.session_id)
    except DecodeError:
        return ""
