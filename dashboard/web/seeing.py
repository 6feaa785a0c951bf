"""Who looks, and whether a draft is for them: no public byte tells anybody else that there is one.

Every read of a campaign for the public asks `may_see` first, whatever it is for: the request that is being answered
carries its cookies along, and so does the script of a page.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

import streamlit as st
from starlette.datastructures import Headers
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import accounts
from dashboard.config import Settings
from dashboard.model import CampaignState
from dashboard.storage import Store
from dashboard.web.cookies import PREVIEW, cookie_in, cookie_name


@dataclass(slots=True)
class Visitor:
    """The cookies of whoever looks, and what they were shown.

    ``saw_draft`` once something was shown that is not for everybody, and ``saw_unlisted`` once something of a
    campaign that no list shows.
    """

    token: str
    preview: str
    saw_draft: bool = False
    saw_unlisted: bool = False


_UNLISTED: Final = frozenset({CampaignState.DRAFT, CampaignState.UNLISTED})
_visitor: Final[ContextVar[Visitor | None]] = ContextVar("visitor", default=None)


@contextmanager
def visited_by(headers: Headers, settings: Settings) -> Iterator[Visitor]:
    """What is read in this block is read for whoever sent a request with these headers."""
    visitor = Visitor(cookie_in(headers, cookie_name(settings)), cookie_in(headers, PREVIEW))
    entered = _visitor.set(visitor)
    try:
        yield visitor
    finally:
        _visitor.reset(entered)


def may_see(store: Store, settings: Settings, slug: str) -> bool:
    """Whether a draft of this name is shown to whoever looks: it is theirs, or they have its secret link."""
    visitor = _visitor.get() or _of_page(settings)
    if visitor is None:
        return False
    if _has_link(store, visitor, slug) or _is_theirs(store, visitor, slug):
        visitor.saw_draft = True
        return True
    return False


def note_shown(state: CampaignState | None) -> None:
    """Something of a campaign in this state is shown to whoever looks."""
    visitor = _visitor.get()
    if visitor is not None and state in _UNLISTED:
        visitor.saw_unlisted = True


def _has_link(store: Store, visitor: Visitor, slug: str) -> bool:
    preview = store.preview_of(slug) if visitor.preview else ""
    return bool(preview) and hmac.compare_digest(preview.encode(), visitor.preview.encode())


def _is_theirs(store: Store, visitor: Visitor, slug: str) -> bool:
    person = accounts.who(store, visitor.token, touch=False) if visitor.token else None
    return accounts.role_in(person, slug) is not None


def _of_page(settings: Settings) -> Visitor | None:
    """Whoever has opened the page whose script runs just now."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    cookies = st.context.cookies
    return Visitor(str(cookies.get(cookie_name(settings), "")), str(cookies.get(PREVIEW, "")))
