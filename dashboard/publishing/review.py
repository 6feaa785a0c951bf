"""What moderators decide: imports that wait, and actions that are there twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError, ChangedMeanwhile
from dashboard.model import Action
from dashboard.publishing.beside import names_of
from dashboard.publishing.differences import is_stale
from dashboard.storage import ImportState, PastImport, Store, StoredRow
from dashboard.storage.accounts_values import Membership

MOST_PAIRS: Final = 200

Versions = Mapping[int, str]
"""The `Pending.version` of imports that were looked at, by their ids."""

_NOTHING_SEEN: Final[Versions] = {}


@dataclass(frozen=True, slots=True)
class Pending:
    """An import that waits for a moderator. ``who`` is ``""`` of somebody without an account."""

    about: PastImport
    who: str
    rows: tuple[StoredRow, ...]

    @property
    def actions(self) -> list[Action]:
        """Those that it would put on the map."""
        return [action for row in self.rows for action in row.actions]

    @property
    def version(self) -> str:
        """Tells what it holds from what it holds once somebody has corrected or answered it."""
        return _version(self.rows)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actions in the same city, on the same day and in the same hour, of different imports."""

    first_uid: str
    first: Action
    first_by: str
    second_uid: str
    second: Action
    second_by: str


def review_page(
    store: Store, by: Person | None, slug: str, *, first: int = 0, most: int | None = None
) -> tuple[int, list[Pending]]:
    """How many imports and submissions wait, and at most so many of them with all their rows, the oldest first."""
    require(by, slug, Role.MODERATOR)
    with store.view():
        total, waiting = store.desk.pending(slug, first=first, most=most)
        names = names_of(store, (one.imported_by for one in waiting))
        rows = store.desk.rows_of(one.id for one in waiting)
    return total, [Pending(one, names[one.imported_by], tuple(rows[one.id])) for one in waiting]


def count_to_review(store: Store, by: Person | None, slug: str) -> int:
    """How many imports, submissions, reports and pairs that may be one wait for a moderator."""
    require(by, slug, Role.MODERATOR)
    pairs = len(store.desk.twins(slug, most=MOST_PAIRS))
    return store.desk.pending(slug, most=0)[0] + len(store.desk.reports(slug)) + pairs


def _check_pair(store: Store, slug: str, seen: Pair | None) -> None:
    """See that the two of a pair are what somebody was shown; one that is gone is told by what is to be done."""
    if seen is None:
        return
    standing = store.desk.actions_of(slug, [seen.first_uid, seen.second_uid])
    for uid, action in ((seen.first_uid, seen.first), (seen.second_uid, seen.second)):
        if uid in standing and is_stale(action, standing[uid]):
            raise ChangedMeanwhile()


def approve_imports(
    store: Store,
    by: Person | None,
    slug: str,
    import_ids: Iterable[int],
    *,
    trust: bool = False,
    seen: Versions = _NOTHING_SEEN,
) -> int:
    """Publish imports that wait; how many were waiting.

    With ``trust`` what the same organisers upload from now on goes public at once.

    Raises:
        ChangedMeanwhile: one of them holds something else by now than was looked at. Nothing was written.
    """
    person = require(by, slug, Role.MODERATOR)
    approved = 0
    with store.transaction(slug):
        for about in _as_seen(store, slug, import_ids, seen):
            if store.desk.approve(about.id, who=person.id):
                approved += 1
                record(store, person, "approved", "import", str(about.id), campaign=slug)
                if trust and about.imported_by:
                    _trust(store, person, slug, about.imported_by)
    return approved


def reject_imports(
    store: Store,
    by: Person | None,
    slug: str,
    import_ids: Iterable[int],
    *,
    reason: str,
    seen: Versions = _NOTHING_SEEN,
) -> int:
    """Refuse imports that wait, with a reason that whoever made them will read; how many were waiting.

    Raises:
        ActionMapError: there is no reason.
        ChangedMeanwhile: one of them holds something else by now than was looked at. Nothing was written.
    """
    person = require(by, slug, Role.MODERATOR)
    if not reason.strip():
        raise ActionMapError("reason_missing")
    rejected = 0
    with store.transaction(slug):
        for about in _as_seen(store, slug, import_ids, seen):
            if store.desk.reject(about.id, who=person.id, reason=reason.strip()):
                rejected += 1
                record(store, person, "rejected", "import", str(about.id), campaign=slug)
    return rejected


def duplicate_pairs(
    store: Store, by: Person | None, slug: str, *, first: int = 0, most: int | None = None
) -> tuple[int, list[Pair]]:
    """How many pairs of actions may be the same, up to `MOST_PAIRS`, and at most so many of them.

    They are of different imports, and neither is cancelled. Those that a moderator has told apart are left out.
    """
    require(by, slug, Role.MODERATOR)
    with store.view():
        alike = store.desk.twins(slug, most=MOST_PAIRS)
        shown = alike[first:][:most]
        standing = store.desk.actions_of(slug, {uid for pair in shown for uid in (pair.uid, pair.other_uid)})
        about = store.desk.imports(of for pair in shown for of in (pair.import_id, pair.other_import_id))
        names = names_of(store, (one.imported_by for one in about.values()))

    def side(uid: str, import_id: int) -> tuple[str, Action, str]:
        return uid, standing[uid], names[about[import_id].imported_by]

    there = [pair for pair in shown if {pair.uid, pair.other_uid} <= standing.keys()]  # taken back meanwhile
    return len(alike), [Pair(*side(*pair[:2]), *side(*pair[2:])) for pair in there]


def merge_duplicates(
    store: Store,
    by: Person | None,
    slug: str,
    kept_uid: str,
    dropped_uid: str,
    *,
    seen: Pair | None = None,
) -> None:
    """Take one of two actions that are the same off the map; it does not come back with its file.

    Raises:
        ActionMapError: one of them is not there any more.
        ChangedMeanwhile: one of them is another by now than in the pair that was ``seen``. Nothing was written.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        _check_pair(store, slug, seen)
        if not store.desk.merge(slug, kept_uid, dropped_uid, who=person.id):
            raise ActionMapError("pair_gone")
        record(store, person, "merged into another", "action", dropped_uid, campaign=slug)


def tell_apart(
    store: Store, by: Person | None, slug: str, uid: str, other_uid: str, *, seen: Pair | None = None
) -> None:
    """Remember that two actions are two: nobody is asked about them again.

    Raises:
        ActionMapError: one of them is not there any more.
        ChangedMeanwhile: one of them is another by now than in the pair that was ``seen``. Nothing was written.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        _check_pair(store, slug, seen)
        if not store.desk.tell_apart(slug, uid, other_uid, who=person.id):
            raise ActionMapError("pair_gone")
        record(store, person, "told from another", "action", uid, campaign=slug)


def _as_seen(store: Store, slug: str, import_ids: Iterable[int], seen: Versions) -> list[PastImport]:
    """The imports, all of them of the campaign, if those that wait still hold what was looked at."""
    wanted = list(import_ids)
    about = store.desk.imports(wanted)
    if any(number not in about or about[number].campaign != slug for number in wanted):
        raise ActionMapError("no_such_import")
    found = [about[number] for number in wanted]
    waiting = {one.id for one in found if one.state is ImportState.PENDING} & seen.keys()
    rows = store.desk.rows_of(waiting) if waiting else {}
    if any(_version(rows[number]) != seen[number] for number in waiting):
        raise ChangedMeanwhile()
    return found


def _version(rows: Iterable[StoredRow]) -> str:
    """A digest of the rows; it is compared within one run of the program, and kept nowhere."""
    return blake2b(repr(tuple(rows)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _trust(store: Store, person: Person, slug: str, organiser: str) -> None:
    account = store.accounts.person(organiser)
    mine = next((one for one in account.memberships if one.campaign == slug), None) if account else None
    if mine and not mine.trusted:
        store.accounts.set_membership(organiser, Membership(slug, mine.role, trusted=True))
        record(store, person, "trusts the uploads of", "person", organiser, campaign=slug)
