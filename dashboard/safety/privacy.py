"""The privacy scan: what in a text that is to be public would let somebody be found, or written to.

It is careful rather than complete: it knows addresses, numbers, accounts and a few ways of saying "at my
place" in the languages of our columns. Whether a name is a person's, no list can tell: what may be one is
said as "may be". Nothing here changes a text by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from phonenumbers import Leniency, PhoneNumberMatcher

from dashboard.model import Effect, PublicAction, RowProblem, Submission
from dashboard.reasons import Reason


class Kind(StrEnum):
    """What was found; the code of its sentence."""

    EMAIL = "private_email"
    TELEPHONE = "private_telephone"
    MESSENGER = "private_messenger"
    HOME = "private_home"
    PERSON = "private_person"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something private in a text: from ``start`` up to but not including ``end``."""

    kind: Kind
    start: int
    end: int

    @property
    def reason(self) -> Reason:
        """What it means."""
        return Reason(self.kind.value)


def scan(text: str, country_code: str = "") -> list[Finding]:
    """What is private in a text, in its order and without overlaps; the surest finding of a place wins.

    ``country_code`` is where the action is, to know telephone numbers that are written without ``+``.
    """
    folded = text.casefold()
    words = set(_WORD.findall(folded))
    taken, found = bytearray(len(text)), list[Finding]()
    for kind, look, hint in _LOOKING:
        if not hint(folded, words):
            continue
        for start, end in look(text, country_code):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end))
    return sorted(found, key=lambda finding: finding.start)


def remove(text: str, finding: Finding) -> str:
    """The text without what was found, and without the gap, the punctuation and the label that it leaves."""
    before, after = _around(text, finding)
    if after[:1] in {")", "]"}:
        after = after[1:].lstrip()
    glue = " " if before and after and after[0] not in ".,;:!?" else ""
    return (
        before
        + glue
        + (after.lstrip(" .,;:!?") if before[-1:] in {"", ".", "!", "?"} and not glue else after)
    )


def remove_all(text: str, country_code: str = "") -> str:
    """The text without anything private that we know of."""
    while findings := scan(text, country_code):
        untouched = len(text)
        for finding in reversed(findings):
            if finding.end <= untouched:
                untouched = len(_around(text, finding)[0])
                text = remove(text, finding)
    return text


def _around(text: str, finding: Finding) -> tuple[str, str]:
    """What stays before and after a finding, such as neither "Tel:" nor an open bracket."""
    before, after = text[: finding.start].rstrip(), text[finding.end :].lstrip()
    ends = not after or after[0] in ".,;:!?)]"
    near = before[-_LONGEST_LABEL:]
    if label := (_LABEL.search(near) or (_VERB.search(near) if ends else None)):
        before = before[: len(before) - len(near) + label.start()].rstrip()
    return (before.rstrip(" ([,;:–—-\t\n") if ends else before), after


def scan_submission(row: Submission, country_code: str = "") -> list[tuple[str, Finding]]:
    """What is private in the texts of a row that may become public, each after the name of its field.

    The fields are those of `Submission` and of its `PlaceQuery`, such as ``description`` or ``venue``.
    """
    texts = [(name, getattr(row, name)) for name in _TEXTS]
    texts += [(name, getattr(row.place, name)) for name in _PLACES]
    return _scan_all(texts, country_code, f"{row.place.city},{row.place.text}", row.link)


PUBLIC_TEXTS: Final = ("title", "description", "venue", "organiser", "link")
"""The texts of a public action."""


def scan_public(action: PublicAction) -> list[tuple[str, Finding]]:
    """What may be private in what the public sees of an action, each after the name of its field."""
    texts = [(name, getattr(action, name)) for name in PUBLIC_TEXTS]
    return _scan_all(texts, action.country_code, action.city, action.link)


def _scan_all(
    texts: Iterable[tuple[str, str]], country_code: str, where: str, link: str
) -> list[tuple[str, Finding]]:
    found = [(name, text, one) for name, text in texts if text for one in scan(text, country_code)]
    return [(name, one) for name, text, one in found if not _is_at(text[one.start : one.end], where, link)]


def _is_at(found: str, where: str, link: str) -> bool:
    """Whether an "@" only says where a row is: "Open Data Day @Oslo" in Oslo, "@EPL" beside a link to epl.ca."""
    name = found.removeprefix("@")
    host = link.partition("//")[2].partition("/")[0].casefold().split(".")
    places = [part.strip().casefold() for part in where.split(",")]
    return name != found and (
        name.casefold() in places or (name.isupper() and name.casefold() in host[-2:-1])
    )


def privacy_notes(row: Submission, country_code: str, columns: Mapping[str, str]) -> list[RowProblem]:
    """The findings of a row as notes for its organiser; ``columns`` is header to field, as a `Reading` has it."""
    headers = {_FIELD_NAMES.get(field, field): header for header, field in columns.items()}
    return [
        RowProblem(row.line, headers.get(name, ""), finding.kind.value, effect=Effect.NOTE)
        for name, finding in scan_submission(row, country_code)
    ]


def as_question(note: RowProblem) -> RowProblem:
    """A finding as a question that its row waits for; what only may be a name stays a note."""
    return replace(note, effect=Effect.QUESTION) if note.code in {*Kind} - {Kind.PERSON} else note


def _words(*phrases: str) -> str:
    return "|".join(phrases)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXTS: Final = ("title", "description", "organiser", "link")
_PLACES: Final = ("venue", "address", "text")
_FIELD_NAMES: Final = {"place": "text"}
"""Columns whose field in a `PlaceQuery` is called otherwise."""


_MY_PLACE: Final = _words(
    r"my (?:flat|place|home|house|apartment|room|garden|kitchen|living room)",
    r"at (?:my|our) (?:parents|mother|father|friend)['’]?s",
    r"(?:mon|ma|notre) (?:appart(?:ement)?|maison|studio|chambre|jardin)|chez (?:moi|nous)|à mon domicile",
    r"mein(?:e|er|em|en)? (?:wohnung|haus|zimmer|wg|garten)|bei (?:mir|uns)(?: zu ?hause| daheim)?",
    r"mi (?:casa|piso|departamento|apartamento|cuarto|jardín)|en (?:mi|nuestra) casa",
    r"casa mia|(?:il )?mio appartamento|da (?:me|noi) a casa|(?:la )?mia (?:casa|stanza)",
    r"(?:a )?minha casa|(?:o )?meu (?:apartamento|apê|quarto)|na nossa casa",
    r"у меня дома|мо(?:я|ей|ю) квартир\w+|моего дома|мо[йём]\w* дом\w*|у нас дома",
)
_DOOR: Final = _words(
    r"(?:apartment|apt\.?|flat|appartement|appt\.?|apartamento|apto\.?|appartamento|int(?:erno|\.)|piso|wohnung|whg\.?)"
    r"\s{0,3}(?:no\.?|nr\.?|n[°º]|number|#)?\s{0,3}\d{1,4}\s?[a-z]?\b",
    r"(?:кв(?:артира|\.)|подъезд|домофон)\s{0,3}№?\s{0,3}\d{1,4}",
    r"(?:door ?code|doorbell|ring (?:the bell )?(?:at|for)|digicode|interphone|klingel\w* bei|telefonillo|"
    r"citofono|campainha|код домофона)\s{0,3}:?\s{1,3}[\w#*-]{2,30}",
)
_ACCOUNT: Final = re.compile(_words(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|wa\.me|chat\.whatsapp\.com|signal\.me|signal\.group|m\.me|"
    r"instagram\.com|line\.me|discord\.gg|viber\.me|vk\.me|vk\.com)/[^\s<>\"')\]]+",
    r"(?:signal|telegram|whats ?app|instagram|insta|threema|viber|wechat|snapchat|discord|skype|телеграм\w*|тг|"
    r"вотсап\w*|сигнал|инстаграм\w*)\s{0,3}(?::|=|(?=@)|\bid\b|\bnick\b)\s{0,3}@?[\w.+-]{3,40}",
    r"(?<![\w.@/])@[a-z_][\w.]{2,30}\b",
), re.IGNORECASE)  # fmt: skip
_TITLE: Final = _words(
    r"Mr\.?|Mrs\.?|Ms\.?|Mx\.?|Dr\.?|Herrn?|Frau|Mme\.?|Mlle\.?|Monsieur|Madame|Señora?|Sra?\.|Doña",
    r"Signora?|Sig\.(?:ra)?|Senhora?|Dona|Господин|Госпожа|Г-жа|Г-н",
)
_ASK_FOR: Final = _words(
    r"(?i:ask for|contact(?: person)?|call|text|hosted by|c/o|speak to|organi[sz]ed by|led by)",
    r"(?i:demander|contacter|appeler|organisé par|animé par|responsable)",
    r"(?i:fragt? nach|ansprechpartner(?:in)?|kontakt|organisiert von|geleitet von)",
    r"(?i:preguntar por|contactar(?: con| a)?|contacto|llamar a|organizado por)",
    r"(?i:chiedere di|contattare|contatto|chiamare|organizzato da)",
    r"(?i:perguntar por|falar com|contatar|contato|ligar para)",
    r"(?i:спросить|спросите|контакт|звонить|звоните|организатор|ведущ(?:ий|ая))",
)
_NAME: Final = r"[A-ZÀ-ÖØ-ÞŁŚŻŞİĆČĐŠŽА-ЯЁ][\wÀ-ÿ'’-]+"
_AT: Final = r"(?:[@＠]|\s?[\[({]\s?(?:at|ät|arroba|arobase|собака)\s?[\])}]\s?)"
_DOT: Final = r"(?:\s?[\[({]\s?(?:dot|punkt|point|punto|ponto|точка|\.)\s?[\])}]\s?|[.．])"
_SPOKEN_AT: Final = r"\s(?:at|ät|arroba|arobase|собака)\s"
_SPOKEN_DOT: Final = r"\s(?:dot|punkt|point|punto|ponto|точка)\s"
_ENDS: Final = _words(
    "com|org|net|info|edu|eu|de|fr|es|it|pt|pl|ru|ua|uk|ca|br|mx|ar|tr|io|ch|nl|se|fi|dk|cz|gr|ie|jp|cn|au|nz|za|lgbt"
)
_LOCAL: Final = r"(?<![\w.+-])[\w.+-]{1,64}"
_EMAIL: Final = re.compile(
    rf"{_LOCAL}(?:{_AT}|{_SPOKEN_AT}(?=[\w.-]{{1,99}}{_SPOKEN_DOT}))[\w-]{{1,63}}"
    rf"(?:(?:{_DOT}|{_SPOKEN_DOT})[\w-]{{1,63}}){{0,8}}(?:{_DOT}[^\W\d_]{{2,24}}|{_SPOKEN_DOT}(?:{_ENDS}))(?!\w)",
    re.IGNORECASE,
)
_HOME: Final = re.compile(rf"\b(?:{_MY_PLACE})\b|\b(?:{_DOOR})", re.IGNORECASE)
_FULL_NAME: Final = rf"({_NAME}(?:\s{{1,3}}{_NAME})?)"
_PERSON: Final = re.compile(
    rf"\b(?:{_TITLE})\s{{1,3}}{_FULL_NAME}|\b(?:{_ASK_FOR})\s{{0,3}}:?\s{{1,3}}{_FULL_NAME}"
)
_LONGEST_LABEL: Final = 60
_LABEL: Final = re.compile(
    r"(?<!\w)(?:tel|tél|telephone|phone|ph|mobile|mob|cell|handy|fax|telefon|telefonnummer|téléphone|telefono|teléfono|"
    r"telefone|móvil|cel|celular|portable|cellulare|whats ?app|signal|telegram|e-?mail|mail|correo|courriel|"
    r"тел|телефон|почта)"
    r"\.?\s?(?:no\.?|nr\.?|n[°º]|number)?\s?[:=]?$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"(?<!\w)(?:call|text|ring|phone|sms|contact|dm|kontakt|ruft? an|anrufen|contacto|llamar?|appele[rz]|chiamare|"
    r"contatto|ligar|contato|звоните|пишите)(?:\s(?:me|us|him|her|them|nous|uns|mich))?"
    r"(?:\s(?:on|at|via|under|unter|au|al|à))?\s?:?$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?:\d[^\w]{0,3}){7}")
_DATE: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b")
_NO_NUMBER: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PLUS_BEHIND: Final = re.compile(r"(?<=\d)\+|(?<=\w)\+(?!\d)")
"""A plus of what stands before it: "10 000+ 2018", "LGBTQ+ 2018", and not "tel+44 …"."""

Spans = Iterable[tuple[int, int]]


def _matches(pattern: re.Pattern[str]) -> Callable[[str, str], Spans]:
    return lambda text, _country: (match.span() for match in pattern.finditer(text))


def _telephones(text: str, country: str) -> Iterator[tuple[int, int]]:
    without_links = _NO_NUMBER.sub(lambda link: " " * len(link[0]), text)
    for match in PhoneNumberMatcher(without_links, country or None, leniency=Leniency.VALID):
        yield match.start, match.end
    # Whoever writes a plus means a number, though no provider has it: a digit may be wrong. Not so "LGBTQ+ 2025".
    meant = _PLUS_BEHIND.sub(" ", without_links) if "+" in without_links else ""
    for match in PhoneNumberMatcher(meant, None, leniency=Leniency.POSSIBLE):
        yield match.start, match.end


def _people(text: str, _country: str) -> Spans:
    return (match.span(1 if match[1] else 2) for match in _PERSON.finditer(text))


# Most texts have nothing private in them: their words tell, before any pattern is tried.

Hint = Callable[[str, set[str]], bool]


def _may_have_email(folded: str, words: set[str]) -> bool:
    return "@" in folded or "＠" in folded or not words.isdisjoint(_AT_WORDS)


def _may_have_account(folded: str, words: set[str]) -> bool:
    return any(part in folded for part in _ACCOUNT_HINTS) or not words.isdisjoint(_ACCOUNT_WORDS)


def _may_have_telephone(folded: str, _words: set[str]) -> bool:
    return any(map(str.isdigit, folded)) and bool(_NUMBER.search(_DATE.sub(" on ", folded)))


def _may_have_home(folded: str, words: set[str]) -> bool:
    return not words.isdisjoint(_HOME_WORDS) or any(part in folded for part in _HOME_HINTS)


def _may_have_person(_folded: str, words: set[str]) -> bool:
    return not words.isdisjoint(_PERSON_WORDS)


_WORD: Final = re.compile(r"\w+")
_AT_WORDS: Final = _words_of("at ät arroba arobase собака")
_ACCOUNT_HINTS: Final = ("@", ".me/", ".gg/", ".group/", ".com/", "телеграм", "вотсап", "инстаграм")
_ACCOUNT_WORDS: Final = _words_of(
    "signal telegram whatsapp whats instagram insta threema viber wechat snapchat discord skype тг сигнал"
)
_HOME_HINTS: Final = ("квартир", "домофон", "подъезд", "klingel", "doorbell", "door code", "doorcode", "my ")
_HOME_WORDS: Final = _words_of(
    "our mon ma notre chez domicile mein meine meiner meinem meinen bei mi nuestra casa mia mio minha meu nossa "
    "дома доме дом моего моей моём моем мой моя кв flat apartment apt appartement appt apartamento apto "
    "appartamento int interno piso wohnung whg ring digicode interphone telefonillo citofono campainha"
)
_PERSON_WORDS: Final = _words_of(
    "mr mrs ms mx dr herr herrn frau mme mlle monsieur madame señor señora sr sra doña signor signora sig "
    "senhor senhora dona господин госпожа г ask contact call text hosted c speak organised organized led "
    "demander contacter appeler organisé animé responsable frag fragt ansprechpartner ansprechpartnerin kontakt "
    "organisiert geleitet preguntar contactar contacto llamar organizado chiedere contattare contatto chiamare "
    "organizzato perguntar falar contatar contato ligar спросить спросите контакт звонить звоните организатор "
    "ведущий ведущая"
)

_LOOKING: Final[tuple[tuple[Kind, Callable[[str, str], Spans], Hint], ...]] = (
    (Kind.EMAIL, _matches(_EMAIL), _may_have_email),
    (Kind.MESSENGER, _matches(_ACCOUNT), _may_have_account),
    (Kind.TELEPHONE, _telephones, _may_have_telephone),
    (Kind.HOME, _matches(_HOME), _may_have_home),
    (Kind.PERSON, _people, _may_have_person),
)
