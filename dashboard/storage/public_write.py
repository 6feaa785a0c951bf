"""Writes what the world sees: the only door to `public_actions`, and `dashboard.safety` stands in it.

The campaign's version changes if and only if what the world sees does, so that a change of something hidden
leaves no public trace.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, case, delete, func, insert, select, update

from dashboard.model import Action, Campaign, CampaignState, PublicAction, Visibility
from dashboard.safety import PUBLIC_TEXTS, publish_view, scan_public, told_at
from dashboard.storage import private, rows
from dashboard.storage.bulk import execute_all, insert_all, update_all
from dashboard.storage.exposures import exposed, exposures_of
from dashboard.storage.rows import Values
from dashboard.storage.schema import campaigns, public_actions

_LOCK: Final = 0x5041_4D32
"""With a hash of the slug, the name of PostgreSQL's lock under which one process writes at a time."""


def save_campaign(connection: Connection, now: datetime, campaign: Campaign) -> None:
    """Creates the campaign, or changes what differs. The secret link of a draft ends when it is none any more."""
    lock_campaign(connection, campaign.slug)
    values = rows.campaign_values(campaign)
    link = {} if campaign.state is CampaignState.DRAFT else {"preview": ""}
    same = campaigns.c.slug == campaign.slug
    current = connection.execute(select(campaigns).where(same)).mappings().first()
    if current is None:
        connection.execute(insert(campaigns).values(**values, **_new_version(told_at(now))))
    elif any(current[name] != value for name, value in values.items()):
        connection.execute(
            update(campaigns).where(same).values(**values, **link, **_new_version(_latest(told_at(now))))
        )


def set_preview(connection: Connection, slug: str, token: str) -> None:
    """Gives a campaign another secret link, or none (``""``). Nothing public changes."""
    connection.execute(update(campaigns).where(campaigns.c.slug == slug).values(preview=token))


def lock_campaign(connection: Connection, slug: str) -> bool:
    """Waits until nobody else writes in the campaign, which need not be there yet; whether it is.

    SQLite has one writer for the whole file, which our transaction is already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(slug))))
    return connection.execute(select(campaigns.c.slug).where(campaigns.c.slug == slug)).first() is not None


def show(
    connection: Connection, slug: str, standing: Collection[tuple[str, Action | None]], *, now: datetime
) -> bool:
    """Puts in public what `dashboard.safety` allows of these actions (by uid; ``None`` is gone).

    Returns:
        Whether anything public changed.
    """
    seen = private.public_rows(connection, [uid for uid, _ in standing])
    decided = exposures_of(connection, slug, [uid for uid, _ in standing])
    stale: list[str] = []
    fresh: list[Values] = []
    levels: list[Visibility] = []
    unread: list[Values] = []
    for uid, action in standing:
        view = publish_view(exposed(decided, uid, action), uid=uid, now=now) if action else None
        row = rows.public_values(view) if view else None
        before = seen.get(uid)
        known = before.pop("passages") if before else None
        if row != before:
            stale += [uid] if before else []
            fresh += [row | {"passages": _passages(view, before, known)}] if view and row else []
            levels += [before["visibility"]] if before else []
            levels += [view.visibility if view else Visibility.HIDDEN]
        elif view and known is None:
            unread.append({"uid": uid, "passages": len(scan_public(view))})
    _replace(connection, stale, fresh, now)
    update_all(connection, public_actions, unread)
    if stale or fresh:
        told = told_at(now, *levels)
        changed = update(campaigns).where(campaigns.c.slug == slug)
        connection.execute(changed.values(**_new_version(_latest(told))))
    return bool(stale or fresh)


def _passages(view: PublicAction, before: Values | None, known: int | None) -> int:
    """How many passages may be private; no more than were still open where the texts are what they were."""
    same = before and all(before[name] == getattr(view, name) for name in PUBLIC_TEXTS)
    return known if same and known is not None else len(scan_public(view))


def _replace(connection: Connection, stale: list[str], fresh: list[Values], now: datetime) -> None:
    gone = delete(public_actions).where(public_actions.c.uid == bindparam("gone"))
    execute_all(connection, gone, ({"gone": uid} for uid in stale))
    insert_all(connection, public_actions, (row | {"changed_at": now} for row in fresh))


def mean_passages(connection: Connection, uid: str) -> None:
    """Keeps that what may be private in a public action is meant so, until its texts change."""
    connection.execute(update(public_actions).where(public_actions.c.uid == uid).values(passages=0))


def _latest(told: datetime) -> ColumnElement[datetime]:
    """This moment, or a later one that was told of another change of the same day."""
    return case((campaigns.c.updated_at > told, campaigns.c.updated_at), else_=told)


def _new_version(now: datetime | ColumnElement[datetime]) -> Values:
    return {"version": secrets.token_hex(8), "updated_at": now}
