"""Open the gazetteer, and hand it the resolver that answers what is asked of it by geopy's interface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.geocoding.index.gazetteer import Gazetteer, open_index
from dashboard.geocoding.resolving.resolver import Resolver


def open_gazetteer(directory: Path, *, progress: Callable[[str, int, int], None] | None = None) -> Gazetteer:
    """Open the index of places in a folder, building it first if it is missing or of another version.

    ``progress`` is told (what is being done, steps done, steps in all) while the index is being built.

    Raises:
        GazetteerUnavailable: the index can neither be read nor built, say because the disk is full.
    """
    return open_index(directory, Resolver, progress=progress)
