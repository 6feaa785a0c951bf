"""What every visitor shares: the store, the places, and the public reads, each computed once per change.

Routes and pages read through here alone, so that they always agree. Everything is safe to call from any
thread; of many callers who ask for the same thing at once, one computes and the others wait. What is kept
belongs to a version of its campaign, and is out of date for a second at most after a publication, or for as long as
the database does not answer: see `dashboard.web.serving.last_known`.
"""

from __future__ import annotations

import threading
from functools import cache

from cachetools import TTLCache

from dashboard.config import Settings, read_settings
from dashboard.errors import GazetteerUnavailable, UnknownCampaign
from dashboard.geocoding import Gazetteer, open_gazetteer
from dashboard.ingest import Limits
from dashboard.model import Campaign, CampaignState, Filters, Totals
from dashboard.storage import Store
from dashboard.storage.sealing import read_keys
from dashboard.web import seeing
from dashboard.web.serving import last_known
from dashboard.web.serving.listing import EVERYTHING as EVERYTHING
from dashboard.web.serving.listing import Listing

_LISTED = frozenset({CampaignState.PUBLIC, CampaignState.CLOSED})
_PATIENCE_SECONDS = 2.0
_SECONDS_UNTIL_RETRY = 60.0
_opening_store = threading.Lock()
_opening_gazetteer = threading.Lock()
_failed_gazetteer: TTLCache[str, GazetteerUnavailable] = TTLCache(1, _SECONDS_UNTIL_RETRY)


@cache
def settings() -> Settings:
    """The settings of this process, read once from the environment."""
    return read_settings()


def store() -> Store:
    """The store of this process, opened on first use.

    Raises:
        StorageUnavailable: the database cannot be reached.
    """
    with _opening_store:
        return _store()


def gazetteer() -> Gazetteer:
    """The places of this process, opened on first use; the index is built if it is missing.

    Whoever comes while it is being built is not kept waiting for that, and what has failed is not tried again
    at once: building takes the whole processor for half a minute.

    Raises:
        GazetteerUnavailable: the index is being built, or cannot be built or read.
    """
    if not _opening_gazetteer.acquire(timeout=_PATIENCE_SECONDS):
        raise GazetteerUnavailable("index_being_built")
    try:
        if failure := _failed_gazetteer.get(""):
            raise failure
        return _gazetteer()
    except GazetteerUnavailable as error:
        _failed_gazetteer.setdefault("", error)
        raise
    finally:
        _opening_gazetteer.release()


@cache
def _store() -> Store:
    chosen = settings()
    return Store.open(chosen.database, key=chosen.secret_key, key_file=chosen.key_file)


@cache
def key() -> bytes:
    """The key of the digests under which attempts to sign in are counted."""
    return read_keys(settings().secret_key, settings().key_file)[0].encode()


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer(settings().gazetteer_dir)


def limits() -> Limits:
    """How large a file may be here."""
    chosen = settings()
    return Limits(chosen.max_file_bytes, chosen.max_rows, chosen.max_columns, chosen.max_cell_characters)


def every_campaign() -> tuple[Campaign, ...]:
    """All campaigns, drafts included: for those who work on them, and for nothing that is shown to others."""
    return last_known.campaigns(store)


def campaigns() -> tuple[Campaign, ...]:
    """The campaigns that lists show: examples last, and the one that was changed last first."""
    return tuple(one for one in every_campaign() if one.state in _LISTED)


def campaign(slug: str) -> Campaign:
    """The campaign of this slug, in a list or not. A draft is there for those alone who may see it.

    Raises:
        UnknownCampaign: there is none, or it is not for whoever looks.
    """
    known = next((one for one in every_campaign() if one.slug == slug), None)
    # A name that nobody uses takes as long as that of a draft.
    is_open = known is not None and known.state is not CampaignState.DRAFT
    if not (is_open or seeing.may_see(store(), settings(), slug)) or known is None:
        raise UnknownCampaign(slug)
    seeing.note_shown(known.state)
    return known


def campaign_of(slug: str, _version: str) -> Campaign:
    """The campaign at this version or a later one; `campaign` may be a second behind, and what is kept stays so.

    Raises:
        UnknownCampaign: there is none.
    """
    return _shown(slug).campaign


def default_campaign() -> Campaign | None:
    """The campaign for a link that names none: the setting's, or the one changed last."""
    known = campaigns()
    preferred = [one for one in known if one.slug == settings().default_campaign]
    return next(iter((*preferred, *known)), None)


def version(slug: str) -> str:
    """A token that changes with every change of what is public in the campaign.

    Raises:
        UnknownCampaign: there is none. The database is not asked about each name that a visitor makes up.
    """
    return _shown(slug).version


def version_at_hand(slug: str) -> str | None:
    """The version if it is known without asking the database; it never waits."""
    known = last_known.at_hand(slug)
    seeing.note_shown(known.campaign.state if known else None)
    is_open = known and known.said.is_fresh and known.campaign.state is not CampaignState.DRAFT
    return known.version if known and is_open else None


def clamped(slug: str, filters: Filters) -> Filters:
    """The same filters with what occurs in the campaign alone, so that made-up values are not told apart."""
    return filters if filters == EVERYTHING else listing(slug).clamped(filters)


def totals(slug: str, filters: Filters = EVERYTHING) -> Totals:
    """The numbers at the top of the page."""
    return _shown(slug).totals if filters == EVERYTHING else listing(slug).totals(filters)


def listing(slug: str) -> Listing:
    """The actions of the campaign that the public may see, and their counts.

    Raises:
        UnknownCampaign: there is none.
    """
    campaign(slug)
    return last_known.listing(store, slug)


def forget() -> None:
    """Drop everything that is kept, such as between two databases in one process."""
    last_known.forget()
    _failed_gazetteer.clear()
    for opened in (settings, key, _store, _gazetteer):
        opened.cache_clear()


def refresh() -> None:
    """See a change of this process at once, such as right after a publication."""
    last_known.refresh()


def _shown(slug: str) -> last_known.Shown:
    campaign(slug)
    return last_known.shown(store, slug)
