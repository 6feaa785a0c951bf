"""Paper and ink: the colours of the page's theme and of its map."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTHS = {
    "land": 0, "holes": 0, "urban": 0, "lakes": 0, "regions": 0.5, "rivers": 0.9, "borders": 1.2, "disputed": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture, as Pillow reads them."""

    paper: str
    land: str
    urban: str
    border: str
    river: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    ring: str
    halo: str

    def of(self, kind: str) -> tuple[str, float]:
        """The colour of a kind of shape, and the width of its line in pixels; 0 where it is filled."""
        filled = {"land": self.land, "urban": self.urban, "holes": self.paper, "lakes": self.paper}
        colour = filled | {"rivers": self.river}
        return colour.get(kind, self.border), _WIDTHS[kind]


LIGHT = Colours(
    paper="#fbf9f6", land="#e4ded4", urban="#d8cfc2", border="#fbf9f6", river="#b9c9d1", ink="#1d1b26", muted="#5c5866",
    accent="#b3125d", on_accent="#ffffff", ring="#ffffff", halo="#d9b1ba",
)  # fmt: skip
DARK = Colours(
    paper="#15141b", land="#2b2935", urban="#363342", border="#15141b", river="#17202b", ink="#efeaf2", muted="#b5aebf",
    accent="#ff7db0", on_accent="#1d1b26", ring="#15141b", halo="#5a3b50",
)  # fmt: skip
