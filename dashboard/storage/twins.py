"""Actions that may be one: in the same city, on the same day and in the same hour. And those that are two, as was said.

What is looked for is found in columns that are not sealed; whoever shows some of them opens those alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice, product
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import (
    Connection,
    String,
    and_,
    case,
    cast,
    func,
    insert,
    or_,
    select,
    tuple_,
)

from dashboard.model import Action, Status
from dashboard.storage import private
from dashboard.storage.bulk import in_portions, rows_with
from dashboard.storage.engine import folded
from dashboard.storage.public_write import lock_campaign
from dashboard.storage.rows import city_hour, city_of
from dashboard.storage.schema import actions, imports, told_apart

_AT_ONCE: Final = 500
_CITY: Final = func.coalesce(
    cast(actions.c.city_geonameid, String), actions.c.city_country_code + "/" + actions.c.city_name
)


class Twin(NamedTuple):
    """An action that may be there twice, by what tells that; ``city`` is `city_of`, ``imported_by`` whose it is."""

    uid: str
    key: str
    city: str
    city_hour: str | None
    title: str
    imported_by: str | None


class TwinPair(NamedTuple):
    """Two actions that may be one, each with the import that wrote it last."""

    uid: str
    import_id: int
    other_uid: str
    other_import_id: int


def beside(
    connection: Connection,
    slug: str,
    new: Iterable[Action],
    owner: str | None,
    *,
    most: int | None = None,
) -> list[Twin]:
    """The actions in the hours of new ones, and the owner's in their cities, of their titles.

    At most so many of them in all, those in the hours first.
    """
    twins: list[Twin] = []
    table = actions.c
    standing = (
        select(table.uid, table.key, _CITY, table.city_hour, table.title, imports.c.imported_by)
        .join(imports, imports.c.id == table.import_id)
        .where(table.campaign == slug, table.removed_at.is_(None))
    )
    mine = imports.c.imported_by.is_(None) if owner is None else imports.c.imported_by == owner
    for portion in in_portions(new, _AT_ONCE):
        titles = {(city_of(one.city), one.submission.title.casefold()) for one in portion}
        named = table.title != "", tuple_(_CITY, folded(connection, table.title)).in_(titles)
        in_hours = table.city_hour.in_({hour for hour in map(city_hour, portion) if hour})
        first = (case((in_hours, 0), else_=1), table.uid)
        found = standing.where(or_(in_hours, and_(mine, *named))).order_by(*first)
        twins += (Twin(*row) for row in connection.execute(found.limit(most)))
    return twins


def pairs(connection: Connection, slug: str, *, most: int) -> list[TwinPair]:
    """At most so many pairs of actions that may be the same: of different imports, neither cancelled or told apart.

    No join: a database that has not counted its rows yet would compare each action with each.
    """
    table = actions.c
    mine = (table.campaign == slug, table.removed_at.is_(None), table.status != Status.CANCELLED)
    several = func.min(table.import_id) < func.max(table.import_id)
    hours = select(table.city_hour).where(*mine, table.city_hour.is_not(None)).group_by(table.city_hour)
    alike = select(table.city_hour, table.import_id, table.uid).where(*mine)
    in_order = alike.order_by(table.city_hour, table.import_id, table.uid)
    apart = _told_apart(connection, slug)

    def found() -> Iterator[TwinPair]:
        wanted = connection.scalars(hours.having(several).order_by(table.city_hour))
        rows = rows_with(connection, in_order, table.city_hour, wanted.all())
        for _, in_hour in groupby(rows, key=itemgetter(0)):
            earlier: list[tuple[str, int]] = []
            for number, of_import in groupby(in_hour, key=itemgetter(1)):
                uids = [row[2] for row in of_import]
                for uid, (other, other_number) in product(uids, earlier):
                    if frozenset((other, uid)) not in apart:
                        yield TwinPair(other, other_number, uid, number)
                earlier += ((uid, number) for uid in uids)

    return list(islice(found(), most))


def tell_apart(
    connection: Connection, now: datetime, slug: str, uid: str, other_uid: str, *, who: str
) -> bool:
    """Keeps that two actions are two; false if one of them does not stand."""
    lock_campaign(connection, slug)
    uid, other = sorted((uid, other_uid))
    if uid == other or not {uid, other} <= private.actions_of(connection, slug, (uid, other)).keys():
        return False
    if frozenset((uid, other)) not in _told_apart(connection, slug):
        kept = {"campaign": slug, "uid": uid, "other_uid": other, "chosen_by": who, "chosen_at": now}
        connection.execute(insert(told_apart).values(kept))
    return True


def _told_apart(connection: Connection, slug: str) -> frozenset[frozenset[str]]:
    both = select(told_apart.c.uid, told_apart.c.other_uid).where(told_apart.c.campaign == slug)
    return frozenset(frozenset(row) for row in connection.execute(both))
