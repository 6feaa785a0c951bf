"""Buttons whose click is not lost: a page may be begun anew before it has come to the button that was clicked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

T = TypeVar("T")

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


@contextmanager
def showing(key: str, now: T) -> Iterator[T]:
    """While a part of the page is drawn: what it showed when somebody clicked in it, before another changed it."""
    yield shown(key, now)
    st.session_state[f"showing-{key}"] = now


def shown(key: str, now: T) -> T:
    """What a part of the page showed when it was last drawn to its end; or else what it shows now."""
    before: T = st.session_state.get(f"showing-{key}", now)
    return before


def forget() -> None:
    """A click that no button has answered was for one that is not there any more."""
    st.session_state.pop(_PRESSED, None)
