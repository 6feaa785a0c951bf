"""Words that name several days: "7–9 April", "June 14-15, 2025", "30 April - 2 May", "14 and 15 June".

Words are plain, with one kind of dash. The first and the last day are read by `dashboard.ingest.when`, as any day is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from dashboard.ingest.calendar_names import month, months

_ORDINAL: Final = r"(?:st|nd|rd|th|er|\.|º)?"
_THROUGH: Final = "to|till|until|through|bis|au|al|a|по|do|до"
_AND: Final = "and|und|et|e|y|и|та|i|ve"
_TO: Final = rf"\s*(?:-|/|&|{_THROUGH}|{_AND})\s*"
_JOINED: Final = re.compile(rf"\s*-\s*|\s+(?:{_THROUGH})\s+|\s*(?P<list>[/&])\s*|\s+(?P<and>{_AND})\s+")
_NUMBER_AT_END: Final = re.compile(rf"(?P<before>\D*)\d{{1,2}}{_ORDINAL}")
_NUMBER_AT_START: Final = re.compile(r"[^\W\d]*\W*\d{1,2}(?:st|nd|rd|th|er|º)?(?!\d)")
_WORDS: Final = re.compile(r"[^\W\d_]+")


class Way(NamedTuple):
    """A way in which words may name a first and a last day: a text for each.

    ``is_list`` if they name these two and not what lies between; ``is_whole`` if each says all of its own day.
    """

    first: str
    last: str
    is_list: bool
    is_whole: bool


def names_several(words: str) -> bool:
    """Whether words name more than one day of a month, or of two months."""
    return any(pattern.search(words) for pattern in _patterns())


def first_and_last(words: str) -> Iterator[Way]:
    """The ways in which words may be a first and a last day, the likeliest first."""
    for match in _JOINED.finditer(words):
        left, right = words[: match.start()], words[match.end() :]
        is_list = bool(match["list"] or match["and"])
        yield Way(left, right, is_list, is_whole=True)
        lead, number = _NUMBER_AT_END.fullmatch(left), _NUMBER_AT_START.match(right)
        if lead and number:  # "7 | 9 April" shares what follows; "June 14 | 15, 2025" also what stands before
            shared = lead["before"] if months().keys() & set(_WORDS.findall(lead["before"])) else ""
            first = left.rstrip(".") + right[number.end() :]
            yield Way(first, shared + right, is_list, is_whole=False)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    weekday = r"(?:[^\W\d]{2,12}\W{1,2})?"
    days = rf"(?<![\d:.-])\d{{1,2}}{_ORDINAL}{_TO}(?:\d{{1,2}}{_ORDINAL}{_TO})?{weekday}\d{{1,2}}"
    one, other = (
        rf"\d{{1,2}}{_ORDINAL}\s*(?:de\s+)?(?:{month()})\b",
        rf"\b(?:{month()})\b\.?\s*\d{{1,2}}(?!\d){_ORDINAL}",
    )
    return (
        re.compile(rf"{one}\.?{_TO}{one}|{other}{_TO}{other}"),
        re.compile(rf"\b(?:{month()})\b\.?\s*{days}{_ORDINAL}(?![\d:/])(?=\s*(?:,|$|\d{{4}}))"),
        re.compile(rf"{days}{_ORDINAL}\s*(?:of\s+|de\s+)?(?:{month()})\b"),
        re.compile(r"(?<![\d:./-])\d{1,2}\.?\s*(?:-|bis|und)\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"),
    )
