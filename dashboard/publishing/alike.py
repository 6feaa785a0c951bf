"""Questions that many rows raise alike, such as years in two digits: one answer holds for all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from dashboard.accounts import Person, Role, is_trusted, require, whose
from dashboard.errors import NotAllowed
from dashboard.geocoding import Resolver
from dashboard.model import Effect, RowProblem
from dashboard.publishing.checks import is_of_place
from dashboard.publishing.places import RowChoice, place_text
from dashboard.publishing.waiting import RowAnswer, settle
from dashboard.storage import Store, WaitingRow

AT_ONCE: Final = 500
"""So many rows are settled by one answer at most."""

R = TypeVar("R")

_OF_THE_FILE: Final = frozenset(
    {
        "two_digit_year",
        "date_order",
        "spreadsheet_number",
        "persian_calendar",
        "hijri_calendar",
        "buddhist_calendar",
        "time_zone",
        "consent_missing",
    }
)
"""What is answered in the same way in every row, whatever the row says; else rows with the same text are alike."""


@dataclass(frozen=True, slots=True)
class Alike(Generic[R]):
    """Rows that raise one question, each with its own form of it."""

    rows: tuple[tuple[R, RowProblem], ...]

    @property
    def first(self) -> RowProblem:
        """The question as the first of the rows raises it."""
        return self.rows[0][1]

    @property
    def is_of_the_file(self) -> bool:
        """Whether the rows are alike whatever each of them says."""
        return self.first.code in _OF_THE_FILE


def group_alike(asked: Iterable[tuple[R, Sequence[RowProblem], Mapping[str, str]]]) -> list[Alike[R]]:
    """The questions that can be answered for rows together, those of most rows first.

    Of each row its problems and its cells, by header, are given too.
    """
    found: dict[tuple[str, ...], list[tuple[R, RowProblem]]] = {}
    for row, problems, raw in asked:
        for problem in problems:
            if problem.effect is Effect.QUESTION and problem.offers:
                found.setdefault(_likeness(problem, raw), []).append((row, problem))
    return sorted((Alike(tuple(rows)) for rows in found.values()), key=lambda one: -len(one.rows))


def correction(problem: RowProblem, number: int, fields: Mapping[str, str]) -> dict[str, str]:
    """Field to text of the answer of this number; ``fields`` are those of the columns, by header."""
    if problem.code == "time_zone":  # of the whole moment, in whichever columns it stands
        others = {name: "" for name in ("starts", "zone") if name in fields.values()}
        return others | {"day": problem.offers[number]}
    return {fields.get(problem.column, problem.column): problem.offers[number]}


def open_alike(store: Store, by: Person | None, slug: str) -> list[Alike[WaitingRow]]:
    """The questions that several of the rows that wait raise alike, of the first `AT_ONCE` of them."""
    person = require(by, slug, Role.ORGANISER)
    _, rows = store.desk.open_rows(slug, whose(person, slug), most=AT_ONCE)
    waiting = ((row, row.problems, row.submission.raw) for row in rows if not row.is_rejected)
    return [one for one in group_alike(waiting) if len(one.rows) > 1]


def answer_alike(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    group: Alike[WaitingRow],
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
    asked = {(row.import_id, row.submission.line): (row, problem) for row, problem in group.rows}

    def answer(row: WaitingRow) -> RowAnswer | None:
        shown, problem = asked[row.import_id, row.submission.line]
        if (row.submission, row.problems) != (shown.submission, shown.problems):
            return None  # it is another one by now, and stays open
        if number is None:
            return RowAnswer(drop=True)
        return RowAnswer(edits=correction(problem, number, row.columns))

    with store.transaction(slug):
        return _settle(store, person, resolver, slug, asked, answer)


def resolve_alike(
    store: Store, by: Person | None, resolver: Resolver, slug: str, text: str, place: RowChoice
) -> int:
    """Give the rows that wait and say this same text of their place the same answer; how many have it now.

    At most `AT_ONCE` of them, in one transaction.
    """
    person = require(by, slug, Role.ORGANISER)
    if not is_trusted(person, slug):
        return 0

    def answer(row: WaitingRow) -> RowAnswer | None:
        asks = any(is_of_place(one) and one.effect is Effect.QUESTION for one in row.problems)
        return RowAnswer(place=place) if asks else None

    with store.transaction(slug):
        places = store.desk.waiting_places(slug, whose(person, slug))
        ids = [row for row, query in places.items() if place_text(query) == text]
        return _settle(store, person, resolver, slug, ids, answer)


def _settle(
    store: Store,
    person: Person,
    resolver: Resolver,
    slug: str,
    ids: Collection[tuple[int, int]],
    answer: Callable[[WaitingRow], RowAnswer | None],
) -> int:
    """Settle the rows of these ids that still wait and are this person's, each by its own answer."""
    mine = whose(person, slug)
    waiting = [row for row in store.desk.waiting_of(slug, ids) if mine in {None, row.imported_by}]
    given = [(row, one) for row in waiting if (one := answer(row))][:AT_ONCE]
    return len(settle(store, person, resolver, slug, given))


def _likeness(problem: RowProblem, raw: Mapping[str, str]) -> tuple[str, ...]:
    kind = (problem.column, problem.code, str(len(problem.offers)))
    if problem.code in _OF_THE_FILE:
        return kind
    return (*kind, raw.get(problem.column, "").strip().casefold())
