"""What organisers do reads as much as the answer has: the same number of statements at one row and at thirty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bench.desk import ASKED, MODERATOR, SPRINGFIELD, fill, of_all_actions, one_row_each, watched
from bench.desk import SLUG as MEASURED
from dashboard import publishing
from dashboard.geocoding import Resolver
from dashboard.model import Effect, PlaceQuery, RowProblem, Submission
from dashboard.publishing.alike import Alike
from dashboard.storage import OpenNumbers, Outcome, ReceivedRow, Store, Upload, action_keys
from dashboard.storage.likeness import likeness

PAGE, QUEUE, CLICK = 12, 15, 40
"""The most statements of a page of 20 open rows, of a review page of 10, and of 500 answers."""


YEARS = RowProblem(2, "day", "two_digit_year", {}, Effect.QUESTION, ("2027-04-07", "1927-04-07"))


def of_locks(store: Store) -> int:
    """PostgreSQL waits for a campaign's lock in statements of their own: when we begin, and where it is written."""
    return 2 if store._engine.dialect.name == "postgresql" else 0


def ask_of_years(store: Store, number: int) -> None:
    """So many rows of a further file that raise one question, which offers its answers."""

    def row(line: int) -> ReceivedRow:
        said = Submission(line, {"title": f"Vigil {line}"}, PlaceQuery(city="Oslo"), title=f"Vigil {line}")
        return ReceivedRow(
            line, Outcome.WAITING, said.raw, (YEARS,), submission=said, key=action_keys([said])[0]
        )

    rows = tuple(map(row, range(2, number + 2)))
    store.record_import(Upload(store.campaign(MEASURED), "years.csv", "years", rows))


def statements(store: Store, use_case: Callable[[], object]) -> int:
    with watched(store) as work:
        use_case()
    assert work.transactions == 1
    return work.statements


@pytest.fixture(params=[1, 30])
def many(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


def test_a_page_of_open_rows_costs_the_same_however_many_there_are(
    store: Store, resolver: Resolver, many: int
) -> None:
    fill(store, actions=4, alike=many, rejected=many)
    ask_of_years(store, many)
    asked = statements(
        store, lambda: publishing.open_page(store, MODERATOR, resolver, MEASURED, most=20, folds=True)
    )
    assert asked == (6 if many > 1 else 5) <= PAGE


def test_of_the_rows_that_are_not_on_the_page_nothing_is_opened(store: Store, resolver: Resolver) -> None:
    fill(store, actions=0, alike=25, rejected=25)
    with watched(store) as work:
        numbers, shown, *_ = publishing.open_page(store, MODERATOR, resolver, MEASURED, first=20, most=20)
    assert (numbers, len(shown), work.decryptions) == (OpenNumbers(asked=25, refused=25), 20, 20)
    assert [one.row.is_rejected for one in shown] == [False] * 5 + [True] * 15


def test_what_hundreds_of_rows_ask_alike_is_told_by_opening_one_of_them(
    store: Store, resolver: Resolver
) -> None:
    fill(store, actions=0, alike=25)
    ask_of_years(store, 400)
    with watched(store) as work:
        page = publishing.open_page(store, MODERATOR, resolver, MEASURED, most=20, folds=True)
    [group] = page.alike
    assert (len(group.rows), len(page.rows), page.cards, work.decryptions) == (400, 19, 26, 20)


def test_an_answer_about_a_place_opens_the_rows_that_say_so_and_no_other(
    store: Store, resolver: Resolver
) -> None:
    fill(store, actions=0, alike=3)
    ask_of_years(store, 50)
    with watched(store) as work:
        assert publishing.resolve_alike(store, MODERATOR, resolver, MEASURED, ASKED.upper(), SPRINGFIELD) == 3
    assert work.decryptions == 3


def test_a_review_page_costs_the_same_however_many_wait(store: Store, many: int) -> None:
    fill(store, actions=1, alike=1, pending=many)
    asked = statements(store, lambda: publishing.review_page(store, MODERATOR, MEASURED, most=10))
    total, shown = publishing.review_page(store, MODERATOR, MEASURED, most=10)
    assert (total, len(shown), asked) == (many, min(many, 10), 4)
    assert asked <= QUEUE


def test_one_answer_settles_five_hundred_rows_at_once(store: Store, resolver: Resolver) -> None:
    fill(store, actions=0, alike=501)
    settled = [
        publishing.resolve_alike(store, MODERATOR, resolver, MEASURED, ASKED, SPRINGFIELD) for _ in range(2)
    ]
    assert settled == [500, 1]


def test_of_very_many_pairs_two_hundred_are_counted(store: Store) -> None:
    fill(store, actions=15, alike=0, twins=15)
    assert publishing.duplicate_pairs(store, MODERATOR, MEASURED, most=0)[0] == 200


def test_many_answers_cost_the_same_as_one(store: Store, resolver: Resolver, many: int) -> None:
    fill(store, actions=4, alike=many)
    asked = statements(
        store, lambda: publishing.resolve_alike(store, MODERATOR, resolver, MEASURED, ASKED, SPRINGFIELD)
    )
    assert asked - of_locks(store) == 22 <= CLICK - of_locks(store)
    assert sum(one.city == "Springfield" for one in store.public_actions(MEASURED)) == many
    report = next(one.report for one in store.imports(MEASURED) if one.file_name == "asked.csv")
    assert (report.uploaded, report.published, report.created, report.waiting) == (many, many, many, 0)


def test_one_answer_for_many_rows_is_remembered_of_each_at_the_cost_of_one(
    store: Store, resolver: Resolver, many: int
) -> None:
    fill(store, actions=4, alike=many)
    ask_of_years(store, many)
    alike = likeness(YEARS, {})
    group = Alike(tuple(store.desk.asking(MEASURED, None, most=many, alike=alike)), YEARS, alike)
    counted = statements(
        store, lambda: publishing.answer_alike(store, MODERATOR, resolver, MEASURED, group, 0)
    )
    assert counted - of_locks(store) == 22 <= CLICK - of_locks(store)
    assert len(store.desk.remembered(MEASURED).corrections) == many


def test_one_row_costs_the_same_among_few_and_among_many(store: Store, resolver: Resolver, many: int) -> None:
    fill(store, actions=4 * many, alike=many)
    counted = {
        name: statements(store, use_case) - of_locks(store)
        for name, use_case in one_row_each(store, resolver).items()
        if name != "history"
    }
    counted["add what may be there"] += of_locks(store) // 2  # nothing is written
    assert counted == {
        "add": 16, "add what may be there": 8, "edit": 19, "move": 19, "postpone": 19, "cancel": 19, "answer": 21,
        "tell apart": 8, "merge": 14,
    }  # fmt: skip


def test_lists_of_actions_cost_the_same_however_many_there_are(
    store: Store, resolver: Resolver, many: int
) -> None:
    fill(store, actions=10 * many, alike=0, twins=many)
    counted = {
        name: statements(store, use_case) for name, use_case in of_all_actions(store, resolver).items()
    }
    assert counted == {
        "list": 4,
        "search": 4,
        "what is shown": 3,
        "asked to show": 1,
        "there twice?": 8,
        "file": 6,
        "history": 5,
    }
    number, page = publishing.my_actions(store, MODERATOR, MEASURED, most=5)
    assert (number, len(page)) == (11 * many, 5)
    _, [pair] = publishing.duplicate_pairs(store, MODERATOR, MEASURED, most=1)
    assert "Twin" in " ".join({pair.first.submission.title, pair.second.submission.title})


def test_to_cancel_many_costs_the_same_as_one(store: Store, many: int) -> None:
    fill(store, actions=30, alike=0)
    keys = [action.key for action in store.desk.actions(MEASURED).values()][:many]
    file = Upload(store.campaign(MEASURED), "later.csv", "later", (), cancels=tuple(keys))
    assert statements(store, lambda: store.record_import(file)) - of_locks(store) // 2 == 17
    states = [one.status.value for one in store.public_actions(MEASURED)]
    assert states.count("cancelled") == many


def test_alike_rows_of_several_people_with_one_key_are_all_settled(store: Store, resolver: Resolver) -> None:
    fill(store, actions=1, alike=1)
    [row] = store.waiting(MEASURED)
    campaign, said = store.campaign(MEASURED), row.submission
    for who, text in (("anna", said.title), ("ben", "Ben's own")):
        own = replace(said, title=text, own_id="7")
        asked = ReceivedRow(2, Outcome.WAITING, said.raw, row.problems, submission=own, key="id:7")
        store.record_import(Upload(campaign, who, who, (asked,), imported_by=who, keeps_to_own=True))
    assert publishing.resolve_alike(store, MODERATOR, resolver, MEASURED, ASKED, SPRINGFIELD) == 3
    shown = sorted(one.title for one in store.public_actions(MEASURED) if one.city == "Springfield")
    assert shown == ["Ben's own", said.title, said.title]
    assert store.waiting(MEASURED) == []
