"""Accounts in the database: each call is one transaction, and what must not be done twice is done in one step."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select, text, true, update

from dashboard.storage.accounts_rows import find_people, find_person, grant, reset, set_membership
from dashboard.storage.accounts_tables import audit, failures, invitations, memberships, people, sessions
from dashboard.storage.accounts_values import (
    NAMED_BY,
    AuditEntry,
    Invitation,
    Membership,
    PersonRecord,
    Role,
    Session,
)
from dashboard.storage.bulk import insert_all
from dashboard.storage.engine import joined, reading, writing
from dashboard.storage.rows import columns
from dashboard.storage.schema import not_within

_TOUCH_SECONDS: Final = 60
"""How often at most it is written that a session is in use."""


class Accounts:
    """People, their roles, invitations and sessions, failed attempts, and the audit log.

    Moments are of the machine's clock unless one is passed in. Whoever calls has checked who may.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] | None = None) -> None:
        self._engine = engine
        self._now = clock or (lambda: datetime.now(UTC))

    # People and their roles.

    def person(self, person_id: str) -> PersonRecord | None:
        """The account of this id."""
        with reading(self._engine) as connection:
            return find_person(connection, people.c.id == person_id)

    def person_by_email(self, email: str) -> PersonRecord | None:
        """The account of this address, which is in lower case."""
        with reading(self._engine) as connection:
            return find_person(connection, people.c.email == email)

    def members(self, campaign: str) -> list[PersonRecord]:
        """Who has a role in the campaign, by name; roles everywhere are those of the campaign ``""``."""
        theirs = select(memberships.c.person).where(memberships.c.campaign == campaign)
        with reading(self._engine) as connection:
            return find_people(connection, people.c.id.in_(theirs))

    def names(self, person_ids: Collection[str]) -> dict[str, str]:
        """What each of these people is called; who is gone is missing."""
        theirs = select(people.c.id, people.c.name, people.c.email).where(people.c.id.in_(set(person_ids)))
        with reading(self._engine) as connection:
            return {one.id: one.name or one.email for one in connection.execute(theirs)}

    def set_password(self, person_id: str, password: str) -> None:
        """Changes the hash of the password."""
        self._change(person_id, password=password)

    def set_second_factor(self, person_id: str, secret: str) -> None:
        """Sets the secret of the second factor; an empty one ends it."""
        self._change(person_id, totp_secret=secret, totp_used=0, totp_waiting="")

    def waiting_factor(self, person_id: str, new: str, *, anew: bool) -> str:
        """The secret that is shown until it is confirmed: the ``new`` one where none is yet, or by asking ``anew``."""
        mine = people.c.id == person_id
        keep = update(people).where(mine, true() if anew else people.c.totp_waiting == "")
        with writing(self._engine) as connection:
            connection.execute(keep.values(totp_waiting=new))
            return str(
                connection.execute(select(people.c.totp_waiting).where(mine)).scalar_one_or_none() or ""
            )

    def use_code(self, person_id: str, half_minute: int) -> bool:
        """Takes the code of this half minute; false if it, or a later one, was taken before."""
        once = update(people).where(people.c.id == person_id, people.c.totp_used < half_minute)
        with writing(self._engine) as connection:
            return connection.execute(once.values(totp_used=half_minute)).rowcount == 1

    def set_membership(self, person_id: str, membership: Membership) -> None:
        """Gives a role in a campaign, in place of the one there was."""
        with writing(self._engine) as connection:
            set_membership(connection, person_id, membership)

    def end_membership(self, person_id: str, campaign: str) -> None:
        """Takes the role in a campaign away."""
        with writing(self._engine) as connection:
            same = (memberships.c.person == person_id) & (memberships.c.campaign == campaign)
            connection.execute(delete(memberships).where(same))

    # Invitations.

    def add_invitation(self, token: str, invitation: Invitation) -> None:
        """Keeps an invitation under the digest of its token, and drops those that have expired."""
        with writing(self._engine) as connection:
            connection.execute(delete(invitations).where(invitations.c.expires_at <= self._now()))
            connection.execute(insert(invitations).values(token=token, **asdict(invitation)))

    def invitation(self, token: str) -> Invitation | None:
        """The open invitation of this digest."""
        with reading(self._engine) as connection:
            return self._invitation(connection, token)

    def open_invitations(self, email: str) -> list[str]:
        """The digests of the roles that wait for whoever proves to own this address."""
        waits = invitations.c.expires_at > self._now()
        mine = select(invitations.c.token).where(invitations.c.email == email, waits, ~invitations.c.resets)
        with reading(self._engine) as connection:
            return list(connection.execute(mine).scalars())

    def invitations(self, campaign: str) -> dict[str, Invitation]:
        """The open invitations to a campaign, or to all (``""``), by id; the one that ends first before the others."""
        theirs = (invitations.c.campaign == campaign) & (invitations.c.expires_at > self._now())
        wanted = columns(invitations, Invitation).add_columns(invitations.c.token).where(theirs)
        with reading(self._engine) as connection:
            found = connection.execute(wanted.order_by(invitations.c.expires_at)).all()
        return {token[:NAMED_BY]: Invitation(*invitation) for *invitation, token in found}

    def withdraw(self, campaign: str, invitation_id: str) -> bool:
        """Ends an open invitation to a campaign; whether there was one."""
        same = (invitations.c.campaign == campaign) & (
            func.substr(invitations.c.token, 1, NAMED_BY) == invitation_id
        )
        with writing(self._engine) as connection:
            return connection.execute(delete(invitations).where(same)).rowcount == 1

    def end_invitations(self, person_id: str) -> None:
        """Ends what somebody has invited to campaigns that they do not administer, by a role there or everywhere."""
        administered = select(memberships.c.campaign).where(
            memberships.c.person == person_id, memberships.c.role == Role.ADMINISTRATOR
        )
        theirs = delete(invitations).where(invitations.c.invited_by == person_id)
        lost = invitations.c.campaign.not_in(administered) & literal("").not_in(administered)
        with writing(self._engine) as connection:
            connection.execute(theirs.where(lost))

    def accept(self, token: str, *, name: str = "", password: str = "") -> str | None:
        """Uses an invitation up: gives its role, and makes the account if there is none of its address.

        The account of the address keeps its password, unless the invitation resets it. Of two who use the
        same link at once, one gets in.

        Returns:
            The person's id, or ``None`` if the invitation is no longer open.
        """
        with writing(self._engine) as connection:
            invitation = self._invitation(connection, token)
            used = connection.execute(delete(invitations).where(invitations.c.token == token)).rowcount
            if invitation is None or used != 1:
                return None
            person = find_person(connection, people.c.email == invitation.email)
            if person is None:
                person = self._add_person(connection, invitation.email, name, password)
            if invitation.resets:
                reset(connection, person.id, password)
            else:
                grant(connection, person, Membership(invitation.campaign, invitation.role))
            return person.id

    def _add_person(self, connection: Connection, email: str, name: str, password: str) -> PersonRecord:
        new = PersonRecord(secrets.token_urlsafe(12), email, name, password, totp_secret="", memberships=())
        values = {field: getattr(new, field) for field in ("id", "email", "name", "password", "totp_secret")}
        connection.execute(insert(people).values(totp_used=0, created_at=self._now(), **values))
        return new

    def _invitation(self, connection: Connection, token: str) -> Invitation | None:
        is_open = (invitations.c.token == token) & (invitations.c.expires_at > self._now())
        row = connection.execute(columns(invitations, Invitation).where(is_open)).first()
        return None if row is None else Invitation(*row)

    # Sessions.

    def add_session(self, token: str, person_id: str, *, idle: timedelta, longest: timedelta) -> None:
        """Opens a session under the digest of its token, and drops those that have ended."""
        now = self._now()
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.ends_at <= now))
            connection.execute(
                insert(sessions).values(
                    token=token,
                    id=secrets.token_urlsafe(12),
                    person=person_id,
                    created_at=now,
                    seen_at=now,
                    idle_seconds=int(idle.total_seconds()),
                    ends_at=now + longest,
                )
            )

    def session_person(self, token: str, *, touch: bool) -> tuple[Session, PersonRecord] | None:
        """The session of this digest and whose it is, if it has not ended; ``touch`` counts as its use."""
        now = self._now()
        with reading(self._engine) as connection:
            wanted = columns(sessions, Session).add_columns(sessions.c.idle_seconds)
            row = connection.execute(wanted.where(sessions.c.token == token)).first()
            person = find_person(connection, people.c.id == row.person) if row else None
        if row is None or person is None:
            return None
        session = Session(*row[:-1])
        if _has_ended(session, row.idle_seconds, now):
            return None
        if touch and now - session.seen_at >= timedelta(seconds=_TOUCH_SECONDS):
            with writing(self._engine) as connection:
                connection.execute(update(sessions).where(sessions.c.token == token).values(seen_at=now))
        return session, person

    def sessions(self, person_id: str) -> list[Session]:
        """The sessions of a person that have not ended, the latest used first."""
        now = self._now()
        wanted = columns(sessions, Session).add_columns(sessions.c.idle_seconds)
        mine = wanted.where(sessions.c.person == person_id, sessions.c.ends_at > now)
        with reading(self._engine) as connection:
            found = connection.execute(mine.order_by(sessions.c.seen_at.desc())).all()
        sessions_and_idle = [(Session(*row[:-1]), row.idle_seconds) for row in found]
        return [one for one, idle in sessions_and_idle if not _has_ended(one, idle, now)]

    def end_session(self, token: str) -> None:
        """Ends the session of this digest."""
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.token == token))

    def revoke_sessions(self, person_id: str, *, only: str = "", except_token: str = "") -> int:
        """Ends the sessions of a person: all of them, the one of the id ``only``, or all others; how many."""
        mine = delete(sessions).where(sessions.c.person == person_id, sessions.c.token != except_token)
        with writing(self._engine) as connection:
            return connection.execute(mine.where(sessions.c.id == only) if only else mine).rowcount

    # Attempts to sign in.

    def attempt(self, most: Mapping[str, int], *, window: timedelta) -> tuple[int, ...] | None:
        """Counts one more failure for each of these digests, unless one has as many as it may have.

        It is counted before the password is checked, so that many attempts at once gain nothing.

        Returns:
            What `forgive` takes if the attempt was none in the end; ``None`` if there were too many.
        """
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE failures IN SHARE ROW EXCLUSIVE MODE"))
            connection.execute(delete(failures).where(not_within(failures.c.at, self._now(), window)))
            counted = select(failures.c.what, func.count()).where(failures.c.what.in_(most))
            if any(
                number >= most[what] for what, number in connection.execute(counted.group_by(failures.c.what))
            ):
                return None
            new = insert(failures).returning(failures.c.id)
            return tuple(
                connection.execute(new.values(what=what, at=self._now())).scalar_one() for what in most
            )

    def forgive(self, attempt: Sequence[int]) -> None:
        """The attempt was right: it does not count."""
        with writing(self._engine) as connection:
            connection.execute(delete(failures).where(failures.c.id.in_(attempt)))

    def forget_expired(self, *, window: timedelta) -> None:
        """Deletes failures that no longer count, and sessions and invitations that have ended."""
        now = self._now()
        with writing(self._engine) as connection:
            connection.execute(delete(failures).where(not_within(failures.c.at, now, window)))
            connection.execute(delete(sessions).where(sessions.c.ends_at <= now))
            connection.execute(delete(invitations).where(invitations.c.expires_at <= now))

    # The audit log.

    def record(self, who: str, what: str, object_kind: str, object_id: str, *, campaign: str = "") -> None:
        """Writes down who did what to which object, in the transaction in which it is done.

        Nothing of what the object contained belongs here.
        """
        self.record_many(who, [(what, object_id)], object_kind, campaign=campaign)

    def record_many(
        self, who: str, whats: Iterable[tuple[str, str]], object_kind: str, *, campaign: str
    ) -> None:
        """Writes down what somebody did to each of several objects: what, and to which."""
        entry = {"at": self._now(), "who": who, "object_kind": object_kind, "campaign": campaign}
        entries = ({**entry, "what": what, "object_id": one} for what, one in whats)
        insert_all(joined(self._engine), audit, entries)

    def audit_log(self, campaign: str, *, limit: int = 200) -> list[AuditEntry]:
        """What was done in a campaign, the latest first."""
        mine = columns(audit, AuditEntry).where(audit.c.campaign == campaign)
        with reading(self._engine) as connection:
            found = connection.execute(mine.order_by(audit.c.id.desc()).limit(limit)).all()
        return [AuditEntry(*row) for row in found]

    def _change(self, person_id: str, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(people).where(people.c.id == person_id).values(**values))


def _has_ended(session: Session, idle_seconds: int, now: datetime) -> bool:
    """Whether it is over, was left alone for too long, or was seen by a clock that was wrong."""
    return now >= session.ends_at or abs(now - session.seen_at) >= timedelta(seconds=idle_seconds)
