"""What every visitor shares: the store, the places, and the public reads, each computed once per change.

Routes and pages read through here alone, so that they always agree. Everything is safe to call from any
thread; of many callers who ask for the same thing at once, one computes and the others wait. What is kept
belongs to a version of its campaign, and is out of date for a second at most after a publication.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypeVar, cast

from cachetools import LRUCache, TTLCache, cached
from cachetools.keys import hashkey

from dashboard.config import Settings, read_settings
from dashboard.errors import GazetteerUnavailable, StorageUnavailable, UnknownCampaign
from dashboard.geocoding import Gazetteer, open_gazetteer
from dashboard.i18n.formats import country_name
from dashboard.model import Campaign, CityCount, Filters, Precision, PublicAction, Status, Totals
from dashboard.schedule import Agenda, agenda
from dashboard.storage import Store
from dashboard.storage.sealing import read_keys
from dashboard.web.serving import log

T = TypeVar("T")
EVERYTHING = Filters()
_FRESH_SECONDS = 1.0
_PATIENCE_SECONDS = 2.0
_SECONDS_UNTIL_RETRY = 60.0
_last_known: dict[str, object] = {}
_opening_store = threading.Lock()
_opening_gazetteer = threading.Lock()
_failed_gazetteer: TTLCache[str, str] = TTLCache(1, _SECONDS_UNTIL_RETRY)
_versions: TTLCache[Hashable, str] = TTLCache(1024, _FRESH_SECONDS)
_versions_changing = threading.Condition()


@dataclass(frozen=True, slots=True)
class CountryCount:
    """How many actions and cities one country has; cancelled actions are counted apart."""

    country_code: str
    actions: int
    cancelled: int
    cities: int
    expected_people: int = 0
    reported_people: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """The days, countries and statuses that occur in a campaign."""

    days: tuple[date, ...]
    countries: tuple[str, ...]
    statuses: tuple[Status, ...]


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
        raise GazetteerUnavailable("The index of places is being built. Please try again in a minute.")
    try:
        if failure := _failed_gazetteer.get(""):
            raise GazetteerUnavailable(failure)
        return _gazetteer()
    except GazetteerUnavailable as error:
        _failed_gazetteer.setdefault("", str(error))
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


@cached(TTLCache(1, _FRESH_SECONDS), condition=threading.Condition())
def campaigns() -> tuple[Campaign, ...]:
    """All campaigns: examples last, and the one that was changed last first."""
    return _or_last_known("", lambda: tuple(store().campaigns()))


def campaign(slug: str) -> Campaign:
    """The campaign of this slug.

    Raises:
        UnknownCampaign: there is none.
    """
    for known in campaigns():
        if known.slug == slug:
            return known
    raise UnknownCampaign(slug)


def campaign_of(slug: str, version: str) -> Campaign:
    """The campaign at this version or a later one; `campaign` may be a second behind, and what is kept stays so.

    Raises:
        UnknownCampaign: there is none.
    """
    return _campaign(slug, version)


def default_campaign() -> Campaign | None:
    """The campaign for a link that names none: the setting's, or the one changed last."""
    known = campaigns()
    preferred = [one for one in known if one.slug == settings().default_campaign]
    return next(iter((*preferred, *known)), None)


@cached(_versions, condition=_versions_changing)
def version(slug: str) -> str:
    """A token that changes with every change of what is public in the campaign.

    Raises:
        UnknownCampaign: there is none. The database is not asked about each name that a visitor makes up.
    """
    campaign(slug)
    return _or_last_known(slug, lambda: store().version(slug))


def _or_last_known(name: str, ask: Callable[[], T]) -> T:
    """What the database says; while it is away, what it said last: then the public keeps seeing the map."""
    try:
        said = ask()
    except StorageUnavailable as error:
        log.trouble("reads", str(error))
        if name not in _last_known:
            raise
        return cast(T, _last_known[name])
    _last_known[name] = said
    log.well("reads")
    return said


def version_at_hand(slug: str) -> str | None:
    """The version if it is known without asking the database; it never waits."""
    with _versions_changing:
        return _versions.get(hashkey(slug))


def totals(slug: str, filters: Filters = EVERYTHING) -> Totals:
    """The numbers at the top of the page."""
    return _totals(slug, version(slug), filters)


def city_counts(slug: str, filters: Filters = EVERYTHING) -> tuple[CityCount, ...]:
    """One count per city, in the store's order."""
    return _city_counts(slug, version(slug), filters)


def credits_due(slug: str) -> tuple[str, ...]:
    """Whom the points are owed to that an online geocoder found."""
    return _credits_due(slug, version(slug))


def country_counts(slug: str, filters: Filters = EVERYTHING) -> tuple[CountryCount, ...]:
    """One count per country, the largest first. They add up to the cities' counts."""
    return _country_counts(slug, version(slug), filters)


def public_actions(slug: str, filters: Filters = EVERYTHING) -> tuple[PublicAction, ...]:
    """The public actions, in the store's order."""
    return _public_actions(slug, version(slug), filters)


def city_actions(slug: str, city_id: int, filters: Filters = EVERYTHING) -> tuple[PublicAction, ...]:
    """The public actions of one city. Empty where the filters leave none."""
    return public_actions(slug, replace(filters, city_id=city_id))


def coming_actions(slug: str, filters: Filters = EVERYTHING) -> Agenda:
    """When the actions that are to take place begin."""
    return _agenda(slug, version(slug), filters)


def choices(slug: str) -> Choices:
    """What the filters of a campaign can be set to."""
    return _choices(slug, version(slug))


def forget() -> None:
    """Drop everything that is kept, such as between two databases in one process."""
    per_version = (
        _campaign, _totals, _city_counts, _credits_due, _country_counts, _public_actions, _agenda, _choices,
    )  # fmt: skip
    for kept in (campaigns, version, *per_version):
        kept.cache_clear()
    _last_known.clear()
    _failed_gazetteer.clear()
    for opened in (settings, key, _store, _gazetteer):
        opened.cache_clear()


def refresh() -> None:
    """See a change of this process at once, such as right after a publication."""
    campaigns.cache_clear()
    version.cache_clear()


@cached(LRUCache(128), condition=threading.Condition())
def _campaign(slug: str, _version: str) -> Campaign:
    return store().campaign(slug)


@cached(LRUCache(512), condition=threading.Condition())
def _totals(slug: str, _version: str, filters: Filters) -> Totals:
    return store().totals(slug, filters)


@cached(LRUCache(128), condition=threading.Condition())
def _city_counts(slug: str, _version: str, filters: Filters) -> tuple[CityCount, ...]:
    return tuple(store().city_counts(slug, filters))


@cached(LRUCache(128), condition=threading.Condition())
def _credits_due(slug: str, _version: str) -> tuple[str, ...]:
    return tuple(store().credits_due(slug))


@cached(LRUCache(128), condition=threading.Condition())
def _country_counts(slug: str, of_version: str, filters: Filters) -> tuple[CountryCount, ...]:
    return tuple(_by_country(_city_counts(slug, of_version, filters)))


@cached(LRUCache(32), condition=threading.Condition())
def _public_actions(slug: str, _version: str, filters: Filters) -> tuple[PublicAction, ...]:
    return tuple(store().public_actions(slug, filters))


@cached(LRUCache(64), condition=threading.Condition())
def _agenda(slug: str, of_version: str, filters: Filters) -> Agenda:
    return agenda(_public_actions(slug, of_version, filters))


@cached(LRUCache(64), condition=threading.Condition())
def _choices(slug: str, of_version: str) -> Choices:
    actions = _public_actions(slug, of_version, EVERYTHING)
    countries = {action.country_code for action in actions if action.country_code}
    return Choices(
        days=tuple(sorted({action.day for action in actions if action.day})),
        countries=tuple(sorted(countries, key=country_name)),
        statuses=tuple(status for status in Status if any(action.status is status for action in actions)),
    )


def _counts_as_city(city: CityCount) -> bool:
    """The store's rule for the totals: an action somewhere in a region or country is in no city of it."""
    return city.actions > 0 and city.precision not in {Precision.REGION, Precision.COUNTRY}


def _by_country(cities: Iterable[CityCount]) -> list[CountryCount]:
    counts: dict[str, CountryCount] = {}
    for city in cities:
        so_far = counts.get(city.country_code, CountryCount(city.country_code, 0, 0, 0))
        counts[city.country_code] = replace(
            so_far,
            actions=so_far.actions + city.actions,
            cancelled=so_far.cancelled + city.cancelled,
            cities=so_far.cities + _counts_as_city(city),
            expected_people=so_far.expected_people + city.expected_people,
            reported_people=so_far.reported_people + city.reported_people,
        )
    return sorted(counts.values(), key=lambda one: (-one.actions, -one.cancelled, one.country_code))
