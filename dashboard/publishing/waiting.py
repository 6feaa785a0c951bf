"""Rows that wait for an answer, until somebody gives it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from dashboard.accounts import Person, Role, allows, is_trusted, record, require
from dashboard.errors import ActionMapError, ChangedMeanwhile, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.model import Campaign, Effect, RowProblem, Submission
from dashboard.publishing.beside import names_of
from dashboard.publishing.change import located
from dashboard.publishing.checks import is_of_clock, is_of_place
from dashboard.publishing.doubts import PREFIX, Doubt, as_doubts, my_questions, settle_doubt
from dashboard.publishing.editing import edited
from dashboard.publishing.judging import is_answerable, judge, may_stand, place_column
from dashboard.publishing.places import ALL, RowChoice, as_answer, chosen_for, place_text
from dashboard.publishing.preview import AS_IT_IS, Asked
from dashboard.storage import (
    ChosenPlace,
    OpenNumbers,
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


@dataclass(frozen=True, slots=True)
class Open:
    """A row that needs somebody: what it says, what is asked, and the candidates for its place.

    ``is_rejected`` rows could be read, and may be corrected all the same. ``may_stand`` where what is asked is
    settled if it is meant just as it says. A ``doubt`` is about what is on the map already, with its city: that can be
    put elsewhere or left there, and not be left out. What ``is_proposed`` waits for a moderator besides.
    """

    id: str
    row: WaitingRow
    asked: Asked
    who: str
    is_rejected: bool = False
    may_stand: bool = False
    doubt: Doubt | None = None
    is_proposed: bool = False

    @property
    def is_placed(self) -> bool:
        """Whether it is on the map already."""
        return self.doubt is not None


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What somebody says of an open row.

    Where it is, other texts for fields, that it is meant just as it says (which settles all questions but
    where it is), or that it is not to be used.
    """

    place: RowChoice | None = None
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
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    *,
    first: int = 0,
    most: int | None = None,
    folded: Collection[tuple[int, int]] = (),
) -> tuple[OpenNumbers, list[Open]]:
    """How many `open_rows` there are, and at most so many of them: only their places are looked up.

    Open rows whose import and line are ``folded`` are counted, and not listed.
    """
    person = require(by, slug, Role.ORGANISER)
    with store.view():
        numbers, shown = store.desk.open_rows(
            slug, whose(person, slug), first=first, most=most, folded=folded
        )
        doubted = my_questions(store, person, slug)
        start, left = (
            max(0, first - (numbers.total - len(folded))),
            None if most is None else most - len(shown),
        )
        doubts = as_doubts(store, slug, doubted[start:][:left])
        names = names_of(
            store, (row.imported_by for row in (*(row for row, _ in shown), *(d.row for d in doubts)))
        )
    answers = resolver.resolve_all([row.submission.place for row, _ in shown], home="")
    rows = [
        Open(
            row.id,
            row,
            Asked(place_text(row.submission.place), answer.candidates, answer.several),
            names[row.imported_by],
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
            names[one.row.imported_by],
            may_stand=True,
            doubt=one,
        )
        for one in doubts
    ]
    return replace(numbers, asked=numbers.asked + len(doubted)), [*rows, *placed]


def resolve_waiting(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    row_id: str,
    answer: RowAnswer,
    *,
    seen: Open | None = None,
) -> Resolved:
    """Settle a row as somebody answered; it is on the map if nothing else is open, and the answer is remembered.

    Raises:
        NotAllowed: it is another organiser's, and they are no moderator; or they are not trusted yet.
        ChangedMeanwhile: it is another one by now than was ``seen``. Nothing was written.
        ActionMapError: somebody else has settled it already.
    """
    person = require(by, slug, Role.ORGANISER)
    if row_id.startswith(PREFIX):
        return _settled_doubt(store, person, resolver, slug, row_id, answer, seen.doubt if seen else None)
    with store.transaction(slug):
        row = _find(store, person, slug, row_id)
        check_row(row, seen)
        return _resolved(store, person, resolver, slug, row, answer)


def check_row(row: WaitingRow, seen: Open | None) -> None:
    """See that a row says and asks what somebody was shown of it.

    Raises:
        ChangedMeanwhile: it is another one by now.
    """
    if seen is not None and (row.submission, row.problems) != (seen.row.submission, seen.row.problems):
        raise ChangedMeanwhile()


def _resolved(
    store: Store, person: Person, resolver: Resolver, slug: str, row: WaitingRow, answer: RowAnswer
) -> Resolved:
    if not answer.drop and not is_trusted(person, slug):
        raise NotAllowed("trust_to_answer")
    if answer.drop:
        settled, chosen = left_out(row), Remembered()
    else:
        corrections = store.desk.remembered_corrections(slug, [row_digest(row.submission.raw)])
        settled, chosen = answered(store, resolver, store.campaign(slug), row, answer, corrections)
    free = allows(person, slug, Role.MODERATOR)
    if not store.desk.settle_many(slug, [(row.import_id, settled)], chosen, who=person.id, free=free):
        raise _gone()
    record(store, person, f"settled a row: {settled.outcome}", "row", row.id, campaign=slug)
    return Resolved(settled.outcome, settled.problems)


def left_out(row: WaitingRow) -> ReceivedRow:
    """What becomes of a row that is not to be used."""
    said = row.submission
    problems = (*row.problems, RowProblem(said.line, "", "left_out"))
    return ReceivedRow(said.line, Outcome.REJECTED, said.raw, problems, submission=said, key=row.key)


def _settled_doubt(
    store: Store,
    person: Person,
    resolver: Resolver,
    slug: str,
    row_id: str,
    answer: RowAnswer,
    seen: Doubt | None,
) -> Resolved:
    if answer.drop or answer.place == ALL:
        raise ActionMapError("on_map_already")
    if answer.place is None and not answer.edits and not answer.as_it_is:
        return Resolved(Outcome.WAITING, ())
    problems = settle_doubt(
        store, person, resolver, slug, row_id, place=answer.place, edits=answer.edits, seen=seen
    )
    is_open = any(problem.effect is not Effect.NOTE for problem in problems)
    return Resolved(Outcome.WAITING if is_open else Outcome.PUBLISHED, problems)


def answered(
    store: Store,
    resolver: Resolver,
    campaign: Campaign,
    row: WaitingRow,
    answer: RowAnswer,
    corrected: Mapping[str, Mapping[str, str]],
    *,
    places: Mapping[str, ChosenPlace] | None = None,
) -> tuple[ReceivedRow, Remembered]:
    """What becomes of a row with this answer, and what of that holds for further files.

    ``corrected`` are earlier corrections by the digest of their rows, ``places`` where texts are by theirs; without
    them the store is asked.
    """
    submission, found = edited(row.submission, answer.edits, campaign_day=campaign.day)
    raw, line = row.submission.raw, row.submission.line
    digest = row_digest(raw)
    fields = {**corrected.get(digest, {}), **answer.edits}
    if answer.as_it_is:
        fields[AS_IT_IS] = "yes"
    corrections = {digest: fields} if fields else {}
    if submission is None:
        problems = (*row.problems, *found)
        return (
            ReceivedRow(line, Outcome.REJECTED, raw, problems, submission=row.submission, key=row.key),
            Remembered(),
        )
    known = None if answer.place is None else chosen_for(resolver, submission.place, answer.place)
    before = (places or {}).get(text_digest(place_text(submission.place)))
    if chosen_place := known or before:
        where = as_answer(chosen_place)
    elif places is not None and submission.place == row.submission.place:
        where = resolver.resolve(submission.place)
    else:
        where = located(store, resolver, campaign, submission, None)
    chosen = {text_digest(known.written): known} if known else {}
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


def whose(person: Person, slug: str) -> str | None:
    """Whose rows this person sees: their own, or everybody's."""
    return None if allows(person, slug, Role.MODERATOR) else person.id


def _find(store: Store, person: Person, slug: str, row_id: str) -> WaitingRow:
    number, _, line = row_id.partition("-")
    is_named = number.isdecimal() and line.isdecimal()
    row = store.desk.open_row(slug, int(number), int(line)) if is_named else None
    if row is None:
        raise _gone()
    if whose(person, slug) not in {None, row.imported_by}:
        raise NotAllowed("row_of_other")
    return row


def _gone() -> ActionMapError:
    return ActionMapError("row_settled")
