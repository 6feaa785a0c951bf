"""What a file would do to its campaign, with what people chose and corrected so far. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from dashboard.errors import NoPlaceColumn
from dashboard.geocoding import Answer, Resolver, home_of
from dashboard.ingest import Limits, Reading, Table, interpret, read_isolated
from dashboard.ingest.corrections import without_reasons
from dashboard.model import Campaign, ImportReport, Place, PlaceQuery, RowProblem
from dashboard.publishing.columns import places_in, unread_columns, without_defaults_for
from dashboard.publishing.judging import is_answerable, judge, place_column
from dashboard.publishing.places import RowChoice, as_answer, chosen_for
from dashboard.publishing.report import with_news
from dashboard.publishing.twice import Seen, asked_if_twice
from dashboard.reasons import Progress
from dashboard.storage import (
    ChosenPlace,
    Outcome,
    ReceivedRow,
    Remembered,
    Store,
    Upload,
    action_keys,
    headers_digest,
    row_digest,
    text_digest,
)

SAME_AS: Final = "same_as"
"""Beside the fields of a correction: the key of the action that the row is, though it says something else now."""

AS_IT_IS: Final = "as_it_is"
"""Beside the fields of a correction: that the row is meant as it stands, so that only its place may be asked about."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose for a file before publishing it.

    ``columns``: header -> field, ``""`` for none, overruling what was recognised.
    ``edits``: line -> field -> the text that the cell should have.
    ``places``: line -> where it is, or all places that it names; this holds for all rows with the same text.
    ``as_they_are``: lines whose questions (but for the place) are answered by "just as it says".
    ``left_out``: lines that are not to be used.
    ``cancelled``: keys of actions that the file no longer lists and that were called off.
    ``corrects``: the import of which this is the corrected file. The name of a file alone says nothing of that.
    ``home``: the code of the country that the file is about, empty for none; ``None`` leaves it to the rows.
    ``sheet``: the sheet of a spreadsheet that is read; the first that says where if it is empty.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[int, RowChoice] = field(default_factory=dict)
    as_they_are: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    cancelled: frozenset[str] = frozenset()
    sheet: str = ""
    home: str | None = None
    corrects: int | None = None


NO_CHOICES: Final = Choices()


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that is asked about: what the row says, and what it may mean, the best first; or ``several`` at once."""

    text: str
    candidates: tuple[Place, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do to its campaign. Nothing of it is written yet.

    ``created`` and ``changed`` hold the keys of actions. ``report`` has the numbers that publishing
    would report if nobody else published in between. ``columns`` is header -> field for all columns in
    order, ``""`` for none, and ``samples`` the first texts of each. ``asked`` is by line.
    """

    upload: Upload
    created: frozenset[str]
    changed: frozenset[str]
    report: ImportReport
    columns: Mapping[str, str] = field(default_factory=dict)
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Mapping[int, Asked] = field(default_factory=dict)
    choices: Choices = NO_CHOICES
    suspects: Mapping[str, str] = field(default_factory=dict)
    """Header -> the field that a column looks like, where nobody has said what it is."""
    home: str = ""
    """The code of the country that decides between namesakes; empty if none does."""
    other_sheets: tuple[str, ...] = ()
    """Sheets of the same spreadsheet that were not read."""


def preview(
    store: Store,
    resolver: Resolver,
    campaign: Campaign,
    file_name: str,
    data: bytes,
    *,
    limits: Limits,
    progress: Progress | None = None,
    choices: Choices = NO_CHOICES,
    imported_by: str | None = None,
    keeps_to_own: bool = False,
    holds_private: bool = False,
) -> Preview:
    """Read a file, look its places up and compare it with what the campaign has.

    What was chosen for earlier files holds here too. The campaign need not be stored yet: publishing
    creates it. ``holds_private`` asks about rows that would show something private, where nobody looks at the preview.
    For whoever has the database anyway; somebody who is signed in comes by `preview_upload`.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
        GeocoderUnavailable: the places could not be looked up.
    """
    if progress:
        progress("reading_file", 0, 1)
    table = without_reasons(read_isolated(data, limits=limits, sheet=choices.sheet, whose=imported_by or ""))
    known = store.desk.remembered(campaign.slug)
    corrections = _corrections(table, known, choices)
    chosen_columns = {**known.columns.get(headers_digest(table.header), {}), **choices.columns}
    edits = {line: fields for line, (_, fields) in corrections.items()}
    try:
        reading = interpret(table, campaign_day=campaign.day, columns=chosen_columns, edits=edits)
    except NoPlaceColumn as error:
        error.suspects |= places_in(table, error.columns, chosen_columns, resolver)
        raise
    columns = {name: reading.columns.get(name, "") for name in reading.header}
    places = _places(reading, resolver, choices)
    suspects = reading.suspects | places_in(table, reading.columns, chosen_columns, resolver)
    judging = _Judging(
        reading, campaign, resolver, corrections, {**known.places, **places}, choices, holds_private, suspects
    )
    rows = tuple(sorted(judging.all_rows(progress), key=lambda row: row.line))
    upload = Upload(
        campaign=campaign,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        rows=rows,
        encoding=reading.encoding,
        notes=reading.notes,
        columns=columns,
        imported_by=imported_by,
        keeps_to_own=keeps_to_own,
        cancels=tuple(sorted(choices.cancelled)),
        corrects=choices.corrects,
        remember=Remembered(
            {headers_digest(table.header): columns} if choices.columns else {},
            places,
            {digest: fields for line, (digest, fields) in corrections.items() if line in _touched(choices)},
        ),
    )
    compared = store.desk.compare(upload)
    return Preview(
        compared.upload,
        compared.created,
        compared.changed,
        with_news(compared.report),
        columns=columns,
        samples=reading.samples,
        asked=judging.asked,
        choices=choices,
        suspects=suspects,
        other_sheets=table.other_sheets,
        home=next(iter(judging.home), ""),
    )


def _touched(choices: Choices) -> set[int]:
    return {*choices.edits, *choices.as_they_are}


def _corrections(table: Table, known: Remembered, choices: Choices) -> dict[int, tuple[str, dict[str, str]]]:
    """The digest of each row that is or was corrected, and its corrections, those of now last; by line."""
    touched = _touched(choices)
    if not known.corrections and not touched:
        return {}
    found: dict[int, tuple[str, dict[str, str]]] = {}
    for line, cells in (*((row.line, row.cells) for row in table.rows), *table.unread.items()):
        named = zip([*table.header, *map(str, range(len(table.header), len(cells)))], cells, strict=False)
        digest = row_digest(dict(named))
        fields = {**known.corrections.get(digest, {}), **choices.edits.get(line, {})}
        if line in choices.as_they_are:
            fields[AS_IT_IS] = "yes"
        if fields or line in touched:
            found[line] = (digest, fields)
    return found


def _places(reading: Reading, resolver: Resolver, choices: Choices) -> dict[str, ChosenPlace]:
    """What was chosen just now, by the digest of the text that it is for."""
    if not choices.places:
        return {}
    chosen = {}
    for submission in reading.submissions:
        choice = choices.places.get(submission.line)
        known = None if choice is None else chosen_for(resolver, submission.place, choice)
        if known:
            chosen[text_digest(known.written)] = known
    return chosen


@dataclass(frozen=True, slots=True)
class _Judging:
    """All that decides what becomes of the rows of a file."""

    reading: Reading
    campaign: Campaign
    resolver: Resolver
    corrections: Mapping[int, tuple[str, Mapping[str, str]]]
    places: Mapping[str, ChosenPlace]
    choices: Choices
    holds_private: bool
    suspects: Mapping[str, str]
    asked: dict[int, Asked] = field(default_factory=dict)
    home: list[str] = field(default_factory=list)
    """The code of the country that the file is about, once its places were looked up."""

    def all_rows(self, progress: Progress | None) -> Iterator[ReceivedRow]:
        """Every row of the file, those that cannot be read last."""
        reading = self.reading
        problems = _by_line(reading.problems)
        column = place_column(reading.columns)
        keys = self._keys()
        queries = [row.place for row in reading.submissions]
        answers = self.resolver.resolve_all(
            queries,
            home=self.choices.home,
            progress=progress and partial(progress, "looking_up_places"),
        )
        rows = dict(zip(queries, answers, strict=True)).items()
        self.home.append(home_of(rows) if self.choices.home is None else self.choices.home)
        seen: Seen = {}
        every = zip(reading.submissions, keys, answers, strict=True)
        for number, (submission, key, looked_up) in enumerate(every):
            if progress and number % 500 == 0:
                progress("checking_rows", number, len(answers))
            line = submission.line
            answer = self._chosen(submission.place) or looked_up
            if answer.place is None:
                self.asked[line] = Asked(submission.place.said, answer.candidates, answer.several)
            found = (*problems.pop(line, ()), *unread_columns(submission, self.suspects))
            submission = without_defaults_for(submission, self.suspects)
            if line in self.corrections:
                submission = replace(submission, raw=self._as_received(submission.raw, line))
                found = self._answered(line, found)
            if line in self.choices.left_out:
                found = (*found, RowProblem(line, "", "left_out"))
            row = judge(
                submission,
                key,
                answer,
                found,
                self.campaign,
                self.resolver,
                columns=reading.columns,
                column=column,
                as_it_is=self._is_as_it_is(line),
                holds_private=self.holds_private,
            )
            yield asked_if_twice(row, submission, seen, may_stand=self._is_as_it_is(line))
        for line, refusals in problems.items():
            raw = self._as_received(reading.refused.get(line, {}), line)
            yield ReceivedRow(line, Outcome.REJECTED, raw, tuple(refusals))

    def _keys(self) -> list[str]:
        """The key of each row's action: that of an action that it is said to be, or that of what it says."""
        keys = action_keys(self.reading.submissions)
        if not any(SAME_AS in fields for _, fields in self.corrections.values()):
            return keys
        taken = set(keys)
        for number, submission in enumerate(self.reading.submissions):
            said = self.corrections.get(submission.line, ("", {}))[1].get(SAME_AS, "")
            if said and said not in taken:
                taken.add(said)
                keys[number] = said
        return keys

    def _chosen(self, query: PlaceQuery) -> Answer | None:
        if not self.places:
            return None
        chosen = self.places.get(text_digest(query.said))
        return None if chosen is None else as_answer(chosen)

    def _as_received(self, raw: Mapping[str, str], line: int) -> Mapping[str, str]:
        return self.reading.originals.get(line, raw)

    def _answered(self, line: int, problems: tuple[RowProblem, ...]) -> tuple[RowProblem, ...]:
        """The problems without the questions that are answered by "just as it says"."""
        if not self._is_as_it_is(line):
            return problems
        return tuple(problem for problem in problems if not is_answerable(problem))

    def _is_as_it_is(self, line: int) -> bool:
        return line in self.corrections and AS_IT_IS in self.corrections[line][1]


def _by_line(problems: Iterable[RowProblem]) -> dict[int, list[RowProblem]]:
    lines: dict[int, list[RowProblem]] = {}
    for problem in problems:
        lines.setdefault(problem.line, []).append(problem)
    return lines
