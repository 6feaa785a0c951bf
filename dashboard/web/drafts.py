"""What an organiser is preparing, kept for a while after their tab is gone: a reload loses no answer.

It stays in the memory of this process, never on disk, and only the same person finds it again.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from cachetools import TTLCache

from dashboard.storage import Store

KEPT_SECONDS: Final = 7_200.0
_KEPT_AT_MOST: Final = 50
_shelves: WeakKeyDictionary[Store, TTLCache[Hashable, Sequence[Any]]] = WeakKeyDictionary()
_changing = threading.Lock()


def put(store: Store, whose: Hashable, things: Sequence[Any]) -> None:
    """Keep these things, and no others, for whoever ``whose`` names, for two hours from now."""
    with _changing:
        _shelves.setdefault(store, TTLCache(_KEPT_AT_MOST, KEPT_SECONDS))[whose] = things


def taken(store: Store, whose: Hashable) -> Sequence[Any]:
    """What is kept for them; nothing if that was too long ago."""
    with _changing:
        return _shelves[store].get(whose, ()) if store in _shelves else ()


def forget_the_expired() -> None:
    """Let go of what nobody came back for."""
    with _changing:
        for shelf in _shelves.values():
            shelf.expire()
