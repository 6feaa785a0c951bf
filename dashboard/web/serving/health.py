"""``/healthz``: whether the parts that the dashboard cannot do without really answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import anyio
from starlette.requests import Request
from starlette.responses import Response

from dashboard import __version__
from dashboard.errors import ActionMapError, GazetteerUnavailable
from dashboard.i18n import ENGLISH, say
from dashboard.web import resources
from dashboard.web.serving import damage, log
from dashboard.web.serving.responses import encode

_SECONDS = 5.0
_LONDON = 2643743

# A part that hangs holds one thread, not one for each check that follows, and none of those for visitors.
_asking = {"database": threading.Lock(), "gazetteer": threading.Lock()}
_threads = anyio.CapacityLimiter(8)


async def health(_request: Request) -> Response:
    """200 if the database and the places answer within five seconds, else 503 naming the part that fails.

    Where they answer and nothing can be written, it is 200 too: whatever restarts a server or shuts it out by this
    would take the map from visitors, and mend nothing.
    """
    parts = {"database": False, "gazetteer": False}

    async def check(part: str, ask: Callable[[], None]) -> None:
        parts[part] = await _answers(part, partial(_in_turn, _asking[part], ask))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(check, "database", _ask_database)
        tasks.start_soon(check, "gazetteer", _ask_gazetteer)
    answers, parts["writing"] = all(parts.values()), not damage.is_found("writing")
    words = {part: "ok" if is_well else "unavailable" for part, is_well in parts.items()}
    status = "unavailable" if not answers else "ok" if parts["writing"] else "degraded"
    state = {"status": status, **words, "version": __version__}
    headers = {"Cache-Control": "no-store"}
    return Response(encode(state), 200 if answers else 503, headers=headers, media_type="application/json")


async def _answers(part: str, ask: Callable[[], None]) -> bool:
    try:
        with anyio.fail_after(_SECONDS):
            await anyio.to_thread.run_sync(ask, abandon_on_cancel=True, limiter=_threads)
    except ActionMapError as error:
        log.trouble(part, say(ENGLISH, error))
        return False
    except TimeoutError:
        log.trouble(part, "There was no answer in time.")
        return False
    log.well(part)
    return True


def _in_turn(lock: threading.Lock, ask: Callable[[], None]) -> None:
    if not lock.acquire(timeout=_SECONDS):
        raise TimeoutError
    try:
        ask()
    finally:
        lock.release()


def _ask_database() -> None:
    damage.tell("database")
    resources.store().check()


def _ask_gazetteer() -> None:
    damage.tell("gazetteer")
    if resources.gazetteer().place(_LONDON) is None:
        raise GazetteerUnavailable("index_without_london")
