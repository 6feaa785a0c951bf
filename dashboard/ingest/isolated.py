"""A file of a stranger, read in another process: whatever it does to its reader, it does not do to us.

The other process is started once, imports what it needs, and forks for each file: see `dashboard.ingest.worker`. So
a file costs some milliseconds more, and one that fills its memory or takes too long ends a process that nobody misses.
"""

from __future__ import annotations

import atexit
import io
import json
import logging
import os
import pickle
import secrets
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from dashboard.errors import ActionMapError, UnreadableFile
from dashboard.ingest.reader import DEFAULT_LIMITS, Limits, Row, Table
from dashboard.slots import Slots

SECONDS: Final = 120
"""How long the reading of one file may take."""
_AT_ONCE: Final = 3
"""Files that are read at the same time, one of each person; others wait for their turn."""
_MOST_ANSWERED: Final = 8
"""Times the largest file allowed: how large the answer may be."""
LENGTH: Final = 8
"""Bytes before an answer that say how long it is."""
TOO_MUCH: Final = "takes_too_much"
"""The code of a file that takes more memory or time to read than one file may."""

_log = logging.getLogger(__name__)
_slots = Slots(_AT_ONCE, most_for_one=1)


def read_isolated(data: bytes, *, limits: Limits = DEFAULT_LIMITS, sheet: str = "", whose: str = "") -> Table:
    """`read_table` in another process, with limits of memory, time and output.

    Files of one person are read one after the other, so that slow ones keep nobody else waiting; where nobody is
    named, each file is somebody's own.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
    """
    whose = whose or secrets.token_hex(8)
    if not _slots.take(whose, SECONDS):
        raise UnreadableFile("reading_others")
    try:
        answer = _read(_ask(data, limits, sheet), _MOST_ANSWERED * limits.max_bytes)
    finally:
        _slots.give_back(whose)
    if isinstance(answer, UnreadableFile):
        raise answer
    if answer is None:
        _log.warning("A file of %d bytes ended the process that read it.", len(data))
        raise UnreadableFile(TOO_MUCH)
    return answer


def packed(outcome: Table | UnreadableFile) -> bytes:
    """What became of a file, to be sent. Its rows, which may be many, go as JSON: four times as fast as pickles."""
    if isinstance(outcome, UnreadableFile):
        return pickle.dumps((outcome, ""))
    rows = json.dumps([(row.line, row.cells) for row in outcome.rows])
    return pickle.dumps((replace(outcome, rows=()), rows))


def _unpacked(answer: bytes) -> Table | UnreadableFile | None:
    outcome, rows = _Answers(io.BytesIO(answer)).load()
    if isinstance(outcome, Table):
        return replace(outcome, rows=tuple(Row(line, tuple(cells)) for line, cells in json.loads(rows)))
    return outcome if isinstance(outcome, UnreadableFile) else None


class _Readers:
    """The process that reads files, started when it is first needed and again should it have ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it now, so that the first file need not wait."""
        with self._lock:
            self._start()

    def hand(self, job: socket.socket) -> None:
        """Give it the other end of a job's socket."""
        with self._lock:
            try:
                socket.send_fds(self._start(), [b"+"], [job.fileno()])
            except OSError:
                self._end()
                socket.send_fds(self._start(), [b"+"], [job.fileno()])

    def close(self) -> None:
        """End it, with every file that it reads."""
        with self._lock:
            self._end()

    def _start(self) -> socket.socket:
        if self._door is None:
            self._door, theirs = socket.socketpair()
            path = os.pathsep.join(os.path.abspath(folder) for folder in sys.path)  # noqa: PTH100
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "dashboard.ingest.worker"],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={"PYTHONPATH": path, "PYTHONUTF8": "1"},  # none of our passwords
                    start_new_session=True,
                )
        return self._door

    def _end(self) -> None:
        if self._door and self._process:
            self._door.close()
            self._process.wait()
        self._door = self._process = None


_readers = _Readers()
start_reader = _readers.start
atexit.register(_readers.close)


def _ask(data: bytes, limits: Limits, sheet: str) -> socket.socket:
    """A socket from which the answer to one file can be read."""
    ours, theirs = socket.socketpair()
    ours.settimeout(SECONDS + 30)
    with theirs:
        _readers.hand(theirs)
    with suppress(OSError):  # what ended while it was read has no answer
        ours.sendall(pickle.dumps((limits, sheet, data)))
        ours.shutdown(socket.SHUT_WR)
    return ours


def _read(job: socket.socket, most: int) -> Table | UnreadableFile | None:
    """What was answered, or None where the process ended without an answer that may be read."""
    with job, job.makefile("rb") as answers:
        try:
            length = int.from_bytes(answers.read(LENGTH))
            if not 0 < length <= most:
                return None
            return _unpacked(answers.read(length))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None


class _Answers(pickle.Unpickler):
    """Reads values of ours alone: a process that met a hostile file is not believed to be honest."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that an answer may be made of.

        Raises:
            UnpicklingError: it may not.
        """
        if module == "datetime" and name in {"date", "time", "datetime"}:
            return {"date": date, "time": time, "datetime": datetime}[name]
        found = vars(sys.modules[module]).get(name) if module in sys.modules else None
        if module.startswith("dashboard.") and isinstance(found, type) and _is_of_answers(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_of_answers(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, (ActionMapError, Enum))
