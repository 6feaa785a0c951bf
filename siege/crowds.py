"""Many at once, on the loopback interface alone: open pages, half requests, floods, cold visitors, made-up filters."""

from __future__ import annotations

import asyncio
import gc
import socket
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.protocol import State
from websockets.typing import Subprotocol

from bench.servers import Server
from dashboard.web.serving.descriptors import descriptors
from siege import Row

_AT_ONCE = 50
_CHECKS = 300
_PATIENCE = 120.0
_DRAWING = 240.0
_FLOODED = 5.0
_DRAW = BackMsg(rerun_script=ClientState(query_string="")).SerializeToString()
_SHORT = 200
"""Bytes of a message that may say that a page is drawn."""


def run(server: Server, slug: str, *, pages: int, halves: int, visitors: int, filters: int) -> list[Row]:
    """Each crowd in its turn."""
    descriptors()
    return [
        *asyncio.run(_open_pages(server, pages)),
        _half_requests(server, halves),
        asyncio.run(_flood(server, pages // 10)),
        asyncio.run(_cold_visitors(server, slug, visitors)),
        *_made_up_filters(server, slug, filters),
    ]


def percentile(seconds: Sequence[float], part: float) -> float:
    """The value that this part of them does not exceed."""
    return sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))]


async def _open_pages(server: Server, count: int) -> list[Row]:
    """Pages that people open as fast as they can, and look at: once all are drawn, they say nothing."""
    before, began = server.process.num_fds(), time.monotonic()
    turn, drawn, pages = asyncio.Semaphore(_AT_ONCE), set[int](), list[websockets.ClientConnection]()

    async def look() -> None:
        """Open a page, and take what the server says, as a browser does."""
        async with turn:
            page = await _page(server)
            pages.append(page)
        async for said in page:
            if _is_drawn(said):
                drawn.add(id(page))

    looking = [asyncio.create_task(look()) for _ in range(count)]
    while len(drawn) < count and time.monotonic() - began < _DRAWING:
        await asyncio.sleep(0.1)
    took, per_page = time.monotonic() - began, (server.process.num_fds() - before) / max(1, len(pages))
    gc.collect()
    gc.disable()  # looking through what this side keeps of the pages would be measured as theirs
    async with httpx.AsyncClient(base_url=server.url, timeout=_PATIENCE) as http:
        checks = [(await _seconds(http, "/healthz"))[1] for _ in range(_CHECKS)]
    gc.enable()
    are_open = sum(page.state is State.OPEN for page in pages)
    for page in pages:
        page.transport.abort()
    await asyncio.gather(*looking, return_exceptions=True)
    worst = percentile(checks, 0.99)
    figure = f"{are_open:,} open and {len(drawn):,} drawn after {took:.0f} s, {per_page:.1f} descriptors each"
    return [
        Row(f"{count:,} idle open pages", figure, are_open == len(drawn) == count),
        Row("/healthz meanwhile", f"99 % within {1000 * worst:.0f} ms", worst <= 0.05),
    ]


async def _page(server: Server, address: str = "127.0.0.1") -> websockets.ClientConnection:
    """A page that asks to be drawn."""
    page = await websockets.connect(
        f"ws://{urlsplit(server.url).netloc}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"X-Forwarded-For": address},
        open_timeout=_PATIENCE,
        ping_interval=None,
        max_size=None,
    )
    await page.send(_DRAW)
    return page


def _is_drawn(said: str | bytes) -> bool:
    return (
        isinstance(said, bytes)
        and len(said) < _SHORT
        and ForwardMsg.FromString(said).WhichOneof("type") == "script_finished"
    )


async def _flood(server: Server, count: int) -> Row:
    """Pages of one address that ask to be drawn again and again, and people at others who come meanwhile."""
    is_over = asyncio.Event()

    async def ask_again() -> None:
        page = await _page(server, "198.51.100.7")
        while not is_over.is_set():
            await page.send(_DRAW)
            with suppress(TimeoutError):
                await asyncio.wait_for(page.recv(), 0.05)

    async def look(number: int) -> float:
        began = time.monotonic()
        page = await _page(server, f"192.0.2.{number}")
        async for said in page:
            if _is_drawn(said):
                break
        page.transport.abort()
        return time.monotonic() - began

    flood = [asyncio.create_task(ask_again()) for _ in range(count)]
    await asyncio.sleep(_FLOODED)
    took = [await asyncio.wait_for(look(number), _PATIENCE) for number in range(1, 11)]
    is_over.set()
    await asyncio.gather(*flood, return_exceptions=True)
    figure = f"others drawn within {statistics.median(took):.1f} s, at the latest {max(took):.1f} s"
    return Row(f"{count} pages of one address that flood", figure, max(took) <= 12)


def _half_requests(server: Server, count: int) -> Row:
    host, _, port = urlsplit(server.url).netloc.partition(":")
    kinds = (
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1",
    )
    halves = [socket.create_connection((host, int(port))) for _ in range(count)]
    for number, half in enumerate(halves):
        half.sendall(kinds[number % len(kinds)])
    answer = httpx.get(f"{server.url}/healthz", timeout=_PATIENCE)
    for half in halves:
        half.close()
    return Row(
        f"{count:,} half requests of one client", f"/healthz {answer.status_code}", answer.status_code == 200
    )


async def _cold_visitors(server: Server, slug: str, count: int) -> Row:
    addresses = ("/", f"/c/{slug}", f"/api/v1/campaigns/{slug}/map.json", f"/c/{slug}/map.png", "/about")

    async def visit() -> tuple[bool, float]:
        async with httpx.AsyncClient(base_url=server.url, timeout=_PATIENCE) as http:
            answers = await asyncio.gather(*(_seconds(http, address) for address in addresses))
        return all(status == 200 for status, _ in answers), max(seconds for _, seconds in answers)

    visits = await asyncio.gather(*(visit() for _ in range(count)))
    failed, worst = sum(not is_well for is_well, _ in visits), percentile([took for _, took in visits], 0.95)
    return Row(
        f"{count} cold visitors at once",
        f"95 % within {worst:.1f} s, {failed} failed",
        worst <= 12 and not failed,
    )


def _made_up_filters(server: Server, slug: str, count: int) -> list[Row]:
    with httpx.Client(base_url=server.url, timeout=_PATIENCE) as http:
        address = f"/api/v1/campaigns/{slug}/actions.geojson"
        http.get(address)
        before, took = server.resident_megabytes, []
        for number in range(count):
            began = time.monotonic()
            http.get(
                address, params={"since": f"{1000 + number}-01-01", "city": str(number)[: number % 2 * 9]}
            )
            took.append(time.monotonic() - began)
        grown = server.resident_megabytes - before
    figure = f"{1000 * statistics.median(took):.0f} ms each, {grown:+.0f} MB"
    return [Row(f"{count:,} made-up filters", figure, grown < 40)]


async def _seconds(http: httpx.AsyncClient, address: str) -> tuple[int, float]:
    began = time.monotonic()
    try:
        status = (await http.get(address)).status_code
    except httpx.HTTPError:
        status = 0
    return status, time.monotonic() - began
