"""Rows of accounts to values and back, within a transaction of the caller's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from dashboard.storage.accounts_tables import memberships, people, sessions
from dashboard.storage.accounts_values import RANK, Membership, PersonRecord
from dashboard.storage.rows import columns

_PERSON: Final = (people.c.id, people.c.email, people.c.name, people.c.password, people.c.totp_secret)


def find_person(connection: Connection, which: ColumnElement[bool]) -> PersonRecord | None:
    """The account that fulfils a condition, with its roles by campaign."""
    return next(iter(find_people(connection, which)), None)


def find_people(connection: Connection, which: ColumnElement[bool]) -> list[PersonRecord]:
    """The accounts that fulfil a condition, by name, each with its roles by campaign."""
    found = connection.execute(select(*_PERSON).where(which).order_by(people.c.name)).all()
    theirs = memberships.c.person.in_([row.id for row in found])
    roles = columns(memberships, Membership).add_columns(memberships.c.person).where(theirs)
    held: defaultdict[str, list[Membership]] = defaultdict(list)
    for *role, person in connection.execute(roles.order_by(memberships.c.campaign)):
        held[person].append(Membership(*role))
    return [PersonRecord(*row, memberships=tuple(held[row.id])) for row in found]


def set_membership(connection: Connection, person: str, membership: Membership) -> None:
    """Gives a role in a campaign, in place of the one there was."""
    same = (memberships.c.person == person) & (memberships.c.campaign == membership.campaign)
    connection.execute(delete(memberships).where(same))
    connection.execute(insert(memberships).values(person=person, **asdict(membership)))


def grant(connection: Connection, person: PersonRecord, membership: Membership) -> None:
    """Gives a role to whoever accepts an invitation; a higher one that they hold already is kept."""
    held = next((one for one in person.memberships if one.campaign == membership.campaign), None)
    if held is None or RANK[held.role] < RANK[membership.role]:
        trusted = held is not None and held.trusted
        set_membership(connection, person.id, Membership(membership.campaign, membership.role, trusted))


def reset(connection: Connection, person: str, password: str) -> None:
    """A new password for who lost the old one, without the second factor, and with no session left open."""
    changed = update(people).where(people.c.id == person)
    connection.execute(changed.values(password=password, totp_secret="", totp_used=0, totp_waiting=""))
    connection.execute(delete(sessions).where(sessions.c.person == person))
