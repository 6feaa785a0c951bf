"""Starting a campaign: its title, its name in links, and the day and time of rows that name none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from typing import Final

from anyascii import anyascii

from dashboard.accounts import EVERYWHERE, Person, Role, record, require
from dashboard.accounts.keys import new_token
from dashboard.errors import ActionMapError, ChangedMeanwhile
from dashboard.model import Campaign, CampaignState
from dashboard.storage import Store

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = 100


def start_campaign(
    store: Store,
    by: Person | None,
    title: str,
    *,
    slug: str = "",
    day: date | None = None,
    starts: time | None = None,
) -> Campaign:
    """A new campaign without actions, as a draft: nobody else sees it yet.

    Its slug is made of the title unless one is given.

    Raises:
        NotAllowed: only administrators of the whole installation start campaigns.
        ActionMapError: there is no title, or the slug is taken or cannot be one; the sentence says what to do.
    """
    person = require(by, EVERYWHERE, Role.ADMINISTRATOR)
    title = " ".join(title.split())
    if not title:
        raise ActionMapError("title_needed")
    slug = slug or slug_of(title)
    if not slug:
        raise ActionMapError("slug_of_no_letters")
    campaign = Campaign(checked_slug(slug), title, day=day, starts=starts, state=CampaignState.DRAFT)
    with store.transaction(campaign.slug):
        if any(one.slug == campaign.slug for one in store.campaigns()):
            raise ActionMapError("slug_taken", slug=campaign.slug)
        store.save_campaign(campaign)
        record(store, person, "started", "campaign", campaign.slug, campaign=campaign.slug)
    return campaign


def set_state(
    store: Store, by: Person | None, slug: str, state: CampaignState, *, seen: CampaignState | None = None
) -> None:
    """Says who may know of a campaign, and whether it takes submissions. For its administrators.

    Raises:
        ChangedMeanwhile: its state is another by now than was ``seen``. Nothing was written.
    """
    person = require(by, slug, Role.ADMINISTRATOR)
    with store.transaction(slug):
        campaign = store.campaign(slug)
        if seen not in {None, campaign.state}:
            raise ChangedMeanwhile()
        store.save_campaign(replace(campaign, state=state))
        record(store, person, f"made {state}", "campaign", slug, campaign=slug)


def preview_of(store: Store, by: Person | None, slug: str) -> str:
    """What the secret link of a draft holds; ``""`` without one. For those who work on it."""
    require(by, slug, Role.ORGANISER)
    return store.preview_of(slug)


def make_preview(store: Store, by: Person | None, slug: str) -> str:
    """Another secret link of a draft, in place of the one there was. For its administrators."""
    person, token = require(by, slug, Role.ADMINISTRATOR), new_token()
    with store.transaction(slug):
        store.set_preview(slug, token)
        record(store, person, "made a secret link", "campaign", slug, campaign=slug)
    return token


def withdraw_preview(store: Store, by: Person | None, slug: str) -> None:
    """Ends the secret link of a draft: whoever has it sees nothing any more. For its administrators."""
    person = require(by, slug, Role.ADMINISTRATOR)
    with store.transaction(slug):
        store.set_preview(slug, "")
        record(store, person, "withdrew the secret link", "campaign", slug, campaign=slug)


def slug_of(title: str) -> str:
    """The title as a name in links: Latin letters, digits and hyphens; empty where nothing of it can be one."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower())
    return "-".join(words)[:60].strip("-")


def checked_slug(slug: str) -> str:
    """The slug, if it can be one.

    Raises:
        ActionMapError: it has characters that do not belong into a link.
    """
    if _SLUG.fullmatch(slug) and len(slug) <= _LONGEST:
        return slug
    raise ActionMapError("slug_impossible", slug=slug)
