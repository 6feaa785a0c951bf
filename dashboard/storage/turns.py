"""Turns: what all processes of an installation do one at a time, whichever of them does it.

A turn is a row that whoever comes first claims, and that is free again when it is ended, or its time is over because
the process died. Where no clock is passed in, PostgreSQL's own decides, so that replicas with different clocks still
take turns; SQLite's processes are on one machine and share its clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Float,
    Table,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.storage.engine import reading, writing
from dashboard.storage.schema import turns

_IMPOSSIBLE_WAIT: Final = 3_600.0
"""A turn this far beyond what is asked for was written by a clock that was wrong."""


class Turns:
    """The turns of one piece of work. Each call is one short transaction; any number of threads may use it."""

    def __init__(self, engine: Engine, work: str, clock: Callable[[], float] | None = None) -> None:
        self._engine = engine
        self._work = work
        self._clock = clock

    def take_turn(self, holder: str, seconds: float) -> float:
        """Claims the turn for at most so many seconds.

        Returns:
            0.0 if the turn is the holder's now; otherwise after how many seconds it may be free.
        """
        with writing(self._engine) as connection:
            now = self._now()
            mine = {"holder": holder, "free_at": now + seconds}
            free = or_(turns.c.free_at <= now, turns.c.free_at > now + seconds + _IMPOSSIBLE_WAIT)
            if self._put(connection, turns, {"work": self._work}, mine, where=free):
                return 0.0
            wait = connection.scalar(select(turns.c.free_at - now).where(turns.c.work == self._work))
        return max(float(wait or 0.0), 0.001)

    def end_turn(self, holder: str, pause: float) -> None:
        """Ends the holder's turn: the next one is free after the pause (seconds)."""
        with writing(self._engine) as connection:
            mine = (turns.c.work == self._work) & (turns.c.holder == holder)
            ended = update(turns).where(mine).values(holder="", free_at=self._now() + pause)
            connection.execute(ended)

    def unused(self, now: float) -> float:
        """For how many seconds it has been free at ``now``; less than 0 while it is not, 0 if it never was taken."""
        with reading(self._engine) as connection:
            free_at = connection.scalar(select(turns.c.free_at).where(turns.c.work == self._work))
        return now - (now if free_at is None else free_at)

    def _now(self) -> ColumnElement[float]:
        if self._clock is None and self._engine.dialect.name == "postgresql":
            return cast(extract("epoch", func.clock_timestamp()), Float(53))
        return literal((self._clock or time.time)(), Float(53))

    def _put(
        self,
        connection: Connection,
        table: Table,
        same: Mapping[str, Any],
        new: Mapping[str, Any],
        *,
        update: Mapping[str, Any] | None = None,
        where: ColumnElement[bool] | None = None,
    ) -> bool:
        """Inserts a row or, where ``where`` allows it, changes the one that is there, as one step."""
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        statement = insert(table).values(**same, **new)
        changed = statement.on_conflict_do_update(index_elements=list(same), set_=update or new, where=where)
        return connection.execute(changed.returning(table.c[next(iter(same))])).first() is not None
