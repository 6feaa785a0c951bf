"""Pages that send far more than a page does: whoever else looks is answered, and nothing of it is kept."""

from __future__ import annotations

import asyncio
import base64
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from uvicorn.server import ServerState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dashboard.web.serving import page_socket
from dashboard.web.serving.connections import Connection
from dashboard.web.serving.page_socket import PageSocket, _Pace

CONTINUED, TEXT, BYTES, PING = 0, 1, 2, 9
LAST, COMPRESSED = 0x80, 0x40
OPENING = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(b"k" * 16) + b"\r\n\r\n"
)


class Hasty(PageSocket):
    """It waits for less long than a test has time."""

    message_seconds = 0.2


def frame(first: int, data: bytes = b"", length: int | None = None) -> bytes:
    """A frame of a browser, which says that it has so many bytes."""
    return struct.pack("!BBQL", first, 0xFF, len(data) if length is None else length, 0) + data


def rerun(query: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    return bytes(message.SerializeToString())


def files(count: int) -> bytes:
    message = BackMsg()
    message.file_urls_request.file_names.extend(["a.csv"] * count)
    return bytes(message.SerializeToString())


def widgets(count: int) -> bytes:
    message = BackMsg()
    for number in range(count):
        message.rerun_script.widget_states.widgets.add().id = str(number)
    return bytes(message.SerializeToString())


def hashes(count: int) -> bytes:
    message = BackMsg()
    message.rerun_script.cached_message_hashes.extend(["a"] * count)
    return bytes(message.SerializeToString())


HARM = {
    "pings": frame(LAST | PING) * 2_000,
    "empty pieces": frame(BYTES) + frame(CONTINUED) * 2_000,
    "small pieces": frame(BYTES, b"ab") + frame(CONTINUED, b"ab") * 2_000,
    "messages": frame(LAST | BYTES) * 2_000,
    "a text": frame(LAST | TEXT, b"text"),
    "nothing of Streamlit's": frame(LAST | BYTES, b"\xff\xff\xff"),
    "a compressed message": frame(LAST | COMPRESSED | BYTES, b"x"),
    "a frame of a terabyte": frame(LAST | BYTES, length=1 << 40),
    "half a frame": frame(LAST | BYTES, rerun(), length=1_000),
    "half a message": frame(BYTES, rerun()),
    "many files": frame(LAST | BYTES, files(100_000)),
    "many widgets": frame(LAST | BYTES, widgets(20_000)),
    "many hashes": frame(LAST | BYTES, hashes(20_000)),
}


@asynccontextmanager
async def listening(protocol: type[PageSocket] = PageSocket) -> AsyncIterator[tuple[int, list[str]]]:
    """A small server with our protocol; its port, and what it was asked."""
    taken: list[str] = []

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        async for data in socket.iter_bytes():
            message = BackMsg.FromString(data)
            taken.append(message.rerun_script.query_string or str(message.WhichOneof("type")))
            await socket.send_bytes(b"x" * len(data) * (1_000_000 if taken[-1] == "much" else 1))

    server = uvicorn.Server(
        uvicorn.Config(
            Starlette(routes=[WebSocketRoute("/", stream)]),
            port=0, http=Connection, ws=protocol, log_level="critical", lifespan="off", timeout_graceful_shutdown=1,
            ws_per_message_deflate=False, ws_max_size=2_000_000,
        )
    )  # fmt: skip
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1], taken
    server.should_exit = True
    await running


def page(port: int) -> connect:
    return connect(f"ws://127.0.0.1:{port}/", max_size=None, ping_interval=None)


async def raw(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """An open page, byte by byte."""
    reading, writing = await asyncio.open_connection("127.0.0.1", port, limit=1_000)
    writing.write(OPENING)
    await reading.readuntil(b"\r\n\r\n")
    return reading, writing


async def ends(port: int, sent: bytes) -> bool:
    """Whether the server ends the connection over which this came."""
    reading, writing = await raw(port)
    writing.write(sent)
    try:
        while await asyncio.wait_for(reading.read(65_536), 15):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    finally:
        writing.close()
    return True


@pytest.mark.parametrize("sent", HARM.values(), ids=HARM)
def test_a_page_that_does_what_no_page_does_is_closed_and_others_go_on(sent: bytes) -> None:
    async def asked() -> tuple[bool, list[str]]:
        async with listening(Hasty) as (port, taken):
            ended = await ends(port, sent)
            del taken[:]
            async with page(port) as other:
                await other.send(rerun("after"))
                await other.recv()
            return ended, taken

    assert asyncio.run(asked()) == (True, ["after"])


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ((b"GET", b"POST"), b"405"),
        ((b"Upgrade: ", b"Content-Length: 1\r\nUpgrade: "), b"400"),
        ((b"Upgrade: ", b"X: x\r\n" * 200 + b"Upgrade: "), b"431"),
        ((b"Upgrade: ", b"X: " + b"x" * 9_000 + b"\r\nUpgrade: "), b"431"),
    ],
)
def test_a_handshake_that_is_none_is_refused(change: tuple[bytes, bytes], status: bytes) -> None:
    async def asked() -> bytes:
        async with listening() as (port, _):
            reading, writing = await asyncio.open_connection("127.0.0.1", port)
            writing.write(OPENING.replace(*change, 1) + b"x")
            answer = await asyncio.wait_for(reading.read(), 15)
            writing.close()
            return answer

    assert asyncio.run(asked()).startswith(b"HTTP/1.1 " + status)


def test_what_is_for_those_who_write_an_application_does_nothing() -> None:
    def of_kind(kind: str) -> bytes:
        message = BackMsg()
        setattr(message, kind, True)
        return bytes(message.SerializeToString())

    async def asked() -> list[str]:
        async with listening() as (port, taken), page(port) as mine:
            for kind in (
                "clear_cache",
                "load_git_info",
                "set_run_on_save",
                "debug_shutdown_runtime",
                "stop_script",
            ):
                await mine.send(of_kind(kind))
            await mine.send(rerun("last"))
            await mine.recv(), await mine.recv()
            return taken

    assert asyncio.run(asked()) == ["stop_script", "last"]


def test_a_page_in_a_hurry_waits_until_others_had_their_turn() -> None:
    async def asked() -> list[str]:
        async with listening() as (port, taken), page(port) as hurried, page(port) as other:
            for _ in range(300):
                await hurried.send(rerun("hurry"))
            await hurried.recv()
            await other.send(rerun("other"))
            await other.recv()
            hurried.transport.abort()
            return list(taken)

    taken = asyncio.run(asked())
    assert "other" in taken
    assert len(taken) < 100


def test_a_page_that_reads_nothing_is_read_no_further_until_it_does() -> None:
    opened: list[PageSocket] = []

    class Kept(PageSocket):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            opened.append(self)

    async def until(is_reading: bool) -> None:
        while opened[0].transport.is_reading() is not is_reading:
            await asyncio.sleep(0.01)

    async def asked() -> None:
        async with listening(Kept) as (port, _):
            reading, writing = await raw(port)
            writing.write(frame(LAST | BYTES, rerun("much")))
            await asyncio.wait_for(until(False), 30)
            drain = asyncio.create_task(reading.read(-1))
            await asyncio.wait_for(until(True), 30)
            drain.cancel()
            writing.close()

    asyncio.run(asked())


def test_of_many_messages_that_are_not_whole_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_socket, "_MOST_UNFINISHED_BYTES", 250_000)

    async def half(mine: ClientConnection) -> None:
        mine.transport.write(frame(LAST | BYTES, b"x" * 100_000, length=1_000_000))
        await mine.ping()

    async def is_closed(mine: ClientConnection) -> bool:
        try:
            await asyncio.wait_for(mine.recv(), 0.5)
        except ConnectionClosed:
            return True
        except TimeoutError:
            return False
        return False

    async def asked() -> list[bool]:
        async with listening() as (port, _), page(port) as first, page(port) as second, page(port) as third:
            for one in (first, second, third):
                await half(one)
                await asyncio.sleep(0.1)
            closed = [await is_closed(one) for one in (first, second, third)]
            for one in (first, second, third):
                one.transport.abort()
            return closed

    assert asyncio.run(asked()) == [True, False, False]


def test_so_many_in_a_second_after_so_many_at_once() -> None:
    pace = _Pace(2, 4)
    assert [pace.wait(100.0) for _ in range(4)] == [0.0, 0.0, 0.25, 0.5]
    assert pace.wait(100.75) == 0.0
    assert pace.wait(200.0, 3) == 0.25


def test_many_pages_of_an_address_wait_for_each_other_and_nobody_else_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_socket, "_addresses", {})

    config, loop = uvicorn.Config(lambda: None, log_level="critical"), asyncio.new_event_loop()

    def socket_of(address: str) -> PageSocket:
        one = PageSocket(config, ServerState(), {}, loop)
        one.scope = {"client": (address, 1)}  # type: ignore[typeddict-item]  # nothing else of it is read
        return one

    flood = [socket_of("192.0.2.1") for _ in range(250)]
    assert [one._turn(100.0) for one in flood[:60]] == pytest.approx([0.0] * 60, abs=0.001)
    assert flood[60]._turn(100.0) == pytest.approx(1 / 20)
    assert max(one._turn(100.0) for one in flood for _ in range(10)) == pytest.approx(
        page_socket._LONGEST_SECONDS
    )
    assert [socket_of("192.0.2.2")._turn(100.0) for _ in range(10)] == [0.0] * 10
    loop.close()
