"""What a second replica is worth: the answers a second of one process and of two, each on a core of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.answering import ask
from bench.rows import write_rows
from bench.servers import ours
from siege import Row, strings

_AHEAD = 16
"""Requests that a connection sends at once: whoever asks takes a small part of the cores that answer."""
_PACKED = {"Accept-Encoding": "gzip"}
_LEAST = 1.7


def run(work: Path, database: str, slug: str, *, seconds: float) -> list[Row]:
    """The page of a campaign, of replicas on one PostgreSQL."""
    what, cores = f"two replicas for /c/{slug}", sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        return [Row(what, "not measured: there is one core", holds=True)]
    settings = {"database_url": database, "secret_key": "k" * 40}
    strings.publish(work, write_rows(work / "rows.csv", 1_000), slug, **settings)
    with ExitStack() as stack:
        addresses = []
        for core in cores:
            folder = work / f"replica-{core}"
            folder.mkdir()
            (folder / "gazetteer").symlink_to(work / "gazetteer")
            replica = stack.enter_context(ours(folder, **settings))
            replica.process.cpu_affinity([core])
            addresses.append(f"{replica.url}/c/{slug}")
        _answers(addresses, 1)
        one, _ = _answers(addresses[:1], seconds)
        two, asking = _answers(addresses, seconds)
    figure = (
        f"{one:,.0f}/s by one, {two:,.0f}/s by two: {two / one:.2f} times; asking took {asking:.0%} of a core"
    )
    return [Row(what, figure, two >= _LEAST * one)]


def _answers(addresses: Sequence[str], seconds: float) -> tuple[float, float]:
    """How many a second all of them give together, and which part of a core it takes to ask."""
    began, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(len(addresses)) as clients:
        found = list(clients.map(lambda address: ask(address, seconds, _PACKED, ahead=_AHEAD), addresses))
    if any(one.status != 200 for one in found):
        raise RuntimeError("a replica did not answer")
    return sum(one.per_second for one in found), (time.process_time() - cpu) / (time.perf_counter() - began)
