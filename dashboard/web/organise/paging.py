"""Pages of a list that is too long for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def draw_page(
    name: str, number: int, most: int, read: Callable[[int], Iterable[T]], draw: Callable[[T], None]
) -> None:
    """Draw each of the page that is turned up, which is read from its beginning; the pages are turned below them."""
    with st.container(key=f"{name}-page"):
        shown = st.container()
        page = read(first_of_page(name, number, most))
        with shown:
            for one in page:
                draw(one)


def draw_listed(name: str, listed: Sequence[T], most: int, draw: Callable[[T], None]) -> None:
    """The same of a list that is at hand."""
    draw_page(name, len(listed), most, lambda first: listed[first : first + most], draw)


def first_of_page(name: str, number: int, most: int) -> int:
    """Where the page begins that is turned up, counted from 0, of so many with at most so many on each.

    The pages are turned below whatever is drawn so far. Where there are more or fewer of them, the first is turned up.
    """
    pages = -(-number // most)
    page = st.pagination(pages, key=f"{name}-of-{pages}") if pages > 1 else 1
    return (page - 1) * most
