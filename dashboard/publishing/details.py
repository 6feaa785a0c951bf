"""All that a page shows of a preview: every row with its state, what vanished, what may be there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.ingest.clean import fold
from dashboard.model import Action, RowProblem, Status
from dashboard.publishing.differences import FieldChange, differences
from dashboard.publishing.preview import Asked, Preview
from dashboard.storage import Outcome, ReceivedRow, Store, Upload, WaitingRow

_MOST_BESIDE: Final = 3
"""So many actions stand beside a row at most: of hundreds in one place and hour, nobody would compare each pair."""


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
class Vanished:
    """An action that the file had which this one corrects, and this one has not: cancelled?

    It stays as it is unless ``key`` is put into `Choices.cancelled`.
    """

    key: str
    action: Action


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new row and an action of another import in the same city, on the same day and in the same hour.

    Or one of one's own in that city that has the same title. Of many such actions, a row stands beside a few.
    """

    line: int
    action: Action
    other_uid: str
    other: Action
    other_by: str
    """The name of whoever brought the other; ``""`` if it is not known."""
    may_update: bool = False
    """Whether the row may be said to be the other, so that it is changed: see `preview.SAME_AS`."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a page shows of a preview, beside its numbers.

    ``leaving`` are rows of earlier files that publishing would take off the list of open questions.
    """

    rows: tuple[RowView, ...]
    vanished: tuple[Vanished, ...]
    duplicates: tuple[Duplicate, ...]
    leaving: tuple[WaitingRow, ...] = ()


def details(store: Store, previewed: Preview) -> Details:
    """Compare a preview with what the campaign has, row by row."""
    upload = previewed.upload
    slug = upload.campaign.slug
    standing = store.desk.actions(slug)
    by_key = {action.key: action for action in standing.values()}
    changed = [one for row in upload.rows for one in row.actions if one.key in previewed.changed]
    as_written = store.desk.with_changes_by_hand(slug, changed)
    rows = tuple(_view(row, previewed, by_key, as_written) for row in upload.rows)
    waiting = {row.key for row in upload.rows if not row.action and row.key}
    keys = waiting | {one.key for row in upload.rows for one in row.actions}
    listed = store.desk.listed_by(upload.corrects) if upload.corrects else frozenset()
    gone = (by_key[key] for key in sorted(listed - keys) if key in by_key)
    vanished = tuple(
        Vanished(one.key, one)
        for one in gone
        if one.status is not Status.CANCELLED and one.row_key not in waiting
    )
    others = {uid: action for uid, action in standing.items() if action.key not in keys}
    leaving = tuple(store.desk.leaving(upload))
    return Details(
        rows,
        vanished,
        tuple(_duplicates(store, upload, rows, others)),
        leaving,
    )


def same_hour(action: Action) -> tuple[object, ...]:
    """What two actions have in common that may be one: city, day and hour; nothing if the day is not known."""
    city, when = action.city, action.submission
    if when.day is None:
        return ()
    place = city.geonameid or (city.country_code, city.name)
    return place, when.day, when.starts and when.starts.hour


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


def _duplicates(
    store: Store, upload: Upload, rows: Iterable[RowView], others: Mapping[str, Action]
) -> Iterator[Duplicate]:
    new = [row for row in rows if row.state is RowState.NEW]
    if not new or not others:
        return
    owners = store.desk.owners(upload.campaign.slug)
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for uid, action in others.items():
        alike[same_hour(action)].append(uid)
        if owners.get(uid) == upload.imported_by:
            alike[_same_title(action)].append(uid)
    names = names_of(store, owners.values())
    whose = upload.imported_by if upload.keeps_to_own else None
    for row in new:
        for action in row.actions:
            for uid in _beside(action, alike)[:_MOST_BESIDE]:
                by, is_mine = owners.get(uid), whose is None or owners.get(uid) == whose
                yield Duplicate(row.line, action, uid, others[uid], names.get(by, ""), is_mine)


def _beside(action: Action, alike: Mapping[tuple[object, ...], Sequence[str]]) -> Sequence[str]:
    """The actions that may be this one: in its hour, or one's own under its title."""
    return next(
        (alike[one] for one in (same_hour(action), _same_title(action)) if one and alike.get(one)), ()
    )


def _same_title(action: Action) -> tuple[object, ...]:
    """What an action and the same one on another day have in common: city and title; nothing without a title."""
    city, title = action.city, fold(action.submission.title)
    return (city.geonameid or (city.country_code, city.name), title) if title else ()


def name_of(store: Store, person_id: str | None) -> str:
    """The name of a person by id; ``""`` of somebody without an account."""
    return names_of(store, [person_id])[person_id]


def names_of(store: Store, person_ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of people by id, in one look; ``""`` of somebody without an account."""
    wanted = set(person_ids)
    known = store.accounts.names({one for one in wanted if one})
    return {one: known.get(one or "", "") for one in wanted}
