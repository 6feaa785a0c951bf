"""The secret link of a draft: it opens the campaign as it will be, for whoever has it, until it is withdrawn."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.config import Settings
from dashboard.errors import StorageUnavailable
from dashboard.web import language, resources
from dashboard.web.cookies import PREVIEW
from dashboard.web.public.links import DASHBOARD, PublicRequest
from dashboard.web.serving import response_cache
from dashboard.web.serving.not_found import missing


def preview_routes(settings: Settings) -> list[BaseRoute]:
    """The one route. What opens nothing is answered like any address that is not there."""

    async def preview(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            slug = await response_cache.aside(partial(resources.previewed, token))
        except StorageUnavailable:
            slug = None
        if slug is None:
            words = language.of_request(request).text("There is no page at this address.")
            return await response_cache.aside(partial(missing, request, settings, words))
        response = RedirectResponse(str(PublicRequest(slug, DASHBOARD, base_path=settings.base_path)), 303)
        response.headers["Cache-Control"] = "no-store"
        response.set_cookie(
            PREVIEW, token, path="/", secure=settings.behind_tls, httponly=True, samesite="lax"
        )
        return response

    return [Route(f"{settings.base_path}/preview/{{token}}", preview)]
