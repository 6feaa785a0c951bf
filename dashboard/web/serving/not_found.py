"""What is not there: a page with a way on for people, one sentence for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.config import Settings
from dashboard.errors import ActionMapError, UnknownCampaign
from dashboard.i18n import ENGLISH, Speech, say
from dashboard.model import Campaign
from dashboard.web import language, resources
from dashboard.web.serving import log, response_cache
from dashboard.web.serving.responses import Endpoint, Missing, sentence
from dashboard.web.templates import render


def no_page(_request: Request, words: Speech) -> str:
    """What to say of most addresses at which there is nothing."""
    return words.text("There is no page at this address.")


def to_read(
    settings: Settings,
    endpoint: Endpoint,
    not_there: Callable[[Request, Speech], str] = no_page,
    methods: Sequence[str] = ("GET", "HEAD"),
) -> Endpoint:
    """An address that anybody may read. Where it raises `Missing`, ``not_there`` says what is not there."""

    async def read(request: Request) -> Response:
        words = language.of_request(request)
        try:
            if request.method in methods:
                return await endpoint(request)
            said, status = words.text("This address can only be read."), 405
        except UnknownCampaign:
            said, status = words.text("There is no campaign of this name."), 404
        except Missing:
            said, status = not_there(request, words), 404
        except ActionMapError as error:
            log.trouble("reads", say(ENGLISH, error))
            said, status = away(words), 503
        # Its list of campaigns may have to be asked for.
        return await response_cache.aside(partial(missing, request, settings, said, status=status))

    return read


def missing(request: Request, settings: Settings, words: str, *, status: int = 404) -> Response:
    """The answer to a request that cannot be fulfilled, with a sentence that says why."""
    if "text/html" in request.headers.get("accept", ""):
        page = render(
            "missing.html",
            speech=language.of_request(request),
            base_path=settings.base_path,
            title=_title(status, language.of_request(request)),
            words=words,
            campaigns=_campaigns(language.of_request(request)),
            in_language=language.switch(request),
        )
        response: Response = HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
    else:
        response = sentence(status, words)
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def away(words: Speech) -> str:
    """What to say while the database does not answer."""
    return words.text("The data cannot be reached just now. Please try again in a minute.")


def _title(status: int, speech: Speech) -> str:
    match status:
        case 404:
            return speech.text("We could not find this")
        case 405:
            return speech.text("This can only be read")
        case 410:
            return speech.text("Submit an action")
        case _:
            return speech.text("Please come back in a minute")


def _campaigns(speech: Speech) -> Sequence[Campaign]:
    """The ways on, as they call themselves in a language; none while the database is away."""
    try:
        return [campaign.spoken(speech.language) for campaign in resources.campaigns()]
    except ActionMapError:
        return ()
