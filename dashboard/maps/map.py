"""Folium maps, of a campaign and to choose a place on: frames that hold numbers and URLs, never the text of a row.

branca renders its own output a second time as a template, so text in a folium object could run on the server.
The frame therefore carries URLs alone; `static/actions.js` fetches the rows and writes them with textContent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

import folium
from branca.element import Element, MacroElement
from jinja2 import Template

from dashboard.i18n import ENGLISH, Speech
from dashboard.maps.assets import SCRIPT, STYLE, asset_url
from dashboard.maps.words import words

WORLD = [[-56.0, -168.0], [72.0, 180.0]]
"""South-west and north-east corner of the part of the world that people live in."""


@dataclass(frozen=True, slots=True)
class StreetTiles:
    """Tiles of another host, and whether they are on from the start. That host learns who looks."""

    url: str
    attribution: str
    preset: bool = False


class ActionLayer(MacroElement):
    """What is drawn on the frame, by the script of this name in `static/`, from URLs and numbers."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.script }}.start({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, script: Literal["ActionMap", "Picking"], options: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's own is untyped
        self._name = "ActionLayer"
        self.script = script
        self.options = _plain(options)


def _plain(options: Mapping[str, Any]) -> str:
    """Options as JSON that no template engine and no HTML parser takes for its own.

    Raises:
        ValueError: an option holds a template mark; nothing that a person typed belongs here.
    """
    text = json.dumps(options, ensure_ascii=True).replace("<", "\\u003c").replace("`", "\\u0060")
    if any(mark in text for mark in ("{{", "{%", "{#", "${")):
        raise ValueError("Map options hold numbers and URLs, never text that could be a template.")
    return text


def campaign_map(
    addresses: Mapping[str, str],
    *,
    base_path: str = "",
    street_tiles: StreetTiles | None = None,
    attribution: str = "",
    speech: Speech = ENGLISH,
) -> folium.Map:
    """An empty frame for the campaign whose data and pages are at these addresses, in one language.

    The filters are not part of it: they reach a frame that is already shown through `filter_note`.
    """
    own = {"addresses": dict(addresses)}
    return _map_for("ActionMap", own, base_path, street_tiles, attribution, speech)


def picking_map(
    points: Sequence[tuple[float, float]],
    *,
    anywhere: bool = False,
    base_path: str = "",
    street_tiles: StreetTiles | None = None,
    attribution: str = "",
    speech: Speech = ENGLISH,
) -> folium.Map:
    """A map with a pin at each point (latitude, longitude), numbered from 1.

    It answers ``{"chosen": index}`` for a pin; with ``anywhere``, ``{"at": [latitude, longitude]}`` for any
    other point.
    """
    numbers = {
        "points": [(round(latitude, 5), round(longitude, 5)) for latitude, longitude in points],
        "anywhere": anywhere,
    }
    return _map_for("Picking", numbers, base_path, street_tiles, attribution, speech)


def _map_for(
    script: Literal["ActionMap", "Picking"],
    own: Mapping[str, Any],
    base_path: str,
    street_tiles: StreetTiles | None,
    attribution: str,
    speech: Speech,
) -> folium.Map:
    """A frame that loads our own files and nothing else, drawn by this script with its ``own`` options.

    To these come what every map needs: land, borders and labels, its bounds, and its language.
    """
    frame = folium.Map(tiles=None, location=[25, 10], zoom_start=2, control_scale=False, zoom_control=False)
    frame.default_js = [(SCRIPT, asset_url(base_path, SCRIPT))]
    frame.default_css = [(STYLE, asset_url(base_path, STYLE))]
    # MarkerCluster needs a maximal zoom, which Leaflet otherwise takes from a tile layer.
    frame.options.update(
        min_zoom=0,
        max_zoom=12,
        zoom_snap=0.25,
        zoom_delta=1,
        world_copy_jump=False,
        attribution_control=False,
    )
    common = {
        "world": asset_url(base_path, "basemap/world-110m.json"),
        "detail": asset_url(base_path, "basemap/world-50m.json"),
        "near": asset_url(base_path, "basemap/near/index.json"),
        "typeface": asset_url(base_path, "typeface/faces.css"),
        "labels": asset_url(base_path, f"basemap/labels/{speech.language}.json"),
        "bounds": WORLD,
        "streetTiles": asdict(street_tiles) if street_tiles else None,
        "attribution": attribution,
        "language": speech.language,
        "direction": speech.direction,
        "words": words(speech),
    }
    frame.add_child(ActionLayer(script, {**own, **common}))
    return frame


def filter_note(frame: folium.Map, query: str, city_id: int | None = None) -> None:
    """Tell the frame which actions to show: an encoded query string, and a city to open.

    It travels in the frame's HTML, which is not part of the component's identity: a frame that is already on the
    page stays where the viewer moved it, and only fetches anew.
    """
    note = f'<div id="action-filters" hidden data-query="{escape(query)}" data-city="{city_id or ""}"></div>'
    figure: Any = frame.get_root()
    figure.html.add_child(Element(note.replace("{", "%7B").replace("}", "%7D")), name="filters")
