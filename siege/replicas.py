"""What a second replica is worth: the answers of one process and of two, each pinned to a core.

Whoever asks needs a part of these cores. So what counts is what two give where each has a whole core: how many answers
they give for a second of the processor, twice, beside how many one gives alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.answering import ask
from bench.rows import write_rows
from bench.servers import Server, ours
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
        replicas = []
        for core in cores:
            folder = work / f"replica-{core}"
            folder.mkdir()
            (folder / "gazetteer").symlink_to(work / "gazetteer")
            replica = stack.enter_context(ours(folder, **settings))
            replica.process.cpu_affinity([core])
            replicas.append(replica)
        _answers(replicas, slug, 1)
        one, by_one = _answers(replicas[:1], slug, seconds)
        two, by_two = _answers(replicas, slug, seconds)
    times = 2 * by_two / by_one
    figure = f"{times:.2f} times one; on cores that also ask {two:,.0f}/s, one {one:,.0f}/s"
    return [Row(what, figure, times >= _LEAST)]


def _answers(replicas: Sequence[Server], slug: str, seconds: float) -> tuple[float, float]:
    """How many all of them give together in a second, and in a second of the processor that they take."""
    began, before = time.perf_counter(), _cpu(replicas)
    with ThreadPoolExecutor(len(replicas)) as clients:
        asked = [
            clients.submit(ask, f"{one.url}/c/{slug}", seconds, _PACKED, ahead=_AHEAD) for one in replicas
        ]
        found = [one.result() for one in asked]
    if any(one.status != 200 for one in found):
        raise RuntimeError("a replica did not answer")
    together = sum(one.per_second for one in found)
    return together, together * (time.perf_counter() - began) / (_cpu(replicas) - before)


def _cpu(replicas: Sequence[Server]) -> float:
    times = [one.process.cpu_times() for one in replicas]
    return float(sum(one.user + one.system for one in times))
