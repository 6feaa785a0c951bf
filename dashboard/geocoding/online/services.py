"""From the operator's settings to one of geopy's geocoders, or a sentence on what is wrong with them."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import get_geocoder_for_service

from dashboard.errors import SettingError
from dashboard.geocoding.online.adapter import OneRequest

_KEYS: Final = ("api_key", "apikey", "subscription_key", "username")
"""What geopy's services call the one key they need."""

_STOCK: Final = re.compile(r"mozilla/|geopy|python-|curl/|wget/|okhttp|java/|go-http|axios|node-fetch|httpx")
_PLACEHOLDER: Final = re.compile(
    r"\byour\b|your[-_ ]?(app|name|mail|email|domain|site|org)|my[-_ ]?(application|app|user[-_ ]?agent)\b|"
    r"specify_your|changeme|placeholder|\bexample\b|\btest\b|\bfoo|<|>|localhost|\.invalid"
)
_CONTACT: Final = re.compile(r"[^\s@()]+@[\w-]+(\.[\w-]+)+|https?://[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Service:
    """A geocoder of geopy's, ready to be asked. ``name`` and where it is make its ``identity``."""

    name: str
    identity: str
    geocoder: Any


def make_service(name: str, *, url: str, user_agent: str, key: str, seconds: float) -> Service:
    """The geocoder of this name as geopy knows it, at a URL of one's own if one is given.

    Raises:
        SettingError: a setting cannot be used; the message names its variable.
    """
    check_user_agent(user_agent)
    try:
        kind = get_geocoder_for_service(name)
    except GeocoderNotFound:
        raise SettingError("geocoder_unknown", name=name) from None
    accepted = inspect.signature(kind).parameters
    given = _place_of(name, url, accepted) | _key(name, key, accepted)
    common = {"user_agent": user_agent.strip(), "timeout": seconds, "adapter_factory": OneRequest}
    try:
        geocoder = kind(**given, **common)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise SettingError("geocoder_settings", name=name, why=str(error)) from None
    return Service(name.lower(), f"{name.lower()} {url}".strip()[:400], geocoder)


def check_user_agent(text: str) -> None:
    """Refuses a User-Agent that does not say who asks.

    Raises:
        SettingError: it is empty, a placeholder, a browser's or a library's, or has no way to reach anybody.
    """
    agent = text.strip()
    if not agent:
        code = "geocoder_agent_missing"
    elif not agent.isascii() or not agent.isprintable() or len(agent) > 200:
        code = "geocoder_agent_odd"
    elif _STOCK.search(agent.lower()) or _PLACEHOLDER.search(agent.lower()):
        code = "geocoder_agent_nobody"
    elif not _CONTACT.search(agent):
        code = "geocoder_agent_unreachable"
    else:
        return
    raise SettingError(code, agent=agent)


def _place_of(name: str, url: str, accepted: Any) -> dict[str, str]:
    if not url:
        if accepted.get("domain") and accepted["domain"].default is inspect.Parameter.empty:
            raise SettingError("geocoder_needs_url", name=name)
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        example = "https://nominatim.lanterns.net"
        raise SettingError("setting_no_address", variable="ACTION_MAP_GEOCODER_URL", example=example)
    if "@" in parts.netloc:
        raise SettingError("geocoder_url_password")
    if "domain" not in accepted or "scheme" not in accepted:
        raise SettingError("geocoder_one_address", name=name)
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}


def _key(name: str, key: str, accepted: Any) -> dict[str, str]:
    wanted = [parameter for parameter in _KEYS if parameter in accepted]
    if key and not wanted:
        raise SettingError("geocoder_no_key", name=name)
    given = {wanted[0]: key} if key else {}
    missing = [
        parameter.name
        for parameter in accepted.values()
        if parameter.default is inspect.Parameter.empty and parameter.name not in {*given, "domain"}
    ]
    if missing and not key and set(missing) <= set(wanted):
        raise SettingError("geocoder_needs_key", name=name)
    if missing:
        raise SettingError("geocoder_needs_more", name=name, missing=tuple(missing))
    return given
