"""The filters above the map. They live in the link, so that a link shows what its sender saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import Filters, Status
from dashboard.web import resources
from dashboard.web.public.filters import NAMES, read_filters, write_filters

T = TypeVar("T")
Days = tuple[date | None, date | None]


def filter_bar(speech: Speech, slug: str) -> tuple[Filters, int | None]:
    """Draw the filters; what they say, and the id of the chosen city. The link is changed to say the same.

    A chosen city is no filter: the map goes there and its actions are listed, and all the others stay.
    """
    _follow_link()
    choices = resources.listing(slug).choices
    with st.container(key="filters"):
        fold, when, where, status, reset = st.columns([1, 3, 3, 3, 1], vertical_alignment="bottom")
        with fold:
            # A button on a narrow screen (see style.css), which would shut if what is said of it stood in it.
            st.html(f'<details class="fold"><summary>{escape(speech.text("Filters"))}</summary></details>')
            said = st.empty()
        when.selectbox(
            speech.text("When"),
            _days(choices.days),
            key="when",
            index=None,
            format_func=partial(_days_text, speech),
            placeholder=speech.text("Any day"),
        )
        where.multiselect(
            speech.text("Where"),
            sorted(_with(choices.countries, "where"), key=speech.country_order),
            key="where",
            format_func=speech.country,
            placeholder=speech.text("Anywhere"),
            select_all=False,
        )
        status.multiselect(
            speech.text("Status"),
            _with(choices.statuses, "status"),
            key="status",
            format_func=speech.status,
            placeholder=speech.text("Any"),
            select_all=False,
        )
        if _chosen() != Filters() or _linked().city_id is not None:
            reset.button(speech.text("Reset"), on_click=show_all, width="stretch")
    chosen, city_id = _chosen(), _linked().city_id
    _write_link(replace(chosen, city_id=city_id))
    with said:
        st.html(f'<p class="filtered">{escape(_said(speech, slug, chosen))}</p>')
    return chosen, city_id


def _said(speech: Speech, slug: str, chosen: Filters) -> str:
    """What stands beside the folded filters: how many are set, and how much of the whole they leave."""
    number = bool(chosen.since or chosen.until) + bool(chosen.countries) + bool(chosen.statuses)
    if not number:
        return ""
    left, whole = resources.totals(slug, chosen), resources.totals(slug)
    return speech.text(
        "({number}) · {shown} of {all}",
        number=speech.number(number),
        shown=speech.number(left.actions + left.cancelled),
        all=speech.number(whole.actions + whole.cancelled),
    )


def choose_city(city_id: int | None) -> None:
    """Choose a city, or none, for this page and its link."""
    _write_link(replace(_chosen(), city_id=city_id))


def show_all() -> None:
    """Take all filters off."""
    st.session_state.update(when=None, where=[], status=[])
    _write_link(Filters())


def _linked() -> Filters:
    return read_filters(
        urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    )


def _follow_link() -> None:
    """Take over the filters of a link that is new: at the first run, and after back or forward."""
    linked = _linked()
    if st.session_state.get("linked") == linked and _are_codes():
        return
    since, until = linked.since, linked.until
    st.session_state.update(
        linked=linked,
        when=(since, until) if since or until else None,
        where=list(linked.countries),
        status=list(linked.statuses),
    )


def _are_codes() -> bool:
    """Whether we were told our choices; for a moment after a change of language, it may be their names in the other.

    None are told by a page that runs again before it has been drawn.
    """
    if not {"when", "where", "status"} <= st.session_state.keys():
        return False
    where, statuses = st.session_state["where"], st.session_state["status"]
    return all(len(code) == 2 and code.isascii() for code in where) and all(
        isinstance(status, Status) for status in statuses
    )


def _chosen() -> Filters:
    since, until = st.session_state["when"] or (None, None)
    return Filters(
        tuple(st.session_state["where"]), tuple(st.session_state["status"]), since=since, until=until
    )


def _write_link(filters: Filters) -> None:
    filters = read_filters(write_filters(filters))
    if filters == _linked():
        return
    st.session_state["linked"] = filters
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict(others | parse_qs(write_filters(filters)))


def _days(days: tuple[date, ...]) -> list[Days]:
    """Each single day; and the span of the link, which may be of several days."""
    options: list[Days] = [(day, day) for day in days]
    linked: Days | None = st.session_state["when"]
    return options if linked is None or linked in options else [*options, linked]


def _days_text(speech: Speech, days: Days) -> str:
    since, until = days
    if since and until:
        if since == until:
            return speech.day(since)
        return speech.text("from {day} until {last}", day=speech.day(since), last=speech.day(until))
    if since:
        return speech.text("from {day}", day=speech.day(since))
    return speech.text("until {day}", day=speech.day(until)) if until else ""


def _with(choices: tuple[T, ...], key: str) -> list[T]:
    """The choices, and those that a link has made though the campaign has none of them."""
    return list(dict.fromkeys((*choices, *st.session_state[key])))
