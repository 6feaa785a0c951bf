"""How many scripts of pages run at once: a few, while the others wait their turn without costing anything.

Each thread that waits for Python's lock wakes again and again to ask for it. Some hundred scripts that all do so keep
the machine busy with nothing but waking up, and nobody is served. A script that waits for a slot has no thread yet,
and is given one by the script that ends: the event loop would wait until the new thread says that it is there, which
it says no sooner than Python's lock comes around to it. A slot is given back after each run, and the next one goes to
another address than the last: whoever opens hundreds of pages keeps nobody waiting but themselves.

A page has one script at a time (`runner.fastReruns` in `.streamlit/config.toml`). Where each click begins a second
one, what was clicked is lost if the next message comes before that has begun, and the end of the first changes what
the page remembers in the middle of the other's beginning.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import Final

from streamlit import runtime
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from dashboard.slots import Slots
from dashboard.web.serving.crowd import counted

SLOTS: Final = 6
"""More than most machines have cores, since a script now and then waits for the database."""

_slots = Slots(SLOTS)
_thread = threading.local()


def use_slots() -> None:
    """Have Streamlit's scripts wait for a slot before they do anything, and again before each further run."""
    ScriptRunner.start = _start  # type: ignore[method-assign]  # Streamlit has no setting for it
    ScriptRunner._run_script_thread = _run  # type: ignore[method-assign]  # the same
    ScriptRunner._install_event_loop = _wait_for_turn  # type: ignore[method-assign]  # what each run begins with


def give_back() -> None:
    """Let the next script begin: this one may take long, and few do."""
    address = getattr(_thread, "slot_of", None)
    if address is not None:
        _thread.slot_of = None
        _slots.give_back(address)


_start_at_once = ScriptRunner.start
_run_without_slot = ScriptRunner._run_script_thread
_install_event_loop = ScriptRunner._install_event_loop


def _start(self: ScriptRunner) -> None:
    self._slot_of = address = _address(self)  # type: ignore[attr-defined]  # ours
    _slots.begin(address, partial(_begin, self, address))


def _begin(self: ScriptRunner, address: str) -> None:
    try:
        _start_at_once(self)
    except RuntimeError:  # the system has no thread left
        _slots.give_back(address)
        raise


def _run(self: ScriptRunner) -> None:
    _thread.slot_of, _thread.boundaries = self._slot_of, 0  # type: ignore[attr-defined]  # ours
    try:
        _run_without_slot(self)
    finally:
        give_back()


def _wait_for_turn(self: ScriptRunner) -> None:
    """Wait, but for the first run of a script, which has its slot: Streamlit comes here twice before that."""
    _thread.boundaries += 1
    if _thread.boundaries > 2:
        give_back()
        _slots.take(self._slot_of)  # type: ignore[attr-defined]  # ours
        _thread.slot_of = self._slot_of  # type: ignore[attr-defined]  # ours
    _install_event_loop(self)


def _address(self: ScriptRunner) -> str:
    client = runtime.get_instance().get_client(self._session_id) if runtime.exists() else None
    context = client.client_context if client else None
    return counted(context.remote_ip if context else None)
