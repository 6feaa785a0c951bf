"""A stretch of what an organiser wrote, and what it can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.geocoding.resolving.venues import is_venue
from dashboard.geocoding.text.words import words

_MOST_CHECKED = 40
"""How many namesakes are looked at: the largest alone."""


class Span(NamedTuple):
    """A stretch of text and what it can mean: places and areas as (number, kind), the largest place first.

    ``whole`` says that it is all of a segment; ``regional``, ``urban`` and ``part`` that a word such as "province",
    "city" or "district" stood beside it; ``noise`` that it names no place ("online"), and ``continent`` that it
    names one too large. ``rest`` says that the segment has other words that may mean something; ``segment``
    is the key of all of it, and ``written`` all of it as it was written. ``errors`` counts the letters that had
    to be changed.
    """

    text: str
    key: str
    cities: tuple[tuple[int, int], ...] = ()
    areas: tuple[tuple[int, int], ...] = ()
    area_set: frozenset[int] = frozenset()
    whole: bool = True
    regional: bool = False
    urban: bool = False
    part: bool = False
    noise: bool = False
    continent: bool = False
    rest: bool = False
    segment: str = ""
    written: str = ""
    errors: int = 0
    is_called: bool = False
    """A street, square or landmark is called so: "Lexington" in "Lexington Ave"."""
    aside: bool = False
    """A direction stood beside it, as in "West Goshen"."""
    is_code: bool = False
    """It is a short code of an area, such as MN."""
    is_country: bool = False
    """It is the name of a country and can hardly mean anything else."""
    loose_areas: frozenset[int] = frozenset()
    """Counties of which only the bare name was written, or which share it with a region: "Washington" is the state
    before it is a county."""
    is_in_brackets: bool = False
    """It stands behind the rest in brackets, and says where that is: "Akebono (Kumagaya)"."""
    strong_area: bool = False
    """It names an area by its name, not by a code that may be chance."""

    @property
    def known(self) -> bool:
        """Whether the piece means a place or an area."""
        return bool(self.cities or self.areas)

    @property
    def rules_out(self) -> bool:
        """Whether it is the name of a country, and not a word of a longer text: nothing else lies elsewhere."""
        return self.is_country and (self.whole or not self.rest)

    @property
    def is_venue(self) -> bool:
        """Whether it is called a street, a square or another venue: "Oxford Street", "Russian Embassy"."""
        return self.is_called or is_venue(self.written or self.text)

    @property
    def is_nowhere(self) -> bool:
        """Whether it says that there is no place: "online", "various locations"."""
        return self.noise and not words("nowhere").isdisjoint(self.key.split(" "))

    def names(self, number: int) -> bool:
        """Whether it is a name of a place: Munich in "München (Munich)" is the one that is called both."""
        return number in dict(self.cities[:_MOST_CHECKED])


def marked(piece: Span, beside: set[str]) -> Span:
    """The piece with what the words beside its name say: that it is a city, a region, or a part of one."""
    urban, regional, part, island, aside = (
        not beside.isdisjoint(words(kind)) for kind in ("city", "region", "part", "island", "direction")
    )
    return piece._replace(
        urban=urban and not regional, regional=regional and not urban, part=part or island, aside=aside
    )


def without_streets(pieces: list[Span]) -> list[Span]:
    """The pieces, where another can be the town without the names that streets, squares and landmarks are called by."""
    called = [piece for piece in pieces if piece.is_called]
    if not called or not any(piece.known and not piece.is_called for piece in pieces):
        return pieces
    return [p._replace(cities=(), areas=(), area_set=frozenset()) if p.is_called else p for p in pieces]


def is_numbered(piece: Span, pieces: Sequence[Span]) -> bool:
    """Whether a name and a number are of a part of the larger place beside it: "Tunis, Lac 2", not "Praha 2"."""
    name, _, number = piece.segment.rpartition(" ")
    if name != piece.key or not number.isdigit() or len(number) > 2:
        return False
    larger = (other.whole and other.cities and other.cities[0] < piece.cities[0] for other in pieces)
    return is_venue(piece.text) or (bool(piece.cities) and any(larger))
