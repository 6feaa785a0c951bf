"""Static files from memory: each read and compressed once, named by version, and kept by browsers for a year.

It serves our own files, and in front of Streamlit also Streamlit's, which come uncompressed from there.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import anyio
import anyio.to_thread
from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.web.serving.responses import Body, answer, make_body, sentence

FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "public, no-cache"
_KEPT_BYTES = 48_000_000
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


def list_files(folders: Mapping[str, Path]) -> dict[str, tuple[Path, ...]]:
    """Every file below the folders by its URL path, such as ``leaflet/images/layers.png``.

    What is not in this list is not served, so no path can lead out of the folders.
    """
    return {
        f"{name}/{file.relative_to(folder).as_posix()}": (file,)
        for name, folder in folders.items()
        for file in folder.rglob("*")
        if file.is_file() and not _is_code(file.relative_to(folder).parts)
    }


def _is_code(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") or part == "__pycache__" or part.endswith(".py") for part in parts)


class Assets:
    """Answers below ``<base_path>/assets/`` and the framework's folders, and passes the rest on.

    A file of ours under the name of another version is served as well, but not kept: a page that was open
    during an update still finds what it asks for.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        base_path: str,
        version: str,
        folders: Mapping[str, Path],
        joined: Mapping[str, tuple[Path, ...]],
        framework: Mapping[str, Path],
    ) -> None:
        self._app = app
        self._version = version
        self._base, self._ours = f"{base_path}/", f"{base_path}/assets/"
        self._theirs = tuple(f"{base_path}/{name}/" for name in framework)
        self._files = {**list_files(folders), **joined}
        self._framework_files = list_files(framework)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, or pass on."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith((self._ours, *self._theirs)):
            await (await self._serve(Request(scope), path))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve(self, request: Request, path: str) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return sentence(405, "This address can only be read.")
        parts, keep = self._find(path)
        if parts is None:
            return sentence(404, "There is no file at this address.")
        body = await _body(parts)
        reply = answer(request, body, cache_control=FOR_A_YEAR if keep else ASK_EACH_TIME)
        # An embedded page is of no origin, and browsers ask leave for letters.
        if parts[0].suffix == ".woff2":
            reply.headers["Access-Control-Allow-Origin"] = "*"
        return reply

    def _find(self, path: str) -> tuple[tuple[Path, ...] | None, bool]:
        """The parts of the file, and whether its name changes when its content does."""
        if path.startswith(self._theirs):
            return self._framework_files.get(path.removeprefix(self._base)), True
        version, _, name = path.removeprefix(self._ours).partition("/")
        return self._files.get(name), version == self._version


_threads: Final = anyio.CapacityLimiter(4)
"""Of their own: a file never waits for those who wait for the database."""
_bodies: LRUCache[tuple[Path, ...], Body] = LRUCache(_KEPT_BYTES, getsizeof=len)
_changing = threading.Condition()


async def _body(parts: tuple[Path, ...]) -> Body:
    with _changing:
        body = _bodies.get(parts)
    if body is None:
        body = await anyio.to_thread.run_sync(_read, parts, limiter=_threads)
    return body


@cached(_bodies, key=lambda parts: parts, condition=_changing)
def _read(parts: tuple[Path, ...]) -> Body:
    kind = _TYPES.get(parts[0].suffix.lower()) or mimetypes.guess_type(parts[0].name)[0]
    raw = b"\n".join(part.read_bytes() for part in parts)
    return make_body(raw, kind or "application/octet-stream", level=9)
