"""Event loops of open pages, which hold no descriptor for as long as nobody runs them.

Streamlit gives each page an event loop for scripts that want one. A usual one holds three descriptors from the
moment it is made; ours never run any, and there are as many as there are open pages. When a page is closed, it looks
for what its loop has left to do among the tasks of all pages: where two thousand are closed at once, as by a proxy that
is started again, everybody else would wait for seconds.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import Any

from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession


class IdleLoop(asyncio.SelectorEventLoop):
    """A loop like any other, which opens what it needs when it is run."""

    def __init__(self) -> None:
        self._is_open = False
        super().__init__(getattr(selectors, "PollSelector", selectors.SelectSelector)())

    @property
    def was_run(self) -> bool:
        """Whether anybody ran it, so that something may be left to do."""
        return self._is_open

    def run_forever(self) -> None:
        """Open what others wake the loop by, and run."""
        if not self._is_open:
            self._is_open = True
            self._make_self_pipe()
        super().run_forever()

    def _make_self_pipe(self) -> None:
        if self._is_open:
            super()._make_self_pipe()  # type: ignore[misc]  # asyncio's own, of which there are no types
        else:
            self._ssock = self._csock = None

    def _close_self_pipe(self) -> None:
        if self._is_open:
            super()._close_self_pipe()  # type: ignore[misc]  # the same


def use_idle_loops() -> None:
    """Have Streamlit's pages use such loops."""
    AppSession.__init__ = _begin  # type: ignore[method-assign]  # Streamlit has no setting for it
    app_session._close_script_event_loop = _close


_begin_with_usual_loop = AppSession.__init__
_close_thoroughly = app_session._close_script_event_loop


def _begin(self: AppSession, *args: Any, **options: Any) -> None:
    _begin_with_usual_loop(self, *args, **options)
    self._script_event_loop.close()
    self._script_event_loop = IdleLoop()


def _close(loop: asyncio.AbstractEventLoop) -> None:
    if isinstance(loop, IdleLoop) and not loop.was_run:
        loop.close()
    else:
        _close_thoroughly(loop)
