"""What a visitor sees of a failure that nobody foresaw."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.web.serving.error_page import sorry
from tests.web.asking import ask


async def fail(_request: Request) -> Response:
    raise RuntimeError("secret detail")


def test_a_failure_shows_a_plain_page_and_no_detail() -> None:
    app = Starlette(routes=[Route("/", fail)], exception_handlers={Exception: sorry})
    answer = ask(app, "/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert answer.headers["cache-control"] == "no-store"
