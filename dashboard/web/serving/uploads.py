"""The one door for files: open to whoever may upload somewhere, before a byte is read, and no wider than a setting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.config import Settings
from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, preferred, say, speech
from dashboard.web.account import session
from dashboard.web.cookies import cookie_in, cookie_name
from dashboard.web.serving import log
from dashboard.web.serving.responses import sentence

PATH = "_stcore/upload_file/"
_METHODS = frozenset({"PUT", "DELETE"})
_FRAMING_BYTES = 64_000
"""What a form writes around the file it carries."""

MayUpload = Callable[[str], bool]
"""Whether the session of a token is of somebody who may upload. Asks the database."""


class _TooLarge(Exception):
    """More came than was announced."""


class Uploads:
    """Passes files on to Streamlit, which keeps them in memory for the page that asked for them.

    What kind of file it is, is seen when it is read: names and types that a browser sends prove nothing.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, may_upload: MayUpload) -> None:
        self._app = app
        self._cookie = cookie_name(settings)
        self._most = settings.max_file_bytes
        self._may_upload = may_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or passes on what comes until it is too much."""
        headers = Headers(scope=scope)
        status, words = await self._refusal(scope["method"], headers)
        if not status:
            try:
                await self._app(scope, self._counted(receive), send)
            except _TooLarge:
                status, words = 413, self._too_large(headers)
        if status:
            await sentence(status, words)(scope, receive, send)

    async def _refusal(self, method: str, headers: Headers) -> tuple[int, str]:
        speaks = speech(preferred(headers.get("accept-language", "")))
        if method not in _METHODS:
            return 403, speaks.text("Files cannot be uploaded here.")
        try:
            allowed = await session.aside(partial(self._may_upload, cookie_in(headers, self._cookie)))
        except ActionMapError as error:
            log.trouble("accounts", say(ENGLISH, error))
            return 503, speaks.text("The data cannot be reached just now. Please try again in a minute.")
        if not allowed:
            return 403, speaks.text(
                "Files can be uploaded by organisers who are signed in. Please sign in first."
            )
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self._most + _FRAMING_BYTES:
            return 413, self._too_large(headers)
        return 0, ""

    def _counted(self, receive: Receive) -> Receive:
        received = 0

        async def receiving() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most + _FRAMING_BYTES:
                raise _TooLarge
            return message

        return receiving

    def _too_large(self, headers: Headers) -> str:
        speaks = speech(preferred(headers.get("accept-language", "")))
        return speaks.text(
            "This file is too large: {most} MB are the most. Divide it, or ask whoever runs this map.",
            most=speaks.number(self._most // 1_000_000),
        )
