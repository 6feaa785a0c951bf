"""What came of the last thing that somebody did, said at the top of the section that is drawn next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, NoReturn

import streamlit as st

from dashboard.errors import ActionMapError, StorageUnavailable
from dashboard.i18n import say
from dashboard.web import resources
from dashboard.web.language import of_page
from dashboard.web.organise.words import plain

_SAID: Final = "organise-said"
_SECONDS: Final = 3.0
"""A page that is drawn again within these says it again: a message of the browser that was on its way has it drawn
twice in a moment, and nobody would have read what only the first said."""


def done(sentence: str) -> NoReturn:
    """Say it on the page as it is now: every page sees the change at once."""
    resources.refresh()
    st.session_state[_SAID] = True, sentence, 0.0
    st.rerun()


@contextmanager
def trying() -> Iterator[None]:
    """Say at the top why something could not be done, on a page that shows how things are now.

    What came of the deed before is said no more.
    """
    st.session_state.pop(_SAID, None)
    try:
        yield
    except StorageUnavailable:
        raise
    except ActionMapError as error:
        resources.refresh()
        st.session_state[_SAID] = False, say(of_page(), error), 0.0
        st.rerun()


def draw() -> None:
    """Say what was done before the page was drawn."""
    is_done, sentence, until = st.session_state.pop(_SAID, (True, "", 0.0))
    until = until or monotonic() + _SECONDS
    if sentence and monotonic() < until:
        (st.success if is_done else st.error)(plain(sentence))
        st.session_state[_SAID] = is_done, sentence, until
