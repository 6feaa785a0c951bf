"""Every reason as a sentence in the reader's language: ``say(speech, reason)``.

To add a reason: give it a code of its own where it is found, `Reason`, `RowProblem` or one of `dashboard.errors`, with
named values: ``ActionMapError("left_out", line=7)``. Never a sentence, and nothing quoted, counted or joined.
Then write its one English sentence under that code in the module of its subject here: ``text("Line {line} …")``, or
``count("{n} row …", "{n} rows …")`` where the value ``n`` decides. What stands in braces may be said as one of
`saying.FORMS`: ``{places:or}``, ``{names:quoted}``, ``{day:weekday}``. Cut long texts where the reason is made.
``tests/i18n/test_problems.py`` says which code has no sentence, and which sentence no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from dashboard.i18n.problems import (
    accounts,
    campaigns,
    cells,
    commands,
    deeds,
    files,
    installation,
    places,
    points,
    privacy,
    publishing,
    reports,
    system,
)
from dashboard.i18n.problems.saying import Sentence
from dashboard.i18n.spoken import Speech
from dashboard.model import RowProblem
from dashboard.reasons import AS_SAID, Reason, Values

_SUBJECTS: Final = (
    accounts, campaigns, cells, commands, deeds, files, installation, places, points, privacy, publishing, reports,
    system,
)  # fmt: skip
SENTENCES: Final[Mapping[str, Sentence]] = {
    code: sentence for subject in _SUBJECTS for code, sentence in subject.SENTENCES.items()
}
"""The sentence of each code."""


class Coded(Protocol):
    """A code with values: a `Reason`, a `RowProblem` or an `ActionMapError`."""

    @property
    def code(self) -> str:
        """Names its sentence."""

    @property
    def values(self) -> Values:
        """What stands in it."""


def say(speech: Speech, reason: Coded) -> str:
    """The sentence of a reason. One that was kept as a sentence, before reasons were data, is said as it is."""
    match reason.values.get(AS_SAID):
        case str(said):
            return said
        case Reason() as said:
            return say(speech, said)
        case tuple(several):
            return say_all(speech, *(one for one in several if isinstance(one, Reason)))
    sentence = SENTENCES.get(reason.code)
    return sentence.said(speech, reason.values, say) if sentence else reason.code


def say_all(speech: Speech, *reasons: Coded) -> str:
    """Several sentences, one after the other."""
    return " ".join(say(speech, reason) for reason in reasons)


def say_problem(speech: Speech, problem: RowProblem) -> str:
    """A problem with its line and column."""
    return say(speech, located(problem))


def located(problem: RowProblem) -> Reason:
    """A problem with its line and column, as a reason."""
    inner = Reason(problem.code, problem.values)
    values: Values = {"line": str(problem.line), "column": _column(problem), "problem": inner}
    return Reason("at_cell" if problem.column else "at_line", values)


def say_in_column(speech: Speech, problem: RowProblem) -> str:
    """A problem with its column, where its line is shown beside it."""
    said = say(speech, problem)
    column = _column(problem)
    return speech.text("{column}: {problem}", column=column, problem=said) if column else said


def _column(problem: RowProblem) -> str:
    """The column as it stands before a colon: "Which day?" without its question mark."""
    return problem.column.rstrip(" ?:.!…？：！。؟") or problem.column
