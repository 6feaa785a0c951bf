"""Reads of what happened: imports, and the history of an action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Final

from sqlalchemy import Connection, RowMapping, func, select

from dashboard.model import ImportReport
from dashboard.reasons import Reason, Values, to_reason
from dashboard.storage import rows
from dashboard.storage.accounts_values import AuditEntry
from dashboard.storage.schema import ImportState, Source, actions, changes, imports, is_in
from dashboard.storage.values import Change, PastImport

COUNTS: Final = ("uploaded", "published", "waiting", "rejected", "created", "changed", "unchanged")
_OWN: Final = tuple(field.name for field in fields(PastImport) if field.name != "report")


def past_imports(connection: Connection, slug: str) -> list[PastImport]:
    """The imports of a campaign, the latest first."""
    order = imports.c.id.desc()
    found = connection.execute(select(imports).where(imports.c.campaign == slug).order_by(order)).mappings()
    return [past_import(row) for row in found]


def pending_imports(
    connection: Connection, slug: str, *, first: int = 0, most: int | None = None
) -> tuple[int, list[PastImport]]:
    """How many imports of a campaign wait for a moderator, and at most so many of them, the oldest first."""
    waits = (imports.c.campaign == slug) & is_in(ImportState.PENDING)
    total = connection.scalar(select(func.count()).select_from(imports).where(waits)) or 0
    page = select(imports).where(waits).order_by(imports.c.id).offset(first).limit(most)
    return total, [past_import(row) for row in connection.execute(page).mappings()]


def history(connection: Connection, uid: str) -> list[Change]:
    """What happened to one action, the latest first."""
    order = changes.c.id.desc()
    found = connection.execute(select(changes).where(changes.c.uid == uid).order_by(order)).mappings()
    return [_change(row) for row in found]


def past_import(row: RowMapping) -> PastImport:
    """The import of a row of `imports`."""
    report = ImportReport(**{name: row[name] for name in COUNTS}, notes=tuple(map(to_reason, row["notes"])))
    return PastImport(**{name: row[name] for name in _OWN}, report=report)


def _change(row: RowMapping) -> Change:
    before = row["before"] and rows.to_action(rows.from_json(row["before"]), raw={}, line=0)
    return Change(row["changed_at"], row["changed_by"], row["import_id"], before or None, row["undone"])


def named_in_log(
    connection: Connection, slug: str, entries: Iterable[AuditEntry]
) -> dict[str, dict[str, Values]]:
    """What is said of the files, rows, actions and campaigns in a log, by kind and id: ``about``, ``n``, ``line``."""
    ids: dict[str, set[str]] = {"import": set(), "row": set(), "action": set()}
    for entry in entries:
        ids.get(entry.object_kind, set()).add(entry.object_id)
    rows = {one: one.removeprefix("action-").partition("-") for one in ids["row"]}
    numbers = {one for one in (*ids["import"], *(first for first, _, _ in rows.values())) if one.isdecimal()}
    found = select(imports.c.id, imports.c.file_name, imports.c.source, imports.c.published).where(
        imports.c.campaign == slug, imports.c.id.in_(map(int, numbers))
    )
    files: dict[str, Values] = {
        str(one.id): {
            "about": one.file_name if one.source is Source.FILE else Reason(f"deed_{one.source}"),
            "n": one.published,
        }
        for one in connection.execute(found)
    }
    titles = select(actions.c.uid, actions.c.title, actions.c.city_name).where(
        actions.c.campaign == slug, actions.c.uid.in_(ids["action"])
    )
    return {
        "import": files,
        "row": {
            one: {**files[first], "line": line} for one, (first, _, line) in rows.items() if first in files
        },
        "action": {uid: {"about": title or city} for uid, title, city in connection.execute(titles)},
    }
