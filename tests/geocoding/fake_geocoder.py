"""A geocoder on 127.0.0.1 that speaks Nominatim's and Photon's documented formats, and misbehaves when told.

Nothing here sleeps: a request that hangs is held until the server is closed.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER_AGENT = "Lanterns for Minsk (+https://lanterns.net/contact)"


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1_800_000_000.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.now += seconds


@dataclass(frozen=True)
class Known:
    """A place on the fake's map. ``kind`` is OpenStreetMap's key and value, ``size`` is in degrees."""

    name: str
    latitude: float
    longitude: float
    country_code: str = "gb"
    rest: str = "London, England, United Kingdom"
    kind: tuple[str, str] = ("amenity", "townhall")
    rank: int = 30
    layer: str = "house"
    size: float = 0.001

    def as_nominatim(self) -> dict[str, Any]:
        half = self.size / 2
        south, north, west, east = (
            self.latitude - half, self.latitude + half, self.longitude - half, self.longitude + half
        )  # fmt: skip
        return {
            "place_id": 1,
            "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
            "osm_type": "way",
            "osm_id": 2,
            "lat": str(self.latitude),
            "lon": str(self.longitude),
            "class": self.kind[0],
            "type": self.kind[1],
            "place_rank": self.rank,
            "importance": 0.4,
            "addresstype": self.kind[0],
            "name": self.name,
            "display_name": f"{self.name}, {self.rest}",
            "address": {"country_code": self.country_code},
            "boundingbox": [str(edge) for edge in (south, north, west, east)],
        }

    def as_photon(self) -> dict[str, Any]:
        half = self.size / 2
        west, north = self.longitude - half, self.latitude + half
        extent = [west, north, west + self.size, north - self.size]
        properties = {
            "osm_type": "W",
            "osm_id": 2,
            "osm_key": self.kind[0],
            "osm_value": self.kind[1],
            "type": self.layer,
            "countrycode": self.country_code.upper(),
            "name": self.name,
            "city": self.rest.split(",")[0],
            "extent": extent,
        }
        point = {"type": "Point", "coordinates": [self.longitude, self.latitude]}
        return {"type": "Feature", "geometry": point, "properties": properties}

    def as_opencage(self) -> dict[str, Any]:
        return {
            "formatted": f"{self.name}, {self.rest}",
            "geometry": {"lat": self.latitude, "lng": self.longitude},
        }


@dataclass(frozen=True)
class Asked:
    """One request as it arrived, with the fake's own time of arrival."""

    path: str
    query: str
    user_agent: str
    parameters: dict[str, list[str]]
    at: float
    others: int
    """How many other requests were being answered."""


Reply = tuple[int, dict[str, str], bytes]


class FakeGeocoder:
    """What it knows is in `places`, by a part of the question; `next` holds the next answers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.places: dict[str, list[Known]] = {}
        self.next: list[Callable[[], Reply]] = []
        self.asked: list[Asked] = []
        self.clock = clock
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.open_requests = 0
        self.url = ""

    @property
    def questions(self) -> list[str]:
        return [asked.query for asked in self.asked]

    def says(self, status: int = 200, body: bytes = b"[]", **headers: str) -> None:
        """Answers one further request with this."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.next.append(lambda: (status, named, body))

    def hangs(self) -> None:
        """Does not answer one further request."""

        def held() -> Reply:
            self.closing.wait()
            return 200, {}, b"[]"

        self.next.append(held)

    def answer(self, path: str, query: str) -> Reply:
        if self.next:
            return self.next.pop(0)()
        found = [place for part, places in self.places.items() if part in query for place in places]
        body: Any = [place.as_nominatim() for place in found]
        if path.endswith("/api"):
            body = {"type": "FeatureCollection", "features": [place.as_photon() for place in found]}
        elif path.endswith("/geocode/v1/json"):
            body = {
                "results": [place.as_opencage() for place in found],
                "status": {"code": 200, "message": "OK"},
            }
        return 200, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(body).encode()


@contextmanager
def running(clock: Callable[[], float] = time.monotonic) -> Iterator[FakeGeocoder]:
    """The fake, served until the block ends."""
    fake = FakeGeocoder(clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(fake: FakeGeocoder) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            given = parse_qs(parts.query)
            query = given.get("q", [""])[0]
            with fake.lock:
                fake.asked.append(
                    Asked(
                        parts.path, query, self.headers["User-Agent"], given, fake.clock(), fake.open_requests
                    )
                )
                fake.open_requests += 1
            try:
                status, headers, body = fake.answer(parts.path, query)
            finally:
                with fake.lock:
                    fake.open_requests -= 1
            self._reply(status, headers, body)

        def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
            try:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *_arguments: Any) -> None:
            return

    return Handler
