"""Which language a visitor reads: the one in the link, ``?lang=fr``; else the one that the browser asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import Request

from dashboard.i18n import LANGUAGES, Speech, preferred, speech
from dashboard.i18n.languages import named
from dashboard.maps.assets import asset_url
from dashboard.web import resources

PARAMETER = "lang"
_MOST_KEPT = 500
"""Characters of a query that a link to the same page in another language repeats."""


def of_request(request: Request) -> Speech:
    """The speech for an HTTP request. An answer that depends on it varies by ``Accept-Language``."""
    chosen = named(request.query_params.get(PARAMETER, ""))
    return _speech(chosen, request.headers.get("accept-language", ""))


def switch(request: Request) -> Callable[[str], str] | None:
    """The link in each language from a page to itself; none from the answer to a form: what was written would go."""
    if request.method == "POST":
        return None
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != PARAMETER]
    kept = kept if len(request.url.query) < _MOST_KEPT else []
    # The path is the visitor's own, and may read as another host's: a query alone stays on this page.
    return lambda code: f"?{urlencode([*kept, (PARAMETER, code)])}"


def of_page() -> Speech:
    """The speech for the page that is being drawn."""
    return _speech(linked(), st.context.headers.get("Accept-Language") or "")


def tell(speaks: Speech) -> None:
    """Tell the browser which language the page is in, in which direction it is read, and the framework's words."""
    script = asset_url(resources.settings().base_path, "map/page.js")
    words = escape(json.dumps(_words_of_the_framework(speaks), ensure_ascii=False))
    st.html(
        f'<div class="speech" lang="{speaks.language}" dir="{speaks.direction}" data-words="{words}"></div>'
        f'<script src="{script}"></script>',
        unsafe_allow_javascript=True,
    )


def _words_of_the_framework(speaks: Speech) -> dict[str, str]:
    """What Streamlit says by itself, in English whatever the page speaks; `page.js` says this instead."""
    always = {
        "streamlit_folium.st_folium": speaks.text("Map to choose a place on"),
        "Connection error": speaks.text("The connection is interrupted"),
        "advice": speaks.text(
            "What you see is as it was before. The page goes on by itself once it is reached again."
        ),
        "sorry": speaks.text(
            "It is not your doing, and it has been noted. Please load the page again in a minute."
        ),
    }
    if speaks.language == "en":
        return always
    return always | {
        "Open": speaks.text("Open"),
        "Dismiss": speaks.text("Close"),
        "Close": speaks.text("Close"),
        "Clear all": speaks.text("Clear all"),
        "Clear value": speaks.text("Clear all"),
        "Remove {name}": speaks.text("Remove {name}"),
        "Selected values": speaks.text("Selected"),
        "Choose an option": speaks.text("Choose"),
        "No results": speaks.text("Nothing found"),
        "Pagination": speaks.text("Pages"),
        "Page {name}": speaks.text("Page {name}"),
        "Previous page": speaks.text("Previous page"),
        "Next page": speaks.text("Next page"),
        "Skip to main content": speaks.text("Skip to main content"),
        "Upload": speaks.text("Upload"),
        "file upload": speaks.text("Upload"),
        "{size} per file": speaks.text("{size} per file"),
        "Choose date": speaks.text("Choose a day"),
        "Clear date": speaks.text("Clear all"),
        "year": speaks.text("Year"),
        "month": speaks.text("Month"),
        "day": speaks.text("Day"),
        ", ": speaks.text(", "),
        "Previous month": speaks.text("Previous month"),
        "Next month": speaks.text("Next month"),
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": speaks.text(
            "The arrow keys go from day to day, Enter takes one, and Escape closes."
        ),
        "Fullscreen": speaks.text("Full screen"),
        "Close fullscreen": speaks.text("Leave full screen"),
        "Search": speaks.text("Search"),
        "Show/hide columns": speaks.text("Show or hide columns"),
        "Download as CSV": speaks.text("Download as CSV"),
        "Sort ascending": speaks.text("Sort ascending"),
        "Sort descending": speaks.text("Sort descending"),
        "Autosize": speaks.text("As wide as what it holds"),
        "Pin column": speaks.text("Keep the column in view"),
        "Unpin column": speaks.text("Let the column scroll"),
        "Hide column": speaks.text("Hide the column"),
    }


def linked() -> str:
    """The language that the visitor's own link names; empty if it names none."""
    return named(str(st.query_params.get(PARAMETER, "")))


def in_link() -> dict[str, str]:
    """What a link to another page of ours carries on."""
    return {PARAMETER: linked()} if linked() else {}


def chooser(speaks: Speech) -> None:
    """A list of all languages under their own names. A choice goes into the link."""
    st.session_state[PARAMETER] = speaks.language
    st.selectbox(
        speaks.text("Language"),
        list(LANGUAGES),
        key=PARAMETER,
        format_func=LANGUAGES.__getitem__,
        width=220,
        label_visibility="collapsed",
        on_change=_choose,
    )


def _choose() -> None:
    st.query_params[PARAMETER] = st.session_state[PARAMETER]


def _speech(chosen: str, accept_language: str) -> Speech:
    return speech(chosen or preferred(accept_language))
