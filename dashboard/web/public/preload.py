"""What the first page tells browsers to fetch ahead: what its scripts would ask for later, one after the other.

Measured with 10,000 actions: the map's files and Streamlit's parts arrive while its main script is still starting.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from dashboard.maps.assets import SCRIPT, STYLE, asset_url
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.streamlit_options import FOLDERS

_PARTS = (
    "Html", "Selectbox", "Multiselect", "ButtonGroup", "Checkbox", "Pagination",
    "useSlot", "Autocomplete", "useMenuTrigger", "useFilter", "useTextField", "useField", "useFormReset",
    "useFormValidation", "useCollator", "useBasicWidgetState", "WidgetLabel", "WidgetLabelHelpIcon",
    "WidgetLabelHelpIconInline", "Input", "Cancel.esm", "ErrorOutline.esm", "styled-components", "purify.es", "sortBy",
    "_baseMap", "requiredField", "urls", "withCalculatedWidth", "checkboxIndicatorStyles", "useLoadMoreSentinel",
    "useSyncComboBoxEnterTargetFocus",
)  # fmt: skip
"""The parts of Streamlit's script that our page uses. A part that another version names otherwise is left out."""


def ahead(base_path: str) -> str:
    """``<link>`` elements for the parts of the framework that our page uses."""
    parts = [file for part in _PARTS for file in _scripts("static", f"{part}.????????.js")]
    return "".join(
        f'<link rel="modulepreload" fetchpriority="low" href="{escape(f"{base_path}/static/js/{file.name}")}">'
        for file in parts
    )


def before_the_framework(asked: PublicRequest) -> str:
    """``<link>`` elements for what the map's frame asks for, once it is there."""
    ours = [asset_url(asked.base_path, name) for name in (SCRIPT, STYLE)]
    ours.append(str(asked.data("map.json")))
    return "".join(f'<link rel="prefetch" href="{escape(address)}">' for address in ours)


@cache
def _scripts(folder: str, pattern: str) -> list[Path]:
    return sorted((FOLDERS[folder] / "js").glob(pattern))
