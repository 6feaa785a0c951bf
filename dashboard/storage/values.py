"""What goes into the store and comes out beside the project's own words: uploads, their rows, history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from dashboard.model import Action, Campaign, ImportReport, RowProblem, Submission
from dashboard.reasons import Reason
from dashboard.storage.choices import Remembered
from dashboard.storage.schema import ImportState, Outcome, Source


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One row of a file and what became of it.

    A published row has its `action`, and `further` ones if it names several places. A waiting row has its
    `submission` and the `key` of the action that it would be. A rejected row has what could be read of it in
    `raw`, and its problems.
    """

    line: int
    outcome: Outcome
    raw: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()
    action: Action | None = None
    submission: Submission | None = None
    key: str = ""
    further: tuple[Action, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """All that it puts on the map."""
        return (self.action, *self.further) if self.action else ()

    @property
    def is_open(self) -> bool:
        """Whether somebody is asked about it: it could be read, and nobody has left it out."""
        return self.submission is not None and all(problem.code != "left_out" for problem in self.problems)

    def with_actions(self, actions: Iterable[Action]) -> ReceivedRow:
        """The row with these in place of its own, in their order: the first gives all of them its key."""
        first, *further = actions
        return replace(self, action=first, further=tuple(replace(one, row_key=first.key) for one in further))


@dataclass(frozen=True, slots=True)
class Upload:
    """Everything that one import writes. The campaign is created if there is none of its slug.

    ``imported_by`` names the organiser, or is ``None`` for the command line. ``sha256`` is of the file's
    bytes, in hexadecimal. ``columns`` are all headers in order with their fields, ``""`` for none. ``cancels`` are
    the keys of actions that the file no longer lists and that are to be marked as cancelled. ``remember`` is what
    was chosen and holds for further files. ``keeps_to_own`` is of somebody who may change no actions but their own.
    ``corrects`` is the import in whose place it is, as somebody said: what that one asks is asked no longer.
    """

    campaign: Campaign
    file_name: str
    sha256: str
    rows: tuple[ReceivedRow, ...]
    encoding: str = ""
    notes: tuple[Reason, ...] = ()
    imported_by: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    cancels: tuple[str, ...] = ()
    source: Source = Source.FILE
    remember: Remembered = field(default_factory=Remembered)
    keeps_to_own: bool = False
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import as it is listed. Its report carries the numbers; the problems are with the rows."""

    id: int
    campaign: str
    file_name: str
    sha256: str
    encoding: str
    imported_at: datetime
    imported_by: str | None
    report: ImportReport
    rolled_back_at: datetime | None
    rolled_back_by: str | None
    state: ImportState = ImportState.PUBLISHED
    source: Source = Source.FILE
    columns: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    corrects: int | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a moderator."""
        return self.state is ImportState.PENDING and self.rolled_back_at is None

    @property
    def stands(self) -> bool:
        """Whether it is published, and was not taken back."""
        return self.state is ImportState.PUBLISHED and self.rolled_back_at is None


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row of an import as it was received, and what became of it."""

    line: int
    key: str
    outcome: Outcome
    raw: Mapping[str, str]
    problems: tuple[RowProblem, ...]
    actions: tuple[Action, ...] = ()
    """Those that it would make, while its import waits for a moderator."""


@dataclass(frozen=True, slots=True)
class OpenNumbers:
    """How many rows need an answer, and how many cannot be used as they are and may be corrected."""

    asked: int
    refused: int

    @property
    def total(self) -> int:
        """How many open questions there are."""
        return self.asked + self.refused


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that waits for an organiser's answer, or that was rejected and could be read."""

    import_id: int
    file_name: str
    key: str
    submission: Submission
    problems: tuple[RowProblem, ...]
    imported_by: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    source: Source = Source.FILE
    is_rejected: bool = False

    @property
    def raw(self) -> Mapping[str, str]:
        """Its cells as received, by header."""
        return self.submission.raw

    @property
    def id(self) -> str:
        """Names the row in its campaign."""
        return f"{self.import_id}-{self.submission.line}"


class AskingRow(NamedTuple):
    """A row that waits, unopened: what it asks, as digests, and a version that is another whenever it is written."""

    import_id: int
    line: int
    file_name: str
    source: Source
    alike: tuple[str, ...]
    version: str

    @property
    def id(self) -> tuple[int, int]:
        """Its import and line."""
        return self.import_id, self.line


@dataclass(frozen=True, slots=True)
class Change:
    """One entry in the history of an action: when, by which import or whom, and what it was before.

    ``before`` is ``None`` where the action was new.
    """

    changed_at: datetime
    changed_by: str | None
    import_id: int | None
    before: Action | None
    undone: bool
