"""The words around a place's name: of administration, of nearness, and those that mean no place at all."""

from __future__ import annotations

from functools import cache
from itertools import dropwhile

from dashboard.bundled import bundled
from dashboard.geocoding.text.fold import fold


@cache
def words(*kinds: str) -> frozenset[str]:
    """The folded words of some kinds: a line of `words.tsv` begins with each.

    ``city``, ``region``, ``part``: administration. ``island``: what a place of the name may lie on.
    ``near``, ``of``, ``filler``: what stands between names; ``locative``: after what Russian declines them.
    ``nowhere``, ``venue``: what names no place on the map; ``value``: what people march for before it is a town.
    ``named``: streets, squares and landmarks, which are named after towns and are none.
    ``direction``: of the wind; ``whole``: all of a country or more, where a region is asked for.
    ``suffix``: endings of Chinese, Japanese, Korean names.
    """
    found = (fold(word) for kind in kinds for line in _lines(kind) for word in line.split())
    return frozenset(word for folded in found for word in folded.split())


@cache
def phrases() -> frozenset[str]:
    """The folded phrases that name no place although each word might."""
    return frozenset(fold(phrase) for line in _lines("phrase") for phrase in line.split("|"))


def _lines(kind: str) -> list[str]:
    text = bundled("gazetteer", "words.tsv").read_text(encoding="utf-8")
    return [line.partition("\t")[2] for line in text.splitlines() if line.partition("\t")[0] == kind]


def is_noise(key: str) -> bool:
    """Whether a key consists of words that name no place: "online", "to be announced", "the park"."""
    if key in phrases():
        return True
    idle = words("nowhere", "venue", "filler", "near")
    parts = key.split(" ")
    if parts[0] not in idle and not parts[0].isdigit():
        return False
    return all(p in idle or p.isdigit() for p in parts) and not words("nowhere", "venue").isdisjoint(parts)


def is_whole(key: str) -> bool:
    """Whether a region's key says no more than its country does: "whole country", "Western Europe"."""
    parts, whole = set(key.split(" ")), words("whole")
    return not whole.isdisjoint(parts) and parts <= whole | words("direction", "near", "of")


def without_admin_words(key: str) -> str:
    """A key without "city of", "oblast", "-shi" and the like; empty if nothing else was there."""
    parts, admin = key.split(" "), words("city", "region", "part")
    if admin.isdisjoint(parts):
        return key
    return " ".join(dropwhile(words("of").__contains__, [word for word in parts if word not in admin]))


def without_suffix(key: str) -> str:
    """A Chinese, Japanese or Korean key without its last "city" or "province"; the key itself if it has none."""
    if key.isascii():
        return key
    found = (end for end in words("suffix") if key.endswith(end) and len(key) >= len(end) + 2)
    return key.removesuffix(max(found, key=len, default=""))
