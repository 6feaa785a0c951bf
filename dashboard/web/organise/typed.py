"""What somebody has typed and not saved yet stays while they look at another section of their tab.

A field of a form has ``persist_state=KEPT``, a key that names its campaign or action, and no form of Streamlit around
it: such a form tells nobody what is in it until it is sent, and is forgotten with it.
"""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from dashboard.accounts import Person

KEPT: Final[Literal["session"]] = "session"
_WHOSE: Final = "whose"


def belongs_to(person: Person | None) -> None:
    """Nothing of a tab reaches anybody else: it is forgotten at sign-out, and where another one comes in."""
    if person is None or st.session_state.get(_WHOSE, person.id) != person.id:
        st.session_state.clear()
    if person:
        st.session_state[_WHOSE] = person.id


def begun(form: str) -> str:
    """How the keys of a form begin: another way each time that it was saved or discarded."""
    return f"{form}.{st.session_state.get(f'begun-{form}', 0)}"  # a dot, as the names of campaigns hold none


def begin_anew(*forms: str) -> None:
    """What was typed into these is saved or discarded."""
    for form in forms:
        start, name = f"{begun(form)}-", f"begun-{form}"
        for key in [key for key in st.session_state if str(key).startswith(start)]:
            del st.session_state[key]
        st.session_state[name] = st.session_state.get(name, 0) + 1
