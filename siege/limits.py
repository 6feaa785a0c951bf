"""A time after which everything ends that we started, and everything that this started in its turn."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import psutil

_BE_PARENT_OF_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux: a process that loses its parent becomes our child, so that we can find it."""
_SECONDS_TO_END = 5


class Limit:
    """What runs until a moment; ``is_over`` once that has come."""

    def __init__(self) -> None:
        self._over = threading.Event()

    @property
    def is_over(self) -> bool:
        """Whether the time is over, so that nothing new is started."""
        return self._over.is_set()

    def run(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        """Run a program to its end, or to ours; what it returned, less than 0 where it was ended."""
        return -1 if self.is_over else subprocess.run(command, env=env, check=False).returncode

    def left(self) -> list[psutil.Process]:
        """The processes that do not end by themselves of all that were started."""
        if self.is_over:
            self.end()  # they may just be ending
        _, left = psutil.wait_procs(psutil.Process().children(recursive=True), timeout=_SECONDS_TO_END)
        return list(left)

    def end(self) -> None:
        """End all of them: first those that do it themselves, then those that were stopped or do not care."""
        self._over.set()
        kind = signal.SIGTERM
        while started := psutil.Process().children(recursive=True):
            for one in started:
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(kind)
                    one.send_signal(signal.SIGCONT)
            psutil.wait_procs(started, timeout=_SECONDS_TO_END)
            kind = signal.SIGKILL


@contextmanager
def bounded(seconds: float) -> Iterator[Limit]:
    """So long at most, or until we are told to end; whatever is still there at the end of the block ends too."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_BE_PARENT_OF_ORPHANS, 1)
    limit = Limit()
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: limit.end())
    timer = threading.Timer(seconds, limit.end)
    timer.daemon = True
    timer.start()
    try:
        yield limit
    finally:
        timer.cancel()
        limit.end()
