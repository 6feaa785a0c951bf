"""Rows as files, for those who may see them: by an address that asks for session and role each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Literal
from urllib.parse import quote

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import publishing
from dashboard.accounts import Person
from dashboard.config import Settings
from dashboard.errors import ActionMapError, NotAllowed, StorageUnavailable, UnknownCampaign
from dashboard.geocoding import Resolver
from dashboard.i18n import Speech
from dashboard.web import resources
from dashboard.web.account import session
from dashboard.web.account.signing_in import answered
from dashboard.web.language import of_request
from dashboard.web.serving.responses import Endpoint, sentence


class _Number(IntegerConvertor):
    """A number as long as ours are: Python refuses to read one of thousands of digits."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", _Number())
Rows = Callable[[Person | None, str, int, Speech], bytes]


def download_routes(settings: Settings) -> list[BaseRoute]:
    """The routes of rows that wait or were rejected: of an import, and of a file that somebody is preparing."""
    root = f"{settings.base_path}/organise/{{slug}}"
    return [
        Route(f"{root}/imports/{{number:number}}/to-correct.csv", answered(_sending(_of_import))),
        Route(f"{root}/drafts/{{number:number}}/to-correct.csv", answered(_sending(_of_draft))),
    ]


def link(speech: Speech, slug: str, of: Literal["imports", "drafts"], number: int) -> str:
    """The link to the rows to correct of an import, or of a file that somebody is preparing."""
    address = f"{resources.settings().base_path}/organise/{quote(slug)}/{of}/{number}/to-correct.csv"
    words = escape(speech.text("Rows to correct, as a file"))
    return f'<p class="ways-on"><a href="{escape(address)}" target="_self" download>{words}</a></p>'


def _sending(rows: Rows) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        slug, number = request.path_params["slug"], request.path_params["number"]
        person = await session.aside(partial(session.person_of, request))
        try:
            data = await session.aside(partial(rows, person, slug, number, of_request(request)))
        except (NotAllowed, StorageUnavailable, UnknownCampaign):
            raise
        except ActionMapError:
            return sentence(404, "There is nothing at this address.")
        return Response(
            data,
            media_type="text/csv; charset=utf-8",
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="to-correct-{number}.csv"',
                "Cross-Origin-Resource-Policy": "same-origin",
            },
        )

    return endpoint


def _of_import(person: Person | None, slug: str, number: int, speech: Speech) -> bytes:
    return publishing.error_report_of(resources.store(), person, slug, number, speech)


def _of_draft(person: Person | None, slug: str, number: int, speech: Speech) -> bytes:
    resolver, limits = Resolver(resources.gazetteer()), resources.limits()
    return publishing.rows_to_correct(
        resources.store(), person, resolver, slug, number, speech, limits=limits
    )
