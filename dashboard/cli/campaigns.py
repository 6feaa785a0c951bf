"""``campaign`` and ``organiser``: what a campaign's page says, who sees it, and who works on it."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from dashboard import accounts, campaign_words
from dashboard.cli.opening import open_settings, open_store, read_text
from dashboard.cli.saying import sentences, tell
from dashboard.errors import ActionMapError, UnknownCampaign
from dashboard.model import Campaign, CampaignState
from dashboard.publishing import checked_slug
from dashboard.reasons import Reason
from dashboard.storage import Store


def change(options: Namespace) -> None:
    """Start a campaign, or change its words."""
    words = {name: getattr(options, name) for name in ("title", "summary", "call_to_action", "day", "starts")}
    with open_store(open_settings(options)) as store:
        campaign = find_campaign(store, options.slug, create=True)
        if options.words:
            campaign = campaign_words.read_words(campaign, read_text(options.words))
        campaign = replace(campaign, **{name: value for name, value in words.items() if value is not None})
        if options.state:
            campaign = replace(campaign, state=CampaignState(options.state))
        campaign_words.change_campaign(store, accounts.OPERATOR, campaign)
    tell(options, where(campaign))


def invite(options: Namespace) -> None:
    """Print a link that gives somebody a role, or a new password."""
    settings = open_settings(options)
    with open_store(settings) as store:
        role = accounts.Role(options.role)
        if not options.campaign and not options.new_password and role is not accounts.Role.ADMINISTRATOR:
            raise ActionMapError("campaign_not_named")
        token = accounts.invite(
            store, accounts.OPERATOR, options.email, options.campaign, role, resets=options.new_password
        )
    print(*sentences(options, Reason("invitation_made", {"email": options.email})), file=sys.stderr)
    print(f"{settings.site}/invitation/{token}")


def where(campaign: Campaign) -> Reason:
    """Who sees a campaign, and where."""
    return Reason(f"campaign_is_{campaign.state}", {"title": campaign.title, "slug": campaign.slug})


def find_campaign(store: Store, slug: str, *, create: bool, state: str | None = None) -> Campaign:
    """The campaign of this name, or with ``create`` one that is not kept yet, in this state.

    Raises:
        ActionMapError: there is none, or one in another state.
    """
    try:
        known = store.campaign(slug)
    except UnknownCampaign as error:
        if not create:
            raise ActionMapError("unknown_campaign_to_create", slug=slug) from error
        words = slug.replace("-", " ")
        title = words[:1].upper() + words[1:]
        return Campaign(checked_slug(slug), title, state=CampaignState(state or "public"))
    if state and known.state != state:
        raise ActionMapError(
            "campaign_of_other_state",
            title=known.title,
            state=Reason(f"deed_{known.state}"),
            slug=slug,
            wanted=state,
        )
    return known
