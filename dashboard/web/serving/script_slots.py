"""How many scripts of pages run at once: a few, while the others wait their turn without costing anything.

Each thread that waits for Python's lock wakes again and again to ask for it. Some hundred scripts that all do so keep
the machine busy with nothing but waking up, and nobody is served; a thread that waits for a slot sleeps.
"""

from __future__ import annotations

import threading
from typing import Final

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

SLOTS: Final = 6
"""More than most machines have cores, since a script now and then waits for the database."""

_free = threading.BoundedSemaphore(SLOTS)
_thread = threading.local()


def use_slots() -> None:
    """Have Streamlit's scripts wait for a slot before they do anything."""
    ScriptRunner._run_script_thread = _run  # type: ignore[method-assign]  # Streamlit has no setting for it


def give_back() -> None:
    """Let the next script begin: this one may take long, and few do."""
    if getattr(_thread, "has_slot", False):
        _thread.has_slot = False
        _free.release()


_run_without_slot = ScriptRunner._run_script_thread


def _run(self: ScriptRunner) -> None:
    _free.acquire()
    _thread.has_slot = True
    try:
        _run_without_slot(self)
    finally:
        give_back()
