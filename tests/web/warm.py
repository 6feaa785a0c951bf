"""A process that has imported the server and becomes a new one, by a fork, whenever a test asks for one.

The imports take a server some seconds of processor, most of what its start takes; the first page compiles templates,
and the first picture reads the land of the world. Whoever asks sends the folder, the environment and the limit of
open files as JSON, and with them what is to be its output and its log; the answer is the number of its process, which
nobody here waits for.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import resource
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO

from streamlit.components.v2 import manifest_scanner

from dashboard.pictures import world
from dashboard.pictures.faces import faces
from dashboard.web import templates
from tests import index
from tests.cheaper import make_cheaper

_MOST_BYTES = 1_000_000
_MODULES = (
    "anyio._backends._asyncio", "dashboard.storage.migrations.rewriting", "dashboard.web.public.map_page",
    "dashboard.web.server", "folium.plugins", "PIL.PngImagePlugin", "starlette.middleware.sessions",
    "streamlit.web.server.starlette.starlette_agent_routes", "uvicorn.lifespan.on", "uvicorn.loops.auto",
)  # fmt: skip
"""What a server imports as it starts, and at the first page and picture; but components, which it has to register."""


def start(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    output: IO[str],
    log: IO[str],
    *,
    files: str = "",
    alone: bool = False,
) -> int:
    """Starts a module with its options as ``python -m`` would; gives the number of its process."""
    line = _line.__wrapped__() if alone else _line()
    asked = json.dumps([[*command], str(folder), {**environment}, files]).encode()
    socket.send_fds(line, [asked], [output.fileno(), log.fileno()])
    return int(line.recv(_MOST_BYTES))


@cache
def _line() -> socket.socket:
    """The way to the process that forks, which ends when this one does."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tests.web.warm", str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _fork_until_left_alone(line: socket.socket) -> None:
    for name in _MODULES:
        import_module(name)
    make_cheaper()
    manifest_scanner.scan_component_manifests()
    for name in templates._TEMPLATES.list_templates(["html"]):
        templates._TEMPLATES.get_template(name)
    for name in ("world-110m.json", "world-50m.json"):
        world._shapes(name)
    faces()
    if (index.FOLDER / "meta.json").exists():
        index.opened()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    while (asked := socket.recv_fds(line, _MOST_BYTES, 2))[0]:
        words, streams, *_ = asked
        if not (pid := os.fork()):
            break
        line.sendall(str(pid).encode())
        for one in streams:
            os.close(one)
    else:
        return
    line.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    command, folder, environment, files = json.loads(words)
    _be_server(command, folder, environment, files, streams)


def _reap(_signal: int, _frame: object) -> None:
    """Servers that have ended go, and what they cost is counted as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _be_server(
    command: list[str], folder: str, environment: dict[str, str], files: str, streams: list[int]
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream, number)
        os.close(stream)
    if files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
    sys.argv[1:] = command[1:]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _fork_until_left_alone(socket.socket(fileno=int(sys.argv[1])))
