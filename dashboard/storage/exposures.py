"""What people decided about how an action is shown: read for every action, written by `deciding`.

An import brings what a file says; what people decided lies over it and outlasts it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, update

from dashboard.model import Action, Approval, Exposure, Visibility
from dashboard.storage.schema import actions, approvals, exposures, public_actions

DECIDED: Final = tuple(field.name for field in fields(Exposure) if field.name != "approval")
"""The columns of a decision, which are the fields of an `Exposure` but for its approval."""
_APPROVED: Final = tuple(field.name for field in fields(Approval))
_UNDECIDED: Final = Exposure()
_LADDER: Final = tuple(Visibility)
_MOST_UIDS: Final = 500
_LONGEST_WAIT: Final = 36_500


def exposures_of(
    connection: Connection, slug: str, uids: Collection[str] | None = None
) -> dict[str, Exposure]:
    """What people decided in a campaign, by public name. Actions that nobody decided about are left out.

    Where it is asked for some of them alone (``uids``), the others may be left out.
    """
    if uids is not None and not uids:
        return {}
    mine = actions.c.campaign == slug
    if uids is not None and len(uids) <= _MOST_UIDS:
        mine &= actions.c.uid.in_(list(uids))
    decided = connection.execute(select(exposures).join(actions).where(mine)).mappings().all()
    found = {row["uid"]: Exposure(**{name: row[name] for name in DECIDED}) for row in decided}
    for row in connection.execute(select(approvals).join(actions).where(mine)).mappings():
        approval = Approval(**{name: row[name] for name in _APPROVED})
        found[row["uid"]] = replace(found.get(row["uid"], _UNDECIDED), approval=approval)
    return found


def asked(connection: Connection, slug: str) -> list[str]:
    """The public names of the actions that somebody asks to show more of, while nobody has agreed."""
    waits = select(approvals.c.uid).join(actions).where(actions.c.campaign == slug)
    return list(connection.scalars(waits.where(approvals.c.approved_by == "").order_by(approvals.c.uid)))


def exposed(found: Mapping[str, Exposure], uid: str, action: Action) -> Action:
    """The action with what was decided about it, whatever it brings along."""
    exposure = found.get(uid, _UNDECIDED)
    return action if action.exposure == exposure else replace(action, exposure=exposure)


def rename(connection: Connection, uid: str, neighbourhood: str) -> None:
    """Changes what the area of an action is called."""
    connection.execute(update(exposures).where(exposures.c.uid == uid).values(neighbourhood=neighbourhood))


def is_due(connection: Connection, slug: str, *, now: datetime) -> ColumnElement[bool]:
    """Whether an action is to be revealed or coarsened by now, and the world does not see it so yet.

    For a query over `actions`, `exposures` and `public_actions`.
    """
    seen, wanted = public_actions.c, exposures.c
    stale = or_(seen.uid.is_(None), seen.changed_at < wanted.reveal_at)
    revealed = and_(wanted.reveal_at <= now, stale)
    steps = (
        select(wanted.coarsen_after, wanted.coarsen_to)
        .join(actions, actions.c.uid == wanted.uid)
        .where(actions.c.campaign == slug, wanted.coarsen_after.is_not(None))
        .distinct()
    )
    coarsened = [_is_coarsened(days, to, now) for days, to in connection.execute(steps)]
    return or_(revealed, *coarsened, false())


def _is_coarsened(days: int, to: Visibility, now: datetime) -> ColumnElement[bool]:
    """Loosely by the day somewhere on earth: `dashboard.safety` knows the hour."""
    latest = now.date() + timedelta(days=1) - timedelta(days=min(days, _LONGEST_WAIT))
    finer = _LADDER[: _LADDER.index(to)]
    same = and_(exposures.c.coarsen_after == days, exposures.c.coarsen_to == to)
    return and_(same, actions.c.day <= latest, public_actions.c.visibility.in_(finer))
