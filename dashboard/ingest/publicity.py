"""Whether a row may be public at all: columns of privacy and consent, in many languages.

What a file marks as private, as a draft or as not to be shared waits until somebody says that it may be published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold
from dashboard.ingest.consent_headers import AGREEING, ANONYMOUS, SHARING, pattern
from dashboard.ingest.doubt import Doubt, cut, question
from dashboard.ingest.words import read_words


def listed(words: str) -> frozenset[str]:
    """Words between bars, folded."""
    return frozenset(fold(word) or word for word in words.split("|"))


_YESES, _NOES, PRIVATES, _PUBLICS = map(
    listed, map(read_words("answers").__getitem__, ("yes", "no", "private", "public"))
)

_THANKS: Final = (
    "please thanks thank you very much that is fine go ahead feel free happy to bitte danke klar selbstverständlich "
    "merci avec plaisir s'il vous plaît por favor gracias adelante obrigado obrigada com prazer per grazie prego "
    "пожалуйста спасибо будь ласка дякую proszę dziękuję lütfen teşekkürler tabii ki من فضلك شكرا 请 谢谢 "
    "お願いします ください 부탁합니다 tack dank je"
)
_POLITE: Final = frozenset(fold(" ".join((*_YESES, _THANKS))).split(" "))
"""Words behind a yes that say nothing more."""

_ANSWERS: Final = {"private": "no", "consent": "yes", "publicity": "public", "status": "planned"}
"""What a cell of each of these columns says where the row may be published."""


PRIVACY_FIELDS: Final = tuple(_ANSWERS)
"""Fields by which a row may say that it is not to be published."""


def says_no(text: str) -> bool:
    """Whether an answer is no, or begins with it: "No, rather not"."""
    return _begins(_words(text), _NOES) and _words(text) not in _YESES


def says_yes(text: str) -> bool:
    """Whether an answer is yes, or begins with it and takes nothing back: "Yes, of course", not "Yes, but …"."""
    words = text and _words(text)
    return bool(words) and (
        words in _YESES or (_begins(words, _YESES) and not says_no(text) and not _is_taken_back(words))
    )


def is_private(text: str) -> bool:
    """Whether a word is one for what is not public (yet): "private", "draft", "unlisted"."""
    return fold(text) in PRIVATES


def are_answers(cells: Iterable[str]) -> bool:
    """Whether most texts are answers of yes or no; of numbers, both 0 and 1."""
    said = Counter(_words(cell) for cell in cells if cell.strip())
    votes = sum(times for words, times in said.items() if _may_answer(words))
    return bool(said) and votes >= _MOST * said.total() and not said.keys() < {"0", "1"}


def _may_answer(words: str) -> bool:
    """Whether an answer is one of yes or no, or of less than that: "Ja, anonym", "Only if anonymous"."""
    return _begins(words, _YESES | _NOES) or words in PRIVATES or ANONYMOUS.search(words) is not None


def are_kinds(cells: Iterable[str]) -> bool:
    """Whether texts are words such as "public" and "draft", one for what is private among them."""
    said = Counter(fold(cell) for cell in cells if cell.strip())
    votes = sum(times for words, times in said.items() if words in PRIVATES | _PUBLICS)
    return votes >= _MOST * said.total() and not said.keys().isdisjoint(PRIVATES)


@lru_cache(maxsize=1_000)
def doubt_of(field: str, text: str, *, in_part: bool = False) -> Doubt | None:
    """What a cell of such a column says against publishing its row; ``None`` if nothing.

    ``field`` is private (yes hides), consent (no hides, and so does nothing), publicity (a word), or status;
    ``in_part`` if a yes is one to showing a part of the row alone; that all of it may be shown is said by "public".
    """
    hides = _hides(field, text)
    if hides is False and in_part and fold(text) not in _PUBLICS:
        hides = None
    if hides is False:
        return None
    code = "privacy_unclear" if hides is None else "not_public" if text.strip() else "consent_missing"
    return question(code, text=cut(text.strip()), offers=("public" if in_part else _ANSWERS[field],))


def _hides(field: str, text: str) -> bool | None:
    """Whether the cell says that the row is not to be public; ``None`` if nobody can tell."""
    if not field:
        return False
    if field == "status":
        return is_private(text)
    if not text.strip():
        return field == "consent"
    if is_private(text):
        return True
    if fold(text) in _PUBLICS:
        return False
    yes, no = says_yes(text), says_no(text)
    if field != "private":
        return None if yes and not _is_plain_yes(_words(text)) else no if yes or no else None
    return yes if yes or (no and not _is_taken_back(_words(text))) else None


def _is_taken_back(words: str) -> bool:
    """Whether an answer goes on with less than it begins with: "Конечно, нет", "OK (internal)", "No, only for us"."""
    rest = words.partition(" ")[2]
    if words in _YESES | _NOES:
        return False
    return bool(_LIMITS.search(rest) or ANONYMOUS.search(rest)) or not (_NOES | PRIVATES).isdisjoint(
        rest.split(" ")
    )


def _is_plain_yes(words: str) -> bool:
    """Whether nothing goes on behind a yes that may limit it: "Yes, of course", not "Ja, anonym"."""
    said = words.split(" ")
    if words in _YESES or {*said[1:]} <= _POLITE:
        return True
    return bool(SHARING.search(words) or AGREEING.search(" ".join(said[1:])))


def _words(text: str) -> str:
    return _NO_TROUBLE.sub("", fold(text)).strip() or text.strip()


def _begins(words: str, known: frozenset[str]) -> bool:
    """Whether words begin with one of these, at the end of a word."""
    first = words.split(" ")[:5]
    beginnings = (" ".join(first[:number]) for number in range(1, len(first) + 1))
    return words in known or any(len(one) > 1 and one in known for one in beginnings)


_MOST: Final = 0.6
"""The others are such as "Not yet"."""
_LIMITS: Final = pattern(
    r"(?<!\w)(?:but|only|except|unless|not|mais|seulement|uniquement|sauf|pas|pero|solo|salvo|no|mas|apenas|exceto|"
    r"aber|nur|nicht|außer|ma|soltanto|tranne|non|но|только|кроме|не|але|лише|тільки|крім|ale|tylko|oprócz|nie|ama|"
    r"fakat|sadece|yalnızca|hariç|without|sans|sin|sem|ohne|senza|без|bez|zonder|utan|after|until|nach|"
    r"apres|privat\w*|internally)(?!\w)|لكن|فقط|但|只|仅|不"
)
"""What takes back a yes: "Yes, but not the address"."""
_NO_TROUBLE: Final = pattern(
    r"(?<!\w)(?:without|sans|sin|sem|ohne|senza|без|bez) (?:any )?(?:problem|restri|einschr|проблем|ogranicz|limit)\w*"
)
