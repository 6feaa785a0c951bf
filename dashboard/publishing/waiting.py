"""Rows that wait for an answer, until somebody gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.accounts import Person, Role, allows, is_trusted, record, require
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.model import Answer, Campaign, Effect, RowProblem, Submission
from dashboard.publishing.checks import is_of_clock, is_of_place
from dashboard.publishing.details import name_of
from dashboard.publishing.doubts import PREFIX, as_doubts, my_questions, settle_doubt
from dashboard.publishing.editing import edited
from dashboard.publishing.judging import is_answerable, judge, may_stand, place_column
from dashboard.publishing.places import PlaceChoice, as_answer, chosen_place, place_text
from dashboard.publishing.preview import AS_IT_IS, Asked
from dashboard.storage import (
    ChosenPlace,
    Outcome,
    ReceivedRow,
    Remembered,
    Store,
    WaitingRow,
    action_keys,
    is_single,
    row_digest,
    text_digest,
)

ALIKE_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Open:
    """A row that needs somebody: what it says, what is asked, and the candidates for its place.

    ``is_rejected`` rows could be read, and may be corrected all the same. ``may_stand`` where what is asked is
    settled if it is meant just as it says. What ``is_placed`` is on the map already, with its city: it can be put
    elsewhere or left there, and not be left out.
    """

    id: str
    row: WaitingRow
    asked: Asked
    who: str
    is_rejected: bool = False
    may_stand: bool = False
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What somebody says of an open row.

    Where it is, other texts for fields, that it is meant just as it says (which settles all questions but
    where it is), or that it is not to be used.
    """

    place: PlaceChoice | None = None
    edits: Mapping[str, str] = field(default_factory=dict)
    as_it_is: bool = False
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the row, and what is still to be said of it."""

    outcome: Outcome
    problems: tuple[RowProblem, ...]


def open_rows(store: Store, by: Person | None, resolver: Resolver, slug: str) -> list[Open]:
    """The rows that wait or could be corrected, by import and line: one's own, or all for a moderator."""
    return open_page(store, by, resolver, slug)[1]


def open_page(
    store: Store, by: Person | None, resolver: Resolver, slug: str, *, first: int = 0, most: int | None = None
) -> tuple[int, list[Open]]:
    """How many `open_rows` there are, and at most so many of them: only their places are looked up."""
    person = require(by, slug, Role.ORGANISER)
    waiting = _mine(store.waiting(slug), person, slug)
    rejected = [row for row in _mine(store.desk.rejected(slug), person, slug) if not _was_dropped(row)]
    every = [(row, False) for row in waiting] + [(row, True) for row in rejected]
    doubted = my_questions(store, person, slug)
    last = None if most is None else first + most
    shown, after = every[first:last], slice(max(0, first - len(every)), last and max(0, last - len(every)))
    answers = resolver.resolve_all([row.submission.place for row, _ in shown])
    rows = [
        Open(
            row.id,
            row,
            Asked(place_text(row.submission.place), answer.candidates),
            name_of(store, row.imported_by),
            is_rejected=is_rejected,
            may_stand=may_stand(row.problems),
        )
        for (row, is_rejected), answer in zip(shown, answers, strict=True)
    ]
    placed = [
        Open(
            one.id,
            one.row,
            Asked(place_text(one.row.submission.place), one.candidates),
            name_of(store, one.row.imported_by),
            may_stand=True,
            is_placed=True,
        )
        for one in as_doubts(store, slug, doubted[after])
    ]
    return len(every) + len(doubted), [*rows, *placed]


def resolve_waiting(
    store: Store, by: Person | None, resolver: Resolver, slug: str, row_id: str, answer: RowAnswer
) -> Resolved:
    """Settle a row as somebody answered; it is on the map if nothing else is open, and the answer is remembered.

    Raises:
        NotAllowed: it is another organiser's, and they are no moderator; or they are not trusted yet.
        ActionMapError: somebody else has settled it already.
    """
    person = require(by, slug, Role.ORGANISER)
    if row_id.startswith(PREFIX):
        return _settled_doubt(store, person, resolver, slug, row_id, answer)
    with store.transaction(slug):
        return _resolved(store, person, resolver, slug, row_id, answer)


def _resolved(
    store: Store, person: Person, resolver: Resolver, slug: str, row_id: str, answer: RowAnswer
) -> Resolved:
    row = _find(store, person, slug, row_id)
    if not answer.drop and not is_trusted(person, slug):
        raise NotAllowed("Until a moderator trusts your uploads, upload the corrected file instead.")
    if answer.drop:
        settled = ReceivedRow(
            row.submission.line,
            Outcome.REJECTED,
            row.submission.raw,
            (*row.problems, RowProblem(row.submission.line, "", "left_out")),
            key=row.key,
        )
        chosen = Remembered()
    else:
        settled, chosen = _settled(store, resolver, store.campaign(slug), row, answer)
    free = row.imported_by == person.id and allows(person, slug, Role.MODERATOR)
    if not store.desk.settle(row.import_id, settled, chosen, who=person.id, keeps_to_own=not free):
        raise _gone()
    record(store, person, f"settled a row: {settled.outcome}", "row", row_id, campaign=slug)
    return Resolved(settled.outcome, settled.problems)


def resolve_alike(
    store: Store, by: Person | None, resolver: Resolver, slug: str, text: str, place: PlaceChoice
) -> int:
    """Give the rows that wait and say this same text of their place the same answer; how many have it now.

    At most `ALIKE_AT_ONCE` of them: each is a transaction of its own.
    """
    person = require(by, slug, Role.ORGANISER)
    if not is_trusted(person, slug):
        return 0
    campaign, answer, settled = store.campaign(slug), RowAnswer(place=place), 0
    mine = _mine(store.waiting(slug), person, slug)
    alike = [row for row in mine if place_text(row.submission.place) == text and _asks_where(row)]
    with store.transaction(slug):
        for row in alike[:ALIKE_AT_ONCE]:
            received, _ = _settled(store, resolver, campaign, row, answer)
            if store.desk.settle(row.import_id, received, Remembered(), who=person.id):
                record(store, person, f"settled a row: {received.outcome}", "row", row.id, campaign=slug)
                settled += 1
    return settled


def _asks_where(row: WaitingRow) -> bool:
    return any(is_of_place(problem) and problem.effect is Effect.QUESTION for problem in row.problems)


def _settled_doubt(
    store: Store, person: Person, resolver: Resolver, slug: str, row_id: str, answer: RowAnswer
) -> Resolved:
    if answer.drop:
        raise ActionMapError(
            "This action is on the map already. If it does not take place, cancel it under “Actions”."
        )
    if answer.place is None and not answer.edits and not answer.as_it_is:
        return Resolved(Outcome.WAITING, ())
    problems = settle_doubt(store, person, resolver, slug, row_id, place=answer.place, edits=answer.edits)
    is_open = any(problem.effect is not Effect.NOTE for problem in problems)
    return Resolved(Outcome.WAITING if is_open else Outcome.PUBLISHED, problems)


def _settled(
    store: Store, resolver: Resolver, campaign: Campaign, row: WaitingRow, answer: RowAnswer
) -> tuple[ReceivedRow, Remembered]:
    submission, found = edited(row.submission, answer.edits, campaign_day=campaign.day)
    raw, line = row.submission.raw, row.submission.line
    places = store.desk.remembered(campaign.slug)
    digest = row_digest(raw)
    fields = {**places.corrections.get(digest, {}), **answer.edits}
    if answer.as_it_is:
        fields[AS_IT_IS] = "yes"
    corrections = {digest: fields} if fields else {}
    if submission is None:
        problems = (*row.problems, *found)
        return (
            ReceivedRow(line, Outcome.REJECTED, raw, problems, submission=row.submission, key=row.key),
            Remembered(),
        )
    text = place_text(submission.place)
    place = None if answer.place is None else chosen_place(resolver.gazetteer, answer.place)
    chosen = {text_digest(text): ChosenPlace(text, place)} if place else {}
    known = chosen.get(text_digest(text)) or places.places.get(text_digest(text))
    where: Answer = as_answer(known) if known else resolver.resolve(submission.place)
    kept = [one for one in row.problems if _stays_open(one, row, answer)]
    judged = judge(
        submission,
        _key(row, submission, answer),
        where,
        (*kept, *found),
        campaign,
        resolver,
        columns=_touched(row, answer),
        column=place_column(row.columns),
        is_edit=True,
        as_it_is=answer.as_it_is,
    )
    return replace(judged, raw=raw), Remembered(places=chosen, corrections=corrections)


def _key(row: WaitingRow, submission: Submission, answer: RowAnswer) -> str:
    """The key that the row would have in a file that says what was answered.

    A rejected row has the campaign's day where it said none; its key is of what it said.
    """
    if is_single(row.key):
        return row.key
    bare = re.sub(r"^\d+#", "", row.key)
    untimed = replace(row.submission, day=None)
    if action_keys([row.submission]) != [bare] == action_keys([untimed]) and "day" not in answer.edits:
        submission = replace(submission, day=None)
    [key] = action_keys([submission])
    return row.key if key == bare else key


def _stays_open(problem: RowProblem, row: WaitingRow, answer: RowAnswer) -> bool:
    if is_of_place(problem) or is_of_clock(problem):
        return False  # these are asked anew
    edits = row.columns.get(problem.column, problem.column) in answer.edits
    if problem.effect is Effect.NOTE:
        return not (edits and problem.code.startswith("private_"))
    return not edits and not (answer.as_it_is and is_answerable(problem))


def _touched(row: WaitingRow, answer: RowAnswer) -> dict[str, str]:
    """Header to field of the texts that somebody wrote just now; a field without a column is its own header."""
    headers = {field: header for header, field in row.columns.items()}
    return {headers.get(field, field): field for field in answer.edits}


def _mine(rows: list[WaitingRow], person: Person, slug: str) -> list[WaitingRow]:
    if allows(person, slug, Role.MODERATOR):
        return rows
    return [row for row in rows if row.imported_by == person.id]


def _find(store: Store, person: Person, slug: str, row_id: str) -> WaitingRow:
    rows = (*store.waiting(slug), *store.desk.rejected(slug))
    row = next((row for row in rows if row.id == row_id), None)
    if row is None:
        raise _gone()
    if not _mine([row], person, slug):
        raise NotAllowed("This row is another organiser's.")
    return row


def _gone() -> ActionMapError:
    return ActionMapError("This row was settled already, or a newer file has taken its place.")


def _was_dropped(row: WaitingRow) -> bool:
    return any(problem.code == "left_out" for problem in row.problems)
