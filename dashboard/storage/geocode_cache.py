"""What all processes of an installation share about the online geocoder: turns, standing and answers.

Each call is one short transaction. Where no clock is passed in, PostgreSQL's own decides, so that replicas
with different clocks still take turns; SQLite's processes are on one machine and share its clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Float,
    Table,
    cast,
    delete,
    extract,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.storage.engine import reading, writing
from dashboard.storage.geocode_tables import geocoder_answers, geocoder_standing, geocoder_turn

_UNTIL_RESUMED: Final = float("inf")
_IMPOSSIBLE_WAIT: Final = 3_600.0
"""A turn this far in the future was written by a clock that was wrong."""


class GeocoderLedger:
    """Turns, standing and answers, in the database. Any number of threads and processes may use it."""

    def __init__(self, engine: Engine, clock: Callable[[], float] | None = None) -> None:
        self._engine = engine
        self._clock = clock

    def take_turn(self, holder: str, seconds: float) -> float:
        """Claims the one turn of the installation for at most so many seconds.

        Returns:
            0.0 if the turn is the holder's now; otherwise after how many seconds it may be free.
        """
        with writing(self._engine) as connection:
            now = self._now()
            mine = {"holder": holder, "free_at": now + seconds}
            free = or_(geocoder_turn.c.free_at <= now, geocoder_turn.c.free_at > now + _IMPOSSIBLE_WAIT)
            if self._put(connection, geocoder_turn, {"id": 1}, mine, where=free):
                return 0.0
            wait = connection.scalar(select(geocoder_turn.c.free_at - now))
        return max(float(wait or 0.0), 0.001)

    def end_turn(self, holder: str, pause: float) -> None:
        """Ends the holder's turn: the next one is free after the pause (seconds)."""
        with writing(self._engine) as connection:
            mine = geocoder_turn.c.holder == holder
            ended = update(geocoder_turn).where(mine).values(holder="", free_at=self._now() + pause)
            connection.execute(ended)

    def closed(self, service: str) -> tuple[float, str]:
        """For how many seconds a service must not be asked, and why; infinite until one resumes it."""
        row = geocoder_standing.c
        with reading(self._engine) as connection:
            found = connection.execute(
                select(row.stopped, row.closed_until - self._now(), row.reason).where(row.service == service)
            ).first()
        if found is None:
            return 0.0, ""
        stopped, seconds, reason = found
        seconds = _UNTIL_RESUMED if stopped else max(0.0, float(seconds))
        return seconds, reason if seconds else ""

    def succeeded(self, service: str) -> None:
        """The service answered: failures are counted from nought again."""
        row = geocoder_standing.c
        with writing(self._engine) as connection:
            again = update(geocoder_standing).where(row.service == service, row.failures > 0)
            connection.execute(again.values(failures=0))

    def failed(self, service: str, reason: str, *, most: int, seconds: float) -> int:
        """Counts a failure; ``most`` of them in a row close the service for so many seconds.

        Returns:
            How many failures there were in a row.
        """
        row, same = geocoder_standing.c, {"service": service}
        with writing(self._engine) as connection:
            first = {"failures": 1, "closed_until": 0.0, "stopped": False, "reason": reason}
            self._put(connection, geocoder_standing, same, first, update={"failures": row.failures + 1})
            count = connection.scalar(select(row.failures).where(row.service == service)) or 0
            if count >= most:
                closed = update(geocoder_standing).where(row.service == service)
                connection.execute(closed.values(closed_until=self._now() + seconds, reason=reason))
        return count

    def pause(self, service: str, reason: str, *, seconds: float) -> None:
        """Closes the service for so many seconds."""
        later = {"closed_until": self._now() + seconds, "reason": reason}
        with writing(self._engine) as connection:
            new = {"failures": 0, "stopped": False} | later
            self._put(connection, geocoder_standing, {"service": service}, new, update=later)

    def stop(self, service: str, reason: str) -> None:
        """Closes the service until `resume`."""
        new = {"failures": 0, "closed_until": 0.0, "stopped": True, "reason": reason}
        with writing(self._engine) as connection:
            self._put(connection, geocoder_standing, {"service": service}, new)

    def resume(self, service: str) -> None:
        """Opens the service again, whatever closed it."""
        with writing(self._engine) as connection:
            connection.execute(delete(geocoder_standing).where(geocoder_standing.c.service == service))

    def recall(self, service: str, query: str) -> list[dict[str, Any]] | None:
        """What the service answered to a query (its digest); ``None`` if that is unknown or out of date."""
        row = geocoder_answers.c
        with reading(self._engine) as connection:
            same = (row.service == service) & (row.query == query)
            found = connection.execute(select(row.places).where(same, row.expires_at > self._now())).first()
        return None if found is None else list(found.places)

    def remember(
        self, service: str, query: str, places: Sequence[Mapping[str, Any]], *, seconds: float
    ) -> None:
        """Keeps an answer for so many seconds, and drops those that are out of date."""
        with writing(self._engine) as connection:
            connection.execute(delete(geocoder_answers).where(geocoder_answers.c.expires_at <= self._now()))
            new = {"places": [dict(place) for place in places], "expires_at": self._now() + seconds}
            self._put(connection, geocoder_answers, {"service": service, "query": query}, new)

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
