"""The organisers' page: upload, see, fix, publish and take back. Only for people who are signed in.

Which sections somebody sees follows from their role; whether they may do a thing, its use case decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard import accounts, publishing
from dashboard.accounts import Person, Role
from dashboard.errors import ActionMapError, StorageUnavailable
from dashboard.i18n import Speech, say
from dashboard.model import Campaign
from dashboard.web import language, resources, widgets
from dashboard.web.cookies import cookie_name
from dashboard.web.organise import (
    actions,
    campaign,
    clicks,
    exposure,
    imports,
    passages,
    review,
    start,
    typed,
    upload,
    waiting,
)
from dashboard.web.organise.campaign_state import standing
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.words import plain, with_number
from dashboard.web.serving.script_slots import give_back

PATH = "organise"
_LOOKS_AGAIN_SECONDS = 3
"""An ended session reaches a tab that is open within five seconds."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page, and the role it takes to see it."""

    draw: Callable[[Desk], None]
    role: Role = Role.ORGANISER


SECTIONS: Mapping[str, Section] = {
    "upload": Section(upload.draw),
    "waiting": Section(waiting.draw),
    "actions": Section(actions.draw),
    "imports": Section(imports.draw),
    "risk": Section(exposure.draw),
    "private": Section(passages.draw_published),
    "review": Section(review.draw, Role.MODERATOR),
    "campaign": Section(campaign.draw, Role.ADMINISTRATOR),
}


def page() -> None:
    """Draw the section that the link names, or the way to sign in."""
    speech = language.of_page()
    language.tell(speech)
    st.set_page_config(page_title=speech.text("For organisers"))
    person = visitor()
    typed.belongs_to(person)
    if person is None:
        _sign_in(speech)
    else:
        _look_again(person)
        _desk(speech, person)
    language.chooser(speech)


def _desk(speech: Speech, person: Person) -> None:
    mine = [one for one in resources.every_campaign() if accounts.role_in(person, one.slug)]
    if not mine:
        _nothing_yet(speech, person)
        return
    campaign = _campaign(speech, mine)
    desk = Desk(speech, person, campaign)
    _masthead(desk)
    if start.may_start(person) and _is_new():
        start.form(speech, person, is_open="section" not in st.query_params)
    section = _section(desk)
    try:
        SECTIONS[section].draw(desk)
    except StorageUnavailable:
        raise
    except ActionMapError as error:
        st.error(plain(say(speech, error)))
    if section == "campaign" and not _is_new() and start.may_start(person):
        start.form(speech, person, is_open=False)
    clicks.forget()


def _is_new() -> bool:
    """Whether there is no campaign but the example yet."""
    return all(one.is_example for one in resources.every_campaign())


def _nothing_yet(speech: Speech, person: Person) -> None:
    if start.may_start(person):
        start.form(speech, person, is_open=True)
        return
    widgets.empty(
        speech.text("No campaign is yours yet"),
        speech.text("Ask whoever invited you to add you to their campaign."),
    )


def visitor(*, touch: bool = True) -> Person | None:
    """Who is signed in on this page. Asks the database, for which no page of anybody else waits."""
    if token := _token():
        give_back()
    return accounts.who(resources.store(), token, touch=touch)


def _token() -> str:
    return str(st.context.cookies.get(cookie_name(resources.settings()), ""))


def _look_again(person: Person) -> None:
    """Draw the page anew once the session has ended, whoever ended it."""

    @st.fragment(run_every=_LOOKS_AGAIN_SECONDS)
    def look() -> None:
        if visitor(touch=False) != person:
            st.rerun()

    look()


def _sign_in(speech: Speech) -> None:
    base = resources.settings().base_path
    query = urlencode({"next": f"{base}/{PATH}"} | language.in_link())
    widgets.empty(
        speech.text("For organisers"),
        speech.text("Please sign in to upload, correct and publish the actions of your campaign."),
    )
    st.html(
        f'<p class="to-sign-in"><a href="{escape(f"{base}/sign-in?{query}")}" target="_self">'
        f"{escape(speech.text('Sign in'))}</a></p>"
    )
    st.html(widgets.links({widgets.link(speech, ""): speech.text("Back to the map")}))


def _campaign(speech: Speech, mine: list[Campaign]) -> Campaign:
    """The campaign of the link, if it is one of theirs; with several, a list to choose from."""
    by_slug = {one.slug: one for one in mine}
    linked = st.query_params.get("campaign", "")
    chosen = linked if linked in by_slug else mine[0].slug
    if len(mine) > 1:
        st.session_state["organise-campaign"] = chosen
        st.selectbox(
            speech.text("Campaign"),
            list(by_slug),
            key="organise-campaign",
            format_func=lambda slug: by_slug[slug].title,
            on_change=lambda: st.query_params.update(campaign=st.session_state["organise-campaign"]),
        )
    return by_slug[chosen]


def _masthead(desk: Desk) -> None:
    speech, base = desk.speech, resources.settings().base_path
    query = urlencode({"campaign": desk.slug} | language.in_link())
    ways_on = {
        str(widgets.link(speech, desk.slug)): speech.text("Public page"),
        f"{base}/account": speech.text("Account and sign-out"),
    }
    if accounts.allows(desk.by, desk.slug, Role.ADMINISTRATOR):
        ways_on[f"{base}/people?{query}"] = speech.text("People")
    st.html(
        f'<header class="desk"><h1 dir="auto">{escape(desk.campaign.title)}</h1>'
        f"{widgets.links(ways_on)}{_standing(desk)}</header>"
    )


def _standing(desk: Desk) -> str:
    """That this is the example, or who sees the campaign while that is not everybody."""
    speech, state = desk.speech, desk.campaign.state
    said = [speech.text("This is example data. Nothing that you do here is about a real campaign.")]
    if not desk.campaign.is_example:
        said = [standing(speech, state)]
    return "".join(f'<p class="example">{escape(words)}</p>' for words in said if words)


def _section(desk: Desk) -> str:
    names = _with_numbers(desk, _names(desk.speech))
    open_to_them = [name for name, one in SECTIONS.items() if accounts.allows(desk.by, desk.slug, one.role)]
    linked = st.query_params.get("section", "")
    st.session_state["section"] = linked if linked in open_to_them else open_to_them[0]
    st.segmented_control(
        desk.speech.text("Section"),
        open_to_them,
        required=True,
        format_func=names.__getitem__,
        key="section",
        on_change=lambda: st.query_params.update(section=st.session_state["section"]),
        label_visibility="collapsed",
    )
    return str(st.session_state["section"])


def _with_numbers(desk: Desk, names: dict[str, str]) -> dict[str, str]:
    """The names of the sections, with how much waits in each: the same numbers as in the sections themselves."""
    numbers = {
        "waiting": publishing.open_page(*desk.with_resolver, most=0).numbers.total,
        "private": publishing.open_passages(*desk.here, most=0)[0].total,
    }
    if accounts.allows(desk.by, desk.slug, Role.MODERATOR):
        numbers["review"] = publishing.count_to_review(*desk.here)
    return {name: with_number(desk.speech, words, numbers.get(name, 0)) for name, words in names.items()}


def _names(speech: Speech) -> dict[str, str]:
    return {
        "upload": speech.text("Upload"),
        "waiting": speech.text("Open questions"),
        "actions": speech.text("Actions"),
        "imports": speech.text("Uploads so far"),
        "risk": speech.text("What is shown"),
        "private": speech.text("Private?"),
        "review": speech.text("Review"),
        "campaign": speech.text("Campaign"),
    }
