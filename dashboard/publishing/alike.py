"""Questions that many rows raise alike, such as years in two digits: one answer holds for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from dashboard.model import RowProblem
from dashboard.storage.likeness import OF_THE_FILE, likeness

AT_ONCE: Final = 500
"""So many rows are settled by one answer at most."""


class AskingSomething(Protocol):
    """A row with what is asked about it."""

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """What is asked or told of it."""

    @property
    def raw(self) -> Mapping[str, str]:
        """Its cells, by header."""


R = TypeVar("R")
A = TypeVar("A", bound=AskingSomething)


@dataclass(frozen=True, slots=True)
class Alike(Generic[R]):
    """Rows that raise one question, and the question as the first of them raises it."""

    rows: tuple[R, ...]
    first: RowProblem
    likeness: str

    @property
    def is_of_the_file(self) -> bool:
        """Whether the rows are alike whatever each of them says."""
        return self.first.code in OF_THE_FILE

    def correction(self, number: int, row: AskingSomething, fields: Mapping[str, str]) -> dict[str, str]:
        """Field to text of the answer of this number in one of the rows; ``fields`` are those of the columns."""
        problem = next(one for one in row.problems if likeness(one, row.raw) == self.likeness)
        if problem.code == "time_zone":  # of the whole moment, in whichever columns it stands
            others = {name: "" for name in ("starts", "zone") if name in fields.values()}
            return others | {"day": problem.offers[number]}
        return {fields.get(problem.column, problem.column): problem.offers[number]}


def group_alike(asked: Iterable[A]) -> list[Alike[A]]:
    """The questions that can be answered for rows together, those of most rows first."""
    found: defaultdict[str, list[tuple[A, RowProblem]]] = defaultdict(list)
    for row in asked:
        for problem in row.problems:
            if name := likeness(problem, row.raw):
                found[name].append((row, problem))
    groups = (Alike(tuple(row for row, _ in rows), rows[0][1], name) for name, rows in found.items())
    return sorted(groups, key=lambda one: -len(one.rows))
