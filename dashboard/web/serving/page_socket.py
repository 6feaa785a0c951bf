"""The WebSocket of an open page, which costs no more than a page needs, whatever is sent over it.

uvicorn reads every piece and every ping that comes, keeps what is not whole for as long as it may take, and queues
answers for whoever does not read them. Streamlit does whatever a message asks: it makes a million addresses for a
million files, clears what it keeps for everybody, and takes all that has come from one page before it looks at another.
Here a page may send so many pieces in a while, has so long for a message, is read no further while it does not read
itself, waits for its turn, and what it sends is what our pages send.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, Final

from cachetools import LRUCache
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from uvicorn._types import ASGIReceiveEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode

from dashboard.web.serving.connections import refusal
from dashboard.web.serving.crowd import counted

_SENT_BY_PAGES: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
"""The messages of Streamlit's page for readers; the others are for those who write an application."""
_MOST_OF_A_KIND: Final = 2_000
"""Widgets and messages known to a page: it has some hundred at most."""
_MOST_FILES: Final = 1_000
_LONGEST_SECONDS: Final = 10.0
"""How long the message of a page waits at most: one that is kept from reading for long is taken for gone."""
_SLICE: Final = 4_096
"""Bytes that are read at once: a page that sends the smallest pieces is found out after a few hundred of them."""

_MOST_UNFINISHED_BYTES: Final = 64_000_000
"""Of messages that are not whole yet, in all."""
_unfinished: dict[PageSocket, int] = {}


class _Pace:
    """So many in a second, after so many at once."""

    def __init__(self, at_once: int, per_second: float) -> None:
        self._at_once, self._each = at_once, 1 / per_second
        self._due = 0.0

    def wait(self, now: float, count: int = 1) -> float:
        """After how many seconds it is the turn of these, which are counted from now on."""
        due = max(self._due, now - self._at_once * self._each) + count * self._each
        self._due = min(due, now + _LONGEST_SECONDS)
        return max(0.0, self._due - now)


_addresses: LRUCache[str, _Pace] = LRUCache(10_000)
"""The pace of all pages of an address together: a process draws some thirty a second, a third of them for others.

Sixty that come at once, as from a school, need not wait.
"""


class PageSocket(WebSocketsSansIOProtocol):
    """uvicorn's protocol with limits of number, time and kind for what comes."""

    message_seconds = 20.0
    """For all pieces of a message: a slow phone sends 40 kB in a second, and our pages send a few."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._frames = _Pace(400, 20)
        self._messages = _Pace(10, 5)
        self._timer: asyncio.TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, a little at a time, and wait for what is still missing."""
        for part in _slices(data):
            super().data_received(part)
            if self.conn.handshake_exc is not None and not self.transport.is_closing():
                # uvicorn would say nothing and wait for ever.
                self.transport.write(b"".join(self.conn.data_to_send()) or refusal(400))
                self.transport.close()
            if self.transport.is_closing():
                return
        if self.frames or self.conn.reader.buffer:
            self._wait(len(data))

    def handle_events(self) -> None:
        """Count what came."""
        if self._frames.wait(self.loop.time(), len(self.conn.events)):
            self._refuse(CloseCode.POLICY_VIOLATION)
        else:
            super().handle_events()

    def send_receive_event_to_app(self) -> None:
        """Pass on a whole message, if it is one that our pages send."""
        self._rest()
        kind = _kind(b"".join(self.frames)) if self.curr_msg_data_type == "bytes" else None
        if kind is None:
            self._refuse(CloseCode.UNSUPPORTED_DATA)
        elif kind in _SENT_BY_PAGES:
            super().send_receive_event_to_app()
        else:
            self.frames = []

    def pause_writing(self) -> None:
        """Take nothing from a page that takes nothing: each ping would be answered."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Take on what was not taken meanwhile."""
        super().resume_writing()
        if not self.read_paused:
            self.transport.resume_reading()

    async def receive(self) -> ASGIReceiveEvent:
        """Give the application the next message when it is its turn; a page that takes nothing is read no further."""
        message = await super().receive()
        if not self.writable.is_set():
            self.transport.pause_reading()
        if message["type"] == "websocket.receive":
            await asyncio.sleep(self._turn(self.loop.time()))
        return message

    def _turn(self, now: float) -> float:
        """In how many seconds it is the turn of a message; of no known address those alone wait who are in a hurry."""
        wait = self._messages.wait(now)
        address = counted(self.scope["client"][0] if self.scope["client"] else None)
        if not address and not wait:
            return wait
        return max(wait, _addresses.setdefault(address, _Pace(60, 20)).wait(now))

    def _wait(self, more: int) -> None:
        """Have the timer of a message that is not whole; of too many of these the oldest goes first."""
        if self._timer is None:
            self._timer = self.loop.call_later(self.message_seconds, self._too_late)
        _unfinished[self] = _unfinished.get(self, 0) + more
        while sum(_unfinished.values()) > _MOST_UNFINISHED_BYTES:
            next(iter(_unfinished))._refuse(CloseCode.TRY_AGAIN_LATER)

    def _too_late(self) -> None:
        """Refuse a message that still is not whole, unless it is we who have not read on meanwhile."""
        self._timer = None
        if self.writable.is_set() and not self.read_paused:
            self._refuse(CloseCode.POLICY_VIOLATION)
        else:
            self._wait(0)

    def _rest(self) -> None:
        _unfinished.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse(self, code: CloseCode) -> None:
        self._rest()
        self.frames = []
        if self.transport.is_closing():
            return
        self.conn.fail(code)
        if self.conn.close_sent is None:  # it has not even been opened
            self.transport.close()
        else:
            self.handle_parser_exception()


def _slices(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _SLICE] for start in range(0, len(data), _SLICE))


def _kind(data: bytes) -> str | None:
    """What kind of message this is; ``None`` for none at all, or one that no page could have made."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    asked = message.rerun_script
    if max(len(asked.widget_states.widgets), len(asked.cached_message_hashes)) > _MOST_OF_A_KIND:
        return None
    if len(message.file_urls_request.file_names) > _MOST_FILES:
        return None
    return message.WhichOneof("type") or ""
