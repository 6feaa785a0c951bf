"""Names as Russian declines them after a preposition: "в Берлине" is Berlin, "в Химках" is Khimki."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from dashboard.geocoding.text.fold import fold

_ENDINGS = [
    (fold(declined), tuple(fold(nominative) for nominative in nominatives.split()), "-" in nominatives)
    for declined, nominatives in (
        ("ии", "ия"), ("ах", "ы и"), ("ях", "и"), ("ом", "ый ий ой -"), ("ем", "ий -"), ("ых", "ые"), ("их", "ие"),
        ("е", "а я й -"), ("и", "ь я"), ("у", "-"),
    )
]  # fmt: skip
"""The end of a word in the prepositional case, and what it may be in the nominative; "-" stands for nothing."""
_MOST = 60


def nominatives(key: str) -> Iterator[str]:
    """What a key may be in the nominative, each word by itself; most of it is no word at all."""
    words = [[word, *_of_word(word)] for word in key.split(" ")]
    return (" ".join(choice) for choice in islice(product(*words), 1, _MOST))


def _of_word(word: str) -> Iterator[str]:
    for declined, nominative, is_bare in _ENDINGS:
        if word.endswith(declined) and len(word) > len(declined) + 1:
            stem = word.removesuffix(declined)
            if is_bare:
                yield stem
            yield from (stem + ending for ending in nominative if ending)
