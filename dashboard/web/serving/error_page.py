"""The page for what nobody foresaw."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.web import language, policies

_PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{title}</title>
<body style="font:18px/1.5 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em">
<h1 style="font-size:1.4em">{title}</h1>
<p>{words}</p></body></html>"""


async def sorry(request: Request, _error: Exception) -> Response:
    """For what nobody foresaw. The traceback goes to the server's log, never to a visitor."""
    headers = policies.for_data() | {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    headers["Content-Security-Policy"] += "; style-src 'unsafe-inline'"
    speech = language.of_request(request)
    page = _PAGE.format(
        language=speech.language,
        direction=speech.direction,
        title=speech.text("Something went wrong on our side"),
        words=speech.text(
            "It is not your doing, and it has been noted. Please load the page again in a minute."
        ),
    )
    return HTMLResponse(page, 500, headers=headers)
