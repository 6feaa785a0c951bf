"""Headers that are whole questions: the field that their words ask about, in the languages of the page.

A header that is a name of a field is known by `dashboard.ingest.columns`; this is for the others, such as "In which
city will your action take place?". The first rule whose words are in it decides, so what is more special stands first.
To teach a language, add its words to `data/words/questions.tsv`; they are searched in folded text, and from the start
of a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from dashboard.ingest.clean import fold, plain
from dashboard.ingest.consent_headers import (
    asks_for_consent,
    header_claims,
    is_never_shown,
    says_from_when,
)
from dashboard.ingest.forbidding import is_for_few
from dashboard.ingest.words import read_words

_RULES: Final = read_words("questions")
_NONE, _NO_PLACES = map(read_words("other_headers").__getitem__, ("none", "no place"))
"""Words of columns that are none of ours, whatever else stands in them; and such as "take place", which is none."""
_FILLER: Final = frozenset(
    fold(
        "a the of for in at is are your you our please enter what which event events action actions activity protest "
        "required optional full name le la les l de du des d un une en dans à votre vos quelle quel quelles quels est "
        "sont nom obligatoire facultatif el los las del su tu cuál cuáles es nombre obligatorio opcional evento "
        "acción actividad protesta o os as do da dos das em no na seu sua qual é nome obrigatório ação ato der die "
        "das des dem den ein eine einer ihre ihr eure euer welche welcher welchem welches ist findet statt aktion "
        "veranstaltung kundgebung erforderlich il lo gli dello della dei delle nel nella tua tuo vostra quale è "
        "azione в на ваш ваша ваше какой какая каком это акция акции мероприятия мероприятие события обязательно"
    ).split()
)
"""Words of a header that say nothing of which column it is."""


@cache
def _words(words: str) -> re.Pattern[str]:
    """A pattern of words, each from the start of one, short ones whole; in Chinese and Arabic, anywhere."""
    parts = []
    for word in _split(plain(words)):
        if re.search(r"[\u0590-\u06ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]", word):
            parts.append(word)
        else:
            parts.append(rf"(?<![^\W_]){word}" + (r"(?![^\W_])" if len(word) < 6 and word.isascii() else ""))
    return re.compile("|".join(parts))


def _split(words: str) -> list[str]:
    """The alternatives of a pattern, those in brackets left together."""
    parts, depth, part = [], 0, ""
    for character in words:
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            parts.append(part)
            part = ""
        else:
            part += character
    return [*parts, part]


@cache
def fields_asked_for(header: str, *, answered: bool = False) -> Mapping[str, int]:
    """The fields that the words of a header may ask about, with how many of its words say something else.

    ``answered`` if its column holds answers of yes and no. What asks for a day and an hour may be either's.
    """
    words = fold(header)
    if len(words) > 300:
        return {}
    claimed = header_claims(words, answered=answered)
    if not claimed and asks_for_consent(header):
        claimed = "consent"
    if not claimed and answered and is_for_few(words):
        claimed = "private"
    if claimed:
        return {claimed: 0}
    if is_never_shown(words):
        return {"contact": 0} if _words(_RULES["contact"]).search(words) else {}
    if _words(_NONE).search(words) or says_from_when(header):
        return {}
    words = re.sub(_NO_PLACES, " ", words)
    name = next((name for name, asked in _RULES.items() if _words(asked).search(words)), "")
    names = (
        ["day", "starts"]
        if name == "starts" and _words(_RULES["day"]).search(words)
        else [name]
        if name
        else []
    )
    return {name: _count_others(header, name) for name in names}


def _count_others(header: str, name: str) -> int:
    words = re.sub(_NO_PLACES, " ", fold(re.sub(r"\(.*?\)|\[.*?\]", " ", header)))
    left = re.sub(rf"(?:{_words(_RULES[name]).pattern})[^\W_]*", " ", words).split()
    return sum(word not in _FILLER and not any(map(str.isdigit, word)) for word in left)


def is_of_other_times(header: str) -> bool:
    """Whether a column is by its name none of ours, such as when a form was sent in."""
    return _words(_NONE).search(fold(header)) is not None
