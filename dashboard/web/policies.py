"""What browsers are told about our answers: what may run, be loaded, be framed, be told to others."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit

from dashboard.config import Settings

Headers = dict[str, str]

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_SWITCHED_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock",
    "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip

# "Use my location" stays in the browser, and the clipboard is asked for by a click.
PERMISSIONS = ", ".join(
    ["geolocation=(self)", "clipboard-write=(self)", "fullscreen=(self)"]
    + [f"{feature}=()" for feature in _SWITCHED_OFF]
)


def hashes(page: str) -> list[str]:
    """The CSP sources of the inline scripts of a page, so that these run and no others."""
    scripts = _INLINE_SCRIPT.findall(page)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def common(settings: Settings) -> Headers:
    """For every answer, whatever it is."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    if settings.behind_tls:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def for_pages(script_hashes: list[str], host: str) -> Headers:
    """For pages: our own host alone, no eval, no frame around them; linked sites learn nothing."""
    # Older browsers do not count a WebSocket to the same host as 'self'.
    sockets = [f"ws://{host}", f"wss://{host}"] if _HOST.fullmatch(host) else []
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'", *sockets],
        "frame-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "manifest-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
    return {
        "Content-Security-Policy": _written(policy),
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def for_components(settings: Settings) -> Headers:
    """For the map's frame: our pages alone may frame it. Here alone may street tiles come from elsewhere.

    Their host's terms ask to be told which site shows them, so the frame sends it our origin, never the
    address of the page.
    """
    return {
        "Content-Security-Policy": _written(_of_a_map(settings)),
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin" if settings.street_tiles == "forbidden" else "strict-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def of_map_page(settings: Settings, page: str) -> str:
    """For the map as a page of its own: any site may frame it, and its own inline scripts run, no others."""
    own = {"script-src": ["'self'", *hashes(page)], "font-src": ["'self'"], "base-uri": ["'none'"]}
    return _written(_of_a_map(settings) | own | {"frame-ancestors": ["*"]})


def _of_a_map(settings: Settings) -> dict[str, list[str]]:
    tiles = [] if settings.street_tiles == "forbidden" else [_origin(settings.street_tiles_url)]
    return {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", *tiles],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
    }


def for_data() -> Headers:
    """For JSON and files: opened by themselves they run nothing; other sites may read what is public."""
    return {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def for_scripts() -> Headers:
    """For script files, which may become workers: those obey the policy that comes with their own file."""
    policy = {"default-src": ["'self'"], "object-src": ["'none'"], "frame-ancestors": ["'none'"]}
    return {
        "Content-Security-Policy": _written(policy),
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _written(policy: dict[str, list[str]]) -> str:
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())


def _origin(tiles_url: str) -> str:
    """The CSP source of a tile URL; a host chosen by ``{s}`` becomes a wildcard of its domain."""
    parts = urlsplit(tiles_url)
    return f"{parts.scheme}://{re.sub(r'^{s}', '*', parts.netloc)}"
