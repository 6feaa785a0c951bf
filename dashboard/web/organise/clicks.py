"""Buttons whose click is not lost: a page may be begun anew before it has come to the button that was clicked."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_PRESSED: Final = "organise-pressed"


def pressed(label: str, *, key: str, place: DeltaGenerator | None = None, **options: Any) -> bool:
    """A button in ``place``, or where the page has come to; whether it was clicked. Each click is told once.

    It is kept until a page comes to its button, or is drawn to its end without one.
    """
    button = place.button if place else st.button
    button(label, key=key, on_click=lambda: st.session_state.update({_PRESSED: key}), **options)
    if st.session_state.get(_PRESSED) != key:
        return False
    forget()
    return True


def forget() -> None:
    """A click that no button has answered was for one that is not there any more."""
    st.session_state.pop(_PRESSED, None)
