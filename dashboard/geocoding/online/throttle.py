"""When a service may be asked: one request at a time, and one a second, for the whole installation.

It is not asked at all while it wants to be left alone, seems broken, or has refused us.
A turn lasts until the answer is there and a second longer, so that two requests are never less than a second
apart however slowly a process is scheduled. A process that dies in its turn loses it after `LEASE_SECONDS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

from dashboard.errors import GeocoderClosed, GeocoderUnavailable
from dashboard.geocoding.online.ledger import Ledger

TIMEOUT_SECONDS: Final = 10.0
LEASE_SECONDS: Final = 3 * TIMEOUT_SECONDS
INTERVAL_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 120.0
"""How long to wait for a turn before giving up: others are asking."""

MOST_FAILURES: Final = 3
CLOSED_SECONDS: Final = 600.0
"""After so many failures in a row a service is left alone for so long, and then tried once."""


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
        raise GeocoderClosed("geocoder_refused", why=reason)
    if seconds > 0:
        code, number = _spoken(seconds)
        raise GeocoderClosed(code, n=number, why=reason)


def _wait(ledger: Ledger, holder: str, sleep: Callable[[float], None], interval: float) -> None:
    waited = 0.0
    while (wait := ledger.take_turn(holder, LEASE_SECONDS)) > 0:
        if waited > PATIENCE_SECONDS:
            raise GeocoderUnavailable("geocoder_busy")
        nap = min(wait, interval)
        sleep(nap)
        waited += nap


def _spoken(seconds: float) -> tuple[str, int]:
    """How long a pause is, in the unit in which people would say it."""
    if seconds < 90:
        return "geocoder_pause_seconds", math.ceil(seconds)
    minutes = math.ceil(seconds / 60)
    if minutes < 120:
        return "geocoder_pause_minutes", minutes
    return "geocoder_pause_hours", math.ceil(minutes / 60)
