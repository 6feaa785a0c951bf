"""Rows that wait for an answer: a page of them, those that ask alike as one, and those of what is only proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dashboard.accounts import Person, Role, require, whose
from dashboard.geocoding import Resolver
from dashboard.publishing.alike import AT_ONCE, Alike
from dashboard.publishing.beside import names_of
from dashboard.publishing.doubts import Doubt, as_doubts
from dashboard.publishing.preview import Asked
from dashboard.storage import AskingRow, OpenNumbers, Store, WaitingRow
from dashboard.storage.likeness import QUESTION


@dataclass(frozen=True, slots=True)
class Open:
    """A row that needs somebody: what it says, what is asked, and the candidates for its place.

    A row that is rejected could be read, and may be corrected all the same. A ``doubt`` is about what is on the map
    already, with its city: that can be put elsewhere or left there, and not be left out. What ``is_proposed`` waits for
    a moderator besides.
    """

    row: WaitingRow
    asked: Asked
    who: str
    doubt: Doubt | None = None
    is_proposed: bool = False

    @property
    def id(self) -> str:
        """Names it in its campaign."""
        return self.doubt.id if self.doubt else self.row.id

    @property
    def is_placed(self) -> bool:
        """Whether it is on the map already."""
        return self.doubt is not None


class OpenPage(NamedTuple):
    """How many rows are open, and those of a page. Rows that ask ``alike`` are one of the ``cards`` together."""

    numbers: OpenNumbers
    rows: list[Open]
    alike: list[Alike[AskingRow]]
    cards: int


def open_page(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    *,
    first: int = 0,
    most: int | None = None,
    folds: bool = False,
    tells: bool = True,
) -> OpenPage:
    """How many rows wait or could be corrected, and at most so many cards: only of these anything is opened.

    They are one's own, or all for a moderator. What several rows ask alike comes first where it ``folds`` them, then
    those that wait, by import and line; what is asked of the places of actions on the map comes last. Digests of
    another key or version are told anew first, where it ``tells``.
    """
    person = require(by, slug, Role.ORGANISER)
    mine, is_stale = whose(person, slug), False
    with store.view():
        groups = _alike(store.desk.asking(slug, mine, most=AT_ONCE)) if folds else {}
        here = dict(list(groups.items())[first:][:most])
        questions = store.desk.asked_by(slug, {digest: rows[0].id for digest, rows in here.items()})
        for digest in here.keys() - questions.keys():
            del groups[digest], here[digest]
            is_stale = True
        folded = {row.id for rows in groups.values() for row in rows}
        after, room = max(0, first - len(groups)), None if most is None else most - len(here)
        numbers, shown = store.desk.open_rows(slug, mine, first=after, most=room, folded=folded)
        doubted = [one for one in store.place_questions(slug) if mine in {None, one.imported_by}]
        start = max(0, after - (numbers.total - len(folded)))
        left = None if room is None else room - len(shown)
        doubts = as_doubts(store, slug, doubted[start:][:left])
        names = names_of(store, (row.imported_by for row in (*shown, *(one.row for one in doubts))))
    if tells and is_stale:
        store.desk.tell_alike()
        return open_page(store, by, resolver, slug, first=first, most=most, folds=folds, tells=False)
    placed = [
        Open(
            one.row,
            Asked(one.row.submission.place.said, one.candidates),
            names[one.row.imported_by],
            doubt=one,
        )
        for one in doubts
    ]
    alike = [Alike(tuple(rows), *questions[digest]) for digest, rows in here.items()]
    numbers = replace(numbers, asked=numbers.asked + len(doubted))
    rows = as_open(resolver, shown, names)
    return OpenPage(numbers, [*rows, *placed], alike, len(groups) + numbers.total - len(folded))


def _alike(asking: Sequence[AskingRow]) -> dict[str, list[AskingRow]]:
    """The rows that ask what another asks too, by the digest of what it is; those of most rows first."""
    found: defaultdict[str, list[AskingRow]] = defaultdict(list)
    for row in asking:
        for digest in row.alike:
            if digest.startswith(QUESTION):
                found[digest].append(row)
    several = ((digest, rows) for digest, rows in found.items() if len(rows) > 1)
    return dict(sorted(several, key=lambda one: -len(one[1])))


def as_open(
    resolver: Resolver,
    rows: Sequence[WaitingRow],
    names: Mapping[str | None, str],
    *,
    is_proposed: bool = False,
) -> list[Open]:
    """Rows with what is asked about them, and the names of whose they are; their places are looked up."""
    answers = resolver.resolve_all([row.submission.place for row in rows], home="")
    return [
        Open(
            row,
            Asked(row.submission.place.said, answer.candidates, answer.several),
            names[row.imported_by],
            is_proposed=is_proposed,
        )
        for row, answer in zip(rows, answers, strict=True)
    ]


def open_proposed(
    store: Store, by: Person | None, resolver: Resolver, slug: str, import_id: int
) -> list[Open]:
    """The rows of an import that waits for a moderator about which something is asked, by line."""
    require(by, slug, Role.MODERATOR)
    rows = store.desk.open_proposed(slug, import_id)
    return as_open(resolver, rows, names_of(store, (row.imported_by for row in rows)), is_proposed=True)
