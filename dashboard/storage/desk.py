"""What organisers and moderators do at their desk: each call is one transaction.

Whoever calls has checked who may: see `dashboard.publishing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from dashboard.model import Action, ImportReport, PlaceQuery, PublicAction, Visibility
from dashboard.reasons import Values
from dashboard.storage import (
    choices,
    exposures,
    history,
    listing,
    manual_edits,
    open_rows,
    private,
    public_write,
    recording,
    reporting,
    reviewing,
    rows,
    settling,
    twins,
)
from dashboard.storage.accounts_values import AuditEntry
from dashboard.storage.choices import ChosenPlace, Remembered
from dashboard.storage.engine import reading, writing
from dashboard.storage.listing import OpenPassages, Search
from dashboard.storage.owning import kept_to_own, keys_of
from dashboard.storage.reporting import Report
from dashboard.storage.schema import Outcome, actions, imports, submissions
from dashboard.storage.twins import Twin
from dashboard.storage.values import OpenNumbers, PastImport, ReceivedRow, StoredRow, Upload, WaitingRow

_EVERY_OUTCOME = tuple(Outcome)


class Desk:
    """Imports that wait, rows that wait, single actions, and choices that are remembered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remembered(self, slug: str) -> Remembered:
        """What people chose for earlier files of a campaign."""
        with reading(self._engine) as connection:
            return choices.remembered(connection, slug)

    def remembered_places(self, slug: str, digests: Iterable[str]) -> dict[str, ChosenPlace]:
        """Where the texts of these digests are, as far as people chose that for earlier files."""
        with reading(self._engine) as connection:
            return choices.places_of(connection, slug, digests)

    def remembered_corrections(self, slug: str, digests: Iterable[str]) -> dict[str, dict[str, str]]:
        """The corrections of the rows of these digests, as far as people made any."""
        with reading(self._engine) as connection:
            return choices.corrections_of(connection, slug, digests)

    def find_import(self, import_id: int) -> PastImport | None:
        """One import, in whatever state."""
        with reading(self._engine) as connection:
            return reviewing.find_import(connection, import_id)

    def rows(self, import_id: int, *outcomes: Outcome) -> list[StoredRow]:
        """The rows of an import, by line: all, or those that came out so."""
        with reading(self._engine) as connection:
            return reviewing.stored_rows(connection, import_id, outcomes or _EVERY_OUTCOME)

    def row(self, import_id: int, line: int) -> StoredRow | None:
        """One row of an import, whatever came of it."""
        with reading(self._engine) as connection:
            return next(iter(reviewing.stored_rows(connection, import_id, _EVERY_OUTCOME, line)), None)

    def open_rows(
        self,
        slug: str,
        whose: str | None = None,
        *,
        first: int = 0,
        most: int | None = None,
        folded: Collection[tuple[int, int]] = (),
    ) -> tuple[OpenNumbers, list[tuple[WaitingRow, bool]]]:
        """How many rows wait or could be corrected, and at most so many of them, each with whether it was rejected.

        ``whose`` are one person's, or ``None`` for all. Those that wait come first, by import and line.
        Rows whose import and line are ``folded`` are counted, and not listed.
        """
        with reading(self._engine) as connection:
            return open_rows.open_page(connection, slug, whose, first, most, folded)

    def rejected(self, slug: str) -> list[WaitingRow]:
        """The rows that were rejected though they could be read, by import and line."""
        with reading(self._engine) as connection:
            return open_rows.waiting_rows(connection, slug, of=Outcome.REJECTED)

    def open_row(self, slug: str, import_id: int, line: int) -> WaitingRow | None:
        """One of the `open_rows`."""
        with reading(self._engine) as connection:
            return open_rows.open_row(connection, slug, (import_id, line))

    def waiting_places(self, slug: str, whose: str | None) -> dict[tuple[int, int], PlaceQuery]:
        """What each row that waits says of its place, by import and line."""
        with reading(self._engine) as connection:
            return open_rows.waiting_places(connection, slug, whose)

    def waiting_of(self, slug: str, row_ids: Iterable[tuple[int, int]]) -> list[WaitingRow]:
        """Those of these rows that wait, by import and line."""
        with reading(self._engine) as connection:
            return open_rows.waiting_of(connection, slug, row_ids)

    def pending(self, slug: str, *, first: int = 0, most: int | None = None) -> tuple[int, list[PastImport]]:
        """How many imports wait for a moderator, and at most so many of them, the oldest first."""
        with reading(self._engine) as connection:
            return history.pending_imports(connection, slug, first, most)

    def imports(self, import_ids: Iterable[int]) -> dict[int, PastImport]:
        """The imports of these ids."""
        with reading(self._engine) as connection:
            return reviewing.find_imports(connection, import_ids)

    def rows_of(self, import_ids: Iterable[int]) -> dict[int, list[StoredRow]]:
        """All rows of these imports, by import and in the order of their lines."""
        with reading(self._engine) as connection:
            return reviewing.rows_of(connection, import_ids)

    def listed_by(self, import_id: int) -> frozenset[str]:
        """The keys of the actions that an import has put on the map."""
        listed = (submissions.c.import_id == import_id) & (submissions.c.outcome == Outcome.PUBLISHED)
        mine = imports.c.campaign == actions.c.campaign
        keys = select(actions.c.key).join(submissions, submissions.c.key == private.KEY_OF_ROW)
        with reading(self._engine) as connection:
            named = keys.join(imports, (imports.c.id == submissions.c.import_id) & mine)
            return frozenset(connection.scalars(named.where(listed)))

    def leaving(self, upload: Upload) -> list[WaitingRow]:
        """The open rows that an upload would take off the list of open questions, by import and line."""
        with reading(self._engine) as connection:
            return open_rows.leaving(connection, upload)

    def actions_of(self, slug: str, uids: Iterable[str]) -> dict[str, Action]:
        """Those actions of a campaign that have these public names and stand, by public name."""
        with reading(self._engine) as connection:
            return private.actions_of(connection, slug, uids)

    def actions(self, slug: str) -> dict[str, Action]:
        """The actions of a campaign that stand, by public name."""
        with reading(self._engine) as connection:
            return private.actions_by_uid(connection, slug)

    def listed(
        self, slug: str, owner: str | None, search: Search, *, first: int = 0, most: int | None = None
    ) -> tuple[int, dict[str, Action]]:
        """How many actions of somebody, or of all, are looked for, and at most so many: see `listing.listed`."""
        with reading(self._engine) as connection:
            return listing.listed(connection, slug, owner, search, first, most)

    def steps(
        self, slug: str, owner: str | None, *, most: int
    ) -> tuple[dict[Visibility, int], list[tuple[Visibility, Action]]]:
        """How many actions the public sees on each step, and at most so many of those of which it sees less."""
        with reading(self._engine) as connection:
            counted = listing.steps(connection, slug, owner)
            return counted, listing.less_shown(connection, slug, owner, most)

    def passages(
        self, slug: str, owner: str | None, *, first: int = 0, most: int | None = None
    ) -> tuple[OpenPassages, list[PublicAction]]:
        """How many passages may be private in what the public sees, and where: see `listing.passages`."""
        with reading(self._engine) as connection:
            return listing.passages(connection, slug, owner, first, most)

    def mean_passages(self, uid: str) -> None:
        """Keeps that what may be private in a public action is meant so."""
        with writing(self._engine) as connection:
            public_write.mean_passages(connection, uid)

    def asked_to_show(self, slug: str) -> dict[str, Action]:
        """The actions of a campaign of which somebody asks to show more, and nobody agreed yet, by public name."""
        with reading(self._engine) as connection:
            return private.actions_of(connection, slug, exposures.asked(connection, slug))

    def actions_of_keys(self, slug: str, keys: Iterable[str]) -> dict[str, Action]:
        """Those actions of a campaign that have these keys and stand, by key."""
        with reading(self._engine) as connection:
            return {one.key: one for one in private.actions_of_keys(connection, slug, keys).values()}

    def named_in_log(self, slug: str, entries: Iterable[AuditEntry]) -> dict[str, dict[str, Values]]:
        """What is said of the files, rows, actions and campaigns in a log, by kind and id."""
        with reading(self._engine) as connection:
            return history.named_in_log(connection, slug, entries)

    def action(self, slug: str, uid: str) -> Action | None:
        """The action of a public name."""
        with reading(self._engine) as connection:
            found = private.find_action(connection, slug, uid=uid)
        return found and found[1]

    def owner_of(self, slug: str, uid: str) -> str | None:
        """Whose import wrote the action of a public name last; ``None`` of the command line, or if there is none."""
        mine = select(imports.c.imported_by).join(actions, imports.c.id == actions.c.import_id)
        named = mine.where(actions.c.campaign == slug, actions.c.uid == uid, actions.c.removed_at.is_(None))
        with reading(self._engine) as connection:
            return connection.scalar(named)

    def with_changes_by_hand(self, slug: str, written: Collection[Action]) -> dict[str, Action]:
        """Actions as an import would leave them: with what people changed since, by key."""
        with reading(self._engine) as connection:
            known = private.known_actions(connection, slug, {action.key for action in written})
        return {
            action.key: rows.with_by_hand(action, known[action.key].by_hand or {})
            for action in written
            if action.key in known
        }

    def would_undo(self, import_id: int) -> tuple[int, int]:
        """How many actions go, and how many become what they were, if an import is taken back."""
        with reading(self._engine) as connection:
            undone = private.undoable_changes(connection, import_id)
        changed = sum(change.before is not None for change in undone)
        return len(undone) - changed, changed

    def record(self, upload: Upload) -> tuple[ImportReport, int | None]:
        """Writes a whole import: see `Store.record_import`; with its id, or ``None`` if it left no trace."""
        accepted = recording.prepare(upload)
        with writing(self._engine) as connection:
            return recording.record_import(connection, upload, accepted, now=_now())

    def propose(self, upload: Upload) -> int:
        """Keeps an import until a moderator has looked at it; its id. Nothing of it is public."""
        accepted = recording.prepare(upload)
        with writing(self._engine) as connection:
            return recording.propose_import(connection, upload, accepted, now=_now())

    def approve(self, import_id: int, *, who: str) -> bool:
        """Publishes an import that waits; whether it was waiting."""
        with writing(self._engine) as connection:
            return reviewing.approve(connection, import_id, who=who, now=_now())

    def reject(self, import_id: int, *, who: str, reason: str) -> bool:
        """Refuses an import that waits; whether it was waiting."""
        with writing(self._engine) as connection:
            return reviewing.reject(connection, import_id, who=who, reason=reason, now=_now())

    def revise(self, import_id: int, line: int, action: Action) -> bool:
        """Changes an action of an import that waits; whether it still waits and has an action in this line."""
        with writing(self._engine) as connection:
            return reviewing.revise(connection, import_id, line, action)

    def settle_many(
        self,
        slug: str,
        settled: Sequence[tuple[int, ReceivedRow]],
        chosen: Remembered,
        *,
        who: str,
        free: bool,
    ) -> set[tuple[int, int]]:
        """Replaces what became of rows that wait or were rejected; the import and line of those still open.

        They change no action of anybody but whoever uploaded them, unless that is ``who`` and they are ``free`` to.
        """
        with writing(self._engine) as connection:
            return settling.settle_many(
                connection, slug, settled, chosen, who=who, now=_now(), free_of=who if free else None
            )

    def open_proposed(self, slug: str, import_id: int) -> list[WaitingRow]:
        """The rows that wait for an answer in an import that waits for a moderator, by line."""
        with reading(self._engine) as connection:
            return open_rows.open_proposed(connection, slug, import_id)

    def answer_proposed(self, import_id: int, row: ReceivedRow) -> bool:
        """Replaces what would become of such a row; false if it does not wait any more."""
        with writing(self._engine) as connection:
            return settling.answer_proposed(connection, import_id, row)

    def kept_to_own(self, upload: Upload) -> Upload:
        """The upload as it will be written: of somebody who may change no actions but their own."""
        with reading(self._engine) as connection:
            return kept_to_own(
                upload, private.known_actions(connection, upload.campaign.slug, keys_of(upload))
            )

    def amend(self, slug: str, uid: str, before: Action, after: Action, *, who: str) -> bool:
        """Changes by hand what differs between an action as it was read and as it is to be; whether anything does.

        Raises:
            ChangedMeanwhile: it is another one by now. Nothing was written.
        """
        with writing(self._engine) as connection:
            return manual_edits.amend(connection, slug, uid, before, after, who=who, now=_now())

    def merge(self, slug: str, kept: str, dropped: str, *, who: str) -> bool:
        """Takes an action off because another says the same; false if one of them does not stand."""
        with writing(self._engine) as connection:
            return manual_edits.merge(connection, slug, kept, dropped, who=who, now=_now())

    def beside(
        self, slug: str, new: Iterable[Action], owner: str | None, *, most: int | None = None
    ) -> list[Twin]:
        """The actions of a campaign that stand beside new ones: see `twins.beside`."""
        with reading(self._engine) as connection:
            return list(twins.beside(connection, slug, new, owner, most=most))

    def twins(self, slug: str, *, most: int) -> list[tuple[Twin, Twin]]:
        """At most so many pairs of actions of a campaign that may be one, and were not told apart."""
        with reading(self._engine) as connection:
            return twins.pairs(connection, slug, most)

    def tell_apart(self, slug: str, uid: str, other_uid: str, *, who: str) -> bool:
        """Keeps that two actions are two; false if one of them does not stand."""
        with writing(self._engine) as connection:
            return twins.tell_apart(connection, slug, (uid, other_uid), who=who, now=_now())

    def add_report(self, slug: str, *, about: str, wrong: str, contact: str = "") -> str:
        """Keeps what somebody reports about the map; its id."""
        with writing(self._engine) as connection:
            return reporting.add_report(
                connection, slug, about=about, wrong=wrong, contact=contact, now=_now()
            )

    def reports(self, slug: str) -> list[Report]:
        """What was reported in a campaign and is not settled yet, the oldest first."""
        with reading(self._engine) as connection:
            return reporting.open_reports(connection, slug)

    def close_report(self, slug: str, report_id: str) -> bool:
        """Deletes a report that is settled; whether it was there."""
        with writing(self._engine) as connection:
            return reporting.close_report(connection, slug, report_id)


def _now() -> datetime:
    return datetime.now(UTC)
