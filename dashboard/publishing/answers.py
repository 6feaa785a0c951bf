"""Answers to rows that wait: of one, of many that ask alike, and of what is only proposed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.accounts import Person, Role, allows, is_trusted, record, require, whose
from dashboard.errors import ActionMapError, ChangedMeanwhile, NotAllowed
from dashboard.geocoding import Answer, Resolver
from dashboard.model import Campaign, RowProblem, Submission
from dashboard.publishing.alike import AT_ONCE, Alike
from dashboard.publishing.checks import is_of_clock, is_of_place
from dashboard.publishing.doubts import PREFIX, settle_doubt
from dashboard.publishing.editing import edited
from dashboard.publishing.judging import is_answerable, judge, place_column
from dashboard.publishing.places import ALL, RowChoice, as_answer, chosen_for
from dashboard.publishing.preview import AS_IT_IS
from dashboard.publishing.waiting import Open
from dashboard.storage import (
    AskingRow,
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
from dashboard.storage.likeness import likeness_of_place


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
        if answer.drop or answer.place == ALL:
            raise ActionMapError("on_map_already")
        if answer.place is None and not answer.edits and not answer.as_it_is:
            return Resolved(Outcome.WAITING, ())
        doubt, place, edits = seen.doubt if seen else None, answer.place, answer.edits
        problems = settle_doubt(store, person, resolver, slug, row_id, place=place, edits=edits, seen=doubt)
        is_open = any(problem.is_open for problem in problems)
        return Resolved(Outcome.WAITING if is_open else Outcome.PUBLISHED, problems)
    with store.transaction(slug):
        row = _find(store, person, slug, row_id)
        _check_row(row, seen)
        if not answer.drop and not is_trusted(person, slug):
            raise NotAllowed("trust_to_answer")
        for settled in _settle(store, person, resolver, slug, [(row, answer)]):
            return Resolved(settled.outcome, settled.problems)
        raise ActionMapError("row_settled")


def answer_alike(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    group: Alike[AskingRow],
    number: int | None,
) -> int:
    """Give rows that ask alike the answer of this number, or leave them out; how many are settled or asked less.

    A row that somebody has changed since it was read into the group stays as it is.

    Raises:
        NotAllowed: they are not trusted yet, and would publish them.
    """
    person = require(by, slug, Role.ORGANISER)
    if number is not None and not is_trusted(person, slug):
        raise NotAllowed("trust_to_answer")
    with store.transaction(slug):
        alike = _asking(store, person, slug, group.likeness, group.rows)
        given = [(row, RowAnswer(drop=True)) for row in alike]
        if number is not None:
            given = [(row, RowAnswer(edits=group.correction(number, row, row.columns))) for row in alike]
        return len(_settle(store, person, resolver, slug, given))


def resolve_alike(
    store: Store, by: Person | None, resolver: Resolver, slug: str, text: str, place: RowChoice
) -> int:
    """Give the rows that wait and say this same text of their place the same answer; how many have it now.

    At most `AT_ONCE` of them, in one transaction.
    """
    person = require(by, slug, Role.ORGANISER)
    if not is_trusted(person, slug):
        return 0
    with store.transaction(slug):
        alike = _asking(store, person, slug, likeness_of_place(text))
        given = [(row, RowAnswer(place=place)) for row in alike]
        return len(_settle(store, person, resolver, slug, given))


def _asking(
    store: Store, person: Person, slug: str, likeness: str, seen: Sequence[AskingRow] | None = None
) -> list[WaitingRow]:
    """The rows that this person may answer and that ask so; of those that were ``seen``, the ones that are as then."""
    asking = store.desk.asking(slug, whose(person, slug), most=AT_ONCE, alike=likeness)
    as_then = set(asking if seen is None else seen)
    return store.desk.waiting_of(slug, [one.id for one in asking if one in as_then])


def answer_proposed(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    import_id: int,
    line: int,
    answer: RowAnswer,
    *,
    seen: Open | None = None,
) -> Resolved:
    """Settle a row as a moderator answered. It goes on waiting with its import, and nothing is remembered yet.

    Raises:
        ChangedMeanwhile: it is another one by now than was ``seen``. Nothing was written.
        ActionMapError: somebody else has settled it, or decided about its import.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        waiting = store.desk.open_proposed(slug, import_id)
        row = next((one for one in waiting if one.submission.line == line), None)
        if row is None:
            raise ActionMapError("decided_already")
        _check_row(row, seen)
        [settled], _ = _what_becomes(store, resolver, slug, [(row, answer)])
        if not store.desk.answer_proposed(import_id, settled):
            raise ActionMapError("decided_already")
        record(store, person, "edited a proposal", "import", str(import_id), campaign=slug)
    return Resolved(settled.outcome, settled.problems)


def _check_row(row: WaitingRow, seen: Open | None) -> None:
    """See that a row says and asks what somebody was shown of it.

    Raises:
        ChangedMeanwhile: it is another one by now.
    """
    if seen is not None and (row.submission, row.problems) != (seen.row.submission, seen.row.problems):
        raise ChangedMeanwhile()


def _settle(
    store: Store,
    person: Person,
    resolver: Resolver,
    slug: str,
    given: Sequence[tuple[WaitingRow, RowAnswer]],
) -> list[ReceivedRow]:
    """Settle rows, each as somebody answered, and remember the answers; what became of those that were still open.

    To be called within `Store.transaction`.
    """
    became, chosen = _what_becomes(store, resolver, slug, given)
    settled = [(row.import_id, one) for (row, _), one in zip(given, became, strict=True)]
    free = allows(person, slug, Role.MODERATOR)
    done = store.desk.settle_many(slug, settled, chosen, who=person.id, free=free)
    kept = [(number, row) for number, row in settled if (number, row.line) in done]
    store.accounts.record_many(
        person.id,
        ((f"settled a row: {row.outcome}", f"{number}-{row.line}") for number, row in kept),
        "row",
        campaign=slug,
    )
    return [row for _, row in kept]


def _what_becomes(
    store: Store, resolver: Resolver, slug: str, given: Sequence[tuple[WaitingRow, RowAnswer]]
) -> tuple[list[ReceivedRow], Remembered]:
    """What becomes of rows with these answers, and what of that holds for further files."""
    campaign = store.campaign(slug)
    read = [edited(row.submission, answer.edits, campaign_day=campaign.day) for row, answer in given]
    texts = {text_digest(submission.place.said) for submission, _ in read if submission}
    known = store.desk.remembered_places(slug, texts)
    digests = [row_digest(row.submission.raw) for row, _ in given]
    corrected = store.desk.remembered_corrections(slug, digests)
    became, places, corrections = (
        list[ReceivedRow](),
        dict[str, ChosenPlace](),
        dict[str, Mapping[str, str]](),
    )
    for (row, answer), (submission, found), digest in zip(given, read, digests, strict=True):
        if answer.drop or submission is None:
            refusals = [RowProblem(row.submission.line, "", "left_out")] if answer.drop else found
            said, problems = row.submission, (*row.problems, *refusals)
            became.append(
                ReceivedRow(said.line, Outcome.REJECTED, said.raw, problems, submission=said, key=row.key)
            )
            continue
        chosen = None if answer.place is None else chosen_for(resolver, submission.place, answer.place)
        if chosen:
            places[text_digest(chosen.written)] = chosen
        fields = {**corrected.get(digest, {}), **answer.edits}
        if answer.as_it_is:
            fields[AS_IT_IS] = "yes"
        if fields:
            corrections[digest] = fields
        place = chosen or known.get(text_digest(submission.place.said))
        where = as_answer(place) if place else resolver.resolve(submission.place)
        became.append(_judged(campaign, resolver, row, answer, submission, found, where))
    return became, Remembered(places=places, corrections=corrections)


def _judged(
    campaign: Campaign,
    resolver: Resolver,
    row: WaitingRow,
    answer: RowAnswer,
    submission: Submission,
    found: Sequence[RowProblem],
    where: Answer,
) -> ReceivedRow:
    """What becomes of a row that reads so now, and is there."""
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
    return replace(judged, raw=row.submission.raw)


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
    return not edits and not (answer.as_it_is and is_answerable(problem))


def _touched(row: WaitingRow, answer: RowAnswer) -> dict[str, str]:
    """Header to field of the texts that somebody wrote just now; a field without a column is its own header."""
    headers = {field: header for header, field in row.columns.items()}
    return {headers.get(field, field): field for field in answer.edits}


def _find(store: Store, person: Person, slug: str, row_id: str) -> WaitingRow:
    number, _, line = row_id.partition("-")
    is_named = number.isdecimal() and line.isdecimal()
    row = store.desk.open_row(slug, int(number), int(line)) if is_named else None
    if row is None:
        raise ActionMapError("row_settled")
    if whose(person, slug) not in {None, row.imported_by}:
        raise NotAllowed("row_of_other")
    return row
