"""How many files and connections this process may have open at once."""

from __future__ import annotations

import resource
from functools import cache
from typing import Final

from dashboard.web.serving import log

_MOST: Final = 1_048_576
"""More are of no use, and where there is no limit at all some programs walk through all numbers."""
_LOW: Final = 4_096
PER_PAGE: Final = 2
"""What an open page of the framework holds at most: its connection, and what it reads just now."""


@cache
def descriptors() -> int:
    """How many this process may have, after it has taken all that the system lets it have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def say_if_few() -> None:
    """Write into the log that the machine allows too few, and what to do."""
    most = descriptors()
    if most < _LOW:
        log.trouble(
            "files",
            f"This process may have {most} files and connections open, enough for about {most // PER_PAGE} open pages."
            " Set LimitNOFILE=65536 in its service, or ulimit -n.",
        )
