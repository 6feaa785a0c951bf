"""How many scripts of pages run at once: a few, while the others wait their turn without costing anything.

Each thread that waits for Python's lock wakes again and again to ask for it. Some hundred scripts that all do so keep
the machine busy with nothing but waking up, and nobody is served; a thread that waits for a slot sleeps. A slot is
given back after each run, and the next one goes to another address than the last: whoever opens hundreds of pages
keeps nobody waiting but themselves.

Two scripts of one page may overlap, since a click stops the one that runs and begins another. Streamlit gives each a
lock of its own for what the page remembers, so the end of the one would change it in the middle of the other's
beginning, which then fails (`dictionary keys changed during iteration`): here they share one.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Final
from weakref import WeakValueDictionary

from streamlit import runtime
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from dashboard.web.serving.crowd import counted

SLOTS: Final = 6
"""More than most machines have cores, since a script now and then waits for the database."""


class Slots:
    """So many at once; of those who wait the addresses take turns."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._waiting: dict[str, deque[threading.Event]] = {}
        self._changing = threading.Lock()

    def take(self, address: str) -> None:
        """Wait for a slot."""
        with self._changing:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            self._waiting.setdefault(address, deque()).append(turn)
        turn.wait()

    def give_back(self) -> None:
        """Let the next one have it."""
        with self._changing:
            if not self._waiting:
                self._free += 1
                return
            address = next(iter(self._waiting))
            turns = self._waiting.pop(address)
            turns.popleft().set()
            if turns:
                self._waiting[address] = turns  # behind those of all others


_slots = Slots(SLOTS)
_thread = threading.local()


def use_slots() -> None:
    """Have Streamlit's scripts wait for a slot before they do anything, and again before each further run."""
    ScriptRunner._run_script_thread = _run  # type: ignore[method-assign]  # Streamlit has no setting for it
    ScriptRunner._install_event_loop = _wait_for_turn  # type: ignore[method-assign]  # what each run begins with


def give_back() -> None:
    """Let the next script begin: this one may take long, and few do."""
    if getattr(_thread, "has_slot", False):
        _thread.has_slot = False
        _slots.give_back()


_run_without_slot = ScriptRunner._run_script_thread
_install_event_loop = ScriptRunner._install_event_loop
_locks: WeakValueDictionary[str, threading.RLock] = WeakValueDictionary()
"""By session: each as long as a script of it runs."""
_looking_up = threading.Lock()


def _run(self: ScriptRunner) -> None:
    with _looking_up:
        lock = _locks.setdefault(self._session_id, threading.RLock())
    # said this way, since it passes what is set in the common one on to what the page remembers
    object.__setattr__(self._session_state, "_lock", lock)
    try:
        _run_without_slot(self)
    finally:
        give_back()


def _wait_for_turn(self: ScriptRunner) -> None:
    give_back()
    with self._session_state._lock:
        pass  # whoever waits for another script of the same page does so before there is a slot to keep
    client = runtime.get_instance().get_client(self._session_id) if runtime.exists() else None
    context = client.client_context if client else None
    _slots.take(counted(context.remote_ip if context else None))
    _thread.has_slot = True
    _install_event_loop(self)
