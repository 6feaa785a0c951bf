"""What the server does beside answering: be ready for the first visitor, keep what is public current."""

from __future__ import annotations

import importlib
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from streamlit.starlette import App

from dashboard.errors import ActionMapError
from dashboard.web import log, resources

_SECONDS_BETWEEN = 600.0


@asynccontextmanager
async def upkeep(_app: App) -> AsyncIterator[None]:
    """Runs for as long as the server does, and delays neither its start nor its end."""
    stopping = threading.Event()
    # A daemon, so that Ctrl-C does not wait for an index that is being built.
    threading.Thread(target=_keep_up, args=(stopping,), name="upkeep", daemon=True).start()
    yield
    stopping.set()


def _keep_up(stopping: threading.Event) -> None:
    _run(_load_the_map)
    _run(_show_what_is_over)
    _run(_open_the_places)
    while not stopping.wait(_SECONDS_BETWEEN):
        _run(_show_what_is_over)


def _load_the_map() -> None:
    """What takes longest to import for the first visitor."""
    importlib.import_module("dashboard.maps.map")


def _open_the_places() -> None:
    resources.gazetteer()


def _show_what_is_over() -> None:
    """Some actions may show more once they are over: ask about all of them again."""
    for campaign in resources.campaigns():
        resources.store().refresh_public(campaign.slug)


def _run(task: Callable[[], None]) -> None:
    try:
        task()
    except ActionMapError as error:
        log.trouble("upkeep", str(error))
