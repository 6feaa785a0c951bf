"""How geopy speaks HTTP for us: one request and no other, with an end to how long and how much it may answer.

geopy's own adapter follows redirects, which would be further requests, perhaps to another host, and reads for
as long as a server dribbles.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ssl import SSLError
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from dashboard.reasons import Reason, Value, why

_MOST_BYTES: Final = 2_000_000
_AT_ONCE: Final = 65_536


class OneRequest(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """An adapter for geopy's geocoders: one GET, no redirect, bounded in time and size."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        known = getproxies() if proxies is None else dict(proxies)
        opener = build_opener(ProxyHandler(known), _Http(), _Https(context=ssl_context), _NoRedirect())
        self._open = opener.open

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The answer as JSON; `GeocoderParseError` if it is none.

        An empty list says that nothing was found. Any other nothing says nothing, though geopy would take it
        for the same.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            raise GeocoderParseError(Reason("geocoder_no_json")) from None
        if not answer and not isinstance(answer, list):
            raise GeocoderParseError(Reason("geocoder_says_nothing"))
        return answer

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The answer as text, or one of geopy's exceptions with the reason for what went wrong."""
        deadline = time.monotonic() + timeout
        try:
            with self._open(Request(url, headers=dict(headers)), timeout=timeout) as page:  # noqa: S310  # checked
                return _decode(_read(page, deadline))
        except HTTPError as error:
            with error:
                sent = {name.lower(): value for name, value in error.headers.items()}
            message = f"HTTP {error.code}"
            raise AdapterHTTPError(message, status_code=error.code, headers=sent, text="") from None
        except TimeoutError:
            raise GeocoderTimedOut(Reason("geocoder_silent")) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut(Reason("connection_slow")) from None
            raise GeocoderUnavailable(Reason("connection_none", {"why": _why(error.reason)})) from None
        except (OSError, HTTPException) as error:
            if time.monotonic() >= deadline:
                raise GeocoderTimedOut(Reason("geocoder_silent")) from None
            raise GeocoderUnavailable(Reason("connection_broke", {"why": _why(error)})) from None


class _EndsInTime(HTTPConnection):
    """A connection that is over after its timeout. Python's own timeout begins anew with each byte."""

    def connect(self) -> None:
        """Connects, and lets the time run from here."""
        super().connect()
        end = threading.Timer(float(self.timeout or 0), _hang_up, (self.sock,))
        end.daemon = True
        end.start()


class _EndsInTimeToo(_EndsInTime, HTTPSConnection):
    """The same, encrypted."""


class _Http(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        """Opens it for so long as it may take."""
        return self.do_open(_EndsInTime, request)


class _Https(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        """Opens it for so long as it may take."""
        return self.do_open(_EndsInTimeToo, request, context=self._context)  # type: ignore[attr-defined]  # typeshed lacks _context


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        # Of the connection itself, encrypted or not: whoever reads from it finds its end.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_redirect: Any) -> None:
        """Never: the answer with the redirect is then raised as the failure that it is for us."""


def _read(page: HTTPResponse, deadline: float) -> bytes:
    parts, size = [], 0
    while part := page.read1(_AT_ONCE):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES:
            raise GeocoderServiceError(Reason("geocoder_endless"))
        if time.monotonic() > deadline:
            break
    if time.monotonic() > deadline:
        raise TimeoutError
    return b"".join(parts)


def _why(error: object) -> Value:
    """Why there is no connection, or none any more, without a word that came over it."""
    match error:
        case SSLError():  # its number is OpenSSL's, and means another thing to the system
            return Reason("connection_untrusted", {"why": (error.strerror or "").partition(" (")[0]})
        case ConnectionResetError():
            return Reason("connection_reset")
        case socket.gaierror():
            return Reason("host_unknown")
        case OSError():
            return why(error)
    return type(error).__name__


def _decode(data: bytes) -> str:
    """JSON travels as UTF-8, whatever a header says."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GeocoderParseError(Reason("geocoder_no_text")) from None
