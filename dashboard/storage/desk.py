"""What organisers and moderators do at their desk.

Whoever calls has checked who may: see `dashboard.publishing`.
"""

from __future__ import annotations

from dashboard.model import ImportReport
from dashboard.storage import (
    choices,
    history,
    likeness,
    listing,
    manual_edits,
    open_rows,
    private,
    public_write,
    recording,
    reporting,
    reviewing,
    settling,
    twins,
)
from dashboard.storage.calls import OfDatabase, reads, writes, writes_now
from dashboard.storage.values import Upload


class Desk(OfDatabase):
    """Imports that wait, rows that wait, single actions, and choices that are remembered."""

    # Imports and their rows.

    _record = writes_now(recording.record_import)
    _propose = writes_now(recording.propose_import)
    compare = reads(recording.compare)
    find_import = reads(reviewing.find_import)
    imports = reads(reviewing.find_imports)
    rows = reads(reviewing.stored_rows)
    row = reads(reviewing.stored_row)
    rows_of = reads(reviewing.rows_of)
    listed_by = reads(reviewing.listed_by)
    would_undo = reads(private.would_undo)
    with_changes_by_hand = reads(private.with_changes_by_hand)
    named_in_log = reads(history.named_in_log)

    # Imports that wait for a moderator.

    pending = reads(history.pending_imports)
    approve = writes_now(reviewing.approve)
    reject = writes_now(reviewing.reject)
    revise = writes(reviewing.revise)
    open_proposed = reads(open_rows.open_proposed)
    answer_proposed = writes(settling.answer_proposed)

    # Rows that wait for an answer.

    leaving = reads(open_rows.leaving)
    open_row = reads(open_rows.open_row)
    waiting_of = reads(open_rows.waiting_of)
    asking = reads(open_rows.asking)
    asked_by = reads(open_rows.asked_by)
    tell_alike = writes(likeness.tell_alike)
    open_rows = reads(open_rows.open_page)
    settle_many = writes_now(settling.settle_many)
    remembered = reads(choices.remembered)
    remembered_places = reads(choices.places_of)
    remembered_corrections = reads(choices.corrections_of)

    # Actions.

    action = reads(private.action)
    actions = reads(private.actions_by_uid)
    actions_of = reads(private.actions_of)
    actions_of_keys = reads(private.actions_of_keys)
    owner_of = reads(private.owner_of)
    asked_to_show = reads(private.asked_to_show)
    listed = reads(listing.listed)
    steps = reads(listing.steps)
    passages = reads(listing.passages)
    mean_passages = writes(public_write.mean_passages)
    amend = writes_now(manual_edits.amend)
    merge = writes_now(manual_edits.merge)
    beside = reads(twins.beside)
    tell_apart = writes_now(twins.tell_apart)
    twins = reads(twins.pairs)

    # What the public reports.

    add_report = writes_now(reporting.add_report)
    reports = reads(reporting.open_reports)
    close_report = writes(reporting.close_report)

    def record(self, upload: Upload) -> tuple[ImportReport, int | None]:
        """Writes a whole import: see `Store.record_import`; with its id, or ``None`` if it left no trace."""
        return self._record(upload, recording.prepare(upload))

    def propose(self, upload: Upload) -> int:
        """Keeps an import until a moderator has looked at it; its id. Nothing of it is public."""
        return self._propose(upload, recording.prepare(upload))
