"""Paper and ink: the colours of the page's theme and of its map."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTHS = {"land": 0, "holes": 0, "lakes": 0, "regions": 0.5, "rivers": 0.9, "borders": 1.2, "disputed": 0.5}


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture, as Pillow reads them."""

    paper: str
    land: str
    border: str
    river: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    ring: str

    def of(self, kind: str) -> tuple[str, float]:
        """The colour of a kind of shape, and the width of its line in pixels; 0 where it is filled."""
        colour = {"land": self.land, "holes": self.paper, "lakes": self.paper, "rivers": self.river}
        return colour.get(kind, self.border), _WIDTHS[kind]


LIGHT = Colours(
    "#fbf9f6", "#e4ded4", "#fbf9f6", "#b9c9d1", "#1d1b26", "#5c5866", "#b3125d", "#ffffff", "#ffffff"
)
DARK = Colours(
    "#15141b", "#2b2935", "#15141b", "#17202b", "#efeaf2", "#b5aebf", "#ff7db0", "#1d1b26", "#15141b"
)
