"""The public page: what the campaign is, the map, and the same facts as tables and a list."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from dashboard.errors import UnknownCampaign
from dashboard.i18n import Speech
from dashboard.maps.words import words
from dashboard.model import Campaign, Filters
from dashboard.web import language, resources, widgets
from dashboard.web.markdown import about_campaign
from dashboard.web.public import counts, search
from dashboard.web.public.documents.listing import day_name, in_days, upcoming_first
from dashboard.web.public.filter_bar import choose_city, filter_bar, show_all
from dashboard.web.public.filters import read_filters, write_filters

CITIES_AT_FIRST = 150
CITIES_BELOW_THE_MAP = 20
"""Of a campaign with more than `CITIES_AT_FIRST`: each row costs a slow phone time before it shows the map."""

ACTIONS_A_PAGE = 25
MOST_PAGES = 8
COUNTDOWN_SECONDS = 30
VIEWS = ("map", "list", "counts")


def page() -> None:
    """Draw the campaign that the link names."""
    speech = language.of_page()
    language.tell(speech)
    campaign = _chosen_campaign(speech)
    if campaign is None:
        return
    campaign = campaign.spoken(speech.language)
    st.set_page_config(page_title=campaign.title)
    st.html(widgets.masthead(speech, campaign))
    figures = st.container(key="figures")
    everything = resources.totals(campaign.slug)
    if not everything.actions and not everything.cancelled:
        widgets.empty(speech.text("No actions yet"), speech.text("Organisers can add the first one."))
        if said := about_campaign(speech, campaign):
            st.html(said)
        language.chooser(speech)
        widgets.footer(speech, campaign, everything)
        return
    filters, city_id = filter_bar(speech, campaign.slug)
    with figures:
        _figures(speech, campaign, filters)
    _facts(speech, campaign, filters, city_id)
    widgets.footer(speech, campaign, everything)


def _facts(speech: Speech, campaign: Campaign, filters: Filters, city_id: int | None) -> None:
    """The same facts three ways; the map is followed by the other two."""
    totals = resources.totals(campaign.slug, filters)
    view = _view(speech)
    if view == "map":
        _map(speech, campaign, filters, city_id)
        if city_id is not None:
            _city(speech, campaign, city_id)
    if said := about_campaign(speech, campaign):
        st.html(said)
    if not totals.actions and not totals.cancelled:
        whole = resources.totals(campaign.slug)
        _nothing(speech, whole.actions + whole.cancelled)
        return
    if view != "list":
        _counts(speech, campaign, filters, CITIES_AT_FIRST if view == "counts" else CITIES_BELOW_THE_MAP)
    if view != "counts":
        _actions(speech, campaign, filters)


def _view(speech: Speech) -> str:
    """The way to see the facts that the link names; the map where it names none."""
    left, right = st.container(key="views").columns([5, 1], vertical_alignment="center")
    with right:
        language.chooser(speech)
    names = {"map": speech.text("Map"), "list": speech.text("List"), "counts": speech.text("Counts")}
    linked = st.query_params.get("show", "map")
    st.session_state["show"] = linked if linked in VIEWS else "map"
    left.segmented_control(
        speech.text("Show as"),
        VIEWS,
        required=True,
        format_func=names.__getitem__,
        key="show",
        on_change=_show,
        label_visibility="collapsed",
    )
    return str(st.session_state["show"])


def _show() -> None:
    st.query_params["show"] = st.session_state["show"]


def _figures(speech: Speech, campaign: Campaign, filters: Filters) -> None:
    coming = resources.listing(campaign.slug).agenda(filters)
    now = datetime.now(UTC)
    every = COUNTDOWN_SECONDS if coming.next(now) or coming.under_way(now) else None

    @st.fragment(run_every=every)
    def draw() -> None:
        st.html(widgets.figures(speech, resources.totals(campaign.slug, filters), campaign, coming))

    draw()


def _nothing(speech: Speech, everything: int) -> None:
    way_on = speech.count(
        "Reset the filters to show the one action.", "Reset the filters to show all {n}.", everything
    )
    widgets.empty(speech.text("No action matches"), way_on)
    st.button(speech.text("Show all"), on_click=show_all, width="stretch")


def _chosen_campaign(speech: Speech) -> Campaign | None:
    slug = st.query_params.get("campaign", "")
    try:
        chosen = resources.campaign(slug) if slug else resources.default_campaign()
    except UnknownCampaign:
        widgets.empty(
            speech.text("We do not know this campaign"), speech.text("The link may be old or misspelt.")
        )
        widgets.campaign_links(speech, (one.spoken(speech.language) for one in resources.campaigns()))
        language.chooser(speech)
        return None
    if chosen is None:
        widgets.empty(
            speech.text("No campaign yet"), speech.text("Organisers can start one by importing a file.")
        )
        language.chooser(speech)
    return chosen


def _map(speech: Speech, campaign: Campaign, filters: Filters, city_id: int | None) -> None:
    """The place of the map, whose frame was there before this script and stays (see `start.js`), and what it shows."""
    here = replace(widgets.link(speech, campaign.slug), filters=filters)
    told = {
        "lang": speech.language,
        "dir": speech.direction,
        "data-src": here.to("map", is_filtered=True).named(),
        "data-query": write_filters(filters),
        "data-city": city_id or "",
        "data-words": json.dumps(words(speech, "search"), ensure_ascii=False),
    }
    written = " ".join(f'{name}="{escape(str(value))}"' for name, value in told.items())
    with st.container(key="map"):
        st.html(f'<div class="map-place" {written}></div>')
        # What the viewer has chosen on the map, written by `start.js` and seen by nobody.
        st.text_input(speech.text("City"), key="follow", on_change=_follow, label_visibility="collapsed")


def _follow() -> None:
    """The viewer opened or closed a city's card, or asked for one that the filters hide."""
    city, _, unfiltered = st.session_state["follow"].partition(" ")
    if unfiltered:
        show_all()
    choose_city(read_filters(f"city={city}").city_id)


def _city(speech: Speech, campaign: Campaign, city_id: int) -> None:
    listing = resources.listing(campaign.slug)
    here, actions = listing.city(city_id), upcoming_first(listing.in_city(city_id), datetime.now(UTC))
    if here and actions:
        away = search.nearest_cities(listing, here)
        widgets.city(speech, campaign, actions, away, st.context.timezone)


def _counts(speech: Speech, campaign: Campaign, filters: Filters, few: int) -> None:
    listing = resources.listing(campaign.slug)
    cities = listing.cities(filters)
    widgets.heading(speech.text("Counts"))
    counts.press_sentence(speech, resources.totals(campaign.slug, filters), datetime.now(UTC))
    by_country, by_city = st.columns(2, gap="large")
    with by_country:
        counts.country_table(speech, listing.countries(filters))
    with by_city:
        everything = st.session_state.get("all_cities", False) or len(cities) <= CITIES_AT_FIRST
        counts.city_table(speech, campaign.slug, cities if everything else cities[:few])
        if len(cities) > CITIES_AT_FIRST:
            all_of_them = speech.count(
                "List all {n} city, not only the {few} largest",
                "List all {n} cities, not only the {few} largest",
                resources.totals(campaign.slug, filters).cities,
                few=few,
            )
            st.toggle(all_of_them, key="all_cities")


def _actions(speech: Speech, campaign: Campaign, filters: Filters) -> None:
    now = datetime.now(UTC)
    coming, over = resources.listing(campaign.slug).coming_and_over(filters, now)
    actions = [*coming, *over]
    pages = max(1, -(-len(actions) // ACTIONS_A_PAGE))
    widgets.heading(speech.text("All actions"))
    if pages > MOST_PAGES:  # nobody turns hundreds of pages: the light page leads to each country and letter
        light = replace(widgets.link(speech, campaign.slug), filters=filters, by="country").here()
        words = escape(speech.text("By country"))
        st.html(f'<p class="note"><a href="{escape(str(light))}#actions" target="_self">{words}</a></p>')
    shown = st.container()
    current = st.pagination(pages, key=f"pages-of-{pages}") if pages > 1 else 1
    with shown:
        window = actions[(current - 1) * ACTIONS_A_PAGE : current * ACTIONS_A_PAGE]
        has_days = len({action.day for action in actions}) > 1 or (over and any(one.day for one in coming))
        for together in in_days(window, now) if has_days else [window]:
            if has_days:
                st.html(f'<h3 class="day">{escape(day_name(together[0], speech, now))}</h3>')
            widgets.action_list(speech, together, st.context.timezone)
