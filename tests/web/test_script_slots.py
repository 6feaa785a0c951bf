"""Of a crowd of pages a few are drawn at once, and no organiser's long work keeps the public waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from dashboard.accounts import Person
from dashboard.web import organise
from dashboard.web.serving import script_slots
from dashboard.web.serving.script_slots import SLOTS
from tests.web.visits import Enter
from tests.web.visits import html as words


@pytest.fixture(autouse=True)
def _slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ScriptRunner, "_run_script_thread", ScriptRunner._run_script_thread
    )  # as it was, afterwards
    script_slots.use_slots()


def _taken(count: int, seconds: float = 5) -> int:
    return sum(script_slots._free.acquire(timeout=seconds) for _ in range(count))


def _give(count: int) -> None:
    for _ in range(count):
        script_slots._free.release()


def test_a_page_waits_until_a_slot_is_free(visit: AppTest) -> None:
    assert _taken(SLOTS) == SLOTS
    with ThreadPoolExecutor() as other:
        page = other.submit(visit.run)
        with pytest.raises(TimeoutError):
            page.result(timeout=0.5)
        _give(SLOTS)
        assert "We are watching" in words(page.result())
    assert _taken(SLOTS) == SLOTS
    _give(SLOTS)


def test_an_organisers_page_holds_none(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    free = []
    monkeypatch.setattr(organise, "_look_again", lambda _person: free.append(_taken(SLOTS)))
    enter(Person("ada", "ada@example.org", "Ada", ())).run()
    _give(free[0])
    assert free == [SLOTS]
