"""The folium map as a page of its own: no framework, no cookie, one script and the data by URL."""

from __future__ import annotations

from html import escape
from typing import Any

import folium

from dashboard.i18n import Speech

_MEANWHILE = "<script>new Intl.NumberFormat()</script>"
"""Browsers make their first format of numbers while they wait for the map's script, which then needs one at once."""

_DIV = "map_div"
"""What streamlit-folium calls the map as well, so that scripts and styles know one name."""


def map_page(
    frame: folium.Map, speech: Speech, *, title: str, light_page: str, data: str, picture: str
) -> str:
    """The HTML of the page.

    ``light_page`` is the page of which this is the map, ``data`` what its script asks for, and ``picture`` the same
    drawn by the server, for browsers without scripts.

    Text of organisers is written around what folium has rendered, never into it: branca takes it for a template.
    """
    figure: Any = frame.get_root()
    rendered = figure.render().replace(frame.get_name(), _DIV)
    head = (
        f'<meta charset="utf-8"><title>{escape(title)}</title><meta name="robots" content="noindex">'
        f'<link rel="canonical" href="{escape(light_page)}">'
        f'<link rel="preload" as="fetch" crossorigin href="{escape(data)}">{_MEANWHILE}'
    )
    drawn = f'class="map-picture" src="{escape(picture)}" alt="{escape(speech.text("Map of the actions"))}"'
    for mark, ours in (
        ("<html>", f'<html lang="{speech.language}" dir="{speech.direction}">'),
        ("<head>", f"<head>{head}"),
        ("maximum-scale=1.0, user-scalable=no", "viewport-fit=cover"),
        ("<body>", f"<body><main><noscript><img {drawn}></noscript></main>"),
    ):
        rendered = rendered.replace(mark, ours, 1)
    return str(rendered)
