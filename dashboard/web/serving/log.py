"""A log that an operator can read: what lasts is written when it begins and when it ends, not each time."""

from __future__ import annotations

import logging
import threading
import traceback
from typing import Final

from cachetools import TTLCache

_log = logging.getLogger("dashboard")
_troubles: dict[str, str] = {}
_changing = threading.Lock()
_FAULTS_OF: Final = ("streamlit.error_util", "uvicorn.error")
_faults: TTLCache[str, None] = TTLCache(100, 3_600)
"""The places in the code that something nobody foresaw came from lately."""


def tell_faults_once() -> None:
    """Have what nobody foresaw written once an hour for each place: whoever finds one could fill the disk with it."""
    for name in _FAULTS_OF:
        logging.getLogger(name).addFilter(_is_new)


def _is_new(record: logging.LogRecord) -> bool:
    if not record.exc_info or record.exc_info[1] is None:
        return True
    kind, _, trace = record.exc_info
    place = f"{kind} {traceback.extract_tb(trace)[-1:]}"
    with _changing:
        if place in _faults:
            return False
        _faults[place] = None
    return True


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
