"""What a page of Streamlit is sent over its WebSocket, as a browser would be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.web.serving import Site


@dataclass(frozen=True)
class Opened:
    """A page that is open: what it was sent, byte for byte, and the name of its session."""

    received: bytes
    session_id: str
    drawn: tuple[bytes, ...] = ()
    """The elements, as they were sent: what does not depend on when and by whom the page was opened."""


@contextmanager
def opened(
    site: Site, query: str, *, page: str = "", browser: httpx.Client | None = None
) -> Iterator[Opened]:
    """Opens a page with the cookies of a browser, until the block ends."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items()) if browser else ""
    with connect(
        f"ws://{site.host}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(site.url),
        additional_headers={"Cookie": cookies} if cookies else None,
        max_size=None,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        socket.send(asked.SerializeToString())
        received, session_id, finished = b"", "", False
        drawn: list[bytes] = []
        while not finished:
            data = socket.recv(timeout=120)
            assert isinstance(data, bytes)
            received += data
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "new_session":
                session_id = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "delta":
                drawn.append(message.delta.SerializeToString(deterministic=True))
            finished = message.WhichOneof("type") == "script_finished"
        yield Opened(received, session_id, tuple(drawn))
