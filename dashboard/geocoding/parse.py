"""Take apart what an organiser wrote: segments between commas, and in each the names that the index knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.geocoding.fold import fold, spaceless
from dashboard.geocoding.index import Index
from dashboard.geocoding.layout import Kind
from dashboard.geocoding.words import without_suffix, words

_SEPARATORS = re.compile(r"[,;/|()\[\]{}\n\r\t<>→•:«»\"“”、，；（）·]+|\s[-–—−]+\s|\s[-–—−]+$|(?<=\w{4})\.\s|[–—]")
_WORDS = re.compile(r"[^\s\-–—.]+\.?")
_MAX_SEGMENTS, _MAX_WORDS, _LONGEST_NAME = 12, 16, 5
_MAX_TEXT = 400
_FREE = 0.05


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it can mean: places and areas as (number, kind), the largest place first.

    ``whole`` says that it is all of a segment; ``regional`` and ``urban`` that an administrative word such as
    "province" or "city" stood beside it; ``noise`` that it names no place ("online").
    """

    text: str
    key: str
    cities: tuple[tuple[int, int], ...] = ()
    areas: tuple[tuple[int, int], ...] = ()
    area_set: frozenset[int] = frozenset()
    whole: bool = True
    regional: bool = False
    urban: bool = False
    noise: bool = False

    @property
    def known(self) -> bool:
        """Whether the piece means a place or an area."""
        return bool(self.cities or self.areas)

    @property
    def strong_area(self) -> bool:
        """Whether it names an area by its name, not by a code that may be chance."""
        return any(kind != Kind.WEAK for _, kind in self.areas)


def segments(text: str) -> list[str]:
    """The stretches of text between commas, slashes, brackets and dashes, at most a dozen."""
    found = (segment.strip(" .-–—_*#!?'’") for segment in _SEPARATORS.split(text[:_MAX_TEXT]))
    return [segment for segment in found if segment][:_MAX_SEGMENTS]


class Reader:
    """Finds the names in a text, with a memory for the segments seen before."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.read = lru_cache(maxsize=100_000)(self._read)

    def _read(self, segment: str) -> tuple[Piece, ...]:
        """The pieces of one segment: one that is the whole of it where possible."""
        key = fold(segment)
        if not key:
            return ()
        piece = self._look_up(segment, key)
        noise = is_noise(key)
        if piece.known or noise:
            return (Piece(segment, key, piece.cities, piece.areas, piece.area_set, noise=noise),)
        return self._without_admin(segment, key) or self._pieces(segment) or (Piece(segment, key),)

    def _look_up(self, text: str, key: str, *, whole: bool = True) -> Piece:
        cities, areas = self._index.names.find(key), self._index.area_names.find(key)
        if not cities and not areas and whole:
            for other in (spaceless(key), without_suffix(key)):
                if other != key and len(other) > 1:
                    cities, areas = self._index.names.find(other), self._index.area_names.find(other)
                    if cities or areas:
                        break
        areas = [post for post in areas if post[1] != Kind.WEAK or _is_code(text)]
        cities = [post for post in cities if post[1] != Kind.WEAK or len(key) > 3 or _is_code(text)]
        return Piece(text, key, tuple(cities), tuple(areas), frozenset(n for n, _ in areas), whole)

    def _without_admin(self, segment: str, key: str) -> tuple[Piece, ...]:
        """A segment that is a name with words of administration or nearness around it."""
        parts = key.split(" ")
        urban = any(part in words("city") for part in parts)
        regional = any(part in words("region") for part in parts)
        rest = [p for p in parts if p not in words("city") and p not in words("region") and p not in words("near")]
        while rest and rest[0] in words("of"):
            del rest[0]
        if not rest or len(rest) == len(parts):
            return ()
        piece = self._look_up(segment, " ".join(rest))
        if not piece.known:
            return ()
        return (Piece(segment, piece.key, piece.cities, piece.areas, piece.area_set,
                      regional=regional and not urban, urban=urban and not regional),)  # fmt: skip

    def _pieces(self, segment: str) -> tuple[Piece, ...]:
        """The names inside a segment, so chosen that as few words as possible remain unexplained."""
        raw = _WORDS.findall(segment)[:_MAX_WORDS]
        keys = [fold(word) for word in raw]
        best: list[tuple[float, tuple[Piece, ...]]] = [(0.0, ())]
        for end in range(1, len(raw) + 1):
            cost, pieces = best[end - 1]
            options = [(cost + _cost_of_word(keys[end - 1]), pieces)]
            for start in range(max(0, end - _LONGEST_NAME), end):
                text = " ".join(raw[start:end])
                piece = self._look_up(text, " ".join(k for k in keys[start:end] if k), whole=False)
                if piece.known and not is_noise(piece.key) and not _is_plain_word(piece):
                    before, pieces_before = best[start]
                    options.append((before + 0.3 + 0.02 * (piece.area_set == frozenset()), (*pieces_before, piece)))
            best.append(min(options, key=lambda option: option[0]))
        cost, pieces = best[-1]
        covered = cost < 0.3 * len(pieces) + 0.02 * len(pieces) + 0.9
        if covered:
            return tuple(Piece(p.text, p.key, p.cities, p.areas, p.area_set) for p in pieces)
        return pieces


def is_noise(key: str) -> bool:
    """Whether a key consists of words that name no place, such as "online" or "to be announced"."""
    parts = key.split(" ")
    nowhere = words("nowhere")
    return any(p in nowhere for p in parts) and all(
        p in nowhere or p in words("of") or p in words("near") or p.isdigit() for p in parts
    )


def _is_code(text: str) -> bool:
    return text.replace(".", "").isupper()


def _is_plain_word(piece: Piece) -> bool:
    """A word inside a longer text that is a word of the language before it is a name."""
    return len(piece.key) < 3 and not _is_code(piece.text) or piece.key in _plain_words()


def _plain_words() -> frozenset[str]:
    return words("city") | words("region") | words("near") | words("of")


def _cost_of_word(key: str) -> float:
    if not key or key in _plain_words() or any(c.isdigit() for c in key) or key in words("nowhere"):
        return _FREE
    return 1.0


