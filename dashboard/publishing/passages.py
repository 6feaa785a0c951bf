"""Passages of public actions that may be private: seen again, until somebody takes them out or means them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.accounts import Person, Role, record, require, whose
from dashboard.errors import ChangedMeanwhile
from dashboard.model import Action, PublicAction
from dashboard.publishing.differences import is_stale
from dashboard.publishing.single import may_change
from dashboard.storage import OpenPassages, Store


@dataclass(frozen=True, slots=True)
class Marked:
    """An action in which something may be private, and what the public sees of it."""

    action: Action
    public: PublicAction


def open_passages(
    store: Store, by: Person | None, slug: str, *, first: int = 0, most: int | None = None
) -> tuple[OpenPassages, list[Marked]]:
    """How many there are in one's own actions, or in all for a moderator; and at most so many of the actions."""
    person = require(by, slug, Role.ORGANISER)
    with store.view():
        number, views = store.desk.passages(slug, whose(person, slug), first=first, most=most)
        standing = store.desk.actions_of(slug, (one.uid for one in views))
    return number, [Marked(standing[one.uid], one) for one in views]


def mean_passages(
    store: Store, by: Person | None, slug: str, uid: str, *, seen: Action | None = None
) -> None:
    """Keep that what may be private in an action is meant so: nobody is asked again before its texts change.

    Raises:
        NotAllowed: it is another organiser's, or they are not trusted yet.
        ChangedMeanwhile: it is another one by now than was ``seen``. Nothing was written.
    """
    with store.transaction(slug):
        person, action = may_change(store, by, slug, uid, trusted=True)
        if is_stale(seen, action):
            raise ChangedMeanwhile()
        store.desk.mean_passages(uid)
        record(store, person, "meant what may be private", "action", uid, campaign=slug)
