"""Of a crowd of pages a few are drawn at once, and neither a flood nor long work keeps others waiting."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.testing.v1 import AppTest

from dashboard.accounts import Person
from dashboard.slots import Slots
from dashboard.web import organise
from dashboard.web.public import map_page
from dashboard.web.serving import script_slots
from tests.web.visits import Enter
from tests.web.visits import html as words


@pytest.fixture(autouse=True)
def slots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slots]:
    """One slot for all."""
    for name in ("start", "_run_script_thread", "_install_event_loop"):
        monkeypatch.setattr(ScriptRunner, name, getattr(ScriptRunner, name))  # as it was, afterwards
    monkeypatch.setattr(script_slots, "_slots", slots := Slots(1))
    script_slots.use_slots()
    yield slots
    assert slots._free == 1


def test_a_page_waits_until_a_slot_is_free(visit: AppTest, slots: Slots) -> None:
    slots.take("")
    with ThreadPoolExecutor() as other:
        page = other.submit(visit.run)
        with pytest.raises(TimeoutError):
            page.result(timeout=0.5)
        slots.give_back("")
        assert "We are watching" in words(page.result())


def test_a_page_that_is_drawn_again_and_again_waits_behind_others(
    visit: AppTest, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    draw = map_page.page

    def again() -> None:
        begun.append("page")
        while len(begun) == 1 and not slots._waiting:
            pass  # until somebody else waits
        if len(begun) < 4:
            st.rerun()
        draw()

    def other() -> None:
        slots.take("192.0.2.1")
        begun.append("other")
        slots.give_back("192.0.2.1")

    monkeypatch.setattr(map_page, "page", again)
    with ThreadPoolExecutor() as others:
        drawn = others.submit(visit.run)
        while not begun:
            pass
        others.submit(other).result()
        drawn.result()
    assert begun[:2] == ["page", "other"]


def test_a_page_for_which_there_is_no_thread_keeps_no_slot(
    visit: AppTest, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_runner: ScriptRunner) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(script_slots, "_start_at_once", refuse)
    with pytest.raises(RuntimeError):
        visit.run()
    assert slots._free == 1


@pytest.mark.parametrize("token", ["token", ""])
def test_an_organisers_page_holds_none_and_a_strangers_does(
    enter: Enter, slots: Slots, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    free = []
    monkeypatch.setattr(organise, "_look_again", lambda _person: free.append(slots._free))
    page = enter(Person("ada", "ada@example.org", "Ada", ()))
    monkeypatch.setattr(organise, "_token", lambda: token)
    page.run()
    assert free == [1 if token else 0]


def test_a_click_is_not_lost_to_the_message_behind_it() -> None:
    """Its script waits for a slot when the next one comes: both are for that one script, with what was clicked."""
    options = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))
    assert options["runner"]["fastReruns"] is False
    clicked, chosen = WidgetStates(), WidgetStates()
    clicked.widgets.add(id="button", trigger_value=True)
    chosen.widgets.add(id="field", string_value="London")
    waiting = ScriptRequests()
    assert waiting.request_rerun(RerunData(widget_states=clicked))
    assert waiting.request_rerun(RerunData(widget_states=chosen))
    states = waiting.on_scriptrunner_ready().rerun_data.widget_states
    assert states
    assert {one.id for one in states.widgets} == {"button", "field"}
