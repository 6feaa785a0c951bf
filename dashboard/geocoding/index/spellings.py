"""All names of a country that begin with one letter, and those among them that may be a misspelling of another.

The names stand by length, and each carries the set of its letters, so that a look at two columns of numbers rules
out nearly all names before any is compared letter by letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_LONGEST = 255


class Spellings:
    """The names by country and first letter; country ``""`` has those of the large cities of the world."""

    def __init__(self, folder: Path) -> None:
        self._shelves: dict[str, tuple[int, int]] = json.loads((folder / "spellings.json").read_text("utf-8"))
        with (folder / "spellings.txt").open("rb") as text:
            self._text = mmap(text.fileno(), 0, access=ACCESS_READ)
        # Plain views of the memory maps: to slice a numpy.memmap costs more than to read what is in it.
        self._at, self._letters, self._lengths = (
            np.asarray(np.load(folder / f"spellings_{name}.npy", mmap_mode="r"))
            for name in ("at", "letters", "lengths")
        )

    def keys(self, country: str, letter: str) -> list[str]:
        """All keys of a shelf, the shortest first."""
        first, last = self._shelves.get(country + letter, (0, 0))
        return self._text[self._at[first] : self._at[last] - 1].decode().split("\n") if last else []

    def alike(self, key: str, country: str, errors: int) -> list[str]:
        """The keys of a shelf that differ from this one by at most so many letters, shortest first; and some others.

        A changed letter takes one from the set of letters and adds one, one left out or put in does but one of both.
        The first letter must be right.
        """
        start, end = self._shelves.get(country + key[0], (0, 0))
        length = min(len(key), _LONGEST)
        lengths = self._lengths[start:end]
        first = start + int(lengths.searchsorted(np.uint8(max(0, length - errors))))
        last = start + int(lengths.searchsorted(np.uint8(min(length + errors, _LONGEST)), "right"))
        changes = np.abs(self._lengths[first:last] - np.int16(length))
        changes += np.bitwise_count(self._letters[first:last] ^ _letters_of(key))
        alike = np.flatnonzero(changes <= 2 * errors) + first
        begin, end = self._at[alike].tolist(), (self._at[alike + 1] - 1).tolist()
        return [self._text[at:to].decode() for at, to in zip(begin, end, strict=True)]


def write_spellings(folder: Path, shelves: Mapping[tuple[str, str], set[str]]) -> None:
    """Write the names, one a line, the shelves one after the other."""
    at: dict[str, tuple[int, int]] = {}
    sizes, letters, lengths = [np.zeros(1, np.int64)], [], []
    with (folder / "spellings.txt").open("wb") as file:
        first = 0
        for (country, letter), names in sorted(shelves.items()):
            lines = [f"{name}\n" for name in sorted(names, key=lambda name: (len(name), name))]
            at[country + letter] = first, first + len(lines)
            first += len(lines)
            file.write("".join(lines).encode())
            sizes.append(np.fromiter((len(line.encode()) for line in lines), np.int64, len(lines)))
            lengths.append(np.fromiter((len(line) - 1 for line in lines), np.int64, len(lines)))
            letters.append(_letters_of_each(lines, lengths[-1] + 1))
    np.save(folder / "spellings_at.npy", np.cumsum(np.concatenate(sizes)).astype(np.uint32))
    np.save(folder / "spellings_lengths.npy", np.minimum(np.concatenate(lengths), _LONGEST).astype(np.uint8))
    np.save(folder / "spellings_letters.npy", np.concatenate(letters))
    (folder / "spellings.json").write_text(json.dumps(at, ensure_ascii=False), encoding="utf-8")


def _letters_of(key: str) -> np.uint64:
    """The set of letters of a key, as bits: few letters of one script share a bit."""
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) & 63)
    return np.uint64(bits)


def _letters_of_each(lines: list[str], sizes: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The sets of letters of many lines, each with its end of line, which all of them have and no key."""
    points = np.frombuffer("".join(lines).encode("utf-32-le"), np.uint32)
    bits = np.left_shift(np.uint64(1), (points & 63).astype(np.uint64))
    bits[points == ord("\n")] = 0
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return np.asarray(np.bitwise_or.reduceat(bits, starts))
