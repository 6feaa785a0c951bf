"""The page that lists the files and feeds of a campaign, with the filters of its link and addresses to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dashboard.exports import EXPORTERS
from dashboard.i18n import Speech
from dashboard.model import Filters
from dashboard.web import resources, widgets
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.listing import Listing
from dashboard.web.serving.responses import Body
from dashboard.web.templates import document

MOST_CITIES: Final = 500
"""How many cities can be chosen here, the largest first; the others have a page of their own each."""


def feeds_page(asked: PublicRequest, version: str) -> Body:
    """The page for the campaign of the link, with its filters."""
    words, filters, listing = asked.speech, asked.filters, resources.listing(asked.slug)
    everywhere = replace(filters, city_id=None)
    cities = listing.cities(everywhere)[:MOST_CITIES]
    campaign = resources.campaign_of(asked.slug, version).spoken(words.language)
    return document(
        "feeds.html",
        asked=asked.named(),
        speech=words,
        campaign=campaign,
        notice=widgets.notice(words, campaign),
        exporters=EXPORTERS.values(),
        chosen=list(_chosen(listing, filters, words)),
        hidden=replace(asked.named(), filters=everywhere).pairs,
        cities=sorted(cities, key=lambda city: words.named(city).casefold()),
        undated=sum(action.day is None for action in listing.actions(filters)),
    )


def _chosen(listing: Listing, filters: Filters, words: Speech) -> Iterator[str]:
    """What the link has chosen, in words."""
    if filters.city_id is not None:
        here = listing.in_city(filters.city_id)
        yield words.named(here[0]) if here else str(filters.city_id)
    yield from map(words.country, filters.countries)
    yield from map(words.status, filters.statuses)
    if filters.since:
        yield words.text("from {day}", day=words.day(filters.since))
    if filters.until:
        yield words.text("until {day}", day=words.day(filters.until))
