"""Slots for work of which only so much may be done at once: those who wait take turns, however much each asks for."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator


class Slots:
    """So many at once, and so many of them for one; of those who wait each has one turn before another has two."""

    def __init__(self, free: int, *, most_for_one: int | None = None) -> None:
        self._free = free
        self._most_for_one = most_for_one or free
        self._held: Counter[str] = Counter()
        self._waiting: dict[str, deque[Callable[[], None]]] = {}
        self._changing = threading.Lock()

    def take(self, whose: str, seconds: float | None = None) -> bool:
        """Wait for a slot, for so long at most; whether there is one, which then has to be given back."""
        turn = threading.Event()
        self.begin(whose, turn.set)
        if turn.wait(seconds):
            return True
        with self._changing:
            works = self._waiting.get(whose, deque())
            if turn.set in works:
                works.remove(turn.set)
                if not works:
                    del self._waiting[whose]
                return False
        return turn.wait()  # it is about to begin

    def begin(self, whose: str, work: Callable[[], None]) -> None:
        """Have this called once there is a slot, now or by whoever gives one back; it then has to be given back."""
        with self._changing:
            self._waiting.setdefault(whose, deque()).append(work)
            due = list(self._due())
        for one in due:
            one()

    def give_back(self, whose: str) -> None:
        """Let the next one have it."""
        with self._changing:
            self._free += 1
            self._held -= Counter([whose])
            due = list(self._due())
        for one in due:
            one()

    def _due(self) -> Iterator[Callable[[], None]]:
        while self._free and (whose := self._next()) is not None:
            works = self._waiting.pop(whose)
            if len(works) > 1:
                self._waiting[whose] = works  # behind those of all others
            self._free -= 1
            self._held[whose] += 1
            yield works.popleft()

    def _next(self) -> str | None:
        return next((whose for whose in self._waiting if self._held[whose] < self._most_for_one), None)
