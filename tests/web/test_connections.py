"""Requests that never become whole, from one client or many, and answers that nobody takes."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from dashboard.web.serving import connections
from dashboard.web.serving.connections import Connection
from dashboard.web.serving.crowd import Crowd, counted
from dashboard.web.serving.descriptors import descriptors
from tests.web.serving import REPOSITORY, fill, serving

HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
HALF_A_CHUNK = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha"
HALVES = (b"", b"\r\n", HALF_A_HEAD, HALF_A_BODY, HALF_A_CHUNK)


class Hasty(Connection):
    """It waits for less long than a test has time."""

    head_seconds = body_seconds = 0.2


async def echo(request: Request) -> Response:
    return PlainTextResponse(await request.body())


async def stay(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive()


@asynccontextmanager
async def listening(protocol: type[Connection] = Hasty, most_for_one: int = 500) -> AsyncIterator[str]:
    """A small server with our protocol; gives its host and port."""
    app = Starlette(
        routes=[Route("/", echo, methods=["GET", "POST"]), WebSocketRoute("/stay", stay)],
        middleware=[Middleware(Crowd, most_for_one=most_for_one)],
    )
    opened = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=protocol, ws="websockets-sansio", log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve([opened]))
    yield f"127.0.0.1:{opened.getsockname()[1]}"
    server.should_exit = True
    await running


async def answer_to(host: str, sent: bytes) -> bytes:
    """All that the server says until it ends the connection by itself."""
    name, port = host.split(":")
    reading, writing = await asyncio.open_connection(name, int(port))
    try:
        writing.write(sent)
        return await reading.read()
    except ConnectionResetError:
        return b""
    finally:
        writing.close()


@pytest.mark.parametrize("sent", HALVES)
def test_what_is_half_sent_is_not_waited_for(sent: bytes) -> None:
    async def asked() -> bytes:
        async with listening() as host:
            return await answer_to(host, sent)

    assert asyncio.run(asked()).startswith(b"HTTP/1.1 408 ")


def test_the_next_request_of_a_connection_is_not_waited_for_either() -> None:
    async def asked() -> bytes:
        async with listening() as host:
            return await answer_to(host, HALF_A_HEAD + b"\r\n" + HALF_A_HEAD)

    assert [line for line in asyncio.run(asked()).split(b"\r\n") if line.startswith(b"HTTP/1.1")] == [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 408 Request Timeout",
    ]


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"x" * 1_000_000,
        HALF_A_HEAD + b"Long: " + b"x" * 1_000_000,
        HALF_A_HEAD + b"Many: x\r\n" * 100_000,
        HALF_A_HEAD + b"Long: " + b"x" * 80_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: "
        + b"x" * 1_000_000,
    ],
    ids=["address", "header", "headers", "at once", "trailer"],
)
def test_a_head_of_any_length_is_not_kept(sent: bytes) -> None:
    async def asked() -> tuple[bytes, int]:
        async with listening(Connection) as host, httpx.AsyncClient() as http:
            refused = await answer_to(host, sent)
            return refused, (await http.get(f"http://{host}/")).status_code

    refused, afterwards = asyncio.run(asked())
    assert (refused[:13] in {b"", b"HTTP/1.1 431 "}, afterwards) == (True, 200)


def test_a_whole_request_is_answered_whatever_its_pieces() -> None:
    async def asked() -> str:
        async with listening(Connection) as host, httpx.AsyncClient() as http:
            return (await http.post(f"http://{host}/", content=b"x" * 3_000_000)).text

    assert asyncio.run(asked()) == "x" * 3_000_000


def test_one_address_does_not_take_all_the_room() -> None:
    async def stays(stack: AsyncExitStack, host: str, visitor: str) -> str:
        headers = {"X-Forwarded-For": visitor}
        try:
            await stack.enter_async_context(connect(f"ws://{host}/stay", additional_headers=headers))
        except InvalidStatus:
            return "refused"
        return "open"

    async def asked() -> list[str]:
        visitors = ["192.0.2.1"] * 3 + ["192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8::3", "127.0.0.1"]
        async with listening(Connection, most_for_one=2) as host, AsyncExitStack() as stack:
            return [await stays(stack, host, visitor) for visitor in visitors]

    assert asyncio.run(asked()) == ["open", "open", "refused", "open", "open", "open", "refused", "open"]


def test_an_address_is_counted_by_however_it_is_written() -> None:
    own = ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", None, "")
    assert [counted(one) for one in own] == [""] * len(own)
    assert counted("::ffff:192.0.2.1") == counted("192.0.2.1") != counted("::ffff:192.0.2.2")
    assert counted("2001:db8::1%eth0") == counted("2001:db8::2") != counted("2001:db8:0:1::1")
    assert counted("no address") == "no address"


def test_an_address_has_its_room_back_when_it_has_closed_its_pages() -> None:
    async def asked() -> list[int]:
        headers = {"X-Forwarded-For": "192.0.2.1"}
        async with listening(Connection, most_for_one=1) as host, httpx.AsyncClient(headers=headers) as http:
            async with connect(f"ws://{host}/stay", additional_headers=headers):
                during = (await http.get(f"http://{host}/")).status_code
            return [during, (await http.get(f"http://{host}/")).status_code]

    assert asyncio.run(asked()) == [429, 200]


def test_hundreds_of_halves_do_not_keep_a_whole_request_out(tmp_path: Path, gazetteer_dir: Path) -> None:
    descriptors()
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    with serving(tmp_path, files="1024") as site:
        name, port = site.host.split(":")
        halves = [socket.create_connection((name, int(port))) for _ in range(1_100)]
        for number, half in enumerate(halves):
            half.sendall(HALVES[number % len(HALVES)])
        with httpx.Client(base_url=site.url, timeout=30) as somebody:
            assert [somebody.get(path).status_code for path in ("/healthz", "/about")] == [200, 200]
        for half in halves:
            half.close()
        assert site.log.read_text().startswith(
            "files: This process may have 1024 files and connections open, enough for about 512 open pages."
            " Set LimitNOFILE=65536 in its service, or ulimit -n.\n"
        )


def test_all_files_that_the_system_allows_are_taken() -> None:
    program = (
        "import resource; from dashboard.web.serving.descriptors import descriptors;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (200, 900));"
        "print(descriptors(), *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["900", "900", "900"]


def test_a_cookie_that_takes_seconds_to_read_is_not_read() -> None:
    async def asked() -> bytes:
        async with listening(Connection) as host:
            cookie = b'Cookie: session="' + b'\\"' * 30_000 + b'"\r\n\r\n'
            return await answer_to(host, HALF_A_HEAD + cookie)

    assert asyncio.run(asked()).startswith(b"HTTP/1.1 400 ")


def test_nobody_asks_for_hundreds_of_answers_ahead() -> None:
    async def asked() -> bytes:
        async with listening(Connection) as host:
            return await answer_to(host, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2_000)

    assert asyncio.run(asked()).count(b"HTTP/1.1 200 ") <= 64


def test_of_many_answers_that_nobody_takes_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_MOST_UNTAKEN_BYTES", 5_000_000)
    sent = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3_000_000
    answered: list[Connection] = []

    class Noted(Connection):
        def pause_writing(self) -> None:
            super().pause_writing()
            answered.append(self)

    async def asked() -> list[bool]:
        async with listening(Noted) as host:
            name, port = host.split(":")
            waiting = []
            for number in (1, 2, 3):
                waiting.append(await asyncio.open_connection(name, int(port), limit=1_000))
                waiting[-1][1].write(sent)
                while len(answered) < number:
                    await asyncio.sleep(0.01)
            taken = []
            for reading, writing in waiting:
                try:
                    taken.append(len(await asyncio.wait_for(reading.readexactly(3_000_000), 30)) == 3_000_000)
                except (asyncio.IncompleteReadError, ConnectionResetError):
                    taken.append(False)
                writing.close()
            return taken

    assert asyncio.run(asked()) == [False, False, True]
