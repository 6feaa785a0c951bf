"""Text as a person meant it: without hidden characters, white space settled, words compared loosely."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts whose spelling needs (non-)joiners: Arabic, Syriac, the Indic scripts, Thai to Mongolian.
_JOINING = "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ua840-\ua95f\ua980-\uabff\U00011000-\U000117ff"
_PICTURES = "\u00a9\u00ae\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, white space apart
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    rf"|(?<![{_JOINING}])(?:\u200c|\u200d(?![{_PICTURES}])|(?<![{_PICTURES}])\u200d)"
    f"|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
    # The flag of Scotland is a black flag and "tag" letters, which are invisible everywhere else.
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)

# All other hidden characters make `str.isprintable` false, which is much faster than a search.
_PRINTABLE_HIDDEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\U000e0100-\U000e01ef]")

_NOTHING = (
    "… | à confirmer | à définir | - | -- | --- | – | — | ? | ?? | ??? | . | .. | / | x | xx | xxx | n/a | #n/a |"
    " #ref! | #value! | nan | none | null | nil | tba | tbd | tbc | t.b.a. | t.b.d. | unknown | to be announced |"
    " to be confirmed | to be decided | to be determined | to be defined | not yet known | not yet available |"
    " not available yet | coming soon | à préciser | inconnu | non défini | por confirmar | por definir |"
    " por determinar | por anunciar | sin definir | desconocido | a confirmar | a ser definido | a anunciar |"
    " desconhecido | indefinido | offen | noch offen | unbekannt | steht noch nicht fest | wird noch bekannt gegeben |"
    " wird noch bekanntgegeben | k. a. | k.a. | da confermare | da definire | da stabilire | sconosciuto |"
    " уточняется | будет объявлено | неизвестно | не определено | нет"
)
_NOT_YET = re.compile(
    r"(?:t\.?\s?b\.?\s?[acd]\.?|(?:still |yet )?to be (?:announced|confirmed|decided|determined|defined|advised|"
    r"fixed)|not (?:yet )?(?:known|decided|confirmed|fixed|set)(?: yet)?|(?:will be )?(?:announced|confirmed) (?:soon|"
    r"later|shortly)|coming soon|later|to follow|to come|follows)|(?:wird|werden) noch .{0,25}|(?:steht "
    r")?noch (?:nicht (?:fest|bekannt)|offen|unklar)|folgt(?: noch)?|in planung|à (?:venir|déterminer|annoncer|fixer|"
    r"communiquer)|pas encore .{0,20}|(?:sera|seront) .{0,25}|bientôt|(?:por|a) (?:confirmar|definir|anunciar|"
    r"determinar|concretar|combinar)|aún (?:no|sin) .{0,20}|próximamente|"
    r"pendiente|ainda (?:não|sem) .{0,20}|em breve|da "
    r"(?:confermare|definire|stabilire|comunicare|decidere)|prossimamente|non ancora .{0,20}|(?:будет|будут) .{0,25}|"
    r"пока не .{0,20}|позже|скоро|ще не .{0,20}|(?:буде|будуть) .{0,25}|уточнюється|do (?:ustalenia|potwierdzenia|"
    r"uzgodnienia)|wkrótce|jeszcze nie .{0,20}|zostanie podan[aey]|(?:daha )?sonra .{0,20}|(?:henüz )?belli değil|"
    r"duyurulacak|açıklanacak|belirlenecek|(?:henüz )?belirlenmedi|yakında|sonra .{0,20}|待定|待确认|"
    r"待確認|未定|待公布|待通知|另行通知|稍后.{0,6}|追って.{0,10}|後日.{0,10}|"
    r"调整中|調整中|미정|추후 ?.{0,10}|(?:سي|س|ي)ُ?(?:حدد|علن).{0,25}|سيتم .{0,25}|لم يحدد بعد|قريبا|बाद में .{0,20}|"
    r"तय नहीं|nog (?:niet|te) .{0,20}|nader te bepalen|n\.?t\.?b\.?|meddelas senare|ej bestämt|annonceres senere|"
    r"kunngjøres senere|ilmoitetaan myöhemmin|(?:θα )?ανακοινωθεί(?: σύντομα)?|"
    r"upřesníme|bude .{0,25}|později(?: .{0,20})?|"
    r"később(?: .{0,20})?|hamarosan|egyeztetés alatt|urmează .{0,25}|se va "
    r".{0,20}|va fi .{0,20}|ייקבע בהמשך|יפורסם בהמשך|(?:متعاقبا|بعدا) اعلام .{0,15}"
)
_WHAT_IS_OPEN = re.compile(
    r"^(?:(?:the|la|le|les|el|los|las|il|lo|der|die|das|o|a|exact|final|"
    r"genaue[rs]?) )*(?:dates?|days?|times?|hours?|places?|"
    r"locations?|venues?|details?|jour|heure|horaire|lieu|fecha|hora|horario|día|lugar|data|dia|horário|local|ora|"
    r"orario|luogo|giorno|datum|termin|tag|zeit|uhrzeit|ort|дата|день|время|место|час|місце|godzina|miejsce|dzień|"
    r"tarih|saat|yer|gün|التاريخ|الموعد|الوقت|المكان|日期|时间|時間|地点|場所|日時|날짜|시간|장소|तारीख|समय|tid|tidpunkt|plats|"
    r"plaats|tijd|čas|místo|dátum|időpont|helyszín|locul|ημερομηνία|ώρα|תאריך|שעה|מקום|تاریخ|زمان|ساعت|مکان)"
    r"(?:(?: (?:is|are|est|es|é|è|ist))?[\s:]+|(?<=[\u3000-\u9fff]))"
)
"""What is not known yet, before the words that say so: "Datum folgt", "fecha por confirmar"."""
NOTHING = frozenset({"", *_NOTHING.split(" | ")})
"""Ways to write that a cell is not filled in. ``NA`` is not one: it is Namibia's country code."""


def find_hidden(text: str) -> str:
    """The invisible, text-direction and control characters that are no part of a text's spelling, each once."""
    return "".join(dict.fromkeys(character for match in _HIDDEN.finditer(text) for character in match[0]))


def without_hidden(text: str) -> str:
    """The text without its hidden characters; Arabic, Indic and emoji sequences stay whole."""
    return _HIDDEN.sub("", text)


def has_hidden(text: str) -> bool:
    """Whether a text holds a hidden character."""
    if text.isprintable() and not _PRINTABLE_HIDDEN.search(text):
        return False
    return _HIDDEN.search(text) is not None


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks included, as one space."""
    return " ".join(text.split())


def many_lines(text: str) -> str:
    """The text with its line breaks kept, at most one empty line in a row, and no white space around."""
    if "\n" not in text and "\r" not in text:
        return one_line(text)
    lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


_MADE_BY_PROGRAMS = frozenset({"nan", "none", "null", "nil", "#n/a", "#ref!", "#value!"})


@lru_cache(maxsize=10_000)
def is_left_open(text: str) -> bool:
    """Whether somebody wrote of a day or an hour that it is open: ``TBA``, "wird noch bekannt", ``-``.

    What programs write into an empty cell, such as ``NaN``, says nothing.
    """
    bare = text.strip(" \t\r\n()[]").casefold()
    if not bare or len(bare) >= 50 or bare in _MADE_BY_PROGRAMS:
        return False
    said = (bare, _WHAT_IS_OPEN.sub("", bare, count=1))
    is_told = any(map(str.isdecimal, bare))  # "bude 14:00" says more than that it will be
    return any(one in NOTHING or (not is_told and _NOT_YET.fullmatch(one)) for one in said if one)


def is_nothing(text: str) -> bool:
    """Whether a cell says that it is not filled in: empty, ``TBA``, ``n/a``, ``à confirmer``."""
    return len(text) < 50 and text.strip(" \t\r\n()[]").casefold() in NOTHING


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text without case, accents or compatibility forms, with digits 0 to 9 and white space settled."""
    if text.isascii():
        return one_line(text.lower())
    decomposed = unicodedata.normalize("NFKD", text)
    return one_line("".join(_digit(c) for c in decomposed if not unicodedata.combining(c)).casefold())


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


VOWEL_SIGN = "[\u0900-\u0963\u0971-\u0ddf\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e]"
"""A vowel sign of an Indic script or of Thai, Lao and Burmese, which is neither letter nor digit."""
_WORD = re.compile(f"(?:\\w|{VOWEL_SIGN})+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The words of a text alone, plainly written: ``Event_Date *`` and ``eventDate`` are ``event date``."""
    words = re.sub(r"(?<=[a-zа-яà-ÿ])(?=[A-ZА-ЯÀ-Ý])", " ", text)
    return " ".join(_WORD.findall(plain(words).replace("_", " ")))
