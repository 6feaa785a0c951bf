"""One spelling for all the ways to write a name: the keys of the index and of every look-up.

Case, accents, apostrophes, punctuation and runs of spaces do not count; the script does. Letters of another
script that only look right (a Cyrillic А in an English word) are put back into the script of their word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = "'’‘`´ʼʻʹʾʿ′ʹ״׳·"
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "ð": "d", "þ": "th", "ŋ": "n",
    "ə": "e", "ɔ": "o", "ɛ": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ŀ": "l", "ŧ": "t",
    "ґ": "г", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
    "臺": "台", "ヶ": "ケ", "ヵ": "カ", "&": " and ",
}  # fmt: skip
_CANONICAL = {
    "st": "saint",
    "sankt": "saint",
    "ste": "sainte",
    "sta": "santa",
    "sto": "santo",
    "mt": "mount",
    "ft": "fort",
}
_SHORT = frozenset(_CANONICAL)
_DROPPED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e"
                      "\u2060-\u2069\ufe00-\ufe0f\u00ad\ufeff]")  # fmt: skip
_ASCII = {i: " " for i in range(128) if not chr(i).isalnum()} | {ord(c): None for c in "'`"}
_ASCII[ord("&")] = " and "
_ASCII |= {i: chr(i).lower() for i in range(65, 91)}
_OTHER = {ord(c): None for c in _APOSTROPHES} | {ord(k): v for k, v in _LETTERS.items()}
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0400-\u04ff]")
_GREEK = re.compile("[\u0370-\u03ff]")
_LOOKALIKE = dict(zip("АВЕКМНОРСТУХаеорсухіїјѕԁһІЈЅ", "ABEKMHOPCTYXaeopcyxiïjsdhIJS", strict=True))
_LOOKALIKE_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν", "ABEZHIKMNOPTYXopv", strict=True))
_TO_LATIN = str.maketrans(_LOOKALIKE | _LOOKALIKE_GREEK)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKE.items()} | {"ï": "ї"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
                          "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"})  # fmt: skip


def fold(text: str) -> str:
    """The key of a name: words of its own script, without case or accents, joined by single spaces."""
    words = (text.translate(_ASCII) if text.isascii() else _fold_unicode(text)).split()
    if not _SHORT.isdisjoint(words):
        words = [_CANONICAL.get(word, word) for word in words]
    return " ".join(words)


remembered_fold = lru_cache(maxsize=20_000)(fold)
"""`fold` for what comes again and again: the names of regions and countries, and the segments of a text."""


def _fold_unicode(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if _LATIN.search(text) and (_CYRILLIC.search(text) or _GREEK.search(text)):
        text = _WORD.sub(lambda word: _one_script(word[0]), text)
    text = unicodedata.normalize("NFD", text.casefold())
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text)).translate(_OTHER)
    return _keep_words(text)


def _keep_words(text: str) -> str:
    """Punctuation becomes a space; vowel signs of Indic scripts, which are no word characters, stay."""
    if not _NOT_WORD.search(text):
        return text
    return _NOT_WORD.sub(_space_unless_mark, text)


def _space_unless_mark(found: re.Match[str]) -> str:
    return "".join(c if unicodedata.category(c)[0] == "M" else " " for c in found[0])


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
