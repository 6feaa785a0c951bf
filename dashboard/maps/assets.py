"""What the map frame loads, and from where: every file comes from our own host.

Leaflet and Leaflet.markercluster come from their XStatic packages, so no JavaScript library is copied here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from xstatic.pkg import leaflet, leaflet_markercluster

from dashboard.bundled import bundled

DIRECTORIES: Mapping[str, Path] = {
    "leaflet": Path(leaflet.BASE_DIR),
    "markercluster": Path(leaflet_markercluster.BASE_DIR),
    "map": Path(__file__).parent / "static",
    "basemap": bundled("basemap"),
    "typeface": bundled("typeface"),
}
"""The folders served under ``/assets/<VERSION>/<name>/``."""

SCRIPT = "map.js"
"""All scripts of the map as one file: folium loads scripts one after the other, and each waits for the last."""

STYLE = "leaflet/map.css"
"""All styles of the map as one file, beside the pictures that Leaflet's name."""

HEAD_SCRIPT = "head.js"
"""What the dashboard runs before its framework: the search of its head, and the frame of its map."""

_PARTS = (
    "words",
    "links",
    "surroundings",
    "basemap",
    "near",
    "labels",
    "bubbles",
    "clusters",
    "popup",
    "controls",
    "search",
    "share",
    "view",
    "timeline",
    "actions",
    "picking",
)
JOINED: Mapping[str, tuple[Path, ...]] = {
    SCRIPT: (
        DIRECTORIES["map"] / "before.js",
        DIRECTORIES["leaflet"] / "leaflet.js",
        DIRECTORIES["markercluster"] / "leaflet.markercluster.js",
        *(DIRECTORIES["map"] / f"{name}.js" for name in _PARTS),
    ),
    STYLE: (
        DIRECTORIES["leaflet"] / "leaflet.css",
        DIRECTORIES["markercluster"] / "MarkerCluster.css",
        *(DIRECTORIES["map"] / name for name in ("map.css", "search.css")),
    ),
    HEAD_SCRIPT: tuple(DIRECTORIES["map"] / f"{name}.js" for name in ("words", "links", "search", "start")),
}
"""The files served under ``/assets/<VERSION>/`` that are made of several, in this order."""


def _digest(folders: Iterable[Path]) -> str:
    """A short name for the contents of the folders: it changes when a file does, so caches may keep files."""
    digest = hashlib.sha256()
    for path in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


VERSION = _digest(DIRECTORIES.values())


def asset_url(base_path: str, name: str) -> str:
    """The URL of an asset such as ``map/map.css``, below the base path of the installation."""
    return f"{base_path}/assets/{VERSION}/{name}"
