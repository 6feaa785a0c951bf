"""The server: Streamlit's application with our routes beside it and our rules in front of it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.starlette import App

from dashboard.config import Settings, unknown_settings
from dashboard.errors import SettingError
from dashboard.ingest import start_reader
from dashboard.maps import assets
from dashboard.reasons import Value, why
from dashboard.web import resources
from dashboard.web.account.signing_in import is_live, may_upload, signing_in_routes
from dashboard.web.downloads import download_routes
from dashboard.web.public import index_page
from dashboard.web.public.api import public_routes
from dashboard.web.public.documents import document_routes
from dashboard.web.public.documents.pages import open_routes
from dashboard.web.public.feeds import feed_routes
from dashboard.web.public.forms import public_form_routes
from dashboard.web.public.manners import manner_routes
from dashboard.web.public.previews import preview_routes
from dashboard.web.security import Security
from dashboard.web.serving import log, streamlit_options
from dashboard.web.serving.assets import Assets
from dashboard.web.serving.background import upkeep
from dashboard.web.serving.connections import Connection
from dashboard.web.serving.crowd import Crowd
from dashboard.web.serving.descriptors import descriptors, say_if_few
from dashboard.web.serving.error_page import sorry
from dashboard.web.serving.health import health
from dashboard.web.serving.idle_loops import use_idle_loops
from dashboard.web.serving.page_socket import PageSocket
from dashboard.web.serving.responses import Endpoint
from dashboard.web.serving.script_slots import use_slots

SCRIPT = Path(__file__).with_name("app.py")
_PING_SECONDS = 30
_BACKLOG = 2048
_MOST_BYTES_FROM_A_PAGE = 2_000_000
_TURN_SECONDS = 0.0005
"""After so long, whoever reads a large file leaves a visitor's answer its turn: ten times sooner than by default."""


def create_app() -> App:
    """The whole application for any ASGI server, by the settings of the environment."""
    settings = resources.settings()
    streamlit_options.apply_options(settings)
    streamlit_options.tell_theme_once()
    use_idle_loops()
    use_slots()
    log.tell_faults_once()
    return App(
        SCRIPT,
        routes=own_routes(settings),
        middleware=[
            Middleware(
                Security,
                settings=settings,
                index_page=index_page.template(),
                may_upload=may_upload,
                is_live=is_live,
            ),
            Middleware(Crowd, most_for_one=settings.max_open_per_address),
            own_files(settings, streamlit_options.FOLDERS),
        ],
        exception_handlers={Exception: sorry},
        lifespan=upkeep,
    )


def own_files(settings: Settings, framework: Mapping[str, Path]) -> Middleware:
    """Answers for our static files, and for the framework's in these folders."""
    return Middleware(
        Assets,
        base_path=settings.base_path,
        version=assets.VERSION,
        folders=assets.DIRECTORIES,
        joined=assets.JOINED,
        framework=framework,
    )


def own_routes(settings: Settings) -> list[BaseRoute]:
    """Every address of ours, in the order in which they are looked through."""
    return [
        *feed_routes(settings),
        *public_form_routes(settings),
        *document_routes(settings),
        *open_routes(settings),
        *signing_in_routes(settings),
        *download_routes(settings),
        *preview_routes(settings),
        *manner_routes(settings),
        *_routes(settings.base_path),
    ]


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until stopped, and tell the link once the page can be opened.

    Raises:
        SettingError: the address cannot be listened on.
    """
    descriptors()
    say_if_few()
    if unknown := unknown_settings():
        log.trouble(
            "settings",
            f"There is no setting {', '.join(unknown)}. docs/operator.md lists all that there are.",
        )
    listening = _listen(settings.address, settings.port)
    start_reader()
    sys.setswitchinterval(_TURN_SECONDS)
    server = _Server(uvicorn.Config(create_app(), **_options()))
    server.ready = ready
    port = listening[0].getsockname()[1]
    server.link = f"http://{_shown(settings.address)}:{port}{settings.base_path}/"
    with suppress(OSError):  # a full disk is no reason to show no map
        settings.port_file.write_text(str(port), "ascii")
    server.run(sockets=listening)


class _Server(uvicorn.Server):
    """A server that says where it can be reached as soon as it can."""

    link = ""
    ready: Callable[[str], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready(self.link)


def _options() -> dict[str, Any]:
    """What uvicorn is told. Streamlit expects its WebSocket pings to be these.

    The level keeps uvicorn from writing each visitor's address, and whoever sends nonsense from filling the log with
    a line each time; there is no access log either.
    """
    return {
        "access_log": False,
        "http": Connection,
        "log_level": "error",
        "server_header": False,
        "timeout_graceful_shutdown": 3,
        "ws": PageSocket,
        "ws_ping_interval": _PING_SECONDS,
        "ws_ping_timeout": _PING_SECONDS,
        "ws_max_size": _MOST_BYTES_FROM_A_PAGE,
        "ws_per_message_deflate": False,
    }


def _listen(address: str, port: int) -> list[socket.socket]:
    """Sockets for every address of this name: ``localhost`` has one in IPv4 and often another in IPv6."""
    try:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise SettingError("no_such_own_address", address=address) from error
    opened: list[socket.socket] = []
    refused: Value = ""
    for family, _, _, _, (host, _port, *_scope) in found:
        try:
            opened.append(socket.create_server((host, port), family=family, backlog=_BACKLOG))
        except OSError as error:
            refused = why(error)
        else:
            # Port 0 takes a free one; the second address then takes the same.
            port = opened[0].getsockname()[1]
    if not opened:
        raise SettingError("port_not_usable", port=str(port), why=refused, other=str(port + 1))
    return opened


def _shown(address: str) -> str:
    name = "localhost" if address in {"0.0.0.0", "::", ""} else address  # noqa: S104  # compared, not bound
    return f"[{name}]" if ":" in name else name


def _routes(base_path: str) -> list[BaseRoute]:
    routes = [
        Route(f"{base_path}/healthz", health),
        *public_routes(base_path),
        *index_page.page_routes(base_path),
    ]
    if base_path:
        # Whoever opens the bare address, and a health check that knows no base path, are helped on.
        to_base = _to_base(base_path)
        routes += [Route("/", to_base), Route(base_path, to_base), Route("/healthz", health)]
    return routes


def _to_base(base_path: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{base_path}/{query}", 307)

    return endpoint
