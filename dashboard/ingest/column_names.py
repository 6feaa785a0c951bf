"""What columns are called: the names of each field in the languages of the page and some others.

To teach the map a name that organisers write, add it to its field in `data/words/columns.tsv`. The better name stands
first: if two columns claim one field, it wins. A name whose words say the same by the rules of
`dashboard.ingest.questions`, such as "Start date", need not stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.ingest.words import read_words

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    field: tuple(words.split("|")) for field, words in read_words("columns").items()
}
"""Field -> its names, as they are written in a table's header."""

REASONS: Final = frozenset((
    "What to correct", "À corriger", "Qué corregir", "O que corrigir", "Was zu berichtigen ist", "Che cosa correggere",
    "Что исправить", "Що виправити", "Co poprawić", "Neyin düzeltileceği", "ما ينبغي تصحيحه", "需更正的内容",
))  # fmt: skip
"""What the first column of a report of rows is called in each language; an older heading stays here for good."""
