"""What dates and hours spell out in Chinese numerals, in Vietnamese and in Thai -> forms with digits that are read.

Words are plain, as `dashboard.ingest.clean.plain` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from babel.dates import get_day_names

from dashboard.ingest.clean import plain

_NUMERALS: Final = dict(
    zip("〇零一二两兩三四五六七八九十廿卅", (0, 0, 1, 2, 2, 2, *range(3, 11), 20, 30), strict=True)
)
_HAN: Final = f"[{''.join(_NUMERALS)}]+"
_HAN_NUMBER: Final = re.compile(
    f"(?<![周週期拜])(?!零[点點]){_HAN}(?=[年月点點时時分刻])|(?<=[月至到~-]){_HAN}(?=[日号號])"
)  # but not the day in "周六三点", which is three on a Saturday
_HAN_TENS: Final = re.compile("([^十廿卅]?)([十廿卅])([^十廿卅]?)")


def _numbered(words: str) -> Mapping[str, int]:
    """Each word and its number, the longest first: numbers go from 1, and a word may have several forms."""
    every = {
        plain(form): number for number, forms in enumerate(words.split(","), 1) for form in forms.split("/")
    }
    return dict(sorted(every.items(), key=lambda one: -len(one[0])))


_MONTHS: Final = _numbered("giêng/một,hai,ba,tư,năm,sáu,bảy,tám,chín,mười,mười một,mười hai/chạp")
_VIETNAMESE_DAY: Final = re.compile(
    rf"(?:ngay )?(\d{{1,2}}),? thang ({'|'.join(_MONTHS)}|\d{{1,2}})(?:(?: nam|,)? (\d{{4}}))?(?!\w)"
)
_WEEKDAYS: Final = {
    plain(name): f"{plain(get_day_names('wide', 'format', 'en')[number])} "
    for language in ("vi", "th")
    for number, name in get_day_names("wide", "format", language).items()
}
_WEEKDAY: Final = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_WEEKDAYS)})(?![a-z])")
_THAI: Final = re.compile("[\u0e01-\u0e4e]")
_THAI_LEAD_IN: Final = re.compile(plain(r"(?<!า)(?:วัน)?ที่(?=\s*\d)|เวลา|[พค]\.?ศ\.?"))
_HOURS: Final = _numbered("หนึ่ง,สอง,สาม,สี่,ห้า,หก,เจ็ด,แปด,เก้า,สิบ,สิบเอ็ด,สิบสอง")
_THAI_HOUR: Final = re.compile(
    rf"({'|'.join(_HOURS)})(?=\s*(?:{plain('โมง')}|{plain('ทุ่ม')}|{plain('นาฬิกา')}))"
)


def has_thai(text: str) -> bool:
    """Whether a text has Thai letters."""
    return _THAI.search(text) is not None


def in_digits(words: str) -> str:
    """The words with their numbers in digits: "四月八日" is "4月8日", and so is "ngày 8 tháng tư"."""
    if words.isascii():
        if "thang" in words:
            words = _VIETNAMESE_DAY.sub(_vietnamese, words)
        return _WEEKDAY.sub(lambda match: _WEEKDAYS[match[0]], words) if "hu " in words else words
    if has_thai(words):
        words = _WEEKDAY.sub(lambda match: _WEEKDAYS[match[0]], words)
        return _THAI_HOUR.sub(lambda match: str(_HOURS[match[1]]), _THAI_LEAD_IN.sub(" ", words)).strip()
    return _HAN_NUMBER.sub(_han, words)


_SPOKEN: Final = _numbered(
    "one/eins/een/ett/une/una/uma,two/zwei/twee/två/deux/dos/due/duas,three/drei/drie/tre/trois/tres/três,"
    "four/vier/fyra/fire/quatre/cuatro/quattro/quatro,five/fünf/vijf/fem/cinq/cinco/cinque,"
    "six/sechs/zes/sex/seks/seis/sei,seven/sieben/zeven/sju/syv/sept/siete/sette/sete,"
    "eight/acht/åtta/åtte/otte/huit/ocho/otto/oito,nine/neun/negen/nio/ni/neuf/nueve/nove,"
    "ten/zehn/tien/tio/ti/dix/diez/dieci/dez,eleven/elf/elva/elleve/onze/once/undici,twelve/zwölf/twaalf/tolv/doce/dodici"
)
_HOUR: Final = rf"(?P<hour>{'|'.join(_SPOKEN)}|1[0-2]|[1-9])(?![\w:.])"
_SECOND: Final = _HOUR.replace("<hour>", "<behind>").replace(r"(?![\w:.])", "")
_DUTCH: Final = plain("een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf")
_TOLD: Final = {
    30: rf"(?<!\w)half (?:past|after) {_HOUR}|(?<!\w){_SECOND}(?: heures?| uhr)? "
    r"(?:y media|et demie|e mezz[ao]|e meia|bucuk)(?!\w)",
    15: rf"(?<!\w)(?:a )?(?:quarter past|viertel nach|kwart over|kvart over) {_HOUR}|"
    rf"(?<!\w){_SECOND}(?: heures)? (?:y cuarto|et quart)(?!\w)",
    -15: rf"(?<!\w)(?:a )?(?:quarter to|viertel vor|kwart voor|kvart i) {_HOUR}",
    -30: rf"(?<!\w)(?:(?:halb|halv) {_HOUR}|half (?P<dutch>{_DUTCH})(?!\w))",
    0: rf"(?<!\w)(?P<hour>{'|'.join(_SPOKEN)})(?: (?:o'?clock|uhr|uur|heures?|horas))?"
    r"(?=$| (?:[ap]m|nm|in the|at|du|de la|da|di|abends|nachmittags|morgens))|"
    r"(?<![\w:.])(?P<ish>1[0-2]|[1-9]) ?ish(?!\w)",
}
"""How an hour is told in words -> the minutes from it: "half past seven", "halb acht", "sept heures et demie"."""
_TOLD_PATTERNS: Final = {minutes: re.compile(words) for minutes, words in _TOLD.items()}
_AHEAD: Final = re.compile(r"(?:^|\s)(?:kl|klockan|klokken|klokka)\.?\s*$")
_TELLS: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_SPOKEN)})(?!\w)|hal[bfv]|ish|media|demie|meia|mezz|bucuk|quart|vierte|kvart|kwart"
)


def told_in_digits(words: str) -> str:
    """The words with an hour that is told in words as one of a clock of twelve hours: "half past seven" is 7:30."""
    if not _TELLS.search(words):
        return words
    for minutes, pattern in _TOLD_PATTERNS.items():
        if match := pattern.search(words):
            said = next(filter(None, match.groupdict().values()))
            at = _SPOKEN.get(said, 0) or int(said)
            hour = (at - 1 if minutes < 0 else at) or 12
            before = _AHEAD.sub(" ", words[: match.start()])
            return f"{before}{hour}:{minutes % 60:02} o'clock{words[match.end() :]}"
    return words


def _han(match: re.Match[str]) -> str:
    if tens := _HAN_TENS.fullmatch(match[0]):
        return str(_NUMERALS[tens[1] or "一"] * _NUMERALS[tens[2]] + _NUMERALS[tens[3] or "〇"])
    return "".join(str(_NUMERALS[one]) for one in match[0])


def _vietnamese(match: re.Match[str]) -> str:
    year = f"{match[3]}年" if match[3] else ""
    return f"{year}{_MONTHS.get(match[2], match[2])}月{match[1]}日"
