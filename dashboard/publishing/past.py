"""Imports that were made: the list, what came of their rows, and taking one back as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.accounts import Person, Role, record, require, whose
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.i18n import Speech
from dashboard.publishing.beside import names_of
from dashboard.publishing.report import error_report
from dashboard.storage import ImportState, Outcome, PastImport, Source, Store


@dataclass(frozen=True, slots=True)
class ListedImport:
    """An import as it is listed: who made it, and whether it can be taken back. ``who`` may be unknown: ``""``."""

    about: PastImport
    who: str
    rolled_back_by: str
    can_roll_back: bool


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What taking an import back would do, in numbers: ``asked`` are rows that would be asked about no longer.

    ``kept`` actions stay as they are, because a later import changed or lists them.
    """

    removed: int
    restored: int
    kept: int
    asked: int


def list_imports(store: Store, by: Person | None, slug: str) -> list[ListedImport]:
    """The imports of a campaign, the latest first: one's own, or all for a moderator."""
    person = require(by, slug, Role.ORGANISER)
    mine = [one for one in store.imports(slug) if whose(person, slug) in {None, one.imported_by}]
    names = names_of(store, (who for one in mine for who in (one.imported_by, one.rolled_back_by)))
    return [
        ListedImport(
            one,
            names[one.imported_by],
            names[one.rolled_back_by],
            one.stands or one.is_pending,
        )
        for one in mine
    ]


def earlier_files(store: Store, by: Person | None, slug: str) -> list[ListedImport]:
    """The files of which somebody may bring the corrected one, the latest first."""
    return [one for one in list_imports(store, by, slug) if _may_be_corrected(one.about)]


def corrected(store: Store, slug: str, file_name: str, number: int | None) -> int | None:
    """The import that an operator's file corrects: that of the number, or for 0 the last of the same name.

    Raises:
        ActionMapError: there is none.
    """
    if number is None:
        return None
    own = (one for one in store.imports(slug) if one.file_name == file_name and one.imported_by is None)
    found = number or next((one.id for one in own if _may_be_corrected(one)), 0)
    about = store.desk.find_import(found)
    if about is None or about.campaign != slug or not _may_be_corrected(about):
        raise ActionMapError("no_file_to_correct")
    return found


def check_corrects(store: Store, person: Person, slug: str, import_id: int | None) -> None:
    """See that somebody may bring the corrected file of an import, if there is one that they name.

    Raises:
        NotAllowed: it is another organiser's, and they are no moderator.
        ActionMapError: it was taken back, refused or replaced since.
    """
    if import_id is None:
        return
    about = _mine(store, person, slug, import_id)
    if not _may_be_corrected(about):
        raise ActionMapError("corrected_file_gone")


def _may_be_corrected(about: PastImport) -> bool:
    return (about.stands or about.is_pending) and about.source is Source.FILE


def taking_back(store: Store, by: Person | None, slug: str, import_id: int) -> TakingBack:
    """What `roll_back_import` would do now."""
    person = require(by, slug, Role.ORGANISER)
    about = _mine(store, person, slug, import_id)
    report = about.report
    if about.state is not ImportState.PUBLISHED:
        return TakingBack(0, 0, 0, report.uploaded)
    removed, restored = store.desk.would_undo(import_id)
    kept = max(0, report.created + report.changed - removed - restored)
    return TakingBack(removed, restored, kept, report.waiting + report.rejected)


def roll_back_import(store: Store, by: Person | None, slug: str, import_id: int) -> int:
    """Take an import back as a whole, or withdraw one that waits; how many actions are as they were before it.

    What later imports changed or list stays, and what people decided by hand stays too.

    Raises:
        NotAllowed: it is another organiser's, and they are no moderator.
    """
    person = require(by, slug, Role.ORGANISER)
    with store.transaction(slug):
        _mine(store, person, slug, import_id)
        undone = store.roll_back(import_id, who=person.id)
        record(store, person, "rolled back", "import", str(import_id), campaign=slug)
        return undone


def error_report_of(store: Store, by: Person | None, slug: str, import_id: int, speech: Speech) -> bytes:
    """The rows of an import that wait or were rejected, as CSV, each after what is to be corrected in it."""
    person = require(by, slug, Role.ORGANISER)
    about = _mine(store, person, slug, import_id)
    return error_report(about.columns, store.desk.rows(import_id, Outcome.WAITING, Outcome.REJECTED), speech)


def _mine(store: Store, person: Person, slug: str, import_id: int) -> PastImport:
    about = store.desk.find_import(import_id)
    if about is None or about.campaign != slug:
        raise ActionMapError("no_such_import")
    if whose(person, slug) not in {None, about.imported_by}:
        raise NotAllowed("import_of_other")
    return about
