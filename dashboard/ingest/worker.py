"""The process in which files are read: ``python -m dashboard.ingest.worker``, started by `dashboard.ingest.isolated`.

It waits at the socket that is its standard input, and forks for each job that comes, so that what a file does ends
with its reading. It has no password, no database and no network, and ends when we do.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

from dashboard.errors import UnreadableFile
from dashboard.ingest.isolated import LENGTH, SECONDS, TOO_MUCH, packed
from dashboard.ingest.reader import Limits, Table, read_table

_OWN_MEMORY: Final = 512_000_000
_MEMORY_A_BYTE: Final = 24
"""Of memory for each byte that a file may have: what the widest table that is allowed takes, and a third more."""

_USUAL: Final = b"City,Country,Day,What is it about?\nLondon,UK,7 April 2018,A vigil\n"
"""What is made at the first reading, such as compiled patterns, is made before forking: nine tenths of a small file."""


def main() -> None:
    """Answer jobs until our starter is gone; whatever is being read then ends as well."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with suppress(OSError):
        # Should memory run out, the kernel ends a reader rather than the server.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    os.nice(10)  # whoever looks at the map comes first
    gc.disable()  # no process lives long enough to need it
    read_table(_USUAL)
    door = socket.socket(fileno=0)
    while True:
        message, jobs, _, _ = socket.recv_fds(door, 1, 1)
        if not message:
            os.killpg(0, signal.SIGKILL)
        for job in jobs:
            if os.fork() == 0:
                door.close()
                _serve(socket.socket(fileno=job))
                os._exit(0)
            os.close(job)


def _serve(job: socket.socket) -> None:
    signal.alarm(SECONDS)
    with job.makefile("rb") as asked:
        limits, sheet, data = pickle.load(asked)  # noqa: S301 - from our starter, who sends a file's bytes as bytes
    _bound(limits)
    try:
        answer = packed(_read(data, limits, sheet))
    except MemoryError:
        answer = packed(UnreadableFile(TOO_MUCH))
    with suppress(BrokenPipeError):  # nobody waits any more
        job.sendall(len(answer).to_bytes(LENGTH))
        job.sendall(answer)


def _read(data: bytes, limits: Limits, sheet: str) -> Table | UnreadableFile:
    try:
        return read_table(data, limits=limits, sheet=sheet)
    except UnreadableFile as error:
        return error.with_traceback(None)


def _bound(limits: Limits) -> None:
    """What this process may use from now on. Over that it ends, or gets a `MemoryError`."""
    for kind, most in (
        (resource.RLIMIT_AS, _OWN_MEMORY + _MEMORY_A_BYTE * limits.max_bytes),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS knows no limit of addresses
            resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
