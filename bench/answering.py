"""How many answers a second a server gives to one address, over a few connections that stay open."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 8
_KEPT_BYTES = 4_000_000
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back: how many a second, their status, and the bytes of one body."""

    per_second: float
    status: int
    bytes: int


def ask(address: str, seconds: float, headers: Mapping[str, str], *, ahead: int = 1) -> Answers:
    """Ask for the address again and again, so many times at once on each connection.

    The client costs next to nothing: it looks at lengths alone, and all answers are as long as the first.
    """
    return asyncio.run(_ask(address, seconds, headers, ahead))


async def _ask(address: str, seconds: float, headers: Mapping[str, str], ahead: int) -> Answers:
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", *(f"{k}: {v}" for k, v in headers.items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    started = time.perf_counter()
    until = started + seconds
    host, port = parts.hostname or "", parts.port or 80
    asking = [_one(host, port, request, until, ahead) for _ in range(CONNECTIONS)]
    found = await asyncio.gather(*asking)
    took = time.perf_counter() - started
    status, size = found[0][1:]
    return Answers(sum(count for count, _, _ in found) / took, status, size)


async def _one(host: str, port: int, request: bytes, until: float, ahead: int) -> tuple[int, int, int]:
    reader, writer = await asyncio.open_connection(host, port, limit=_KEPT_BYTES)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    status, size = int(head[9:12]), int(length[1]) if length else 0
    if status == 304:
        size = 0
    await reader.readexactly(size)
    count, first_line = 1, head[: head.index(b"\r")]
    while time.perf_counter() < until:
        writer.write(request * ahead)
        answers = await reader.readexactly((len(head) + size) * ahead)
        if not answers.startswith(first_line):
            raise RuntimeError(f"another answer than the first: {answers[:200]!r}")
        count += ahead
    writer.close()
    await writer.wait_closed()
    return count, status, size
