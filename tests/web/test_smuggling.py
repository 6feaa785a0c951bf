"""Requests that one program could read as one and another as two: nginx and we read the same, or one of us refuses."""

from __future__ import annotations

import asyncio
import re
import socket
from collections import defaultdict
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send

from dashboard.web.serving.connections import Connection
from dashboard.web.serving.page_socket import PageSocket
from tests.nginx import nginx_before

HOST = "Host: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
SMUGGLED = "GET /X/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: a2tra2tra2tra2tra2tra2s=\r\n"
)
NEVER_CHUNKED = (
    "Transfer-Encoding: xchunked", " Transfer-Encoding: chunked", "Transfer-Encoding : chunked",
    "Transfer-Encoding:\tchunked", "Transfer-Encoding:\x0bchunked", "Transfer-Encoding:\x0cchunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: identity, chunked", "Transfer-Encoding: identity", "Transfer-Encoding:\r\n chunked",
    "X: x\nTransfer-Encoding: chunked", "X: x\rTransfer-Encoding: chunked", "Transfer_Encoding: chunked",
    "TRANSFER-ENCODING: CHUNKED", 'Transfer-Encoding: "chunked"', "Transfer-Encoding: chunked\x00",
    "Transfer-Encoding: chunk", "Transfer-Encoding: chunked;q=0", "Transfer-Encoding: ,chunked", "Transfer-Encoding:",
    "Transfer-Encoding: chunked ", "\x00Transfer-Encoding: chunked", "Transfer-Encoding\x00: chunked",
    "Transfer-Encoding: gzip, chunked", "TE: chunked", "Content-Encoding: chunked", "Transfer-Encoding: \xffchunked",
)  # fmt: skip
LENGTHS = (
    "5\r\nContent-Length: 5", "5\r\nContent-Length: 6", "6\r\nContent-Length: 5", "5, 5", "5,6", "+5", "-5", "0x5",
    "5 5",
    "05", "5.0", "1e1", "", " ", "18446744073709551621", "9" * 400, "5;", "5\x00", "\t5", "\xb2",
    "0\r\ncontent-length: 5",
    "\r\n 5",
)  # fmt: skip
CHUNKS = (
    "5\r\nhello\r\n0\r\n\r\n", "5;a=b\r\nhello\r\n0\r\n\r\n",
    '5;a="\r\n"\r\nhello\r\n0\r\n\r\n', "5;a\nhello\r\n0\r\n\r\n",
    "05\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n",
    "-5\r\nhello\r\n0\r\n\r\n", "10000000000000005\r\nhello\r\n0\r\n\r\n", "5\nhello\n0\n\n", "5\r\nhelloXX0\r\n\r\n",
    "5\r\nhello0\r\n\r\n", "5\r\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\nX: x\r\n\r\n",
    "5\r\nhello\r\n0\r\nHost: x\r\n\r\n",
    "5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n", "\r\n\r\n",
    "5\r\nhello\r\n00000\r\n\r\n", "5\r\nhello\r\n0;x\r\n\r\n", "5_\r\nhello\r\n0\r\n\r\n",
    "5\r\nhello\r\n\r\n0\r\n\r\n",
    "g\r\nhello\r\n0\r\n\r\n", "5;" + "x" * 70_000 + "\r\nhello\r\n0\r\n\r\n",
)  # fmt: skip
HEADS = (
    HOST, "", HOST * 2, "Host: localhost\r\nhost: elsewhere.example\r\n", "Host:\r\n", "Host: a, b\r\n",
    "Host: a/b\r\n",
    "Host: a b\r\n", "Host: a@b\r\n", "Host: localhost:x\r\n", "Host : localhost\r\n", " Host: localhost\r\n",
    "Host:\r\n localhost\r\n", f"{HOST}A B: 1\r\n", f"{HOST}A_B: 1\r\n", f"{HOST}: 1\r\n", f"{HOST}A\x00: 1\r\n",
    f"{HOST}(a): 1\r\n", f"{HOST}A\r\n", f"{HOST}A: 1\r\n 2\r\n", f"{HOST}A: 1\x002\r\n", f"{HOST}A: 1\r2\r\n",
    f"{HOST}A: 1\n", f"{HOST}A: 1\r\r\n", f"{HOST}A: {'x' * 9_000}\r\n", f"{HOST}A: {'x' * 40_000}\r\n",
    f"{HOST}A: {'x' * 70_000}\r\n", f"{HOST}{'A: 1' * 2_000}\r\n", f"{HOST}" + "A: 1\r\n" * 9_000,
    f"{HOST}X-Forwarded-For: 6.6.6.6\r\n", f"{HOST}X_Forwarded_For: 6.6.6.6\r\n", f"{HOST}Forwarded: for=6.6.6.6\r\n",
    f"{HOST}X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 127.0.0.1\r\n", f"{HOST}X-Forwarded-For : 6.6.6.6\r\n",
    f"{HOST}X-Forwarded-Proto: https\r\n", f"{HOST}X-Real-IP: 6.6.6.6\r\nX-Original-URL: /X/other\r\n",
    f"{HOST}Expect: 100-continue\r\n", f"{HOST}Expect: x\r\n", f"{HOST}Connection: X-Forwarded-For, Host\r\n",
    f"{HOST}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
    f"{HOST}{UPGRADE}", f"{HOST}{UPGRADE.replace('13', '9')}", f"{HOST}Upgrade: websocket\r\nConnection: x\r\n",
    f"{HOST}{UPGRADE}Content-Length: 5\r\n", f"{HOST}{UPGRADE}{CHUNKED}",
    f"{HOST}Upgrade: x\r\nContent-Length: 60\r\n",
)  # fmt: skip
LINES = (
    "GET http://localhost/X HTTP/1.1", "GET http://elsewhere.example/X HTTP/1.1", "GET HTTPS://localhost/X HTTP/1.1",
    "GET http://a@localhost/X HTTP/1.1", "GET http://localhost HTTP/1.1", "GET //elsewhere.example/X HTTP/1.1",
    "GET http:/X HTTP/1.1", "GET http:///X HTTP/1.1", "GET file:///X HTTP/1.1", "GET X HTTP/1.1", "GET * HTTP/1.1",
    "OPTIONS * HTTP/1.1", "CONNECT localhost:80 HTTP/1.1", "CONNECT /X HTTP/1.1", "TRACE /X HTTP/1.1",
    "PRI * HTTP/2.0",
    "GET /X/../x HTTP/1.1", "GET /X/%2e%2e/x HTTP/1.1", "GET /X/%2F..%2Fx HTTP/1.1", "GET /X\\..\\x HTTP/1.1",
    "GET /X#a HTTP/1.1", "GET /X?a#b HTTP/1.1", "GET /X%00 HTTP/1.1", "GET /X%zz HTTP/1.1", "GET /X\xff HTTP/1.1",
    "GET /X\x00 HTTP/1.1", "GET /X a HTTP/1.1", "GET  /X HTTP/1.1", "GET\t/X HTTP/1.1", "GET /X\tHTTP/1.1",
    "get /X HTTP/1.1",
    "GETS /X HTTP/1.1", "GET /X", "GET /X HTTP/1.0", "GET /X HTTP/0.9", "GET /X HTTP/1.2", "GET /X HTTP/2.0",
    "GET /X HTTP/11",
    "GET /X HTTP/1.1x", "GET /X HTTP/ 1.1", "GET /X http/1.1", " GET /X HTTP/1.1", "\r\n\r\nGET /X HTTP/1.1",
    "\nGET /X HTTP/1.1",
    "HEAD /X HTTP/1.1", "GET /X;a=b HTTP/1.1", "GET /X?" + "a" * 9_000 + " HTTP/1.1",
    "GET /X?" + "a" * 70_000 + " HTTP/1.1",
)  # fmt: skip
TRAILING = f"POST /X HTTP/1.1\r\n{HOST}{CHUNKED}\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n"
REQUESTS = (
    f"POST /X HTTP/1.1\r\n{HOST}Content-Length: 6\r\n{CHUNKED}\r\n0\r\n\r\nG",
    f"POST /X HTTP/1.1\r\n{HOST}{CHUNKED}Content-Length: 4\r\n\r\n{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n0\r\n\r\n",
    f"POST /X HTTP/1.0\r\n{HOST}{CHUNKED}Connection: keep-alive\r\n\r\n0\r\n\r\n{SMUGGLED}",
    f"GET /X HTTP/1.1\r\n{HOST}Content-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    f"HEAD /X HTTP/1.1\r\n{HOST}Content-Length: 5\r\n\r\nhello{SMUGGLED}",
    f"GET /X HTTP/1.1\r\n{HOST}\r\n{SMUGGLED}{SMUGGLED}",
    f"GET /X HTTP/1.1\r\n{HOST}\r\nhello{SMUGGLED}",
    f"GET /X HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n{SMUGGLED}",
    f"GET /X HTTP/1.1\n{HOST}\n\n{SMUGGLED}",
    f"GET /X HTTP/1.1\n{HOST[:-2]}\n\n",
    f"GET /X HTTP/1.1\r{HOST[:-2]}\r\r",
    TRAILING,
    *(f"POST /X HTTP/1.1\r\n{HOST}{one}\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{SMUGGLED}" for one in NEVER_CHUNKED),
    *(f"POST /X HTTP/1.1\r\n{HOST}{one}\r\n\r\n5\r\nhello\r\n0\r\n\r\n" for one in NEVER_CHUNKED),
    *(f"POST /X HTTP/1.1\r\n{HOST}Content-Length: {one}\r\n\r\nhello{SMUGGLED}" for one in LENGTHS),
    *(f"POST /X HTTP/1.1\r\n{HOST}{CHUNKED}\r\n{one}{SMUGGLED}" for one in CHUNKS),
    *(f"GET /X HTTP/1.1\r\n{one}\r\n{SMUGGLED}" for one in HEADS),
    *(f"{one}\r\n{HOST}\r\n{SMUGGLED}" for one in LINES),
)  # fmt: skip


class Hasty(Connection):
    """It waits for less long than a test has time."""

    head_seconds = body_seconds = 0.5


Seen = dict[str, list[tuple[str, str, bytes]]]


class Application:
    """It takes everything, and knows what it was asked: by whom, and by the number of who asked it."""

    def __init__(self) -> None:
        self.seen: Seen = defaultdict(list)
        self.clients: dict[str, set[str]] = defaultdict(set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        body, is_more = b"", True
        while is_more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # refused on its way
            body, is_more = body + message.get("body", b""), message.get("more_body", False)
        address = scope["raw_path"].decode("latin-1") + "?" + scope["query_string"].decode("latin-1")
        number = (re.search(r"N(\d+[dp])N", address) or [""] * 2)[1]
        told = body.replace(number.encode(), b"")  # a body may hold what was to be smuggled
        self.seen[number].append((scope["method"], address.replace(number, ""), told))
        self.clients[number].add(scope["client"][0])
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})


async def ask(port: int, sent: bytes) -> bytes:
    """All that is answered until the connection is ended from there."""
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    try:
        writing.write(sent)
        return await asyncio.wait_for(reading.read(), 20)
    except TimeoutError:
        return b"HTTP/1.1 999 nothing ended it"
    except ConnectionResetError:
        return b""
    finally:
        writing.close()


async def readings(listening: socket.socket, nginx: int) -> tuple[Application, dict[str, bytes]]:
    """What was seen of each request directly, as ``0d``, and through nginx, as ``0p``, and what was answered."""
    app = Application()
    config: dict[str, Any] = {
        "http": Hasty,
        "ws": PageSocket,
        "timeout_keep_alive": 1,
        "log_level": "critical",
    }
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", **config))
    running = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    ports = {"d": listening.getsockname()[1], "p": nginx}
    asked = {
        f"{number}{way}": ask(port, request.replace("/X", f"/N{number}{way}N").encode("latin-1"))
        for number, request in enumerate(REQUESTS)
        for way, port in ports.items()
    }
    answers = dict(zip(asked, await asyncio.gather(*asked.values()), strict=True))
    server.should_exit = True
    await running
    return app, answers


def statuses(answer: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"HTTP/1\.[01] (\d{3}) ", answer)]


def test_nginx_and_we_read_the_same_or_one_of_us_refuses() -> None:
    patience = "client_header_timeout 1; client_body_timeout 1; keepalive_timeout 1;"
    with (
        socket.create_server(("127.0.0.1", 0), backlog=2_000) as listening,
        nginx_before([listening.getsockname()[1]], told=patience) as (nginx, _log),
    ):
        app, answers = asyncio.run(readings(listening, nginx))
    differing = []
    for number, request in enumerate(REQUESTS):
        ways = [(app.seen[f"{number}{way}"], answers[f"{number}{way}"]) for way in "dp"]
        (less, said), (more, _) = sorted(ways, key=lambda way: len(way[0]))
        is_ended = max(statuses(said), default=400) >= 400 or b"connection: close" in said
        rest = iter(more)
        if any(one not in rest for one in less) or (less != more and not is_ended):
            differing.append((request[:150], *ways))
    assert differing == []
    assert {client for way in app.clients if way.endswith("p") for client in app.clients[way]} == {
        "127.0.0.1"
    }
    assert app.clients[f"{REQUESTS.index(TRAILING)}d"] == {"127.0.0.1"}
    given = {status for answer in answers.values() for status in statuses(answer)}
    assert given <= {100, 200, 400, 405, 408, 414, 431, 501, 505}
