"""A log that an operator can read: what lasts is written when it begins and when it ends, not each time."""

from __future__ import annotations

import logging
import threading

_log = logging.getLogger("dashboard")
_troubles: dict[str, str] = {}
_changing = threading.Lock()


def trouble(part: str, sentence: str) -> None:
    """Write that a part has this trouble, unless that is the last thing we wrote about it."""
    with _changing:
        is_new = _troubles.get(part) != sentence
        _troubles[part] = sentence
    if is_new:
        _log.warning("%s: %s", part, sentence)


def well(part: str) -> None:
    """Write that a part works again, if it had trouble."""
    if part in _troubles:
        with _changing:
            _troubles.pop(part, None)
        _log.warning("%s: works again", part)
