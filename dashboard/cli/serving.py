"""``run``: the dashboard is prepared and served."""

from __future__ import annotations

import os
import socket
from argparse import Namespace
from importlib import import_module

from dashboard import publishing
from dashboard.cli.opening import limits, open_resolver, open_settings, open_store
from dashboard.cli.saying import progress, tell
from dashboard.config import Settings
from dashboard.errors import SettingError
from dashboard.reasons import Reason, why


def run(options: Namespace) -> None:
    """Serve until stopped."""
    settings = open_settings(options, port=options.port)
    _check_port(settings)
    _prepare(settings, options)
    os.environ["ACTION_MAP_DATA_DIR"] = str(settings.data_dir)
    os.environ["ACTION_MAP_PORT"] = str(settings.port)
    # The two doors do not import each other: this one opens the other by its name.
    serve = import_module("dashboard.web.server").serve
    serve(settings, lambda link: tell(options, Reason("map_is_at", {"link": link})))


def _check_port(settings: Settings) -> None:
    """Say that the port is taken before the long steps begin."""
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    try:
        socket.create_server((settings.address, settings.port), family=family).close()
    except OSError as error:
        raise SettingError(
            "port_taken",
            port=str(settings.port),
            address=settings.address,
            why=why(error),
            other=str(min(settings.port + 1, 65535)),
        ) from error


def _prepare(settings: Settings, options: Namespace) -> None:
    """Do everything that the first visitor should not have to wait for."""
    with open_store(settings) as store:
        with progress(options, in_lines=True) as told:
            resolver = open_resolver(settings, told)
        with progress(options) as told:
            if not options.no_example and not store.campaigns():
                publishing.publish_example(store, resolver, limits=limits(settings), progress=told)
        campaigns = store.campaigns()
    if campaigns and all(campaign.is_example for campaign in campaigns):
        tell(options, Reason("example_data"))
