"""The words around a place's name: of administration, of nearness, and those that mean no place at all."""

from __future__ import annotations

from functools import cache

from dashboard.bundled import bundled
from dashboard.geocoding.text.fold import fold


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one kind: a line of `words.tsv` begins with it.

    ``city``, ``region``, ``part``: administration. ``island``: what a place of the name may lie on.
    ``near``, ``of``, ``filler``: what stands between names; ``locative``: after what Russian declines them.
    ``nowhere``, ``venue``: what names no place on the map; ``value``: what people march for before it is a town.
    ``named``: streets, squares and landmarks, which are named after towns and are none.
    ``suffix``: endings of Chinese, Japanese, Korean names.
    """
    found = (fold(word) for line in _lines(kind) for word in line.split())
    return frozenset(word for folded in found for word in folded.split())


@cache
def phrases() -> frozenset[str]:
    """The folded phrases that name no place although each word might."""
    return frozenset(fold(phrase) for line in _lines("phrase") for phrase in line.split("|"))


def _lines(kind: str) -> list[str]:
    text = bundled("gazetteer", "words.tsv").read_text(encoding="utf-8")
    return [line.partition("\t")[2] for line in text.splitlines() if line.partition("\t")[0] == kind]


@cache
def _admin() -> frozenset[str]:
    return words("city") | words("region") | words("part")


@cache
def _idle() -> frozenset[str]:
    return words("nowhere") | words("venue") | words("filler") | words("near")


def is_noise(key: str) -> bool:
    """Whether a key consists of words that name no place: "online", "to be announced", "the park"."""
    if key in phrases():
        return True
    idle = _idle()
    parts = key.split(" ")
    if parts[0] not in idle and not parts[0].isdigit():
        return False
    return all(p in idle or p.isdigit() for p in parts) and any(
        p in words("nowhere") or p in words("venue") for p in parts
    )


def without_admin_words(key: str) -> str:
    """A key without "city of", "oblast", "-shi" and the like; empty if nothing else was there."""
    parts = key.split(" ")
    rest = [word for word in parts if word not in _admin()]
    if len(rest) == len(parts):
        return key
    while rest and rest[0] in words("of"):
        del rest[0]
    return " ".join(rest)


def without_suffix(key: str) -> str:
    """A Chinese, Japanese or Korean key without its last "city" or "province"; the key itself if it has none."""
    if key.isascii():
        return key
    for suffix in words("suffix"):
        if len(key) >= len(suffix) + 2 and key.endswith(suffix):
            return key.removesuffix(suffix)
    return key
