"""HTML from templates in which every text is escaped, for all pages that need no framework."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.bundled import bundled
from dashboard.exports.wording import why_withheld
from dashboard.i18n import LANGUAGES
from dashboard.maps.assets import asset_url
from dashboard.web import resources
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.responses import Body, make_body

_FOLDER = Path(__file__).parent / "public" / "documents"
_TEMPLATES = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
SOURCES = (
    ("https://www.geonames.org/", "GeoNames"),
    ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    ("https://db-ip.com", "DB-IP"),
    ("https://data.deutschebahn.com/", "DB InfraGO"),
    ("https://www.openstreetmap.org/copyright", "OpenStreetMap"),
    ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL 1.0"),
    ("https://www.naturalearthdata.com/", "Natural Earth"),
)
"""Whose the places are and under which licences, as these ask to be linked."""


@cache
def _faces(base_path: str) -> Markup:
    """The rules of the typeface: a browser asks for a script's letters when it meets one, and shows the text before."""
    rules = bundled("typeface", "faces.css").read_text(encoding="utf-8")
    folder = asset_url(base_path, "typeface/")
    return Markup(rules.replace('url("', f'url("{quote(folder)}'))  # noqa: S704  # our own file and setting


_TEMPLATES.globals.update(
    # Our own files, not text of a visitor or an organiser.
    style=Markup((_FOLDER / "document.css").read_text(encoding="utf-8")),  # noqa: S704
    typeface=lambda: _faces(resources.settings().base_path),
    sources=SOURCES,
    mark=quote(bundled("mark.svg").read_text(encoding="utf-8")),
    why_withheld=why_withheld,
    languages=LANGUAGES,
    public=PublicRequest,
)


def render(template: str, **values: object) -> str:
    """A document; every value that is text is escaped."""
    return _TEMPLATES.get_template(template).render(**values)


def document(template: str, **values: object) -> Body:
    """The same, to be sent."""
    return make_body(render(template, **values).encode(), "text/html; charset=utf-8")
