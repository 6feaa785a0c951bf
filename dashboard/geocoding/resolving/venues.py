"""Tell a street, a square, a quarter or another venue from a name, by the words of it and by how compound ones end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from dashboard.geocoding.index.layout import read_lines
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.words import words

_LEAST_BEFORE = 3
"""So many letters at least stand before the end of a compound word: a Hub is none, and Pancho no quarter of Japan."""


@cache
def _listed(kind: str) -> tuple[str, ...]:
    """The folded words of a kind, as `venues.tsv` explains them."""
    return tuple(
        word for line in read_lines("venues.tsv") if line[0] == kind for word in fold(line[1]).split(" ")
    )


@cache
def street_words() -> frozenset[str]:
    """The words that say of a name beside them that a street, a square or a landmark is called so."""
    return words("named") | frozenset(_listed("named"))


def is_short_for_street(word: str) -> bool:
    """Whether a word, as it is written, is short for one of these: "pl.", "Sk.", but not the code PL."""
    return word.endswith(".") and fold(word) in _listed("short")


@lru_cache(maxsize=20_000)
def is_venue(text: str) -> bool:
    """Whether a text names a venue, a street or a quarter: "Oxford Street", "Museumplein", "渋谷駅"."""
    parts = fold(text).split(" ")
    said = words("venue", "part") | street_words()
    return any(part in said or part in _listed("word") or is_compound(part) for part in parts)


def is_part_of_city(text: str) -> bool:
    """Whether a text says that it names a part of a city: "Nishi ward"."""
    return not words("part").isdisjoint(fold(text).split(" "))


def is_of_group(text: str) -> bool:
    """Whether a text is what a group or a campaign is called: "Fridays for Future"."""
    return not set(_listed("group")).isdisjoint(fold(text).split(" "))


@lru_cache(maxsize=20_000)
def is_compound(word: str) -> bool:
    """Whether the key of one word is a compound one for a venue or a street: "medialab", "museumplein"."""
    return (
        is_street(word)
        or word.endswith(_listed("venue"), _LEAST_BEFORE)
        or word.endswith(_listed("quarter"), _LEAST_BEFORE + 1)
    )


@lru_cache(maxsize=20_000)
def is_street(word: str) -> bool:
    """Whether the key of one word is a compound one for a street, a square or a park."""
    if word.isascii():
        return word.endswith(_listed("street"), _LEAST_BEFORE)
    return word.startswith(_listed("beginning")) or word.endswith(_listed("ending"), 1)


def named_at(keys: Sequence[str], raw: Sequence[str]) -> list[int]:
    """Where in a segment the words for streets, squares and landmarks stand; "St" is one at the end alone."""
    named = street_words()
    last = len(keys) - 1
    return [
        at
        for at, key in enumerate(keys)
        if key in named
        or is_street(key)
        or (at == last > 0 and key == "saint")
        or is_short_for_street(raw[at])
    ]


def is_called(name: str, keys: Sequence[str], named: Sequence[int]) -> bool:
    """Whether a street or square is called so: the word for it follows the name, or begins the segment before it."""
    own = name.split(" ")
    at = next((at for at in range(len(keys)) if keys[at] == own[0]), 0)
    if at + len(own) in named or at in named:
        return True
    idle = words("of", "filler")
    before = [
        n
        for n, key in enumerate(keys[:at])
        if n in named or not (key in idle or key.isdigit() or len(key) < 2)
    ]
    return len(before) == 1 and before[0] in named
