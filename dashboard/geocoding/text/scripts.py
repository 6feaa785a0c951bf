"""In which letters a name is written, and in which a country writes its own."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel.core import get_global
from babel.languages import get_official_languages

_NAMES = {
    "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "DEVANAGARI": "Deva", "THAI": "Thai",
    "HANGUL": "Kore", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "CJK": "Hani", "BENGALI": "Beng", "GEORGIAN": "Geor",
    "ARMENIAN": "Armn", "TAMIL": "Taml", "ETHIOPIC": "Ethi", "KHMER": "Khmr", "MYANMAR": "Mymr", "LAO": "Laoo",
}  # fmt: skip
_WITH_HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})


def script_of(key: str) -> str:
    """The script of the first letter of a key, by its ISO 15924 code; empty if we do not tell it apart."""
    name = unicodedata.name(key[:1], "").partition(" ")[0]
    return _NAMES.get(name, "")


@cache
def scripts_of(country: str) -> frozenset[str]:
    """The scripts of the official languages of a country, by CLDR."""
    likely = get_global("likely_subtags")
    scripts: set[str] = set()
    for language in get_official_languages(country, regional=True, de_facto=True):
        parts = language.split("_")
        full = likely.get(language, likely.get(parts[0], "")).split("_")
        scripts.update(part for part in (*parts, *full) if len(part) == 4 and part.isalpha())
    return frozenset(scripts | ({"Hani"} if scripts & _WITH_HAN else set()))
