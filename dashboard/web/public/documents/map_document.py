"""The map as a page of its own: what the light pages, the dashboard and other people's sites put into a frame."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps.map import StreetTiles, campaign_map, filter_note
from dashboard.maps.page import map_page
from dashboard.web import policies, resources
from dashboard.web.public.filters import write_filters
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.responses import Body, Missing, make_body


def map_document(asked: PublicRequest, version: str) -> Body:
    """The interactive map of a campaign, with its filters, or with the card of one city open.

    Raises:
        Missing: no action of the campaign is in this city.
    """
    if asked.city_id is not None and not resources.listing(asked.slug).in_city(asked.city_id):
        raise Missing
    settings, speech = resources.settings(), asked.speech
    streets = StreetTiles(
        settings.street_tiles_url, settings.street_tiles_attribution, settings.street_tiles == "preset"
    )
    frame = campaign_map(
        asked.for_scripts,
        base_path=asked.base_path,
        street_tiles=None if settings.street_tiles == "forbidden" else streets,
        attribution=speech.text("Places: GeoNames (CC BY 4.0) · Land: Natural Earth"),
        speech=speech,
    )
    filter_note(frame, write_filters(asked.filters), asked.city_id)
    page = map_page(
        frame,
        speech,
        title=resources.campaign_of(asked.slug, version).spoken(speech.language).title,
        light_page=str(asked.to(city_id=asked.city_id)),
        data=str(asked.data("map.json")),
        picture=str(asked.here("map.png")),
    )
    body = make_body(page.encode(), "text/html; charset=utf-8")
    return replace(body, policy=policies.of_map_page(settings, page))
