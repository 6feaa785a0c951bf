"""The words of the map: every sentence in its scripts, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.extract import extract

from dashboard.i18n import Speech

SCRIPTS = Path(__file__).parent / "static"
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"text": None, "count": (1, 2)}
"""How sentences are marked in Python, templates and scripts alike: ``text("…")`` and ``count("…", "…", n)``."""
OPTIONS = {"parse_template_string": True}
"""For Babel's reader of scripts: look into ``${…}`` as well."""

Sentence = str | tuple[str, ...]
"""A sentence in English; two of them where a number decides."""


@cache
def sentences(script: str = "*") -> frozenset[Sentence]:
    """Every sentence that the scripts say, or that the one of this name says."""
    found: set[Sentence] = set()
    for file in SCRIPTS.glob(f"{script}.js"):
        with file.open("rb") as source:
            found.update(
                message for _, message, _, _ in extract("javascript", source, KEYWORDS, options=OPTIONS)
            )
    return frozenset(found)


@cache
def words(speech: Speech, script: str = "*") -> Mapping[str, str | Mapping[str, str]]:
    """Each sentence by its English; those with a number as ``{plural category of CLDR: sentence}``.

    English needs none. ``script`` names the one whose sentences are wanted.
    """
    if speech.language == "en":
        return {}
    return {
        (one if isinstance(one, str) else one[0]): (
            speech.text(one) if isinstance(one, str) else speech.forms(one[0], one[1])
        )
        for one in sorted(sentences(script), key=str)
    }
