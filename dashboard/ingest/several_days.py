"""Words that name several days: "7–9 April", "June 14-15, 2025", "30 April - 2 May", "14 and 15 June".

Words are plain, with one kind of dash. The first and the last day are read by `dashboard.ingest.when`, as any day is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from dashboard.ingest.calendar_names import month, months
from dashboard.ingest.clean import plain

_ORDINAL: Final = r"(?:st|nd|rd|th|er|\.|º)?"
_THROUGH: Final = "to|till|until|through|bis|au|al|a|по|do|до|tot|til|الى"
_AND: Final = "and|und|et|e|y|и|та|i|ve"
_TO: Final = rf"\s*(?:-|/|&|{_THROUGH}|{_AND})\s*"
_JOINED: Final = re.compile(
    rf"\s*[-→~〜]\s*|(?<=[日号號])\s*[至到]\s*|\s+(?:{_THROUGH})\s+|\s*(?P<list>[/&])\s*|\s+(?P<and>{_AND})\s+"
)
_NUMBER_AT_END: Final = re.compile(rf"(?P<before>\D*)\d{{1,2}}{_ORDINAL}")
_NUMBER_AT_START: Final = re.compile(r"[^\W\d]*\W*\d{1,2}(?:st|nd|rd|th|er|º)?(?!\d)")
_WOL: Final = plain("월")
_EASTERN: Final = re.compile(
    rf"(?P<year>\d{{4}}\s?(?:年|{plain('년')})\s?)?(?P<month>\d{{1,2}}\s?(?:月|{_WOL})\s?)\d"
)
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
        is_interval = match["list"] == "/" and all(re.search(r"\d{4}", side) for side in (left, right))
        is_list = bool(match["list"] or match["and"]) and not is_interval
        if (lead := _EASTERN.match(left)) and not re.match(
            r"\s*\d{4}", right
        ):  # "2018年4月7日 | 9日" shares the year and the month
            year, month_before = lead["year"] or "", lead["month"]
            yield Way(
                left, year + ("" if "月" in right or _WOL in right else month_before) + right, is_list, True
            )
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
        re.compile(rf"\d\s?(?:[日号號]|{plain('일')})\s*[-~〜至到]\s*\d"),
        re.compile(r"(?<![\d:./-])\d{1,2}\.?\s*(?:-|bis|und)\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"),
    )
