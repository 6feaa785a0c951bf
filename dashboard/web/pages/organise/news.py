"""What came of the last thing that somebody did, said once at the top of the section that is drawn next."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from dashboard.web import resources
from dashboard.web.pages.organise.words import plain

_KEY = "organise-news"


def done(sentence: str) -> NoReturn:
    """Say it on the page as it is now: every page sees the change at once."""
    resources.refresh()
    st.session_state[_KEY] = sentence
    st.rerun()


def draw() -> None:
    """Say what was done before the page was drawn."""
    if sentence := st.session_state.pop(_KEY, ""):
        st.success(plain(sentence))
