"""Words that say an hour, or the part of the day that an hour belongs to, in many languages.

They are rewritten into the few forms that `dashboard.ingest.clock` reads: ``14:30``, ``2 pm``, ``14 uhr``. Words are
compared as `dashboard.ingest.clean.plain` writes them. To teach a language, add its words to the lines below.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dashboard.ingest.clean import plain
from dashboard.ingest.number_words import told_in_digits

# Of "evening" and "night" it depends on the hour: 8 is 20:00, and 12 is midnight.
_PARTS: Final = {
    "pm": "in the afternoon|de la tarde|da tarde|de l'apres-midi|de l'après midi|nachmittags|am nachmittag|del "
    "pomeriggio|di pomeriggio|дня|po południu|po poludniu|popołudniu|popoludniu|по обіді|пополудні|öğleden sonra|"
    "ogleden sonra|下午|午后|午後|中午|오후|بعد الظهر|ظهرا|عصرا|مساء|مساءً|م|بعد از ظهر|بعدازظهر|عصر|दोपहर|दोपहर बाद|"
    "शाम|på eftermiddagen|pa eftermiddagen|om eftermiddagen|eftermiddag|om ettermiddagen|ettermiddag|'s middags|s "
    "middags|in de middag|iltapäivällä|iltapaivalla|după-amiaza|dupa-amiaza|după amiaza|dupa amiaza|"
    'odpoledne|délután|delutan|το απογευμα|μ.μ|μμ|e.m|אחר הצהריים|אחרי הצהריים|אחה״צ|אחה"צ|'
    "เย็น|บ่าย|chiều|öğle sonrası|sore|siang",
    "am": "in the morning|de la mañana|de la madrugada|da manhã|da madrugada|du matin|morgens|vormittags|am vormittag|"
    "am morgen|frühmorgens|del mattino|di mattina|утра|rano|ranka|ранку|sabah|上午|早上|早晨|凌晨|清晨|午前|朝|오전|"
    "아침|새벽|صباحا|ص|صبح|बजे सुबह|सुबह|सवेरे|på morgonen|på förmiddagen|om morgenen|om formiddagen|formiddag|"
    "'s ochtends|'s morgens|s ochtends|s morgens|in de ochtend|aamulla|aamupäivällä|dimineața|dopoledne|délelőtt|"
    "reggel|το πρωι|π.μ|πμ|f.m|בבוקר|לפני הצהריים|เช้า|ตี|sáng|pagi",
    "nm": "in the evening|at night|de la noche|da noite|du soir|abends|am abend|nachts|di sera|di notte|вечера|ночи|"
    "wieczorem|w nocy|вечора|ночі|akşam|gece|晚上|傍晚|夜里|夜|夕方|저녁|밤|ليلا|شب|रात|रात को|på kvällen|kväll|"
    "om aftenen|aften|om kvelden|kveld|'s avonds|s avonds|in de avond|illalla|seara|noaptea|večer|το βραδυ|בערב|בלילה|"
    "ค่ำ|tối|đêm|malam",
}
_NOON: Final = (
    "noon|midday|12 noon|midi|mediodía|meio-dia|meio dia|mittag|mittags|mezzogiorno|полдень|в полдень|południe|"
    "w południe|polednie|опівдні|полудень|öğle|öğlen|öğleyin|中午|正午|정오|الظهر|ظهر|दोपहर|middag|klokken 12 middag|"
    "kl 12 middag|keskipäivä|keskipäivällä|amiază|la amiază|poledne|v poledne|délben|μεσημερι|το μεσημερι|צהריים|"
    "בצהריים|tengah hari|trưa|เที่ยง|เที่ยงวัน"
)
_MIDNIGHT: Final = (
    "midnight|12 midnight|minuit|medianoche|a medianoche|meia-noite|meia noite|mitternacht|um mitternacht|mezzanotte|"
    "полночь|в полночь|północ|o północy|polnoc|o polnocy|опівночі|північ|gece yarısı|gece yarisi|午夜|半夜|子夜|零点|"
    "真夜中|深夜|자정|منتصف الليل|نیمه شب|نیمه‌شب|आधी रात|midnatt|midnat|ved midnat|middernacht|keskiyö|keskiyöllä|"
    "miezul nopții|la miezul nopții|půlnoc|o půlnoci|éjfél|éjfélkor|μεσανυχτα|τα μεσανυχτα|חצות|בחצות|nửa đêm|เที่ยงคืน"
)
_ALL_DAY: Final = (
    "24/7|all day|all-day|allday|all day long|all day event|whole day|the whole day|entire day|full day|toute la "
    "journée|journée entière|la journée entière|todo el día|el día entero|día completo|o dia todo|o dia inteiro|dia "
    "inteiro|todo o dia|ganztägig|ganztags|ganzer tag|den ganzen tag|tutto il giorno|giornata intera|intera giornata|"
    "tutta la giornata|весь день|целый день|цілий день|увесь день|cały dzień|caly dzien|całodniowe|całodniowo|tüm gün|"
    "bütün gün|全天|整天|一整天|全日|終日|一日中|하루 종일|하루종일|종일|طوال اليوم|كل اليوم|اليوم كله|تمام روز|पूरे "
    "दिन|पूरा दिन|दिन भर|hela dagen|heldag|hele dagen|hele dag|de hele dag|koko päivän|koko päivä|toată ziua|celý den|"
    "celodenní|egész nap|ολη μερα|ολη την ημερα|ολοημερο|כל היום|יום שלם|sepanjang hari|cả ngày|ทั้งวัน|ตลอดวัน"
)
_AHEAD: Final = (  # words before an hour, and nothing but that: "kl. 14", "ora 14"
    "kl|klo|kello|klockan|klokken|klokka|ora|orele|la ora|saat|godz|godzina|o godz|o godzinie|година|о|ore|ωρα|στις|"
    "στις ωρα|בשעה|שעה|ساعت|الساعة|الساعه|ساعة|jam|pukul|luc|h|hodina|klukkan|om|um|v|ve|ab"
)
_UNITS: Final = (  # words behind an hour
    "点|點|点钟|點鐘|时|時|시|बजे|hod|hodin|hodiny|óra|órakor|óráig|órától|godz|godzina|год|година|години|годині|"
    "годин|годину|ωρα|ώρες|שעה|giờ|klo|น|นาฬิกา|ura|uri|val|часа|час|часов"
)
_THROUGH: Final = re.compile(
    rf"(?<=[\d点點时時分])\s*(?:[到至]|から|{plain('부터')})\s*|(?:まで|{plain('까지')})$"
)
_QUARTERS_PAST: Final = re.compile("(?<=[点點])过?([13])刻")
_HALF_PAST: Final = re.compile(rf"(?<=[點点时時])半|(?<={plain('시')})\s*{plain('반')}|(?<=gio) ruoi(?!\w)")
_THAI_EVENING: Final = re.compile(rf"(?<!\d)([1-6])\s*{plain('ทุ่ม')}")  # hours from six o'clock on
_THAI_MORNING: Final = re.compile(rf"(?<!\d)[1-5]\s*{plain('โมงเช้า')}")
"""May be so many hours from midnight, or from six o'clock."""
_HUNGARIAN: Final = re.compile(r"^d(?P<half>[eu])\.\s*(?=\d)(?P<rest>.*)")  # de. 10, du. 2
_HALF_FIRST: Final = re.compile(r"^(?P<half>[ap])\.?m\.?\s*(?P<rest>\d{1,2}:\d{2})$")


def _any(words: str) -> str:
    plainly = {plain(word.strip()) for word in words.split("|")}
    return "|".join(sorted(map(re.escape, plainly), key=len, reverse=True))


def _listed(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split("|"))


@cache
def _after_hour() -> re.Pattern[str]:
    """An hour with its unit, and perhaps minutes: "14時30分", "2 बजे", "10 hodin"."""
    minutes = rf"(?:\s*(?P<minute>\d{{1,2}})\s*(?:{_any('分|분|分钟|मिनट|phút|นาที')})?)?"
    return re.compile(
        rf"(?P<hour>\d{{1,2}})\s*(?:{_any(_UNITS)})(?![^\W\d_])\.?(?:{_any('整|정각|钟')})?{minutes}"
    )


@cache
def _cjk_hour() -> re.Pattern[str]:
    """The same where words are written without spaces."""
    minutes = rf"(?:\s*(?P<minute>\d{{1,2}})\s*(?:{_any('分|분')})?)?"
    return re.compile(
        rf"(?P<hour>\d{{1,2}})\s*(?:{_any('点钟|點鐘|点|點|时|時|시|โมง|นาฬิกา')})(?:{_any('整|정각|钟')})?{minutes}"
    )


@cache
def _part(half: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A part of the day before an hour, and one anywhere else."""
    words = _any(_PARTS[half])
    hour = r"(?P<hour>\d{1,2}(?:\s?[:.]\s?\d{2}|\s*h\s*\d{2})?(?:\s*(?:uhr|h|uur|u|ore)\b)?)"
    return (
        re.compile(rf"(?<![^\W\d_])(?:{words})\.?\s*{hour}"),
        re.compile(rf"(?<![^\W\d_])(?:{words})\.?(?![^\W\d_])"),
    )


@cache
def _ahead() -> re.Pattern[str]:
    """A word that announces an hour, and the hour, perhaps with its minutes."""
    minutes = r"(?P<minute>\s?[:.h]\s?\d{2})?"
    return re.compile(
        rf"(?<![^\W\d_])(?:{_any(_AHEAD)})\.?:?\s*(?P<hour>\d{{1,2}}){minutes}(?![\d:])(?!\s*(?!(?:[apn]m|uhr)\b)[a-zа-я])"
    )


@cache
def _in_text(words: str) -> re.Pattern[str]:
    """Noon or midnight among other words: "12 noon - 2 pm", "20 Uhr bis Mitternacht"."""
    return re.compile(rf"(?<![^\W\d_])(?:12(?:\s*(?:uhr|h|:00))?\s*)?(?:{_any(words)})(?![^\W\d_])")


_NOONS: Final = _listed(_NOON)
_MIDNIGHTS: Final = _listed(f"{_MIDNIGHT}|24:00|24.00|24:00:00|24 uhr|24:00 uhr|24h|24 h|24h00")
_ALL_DAYS: Final = _listed(_ALL_DAY)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}|[^\W\d_a-z]|\.m|d[eu]\.")


def is_all_day(words: str) -> bool:
    """Whether words say that it goes on all day."""
    return words.strip(" .()") in _ALL_DAYS


def is_midnight(words: str) -> bool:
    """Whether words mean midnight, of which nobody can tell whether it is the night before or after."""
    return words.strip(" .()") in _MIDNIGHTS


def settle(words: str) -> str:
    """The words with hours and parts of the day in the forms that a clock is read in."""
    if not _LETTERS.search(words):
        return words
    if words.strip(" .()") in _NOONS:
        return "12:00"
    if match := _HUNGARIAN.match(words):
        words = f"{match['rest']} {'am' if match['half'] == 'e' else 'pm'}"
    if match := _HALF_FIRST.match(words):
        return f"{match['rest']} {match['half']}m"
    if _THAI_MORNING.search(words):
        return words
    words = told_in_digits(words)
    words = _QUARTERS_PAST.sub(lambda match: str(int(match[1]) * 15), _HALF_PAST.sub("30", words))
    words = _THAI_EVENING.sub(lambda match: f"{int(match[1]) + 18}:00", words)
    words = _THROUGH.sub(lambda match: "-" if match.end() < len(words) else "", words)
    for pattern in (_cjk_hour(), _after_hour()):
        words = pattern.sub(_clock, words)
    for half in _PARTS:
        before, anywhere = _part(half)
        words = before.sub(rf"\g<hour> {half}", words)
        words = anywhere.sub(half, words)
    words = _in_text(_MIDNIGHT).sub("24:00", _in_text(_NOON).sub("12:00", words))
    return _ahead().sub(_marked, words)


def _marked(match: re.Match[str]) -> str:
    """An hour without the word that announced it, with its unit."""
    has_unit = match["minute"] or match.string[match.end() :].lstrip().startswith("uhr")
    return match["hour"] + (match["minute"] or "" if has_unit else " uhr")


def _clock(match: re.Match[str]) -> str:
    hour, minute = match["hour"], match["minute"]
    return f"{hour}:{minute.zfill(2)} " if minute else f"{hour} uhr "
