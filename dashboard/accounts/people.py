"""Who may do what: people, their roles in campaigns, and the one question that every use case asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.errors import NotAllowed
from dashboard.storage.accounts_values import RANK, Membership, PersonRecord, Role

EVERYWHERE: Final = ""
"""In place of a campaign: a role for the whole installation, campaigns to come included."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, with the roles that they had when they were read: read anew for each request."""

    id: str
    email: str
    name: str
    memberships: tuple[Membership, ...] = ()
    has_second_factor: bool = False


OPERATOR: Final = Person("operator", "", "command line", (Membership(EVERYWHERE, Role.ADMINISTRATOR, True),))
"""Whoever can run the command line, and so can read the database anyway."""


def role_in(person: Person | None, campaign: str) -> Role | None:
    """The highest role of this person in a campaign; a role everywhere counts in each."""
    if person is None:
        return None
    held = [one.role for one in person.memberships if one.campaign in {campaign, EVERYWHERE}]
    return max(held, key=RANK.__getitem__, default=None)


def allows(person: Person | None, campaign: str, role: Role) -> bool:
    """Whether this person has at least this role in the campaign."""
    held = role_in(person, campaign)
    return held is not None and RANK[held] >= RANK[role]


def require(person: Person | None, campaign: str, role: Role) -> Person:
    """The person, who has at least this role in the campaign. The first line of each use case.

    Raises:
        NotAllowed: they have not, or nobody is signed in.
    """
    known = somebody(person)
    if not allows(known, campaign, role):
        raise NotAllowed()
    return known


def somebody(person: Person | None) -> Person:
    """The person, whoever they are, for what everybody may do with their own account.

    Raises:
        NotAllowed: nobody is signed in.
    """
    if person is None:
        raise NotAllowed("sign_in_first")
    return person


def is_trusted(person: Person, campaign: str) -> bool:
    """Whether what this person uploads goes public without a moderator's look at it first."""
    return allows(person, campaign, Role.MODERATOR) or any(
        one.trusted for one in person.memberships if one.campaign in {campaign, EVERYWHERE}
    )


def whose(person: Person, campaign: str) -> str | None:
    """Whose work of a campaign this person sees and may change: their own (by id), or everybody's."""
    return None if allows(person, campaign, Role.MODERATOR) else person.id


def to_person(record: PersonRecord) -> Person:
    """What other rooms see of an account: nothing of its password or second factor."""
    return Person(
        record.id, record.email, record.name, record.memberships, has_second_factor=bool(record.totp_secret)
    )
