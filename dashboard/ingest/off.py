"""What a row says of being called off: in a column such as "is_cancelled", or in words where no status is looked for.

A plain answer below a header that asks for just this is taken as said. All else is asked about: "Abgesagt" among notes,
"CANCELLED: Vigil" as a title, whatever stands below "Reason for cancellation".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold, is_nothing, plain
from dashboard.ingest.doubt import Doubt
from dashboard.ingest.publicity import says_no, says_yes
from dashboard.ingest.values import OFF_WORDS, read_status
from dashboard.model import Status

_NOUNS: Final = {
    fold(word): status
    for status, words in {
        Status.CANCELLED: "cancellation, absage, annulation, cancelación, cancelamento, annullamento, odwołanie",
        Status.POSTPONED: "postponement, verschiebung, ajournement, aplazamiento, adiamento, rinvio",
    }.items()
    for word in words.split(", ")
}
"""What headers are called beside the words that cells hold."""
_ASIDE: Final = frozenset(
    fold(
        "is was has been the it event action already date at on flag status yes no or wurde ist die veranstaltung "
        "aktion ja nein est a été cette événement evento acción está ha sido foi o evento ação é stato stata czy mi هل"
    ).split(" ")
)
"""The other words of a header that asks for nothing else: "Has the event been cancelled? (yes/no)"."""
_HOW: Final = re.compile(
    r"(?<!\w)(?:polic|politi|deadline|free|fees?|refund|link|url|frist|gebuhr|frais|delai|terms|услови|срок|possib|"
    r"moglich|notice|contact|e ?mail|(?:can|may|sent|from|number)(?!\w))|待ち|料"
)
"""Words of headers that are about how something can be called off."""
_AMBIGUOUS: Final = frozenset(map(fold, (
    "moved", "delayed", "dropped", "rescheduled", "reporté", "reportée", "suspendida", "suspenso", "sospeso", "hoãn",
    "연기", "เลื่อน",
)))  # fmt: skip
"""Words for it that mean something else as well in a sentence, or begin longer words."""
_IF: Final = re.compile(
    plain(
        r"(?<!\w)(?:if|when|unless|in case|en cas|in caso|sauf|falls|wenn|bei (?:regen|sturm|unwetter|schlecht)|"
        r"s[ie] (?:il|la|le|chove|llueve|piove|pleut)|если|якщо|jesli|eger)(?!\w)|雨天|荒天|如果|如遇|우천|اذا"
    )
)
"""What says that it may be called off another time."""
_NEGATED: Final = re.compile(
    plain(
        r"(?:(?<!\w)(?:not|never|no|nicht|kein|keine|pas|non|nao|не|nie|inte|niet|ikke|לא|لم|لن)(?: \w+)? ?|[不没未])$"
    )
)
_TAKEN_BACK: Final = re.compile(plain(r"\s?(?:degil|なし|料)"))
_SAID_OF_IT: Final = re.compile(
    plain(r"(?:^|(?<!\w)(?:been|is|are|wurde|ist|wird|est|été|sido|foi|stato|stata) )$")
)
"""What stands before the word where a longer sentence is about this."""
_MOST_WORDS: Final = 8
_LONGEST: Final = 200
_MOST_SENTENCES: Final = 50
_NO_SPACES: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
_DAY: Final = re.compile(r"\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[T ]+[\d:.+Z-]+)?\s*")
_SENTENCE: Final = re.compile(r"[\n.!?;。！？]+")


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(one if _NO_SPACES.search(one) else rf"(?<!\w){one}(?!\w)" for one in longest_first)


_CLEAR: Final = OFF_WORDS.keys() - _AMBIGUOUS
_NEW_DATE: Final = (
    "new date|neuer termin|neues datum|nouvelle date|nueva fecha|nova data|nuova data|новая дата|нова дата|nowy termin|"
    "yeni tarih|موعد جديد|nytt datum|ny dato|nieuwe datum|nový termín|új időpont"
)
_DATE_OPEN: Final = plain(
    r"(?:dates?|day)(?: and time)?(?: is| are)?(?: still| yet)? (?:tb[acd]|to be (?:announced|confirmed|decided|"
    r"determined)|not (?:yet )?(?:confirmed|fixed|final|set))|"
    r"(?:termin|datum)(?: ist| steht)? (?:noch )?(?:offen|unklar|nicht fest)|"
    r"date (?:encore )?à (?:confirmer|définir|préciser|fixer)|fecha (?:aún )?(?:por|a) (?:confirmar|definir)|"
    r"data (?:ainda )?a (?:confirmar|definir)|data (?:ancora )?da (?:confermare|definire|stabilire)|"
    r"дата (?:ещё |ще )?(?:уточняется|уточнюється|не (?:определена|подтверждена|визначена|підтверджена))|"
    r"data do (?:potwierdzenia|ustalenia|uzgodnienia)|tarihi? (?:henüz )?(?:belli değil|netleşmedi|kesinleşmedi)|"
    r"(?:التاريخ|الموعد) (?:غير مؤكد|لم يحدد)"
)
_MOVED: Final = re.compile(
    r"(?<!\w)(?:moved|rescheduled|delayed)(?: it)? (?:to|for|until)(?: the| next)? "
    r"(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)"
    rf"|(?<!\w)(?:{plain(_NEW_DATE)}|{_DATE_OPEN})(?!\w)|改期|新日期|日程変更|日期(?:待定|未定)|日程未定|"
    rf"{plain('날짜 미정')}"
)
"""What says that it is on another day now, or may be."""
_ANYWHERE: Final = re.compile(rf"{_any(_CLEAR)}|{_MOVED.pattern}")
_ANY: Final = re.compile(rf"{_any(OFF_WORDS)}|(?<!\w)(?:no longer|nicht mehr|ya no)(?!\w)")
_APART: Final = re.compile(
    rf"\W*(?:{_any(_CLEAR)})\s*(?:[^\w\s'’-]|-(?!\w)|$)"
    rf"|.*(?:[^\w\s'’.,-]|\s-)\s*(?:now )?(?:{_any(OFF_WORDS.keys() - {fold('hoãn')})})(?!-)"
    rf"|.*,\s*(?:{_any(_CLEAR)})(?!-)"
)
"""First and set apart, or behind a sign that sets it apart."""
_LAST: Final = re.compile(
    rf"(?:{_any((*_CLEAR, 'rescheduled', 'reportee'))}|(?<!\w)(?:vigil|march|rally|event|action|meeting|demo\w*|"
    r"protest|picket|walk|gathering|picnic|concert) is (?:now )?off)$"
)
"""How a title ends that says it, folded: "Vigil is off", but not "It is off the market square"."""
_IN_HEADERS: Final = re.compile(_any({*OFF_WORDS, *_NOUNS}))
_BEGINNINGS: Final = frozenset(
    one.split(" ")[0]
    for one in (
        *OFF_WORDS, *plain(_NEW_DATE).split("|"),
        "off", "date", "dates", "day", "termin", "datum", "fecha", "data", "дата", "tarih", "tarihi",
        "التاريخ", "الموعد",
    )
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=1_000)
def meant_by(header: str) -> Status | None:
    """The status that a yes below a header means, such as "Cancelled?" or "verschoben"; ``None`` of other headers."""
    asked = " ".join(word for word in fold(header).split(" ") if word not in _ASIDE)
    return OFF_WORDS.get(asked) or _NOUNS.get(asked)


@lru_cache(maxsize=1_000)
def _mentions(header: str) -> bool:
    """Whether a header is about that something was called off, among other things: "Reason for cancellation"."""
    words = fold(header) if len(header) <= _LONGEST else ""
    found = _IN_HEADERS.search(words)
    return found is not None and not _HOW.search(words) and not _NEGATED.search(words[: found.start()])


def is_of_status(header: str, cells: Sequence[str]) -> bool:
    """Whether a column says by its header and its cells which actions are called off."""
    filled = [cell for cell in cells if cell.strip()]
    known = sum(status_below(header, cell)[1] is None for cell in filled)
    return meant_by(header) is not None and 2 * known >= len(filled)


def status_below(header: str, text: str) -> tuple[Status, Doubt | None]:
    """The status that a cell names, or means below this header."""
    off = meant_by(header)
    if off and _is_plain_no(text):
        return Status.PLANNED, None
    return (off, None) if off and (says_yes(text) or _DAY.fullmatch(text)) else read_status(text)


def may_call_off(header: str, cell: str, *, is_known: bool) -> bool:
    """Whether a cell may say that its row is called off: by its header alone where the column is known for another."""
    is_below = _mentions(header) and not _is_plain_no(cell) and not is_nothing(cell)
    return is_below or (not is_known and calls_off(cell))


def _is_plain_no(text: str) -> bool:
    """Whether an answer is no, and not "No, postponed to May"."""
    return says_no(text) and not _ANY.search(fold(text))


def _has_one(words: str) -> bool:
    """Whether folded words have such a word at all: most have none, and are not worth a search."""
    return not _BEGINNINGS.isdisjoint(words.split(" ")) or _NO_SPACES.search(words) is not None


def _said(words: str) -> re.Match[str] | None:
    """Where folded words say it, neither negated nor for another time."""
    if not _has_one(words) or _IF.search(words):
        return None
    return next(
        (
            found for found in _ANYWHERE.finditer(words)
            if not _NEGATED.search(words[: found.start()]) and not _TAKEN_BACK.match(words, found.end())
        ),
        None,
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def calls_off(note: str) -> bool:
    """Whether a short note says that something is called off: "Abgesagt!", "cancelled due to rain"."""
    words = fold(note) if len(note) <= _LONGEST else ""
    found = _said(words)
    if words in OFF_WORDS or found is None:
        return words in OFF_WORDS
    return words.count(" ") < _MOST_WORDS or _SAID_OF_IT.search(words[: found.start()]) is not None


@lru_cache(maxsize=10_000)
def is_marked_off(text: str) -> bool:
    """Whether such a word stands out in a title: "CANCELLED: Vigil", "Vigil (cancelled)", "Mahnwache ABGESAGT"."""
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} {text[-_LONGEST // 2 :]}"
    words = fold(text)
    if not _has_one(words) or (_ANYWHERE.search(words) and not _said(words)):
        return False
    if (
        _MOVED.search(words)
        or _LAST.search(words)
        or any(one.isupper() and fold(one) in _CLEAR for one in _WORD.findall(text))
    ):
        return True
    return _APART.match(plain(text)) is not None


def says_it_is_off(description: str) -> bool:
    """Whether a sentence of a longer text says so."""
    sentences = _SENTENCE.split(description)[:_MOST_SENTENCES]
    return any(calls_off(one) or is_marked_off(one) for one in sentences if one.strip())


_PARTS: Final = re.compile(r"[,:/|–—()\[\]，、：（）]|\s-\s")
_GATHERING: Final = plain(
    r"(?<!\w)(?:vigil|march|rally|event|action|demo|demonstration|protest|gathering|concert|mahnwache|veranstaltung|"
    r"aktion|kundgebung|evenement|veillée|rassemblement|manifestation|evento|vigilia|acción|marcha|concentración|ação|"
    r"vigília|veglia|мероприятие|акция|митинг|акція|захід|мітинг|wydarzenie|akcja|czuwanie|etkinlik)(?!\w)"
)
_BEFORE: Final = plain(
    "the|this|our|it|is|will|be|being|now|sadly|unfortunately|die|der|das|unsere?|jetzt|nun|leider|l[ae]?|cette|el|est[ae]|"
    "o|a|эта|наша|это|теперь|ця|це|bu"
)
_MOVED_ONLINE: Final = plain(
    r"(?:(?:(?:was|has been) )?(?:moved|switched)|held|takes place|taking place)"
    r"(?: only| fully| entirely)? (?:online|virtually|(?:to|on|via) zoom)|"
    r"findet (?:(?:es|sie|nur|rein|jetzt|nun|diesmal|ausschließlich) )*(?:online|virtuell|digital) statt|"
    r"(?:aura lieu|a lieu|se tiendra) (?:uniquement )?en (?:ligne|visio)|"
    r"(?:se hará|se realizará|se celebrará|tendrá lugar|será|vai ser) (?:online|virtual|en línea)|"
    r"si (?:terrà|svolge|svolgerà) online|(?:пройд[её]т|состоится) (?:онлайн|в zoom|в зуме)|"
    r"(?:відбудеться|пройде) онлайн|odbędzie się online|(?:online|çevrimiçi) (?:olacak|yapılacak)|"
    r"(?:活动|集会)?(?:线上(?:举行|进行)|改为线上(?:举行|进行)?)|オンライン開催(?:です|となります|になりました)?|"
    r"온라인(?:으로)? (?:진행|개최)(?:합니다|됩니다)?"
)
_WHY: Final = plain(
    r"only|instead|this year|(?:instead of|not|rather than) in person|(?:due|because|on|at|via|wegen|am|um|por) .*"
)
_ONLINE_ALONE: Final = plain(
    r"(?:(?:now )?(?:fully|entirely)|will be) (?:online|virtual)|now virtual|(?:online|virtual) (?:only|instead|event)|"
    r"(?:online|virtual) (?:vigil|march|rally)(?: for .*)?|(?:nur|rein) (?:online|virtuell)|"
    r"(?:en ligne|en visio) (?:uniquement|seulement)|(?:solo|únicamente|só|apenas) (?:online|virtual|en línea)|"
    r"(?:только|будет) (?:онлайн|в zoom|в зуме)|(?:тільки|лише|буде) онлайн|tylko online|"
    r"(?:sadece|yalnızca) (?:online|çevrimiçi)|عبر الإنترنت فقط|仅线上|オンラインのみ"
)
_ONLINE: Final = re.compile(
    rf"(?:(?:{_GATHERING}|{_BEFORE}) )*(?:(?P<moved>{_MOVED_ONLINE})(?: (?:{_WHY}))*|{_ONLINE_ALONE})"
)
"""A whole clause that says it of the gathering: any other word in it may negate it, or be what is online instead."""
_SIGNS_OF_IT: Final = (
    "online", "virtu", "zoom", "digital", "visio", "ligne", "línea", "онлайн", "зуме", "çevrim", "الإنترنت", "线上",
    "オンライン", "온라인",
)  # fmt: skip
"""One of these is in each of them."""
_NOT_THE_GATHERING: Final = re.compile(
    plain(
        r"(?<!\w)(?:regist|sign|forms?(?!\w)|formular|ticket|petition|stream|photo|video|website|anmeld|inscri|iscri|регис|"
        r"реєс|билет|квит|zapis|zgłosz|kayit|bilet|billet|r[eé]serv|entrada|book|rsvp|spende|donat|donaci|plann|planung|"
        r"prepar|vorbereit|last|previous|letzte)|报名|申込"
    )
)
"""In a header, or in the clauses before, what it is said of instead."""
_IN_PERSON_TOO: Final = re.compile(
    plain(
        r"(?<!\w)(?:(?<!of )(?<!not )(?<!than )in person|hybrid|also|auch|aussi|también|também|anche|также|"
        r"також|również)"
    )
)


@lru_cache(maxsize=10_000)
def is_held_online(header: str, text: str) -> bool:
    """Whether a title or a note says that it is held online, in spite of the place: "Moved online", "仅线上"."""
    lower = text.casefold()
    if (
        len(text) > _LONGEST
        or not any(sign in lower for sign in _SIGNS_OF_IT)
        or _IN_PERSON_TOO.search(fold(text))
    ):
        return False
    return any(_says_online(fold(header), one) for one in _SENTENCE.split(text) if not _IF.search(fold(one)))


def _says_online(header: str, sentence: str) -> bool:
    clauses = [fold(clause) for clause in _PARTS.split(sentence)]
    for index, clause in enumerate(clauses):
        found, before = _ONLINE.fullmatch(clause), " ".join(clauses[:index])
        if found and not _NOT_THE_GATHERING.search(f"{header} {before}"):
            return bool(found["moved"] or not before or re.search(_GATHERING, before))
    return False
