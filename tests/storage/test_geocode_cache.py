"""All processes of an installation take turns, and know the same of a geocoder, on SQLite and PostgreSQL."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from dashboard.reasons import Reason, as_said
from dashboard.storage import Store
from tests.geocoding.fake_geocoder import running
from tests.storage.taking_turns import ROUNDS, together

FAILED, PAUSED, REFUSED = (
    Reason(code, {"status": status})
    for code, status in (
        ("geocoder_answered", "500"), ("geocoder_wants_pause", "429"), ("geocoder_refuses_us", "403")
    )
)  # fmt: skip


def test_two_processes_never_have_the_same_turn(url: str) -> None:
    Store.open(url).close()
    one, other = together(("claim", url, "one"), ("claim", url, "other"))
    assert sorted(one + other) == list(range(ROUNDS))


def test_two_processes_send_one_request_at_a_time_and_leave_the_interval_between(url: str) -> None:
    Store.open(url).close()
    with running() as fake:
        assert together(("ask", url, "A", fake.url), ("ask", url, "B", fake.url)) == [4, 4]
    assert sorted(fake.questions) == [f"Hall {name}{number}" for name in "AB" for number in range(4)]
    assert [asked.others for asked in fake.asked] == [0] * 8
    assert min(later.at - earlier.at for earlier, later in pairwise(fake.asked)) >= 0.095


def test_a_turn_ends_with_a_pause_and_only_by_its_holder(store: Store) -> None:
    early, late = (store.geocoder_ledger(clock=partial(float, now)) for now in (1_000.0, 1_001.0))
    assert early.take_turn("one", 30.0) == 0.0
    assert early.take_turn("other", 30.0) == 30.0
    early.end_turn("other", 0.0)
    assert early.take_turn("other", 30.0) == 30.0
    early.end_turn("one", 1.0)
    assert early.take_turn("other", 30.0) == 1.0
    assert late.take_turn("other", 30.0) == 0.0


def test_a_turn_whose_process_died_is_free_when_its_time_is_over(store: Store) -> None:
    assert store.geocoder_ledger(clock=lambda: 1_000.0).take_turn("dead", 30.0) == 0.0
    assert store.geocoder_ledger(clock=lambda: 1_029.0).take_turn("alive", 30.0) == 1.0
    assert store.geocoder_ledger(clock=lambda: 1_030.0).take_turn("alive", 30.0) == 0.0


def test_a_clock_that_was_once_wrong_does_not_stop_us_for_ever(store: Store) -> None:
    assert store.geocoder_ledger(clock=lambda: 9_999_999.0).take_turn("wrong", 30.0) == 0.0
    assert store.geocoder_ledger(clock=lambda: 1_000.0).take_turn("right", 30.0) == 0.0


def test_without_a_clock_of_ours_the_turns_still_count(store: Store) -> None:
    ledger = store.geocoder_ledger()
    assert ledger.take_turn("one", 1_000.0) == 0.0
    assert 900 < ledger.take_turn("other", 1_000.0) <= 1_000


def test_standing_is_shared_and_each_service_has_its_own(store: Store) -> None:
    ledger = store.geocoder_ledger(clock=lambda: 1_000.0)
    assert [ledger.failed("a", FAILED, most=2, seconds=60) for _ in range(2)] == [1, 2]
    ledger.pause("b", PAUSED, seconds=5)
    ledger.stop("c", REFUSED)
    later = store.geocoder_ledger(clock=lambda: 1_010.0)
    standing = [later.closed(service) for service in "abcd"]
    assert standing == [(50.0, (FAILED,)), (0.0, ()), (float("inf"), (REFUSED,)), (0.0, ())]
    later.resume("c")
    assert later.closed("c") == (0.0, ())


def test_why_a_service_is_closed_is_said_as_it_was_if_it_was_kept_as_a_sentence(store: Store) -> None:
    ledger = store.geocoder_ledger()
    ledger.stop("a", REFUSED)
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE geocoder_standing SET reason = 'it does not let us in (HTTP 403)'")
    assert ledger.closed("a") == (float("inf"), (as_said("it does not let us in (HTTP 403)"),))


def test_a_success_counts_failures_from_nought(store: Store) -> None:
    ledger = store.geocoder_ledger(clock=lambda: 1_000.0)
    ledger.failed("a", FAILED, most=2, seconds=60)
    ledger.succeeded("a")
    assert ledger.failed("a", FAILED, most=2, seconds=60) == 1
    assert ledger.closed("a") == (0.0, ())


def test_answers_are_kept_until_they_are_out_of_date_and_then_dropped(store: Store) -> None:
    early, late = (store.geocoder_ledger(clock=partial(float, now)) for now in (1_000.0, 1_100.0))
    early.remember("a", "found", [{"label": "Zürich 東京"}], seconds=500)
    early.remember("a", "not found", [], seconds=50)
    assert [early.recall("a", name) for name in ("found", "not found", "never asked")] == [
        [{"label": "Zürich 東京"}], [], None
    ]  # fmt: skip
    assert early.recall("b", "found") is None
    assert [late.recall("a", name) for name in ("found", "not found")] == [[{"label": "Zürich 東京"}], None]
    late.remember("a", "found", [], seconds=500)
    assert late.recall("a", "found") == []
    assert early.recall("a", "not found") is None
