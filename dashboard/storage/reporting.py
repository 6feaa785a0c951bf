"""What the public reports about the map: kept for moderators, until it is settled or old."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from dashboard.storage.schema import reports


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says is wrong or dangerous, and how they can be reached if they want that."""

    id: str
    campaign: str
    about: str
    wrong: str
    contact: str
    received_at: datetime


def add_report(
    connection: Connection, now: datetime, slug: str, *, about: str, wrong: str, contact: str = ""
) -> str:
    """Keeps a report; its id."""
    new = secrets.token_urlsafe(12)
    said = {"about": about, "wrong": wrong, "contact": contact}
    connection.execute(insert(reports).values(id=new, campaign=slug, received_at=now, **said))
    return new


def open_reports(connection: Connection, slug: str) -> list[Report]:
    """What was reported in a campaign and is not settled yet, the oldest first."""
    mine = select(reports).where(reports.c.campaign == slug).order_by(reports.c.received_at, reports.c.id)
    return [Report(**row) for row in connection.execute(mine).mappings()]


def close_report(connection: Connection, slug: str, report_id: str) -> bool:
    """Deletes a report that is settled; whether it was there."""
    same = (reports.c.campaign == slug) & (reports.c.id == report_id)
    return connection.execute(delete(reports).where(same)).rowcount == 1


def forget_reports(connection: Connection, *, received_before: datetime) -> int:
    """Deletes the reports of before this moment, settled or not; how many."""
    return connection.execute(delete(reports).where(reports.c.received_at < received_before)).rowcount
