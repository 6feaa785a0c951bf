"""A visit to a page of Streamlit that runs without a browser."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Enter = Callable[..., AppTest]
"""What the fixture ``enter`` gives: the organisers' page for a person and a query, about to be opened."""


def html(visit: AppTest) -> str:
    """All HTML that the page has drawn, its style left out."""
    assert not visit.exception
    bodies = (element.proto.body for element in visit.get("html"))
    return "\n".join(body for body in bodies if "<style>" not in body)
