"""The page for what nobody foresaw."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.web import policies

_SORRY = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Something went wrong on our side</title>
<body style="font:18px/1.5 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em">
<h1 style="font-size:1.4em">Something went wrong on our side</h1>
<p>It is not your doing, and it has been noted. Please load the page again in a minute.</p></body></html>"""


async def sorry(_request: Request, _error: Exception) -> Response:
    """For what nobody foresaw. The traceback goes to the server's log, never to a visitor."""
    headers = policies.for_data() | {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    headers["Content-Security-Policy"] += "; style-src 'unsafe-inline'"
    return HTMLResponse(_SORRY, 500, headers=headers)
