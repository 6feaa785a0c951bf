"""The words around a place's name: of administration, of nearness, and those that mean no place at all."""

from __future__ import annotations

from functools import cache

from dashboard.bundled import bundled
from dashboard.geocoding.fold import fold


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one kind (``city``, ``region``, ``part``, ``suffix``, ``near``, ``of``, ``nowhere``, ``filler``) of `words.tsv`."""
    lines = (line.split("\t") for line in bundled("gazetteer", "words.tsv").read_text("utf-8").splitlines() if line)
    found = (fold(word) for name, text in lines if name == kind for word in text.split())
    return frozenset(word for folded in found for word in folded.split())


def without_admin_words(key: str) -> str:
    """A key without "city", "oblast", "-shi" and the like; empty if nothing else was there."""
    rest = [word for word in key.split(" ") if not any(word in words(kind) for kind in ("city", "region", "part"))]
    while rest and rest[0] in words("of"):
        del rest[0]
    return " ".join(rest)


def without_suffix(key: str) -> str:
    """A Chinese, Japanese or Korean key without its last "city" or "province"; the key itself if it has none."""
    for suffix in words("suffix"):
        if len(key) >= len(suffix) + 2 and key.endswith(suffix):
            return key.removesuffix(suffix)
    return key
