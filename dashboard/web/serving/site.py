"""Where a visitor has found us, for the links that leave this site: in calendars, feeds and shared addresses."""

from __future__ import annotations

import re

from starlette.requests import Request

from dashboard.config import Settings

_HOST = re.compile(r"([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def site_of(request: Request, settings: Settings) -> str:
    """The address of our pages without a slash at the end; empty if neither a setting nor the request names one."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return ""
    scheme = "https" if settings.behind_tls else request.scope["scheme"]
    return f"{scheme}://{host.lower()}{settings.base_path}"
