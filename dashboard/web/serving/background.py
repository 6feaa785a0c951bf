"""What the server does beside answering: be ready for the first visitor, keep what is public current."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio.to_thread
from streamlit.starlette import App

from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.retention import Keeping, forget_expired, retain
from dashboard.web import drafts, resources
from dashboard.web.serving import damage, log
from dashboard.web.serving.sharpening import Sharpening

_SECONDS_BETWEEN = 600.0
_SECONDS_OF_A_DAY = 86_400.0


@asynccontextmanager
async def upkeep(_app: App) -> AsyncIterator[None]:
    """Runs for as long as the server does, and delays neither its start nor its end."""
    stopping, sharpening = threading.Event(), Sharpening()
    # A daemon, so that Ctrl-C does not wait for an index that is being built.
    threading.Thread(target=_keep_up, args=(stopping,), name="upkeep", daemon=True).start()
    sharpening.start()
    yield
    stopping.set()
    await anyio.to_thread.run_sync(sharpening.stop)


def _keep_up(stopping: threading.Event) -> None:
    _run(_load_the_map)
    _run(_show_what_is_due)
    _run(_open_the_places)
    _run(damage.look)
    _run(_forget)
    forget_at = time.monotonic() + _SECONDS_OF_A_DAY
    while not stopping.wait(_SECONDS_BETWEEN):
        _run(_show_what_is_due)
        _run(_forget_the_expired)
        _run(damage.look)
        if time.monotonic() >= forget_at:
            _run(_forget)
            forget_at += _SECONDS_OF_A_DAY


def _load_the_map() -> None:
    """What takes longest to import for the first visitor.

    Not the pages themselves: streamlit-folium registers its frame only where a visitor's script imports it.
    """
    for module in (
        "dashboard.maps.map",
        "dashboard.publishing",
        "dashboard.web.public.filter_bar",
        "dashboard.web.public.search",
    ):
        importlib.import_module(module)


def _open_the_places() -> None:
    resources.gazetteer()


def _show_what_is_due() -> None:
    """Some actions show more, or less, from a moment on: ask about all of them again."""
    for campaign in resources.every_campaign():
        resources.store().refresh_public(campaign.slug)


def _forget() -> None:
    chosen = resources.settings()
    keeping = Keeping(chosen.keep_rows_days, chosen.keep_contacts_days, chosen.keep_audit_days)
    retain(resources.store(), keeping)


def _forget_the_expired() -> None:
    """Such as the digests of addresses from which signing in failed, when they no longer count."""
    forget_expired(resources.store())
    drafts.forget_the_expired()


def _run(task: Callable[[], None]) -> None:
    try:
        task()
    except ActionMapError as error:
        log.trouble("upkeep", say(ENGLISH, error))
