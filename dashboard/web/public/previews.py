"""The secret link of a draft: it opens the campaign as it will be, for whoever has it, until it is withdrawn."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.errors import StorageUnavailable
from dashboard.web import resources
from dashboard.web.cookies import PREVIEW, give
from dashboard.web.public.links import DASHBOARD, PublicRequest
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import to_read
from dashboard.web.serving.responses import Missing


def preview_routes(settings: Settings) -> list[BaseRoute]:
    """The one route. What opens nothing is answered like any address that is not there."""

    async def preview(request: Request) -> Response:
        token = request.path_params["token"]
        slug = None
        with suppress(StorageUnavailable):
            slug = await response_cache.aside(lambda: resources.store().previewed(token))
        if slug is None:
            raise Missing
        response = RedirectResponse(str(PublicRequest(slug, DASHBOARD, base_path=settings.base_path)), 303)
        response.headers["Cache-Control"] = "no-store"
        return give(response, settings, PREVIEW, token)

    return [Route(f"{settings.base_path}/preview/{{token}}", to_read(settings, preview))]
