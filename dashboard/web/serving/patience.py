"""Asking the database on behalf of visitors: once however many ask, and for no longer than they would wait.

Each question has a thread of its own, which nobody waits for when the program ends. While one of them is overdue the
next ones are given a moment only, so that a page that asks several things is late once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from dashboard.errors import ActionMapError, StorageUnavailable

T = TypeVar("T")
PATIENCE_SECONDS: Final = 1.0
"""How long a visitor waits for news of what we know already."""
FIRST_SECONDS: Final = 5.0
"""How long for what we have never known."""
_MOMENT_SECONDS: Final = 0.1
_changing = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Question:
    answer: Future[Any]
    began: float


_open: dict[Hashable, _Question] = {}


def in_time(name: Hashable, ask: Callable[[], T], *, is_known: bool) -> T:
    """What ``ask`` gives; ``is_known`` says that an older answer is at hand, so that there is little to wait for.

    Raises:
        StorageUnavailable: it has not answered in time; it is still being asked, and not asked twice.
    """
    with _changing:
        late = any(_age(one) > PATIENCE_SECONDS for key, one in _open.items() if key != name)
        question = _open.get(name) or _begin(name, ask)
    limit = FIRST_SECONDS if not is_known else _MOMENT_SECONDS if late else PATIENCE_SECONDS
    try:
        return cast(T, question.answer.result(max(0.0, limit - _age(question))))
    except TimeoutError:
        raise StorageUnavailable("database_slow") from None


def _begin(name: Hashable, ask: Callable[[], object]) -> _Question:
    question = _open[name] = _Question(Future(), time.monotonic())

    def answer() -> None:
        try:
            question.answer.set_result(ask())
        except ActionMapError as error:
            question.answer.set_exception(error)
        finally:
            # What nobody foresaw is written by the thread as it ends; those who wait learn that there is no answer.
            question.answer.cancel()
            with _changing:
                _open.pop(name, None)

    threading.Thread(target=answer, name="asking the database", daemon=True).start()
    return question


def _age(question: _Question) -> float:
    return time.monotonic() - question.began
