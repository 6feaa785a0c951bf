"""Days of other calendars: Persian (solar), Hijri (lunar), Buddhist, and the years of emperors and of Taiwan.

The arithmetic is that of convertdate (Persian) and hijridate (Hijri, by Umm al-Qura); the other calendars have our
months, and count their years from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from dashboard.ingest.clean import plain

_PERSIAN_MONTHS: Final = (
    "فروردین farvardin", "اردیبهشت ordibehesht", "خرداد khordad", "تیر tir", "مرداد mordad", "شهریور shahrivar",
    "مهر mehr", "آبان aban", "آذر azar", "دی dey", "بهمن bahman", "اسفند esfand",
)  # fmt: skip
_HIJRI_MONTHS: Final = (
    "محرم muharram", "صفر safar", "ربيع_الأول rabi_al-awwal", "ربيع_الثاني ربيع_الآخر rabi_al-thani",
    "جمادى_الأولى jumada_al-ula", "جمادى_الآخرة جمادى_الثانية jumada_al-thani", "رجب rajab", "شعبان shaban sha'ban",
    "رمضان ramadan", "شوال shawwal", "ذو_القعدة ذي_القعدة dhu_al-qadah", "ذو_الحجة ذي_الحجة dhu_al-hijjah",
)  # fmt: skip
_ERAS: Final = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "r": 2018, "h": 1988, "s": 1925,
}  # fmt: skip
_ERA: Final = re.compile(
    rf"(?<![a-z])({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?(?:年|[./-])\s?(\d{{1,2}})\s?(?:月|[./-])\s?(\d{{1,2}})\s?日?"
)
_NUMERIC: Final = re.compile(
    r"(?<!\d)(?:(1[34]\d\d|2[45]\d\d)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})|"
    r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\6\s?(1[34]\d\d|2[45]\d\d))(?!\d)"
)
_FAR_YEAR: Final = re.compile(r"(?<!\d)(?:1[34]\d\d|2[45]\d\d)(?!\d)|[令平昭民]|(?<![a-z])[rhs]\s?\d")
_FIRST_HIJRI: Final = 1436
"""From this year on it is a lunar one (2014); before, one of the Persian calendar (2056 and earlier)."""
BUDDHIST: Final = 543
"""Years of the Buddhist calendar before ours."""
_MARKS: Final = re.compile(plain("|".join(("ه‍.ش", "هـ", "ه.ق", "ه", "พ.ศ."))).replace(".", r"\."))


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day of another calendar, what calendar that is, and the words around it.

    ``day`` is ``None`` if there is no such day. ``is_named`` if the calendar is plain from a name of an era or a month.
    """

    day: date | None
    calendar: str
    rest: str
    is_named: bool


def find_other(words: str, months: Mapping[str, int]) -> OtherDay | None:
    """The day of another calendar in plain words; ``None`` if they name none. ``months`` are those of our calendar."""
    if not _FAR_YEAR.search(words):
        return None
    if match := _ERA.search(words):
        first = 1 if match[2] == "元" else int(match[2])
        found = _gregorian(_ERAS[match[1]] + first, int(match[3]), int(match[4]))
        calendar = "Minguo" if "民" in match[1] else "Japanese"
        return OtherDay(found, calendar, _around(words, match), is_named=True)
    return _with_month(words, months) or _of_numbers(words)


def _around(words: str, match: re.Match[str]) -> str:
    return _MARKS.sub(" ", f"{words[: match.start()]} {words[match.end() :]}")


def _with_month(words: str, months: Mapping[str, int]) -> OtherDay | None:
    for calendar, names in (("Persian", _names("Persian")), ("Hijri", _names("Hijri")), ("Buddhist", months)):
        for match in re.finditer(
            r"(?<!\d)(\d{1,2})\s+(?:de\s+)?([^\d\s,]+(?:\s[^\d\s,]+)?)[\s,]+(\D*?)(\d{4})(?!\d)", words
        ):
            name, year = match[2].strip("."), int(match[4])
            if name in names and (calendar != "Buddhist" or year > 2400):
                found = _day(calendar, year, names[name], int(match[1]))
                return OtherDay(found, calendar, _around(words, match), is_named=True)
    return None


def _of_numbers(words: str) -> OtherDay | None:
    match = _NUMERIC.search(words)
    if not match:
        return None
    year, month, day = (
        (int(match[1]), int(match[3]), int(match[4]))
        if match[1]
        else (int(match[8]), int(match[7]), int(match[5]))
    )
    calendar = "Buddhist" if year > 2400 else "Persian" if year < _FIRST_HIJRI else "Hijri"
    return OtherDay(_day(calendar, year, month, day), calendar, _around(words, match), is_named=False)


def _day(calendar: str, year: int, month: int, day: int) -> date | None:
    if calendar == "Buddhist":
        return _gregorian(year - BUDDHIST, month, day)
    try:
        if calendar == "Persian":
            from convertdate import persian

            return date(*persian.to_gregorian(year, month, day))
        from hijridate import Hijri

        return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _names(calendar: str) -> Mapping[str, int]:
    months = _PERSIAN_MONTHS if calendar == "Persian" else _HIJRI_MONTHS
    return {
        plain(name.replace("_", " ")): number
        for number, names in enumerate(months, 1)
        for name in names.split()
    }
