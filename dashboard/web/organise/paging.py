"""Pages of a list that is too long for one."""

from __future__ import annotations

import streamlit as st


def first_of_page(name: str, number: int, most: int) -> int:
    """Where the page begins that is turned up, counted from 0, of so many with at most so many on each.

    The pages are turned below whatever is drawn so far. Where there are more or fewer of them, the first is turned up.
    """
    pages = -(-number // most)
    page = st.pagination(pages, key=f"{name}-of-{pages}") if pages > 1 else 1
    return (page - 1) * most
