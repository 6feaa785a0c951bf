"""The use case of forgetting: what is no longer needed is deleted on a schedule, for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dashboard.accounts.signing_in import WINDOW
from dashboard.reasons import Reason
from dashboard.storage import Forgotten, Store


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days what is kept: rows since their upload, contacts since their action, the audit log.

    Reports of the public are kept for as long as contacts, since they came.
    """

    rows_days: int
    contacts_days: int
    audit_days: int


def retain(store: Store, keeping: Keeping, *, now: datetime | None = None) -> Forgotten:
    """Deletes what is kept for longer than that at ``now`` (aware; default: this moment).

    The world sees no difference, and importing the same file again still changes nothing.
    """
    now = now or datetime.now(UTC)
    forget_expired(store)
    return store.forget(
        received_before=now - timedelta(days=keeping.rows_days),
        acted_before=now.date() - timedelta(days=keeping.contacts_days),
        audited_before=now - timedelta(days=keeping.audit_days),
    )


def forget_expired(store: Store) -> None:
    """Deletes what counts for minutes or days: failed attempts to sign in, ended sessions, files in preparation."""
    store.accounts.forget_expired(window=WINDOW)
    store.drafts.forget_expired()


def explain(forgotten: Forgotten) -> list[Reason]:
    """What was deleted, line by line."""
    if not forgotten.anything:
        return [Reason("nothing_forgotten")]
    return [
        Reason("contacts_forgotten", {"n": forgotten.contacts}),
        Reason("rows_forgotten", {"n": forgotten.rows}),
        Reason("audit_forgotten", {"n": forgotten.audit_entries}),
        Reason("reports_forgotten", {"n": forgotten.reports}),
    ]
