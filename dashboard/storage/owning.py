"""What an organiser's file may change: their own actions. A row like another's action becomes one of their own.

Files of different people often count their rows from 1. A row that has the key of somebody else's action and says
something else is therefore another action; one that says the same changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dashboard.model import Action
from dashboard.safety import hashed
from dashboard.storage import rows
from dashboard.storage.private import Known
from dashboard.storage.values import Upload

_LONGEST_KEY: Final = 200


def kept_to_own(upload: Upload, known: Mapping[str, Known], tag: str = "") -> Upload:
    """The upload with its actions under keys that are its owner's, and without cancelling those of others.

    ``tag`` tells apart what nobody with an account has sent.
    """
    if not upload.keeps_to_own:
        return upload
    who = upload.imported_by
    kept = tuple(
        row.with_actions(own_action(one, known, who, tag) for one in row.actions) if row.action else row
        for row in upload.rows
    )
    mine = (key for key in upload.cancels if key in known and known[key].imported_by == who)
    return replace(upload, rows=kept, cancels=tuple(mine))


def keys_of(upload: Upload, tag: str = "") -> set[str]:
    """The keys that matter to whether an upload changes anything: those of its actions, its owner's, and cancelled."""
    keys = {one.key for row in upload.rows for one in row.actions}
    return both_keys(keys, upload.imported_by or tag) | set(upload.cancels)


def both_keys(keys: Iterable[str], owner: str) -> set[str]:
    """The keys, and those that their actions have where they are their owner's alone."""
    plain = set(keys)
    return plain | {_own_key(key, owner) for key in plain}


def own_action(action: Action, known: Mapping[str, Known], who: str | None, tag: str = "") -> Action:
    """The action under a key that is its owner's."""
    standing = known.get(action.key)
    own = _own_key(action.key, who or tag)
    if own in known:
        return replace(action, key=own)
    if standing is None or (who is not None and standing.imported_by == who):
        return action
    same = rows.says_the_same(standing.fingerprint, action, rows.fingerprint(action))
    says_the_same = same and not standing.removed
    return action if says_the_same else replace(action, key=own)


def _own_key(key: str, owner: str) -> str:
    own = f"{owner}/{key}"
    return own if len(own) <= _LONGEST_KEY else f"{owner}/{hashed(key)}"
