"""Writes an import: every row as received, what it changes, and what the world sees of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from dashboard.model import Action, ImportReport
from dashboard.reasons import reason_json
from dashboard.storage import history, private, rows
from dashboard.storage.bulk import insert_all, update_all
from dashboard.storage.choices import chosen_json, remember
from dashboard.storage.likeness import likenesses
from dashboard.storage.manual_edits import cancel_all
from dashboard.storage.owning import kept_to_own, keys_of
from dashboard.storage.private import Known
from dashboard.storage.public_write import lock_campaign, save_campaign, show
from dashboard.storage.rows import Values
from dashboard.storage.schema import ImportState, Outcome, actions, changes, imports, is_in, submissions
from dashboard.storage.values import ReceivedRow, Upload

_UID_BYTES: Final = 12

Fingerprinted = Sequence[tuple[Action, str]]


@dataclass(frozen=True, slots=True)
class _Written:
    """An action as it is to be, with its public name and its fingerprint."""

    uid: str
    action: Action
    fingerprint: str

    def values(self, import_id: int) -> Values:
        own = {"uid": self.uid, "fingerprint": self.fingerprint, "import_id": import_id, "removed_at": None}
        return rows.action_values(self.action) | own


@dataclass(frozen=True, slots=True)
class _Differences:
    """What an upload does to the actions that stand. One that was taken back and returns is new."""

    created: list[_Written]
    returned: list[_Written]
    changed: list[_Written]
    unchanged: int

    @property
    def touched(self) -> list[_Written]:
        return self.created + self.returned + self.changed


class Compared(NamedTuple):
    """What an upload would do to its campaign: as it would be written, the keys of its actions, and the numbers."""

    upload: Upload
    created: frozenset[str]
    changed: frozenset[str]
    report: ImportReport


def compare(connection: Connection, upload: Upload) -> Compared:
    """What an upload would do if it were written now."""
    upload, found = _against(connection, upload, prepare(upload))
    created, changed = (
        frozenset(one.action.key for one in some) for some in (found.created + found.returned, found.changed)
    )
    return Compared(upload, created, changed, _report(upload, found))


def prepare(upload: Upload, taken: Fingerprinted = ()) -> Fingerprinted:
    """Takes the fingerprints of an upload's actions, but for those that were ``taken``: work that needs no lock."""
    known = {id(action): fingerprint for action, fingerprint in taken}
    actions_of = (one for row in upload.rows for one in row.actions)
    return [(one, known.get(id(one)) or rows.fingerprint(one)) for one in actions_of]


def _against(
    connection: Connection, upload: Upload, accepted: Fingerprinted, tag: str = ""
) -> tuple[Upload, _Differences]:
    """An upload under keys that are its owner's, and what it does to the actions that stand."""
    known = private.known_actions(connection, upload.campaign.slug, keys_of(upload, tag))
    upload = kept_to_own(upload, known, tag)
    return upload, _compare(known, prepare(upload, accepted))


def record_import(
    connection: Connection, now: datetime, upload: Upload, accepted: Fingerprinted
) -> tuple[ImportReport, int | None]:
    """Writes an import; its id, or ``None`` if it is the same file again with nothing changed since."""
    if not lock_campaign(connection, upload.campaign.slug):
        save_campaign(connection, now, upload.campaign)
    upload, differences = _against(connection, upload, accepted)
    report, import_id = _report(upload, differences), None
    if differences.touched or not _was_imported(connection, upload, report):
        _replace_corrected(connection, upload)
        import_id = _insert_import(connection, upload, report, now)
        insert_all(connection, submissions, _received(upload, import_id))
        _write(connection, {import_id: differences}, now=now, who=upload.imported_by)
        standing = [(written.uid, written.action) for written in differences.touched]
        show(connection, upload.campaign.slug, standing, now=now)
    cancel_all(connection, upload.campaign.slug, upload.cancels, who=upload.imported_by, now=now)
    remember(connection, upload.campaign.slug, upload.remember, who=upload.imported_by or "", now=now)
    return report, import_id


def propose_import(connection: Connection, now: datetime, upload: Upload, accepted: Fingerprinted) -> int:
    """Keeps an import until a moderator has looked at it, in place of the one that it corrects; its id.

    The numbers of its report are of this moment.
    """
    lock_campaign(connection, upload.campaign.slug)
    _replace_corrected(connection, upload)
    upload, differences = _against(connection, upload, accepted, upload.file_name)
    report = _report(upload, differences)
    import_id = _insert_import(connection, upload, report, now, ImportState.PENDING)
    insert_all(connection, submissions, _received(upload, import_id, proposed=True))
    chosen = chosen_json(upload.remember)
    connection.execute(update(imports).where(imports.c.id == import_id).values(chosen=chosen))
    return import_id


def _replace_corrected(connection: Connection, upload: Upload) -> None:
    """The import that an upload corrects need not be looked at any more, if it waits for that."""
    waits = (imports.c.campaign == upload.campaign.slug) & (imports.c.state == ImportState.PENDING)
    waits &= imports.c.id == upload.corrects
    connection.execute(update(imports).where(waits).values(state=ImportState.REPLACED))


def accept(
    connection: Connection,
    slug: str,
    known: Mapping[str, Known],
    accepted: Mapping[int, Fingerprinted],
    *,
    who: str | None,
    now: datetime,
) -> dict[int, dict[str, int]]:
    """Writes actions of imports that are stored already; what that did, as counts of each import, by its id."""
    found = {number: _compare(known, some) for number, some in accepted.items()}
    _write(connection, found, now=now, who=who)
    show(connection, slug, [(w.uid, w.action) for one in found.values() for w in one.touched], now=now)
    return {
        number: {
            "created": len(one.created) + len(one.returned),
            "changed": len(one.changed),
            "unchanged": one.unchanged,
        }
        for number, one in found.items()
    }


def update_actions(connection: Connection, altered: Sequence[Values]) -> None:
    """Writes whole rows of `actions` over those of the same uid."""
    if altered:
        # One that the history has kept may be of fewer columns.
        common = set(altered[0]).intersection(*altered) | {"city_hour"}
        whole = map(rows.with_city_hour, altered)
        update_all(connection, actions, ({name: values[name] for name in common} for values in whole))


def _compare(known: Mapping[str, Known], accepted: Fingerprinted) -> _Differences:
    created, returned, changed, unchanged = [], [], [], 0
    for action, fingerprint in accepted:
        before = known.get(action.key)
        uid = before.uid if before else _new_uid()
        written = _Written(uid, action, fingerprint)
        if before and before.by_hand:
            written = replace(written, action=rows.with_by_hand(action, before.by_hand))
        if before is None:
            created.append(written)
        elif before.merged:
            unchanged += 1
        elif before.removed:
            returned.append(written)
        elif not rows.says_the_same(before.fingerprint, action, fingerprint):
            changed.append(written)
        else:
            unchanged += 1
    return _Differences(created, returned, changed, unchanged)


def _new_uid() -> str:
    """A random public name. It begins with a letter, as spreadsheets take “-…” and “1e5…” for sums."""
    return f"a{secrets.token_urlsafe(_UID_BYTES)}"


def _report(upload: Upload, differences: _Differences) -> ImportReport:
    outcomes = [row.outcome for row in upload.rows]
    return ImportReport(
        uploaded=len(outcomes),
        published=outcomes.count(Outcome.PUBLISHED),
        waiting=outcomes.count(Outcome.WAITING),
        rejected=outcomes.count(Outcome.REJECTED),
        created=len(differences.created) + len(differences.returned),
        changed=len(differences.changed),
        unchanged=differences.unchanged,
        problems=tuple(problem for row in upload.rows for problem in row.problems),
        notes=upload.notes,
    )


def _was_imported(connection: Connection, upload: Upload, report: ImportReport) -> bool:
    """Whether this very file was imported before and came out the same."""
    same_file = (imports.c.campaign == upload.campaign.slug) & (imports.c.sha256 == upload.sha256)
    counts = select(imports.c.published, imports.c.waiting, imports.c.rejected)
    standing = counts.where(same_file, is_in(ImportState.PUBLISHED)).order_by(imports.c.id.desc())
    before = connection.execute(standing).first()
    return before is not None and tuple(before) == (report.published, report.waiting, report.rejected)


def _insert_import(
    connection: Connection,
    upload: Upload,
    report: ImportReport,
    now: datetime,
    state: ImportState = ImportState.PUBLISHED,
) -> int:
    file_name = upload.file_name.encode("utf-8", "replace").decode()  # a name on disk may be no Unicode
    values = {
        "campaign": upload.campaign.slug, "file_name": file_name, "sha256": upload.sha256,
        "encoding": upload.encoding, "notes": list(map(reason_json, upload.notes)), "imported_at": now,
        "imported_by": upload.imported_by, **{name: getattr(report, name) for name in history.COUNTS},
        "state": state, "source": upload.source, "columns": dict(upload.columns), "cancels": list(upload.cancels),
        "corrects": upload.corrects,
    }  # fmt: skip
    number = connection.execute(insert(imports).values(**values).returning(imports.c.id))
    return int(number.scalar_one())


def _write(connection: Connection, of: Mapping[int, _Differences], *, now: datetime, who: str | None) -> None:
    """Writes what imports do to actions, by their ids."""
    created = [(number, one) for number, found in of.items() for one in found.created]
    altered = [(number, one) for number, found in of.items() for one in found.returned + found.changed]
    before = private.action_rows(connection, {written.uid for _, written in altered})
    insert_all(connection, actions, (written.values(number) for number, written in created))
    update_actions(connection, [written.values(number) for number, written in altered])
    entry = {"changed_at": now, "changed_by": who, "undone": False}
    history = (
        {**entry, "import_id": number, "uid": one.uid, "before": rows.to_json(before.get(one.uid))}
        for number, one in (*created, *altered)
    )
    insert_all(connection, changes, history)


def _received(upload: Upload, import_id: int, *, proposed: bool = False) -> Iterator[Values]:
    return ({"import_id": import_id, **received_values(row, proposed=proposed)} for row in upload.rows)


def received_values(row: ReceivedRow, *, proposed: bool = False) -> Values:
    """The columns of `submissions` that a row fills; with its action, if it is only proposed.

    One that somebody left out is kept as it was received, and is no open question.
    """
    received: Values = {
        "raw": dict(row.raw),
        "problems": [rows.problem_json(problem) for problem in row.problems],
    }
    if row.submission and row.is_open:
        # Open rows are read a page at a time: all of one is sealed as one value.
        reading = rows.submission_json(row.submission) | received
        alike = likenesses(row.submission.place, row.problems, row.raw)
        kept: Values = {"raw": {}, "problems": [], "reading": reading, "alike": alike}
    else:
        kept = received | {"reading": None, "alike": []}
    return kept | {
        "proposed": rows.proposed_json(row.actions) if proposed else None,
        "line": row.line,
        "key": row.action.key if row.action else row.key,
        "outcome": row.outcome,
    }
