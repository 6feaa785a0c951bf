"""The day the link goes viral: a thousand viewers who open the light page with its map within ten seconds."""

from __future__ import annotations

import asyncio
import gzip
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx

VIEWERS = 1000
SECONDS = 10.0
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_LINKED = re.compile(r'(?:<script[^>]* src|<link rel="stylesheet"[^>]* href|<iframe[^>]* src)="([^"]+)"')
_DATA = re.compile(r'"(?:world|labels)": "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the viewers met: seconds of the slowest of twenty and of the middle one, requests, and what failed."""

    slowest_of_twenty: float
    median: float
    requests: int
    errors: int


def addresses(url: str, path: str) -> list[str]:
    """The page, its map, and all that the two load, each once."""
    with httpx.Client(base_url=url) as client:
        page, map_page = client.get(path).text, client.get(f"{path}/map").text
    found = [path, f"{path}/map"]
    found += [unescape(one) for text in (page, map_page) for one in _LINKED.findall(text)]
    found += [*_DATA.findall(map_page), f"/api/v1/campaigns/{path.rpartition('/')[2]}/map.json"]
    return list(dict.fromkeys(urlsplit(urljoin(path, one)).path for one in found))


def crowd(url: str, paths: Sequence[str]) -> Crowd:
    """Let the viewers come, evenly over the time; each asks as a browser does, over a few connections of its own."""
    return asyncio.run(_crowd(urlsplit(url).netloc, paths))


async def _crowd(host: str, paths: Sequence[str]) -> Crowd:
    viewers = [_viewer(host, paths, number * SECONDS / VIEWERS) for number in range(VIEWERS)]
    found = await asyncio.gather(*viewers)
    seconds = sorted(took for took, _ in found)
    return Crowd(
        seconds[int(VIEWERS * 0.95)],
        statistics.median(seconds),
        VIEWERS * len(paths),
        sum(errors for _, errors in found),
    )


async def _viewer(host: str, paths: Sequence[str], wait: float) -> tuple[float, int]:
    """Seconds until all is there, and how many answers were none."""
    await asyncio.sleep(wait)
    started = time.perf_counter()
    first, *others = paths
    errors = await _ask(host, [first])
    half = len(others) // 2
    errors += sum(await asyncio.gather(_ask(host, others[:half]), _ask(host, others[half:])))
    return time.perf_counter() - started, errors


async def _ask(host: str, paths: Sequence[str]) -> int:
    """One connection for these, one after the other; how many of them failed."""
    name, _, port = host.partition(":")
    try:
        reader, writer = await asyncio.open_connection(name, int(port))
        errors = 0
        for path in paths:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            errors += head[9:12] != b"200" or not body
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.IncompleteReadError):
        return len(paths)
    return errors


def kilobytes(url: str, paths: Sequence[str]) -> float:
    """What one viewer loads, compressed."""
    return sum(len(gzip.compress(httpx.get(url + path).content)) for path in paths) / 1000
