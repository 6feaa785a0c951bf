"""Many visitors at once: each holds a WebSocket and asks for one run of the script after another."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol


@dataclass(frozen=True, slots=True)
class Load:
    """What the visitors got: runs that finished a second, and bytes sent to each for one run."""

    runs_per_second: float
    bytes_per_run: float


def visit(url: str, visitors: int, seconds: float) -> Load:
    """Let ``visitors`` rerun the page of ``url`` for about ``seconds``; each waits for its run to finish."""
    return asyncio.run(_visit(url.replace("http", "ws", 1) + "/_stcore/stream", visitors, seconds))


async def _visit(url: str, visitors: int, seconds: float) -> Load:
    end = time.monotonic() + seconds
    started = time.monotonic()
    results = await asyncio.gather(*(_one(url, end) for _ in range(visitors)))
    took = time.monotonic() - started
    runs = sum(count for count, _ in results)
    return Load(runs / took, sum(size for _, size in results) / max(1, runs))


async def _one(url: str, end: float) -> tuple[int, int]:
    """Rerun until ``end``; how many runs finished, and the bytes received."""
    runs = received = 0
    origin = url.replace("ws", "http", 1).split("/_stcore")[0]
    async with websockets.connect(
        url,
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(origin),
        max_size=None,
        open_timeout=120,
        ping_interval=None,  # a server that is slow to answer is what is measured
        close_timeout=1,
    ) as socket:
        while time.monotonic() < end:
            message = BackMsg()
            message.rerun_script.query_string = ""
            await socket.send(message.SerializeToString())
            finished = False
            while not finished:
                data = await asyncio.wait_for(socket.recv(), 600)
                received += len(data)
                answer = ForwardMsg()
                answer.ParseFromString(data)
                finished = answer.WhichOneof("type") == "script_finished"
            runs += 1
    return runs, received
