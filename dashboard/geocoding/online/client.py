"""Below the city, when an operator asks for it: any geocoder that geopy knows, asked politely and remembered.

``None`` means that the service knows no such place. An exception means that it could not be asked; nothing is
remembered then but that it failed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.exc import GeocoderUnavailable as GeocoderUnavailableError

from dashboard.errors import GeocoderUnavailable, SettingError
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.online import cache, throttle
from dashboard.geocoding.online.formats import FORMATS, UNKNOWN, Found, read_location
from dashboard.geocoding.online.ledger import Ledger
from dashboard.geocoding.online.services import Service, make_service
from dashboard.reasons import Reason

_LONGEST_QUERY: Final = 300
_PAUSE_SECONDS: Final = 60.0
"""How long to wait where a service asks for a pause and does not say how long."""

_LONGEST_PAUSE: Final = 30 * 86_400.0
_MEANINGS: Final = {
    401: "geocoder_refuses_key",
    402: "geocoder_quota_used",
    403: "geocoder_refuses_us",
    407: "proxy_refuses_us",
    429: "geocoder_wants_pause",
}
_KINDS: Final = {
    GeocoderTimedOut: "geocoder_silent",
    GeocoderUnavailableError: "geocoder_out_of_order",
    GeocoderParseError: "geocoder_undocumented",
    GeopyError: "geocoder_puzzled",
}
"""What geopy's own exceptions mean, the first that fits; those of our adapter hold a reason."""

_GARBAGE: Final = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What geopy's readers and ours raise about an answer that is not what its service documents."""


def open_online(
    name: str,
    ledger: Ledger,
    gazetteer: Gazetteer,
    *,
    url: str,
    user_agent: str,
    key: str,
    credit: str,
    sleep: Callable[[float], None] = time.sleep,
) -> Online:
    """The online geocoder of the settings. ``credit`` is whom its data is owed to, where we do not know it.

    None of the settings has a default here, so that neither door forgets one.

    Raises:
        SettingError: none is switched on (the name is empty), or a setting cannot be used and is named.
    """
    if not name:
        raise SettingError("geocoder_off")
    service = make_service(
        name, url=url, user_agent=user_agent, key=key, seconds=throttle.TIMEOUT_SECONDS
    )  # fmt: skip
    return Online(service, ledger, gazetteer, credit=credit, sleep=sleep)


class Online:
    """One service, asked at most once a second by all processes that share the ledger."""

    def __init__(
        self,
        service: Service,
        ledger: Ledger,
        gazetteer: Gazetteer,
        *,
        credit: str = "",
        sleep: Callable[[float], None] = time.sleep,
        interval: float = throttle.INTERVAL_SECONDS,
    ) -> None:
        self.gazetteer = gazetteer
        self.format = FORMATS.get(service.name, UNKNOWN)
        self.name = service.name
        self.credit = credit or self.format.credit or type(service.geocoder).__name__
        self._service = service
        self._ledger = ledger
        self._sleep = sleep
        self._interval = interval

    def knows(self, query: str) -> bool:
        """Whether `find` would answer without asking anybody."""
        return self._recall(query) is not None

    def find(self, query: str) -> tuple[Found, ...] | None:
        """Where the service says a place is, best first; ``None`` if it knows no such place.

        Raises:
            GeocoderClosed: it must not be asked for now, or ever until an operator acts.
            GeocoderUnavailable: it could not be asked, or answered with something that is no answer.
        """
        found = self._recall(query)
        if found is None:
            with throttle.turn(
                self._ledger, self._service.identity, sleep=self._sleep, interval=self._interval
            ):
                found = self._recall(query)  # another may have asked while we waited
                if found is None:
                    found = self._ask(query)
        return found or None

    def resume(self) -> None:
        """Asks the service again after it refused us: an operator's decision."""
        self._ledger.resume(self._service.identity)

    def _recall(self, query: str) -> tuple[Found, ...] | None:
        kept = self._ledger.recall(self._service.identity, cache.digest(query))
        return None if kept is None else cache.from_json(kept)

    def _ask(self, query: str) -> tuple[Found, ...]:
        try:
            located = self._service.geocoder.geocode(
                query[:_LONGEST_QUERY], exactly_one=False, **self.format.options
            )  # fmt: skip
            found = tuple(read_location(location, self.format) for location in located or ())
        except (GeopyError, *_GARBAGE) as error:
            raise self._failed(error) from error
        self._ledger.succeeded(self._service.identity)
        places, seconds = [*map(asdict, found)], cache.FOUND_SECONDS if found else cache.NOT_FOUND_SECONDS
        self._ledger.remember(self._service.identity, cache.digest(query), places, seconds=seconds)
        return found

    def _failed(self, error: Exception) -> GeocoderUnavailable:
        """Writes down what a failure means for everybody, and gives the reason."""
        identity, ledger = self._service.identity, self._ledger
        reason = _reason(error)
        if isinstance(error, GeocoderInsufficientPrivileges | GeocoderAuthenticationFailure):
            ledger.stop(identity, reason)
        elif (seconds := _pause_of(error)) is not None:
            ledger.pause(identity, reason, seconds=seconds)
        else:
            ledger.failed(identity, reason, most=throttle.MOST_FAILURES, seconds=throttle.CLOSED_SECONDS)
        return GeocoderUnavailable("geocoder_away", why=reason)


def _pause_of(error: Exception) -> float | None:
    """For how many seconds the service wants to be left alone; ``None`` if it did not say so."""
    response = _response(error)
    if response is None:
        return None
    asked = _retry_after(response.headers)
    if asked is not None:
        return min(max(asked, throttle.INTERVAL_SECONDS), _LONGEST_PAUSE)
    return _PAUSE_SECONDS if response.status_code in {402, 429} else None


def _retry_after(headers: Any) -> float | None:
    try:
        seconds: float | None = get_retry_after(headers)
    except (ValueError, OverflowError):
        return None
    return seconds


def _response(error: BaseException | None) -> Any:
    """The HTTP failure behind an exception, if there is one."""
    while error is not None and not isinstance(error, AdapterHTTPError):
        error = error.__cause__ or error.__context__
    return error


def _reason(error: Exception) -> Reason:
    """What went wrong, without what was asked and without the service's own words."""
    response = _response(error)
    if response is not None:
        status = response.status_code
        return Reason(_MEANINGS.get(status, "geocoder_answered"), {"status": str(status)})
    if error.args and isinstance(error.args[0], Reason):
        return error.args[0]
    kinds = (code for kind, code in _KINDS.items() if isinstance(error, kind))
    return Reason(next(kinds, "geocoder_undocumented"))
