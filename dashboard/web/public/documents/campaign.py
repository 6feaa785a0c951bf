"""The pages of a campaign and of its cities that need no script, and the small ones for the pages of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from babel.core import Locale, get_global
from markupsafe import Markup

from dashboard.i18n.formats import locale_of
from dashboard.model import Campaign, PublicAction
from dashboard.schedule import Coming, is_over
from dashboard.web import resources, widgets
from dashboard.web.markdown import about_campaign
from dashboard.web.public import counts, search
from dashboard.web.public.documents.listing import (
    grouped,
    in_order,
    is_on_its_day,
    letter_of,
    matching,
    pages,
    short,
    upcoming_first,
)
from dashboard.web.public.links import PublicRequest
from dashboard.web.resources import EVERYTHING
from dashboard.web.serving.responses import Body, Missing
from dashboard.web.templates import document

_MOST_NEAREST = 6
_MANY, _MOST_LETTERS = 40, 60


def campaign_page(asked: PublicRequest, version: str) -> Body:
    """The campaign: what it is about, its numbers, its map as a picture and a page of its actions."""
    return document("campaign.html", **_listed(asked, version))


def embed_page(asked: PublicRequest, version: str) -> Body:
    """The campaign in a frame of somebody else's page: the list, or the picture of the map."""
    return document("embed.html", **_listed(asked, version))


def city_page(asked: PublicRequest, version: str) -> Body:
    """One city with its actions, its files and its neighbours."""
    return document("city.html", **about_city(asked, version))


def about_city(asked: PublicRequest, version: str) -> dict[str, Any]:
    """What the pages of a city are made of.

    Raises:
        Missing: no action of the campaign is in this city.
    """
    listing, city_id = resources.listing(asked.slug), asked.city_id or 0
    actions, here = upcoming_first(listing.in_city(city_id), datetime.now(UTC)), listing.city(city_id)
    if not actions or here is None:
        raise Missing
    found = pages(actions)
    return {
        **common(asked, version),
        "city": here,
        "place": widgets.place_of(asked.speech, actions[0]),
        "everything": actions,
        "actions": found[min(asked.page, len(found)) - 1],
        "pages": len(found),
        "page": min(asked.page, len(found)),
        "nearest": search.nearest_cities(listing, here, limit=_MOST_NEAREST),
        "of_city": counts.of_city,
        "city_name": partial(widgets.city_name, asked.speech, asked.slug),
    }


def common(asked: PublicRequest, version: str) -> dict[str, Any]:
    """What every page of a campaign is made of."""
    campaign = resources.campaign_of(asked.slug, version).spoken(asked.speech.language)
    totals = resources.totals(asked.slug)
    return {
        "asked": asked,
        "speech": asked.speech,
        "base_path": asked.base_path,
        "campaign": campaign,
        "totals": totals,
        "credit": ", ".join(resources.listing(asked.slug).credits_due),
        "territorial": _territorial(asked.speech.language),
        "page": 1,
        "sentence": counts.sentence_of(asked.speech, totals),
        "short": short,
        "outward": _outward,
        "distance": widgets.distance,
        "past": widgets.is_past(campaign),
        "notice": widgets.notice(asked.speech, campaign),
        "call": widgets.call_of(asked.speech, campaign, campaign.call_to_action),
        "is_over": partial(is_over, now=datetime.now(UTC)),
    }


def _now_and_next(asked: PublicRequest, campaign: Campaign) -> list[str]:
    """What is under way, and which action comes next, with its local time; or that all of it is over; or nothing."""
    speech, agenda = asked.speech, resources.listing(asked.slug).agenda(asked.filters)

    def say_next(coming: Coming) -> str:
        one = coming.action
        return speech.text("Next: {city}, {when}", city=speech.named(one), when=speech.when(one))

    totals = resources.totals(asked.slug, asked.filters)
    return list(widgets.now_and_next(speech, totals, campaign, agenda, say_next))


def _listed(asked: PublicRequest, version: str) -> Mapping[str, Any]:
    speech, slug, now = asked.speech, asked.slug, datetime.now(UTC)
    shown = common(asked, version)
    listing = resources.listing(slug)
    actions = listing.actions(asked.filters)
    found = matching(actions, asked.text, speech) if asked.text else actions
    by = asked.by or ("day" if is_on_its_day(found, now) else "country")
    name = widgets.place_of if by == "day" else widgets.city_of
    said, totals = about_campaign(speech, shown["campaign"]), resources.totals(slug, asked.filters)
    cut = pages(in_order(found, speech, by, now), beside=len(said.encode()))
    page = min(asked.page, len(cut))
    return {
        **shown,
        "said": Markup(said if page == 1 else ""),  # noqa: S704  # prose was cleaned, and all else escaped there
        "coming": _now_and_next(asked, shown["campaign"]),
        "is_filtered": asked.filters != EVERYTHING,
        "filtered_sentence": counts.sentence_of(speech, totals),
        "cancelled": totals.cancelled,
        "groups": grouped(cut[page - 1], speech, by, now, partial(name, speech)),
        "found": len(found),
        "by": by,
        "countries": _first_pages(cut, lambda one: one.country_code)
        if by == "country" and len(cut) > 1
        else {},
        "letters": _letters(cut) if by == "country" and len(asked.filters.countries) == 1 else {},
        "statuses": listing.choices.statuses,
        "codes": sorted(listing.choices.countries, key=speech.country_order),
        "kept_on": [pair for pair in asked.here().pairs if pair[0] not in {"country", "status", "q", "by"}],
        "page": page,
        "pages": len(cut),
    }


def _first_pages(cut: Sequence[Sequence[PublicAction]], key: Callable[[PublicAction], str]) -> dict[str, int]:
    """On which page each country or letter begins, in the order of the list."""
    found: dict[str, int] = {}
    for number, page in enumerate(cut, 1):
        for one in page:
            found.setdefault(key(one), number)
    return found


def _letters(cut: Sequence[Sequence[PublicAction]]) -> dict[str, int]:
    """On which page the cities of each letter begin, where a country has so many that one looks for them."""
    found = _first_pages(cut, letter_of) if sum(map(len, cut)) > _MANY else {}
    return found if 1 < len(found) <= _MOST_LETTERS else {}


@cache
def _territorial(language: str) -> str:
    """A language as link previews want it, with the country where most of its speakers are: ``fr_FR``."""
    locale = locale_of(language)
    likely = Locale.parse(get_global("likely_subtags")[language])
    return f"{language}_{locale.territory or likely.territory}"


def _outward(action: PublicAction) -> Markup:
    """The organisers' own link, if it is one to the web."""
    return Markup(widgets.outward_link(action.link))  # noqa: S704  # every part was escaped there
