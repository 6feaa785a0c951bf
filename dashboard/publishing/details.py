"""All that a page shows of a preview: every row with its state, what vanished, what may be there twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.model import Action, RowProblem, Status
from dashboard.publishing.beside import Duplicate, beside
from dashboard.publishing.differences import FieldChange, differences
from dashboard.publishing.preview import Asked, Preview
from dashboard.storage import Outcome, ReceivedRow, Store, WaitingRow


class RowState(StrEnum):
    """What publishing would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a preview.

    ``raw`` are the cells as received, under the file's headers. ``action`` is what would be published; ``changes``
    are those of a changed row. ``asked`` has the candidates where its place is asked about.
    """

    line: int
    state: RowState
    raw: Mapping[str, str]
    problems: tuple[RowProblem, ...]
    action: Action | None
    changes: tuple[FieldChange, ...]
    asked: Asked | None
    actions: tuple[Action, ...] = ()
    """All that would be published; a row that names several places has one for each."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a page shows of a preview, beside its numbers.

    ``vanished`` are actions of the file which this one corrects that this one has not. They stay as they are unless
    their keys are put into `Choices.cancelled`. ``leaving`` are rows of earlier files that publishing would take off
    the list of open questions.
    """

    rows: tuple[RowView, ...]
    vanished: tuple[Action, ...]
    duplicates: tuple[Duplicate, ...]
    leaving: tuple[WaitingRow, ...] = ()


def details(store: Store, previewed: Preview) -> Details:
    """Compare a preview with what the campaign has, row by row."""
    upload = previewed.upload
    slug = upload.campaign.slug
    waiting = {row.key for row in upload.rows if not row.action and row.key}
    keys = waiting | {one.key for row in upload.rows for one in row.actions}
    gone = store.desk.listed_by(upload.corrects) - keys if upload.corrects else frozenset()
    changed = [one for row in upload.rows for one in row.actions if one.key in previewed.changed]
    new = [one for row in upload.rows for one in row.actions if one.key in previewed.created]
    with store.view():
        known = store.desk.actions_of_keys(slug, gone | {action.key for action in changed})
        as_written = store.desk.with_changes_by_hand(slug, changed)
        whose = upload.imported_by
        duplicates = beside(store, slug, new, whose, keeps_to_own=upload.keeps_to_own, but=keys)
        leaving = store.desk.leaving(upload)
    standing = {action.key: action for action in known.values()}
    listed = (standing[key] for key in sorted(gone) if key in standing)
    vanished = (one for one in listed if one.status is not Status.CANCELLED and one.row_key not in waiting)
    rows = (_view(row, previewed, standing, as_written) for row in upload.rows)
    return Details(tuple(rows), tuple(vanished), tuple(duplicates), tuple(leaving))


def _view(
    row: ReceivedRow, previewed: Preview, by_key: Mapping[str, Action], as_written: Mapping[str, Action]
) -> RowView:
    state = _state(row, previewed)
    changes: tuple[FieldChange, ...] = ()
    if state is RowState.CHANGED:
        standing = (one for one in row.actions if one.key in by_key)
        changes = tuple(
            change
            for one in standing
            for change in differences(by_key[one.key], as_written.get(one.key, one))
        )
    asked = previewed.asked.get(row.line)
    return RowView(row.line, state, row.raw, row.problems, row.action, changes, asked, row.actions)


def _state(row: ReceivedRow, previewed: Preview) -> RowState:
    if row.action is None:
        return RowState.ASKED if row.outcome is Outcome.WAITING else RowState.REFUSED
    keys = {one.key for one in row.actions}
    if keys <= previewed.created:
        return RowState.NEW
    return RowState.UNCHANGED if keys.isdisjoint(previewed.created | previewed.changed) else RowState.CHANGED
