"""What all processes of an installation share about the online geocoder: turns, standing and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Engine, Float, Integer, String, Table, delete, select, update

from dashboard.reasons import Reason
from dashboard.storage.column_types import Reasoned
from dashboard.storage.engine import reading, writing
from dashboard.storage.schema import metadata
from dashboard.storage.turns import Turns

geocoder_standing = Table(  # how we stand with each service
    "geocoder_standing",
    metadata,
    Column("service", String(400), primary_key=True),
    Column("failures", Integer, nullable=False),  # in a row
    Column("closed_until", Float(53), nullable=False),
    Column("stopped", Boolean, nullable=False),  # until an operator resumes
    Column("reason", Reasoned, nullable=False),
)

geocoder_answers = Table(  # what a service answered; what was asked is kept as a digest alone
    "geocoder_answers",
    metadata,
    Column("service", String(400), primary_key=True),
    Column("query", String(64), primary_key=True),
    Column("places", JSON, nullable=False),  # empty: the service knows no such place
    Column("expires_at", Float(53), nullable=False, index=True),
)

_UNTIL_RESUMED: Final = float("inf")


class GeocoderLedger(Turns):
    """Turns, standing and answers, in the database. Any number of threads and processes may use it."""

    def __init__(self, engine: Engine, clock: Callable[[], float] | None = None) -> None:
        super().__init__(engine, "geocoder", clock)

    def closed(self, service: str) -> tuple[float, tuple[Reason, ...]]:
        """For how many seconds a service must not be asked, and why; infinite until one resumes it."""
        row = geocoder_standing.c
        with reading(self._engine) as connection:
            found = connection.execute(
                select(row.stopped, row.closed_until - self._now(), row.reason).where(row.service == service)
            ).first()
        if found is None:
            return 0.0, ()
        stopped, seconds, reason = found
        seconds = _UNTIL_RESUMED if stopped else max(0.0, float(seconds))
        return seconds, reason if seconds else ()

    def succeeded(self, service: str) -> None:
        """The service answered: failures are counted from nought again."""
        row = geocoder_standing.c
        with writing(self._engine) as connection:
            again = update(geocoder_standing).where(row.service == service, row.failures > 0)
            connection.execute(again.values(failures=0))

    def failed(self, service: str, reason: Reason, *, most: int, seconds: float) -> int:
        """Counts a failure; ``most`` of them in a row close the service for so many seconds.

        Returns:
            How many failures there were in a row.
        """
        row, same = geocoder_standing.c, {"service": service}
        with writing(self._engine) as connection:
            first = {"failures": 1, "closed_until": 0.0, "stopped": False, "reason": (reason,)}
            self._put(connection, geocoder_standing, same, first, update={"failures": row.failures + 1})
            count = connection.scalar(select(row.failures).where(row.service == service)) or 0
            if count >= most:
                closed = update(geocoder_standing).where(row.service == service)
                connection.execute(closed.values(closed_until=self._now() + seconds, reason=(reason,)))
        return count

    def pause(self, service: str, reason: Reason, *, seconds: float) -> None:
        """Closes the service for so many seconds."""
        later = {"closed_until": self._now() + seconds, "reason": (reason,)}
        with writing(self._engine) as connection:
            new = {"failures": 0, "stopped": False} | later
            self._put(connection, geocoder_standing, {"service": service}, new, update=later)

    def stop(self, service: str, reason: Reason) -> None:
        """Closes the service until `resume`."""
        new = {"failures": 0, "closed_until": 0.0, "stopped": True, "reason": (reason,)}
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
