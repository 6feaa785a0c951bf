"""The log of what everybody did: written by each use case, read by administrators with names in place of ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dashboard.accounts.people import OPERATOR, Person, require
from dashboard.i18n.problems import deeds
from dashboard.model import CampaignState, Visibility
from dashboard.reasons import Reason, Value, Values
from dashboard.storage import Outcome, Store
from dashboard.storage.accounts_values import AuditEntry, Role

_DETAILS: Final = frozenset(map(str, (*Role, *CampaignState, *Visibility, *Outcome)))
"""What may stand at the end of a deed, such as ``made moderator``, and is said in a place of its own."""


_ACCEPTED: Final = "invitation accepted"
_INVITED: Final = "invitation invited as"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log as people read it: who did what to whom or what, and when."""

    at: datetime
    done: Reason


def record(store: Store, by: Person, what: str, object_kind: str, object_id: str, *, campaign: str) -> None:
    """Writes down what somebody did to which object, such as ``"published", "import", "12"``; no contents.

    The kind with what was done to it is the code of its sentence, in `dashboard.i18n.problems.deeds`.
    """
    store.accounts.record(by.id, what, object_kind, object_id, campaign=campaign)


def what_was_done(store: Store, by: Person | None, campaign: str, *, limit: int = 200) -> list[Deed]:
    """The log with names in place of ids, the latest first. For administrators of the campaign.

    The log itself holds no name, and the address of an invitation is forgotten as soon as it has ended.
    """
    require(by, campaign, Role.ADMINISTRATOR)
    entries = store.accounts.audit_log(campaign, limit=limit)
    about = {entry.object_id for entry in entries if entry.object_kind == "person"}
    people: dict[str, Value] = {**store.accounts.names({entry.who for entry in entries} | about)}
    people[OPERATOR.id] = Reason("deed_operator")
    accepted = {one.object_id: people.get(one.who, one.who) for one in entries if one.what == _ACCEPTED}
    open_ones = {which: one.email for which, one in store.accounts.invitations(campaign).items()}
    invited: dict[str, Value] = {**accepted, **open_ones}
    known: dict[str, Mapping[str, Values]] = {
        "person": {person: {"about": name} for person, name in people.items()},
        "invitation": {one: {"about": whom} for one, whom in invited.items()},
        **store.desk.named_in_log(campaign, entries),
    }
    return [
        Deed(one.at, _done(one, people.get(one.who, one.who), known.get(one.object_kind, {})))
        for one in entries
    ]


def _done(entry: AuditEntry, who: Value, known: Mapping[str, Values]) -> Reason:
    """What was done, as a reason: in general words where its file is gone, or another version wrote it."""
    code, values = f"{entry.object_kind} {entry.what}", {"who": who, **known.get(entry.object_id, {})}
    begin, _, detail = code.rpartition(" ")
    if begin in deeds.SENTENCES and detail in _DETAILS:
        code, values["detail"] = begin, Reason(f"deed_{detail}")
    if begin == _INVITED and "about" not in values:
        code = "deed_invited_in_vain"
    values.setdefault("about", entry.object_id)
    sentence = deeds.SENTENCES.get(code)
    if sentence is None or not sentence.names() <= values.keys():
        return Reason("deed", {**values, "what": entry.what})
    return Reason(code, values)
