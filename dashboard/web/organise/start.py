"""Starting a campaign, for administrators of the whole installation."""

from __future__ import annotations

from datetime import date, time

import streamlit as st

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, Person, Role
from dashboard.errors import ActionMapError
from dashboard.i18n import Speech, say
from dashboard.publishing import start_campaign
from dashboard.web import resources
from dashboard.web.organise import typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import plain


def may_start(by: Person) -> bool:
    """Whether this person is offered to start one; `start_campaign` asks again."""
    return accounts.allows(by, EVERYWHERE, Role.ADMINISTRATOR)


def form(speech: Speech, by: Person, *, is_open: bool) -> None:
    """A title is enough. The page goes on in the new campaign."""
    key = typed.begun("start")
    with st.expander(speech.text("Start a campaign"), expanded=is_open):
        title = st.text_input(speech.text("Title"), max_chars=200, key=f"{key}-title", persist_state=KEPT)
        left, right = st.columns(2)
        day = left.date_input(
            speech.text("Day, for rows that name none"), value=None, key=f"{key}-day", persist_state=KEPT
        )
        starts = right.time_input(
            speech.text("Local time, for rows that name none"),
            value=None,
            step=900,
            key=f"{key}-starts",
            persist_state=KEPT,
        )
        slug = st.text_input(
            speech.text("Name in the link, such as spring-2027"),
            max_chars=100,
            key=f"{key}-slug",
            persist_state=KEPT,
            help=speech.text("Leave it empty and it is made of the title."),
        )
        if pressed(speech.text("Start the campaign"), type="primary", key="start-campaign"):
            _start(speech, by, title, slug.strip(), day, starts)


def _start(speech: Speech, by: Person, title: str, slug: str, day: date | None, starts: time | None) -> None:
    try:
        campaign = start_campaign(resources.store(), by, title, slug=slug, day=day, starts=starts)
    except ActionMapError as error:
        st.error(plain(say(speech, error)))
        return
    typed.begin_anew("start")
    resources.refresh()
    st.query_params.update(campaign=campaign.slug, section="upload")
    st.rerun()
