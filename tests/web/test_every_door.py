"""Whatever anybody writes into any address or form of any route: a sentence comes back, and nothing breaks."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from gzip import decompress
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from string import punctuation
from urllib.parse import quote, unquote_to_bytes

import pytest
from starlette.routing import Route

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, OPERATOR, Role
from dashboard.config import Settings
from dashboard.storage import Store
from dashboard.web.server import own_routes
from tests.web.actions import CAMPAIGN
from tests.web.serving import Site, fill, serving

VALUES = (
    "",
    "0",
    "-1",
    "999999999999",
    "9" * 19,
    "9" * 5_000,
    "1e400",
    "NaN",
    "٣",
    "²",
    "0001-01-01",
    "9999-12-31",
    "2018-02-30",
    "2018-04-07T25:61",
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "%C3%28",
    "%u0041",
    "%",
    "..%2F..%2Fetc%2Fpasswd",
    "%E2%80%AE%F0%9F%8F%B4%F3%A0%81%A7",
    "{{7*191}}${7*191}%25s%25n",
    "x" * 3_900,
    "%F0%9F%98%80" * 300,
    "';DROP%20TABLE%20campaigns;--",
    "%3Cscript%3E",
    "%0D%0ASet-Cookie:%20a=b",
    "//[",
)
NAMES = (
    "campaign", "city", "since", "until", "country", "status", "page", "look", "instance", "next", "q", "lang",
    "about", "sent", "show", "section", "action", "error", "done", "state", "code", "iss", "error_description",
)  # fmt: skip
FIELDS = (
    "title", "day", "starts", "ends", "venue", "address", "city", "region", "country", "organiser", "link",
    "description", "expected_people", "language", "contact", "about", "wrong", "email", "password", "code", "name",
    "old", "new", "session", "secret", "person", "role", "trusted", "do", "next", "campaign",
)  # fmt: skip
HEADERS = (
    "Host", "Cookie", "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "If-Range",
    "Range", "Content-Type", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Proto", "Sec-Fetch-Site", "Forwarded",
    "User-Agent", "Upgrade", "Expect", "Authorization", "Connection", "X-HTTP-Method-Override",
)  # fmt: skip
LONG = (
    b",", b";", b"a;q=0.5,", b"en-", b"a=b;", b'"a",', b"bytes=0-1,", b"0-,", b"[", b"[::1", b"\xff", b"1.1.1.1,",
)  # fmt: skip
"""Each again and again in a header as long as we take."""
PAGES = (
    "/", "/c/watching", "/c/watching/map", "/api/v1/campaigns/watching/map.json", "/c/watching/actions.ics", "/people",
    "/c/watching/card.png", "/sign-in", "/account", "/healthz", "/_stcore/health", "/media/x", "/static/x", "/nothing",
)  # fmt: skip
DEEDS = ("invite", "role", "trust", "end", "sign-out")
FRAMEWORK = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/{a}/{b}",
    "/_stcore/bidi-components/{a}",
    "/media/{a}",
    "/component/{a}/{b}",
    "/static/{a}",
    "/assets/{a}/{b}",
)
PASSWORD = "A long password of nobody"
MOST_OF_AN_ADDRESS = 60_000
ODD_BODIES = (b"", b"&&&==", b"a=%zz&a=1&a=2", b"\xff\xfe\x00", b"=" * 20_000, b"x=1&" * 4_000, b"a" * 30_000)


def paths() -> list[tuple[str, frozenset[str]]]:
    """Every address with its methods: ours by their routes, and those of the framework that we let through."""
    settings = Settings()
    ours = [
        (re.sub(r":[a-z]+}", "}", route.path), frozenset(route.methods or ()))
        for route in own_routes(settings)
        if isinstance(route, Route)
    ]
    return [*ours, *((path, frozenset({"GET", "PUT", "DELETE"})) for path in FRAMEWORK)]


def filled(path: str, value: str) -> list[str]:
    """The address with this value for each of its parts but the campaign's, and for all of them."""
    known = path.replace("{slug}", CAMPAIGN.slug).replace("{extension}", "ics")
    return [*dict.fromkeys(re.sub(r"{[a-z_]+}", lambda _part: value, one) for one in (known, path))]


@pytest.fixture
def site(url: str, tmp_path: Path, gazetteer_dir: Path) -> Iterator[Site]:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path, database=url)
    with serving(tmp_path, database_url=url) as site:
        yield site


def queries(value: str) -> Iterator[str]:
    """Every name with this value, some of them twice; long ones a few at a time, which an address has room for."""
    names = (*NAMES, "city", "since", "lang")
    most = max(1, MOST_OF_AN_ADDRESS // (len(value) + 20))
    for first in range(0, len(names), most):
        yield "&".join(f"{name}={value}" for name in names[first : first + most])


def requests() -> Iterator[tuple[str, str, bytes]]:
    """Each door with each value in everything that it reads: method, address, body."""
    for path, methods in paths():
        for value in VALUES:
            known, *others = filled(path, value)
            for query in queries(value):
                yield "GET", f"{known}?{query}", b""
            for address in others:  # of a campaign that is not there, no more is read
                yield "GET", f"{address}?{next(queries(value))}", b""
            if "POST" in methods:
                fields = "&".join(f"{name}={value}" for name in FIELDS)
                for deed in DEEDS if "people" in path else (value,):
                    yield "POST", filled(path, value)[0], f"do={deed}&role=organiser&{fields}".encode()
        for body in ODD_BODIES if "POST" in methods else ():
            yield "POST", filled(path, CAMPAIGN.slug)[0], body


def signed_up(site: Site, url: str) -> str:
    """The cookie of an administrator, who gets further than anybody else."""
    store = Store.open(url, key_file=site.data_dir / "secret.key")
    token = accounts.invite(store, OPERATOR, "ada@example.org", EVERYWHERE, Role.ADMINISTRATOR)
    store.close()
    answer = site.http.post(f"/invitation/{token}", data={"name": "Ada", "password": PASSWORD})
    assert answer.status_code == 303
    return f"session={answer.cookies['session']}"


def answered(
    line: HTTPConnection, method: str, address: str, body: bytes, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Status and body. By the plain library: a client that knows more takes as long as the server itself."""
    address = quote(address, safe=punctuation)
    try:
        line.request(method, address, body, headers)
        answer = line.getresponse()
    except ConnectionError:  # closed since the request before, or else it breaks again
        line.close()
        line.request(method, address, body, headers)
        answer = line.getresponse()
    content = answer.read()
    return answer.status, decompress(content) if answer.headers["Content-Encoding"] == "gzip" else content


@pytest.mark.parametrize(
    ("url", "is_signed_in"),
    [("sqlite", False), ("postgresql", True)],
    ids=["anybody-sqlite", "an administrator-postgresql"],
    indirect=["url"],
)
def test_no_door_breaks_whatever_comes_in(site: Site, url: str, *, is_signed_in: bool) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "Origin": site.url}
    headers |= {"Accept-Encoding": "gzip"} | ({"Cookie": signed_up(site, url)} if is_signed_in else {})
    broken = []
    with closing(HTTPConnection(site.host, timeout=60)) as line:
        for number, (method, address, body) in enumerate(requests()):
            if address == "/sign-out":
                continue
            # Each comes from somebody else: what is limited for an address is not what is tried here.
            visitor = {"X-Forwarded-For": f"198.18.{number // 250 % 250}.{number % 250}"}
            status, text = answered(line, method, address, body, headers | visitor)
            if status >= 500 or b"Traceback" in text:
                broken.append(f"{method} {address[:120]} {body[:60]!r}: {status}")
    assert broken == []
    assert [
        said for said in site.log.read_text().splitlines() if "Traceback" in said or "Error" in said
    ] == []


def heads() -> Iterator[bytes]:
    """Requests with each value in each header, at one door after the other."""
    values = [re.sub(rb"[\r\n]", b"", unquote_to_bytes(value))[:3_900] for value in VALUES]
    values += [piece * (50_000 // len(piece)) + b"x" for piece in LONG]
    doors = cycle(PAGES)
    for name in HEADERS:
        for value in values:
            said = b"session=%b; preview=%b" % (value, value[:9_000]) if name == "Cookie" else value
            host = b"" if name == "Host" else b"Host: localhost\r\n"
            head = b"GET %b HTTP/1.1\r\n%bConnection: close\r\n" % (next(doors).encode(), host)
            yield head + name.encode() + b": " + said + b"\r\n\r\n"


def test_no_header_breaks_a_door_or_fills_the_log(site: Site) -> None:
    before, broken = site.log.read_text(), []
    for head in heads():
        with socket.create_connection(("127.0.0.1", int(site.host.rpartition(":")[2])), timeout=60) as line:
            line.sendall(head)
            answer = b"".join(iter(partial(line.recv, 65_536), b""))
        if not re.match(rb"HTTP/1.1 [1-4]", answer) or b"Traceback" in answer:
            broken.append((head[:120], answer[:60]))
    assert broken == []
    assert site.log.read_text() == before
