"""Asking an ASGI application directly, without a server."""

from __future__ import annotations

import asyncio

import httpx
from starlette.types import ASGIApp


def ask(app: ASGIApp, path: str, method: str = "GET", accept: str = "*/*") -> httpx.Response:
    """The application's answer; an exception that it has answered is not raised."""

    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, headers={"Accept": accept})

    return asyncio.run(asking())
