"""The index of places, built once for all processes and kept from one run of the tests to the next."""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path
from typing import Final

from dashboard.geocoding import Gazetteer, open_gazetteer

FOLDER: Final = Path(__file__).parents[1] / ".pytest_cache" / "d" / "gazetteer"


@cache
def opened() -> Gazetteer:
    """All places, opened once in each process."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    gazetteer = open_gazetteer(FOLDER)
    gc.freeze()
    return gazetteer
