"""Deletes what is no longer needed: rows as received, contacts, reports, old entries of the audit log."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    delete,
    func,
    or_,
    select,
    type_coerce,
    update,
)

from dashboard.model import Action, Place, Visibility
from dashboard.safety import without_contact
from dashboard.storage import exposures, reporting, rows
from dashboard.storage.accounts_tables import audit
from dashboard.storage.bulk import update_all
from dashboard.storage.recording import update_actions
from dashboard.storage.rows import Values
from dashboard.storage.schema import actions, campaigns, changes, imports, row_corrections, submissions

_PORTION: Final = 2_000
_EMPTY_ROW: Final = "{}"
_ROW_IS_KEPT: Final = type_coerce(submissions.c.raw, Text) != _EMPTY_ROW


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    rows: int
    contacts: int
    audit_entries: int
    reports: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything was."""
        return any(astuple(self))


def forget(
    connection: Connection, *, received_before: datetime, acted_before: date, audited_before: datetime
) -> Forgotten:
    """Deletes a portion of what is older than these moments, so that others can write in between.

    Rows as received go with the time they were uploaded. Contacts go with the day of their action, and with
    them its rows as received, in which they stand too. Where neither the row nor the campaign has a day, the
    time of the upload counts. Reports of the public, which are of no day, go as long after they came.
    """
    midnight = datetime.combine(acted_before, datetime.min.time(), UTC)
    return Forgotten(
        rows=_forget_rows(connection, received_before) + _forget_rows_of_past(connection, acted_before),
        contacts=_forget_contacts(connection, acted_before)
        + _forget_in_history(connection, acted_before)
        + _forget_in_waiting(connection, acted_before)
        + _forget_in_proposals(connection, acted_before),
        audit_entries=connection.execute(delete(audit).where(audit.c.at < audited_before)).rowcount,
        reports=reporting.forget_reports(connection, received_before=midnight),
    )


def _forget_rows(connection: Connection, before: datetime) -> int:
    old = select(imports.c.id).where(imports.c.imported_at < before)
    kept = or_(_ROW_IS_KEPT, submissions.c.reading.is_not(None), submissions.c.proposed.is_not(None))
    emptied = update(submissions).where(submissions.c.import_id.in_(old), kept)
    connection.execute(delete(row_corrections).where(row_corrections.c.chosen_at < before))
    connection.execute(update(imports).where(imports.c.imported_at < before).values(chosen=None))
    return connection.execute(
        emptied.values(raw={}, problems=[], reading=None, proposed=None, alike=[])
    ).rowcount


def _forget_rows_of_past(connection: Connection, before: date) -> int:
    """Rows without a reading, which are on the map or cannot be read; the others may have a day of their own."""
    past = (
        select(submissions.c.import_id, submissions.c.line)
        .join(imports, imports.c.id == submissions.c.import_id)
        .join(campaigns, campaigns.c.slug == imports.c.campaign)
        .outerjoin(
            actions, and_(actions.c.campaign == imports.c.campaign, actions.c.key == submissions.c.key)
        )
        .where(_ROW_IS_KEPT, submissions.c.reading.is_(None), _is_past(before))
        .limit(_PORTION)
    )
    return _rewrite(connection, [_anew(row, problems=[]) for row in connection.execute(past).mappings()])


def _is_past(before: date) -> ColumnElement[bool]:
    day = func.coalesce(actions.c.last_day, actions.c.day, campaigns.c.day)
    midnight = datetime.combine(before, datetime.min.time()).astimezone()
    return or_(day < before, and_(day.is_(None), imports.c.imported_at < midnight))


def _rewrite(connection: Connection, anew: list[Values]) -> int:
    """Writes these over rows of `submissions`; how many there are."""
    update_all(connection, submissions, anew)
    return len(anew)


def _forget_contacts(connection: Connection, before: date) -> int:
    found = (
        select(actions)
        .join(imports, imports.c.id == actions.c.import_id)
        .join(campaigns, campaigns.c.slug == actions.c.campaign)
        .where(actions.c.contact != "", _is_past(before))
        .limit(_PORTION)
    )
    due = [dict(row) for row in connection.execute(found).mappings()]
    decided = {slug: exposures.exposures_of(connection, slug) for slug in {row["campaign"] for row in due}}
    for row in due:
        if exposure := decided[row["campaign"]].get(row["uid"]):
            # What its area is called goes with the contact if the contact stands in it.
            decided_on = replace(rows.to_action(row, raw={}, line=0), exposure=exposure)
            exposures.rename(connection, row["uid"], without_contact(decided_on).exposure.neighbourhood)
    update_actions(connection, [_without_contact(row) for row in due])
    return len(due)


def _without_contact(row: Values) -> Values:
    """The row of `actions` without the contact, nor the texts in which it stands: they are withheld by it now."""
    values = rows.action_values(without_contact(rows.to_action(row, raw={}, line=0)))
    said = rows.to_json(values) or {}
    by_hand = {name: said[name] for name in row["by_hand"]} if row.get("by_hand") else None
    return {**row, **values, "by_hand": by_hand}


def _forget_in_history(connection: Connection, before: date) -> int:
    found = connection.execute(
        select(changes.c.id, changes.c.before)
        .join(actions, actions.c.uid == changes.c.uid)
        .join(imports, imports.c.id == actions.c.import_id)
        .join(campaigns, campaigns.c.slug == actions.c.campaign)
        .where(changes.c.before.is_not(None), _is_past(before))
    )
    forgotten = [
        {"id": number, "before": rows.to_json(_without_contact(rows.from_json(state)))}
        for number, state in found
        if state["contact"]
    ]
    update_all(connection, changes, forgotten)
    return len(forgotten)


def _forget_in_waiting(connection: Connection, before: date) -> int:
    forgotten = []
    for row in connection.execute(_rows_with(submissions.c.reading)).mappings():
        reading, (raw, _) = row["reading"], rows.as_received(row)
        last = reading.get("last_day") or reading["day"]
        if (reading["contact"] or raw) and _last_day(row, last and date.fromisoformat(last)) < before:
            kept = {"raw": {}, "problems": reading["problems"]} if "problems" in reading else {}
            forgotten.append(_anew(row, reading=_reading_without_contact(reading) | kept, alike=[]))
    return _rewrite(connection, forgotten)


def _forget_in_proposals(connection: Connection, before: date) -> int:
    """In what waits for a moderator, for longer than its action is over."""
    forgotten = []
    for row in connection.execute(_rows_with(submissions.c.proposed)).mappings():
        proposed = rows.to_proposed(row["proposed"], raw={}, line=0)
        said = proposed[0].submission
        if said.contact and _last_day(row, said.last_day or said.day) < before:
            forgotten.append(_anew(row, proposed=rows.proposed_json(map(without_contact, proposed))))
    return _rewrite(connection, forgotten)


def _rows_with(kept: Column[Any]) -> Select[Any]:
    """The rows in which this column is kept, with the day of their campaign."""
    return (
        select(submissions, campaigns.c.day.label("campaign_day"), imports.c.imported_at)
        .join(imports, imports.c.id == submissions.c.import_id)
        .join(campaigns, campaigns.c.slug == imports.c.campaign)
        .where(kept.is_not(None))
    )


def _last_day(row: RowMapping, own: date | None) -> date:
    last: date = own or row["campaign_day"] or row["imported_at"].date()
    return last


def _anew(row: RowMapping, **changed: Any) -> Values:
    """A row without what was received, and with what is changed."""
    return {"import_id": row["import_id"], "line": row["line"], "raw": {}, **changed}


def _reading_without_contact(reading: Values) -> Values:
    """A row as it was read, without the contact, nor the texts in which it stands."""
    said = rows.to_submission(reading, raw={}, line=0)
    nowhere = Place(None, "", "", "", 0, 0, "")
    row = Action("", "", said, nowhere, nowhere, said.status, Visibility.HIDDEN)
    return rows.submission_json(without_contact(row).submission)
