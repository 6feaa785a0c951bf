"""What came of the last thing that somebody did, said once at the top of the section that is drawn next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from dashboard.errors import ActionMapError, StorageUnavailable
from dashboard.i18n import say
from dashboard.web import resources
from dashboard.web.language import of_page
from dashboard.web.organise.words import plain

_DONE, _FAILED = "organise-done", "organise-failed"


def done(sentence: str) -> NoReturn:
    """Say it on the page as it is now: every page sees the change at once."""
    resources.refresh()
    st.session_state[_DONE] = sentence
    st.rerun()


@contextmanager
def trying() -> Iterator[None]:
    """Say at the top why something could not be done, on a page that shows how things are now."""
    try:
        yield
    except StorageUnavailable:
        raise
    except ActionMapError as error:
        resources.refresh()
        st.session_state[_FAILED] = say(of_page(), error)
        st.rerun()


def draw() -> None:
    """Say what was done before the page was drawn."""
    if sentence := st.session_state.pop(_DONE, ""):
        st.success(plain(sentence))
    if sentence := st.session_state.pop(_FAILED, ""):
        st.error(plain(sentence))
