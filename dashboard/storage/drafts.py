"""Files that somebody is preparing and has not published: sealed, for a while, so that any process can go on.

Whoever calls has checked who may: see `dashboard.publishing.drafts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    String,
    Table,
    delete,
    insert,
    not_,
    select,
    true,
    update,
)

from dashboard.storage.column_types import Moment
from dashboard.storage.engine import reading, writing
from dashboard.storage.rows import columns
from dashboard.storage.schema import metadata, not_within
from dashboard.storage.sealing import Sealed, SealedBytes, SealedJSON

KEPT: Final = timedelta(hours=2)
"""For how long after somebody last worked on it."""
MOST_FILES: Final = 10
MOST_BYTES: Final = 100_000_000
"""Of one person; what was touched longest ago goes first, and the file that comes is kept in any case."""
MOST_BYTES_OF_ALL: Final = 2_000_000_000

drafts = Table(
    "drafts",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # random
    Column("campaign", String(100), nullable=False),
    Column("file_name", Sealed, nullable=False),
    Column("content", SealedBytes, nullable=False),
    Column("size", Integer, nullable=False),  # of the file, in bytes
    Column("history", SealedJSON, nullable=False),  # what they chose, one state after the other
    Column("is_done", Boolean, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A file and what was chosen for it, as JSON; ``is_done`` once it was published."""

    number: int
    file_name: str
    content: bytes
    history: list[Any]
    is_done: bool


class Drafts:
    """What people are preparing, each for themselves in one campaign. Each call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, person: str, slug: str, number: int | None = None) -> list[StoredDraft]:
        """The files that somebody is preparing, or one of them; the oldest first."""
        mine = columns(drafts, StoredDraft).where(_of(person, slug, number), not_(_is_old()))
        with reading(self._engine) as connection:
            return [StoredDraft(*row) for row in connection.execute(mine.order_by(drafts.c.added_at))]

    def keep(self, person: str, slug: str, draft: StoredDraft) -> None:
        """Writes what was chosen, and the file itself the first time."""
        now = datetime.now(UTC)
        chosen = {"history": draft.history, "is_done": draft.is_done, "touched_at": now}
        with writing(self._engine) as connection:
            known = update(drafts).where(_of(person, slug, draft.number)).values(**chosen)
            if connection.execute(known).rowcount:
                return
            new = {"number": draft.number, "person": person, "campaign": slug, "added_at": now, **chosen}
            file = {"file_name": draft.file_name, "content": draft.content, "size": len(draft.content)}
            connection.execute(insert(drafts).values(**new, **file))
            _make_room(connection, drafts.c.person == person, MOST_FILES, MOST_BYTES)
            _make_room(connection, true(), None, MOST_BYTES_OF_ALL)

    def drop(self, person: str, slug: str, number: int) -> None:
        """Deletes a file that is published, or was taken away."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_of(person, slug, number)))

    def forget_expired(self) -> None:
        """Deletes what nobody came back for."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_is_old()))


def _is_old() -> ColumnElement[bool]:
    return not_within(drafts.c.touched_at, datetime.now(UTC), KEPT)


def _of(person: str, slug: str, number: int | None) -> ColumnElement[bool]:
    mine = (drafts.c.person == person) & (drafts.c.campaign == slug)
    return mine if number is None else mine & (drafts.c.number == number)


def _make_room(connection: Connection, whose: ColumnElement[bool], files: int | None, most: int) -> None:
    """Deletes those beyond so many files and bytes, but never the one touched last."""
    columns = (drafts.c.person, drafts.c.number, drafts.c.size)
    latest = select(*columns).where(whose).order_by(drafts.c.touched_at.desc())
    taken = 0
    for place, (person, number, size) in enumerate(connection.execute(latest).all()):
        taken += size
        if place and (taken > most or (files and place >= files)):
            same = (drafts.c.person == person) & (drafts.c.number == number)
            connection.execute(delete(drafts).where(same))
