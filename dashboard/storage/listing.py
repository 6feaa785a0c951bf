"""Lists of actions for those who may change them: what is looked for, a page at a time, and nothing sealed of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select, true

from dashboard.model import Action, PublicAction, Status, Visibility
from dashboard.storage import private, rows
from dashboard.storage.engine import folded
from dashboard.storage.schema import actions, imports, public_actions
from dashboard.storage.sealing import Sealed, SealedJSON

_PLAIN: Final = [one for one in actions.c if not isinstance(one.type, Sealed | SealedJSON)]
_TEXTS: Final = (
    "title", "organiser", "asked_venue", "asked_address", "place_name", "place_region", "city_name",
)  # fmt: skip
_STEP: Final = func.coalesce(public_actions.c.visibility, literal(Visibility.HIDDEN.value))


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: each word, with the countries (by code) whose names have it; and a status, or any."""

    words: tuple[tuple[str, frozenset[str]], ...] = ()
    status: Status | None = None


def listed(
    connection: Connection,
    slug: str,
    owner: str | None,
    search: Search,
    *,
    first: int = 0,
    most: int | None = None,
) -> tuple[int, dict[str, Action]]:
    """How many actions of somebody (of all: ``None``) are looked for, and at most so many, by when they are.

    They are without contacts and without their rows as received.
    """
    looked = list(_conditions(connection, search))
    counted = _of(select(func.count()).select_from(actions), slug, owner).where(*looked)
    when = (actions.c.day.is_(None), actions.c.day, actions.c.starts.is_(None), actions.c.starts)
    page = (
        _of(select(*_PLAIN), slug, owner).where(*looked).order_by(*when, actions.c.city_name, actions.c.key)
    )
    found = private.by_uid(connection, slug, page.offset(first).limit(most))
    return connection.scalar(counted) or 0, found


def steps(
    connection: Connection, slug: str, owner: str | None, *, most: int
) -> tuple[dict[Visibility, int], list[tuple[Visibility, Action]]]:
    """How many of somebody's actions the public sees on each step now; those that it does not see are hidden.

    And at most so many of those of which it sees less than all, each with its step, by when they are.
    """
    counted = _of(_with_public(select(_STEP, func.count())), slug, owner).group_by(_STEP)
    numbers = {Visibility(step): number for step, number in connection.execute(counted)}
    wanted = _of(_with_public(select(actions.c.uid, _STEP)), slug, owner).where(_STEP != Visibility.EXACT)
    found = connection.execute(wanted.order_by(actions.c.day, actions.c.uid).limit(most)).all()
    plain = select(*_PLAIN).where(actions.c.uid.in_([uid for uid, _ in found]))
    standing = private.by_uid(connection, slug, plain)
    return numbers, [(Visibility(step), standing[uid]) for uid, step in found]


@dataclass(frozen=True, slots=True)
class OpenPassages:
    """How many passages that the public sees may be private, and in how many actions, until somebody means them."""

    total: int
    actions: int


def passages(
    connection: Connection, slug: str, owner: str | None, *, first: int = 0, most: int | None = None
) -> tuple[OpenPassages, list[PublicAction]]:
    """How many there are in the actions of somebody, or in all; and at most so many of these, as they are public."""
    seen = public_actions.c
    open_ones = (seen.campaign == slug) & (seen.passages > 0)
    totals = select(func.coalesce(func.sum(seen.passages), 0), func.count()).join_from(
        public_actions, actions
    )
    total, number = connection.execute(_of(totals, slug, owner).where(open_ones)).one()
    if not total or most == 0:
        return OpenPassages(total, number), []
    found = _of(select(*rows.PUBLIC_COLUMNS).join_from(public_actions, actions), slug, owner).where(open_ones)
    page = connection.execute(found.order_by(actions.c.day, seen.uid).offset(first).limit(most))
    return OpenPassages(total, number), list(map(rows.to_public_action, page))


def _with_public(statement: Select[*tuple[Any, ...]]) -> Select[Any]:
    return statement.select_from(actions).outerjoin(public_actions, public_actions.c.uid == actions.c.uid)


def _of(statement: Select[Any], slug: str, owner: str | None) -> Select[Any]:
    mine = actions.c.import_id.in_(select(imports.c.id).where(imports.c.imported_by == owner))
    return statement.where(
        actions.c.campaign == slug, actions.c.removed_at.is_(None), true() if owner is None else mine
    )


def _conditions(connection: Connection, search: Search) -> Iterator[ColumnElement[bool]]:
    """That each word is in some text or names the country, whatever its case."""
    text: ColumnElement[str] = literal("")
    for name in _TEXTS:
        text = text + " " + actions.c[name]
    for word, countries in search.words:
        named = actions.c.place_country_code.in_(countries)
        yield or_(folded(connection, text).contains(word, autoescape=True), named)
    if search.status is not None:
        yield actions.c.status == search.status
