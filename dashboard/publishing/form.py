"""The public form: somebody without an account submits one action, and a moderator looks at it first.

No address is kept: a digest of it is, keyed, for a quarter of an hour.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from dashboard.accounts.keys import keyed, network
from dashboard.errors import SubmissionsClosed, TooManyAttempts, TooManyForms
from dashboard.geocoding import Resolver
from dashboard.model import CampaignState, Effect, RowProblem
from dashboard.publishing.single import read_one, upload_of
from dashboard.storage import Outcome, Source, Store

FORM_FIELDS: Final = (
    "title", "day", "starts", "ends", "last_day", "venue", "address", "city", "region", "country", "organiser",
    "link", "description", "expected_people", "language", "contact",
)  # fmt: skip
"""The fields that the form has, in their order."""

_MOST: Final = 5
_MOST_TRIED: Final = 30
"""Forms that were not taken and are sent again, corrected: reading one costs more than counting it."""
_MOST_OF_A_CAMPAIGN: Final = 60
"""Forms of one kind from all addresses together: whoever makes up addresses fills no queue beyond what can be read."""
_WINDOW: Final = timedelta(minutes=15)
LONGEST_FIELD: Final = 3_000
"""The most characters of one field."""


def take_turn(store: Store, address: str, key: bytes, slug: str, kind: str) -> None:
    """Count one more form of this kind that was taken, from an address and for a campaign.

    Raises:
        TooManyForms: sixty were taken for the campaign within 15 minutes.
        TooManyAttempts: five were from the address.
    """
    whole = {keyed(key, f"{kind} for", slug): _MOST_OF_A_CAMPAIGN}
    of_campaign = store.accounts.attempt(whole, window=_WINDOW)
    if of_campaign is None:
        raise TooManyForms()
    try:
        _count(store, keyed(key, "form", network(address)), _MOST)
    except TooManyAttempts:
        store.accounts.forgive(of_campaign)
        raise


def count_try(store: Store, address: str, key: bytes) -> None:
    """Count one more form that was sent from an address, before anything of it is read.

    Raises:
        TooManyAttempts: thirty came from it within 15 minutes.
    """
    _count(store, keyed(key, "form tried", network(address)), _MOST_TRIED)


def _count(store: Store, what: str, most: int) -> None:
    if store.accounts.attempt({what: most}, window=_WINDOW) is None:
        raise TooManyAttempts()


def too_long(written: Mapping[str, str]) -> list[RowProblem]:
    """The fields of a form that hold more than anybody can look at."""
    return [
        RowProblem(1, name, "field_too_long", {"n": LONGEST_FIELD})
        for name, text in written.items()
        if len(text) > LONGEST_FIELD
    ]


@dataclass(frozen=True, slots=True)
class Submitted:
    """Whether it was taken; if not, ``problems`` say per field (their ``column``) what to change."""

    taken: bool
    problems: tuple[RowProblem, ...] = ()


def submit_action(
    store: Store,
    resolver: Resolver,
    slug: str,
    fields: Mapping[str, str],
    *,
    address: str,
    key: bytes,
    trap: str = "",
) -> Submitted:
    """Keep what somebody submitted until a moderator has looked at it.

    ``trap`` is what was written into the field that people do not see: then nothing is kept, and nobody told.
    ``key`` is the installation's.

    Raises:
        TooManyAttempts: five submissions, or thirty that were not taken, came from this address within 15 minutes, or
            sixty for this campaign.
        SubmissionsClosed: the campaign is over, or not public yet.
        UnknownCampaign: there is no such campaign.
    """
    campaign = store.campaign(slug)
    if campaign.state in {CampaignState.DRAFT, CampaignState.CLOSED}:
        raise SubmissionsClosed()
    if trap:
        return Submitted(taken=True)
    count_try(store, address, key)
    written = {name: text for name in FORM_FIELDS if (text := fields.get(name, "").strip())}
    if long := too_long(written):
        return Submitted(taken=False, problems=tuple(long))
    row, _ = read_one(store, resolver, campaign, written, None)
    in_the_way = tuple(problem for problem in row.problems if _is_theirs(problem))
    if row.outcome is Outcome.REJECTED or in_the_way:
        return Submitted(taken=False, problems=in_the_way)
    take_turn(store, address, key, slug, "action")
    name = f"Form {secrets.token_hex(6)}"  # no two submissions are versions of one file
    store.desk.propose(upload_of(campaign, row, written, Source.FORM, name, None))
    return Submitted(taken=True, problems=row.problems)


def _is_theirs(problem: RowProblem) -> bool:
    """Whether the one who writes has to put it right: a moderator can tell which Springfield, but not which day."""
    asks_when = problem.effect is Effect.QUESTION and problem.column in {"day", "starts", "ends", "last_day"}
    return asks_when or problem.effect is Effect.REFUSAL
