"""The words that people write into tables, in many languages: lists in `data/words/`, by what they mean."""

from __future__ import annotations

from dashboard.bundled import bundled


def read_words(name: str) -> dict[str, str]:
    """The words of a list with bars between, by what they mean, in its order.

    A line is a meaning, a tab and words; several lines may be of one meaning. See ``data/words/README.md``.
    """
    found: dict[str, list[str]] = {}
    for line in bundled("words", f"{name}.tsv").read_text("utf-8").splitlines():
        meaning, _, words = line.partition("\t")
        found.setdefault(meaning, []).append(words)
    return {meaning: "|".join(lines) for meaning, lines in found.items()}
