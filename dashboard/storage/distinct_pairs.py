"""Actions in the same place and hour that are two, as a moderator has said: nobody is asked about them again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from dashboard.storage import private
from dashboard.storage.choices_tables import told_apart
from dashboard.storage.public_write import lock_campaign

Pairs = frozenset[frozenset[str]]


def pairs(connection: Connection, slug: str) -> Pairs:
    """The public names of each two."""
    both = select(told_apart.c.uid, told_apart.c.other_uid).where(told_apart.c.campaign == slug)
    return frozenset(frozenset(row) for row in connection.execute(both))


def tell_apart(connection: Connection, slug: str, uids: tuple[str, str], *, who: str, now: datetime) -> bool:
    """Keeps that these are two; whether both stand."""
    lock_campaign(connection, slug)
    uid, other = sorted(uids)
    if uid == other or not {uid, other} <= private.actions_of(connection, slug, uids).keys():
        return False
    if frozenset(uids) not in pairs(connection, slug):
        kept = {"campaign": slug, "uid": uid, "other_uid": other, "chosen_by": who, "chosen_at": now}
        connection.execute(insert(told_apart).values(kept))
    return True
