"""Digests of what something says: named fields as canonical JSON, with the version of their list.

A field that is added to a value changes no digest until it is named here, in a version of its own. Digests of the
first version were of Python's own texts of the values; they are still told, so that what was approved stays so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from dashboard.model import Action, Exposure, Place, PlaceQuery

_VERSION: Final = "2:"
_WRITTEN: Final = ("day", "starts", "ends", "title", "description", "organiser", "link", "language", "own_id")
_ASKED: Final = ("text", "venue", "address", "city", "region", "country", "latitude", "longitude")
_PLACE: Final = (
    "geonameid", "name", "region", "country_code", "latitude", "longitude", "timezone", "precision", "population",
)  # fmt: skip
_DECIDED: Final = (
    "reveal_at", "until_revealed", "coarsen_after", "coarsen_to", "neighbourhood", "withhold_organiser",
    "withhold_link", "withhold_time",
)  # fmt: skip


def digest_of(said: Mapping[str, Any]) -> str:
    """A digest of named values, whatever their order; ``version:hexadecimal``, of 34 characters."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), default=_as_json)
    return _VERSION + hashed(text)


def approval_digest(action: Action) -> str:
    """A digest of what an approval is about: what the action says, where it is, and what is withheld of it.

    Its status, its number of people, its contact and its line in a file may change without asking again.
    """
    return digest_of(
        {
            "says": _named(action.submission, _WRITTEN) | _last_day(action),
            "asked": _named(action.submission.place, _ASKED),
            "place": _named(action.place, _PLACE),
            "city": _named(action.city, _PLACE),
            "exposure": _named(action.exposure, _DECIDED),
        }
    )


def is_approval_of(digest: str, action: Action) -> bool:
    """Whether a digest, of this version or the first, is of what an approval of the action is about."""
    if digest.startswith(_VERSION):
        return digest == approval_digest(action)
    return not action.submission.last_day and digest == _first_digest(action)


def _last_day(action: Action) -> dict[str, Any]:
    """The last day of what lasts for several; of anything else digests stay what they were before there was one."""
    last = action.submission.last_day
    return {"last_day": last} if last else {}


def is_of_first_version(digest: str) -> bool:
    """Whether a digest was taken before they had a version."""
    return not digest.startswith(_VERSION)


def _first_digest(action: Action) -> str:
    row = action.submission
    said = (
        f"(Submission(line=0, raw={{}}, place={_text(row.place, PlaceQuery, _ASKED)}, day={row.day!r}, "
        f"starts={row.starts!r}, ends={row.ends!r}, title={row.title!r}, description={row.description!r}, "
        f"organiser={row.organiser!r}, contact='', link={row.link!r}, status=<Status.PLANNED: 'planned'>, "
        f"expected_people=None, language={row.language!r}, own_id={row.own_id!r}), "
        f"{_text(action.place, Place, _PLACE)}, {_text(action.city, Place, _PLACE)}, "
        f"{_text(action.exposure, Exposure, _DECIDED)[:-1]}, approval=None))"
    )
    return hashed(said)


def _text(value: object, kind: type, names: tuple[str, ...]) -> str:
    return f"{kind.__name__}({', '.join(f'{name}={getattr(value, name)!r}' for name in names)})"


def _named(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _as_json(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value.isoformat())


def hashed(text: str) -> str:
    """A digest of a text that may hold any letters, in hexadecimal: 32 of them."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
