"""In front of everything, Streamlit's own addresses and WebSocket included: refusals and headers.

Streamlit opens more than our pages need: an upload for anybody, figures about the process, an interface
for programs. Only what the page needs is let through. A foreign Origin is refused here, before Streamlit asks
the network for this machine's addresses to decide the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.config import Settings
from dashboard.web import policies, seeing
from dashboard.web.cookies import cookie_name
from dashboard.web.seeing import Visitor
from dashboard.web.serving.live_sessions import IsLive, LiveSessions
from dashboard.web.serving.responses import sentence, takes_gzip
from dashboard.web.serving.uploads import PATH as UPLOAD
from dashboard.web.serving.uploads import MayUpload, Uploads

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_DEFAULT_PORTS = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}
_OPEN_IN_CORE = ("health", "host-config", "stream", "bidi-components/", "upload_file/")
"""What pages need below ``/_stcore/``. Everything else there is closed, whatever a later version adds. Uploads have a
door of their own: see `dashboard.web.serving.uploads`."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_FOR_MACHINES = frozenset({"healthz"})
"""What is asked for by whoever looks after the machine, under whatever name; it says nothing about anybody."""
_CLOSED = ("auth/", "oauth2callback")


class Security:
    """Middleware: refusals first, then the headers that an answer does not set itself.

    A route that may be framed elsewhere, such as an embedded map, sends its own Content-Security-Policy:
    then no frame rule is added.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        index_page: str,
        may_upload: MayUpload = lambda _token: False,
        is_live: IsLive = lambda _token: False,
    ) -> None:
        self._app = app
        self._settings = settings
        self._pages = LiveSessions(app, cookie=cookie_name(settings), is_live=is_live)
        self._uploads = Uploads(app, settings=settings, may_upload=may_upload)
        self._base = settings.base_path
        self._origins = frozenset(_normal(origin) for origin in settings.allowed_origins)
        self._behind_tls = settings.behind_tls
        self._hosts = _hosts(settings)
        hashes = policies.hashes(index_page)
        common = policies.common(settings)
        self._component = common | policies.for_components(settings)
        self._data = common | policies.for_data()
        self._script = common | policies.for_scripts()
        self._page = lru_cache(256)(lambda host: common | policies.for_pages(hashes, host))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with headers."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        path = self._below_base(scope["path"])
        send = self._with_headers(send, self._policy(path, headers.get("host", "")))
        refusal = self._refusal(scope["method"], path, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif path is not None and path.startswith(UPLOAD):
            await self._uploads(_to_pass_on(scope, headers), receive, send)
        else:
            with seeing.visited_by(headers, self._settings) as visitor:
                # Streamlit answers a foreign Origin only after looking up our addresses on the network.
                await self._app(_to_pass_on(scope, headers), receive, _as_seen(send, visitor))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        is_ours = self._below_base(scope["path"]) == "_stcore/stream" and self._is_known(headers)
        if not is_ours or not self._is_welcome(headers):
            # Before the handshake is accepted, this is an HTTP answer 403.
            await send({"type": "websocket.close", "code": 1008})
            return
        own = f"http://{headers['host']}" if "origin" in headers else ""
        await self._pages(_replaced(scope, {b"origin": own}), receive, send)

    def _refusal(self, method: str, path: str | None, headers: Headers) -> Response | None:
        if path not in _FOR_MACHINES and not self._is_known(headers):
            return sentence(
                421, "This site has another address. Whoever runs it can allow this one: ALLOWED_HOSTS."
            )
        if path is None:
            return None
        if _is_closed(path):
            return sentence(404, "There is nothing at this address.")
        if method not in READING and not self._is_welcome(headers):
            return sentence(403, "This was sent from another site, and only our own pages may do this.")
        return None

    def _is_welcome(self, headers: Headers) -> bool:
        """Whether the request comes from our own pages, or from no browser's page at all."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
        return _normal(origin) in self._origins or _is_same_host(origin, headers.get("host", ""))

    def _is_known(self, headers: Headers) -> bool:
        """Whether the site goes by the name that it is asked for by; a page elsewhere could make up another."""
        host = headers.get("host", "")
        return bool(_normal(f"http://{host}")) and (not self._hosts or _name(host) in self._hosts)

    def _below_base(self, path: str) -> str | None:
        """The path below the base path, without its first slash; None outside of it."""
        if path == self._base:
            return ""
        return path.removeprefix(f"{self._base}/") if path.startswith(f"{self._base}/") else None

    def _policy(self, path: str | None, host: str) -> dict[str, str]:
        path = path or ""
        if path.startswith(("component/", "_stcore/bidi-components/")):
            return self._component
        if path.startswith(("static/", "assets/")):
            return self._script
        return self._data if path.startswith(("api/", "healthz", "media/")) else self._page(host)

    def _with_headers(self, send: Send, policy: dict[str, str]) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own_frame_rule = "content-security-policy" in headers
                for name, value in policy.items():
                    if not (own_frame_rule and name == "X-Frame-Options"):
                        headers.setdefault(name, value)
                if "vary" in headers:  # the framework adds what we have said already
                    named = (one.strip() for one in headers["vary"].split(","))
                    headers["vary"] = ", ".join(dict.fromkeys(named))
                if self._behind_tls:
                    message["headers"] = [_secure(pair) for pair in message["headers"]]
            await send(message)

        return sending


def _hosts(settings: Settings) -> frozenset[str]:
    """The names that the site goes by; none if it may go by any."""
    named = filter(None, (settings.public_url, *settings.allowed_origins, *settings.allowed_hosts))
    given = [_name(urlsplit(one if "://" in one else f"//{one}").netloc) for one in named]
    is_local = not settings.behind_tls and _name(settings.address) in _LOCAL
    return (
        frozenset([*given, *_LOCAL])
        if settings.public_url or settings.allowed_hosts or is_local
        else frozenset()
    )


def _name(host: str) -> str:
    """A host without its port, in lower case: that of ``[::1]:8501`` is ``::1``."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return (name if name.count(":") > 1 else name.partition(":")[0]).removesuffix(".")


def _as_seen(send: Send, visitor: Visitor) -> Send:
    """What was seen decides who may keep an answer: nobody one with a draft in it.

    And no search engine is to list what shows something of a campaign that our own lists do not show.
    """

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if visitor.saw_draft:
                headers["Cache-Control"] = "no-store"
            if visitor.saw_unlisted:
                headers["X-Robots-Tag"] = "noindex"
        await send(message)

    return sending


def _is_closed(path: str) -> bool:
    if path.startswith("_stcore/"):
        return not path.removeprefix("_stcore/").startswith(_OPEN_IN_CORE)
    return path.startswith(_CLOSED)


def _normal(origin: str) -> str:
    """An origin in one spelling: lower case, without the port that its scheme implies; empty for what is none."""
    try:
        parts = urlsplit(origin.strip().lower().rstrip("/"))
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme, ''))}"


def _is_same_host(origin: str, host: str) -> bool:
    scheme = origin.partition("://")[0].lower()
    own = _normal(f"{scheme}://{host}") if host else ""
    return bool(own) and _normal(origin) == own


def _to_pass_on(scope: Scope, headers: Headers) -> Scope:
    """The request without its origin, and with the one encoding that it takes, as all behind it look for the word."""
    encoding = "gzip" if takes_gzip(",".join(headers.getlist("accept-encoding"))) else ""
    return _replaced(scope, {b"origin": "", b"accept-encoding": encoding})


def _replaced(scope: Scope, new: Mapping[bytes, str]) -> Scope:
    """The request with these headers in place of its own of these names; it loses those that are empty."""
    kept = (pair for pair in scope["headers"] if pair[0] not in new)
    added = ((name, value.encode("latin-1")) for name, value in new.items() if value)
    return {**scope, "headers": [*kept, *added]}


def _secure(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = pair
    is_open = name.lower() == b"set-cookie" and b"secure" not in value.lower()
    return (name, value + b"; Secure") if is_open else pair
