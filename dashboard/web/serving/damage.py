"""What answers although it is damaged, or takes nothing more: looked for now and then, told until it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.web import resources
from dashboard.web.serving import log

_LOOKS: Final[Mapping[str, Callable[[], Callable[[], object]]]] = {
    "database": lambda: resources.store().look_for_damage,
    "gazetteer": lambda: resources.gazetteer().index.look_for_damage,
    "writing": lambda: partial(resources.store().turns("writing").take_turn, "", 0.0),
}
_found: dict[str, ActionMapError] = {}


def look(parts: Iterable[str] = _LOOKS) -> None:
    """Reads the database and the index of places through, and really writes something."""
    for part in parts:
        try:
            look_through = _LOOKS[part]()
        except ActionMapError:
            continue  # `/healthz` finds out by itself what is not open yet, and when it is
        try:
            look_through()
        except ActionMapError as error:
            _found[part] = error
            log.trouble(part, say(ENGLISH, error))
        else:
            _found.pop(part, None)
            log.well(part)


def tell(part: str) -> None:
    """Raises what was found when a part was last looked through, if anything was."""
    if part in _found:
        raise _found[part]


def is_found(part: str) -> bool:
    """Whether anything was found then."""
    return part in _found
