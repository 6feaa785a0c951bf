"""What the public reports: a pin that is wrong, or that puts somebody in danger. Moderators alone read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError
from dashboard.model import RowProblem
from dashboard.publishing.form import Submitted, take_turn, too_long
from dashboard.storage import Report, Store

REPORT_FIELDS: Final = ("about", "wrong", "contact")
"""The fields of the form, in their order."""


def report_pin(
    store: Store, slug: str, fields: Mapping[str, str], *, address: str, key: bytes, trap: str = ""
) -> Submitted:
    """Keep what somebody says is wrong or dangerous, for the moderators of the campaign.

    ``trap`` is what was written into the field that people do not see: then nothing is kept, and nobody told.
    ``key`` is the installation's.

    Raises:
        TooManyAttempts: five forms came from this address within 15 minutes, or sixty reports for this campaign.
        UnknownCampaign: there is no such campaign.
    """
    campaign = store.campaign(slug)
    if trap:
        return Submitted(taken=True)
    written = {name: fields.get(name, "").strip() for name in REPORT_FIELDS}
    problems = tuple(_problems(written))
    if problems:
        return Submitted(taken=False, problems=problems)
    take_turn(store, address, key, slug, "report")
    store.desk.add_report(campaign.slug, **written)
    return Submitted(taken=True)


def open_reports(store: Store, by: Person | None, slug: str) -> list[Report]:
    """What was reported and is not settled yet, the oldest first."""
    require(by, slug, Role.MODERATOR)
    return store.desk.reports(slug)


def close_report(store: Store, by: Person | None, slug: str, report_id: str) -> None:
    """Delete a report that is settled, with the contact in it.

    Raises:
        ActionMapError: somebody else has settled it, or it was too old to be kept.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        if not store.desk.close_report(slug, report_id):
            raise ActionMapError("report_settled")
        record(store, person, "settled", "report", report_id, campaign=slug)


def _problems(written: Mapping[str, str]) -> list[RowProblem]:
    found = [RowProblem(1, name, "field_missing") for name in ("about", "wrong") if not written[name]]
    return found + too_long(written)
