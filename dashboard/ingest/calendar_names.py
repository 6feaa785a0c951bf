"""Names of months and weekdays in many languages, as `dashboard.ingest.clean.plain` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel.dates import get_day_names, get_month_names

from dashboard.ingest.clean import VOWEL_SIGN, plain

_LOCALES = ("en", "fr", "es", "pt", "de", "it", "ru", "nl", "pl", "uk", "tr")
_FURTHER_LOCALES = (
    "ar", "ar_SY", "ar_DZ", "ar_MA", "hi", "id", "sv", "da", "nb", "ro", "el", "cs", "hu", "fa", "he", "fi", "th",
    "ja", "ko", "zh",
)  # fmt: skip
ORDINAL = r"(?:st|nd|rd|th|ere?|eme|o|a|-?го|-?е)?"
"""What may follow the number of a day."""

WORD = re.compile(f"(?:[^\\W\\d_]|{VOWEL_SIGN})+")
"""A word without digits."""


@cache
def months() -> Mapping[str, int]:
    """Names of months, plainly written, in all the locales; in Hebrew "in June" is one word."""
    names: dict[str, int] = {"sept": 9, "sep": 9}
    for locale in (*_LOCALES, *_FURTHER_LOCALES):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    written = plain(name).strip(".")
                    if len(written) > 1 and not re.search(r"\d|月", written):
                        names.setdefault(written, number)
                        names.setdefault(f"ב{written}", number) if locale == "he" else None
    return names


@cache
def weekdays() -> Mapping[str, frozenset[int]]:
    """Names of weekdays, plainly written, and the days (Monday is 0) that they are in some locale."""
    names: dict[str, set[int]] = {}
    for locale in (*_LOCALES, *_FURTHER_LOCALES):
        for width in ("wide", "abbreviated", "short"):
            for context in ("format", "stand-alone"):
                for number, name in get_day_names(width, context, locale).items():
                    written = (WORD.findall(plain(name)) or [""])[0]
                    # "to" is Thursday in Danish and "until" in English, "h" Monday in Hungarian and an hour.
                    if locale in _LOCALES or len(written) > 2 or not re.match("[a-z]", written):
                        names.setdefault(written, set()).add(number)
    return {name: frozenset(days) for name, days in names.items() if name}


@cache
def month() -> str:
    """A pattern for the name of any month, the longest first."""
    return "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
