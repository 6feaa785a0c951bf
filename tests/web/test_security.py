"""What the real server refuses, and what it tells browsers about every answer."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.web.serving import Site, fill, serving

NOT_SIGNED_IN = b'{"error":"Files can be uploaded by organisers who are signed in. Please sign in first."}'
FOREIGN = {"Origin": "https://elsewhere.example"}
EVERYWHERE = [
    "/",
    "/map",
    "/about",
    "/healthz",
    "/api/v1/campaigns",
    "/api/v1/campaigns/watching/map.json",
    "/api/v1/campaigns/nowhere/map.json",
    "/nothing.txt",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/static/js/nothing.js",
    "/assets/old/leaflet/leaflet.js",
    "/component/unknown/index.html",
    "/media/unknown.png",
    "//elsewhere.example/",
]


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[Site]:
    """A server as an operator runs it behind a proxy with TLS, below a path, without street tiles."""
    data_dir = tmp_path_factory.mktemp("proxied")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    fill(data_dir)
    settings = {
        "base_path": "/map",
        "behind_tls": "yes",
        "street_tiles": "forbidden",
        "allowed_origins": "https://map.example.org",
    }
    with serving(data_dir, **settings) as site:
        yield site


def policy(site: Site, path: str) -> dict[str, str]:
    written = site.http.get(path).headers["content-security-policy"]
    return dict(directive.split(" ", 1) for directive in written.split("; "))


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_rules(server: Site, path: str) -> None:
    headers = server.http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith(
        "geolocation=(self), clipboard-write=(self), fullscreen=(self), "
    )
    assert headers["referrer-policy"] in {"same-origin", "no-referrer", "strict-origin"}
    assert headers["content-security-policy"].startswith("default-src '")
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_a_page_may_load_from_our_host_alone_and_nobody_may_frame_it(server: Site) -> None:
    rules = policy(server, "/")
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["connect-src"] == f"'self' ws://{server.host} wss://{server.host}"
    foreign = [value for value in rules.values() if "http" in value or "*" in value]
    assert foreign == []
    assert server.http.get("/").headers["x-frame-options"] == "DENY"


def test_the_scripts_written_in_the_page_and_no_others_may_run(server: Site) -> None:
    page = server.http.get("/").text
    written = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in written]
    assert len(digests) > 0
    assert policy(server, "/")["script-src"].split() == [
        "'self'",
        *(f"'sha256-{digest}'" for digest in digests),
    ]


def test_the_frame_of_the_map_may_show_street_tiles_and_tells_their_host_only_our_name(server: Site) -> None:
    headers = server.http.get("/component/unknown/index.html").headers
    rules = policy(server, "/component/unknown/index.html")
    assert rules["img-src"] == "'self' data: https://tile.openstreetmap.org"
    assert rules["frame-ancestors"] == "'self'"
    assert (headers["x-frame-options"], headers["referrer-policy"]) == ("SAMEORIGIN", "strict-origin")


def test_where_street_tiles_are_forbidden_no_foreign_host_is_allowed_anywhere(proxied: Site) -> None:
    for path in ("/", "/component/unknown/index.html", "/api/v1/campaigns", "/static/js/nothing.js"):
        assert "openstreetmap" not in str(proxied.http.get(path).headers)
    assert policy(proxied, "/component/unknown/index.html")["img-src"] == "'self' data:"


def test_a_strange_host_name_does_not_get_into_the_policy(server: Site) -> None:
    answer = server.http.get("/", headers={"Host": "a.example; script-src *"})
    assert answer.headers["content-security-policy"].count("script-src") == 1
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/_stcore/metrics/", 404),
        ("GET", "/_stcore/%6Detrics", 404),
        ("GET", "//_stcore/metrics", 400),
        ("GET", "/_stcore/script-health-check", 404),
        ("GET", "/_stcore/agent/openapi.json", 404),
        ("POST", "/_stcore/agent/interact", 404),
        ("POST", "/_stcore/agent/mcp", 404),
        ("GET", "/_stcore/whatever-comes-next", 404),
        ("GET", "/auth/login", 404),
        ("GET", "/oauth2callback", 404),
        ("PUT", "/_stcore/upload_file/session/file", 403),
        ("DELETE", "/_stcore/upload_file/session/file", 403),
        ("OPTIONS", "/_stcore/upload_file/session/file", 403),
        ("POST", "/_stcore/upload_file", 404),
        ("POST", "/", 405),
    ],
)
def test_what_a_public_page_does_not_need_is_closed(
    server: Site, method: str, path: str, status: int
) -> None:
    answer = server.http.request(method, server.url + path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "python_info" not in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/sign-in?next=//[", {}, 200),
        ("/sign-in", {"Host": "[::1"}, 421),
        ("/", {"Host": "[x]"}, 421),
        ("/", {"X-Forwarded-For": "fe80::1%eth0"}, 200),
    ],
)
def test_half_an_address_is_no_failure_of_ours(
    server: Site, path: str, headers: dict[str, str], status: int
) -> None:
    assert server.http.get(path, headers=headers).status_code == status


def test_an_upload_is_refused_before_its_first_byte(server: Site) -> None:
    host, port = server.host.split(":")
    head = [
        "PUT /_stcore/upload_file/a/b HTTP/1.1",
        f"Host: {server.host}",
        "Content-Length: 10000000000",
    ]
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode())
        answer = HTTPResponse(line)
        answer.begin()
        assert (answer.status, answer.read()) == (403, NOT_SIGNED_IN)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "headers",
    [
        FOREIGN,
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://[x]:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_cannot_send_anything(server: Site, method: str, headers: dict[str, str]) -> None:
    answer = server.http.request(method, "/api/v1/campaigns", headers=headers)
    sentence = "This was sent from another site, and only our own pages may do this."
    assert (answer.status_code, answer.json()) == (403, {"error": sentence})
    assert server.http.request(method, "/api/v1/campaigns", headers={"Origin": server.url}).status_code == 405


def test_streamlit_grants_no_other_site_anything(server: Site) -> None:
    answer = server.http.get("/_stcore/health", headers=FOREIGN)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def knock(site: Site, path: str = "/_stcore/stream", **headers: str) -> int:
    """The status of a WebSocket handshake."""
    try:
        with connect(
            f"ws://{site.host}{path}", additional_headers=headers, subprotocols=[Subprotocol("streamlit")]
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_page_s_own_connection_is_opened_and_others_are_refused(server: Site) -> None:
    assert knock(server, Origin=server.url) == 101
    assert knock(server) == 101
    assert knock(server, Origin="https://elsewhere.example") == 403
    assert knock(server, Origin="null") == 403
    assert knock(server, Origin=f"{server.url}.elsewhere.example") == 403
    assert knock(server, Origin=f"https://elsewhere.example/{server.host}") == 403
    assert knock(server, "/anything", Origin=server.url) == 403


def test_an_operator_can_let_a_further_origin_in(proxied: Site) -> None:
    path = "/map/_stcore/stream"
    assert knock(proxied, path, Origin="https://map.example.org") == 101
    assert knock(proxied, path, Origin="https://map.example.org:443") == 101
    assert knock(proxied, path, Origin="http://map.example.org") == 403
    assert knock(proxied, path, Origin="https://elsewhere.example") == 403


def test_behind_tls_browsers_are_told_to_insist_on_it(proxied: Site) -> None:
    answer = proxied.http.get("/_stcore/health")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_everything_works_below_a_path(proxied: Site) -> None:
    root = proxied.url.removesuffix("/map")
    statuses = {
        path: proxied.http.get(root + path, follow_redirects=False).status_code
        for path in (
            "/map/",
            "/map/about",
            "/map/healthz",
            "/map/api/v1/campaigns",
            "/healthz",
            "/api/v1/campaigns",
        )
    }
    assert statuses == {
        "/map/": 200,
        "/map/about": 200,
        "/map/healthz": 200,
        "/map/api/v1/campaigns": 200,
        "/healthz": 200,
        "/api/v1/campaigns": 404,
    }
    assert proxied.http.get("/_stcore/metrics").status_code == 404
    assert proxied.http.put("/_stcore/upload_file/a/b").status_code == 403


@pytest.mark.parametrize(
    ("path", "target"), [("/", "/map/"), ("/map", "/map/"), ("/?campaign=x", "/map/?campaign=x")]
)
def test_the_bare_address_leads_to_the_path(proxied: Site, path: str, target: str) -> None:
    answer = proxied.http.get(proxied.url.removesuffix("/map") + path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, target)


def test_options_of_the_folder_it_is_started_in_change_nothing(server: Site) -> None:
    assert server.http.get("/_stcore/host-config").json()["allowedOrigins"] == []


def test_the_log_holds_no_visitor(server: Site) -> None:
    server.http.get("/about?campaign=secret-question", headers={"X-Forwarded-For": "203.0.113.9"})
    knock(server, Origin=server.url)
    knock(server, Origin="https://elsewhere.example")
    logged = server.log.read_text()
    assert [
        word for word in ("127.0.0.1", "203.0.113.9", "secret-question", "elsewhere") if word in logged
    ] == []


def asked_for_as(site: Site, host: str) -> tuple[int, bool]:
    """The status of the page under this name of the site, and whether it may be connected to."""
    try:
        port = int(site.host.rpartition(":")[2])
        opened = socket.create_connection(("127.0.0.1", port))
        with connect(f"ws://{host}/_stcore/stream", sock=opened, subprotocols=[Subprotocol("streamlit")]):
            pass
        is_open = True
    except InvalidStatus:
        is_open = False
    return site.http.get("/about", headers={"Host": host}).status_code, is_open


def test_the_site_goes_by_the_names_that_it_has(tmp_path: Path, gazetteer_dir: Path) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    names = {"public_url": "https://Map.example.org", "allowed_hosts": "two.example, https://three.example/"}
    with serving(tmp_path, **names, behind_tsl="yes") as site:
        assert "There is no setting ACTION_MAP_BEHIND_TSL." in site.log.read_text()
        ours = (
            "map.example.org",
            "MAP.example.org.:443",
            "two.example",
            "three.example:80",
            "localhost",
            "[::1]:8501",
        )
        assert [asked_for_as(site, host) for host in ours] == [(200, True)] * len(ours)
        others = ("evil.example", "map.example.org.evil.example", "198.51.100.7", "xmap.example.org")
        assert [asked_for_as(site, host) for host in others] == [(421, False)] * len(others)
        assert site.http.get("/healthz", headers={"Host": "198.51.100.7"}).status_code == 200


def test_a_server_for_this_machine_alone_is_asked_by_no_name_of_another(server: Site) -> None:
    assert asked_for_as(server, "evil.example") == (421, False)
