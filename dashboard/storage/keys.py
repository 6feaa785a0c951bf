"""Which rows are the same action, from one upload to the next."""

from __future__ import annotations

import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from dashboard.model import Place, Submission
from dashboard.safety import hashed

_LONGEST_OWN_ID = 150
_SINGLE: Final = "one:"


def action_keys(submissions: Iterable[Submission]) -> list[str]:
    """The key of each row's action, in order; give it all rows of a file, as they were read.

    A row with an id of its own is known by this. Any other is known by where and when it is, its title, its
    venue, its organiser and its link, so that a later time or a new status changes the action and adds none.
    Rows that are alike in all of these are counted through (``2#…``), so that none of them is lost.
    """
    seen: Counter[str] = Counter()
    keys = []
    for submission in submissions:
        key = _own_key(submission.own_id) if submission.own_id.strip() else _digest(submission)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{seen[key]}#{key}")
    return keys


def place_key(key: str, place: Place) -> str:
    """The key of a further action of the row of a key, which names this place too."""
    return f"{key}@{place.geonameid or f'{place.latitude:.4f},{place.longitude:.4f}'}"


def single_key() -> str:
    """The key of an action that was typed in alone. It is like no other: no two are versions of one row."""
    return f"{_SINGLE}{secrets.token_urlsafe(16)}"


def is_single(key: str) -> bool:
    """Whether a key was made by `single_key`."""
    return key.startswith(_SINGLE)


def _own_key(own_id: str) -> str:
    own_id = own_id.strip()
    return f"id:{own_id}" if len(own_id) <= _LONGEST_OWN_ID else f"id:{_hash([own_id])}"


def _digest(submission: Submission) -> str:
    place = submission.place
    where = [place.text, place.address or place.postcode, place.city, place.region, place.country]
    if not any(where):
        where = [str(place.latitude), str(place.longitude)]
    what = [str(submission.day or ""), submission.title, place.venue, submission.organiser, submission.link]
    return f"row:{_hash([*where, *what])}"


def _hash(parts: Iterable[str]) -> str:
    return hashed("\x1f".join(map(fold, parts)))


def fold(text: str) -> str:
    """The text without differences of case, width and spacing, which a spreadsheet may add by itself."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
