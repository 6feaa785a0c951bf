"""What a row says of being called off: in a column such as "is_cancelled", or in words where no status is looked for.

A cell below a header that asks for it is taken as said. Words elsewhere are asked about: "Abgesagt" among notes,
"CANCELLED: Vigil" as a title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold, is_nothing, plain
from dashboard.ingest.doubt import Doubt
from dashboard.ingest.publicity import says_no, says_yes
from dashboard.ingest.values import OFF_WORDS, read_status
from dashboard.model import Status

_HEADERS: Final[Mapping[Status, re.Pattern[str]]] = {
    status: re.compile(plain(words))
    for status, words in {
        Status.CANCELLED: r"(?<!\w)(?:cancel|called off|annul|abgesagt|absage|storni|entfall|fallt aus|ausgefallen|"
        r"anula|suspendid|отмен|скасов|скасув|відмін|odwoł|anulo|iptal|inställ|geannuleerd|afgelast|zruš|lemond|elmarad|"
        r"törölve|ακυρω|aflyst|avlyst|peruttu|dibatalkan|hủy)|ملغ|الغ|لغو|取消|中止|キャンセル|취소|रद्द|בוטל|ביטול|ยกเลิก",
        Status.POSTPONED: r"(?<!\w)(?:postpon|reschedul|reportee?s?(?!\w)|ajourn|aplaza|pospuest|posterga|adiad|"
        r"adiament|verscho|vertagt|rinvi|posticip|перенес|отлож|відклад|przełoż|przeloz|odłoż|ertelen|uppskjut|uitgesteld|"
        r"odlož|elhalaszt|amânat|αναβλη|αναβολ|udskudt|utsatt|lykätty|ditunda|hoãn)|مؤجل|تاجيل|تعويق|推迟|推遲|延期|연기|स्थगित|"
        r"נדח|דחוי|เลื่อน",
    }.items()
}
"""Words of headers below which a yes, or a day, says that an action is called off."""
_HOW: Final = re.compile(
    r"(?<!\w)(?:polic|politi|deadline|until|free|fees?|refund|link|url|frist|bis|gebuhr|frais|delai|terms|услови|срок)"
)
"""Words of headers that are about how something can be called off."""
_EITHER: Final = frozenset(
    map(fold, ("moved", "delayed", "rescheduled", "reporté", "reportée", "suspendida"))
)
"""Words for it that are others as well in a sentence."""
_NOT: Final = re.compile(
    r"(?<!\w)(?:not|no|if|unless|never|in case|pas|si|sauf|nicht|kein|falls|wenn|non|nao|se|не|если|якщо|nie|jesli|"
    r"degil|eger|inte|niet|ikke)(?!\w)|不|没|未|لم|لن|اذا"
)
_MOST_WORDS: Final = 8
_LONGEST: Final = 100
_NO_SPACES: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")


def _any(words: frozenset[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(one if _NO_SPACES.search(one) else rf"(?<!\w){one}(?!\w)" for one in longest_first)


_ANYWHERE: Final = re.compile(_any(OFF_WORDS - _EITHER))
_APART: Final = re.compile(
    rf"\W*(?:{_any(OFF_WORDS)})\s*(?:[^\w\s'’-]|-(?!\w)|$)|.*(?:[^\w\s'’.,-]|\s-)\s*(?:{_any(OFF_WORDS)})\W*$"
)
_BEGINNINGS: Final = frozenset(one.split(" ")[0] for one in OFF_WORDS)
_FIRST: Final = re.compile(r"\W*([^\W\d_]{4,})\s")


@lru_cache(maxsize=1_000)
def meant_by(header: str) -> Status | None:
    """The status that a yes below a header means, such as "Cancelled?" or "verschoben"; ``None`` of other headers."""
    words = fold(header)
    if len(words) > _LONGEST or _HOW.search(words):
        return None
    return next((status for status, pattern in _HEADERS.items() if pattern.search(words)), None)


def is_of_status(header: str, cells: Sequence[str]) -> bool:
    """Whether a column says by its header and its cells which actions are called off."""
    filled = [cell for cell in cells if cell.strip()]
    known = sum(status_below(header, cell)[1] is None for cell in filled)
    return meant_by(header) is not None and 2 * known >= len(filled)


def status_below(header: str, text: str) -> tuple[Status, Doubt | None]:
    """The status that a cell names, or means below this header."""
    off = meant_by(header)
    if off and (says_yes(text) or re.search(r"[12]\d{3}", text)):
        return off, None
    return (Status.PLANNED, None) if off and says_no(text) else read_status(text)


def may_call_off(header: str, cell: str) -> bool:
    """Whether a cell of a column that is none of ours may say that its row is called off."""
    return calls_off(cell) or (meant_by(header) is not None and not says_no(cell) and not is_nothing(cell))


def _has_one(words: str) -> bool:
    """Whether folded words have such a word at all: most have none, and are not worth a search."""
    return not _BEGINNINGS.isdisjoint(words.split(" ")) or _NO_SPACES.search(words) is not None


@lru_cache(maxsize=10_000)
def calls_off(note: str) -> bool:
    """Whether a short note says that something is called off: "Abgesagt!", "cancelled due to rain"."""
    words = fold(note) if len(note) <= _LONGEST else ""
    if not _has_one(words) or words in OFF_WORDS:
        return words in OFF_WORDS
    return (
        words.count(" ") < _MOST_WORDS
        and bool(_ANYWHERE.search(words))
        and not _NOT.search(_ANYWHERE.sub(" ", words))
    )


@lru_cache(maxsize=10_000)
def is_marked_off(text: str) -> bool:
    """Whether such a word stands apart from a title: "CANCELLED: Vigil", "Vigil (cancelled)", "ABGESAGT Mahnwache"."""
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} {text[-_LONGEST // 2 :]}"
    if not _has_one(fold(text)):
        return False
    first = _FIRST.match(text)
    if first and first[1].isupper() and fold(first[1]) in OFF_WORDS:
        return True
    return _APART.match(plain(text)) is not None
