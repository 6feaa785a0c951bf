"""Paper and ink: the colours of the page's theme and of its map."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture, as Pillow reads them."""

    paper: str
    land: str
    border: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    ring: str


LIGHT = Colours("#fbf9f6", "#e4ded4", "#fbf9f6", "#1d1b26", "#5c5866", "#b3125d", "#ffffff", "#ffffff")
DARK = Colours("#15141b", "#2b2935", "#15141b", "#efeaf2", "#b5aebf", "#ff7db0", "#1d1b26", "#15141b")
