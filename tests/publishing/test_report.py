"""What a person reads of an import, line by line, by what the numbers say."""

from __future__ import annotations

from dashboard.model import Effect, ImportReport, RowProblem
from dashboard.publishing import explain, explain_held
from dashboard.publishing.report import rows_make, with_news
from dashboard.reasons import Reason


def report(*problems: RowProblem, published: int = 2, created: int = 2, unchanged: int = 0) -> ImportReport:
    return ImportReport(
        uploaded=5, published=published, waiting=2, rejected=1, created=created, changed=0, unchanged=unchanged,
        problems=problems,
    )  # fmt: skip


def codes(lines: list[tuple[Reason, ...]]) -> list[list[str]]:
    return [[one.code for one in line] for line in lines]


NOTE, QUESTION, REFUSAL = (RowProblem(3, "city", f"of a {effect}", effect=effect) for effect in Effect)


def test_what_needs_somebody_comes_before_what_is_worth_knowing() -> None:
    said = [line[0].code for line in explain(report(NOTE, QUESTION, REFUSAL))]
    plain = [line[0].code for line in explain(report(QUESTION, REFUSAL))]
    assert len(said) == len(plain) + 2
    assert said[: len(plain)] == plain
    assert said[len(plain)] == "worth_knowing"
    assert "worth_knowing" not in plain
    assert len(plain) == len(explain(report())) + 2


def test_rows_that_make_more_actions_or_fewer_than_there_are_rows_say_so() -> None:
    assert rows_make(report(published=2, created=2)) == ()
    assert [one.code for one in rows_make(report(published=2, created=3))] == ["rows_make"]
    assert [one.code for one in rows_make(report(published=2, created=1))] == ["rows_make"]


def test_only_rows_that_wait_are_held_for_what_is_private() -> None:
    private = [RowProblem(line, "", "private_email", effect=effect) for line, effect in enumerate(Effect, 2)]
    assert explain_held(report(*private)) == [(Reason("rows_held", {"n": 1}),)]
    assert explain_held(report(*(one for one in private if one.effect is not Effect.QUESTION))) == []


def test_that_nothing_is_new_is_said_once() -> None:
    said = [line[-1].code for line in explain(with_news(report(created=0, unchanged=2)))]
    assert said.count("nothing_new") == 1


def test_where_nothing_is_new_that_is_the_first_note() -> None:
    assert with_news(report(created=0, unchanged=2)).notes == (Reason("nothing_new", {"n": 2}),)
    assert with_news(report()).notes == ()
