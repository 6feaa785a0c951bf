"""Actions that may be one: in the same city, on the same day and in the same hour. And those that are two, as was said.

What is looked for is found in columns that are not sealed; whoever shows some of them opens those alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    insert,
    or_,
    select,
    tuple_,
)

from dashboard.model import Action, Place, Status
from dashboard.storage import private
from dashboard.storage.bulk import in_portions
from dashboard.storage.choices_tables import told_apart
from dashboard.storage.engine import folded
from dashboard.storage.public_write import lock_campaign
from dashboard.storage.schema import actions, imports

_AT_ONCE: Final = 500
_CITY: Final = func.coalesce(
    cast(actions.c.city_geonameid, String), actions.c.city_country_code + "/" + actions.c.city_name
)

_HOUR: Final = func.coalesce(extract("hour", actions.c.starts), -1)


class Twin(NamedTuple):
    """An action that may be there twice, by what tells that; ``city`` is `city_of`, ``imported_by`` whose it is."""

    uid: str
    key: str
    city: str
    day: date | None
    starts: time | None
    title: str
    import_id: int
    imported_by: str | None

    @property
    def hour(self) -> Hour | None:
        """What it has in common with one that may be the same; ``None`` if its day is not known."""
        return _hour(self.city, self.day, self.starts)


Hour = tuple[str, date, int | None]


def city_of(place: Place) -> str:
    """What tells one city from another."""
    return str(place.geonameid or f"{place.country_code}/{place.name}")


def hour_of(action: Action) -> Hour | None:
    """The same of an action as `Twin.hour`."""
    return _hour(city_of(action.city), action.submission.day, action.submission.starts)


def _hour(city: str, day: date | None, starts: time | None) -> Hour | None:
    return None if day is None else (city, day, None if starts is None else starts.hour)


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
    for portion in in_portions(new, _AT_ONCE):
        hours = {(*hour[:2], -1 if hour[2] is None else hour[2]) for hour in map(hour_of, portion) if hour}
        titles = {(city_of(one.city), one.submission.title.casefold()) for one in portion}
        mine = imports.c.imported_by.is_(None) if owner is None else imports.c.imported_by == owner
        named = actions.c.title != "", tuple_(_CITY, folded(connection, actions.c.title)).in_(titles)
        in_hours = tuple_(_CITY, actions.c.day, _HOUR).in_(hours)
        first = (case((in_hours, 0), else_=1), actions.c.uid)
        found = _standing(slug).where(or_(in_hours, and_(mine, *named))).order_by(*first)
        twins += (Twin(*row) for row in connection.execute(found.limit(most)))
    return twins


def pairs(connection: Connection, slug: str, *, most: int) -> list[tuple[Twin, Twin]]:
    """At most so many pairs of actions that may be the same: of different imports, neither cancelled or told apart."""
    not_cancelled = actions.c.status != Status.CANCELLED
    several = (
        select(_CITY, actions.c.day, _HOUR)
        .where(actions.c.campaign == slug, actions.c.removed_at.is_(None), not_cancelled)
        .where(actions.c.day.is_not(None))
        .group_by(_CITY, actions.c.day, _HOUR)
        .having(func.min(actions.c.import_id) < func.max(actions.c.import_id))
    )
    beside = _standing(slug).where(not_cancelled, tuple_(_CITY, actions.c.day, _HOUR).in_(several))
    apart = _told_apart(connection, slug)
    alike: defaultdict[Hour | None, list[Twin]] = defaultdict(list)
    found: list[tuple[Twin, Twin]] = []
    with connection.execute(beside.order_by(actions.c.day, actions.c.uid)) as in_order:
        for twin in (Twin(*row) for row in in_order):
            found += (
                (one, twin)
                for one in alike[twin.hour]
                if one.import_id != twin.import_id and frozenset((one.uid, twin.uid)) not in apart
            )
            alike[twin.hour].append(twin)
            if len(found) >= most:  # nobody compares all of thousands in one hour
                break
    return found[:most]


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


def _standing(slug: str) -> Select[Any]:
    table = actions.c
    plain = (table.uid, table.key, _CITY, table.day, table.starts, table.title, table.import_id)
    return (
        select(*plain, imports.c.imported_by)
        .join(imports, imports.c.id == table.import_id)
        .where(table.campaign == slug, table.removed_at.is_(None))
    )
