"""Tell text that may name a place from code, markup, addresses of web pages and rows of symbols."""

from __future__ import annotations

import re
from unicodedata import category

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CODE = re.compile(
    r"[<>={}\\^\x00-\x08\x0e-\x1f]|`[^`]*\s[^`]*`|&#|\$\w|\w\(\d+\)\s*;|javascript:|^\W*\w+\(\d*\)\W*;",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\W_]+(?:[ ,.'’()/-]+[^\W_]+)*[.)]?")
"""Words with the usual signs between them, which are by far the most."""
_ORDINARY = frozenset(" ,.-'’‘/()&:;\"“”«»„、，。・·–—\t\n\r|#+*!?№°º…")


def without_links(text: str) -> str:
    """The text without addresses of web pages."""
    return _LINK.sub(" ", text) if "//" in text or "www." in text else text


def is_nonsense(text: str) -> bool:
    """Whether a text is code or symbols rather than words. A null or an escape counts as code."""
    if _PLAIN.fullmatch(text):
        return False
    if _CODE.search(text):
        return True
    odd = sum(not c.isalnum() and c not in _ORDINARY and not c.isspace() and not _is_mark(c) for c in text)
    return odd > 1 and odd * 3 > sum(c.isalnum() for c in text)


def _is_mark(character: str) -> bool:
    """Combining signs, which belong to letters: of Indic scripts, of Arabic, of accents; and joiners."""
    return (not character.isascii() and not character.isprintable()) or category(character)[0] == "M"
