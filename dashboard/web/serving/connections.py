"""A visitor's connection, which is not kept for ever for a request that does not arrive.

uvicorn waits for the rest of a request as long as the client likes, and keeps as much of its head as comes. Here a
head has ten seconds and 64 kB, a body must keep arriving, and of those that are waited for only so many are kept: the
oldest goes first, so that whoever sends a whole request is answered, however many halves others have sent. The same
goes for answers that are not taken, and nobody asks for hundreds of them ahead.
"""

from __future__ import annotations

import asyncio
import socket
from enum import Enum
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from dashboard.web.serving.descriptors import descriptors

_LEAST_BYTES: Final = 10_000
_MOST_HEAD_BYTES: Final = 65_536
_MOST_BACKSLASHES: Final = 100
"""In cookies, of which Python before 3.11.10 and 3.12.6 reads one full of them for seconds (CVE-2024-7592)."""
_MOST_AHEAD: Final = 64
"""Requests behind one that is not answered yet: browsers send none, and each takes a hundred times its bytes."""
_MOST_UNTAKEN_BYTES: Final = 256_000_000
"""Of answers that wait to be taken by their clients, in all."""
_UNREAD_MILLISECONDS: Final = 60_000
"""After how long an answer is given up that the client does not take."""
_MOST_UNSENT_BYTES: Final = 262_144
"""Of one answer with the system, which would keep megabytes of each, and has some hundred in all."""

_SENTENCES: Final = {
    400: "This is no request that can be understood.",
    408: "The rest of the request did not arrive in time.",
    431: "The head of the request is too long.",
    503: "Too many requests are arriving just now. Please try again.",
}


class _Part(Enum):
    """What of a request is being waited for."""

    NOTHING = "nothing"
    HEAD = "head"
    BODY = "body"


_waiting: dict[Connection, None] = {}
"""The connections whose request is not whole yet, the oldest first."""
_untaken: dict[Connection, int] = {}
"""Those whose client has not taken its answer yet, the oldest first, with how many bytes there are for it."""


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with limits of time and size for what has not arrived."""

    head_seconds = 10.0
    body_seconds = 20.0
    """In each of these periods 10 kB of a body must have come: a slow phone sends ten times as much."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._part = _Part.HEAD
        self._timer: asyncio.TimerHandle | None = None
        self._timed: _Part = _Part.NOTHING
        self._unframed = 0
        self._body_bytes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a head."""
        super().connection_made(cast(asyncio.Transport, transport))
        _give_up_unread(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._rest()
        _untaken.pop(self, None)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Note that the client has not taken its answer; if that is too much, those who wait longest wait in vain."""
        super().pause_writing()
        _untaken[self] = self.transport.get_write_buffer_size()
        while sum(_untaken.values()) > _MOST_UNTAKEN_BYTES and (oldest := next(iter(_untaken))) is not self:
            del _untaken[oldest]
            oldest.transport.abort()

    def resume_writing(self) -> None:
        """Note that the client goes on."""
        _untaken.pop(self, None)
        super().resume_writing()

    def handle_websocket_upgrade(self) -> None:
        """Hand over to the WebSocket, which has limits of its own."""
        self._rest()
        super().handle_websocket_upgrade()

    def _unsupported_upgrade_warning(self) -> None:
        """Answer and end: what came behind a request to speak something else is not read."""
        self.cycle.keep_alive = False

    def data_received(self, data: bytes) -> None:
        """Read on, and wait for what is still missing."""
        if self._part is _Part.NOTHING:
            self._part = _Part.HEAD
        self._unframed += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        if self._unframed > _MOST_HEAD_BYTES:
            self._refuse(431)
        else:
            self._wait()

    def on_message_begin(self) -> None:
        """A head begins, perhaps behind another request in one piece."""
        self._part = _Part.HEAD
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take what stands in a head: what comes behind a body, a proxy has passed on as it was."""
        if self._part is _Part.HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Refuse a head that nobody sends who means well."""
        if status := self._fault():
            self._refuse(status)
            raise ValueError("refused")  # The parser stops.
        super().on_headers_complete()
        self._part, self._unframed, self._body_bytes = _Part.BODY, 0, 0

    def on_body(self, body: bytes) -> None:
        """Note that the body keeps arriving."""
        self._unframed = 0
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._part, self._unframed = _Part.NOTHING, 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, unless it is refused already."""
        self._refuse(400)

    def _fault(self) -> int:
        """The status to refuse a head with that came at once, as the reader gives it in pieces; 0 for none."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _MOST_HEAD_BYTES:
            return 431
        cookies = (value for name, value in self.headers if name == b"cookie")
        hosts = sum(name == b"host" for name, _ in self.headers)
        is_of_one_host = hosts == 1 or (hosts == 0 and self.parser.get_http_version() == "1.0")
        if not is_of_one_host or sum(value.count(b"\\") for value in cookies) > _MOST_BACKSLASHES:
            return 400
        return 503 if len(self.pipeline) >= _MOST_AHEAD else 0

    def _wait(self) -> None:
        """Have the timer of what is waited for; nothing is begun anew for each piece that comes."""
        if self._timed is self._part:
            return
        self._rest()
        if self._part is _Part.NOTHING:
            return
        self._timed = self._part
        if self._part is _Part.HEAD:
            self._timer = self.loop.call_later(self.head_seconds, self._refuse, 408)
        else:
            self._timer = self.loop.call_later(self.body_seconds, self._look_at_body, self._body_bytes)
        _waiting[self] = None
        if len(_waiting) > descriptors() // 4:
            next(iter(_waiting))._refuse(503)

    def _look_at_body(self, bytes_before: int) -> None:
        if not self.flow.read_paused and self._body_bytes - bytes_before < _LEAST_BYTES:
            self._refuse(408)
        else:
            self._timer = self.loop.call_later(self.body_seconds, self._look_at_body, self._body_bytes)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._timed = None, _Part.NOTHING
        _waiting.pop(self, None)

    def _refuse(self, status: int) -> None:
        self._rest()
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(refusal(status))
        self.transport.close()
        if self.transport.get_write_buffer_size():
            self.transport.abort()


def refusal(status: int) -> bytes:
    """An answer of one of `_SENTENCES`, after which the connection ends."""
    words = _SENTENCES[status].encode("ascii")
    head = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
    return STATUS_LINE[status] + head % len(words) + words


def _give_up_unread(transport: asyncio.BaseTransport) -> None:
    """Let the system end a connection whose client takes nothing of what is sent, and keep little of it meanwhile.

    Only Linux knows how.
    """
    opened: socket.socket = transport.get_extra_info("socket")
    if hasattr(socket, "TCP_USER_TIMEOUT") and opened.family != socket.AF_UNIX:
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MILLISECONDS)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _MOST_UNSENT_BYTES)
