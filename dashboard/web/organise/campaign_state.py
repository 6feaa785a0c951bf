"""Who may know of the campaign: its state, and the secret link of a draft."""

from __future__ import annotations

import streamlit as st

from dashboard import publishing
from dashboard.i18n import Speech
from dashboard.model import CampaignState
from dashboard.web import resources
from dashboard.web.organise import clicks, flash, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import note
from dashboard.web.organise.typed import KEPT


def draw(desk: Desk) -> None:
    """Draw the choice, and the link where the campaign is a draft."""
    speech, now, form = desk.speech, desk.campaign.state, f"state-{desk.slug}"
    names = state_names(speech)
    with (
        clicks.showing(f"state-of-{desk.slug}", now) as seen,
        st.container(border=True, key="campaign-state"),
    ):
        chosen = st.radio(
            speech.text("Who sees this campaign"),
            list(CampaignState),
            index=list(CampaignState).index(now),
            format_func=lambda state: names[state],
            captions=list(captions(speech).values()),
            key=f"{typed.begun(form)}-{now}",
            persist_state=KEPT,
        )
        words = speech.text("Make it so")
        is_other = chosen is not None and chosen is not now
        if pressed(words, type="primary", key="state-save", disabled=not is_other) and chosen:
            with flash.trying():
                publishing.set_state(*desk.here, chosen, seen=seen)
            typed.begin_anew(form)
            flash.done(speech.text("The campaign is now: {state}.", state=names[chosen]))
        if now is CampaignState.DRAFT:
            _link(desk)


def state_names(speech: Speech) -> dict[CampaignState, str]:
    """What the states are called."""
    return {
        CampaignState.DRAFT: speech.text("Draft"),
        CampaignState.UNLISTED: speech.text("Unlisted"),
        CampaignState.PUBLIC: speech.text("Public"),
        CampaignState.CLOSED: speech.text("Closed"),
    }


def captions(speech: Speech) -> dict[CampaignState, str]:
    """Who sees a campaign in each state, in the order in which they are offered."""
    return {
        CampaignState.DRAFT: speech.text(
            "Its people alone, and whoever has the secret link. Nobody else learns that it is there."
        ),
        CampaignState.UNLISTED: speech.text("Whoever has its link. It is in no list and on no front page."),
        CampaignState.PUBLIC: speech.text("Everybody."),
        CampaignState.CLOSED: speech.text(
            "Everybody. It stays as it is, and the public submits nothing more."
        ),
    }


def standing(speech: Speech, state: CampaignState) -> str:
    """Who sees a campaign, where that is not simply everybody."""
    is_simple = state is CampaignState.PUBLIC
    return "" if is_simple else speech.titled(state_names(speech)[state], captions(speech)[state])


def _link(desk: Desk) -> None:
    speech = desk.speech
    token = publishing.preview_of(*desk.here)
    if token:
        site = resources.settings().public_url or (st.context.url or "").partition("/organise")[0]
        note(
            speech.text(
                "Whoever has this link sees the draft, until you withdraw it or the campaign is public:"
            )
        )
        st.code(f"{site}/preview/{token}", language=None)
        if pressed(speech.text("Withdraw the link"), key="preview-withdraw"):
            publishing.withdraw_preview(*desk.here)
            flash.done(speech.text("The link opens nothing any more."))
    words = speech.text("Make another secret link") if token else speech.text("Make a secret link")
    if pressed(words, key="preview-make"):
        publishing.make_preview(*desk.here)
        flash.done(speech.text("The link is ready."))
