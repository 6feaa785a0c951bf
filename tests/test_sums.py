"""Where several processes share the tests, none is lost and none runs twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import Sums

OK, FAILED, LOST = pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERNAL_ERROR


@pytest.mark.parametrize(
    ("ran", "ended", "becomes"),
    [
        (["a", "b"], OK, OK),
        (["b", "a"], FAILED, FAILED),
        (["a"], OK, LOST),
        (["a", "b", "b"], OK, LOST),
        (["a"], FAILED, LOST),
        (["a"], pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERRUPTED),
    ],
)
def test_a_run_that_loses_a_test_or_runs_one_twice_has_failed(
    ran: list[str], ended: pytest.ExitCode, becomes: pytest.ExitCode
) -> None:
    sums = Sums()
    for _process in range(2):
        sums.pytest_xdist_node_collection_finished(["a", "b"])
    for test in ran:
        for when in ("setup", "call", "teardown"):
            report: Any = SimpleNamespace(nodeid=test, when=when)
            sums.pytest_runtest_logreport(report)
    session: Any = SimpleNamespace(shouldstop=False, shouldfail=False, exitstatus=ended)
    sums.pytest_sessionfinish(session)
    assert session.exitstatus == becomes
