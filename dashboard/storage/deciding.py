"""Writes what people decide about how an action is shown, and shows it so. Whoever calls has checked who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, update

from dashboard.model import Exposure, Visibility
from dashboard.storage import private, public
from dashboard.storage.exposures import DECIDED
from dashboard.storage.manual_edits import amend
from dashboard.storage.public_write import lock_campaign, show
from dashboard.storage.schema import approvals, exposures


def decide(
    connection: Connection,
    slug: str,
    uid: str,
    visibility: Visibility,
    exposure: Exposure,
    *,
    who: str,
    now: datetime | None = None,
) -> bool:
    """Shows an action as somebody decided; whether anything public changed. Approvals are not touched."""
    now = now or datetime.now(UTC)
    lock_campaign(connection, slug)
    before = public.version(connection, slug)
    made = {"uid": uid, "decided_by": who, "decided_at": now}
    connection.execute(delete(exposures).where(exposures.c.uid == uid))
    connection.execute(insert(exposures).values(made | {name: getattr(exposure, name) for name in DECIDED}))
    if action := private.action(connection, slug, uid):
        amend(connection, now, slug, uid, action, replace(action, visibility=visibility), who=who)
    _show_again(connection, slug, uid, now)
    return public.version(connection, slug) != before


def ask(
    connection: Connection, now: datetime, slug: str, uid: str, level: Visibility, of: str, *, who: str
) -> None:
    """Keeps that somebody wants this much of an action shown; ``of`` is the digest of what they saw.

    What was asked or approved before is void.
    """
    lock_campaign(connection, slug)
    connection.execute(delete(approvals).where(approvals.c.uid == uid))
    asked = {"uid": uid, "level": level, "of": of, "asked_by": who, "asked_at": now, "approved_by": ""}
    connection.execute(insert(approvals).values(asked))
    _show_again(connection, slug, uid, now)


def approve(
    connection: Connection, now: datetime, slug: str, uid: str, level: Visibility, of: str, *, who: str
) -> bool:
    """Keeps that somebody else agrees; false if just this was not asked, or they asked it themselves."""
    lock_campaign(connection, slug)
    asked = (approvals.c.uid == uid) & (approvals.c.of == of) & (approvals.c.level == level)
    open_to = asked & (approvals.c.approved_by == "") & (approvals.c.asked_by != who)
    agreed = connection.execute(update(approvals).where(open_to).values(approved_by=who, approved_at=now))
    _show_again(connection, slug, uid, now)
    return agreed.rowcount == 1


def withdraw(connection: Connection, now: datetime, slug: str, uid: str) -> None:
    """Takes back what was asked or approved of an action."""
    lock_campaign(connection, slug)
    connection.execute(delete(approvals).where(approvals.c.uid == uid))
    _show_again(connection, slug, uid, now)


def _show_again(connection: Connection, slug: str, uid: str, now: datetime) -> None:
    action = private.action(connection, slug, uid)
    show(connection, slug, [(uid, action)] if action else [], now=now)
