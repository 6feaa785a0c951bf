"""Every setting, once, with its default and a comment. Read by the two doors (`web`, `cli`) and nobody else.

A setting ``name`` is read from the environment variable ``ACTION_MAP_NAME``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

from platformdirs import user_data_path

from dashboard.errors import SettingError

StreetTiles = Literal["offered", "forbidden", "preset"]
_PREFIX: Final = "ACTION_MAP_"
_LAST_PORT: Final = 65_535
_ADDRESS: Final = re.compile(r"https?://([\w.-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?(/|$)")
Address = str
"""Of the web, such as ``https://map.example.org``."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is run."""

    data_dir: Path = field(default_factory=lambda: user_data_path("action-map"))
    """Where the database and the index of places are kept."""

    database_url: str = ""
    """Any SQLAlchemy URL, such as ``postgresql+psycopg://user@host/name``. Empty: a SQLite file in data_dir."""

    secret_key: str = field(default="", repr=False)
    """What contacts are sealed with in the database: 32 or more random characters. Several may stand side by side,
    parted by commas: the first seals, all open. Empty: the file secret.key in data_dir, made on first use."""

    keep_rows_days: int = 90
    """For how many days uploaded rows are kept as they were received."""

    keep_contacts_days: int = 30
    """For how many days after its action a contact is kept."""

    keep_audit_days: int = 365
    """For how many days it is kept who did what."""

    address: str = "localhost"
    """The address to listen on. ``0.0.0.0`` serves other machines: put a TLS proxy in front first."""

    port: int = 8501

    base_path: str = ""
    """The path under which a reverse proxy shows the site, such as ``/map``."""

    public_url: Address = ""
    """Where people find the site, such as ``https://map.example.org/map``: for invitations, shared links, QR codes and
    link previews. Empty: the host that each visitor's browser names."""

    default_campaign: str = ""
    """The campaign shown when the link names none. Empty: the one that was changed last."""

    behind_tls: bool = False
    """The public reaches the site by https alone: browsers are told to insist on it for a year."""

    allowed_origins: tuple[Address, ...] = ()
    """Further origins, such as ``https://map.example.org``, from which browsers may connect."""

    allowed_hosts: tuple[str, ...] = ()
    """The names under which browsers may ask for the site, such as ``map.example.org``, beside that of ``public_url``
    and this machine's own. Empty, and without ``public_url``: any, unless it listens to this machine alone."""

    session_idle_minutes: int = 720
    """After how many minutes without a click an organiser has to sign in again."""

    session_days: int = 14
    """After how many days they have to in any case."""

    oidc_issuer: str = ""
    """A provider of OpenID Connect, such as ``https://login.example.org``, with which those who were invited can sign
    in. Empty: with passwords alone."""

    oidc_client_id: str = ""
    """What we are called at that provider."""

    oidc_client_secret: str = field(default="", repr=False)
    """How we show the provider that it is us."""

    street_tiles: StreetTiles = "offered"
    """Street tiles come from another host, which learns who looks. ``offered`` leaves it to each viewer, by a
    click; ``forbidden`` removes the choice; ``preset`` switches them on for everybody."""

    street_tiles_url: str = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    street_tiles_attribution: str = "© OpenStreetMap contributors"

    geocoder: str = ""
    """Who is asked for venues and for places that the gazetteer lacks: ``nominatim``, ``photon`` or the name
    of another service that geopy knows. Empty: nobody is asked. Only what the page shows anyway is sent."""

    geocoder_url: str = ""
    """Where that geocoder is. Empty: where geopy knows it to be. Your own tells no stranger."""

    geocoder_user_agent: str = ""
    """Who asks and how to reach you, such as ``Lanterns for Minsk (+https://lanterns.net/contact)``. Must be
    set where a geocoder is."""

    geocoder_key: str = ""
    """The key of a geocoder that wants one."""

    geocoder_attribution: str = ""
    """Whom the page is to name beside places that the geocoder found, such as ``© Our Maps``. Empty: whom we know it
    takes its data from; of Nominatim and Photon, ``© OpenStreetMap contributors``."""

    max_open_per_address: int = 500
    """How many requests and open pages one visitor's address may have at once. Many people may share an address."""

    max_file_bytes: int = 50_000_000
    max_rows: int = 200_000
    max_columns: int = 200
    max_cell_characters: int = 20_000

    @property
    def database(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'actions.sqlite'}"

    @property
    def key_file(self) -> Path:
        """Where the key is kept if the environment gives none."""
        return self.data_dir / "secret.key"

    @property
    def port_file(self) -> Path:
        """Where a running server notes its port, for links that other commands make."""
        return self.data_dir / "port"

    @property
    def site(self) -> str:
        """The address of the pages: the setting's, or this machine's with the port that was served last."""
        try:
            port = int(self.port_file.read_text("ascii"))
        except (OSError, ValueError):
            port = self.port
        return self.public_url or f"http://localhost:{port}{self.base_path}"

    @property
    def gazetteer_dir(self) -> Path:
        """Where the index of places is kept. It can be deleted: it is built again when needed."""
        return self.data_dir / "gazetteer"


def read_settings(environment: Mapping[str, str] = os.environ, **overrides: object) -> Settings:
    """Settings from the environment; an override that is not ``None`` wins.

    Raises:
        SettingError: a value cannot be used; the message names the variable.
    """
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        variable = f"{_PREFIX}{setting.name.upper()}"
        if text := environment.get(variable, "").strip():
            values[setting.name] = _parse(variable, text, str(setting.type))
    values.update({name: value for name, value in overrides.items() if value is not None})
    base = str(values.get("base_path", "")).strip("/")
    values["base_path"] = f"/{base}" if base else ""
    if (port := values.get("port", 0)) > _LAST_PORT:
        raise SettingError("port_not_usable", port=str(port), why=f"0–{_LAST_PORT}", other="8501")
    return Settings(**values)  # each value was parsed by its field's type above


def unknown_settings(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The variables that are named as settings are and are none: what was misspelt."""
    known = {f"{_PREFIX}{setting.name.upper()}" for setting in fields(Settings)}
    return sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)


def _parse(variable: str, text: str, kind: str) -> object:
    match kind:
        case "Path":
            return Path(text).expanduser()
        case "int":
            if not text.isascii() or not text.isdigit():
                raise SettingError("setting_no_number", variable=variable, text=text)
            return int(text)
        case "bool":
            if text.lower() not in {"1", "0", "yes", "no", "true", "false", "on", "off"}:
                raise SettingError("setting_no_answer", variable=variable, text=text)
            return text.lower() in {"1", "yes", "true", "on"}
        case "StreetTiles":
            if text not in {"offered", "forbidden", "preset"}:
                raise SettingError("setting_no_choice", variable=variable, text=text)
            return text
        case "Address":
            return _address(variable, text)
        case _ if kind.startswith("tuple"):
            listed = tuple(part.strip() for part in text.split(",") if part.strip())
            return tuple(_address(variable, part) for part in listed) if "Address" in kind else listed
        case _:
            return text


def _address(variable: str, text: str) -> str:
    if not _ADDRESS.match(text):
        raise SettingError("setting_no_address", variable=variable, example="https://map.example.org")
    return text.rstrip("/")
