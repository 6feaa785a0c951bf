"""One spelling for all the ways to write a name: the keys of the index and of every look-up.

Case, accents, apostrophes, punctuation and runs of spaces do not count; the script does. Letters of another
script that only look right (a Cyrillic А in an English word) are put back into the script of their word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

from anyascii import anyascii

_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "ð": "d", "þ": "th", "ŋ": "n",
    "ə": "e", "ɔ": "o", "ɛ": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ŀ": "l", "ŧ": "t",
    "ґ": "г", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
    "臺": "台", "ヶ": "ケ", "ヵ": "カ", "&": " and ",
    **dict.fromkeys("'’‘`´ʼʻʹʾʿ′ʹ״׳·", ""),
}  # fmt: skip
_CANONICAL = {
    "st": "saint", "sankt": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "mt": "mount", "ft": "fort",
}  # fmt: skip
_DROPPED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e"
                      "\u2060-\u2069\ufe00-\ufe0f\u00ad\ufeff]")  # fmt: skip
_WORD = re.compile(r"\w+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0400-\u04ff]")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u04ff]")
_LOOKALIKE = dict(zip("АВЕКМНОРСТУХаеорсухіїјѕԁһІЈЅ", "ABEKMHOPCTYXaeopcyxiïjsdhIJS", strict=True))
_LOOKALIKE_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν", "ABEZHIKMNOPTYXopv", strict=True))
_TO_LATIN = str.maketrans(_LOOKALIKE | _LOOKALIKE_GREEK)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKE.items()} | {"ï": "ї"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
                          "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"})  # fmt: skip
_MOST_CHARACTERS = 20_000


class _Folded(dict[int, str | None]):
    """By code point what each character is in a key, worked out when it is first met; ``None`` leaves it out."""

    def __missing__(self, code: int) -> str | None:
        plain = _DROPPED.sub("", normalize("NFD", chr(code).casefold()))
        found = "".join([_LETTERS.get(c, c if _is_of_word(c) else " ") for c in plain]) or None
        if len(self) < _MOST_CHARACTERS:
            self[code] = found
        return found


_FOLDED = _Folded()


def _is_of_word(character: str) -> bool:
    """Whether a character is a letter or digit, or a vowel sign of an Indic script, which is no letter to Unicode."""
    return character.isalnum() or category(character)[0] == "M"


def fold(text: str) -> str:
    """The key of a name: words of its own script, without case or accents, joined by single spaces."""
    if text.isascii():
        words = text.translate(_FOLDED).split()
    else:
        text = normalize("NFKC", text)
        if _GREEK_OR_CYRILLIC.search(text) and _LATIN.search(text):
            text = _WORD.sub(lambda word: _one_script(word[0]), text)
        words = normalize("NFC", text.translate(_FOLDED)).split()
    return " ".join(map(_CANONICAL.get, words, words))


remembered_fold = lru_cache(maxsize=20_000)(fold)
"""`fold` for what comes again and again: the names of regions and countries."""


def _one_script(word: str) -> str:
    """A word of two scripts in the one that most of its letters are of."""
    latin = len(_LATIN.findall(word))
    if not latin or latin == len(word):
        return word
    certain = sum(c not in _LOOKALIKE for c in _CYRILLIC.findall(word))
    return word.translate(_TO_CYRILLIC if certain > latin or (certain and latin <= 2) else _TO_LATIN)


def spaceless(key: str) -> str:
    """A key without its spaces, under which "NewYork" and "New York" meet."""
    return key.replace(" ", "")


def umlauts_written_out(name: str) -> str:
    """The name with ä, ö, ü, ø, å as ae, oe, ue, oe, aa: how it is typed on a foreign keyboard."""
    return name.translate(_UMLAUTS)


@lru_cache(maxsize=20_000)
def in_latin(key: str) -> str:
    """A key of any script as Latin letters: the weakest way to compare two names."""
    return key if key.isascii() else fold(anyascii(key))
