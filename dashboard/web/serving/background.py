"""What the server does beside answering: be ready for the first visitor, keep what is public current.

Of several servers on one database, one does what is the same whoever does it.
"""

from __future__ import annotations

import importlib
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import anyio.to_thread
from streamlit.starlette import App

from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.retention import Keeping, forget_expired, retain
from dashboard.web import resources
from dashboard.web.serving import damage, log
from dashboard.web.serving.sharpening import Sharpening

_SECONDS_BETWEEN = 600.0
_LOOKS_BETWEEN = 10
"""How often it is tried meanwhile whether anything can be written."""
_SECONDS_OF_A_DAY = 86_400.0
_MOST_DAYS_OFF = 30
_SLACK_SECONDS = 5.0
"""By so much sooner is a turn over than the next is due, so that a server that comes round finds it free."""
_HOLDER = secrets.token_hex(16)
"""This server, among those that take turns."""
_SHARED: dict[str, float] = {"upkeep": _SECONDS_BETWEEN, "forgetting": _SECONDS_OF_A_DAY}
"""The work that one server does for all, and how often (seconds)."""


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
    await anyio.to_thread.run_sync(_run, _leave_to_others)


def _keep_up(stopping: threading.Event) -> None:
    _run(_load_the_map)
    _run(partial(_for_all, "upkeep", _show_what_is_due))
    _run(resources.gazetteer)
    while True:
        _run(damage.look)
        _run(_forget_in_turn)
        for _ in range(_LOOKS_BETWEEN):
            if stopping.wait(_SECONDS_BETWEEN / _LOOKS_BETWEEN):
                return
            damage.look(["writing"])
        _run(partial(_for_all, "upkeep", _show_what_is_due))


def _for_all(work: str, task: Callable[[], None]) -> None:
    """Do what one server does for all, unless another one has done so for this time."""
    if resources.store().turns(work).take_turn(_HOLDER, _SHARED[work] - _SLACK_SECONDS) == 0.0:
        task()


def _leave_to_others() -> None:
    # But not to forget: a restart while the clock is wrong would delete at once what waits for a day.
    resources.store().turns("upkeep").end_turn(_HOLDER, 0.0)


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


def _show_what_is_due() -> None:
    """Some actions show more, or less, from a moment on: ask about all of them again; some things count no longer."""
    for campaign in resources.every_campaign():
        resources.store().refresh_public(campaign.slug)
    forget_expired(resources.store())


def _forget_in_turn() -> None:
    """Forget, but a day later where the clock says that this is long overdue: what a wrong one deletes is gone."""
    days = int(resources.store().turns("forgetting").unused(time.time()) / _SECONDS_OF_A_DAY)
    _for_all("forgetting", _forget if days < _MOST_DAYS_OFF else partial(_say_overdue, days))


def _say_overdue(days: int) -> None:
    words = f"By the clock nothing was deleted for {days} days. Set it if it is wrong: it is made up for in a day."
    log.trouble("forgetting", words)


def _forget() -> None:
    chosen = resources.settings()
    keeping = Keeping(chosen.keep_rows_days, chosen.keep_contacts_days, chosen.keep_audit_days)
    retain(resources.store(), keeping)
    log.well("forgetting")


def _run(task: Callable[[], object]) -> None:
    try:
        task()
    except ActionMapError as error:
        log.trouble("upkeep", say(ENGLISH, error))
