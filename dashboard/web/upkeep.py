"""What the server does beside answering: be ready for the first visitor, keep what is public current."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
from streamlit.starlette import App

from dashboard.errors import ActionMapError
from dashboard.web import log, resources

_SECONDS_BETWEEN = 600


@asynccontextmanager
async def upkeep(_app: App) -> AsyncIterator[None]:
    """Runs for as long as the server does, and delays neither its start nor its end."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_run, _get_ready)
        tasks.start_soon(_again_and_again, _show_what_is_over)
        yield
        tasks.cancel_scope.cancel()


def _get_ready() -> None:
    """Open what every visitor shares, and load what takes longest to load."""
    resources.store()
    importlib.import_module("dashboard.maps.map")
    resources.gazetteer()


def _show_what_is_over() -> None:
    """Some actions may show more once they are over: ask about all of them again."""
    for campaign in resources.campaigns():
        resources.store().refresh_public(campaign.slug)


async def _again_and_again(task: Callable[[], None]) -> None:
    while True:
        await _run(task)
        await anyio.sleep(_SECONDS_BETWEEN)


async def _run(task: Callable[[], None]) -> None:
    try:
        await anyio.to_thread.run_sync(task, abandon_on_cancel=True)
    except ActionMapError as error:
        log.trouble("upkeep", str(error))
