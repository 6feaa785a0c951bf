"""Waiting for what comes by itself, and leaving the processor meanwhile to whatever brings it."""

from __future__ import annotations

import time
from collections.abc import Callable

_BETWEEN_LOOKS_SECONDS = 0.02


def until(happens: Callable[[], bool], what: str = "", *, seconds: float = 60) -> None:
    """Looks again and again until it happens; ``what`` is said of it if it does not within the time."""
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, what
        time.sleep(_BETWEEN_LOOKS_SECONDS)
