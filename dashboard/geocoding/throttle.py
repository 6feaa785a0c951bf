"""When a service may be asked: one request at a time and one a second for the whole installation, and not at
all while it wants to be left alone, seems broken, or has refused us.

A turn lasts until the answer is there and a second longer, so that two requests are never less than a second
apart however slowly a process is scheduled. A process that dies in its turn loses it after `LEASE_SECONDS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol
from uuid import uuid4

from dashboard.errors import GeocoderClosed, GeocoderUnavailable

TIMEOUT_SECONDS: Final = 10.0
LEASE_SECONDS: Final = 3 * TIMEOUT_SECONDS
INTERVAL_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 120.0
"""How long to wait for a turn before giving up: others are asking."""

MOST_FAILURES: Final = 3
CLOSED_SECONDS: Final = 600.0
"""After so many failures in a row a service is left alone for so long, and then tried once."""


class Ledger(Protocol):
    """What is shared by all processes: see `dashboard.storage.GeocoderLedger`, which keeps it in the database."""

    def take_turn(self, holder: str, seconds: float) -> float: ...
    def end_turn(self, holder: str, pause: float) -> None: ...
    def closed(self, service: str) -> tuple[float, str]: ...
    def succeeded(self, service: str) -> None: ...
    def failed(self, service: str, reason: str, *, most: int, seconds: float) -> int: ...
    def pause(self, service: str, reason: str, *, seconds: float) -> None: ...
    def stop(self, service: str, reason: str) -> None: ...
    def resume(self, service: str) -> None: ...
    def recall(self, service: str, query: str) -> list[dict[str, Any]] | None: ...
    def remember(
        self, service: str, query: str, places: Sequence[Mapping[str, Any]], *, seconds: float
    ) -> None: ...


@contextmanager
def turn(
    ledger: Ledger, service: str, *, sleep: Callable[[float], None], interval: float = INTERVAL_SECONDS
) -> Iterator[None]:
    """Waits until a request may be sent, and lets the next one wait in its turn.

    Raises:
        GeocoderClosed: no request may be sent for now.
        GeocoderUnavailable: others kept the turn for too long.
    """
    check_open(ledger, service)
    holder = uuid4().hex
    _wait(ledger, holder, sleep, interval)
    try:
        check_open(ledger, service)  # what happened while we waited
        yield
    finally:
        ledger.end_turn(holder, interval)


def check_open(ledger: Ledger, service: str) -> None:
    """Returns if the service may be asked.

    Raises:
        GeocoderClosed: it may not, and the message says until when.
    """
    seconds, reason = ledger.closed(service)
    if math.isinf(seconds):
        raise GeocoderClosed(
            f"The geocoder refused us and is not asked again until you act: {reason}. Read its terms of use and put "
            "right what is wrong; then run “action-map sharpen” with --resume."
        )
    if seconds > 0:
        raise GeocoderClosed(f"The geocoder is left alone for another {_spoken(seconds)}: {reason}.")


def _wait(ledger: Ledger, holder: str, sleep: Callable[[float], None], interval: float) -> None:
    waited = 0.0
    while (wait := ledger.take_turn(holder, LEASE_SECONDS)) > 0:
        if waited > PATIENCE_SECONDS:
            raise GeocoderUnavailable("The geocoder is busy with other questions of this installation.")
        nap = min(wait, interval)
        sleep(nap)
        waited += nap


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{math.ceil(seconds)} seconds"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{math.ceil(minutes / 60)} hours"
