"""Every read that answers the public. It names two tables, `public_actions` and `campaigns`, and no other.

A test reads this file and fails if it ever names another table.
"""

from __future__ import annotations

import hmac

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, case, cast, func, select

from dashboard.errors import UnknownCampaign
from dashboard.model import (
    Campaign,
    CampaignState,
    Precision,
    PublicAction,
    Status,
    Totals,
)
from dashboard.storage.rows import PUBLIC_COLUMNS, columns, to_campaign, to_public_action
from dashboard.storage.schema import campaigns as _campaigns
from dashboard.storage.schema import public_actions as _actions

_CANCELLED = _actions.c.status == Status.CANCELLED


def campaigns(connection: Connection) -> list[Campaign]:
    """All campaigns: examples last, and the one that was changed last first."""
    order = (_campaigns.c.is_example, _campaigns.c.updated_at.desc(), _campaigns.c.slug)
    return [to_campaign(row) for row in connection.execute(columns(_campaigns, Campaign).order_by(*order))]


def campaign(connection: Connection, slug: str) -> Campaign:
    """The campaign of this slug.

    Raises:
        UnknownCampaign: there is none.
    """
    row = connection.execute(columns(_campaigns, Campaign).where(_campaigns.c.slug == slug)).first()
    if row is None:
        raise UnknownCampaign(slug)
    return to_campaign(row)


def preview_of(connection: Connection, slug: str) -> str:
    """What the secret link of a draft holds; ``""`` without one."""
    return _previews(connection).get(slug, "")


def previewed(connection: Connection, token: str) -> str | None:
    """The slug of the draft whose secret link holds this."""
    said = token.encode("utf-8", "replace")
    links = _previews(connection).items()
    return next((slug for slug, one in links if hmac.compare_digest(one.encode(), said)), None)


def _previews(connection: Connection) -> dict[str, str]:
    drafts = select(_campaigns.c.slug, _campaigns.c.preview).where(_campaigns.c.state == CampaignState.DRAFT)
    return {slug: preview for slug, preview in connection.execute(drafts) if preview}


def version(connection: Connection, slug: str) -> str:
    """A token that changes with every change of what is public in the campaign.

    Raises:
        UnknownCampaign: there is none.
    """
    token = connection.scalar(select(_campaigns.c.version).where(_campaigns.c.slug == slug))
    if token is None:
        raise UnknownCampaign(slug)
    return str(token)


def public_actions(connection: Connection, slug: str) -> list[PublicAction]:
    """The actions that may be shown, by day, time and city. Those that are only counted are left out."""
    order = (_actions.c.day.nulls_last(), _actions.c.starts.nulls_last(), _actions.c.city, _actions.c.city_id)
    shown = select(*PUBLIC_COLUMNS).where(_actions.c.campaign == slug, _actions.c.city_id.is_not(None))
    return [to_public_action(row) for row in connection.execute(shown.order_by(*order, _actions.c.uid))]


def credits_due(connection: Connection, slug: str) -> list[str]:
    """Whom the points are owed to that are shown of a campaign, each once."""
    credit = _actions.c.credit
    named = select(credit).where(_actions.c.campaign == slug, credit != "").distinct().order_by(credit)
    return list(connection.scalars(named))


def only_counted(connection: Connection, slug: str) -> dict[Status, int]:
    """How many actions are counted and shown nowhere, by where they stand."""
    counted = select(_actions.c.status, func.count()).group_by(_actions.c.status)
    hidden = counted.where(_actions.c.campaign == slug, _actions.c.city_id.is_(None))
    return dict(connection.execute(hidden).all())


def totals(connection: Connection, slug: str) -> Totals:
    """The numbers at the top of the page.

    An action placed in a region or a country only counts for its country, not as a city. One that is only
    counted is in ``actions`` or ``cancelled`` and nowhere else.

    Raises:
        UnknownCampaign: there is none.
    """
    updated_at = select(_campaigns.c.updated_at).where(_campaigns.c.slug == slug)
    changed = connection.execute(updated_at).scalar()
    if changed is None:
        raise UnknownCampaign(slug)
    numbers = connection.execute(_numbers(slug)).one()
    actions, cities, countries, cancelled, expected, reported = numbers
    return Totals(actions, cities, countries, cancelled, changed, expected, reported)


def _numbers(slug: str) -> Select[int, int, int, int, int, int]:
    city = _actions.c
    in_a_city = city.precision.not_in([Precision.REGION, Precision.COUNTRY])
    going_on = ~_CANCELLED
    return select(
        _count(going_on),
        func.count(case((and_(going_on, in_a_city), city.city_id)).distinct()),
        func.count(case((and_(going_on, city.country_code != ""), city.country_code)).distinct()),
        _count(_CANCELLED),
        _people(city.expected_people),
        _people(city.reported_people),
    ).where(city.campaign == slug)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _people(given: ColumnElement[int | None]) -> ColumnElement[int]:
    """How many people together, of actions that are not cancelled and say so. PostgreSQL adds up to decimals."""
    return cast(func.coalesce(func.sum(case((~_CANCELLED, given))), 0), BigInteger)
