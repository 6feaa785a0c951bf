"""The public page: what the campaign is, the map, and the same facts as tables and a list."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from streamlit_folium import st_folium

from dashboard.i18n import Speech
from dashboard.maps.map import StreetTiles, campaign_map, filter_note
from dashboard.model import Campaign, Filters
from dashboard.web import language, resources, widgets
from dashboard.web.filter_bar import filter_bar
from dashboard.web.filters import write_filters

CITIES_AT_FIRST = 300
ACTIONS_A_PAGE = 50


def page() -> None:
    """Draw the campaign that the link names."""
    speech = language.of_page()
    widgets.in_language(speech)
    campaign = _chosen_campaign(speech)
    if campaign is None:
        return
    st.set_page_config(page_title=campaign.title)
    widgets.masthead(speech, campaign)
    figures = st.container(key="figures")
    everything = resources.totals(campaign.slug)
    if not everything.actions and not everything.cancelled:
        widgets.empty(speech.text("No actions yet"), speech.text("Organisers can add the first one."))
        return
    filters, finding = filter_bar(speech, campaign.slug)
    totals = resources.totals(campaign.slug, filters)
    with figures:
        coming = resources.coming_actions(campaign.slug, filters).next(datetime.now(UTC))
        widgets.figures(speech, totals, campaign, coming)
    if finding:
        widgets.found(finding.sentence(speech))
    _map(speech, campaign, filters, finding.city_id if finding else None)
    if totals.actions or totals.cancelled:
        _counts(speech, campaign, filters)
        _actions(speech, campaign, filters)
    else:
        way_on = speech.count(
            "Reset the filters to show the one action.",
            "Reset the filters to show all {n}.",
            everything.actions,
        )
        widgets.empty(speech.text("No action matches"), way_on)
    widgets.footer(speech, campaign, everything)


def _chosen_campaign(speech: Speech) -> Campaign | None:
    slug = st.query_params.get("campaign", "")
    known = {campaign.slug: campaign for campaign in resources.campaigns()}
    if slug and slug not in known:
        widgets.empty(
            speech.text("We do not know this campaign"), speech.text("The link may be old or misspelt.")
        )
        widgets.campaign_links(known.values())
        return None
    chosen = known.get(slug) or resources.default_campaign()
    if chosen is None:
        widgets.empty(
            speech.text("No campaign yet"), speech.text("Organisers can start one by importing a file.")
        )
    return chosen


def _map(speech: Speech, campaign: Campaign, filters: Filters, city_id: int | None) -> None:
    settings = resources.settings()
    streets = StreetTiles(
        settings.street_tiles_url, settings.street_tiles_attribution, settings.street_tiles == "preset"
    )
    frame = campaign_map(
        f"{settings.base_path}/api/v1/campaigns/{campaign.slug}",
        base_path=settings.base_path,
        street_tiles=None if settings.street_tiles == "forbidden" else streets,
        attribution=speech.text("Places: GeoNames (CC BY 4.0) · Land: Natural Earth"),
        speech=speech,
    )
    filter_note(frame, write_filters(filters), city_id)
    with st.container(key="map"):
        st_folium(
            frame, key=f"map-{campaign.slug}", height=560, use_container_width=True, returned_objects=[]
        )


def _counts(speech: Speech, campaign: Campaign, filters: Filters) -> None:
    cities = resources.city_counts(campaign.slug, filters)
    sentence = widgets.sentence_of(speech, resources.totals(campaign.slug, filters))
    widgets.heading(speech.text("Counts"), sentence)
    by_country, by_city = st.columns(2, gap="large")
    with by_country:
        widgets.country_table(speech, resources.country_counts(campaign.slug, filters))
    with by_city:
        everything = st.session_state.get("all_cities", False) or len(cities) <= CITIES_AT_FIRST
        widgets.city_table(speech, cities if everything else cities[:CITIES_AT_FIRST])
        if len(cities) > CITIES_AT_FIRST:
            all_of_them = speech.count(
                "List all {n} city, not only the {few} largest",
                "List all {n} cities, not only the {few} largest",
                len(cities),
                few=CITIES_AT_FIRST,
            )
            st.toggle(all_of_them, key="all_cities")


def _actions(speech: Speech, campaign: Campaign, filters: Filters) -> None:
    actions = resources.public_actions(campaign.slug, filters)
    pages = max(1, -(-len(actions) // ACTIONS_A_PAGE))
    widgets.heading(speech.text("All actions"))
    shown = st.container()
    current = st.pagination(pages, key=f"pages-of-{pages}") if pages > 1 else 1
    with shown:
        widgets.action_list(speech, actions[(current - 1) * ACTIONS_A_PAGE : current * ACTIONS_A_PAGE])
