"""Streamlit's settings: our ``.streamlit/config.toml``, applied wherever the server is started from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from streamlit import config, file_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager

from dashboard.bundled import BUNDLED, bundled
from dashboard.config import Settings

PAGE_FILES = Path(file_util.get_static_dir())
"""The folder of Streamlit's page: ``index.html`` and, below ``static/``, its scripts."""

FRAME = "component/streamlit_folium.st_folium"
"""The address of the frame that streamlit-folium puts around the map."""

# Found without importing the package, which registers its frame on import and needs a running Streamlit for that.
_FRAME_FILES = Path(str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")))

FOLDERS = {"static": PAGE_FILES / "static", f"{FRAME}/static": _FRAME_FILES / "static"}
"""The folders of files whose names change with their content, by their address."""


def apply_options(settings: Settings) -> None:
    """Make Streamlit use our options, and no file of the current or the home directory."""
    options = dict(_flat(tomllib.loads(_options_file().read_text("utf-8"))))
    options["server.baseUrlPath"] = settings.base_path.strip("/")
    options["server.address"] = settings.address
    options["server.port"] = settings.port
    # Our own door counts bytes exactly; Streamlit's, behind it, counts in whole MiB.
    options["server.maxUploadSize"] = -(-settings.max_file_bytes // 2**20)
    config.get_config_options(force_reparse=True, options_from_flags=options)
    # Our `pages` are named by st.navigation; as long as nobody has run it, Streamlit takes each file there for a page.
    PagesManager.uses_pages_directory = False


def tell_theme_once() -> None:
    """Have each run of a page tell the theme as the first one did, which never changes while we serve.

    Streamlit would look through all options for it six times, in the event loop that answers everybody and under a
    lock for which all scripts wait.
    """
    app_session._populate_theme_msg = _tell_theme


_populate_theme = app_session._populate_theme_msg


def _tell_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    if (theme := _theme(section)).ByteSize():
        msg.MergeFrom(theme)


@cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _populate_theme(message, section)
    return message


def _options_file() -> Path:
    installed = bundled("streamlit-config.toml")
    return installed if installed.is_file() else BUNDLED.parent / ".streamlit" / "config.toml"


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
