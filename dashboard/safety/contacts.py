"""A contact as what it is, so that it is known again however it is written.

A number is its digits, in those of any script; an address its letters, whether people write ``@`` or "(at)"; an account
its name, whether it stands after ``@`` or in a link; and what is left of the cell is taken for a name. Rather than
miss one we withhold a text too many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final
from urllib.parse import unquote

from anyascii import anyascii
from phonenumbers import Leniency, PhoneNumberMatcher, national_significant_number


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FEWEST_DIGITS: Final = 6
_TELLING_DIGITS: Final = 7
"""So many digits at the end of a number tell it from any other; codes of country and town are written or left out."""
_SHORTEST: Final = 4
_INVISIBLE: Final = frozenset({"Mn", "Me", "Cf"})
_AT: Final = re.compile(
    r" ?[\[({<*_~/-] ?(?:at|a|@|arroba|arobase|sobaka|chiocciola|malpa|zavinac|kukac) ?[\])}>*_~/-] ?"
    r"| (?:at|arroba|arobase|sobaka|chiocciola|malpa|zavinac|kukac) |(?<=\w) ?@ "
)
_DOT: Final = re.compile(
    r" ?[\[({<*_~/-] ?(?:dot|d0t|\.|punkt|point|punto|ponto|tochka|kropka|nokta) ?[\])}>*_~/-] ?"
    r"| (?:dot|\.|punkt|punto|ponto|tochka|kropka|nokta) "
)
_ADDRESS: Final = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_GLUED: Final = re.compile(r"(?<=[a-z0-9])(?:AT|DOT)(?=[a-z0-9])")
_TAG: Final = re.compile(r"\+[\w.-]{1,64}@")
_LINK: Final = re.compile(
    r"(?<![\w.@-])(?:[a-z]{2,10}://)?(?:www\.|m\.)?((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})(/[^\s<>\"]*)"
)
_ACCOUNT_HOSTS: Final = re.compile(
    r"(?:t|telegram|wa|signal|m|fb|line|viber|vk|wechat|threema|linktr|lnk)\.(?:me|id|ee|bio)|discord\.gg|signal\.group|"
    r"(?:.+\.)?(?:whatsapp|instagram|facebook|fb|twitter|x|tiktok|vk|snapchat|linkedin|threads|youtube|skype|github)"
    r"\.(?:com|net)|(?:.+\.)?(?:ok\.ru|bsky\.app|mastodon\.\w+)"
)
_HANDLE: Final = re.compile(r"(?<![\w.])@([a-z0-9_][\w.-]{1,40})")
_MESSENGERS: Final = (
    "signal|telegram|whats ?app|instagram|insta|threema|viber|wechat|weixin|snapchat|discord|skype|facebook|twitter|"
    "tiktok"
)
_SHORT_MESSENGERS: Final = "tg|wa|ig|fb|x|vk|line|wire|matrix|mastodon|bluesky|session|messenger"
_SAID: Final = re.compile(
    rf"(?<![\w@])(?:(?:{_MESSENGERS})(?: ?[:=] ?| id | nick | )|(?:{_SHORT_MESSENGERS}) ?[:=] ?)@?([\w.-]{{3,40}})"
)
_DATE: Final = re.compile(
    r"(?<![\d./-])(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d\d|\d{4})|\d{1,2}:\d\d)(?![./-]?\d)"
)
_RUN: Final = re.compile(r"\d(?:[\W_]{0,4}\d)*")
_BETWEEN: Final = re.compile(r"[,;|/\n]")
_PARTS: Final = re.compile(r"[,;|/\\\n\t()<>\[\]{}:\"“”„«»=•·–—+*#]| - ")
_LABELS: Final = _words(
    "a an the or and by on via me us my our is at to for of please only oder und bei ou et par sur o y por en e w i "
    "tel tél telefon telephone telefono teléfono telefone téléphone phone ph mobile mob mobil cell cellphone handy "
    "portable movil móvil cel celular kom fax call text sms ring ask email e-mail mail mailto correo courriel contact "
    "contacts kontakt contacto contatto contato organiser organizer organisers organizers organisation coordinator "
    "press presse media team office info admin volunteer volunteers host web website site www http https link no nr "
    "тел телефон почта контакт связь моб и или "
) | _words(f"{_MESSENGERS}|{_SHORT_MESSENGERS}".replace(" ?", "").replace("|", " "))


@dataclass(frozen=True, slots=True)
class Contact:
    """What a contact consists of; see `read_contact`."""

    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def stands_in(self, text: str) -> bool:
        """Whether any of it can be read from a text."""
        if not text:
            return False
        plain = _plain(text)
        latin = _latin(plain)
        squeezed = _squeezed(latin) if self.addresses else ""
        return (
            _has_number(self.numbers, plain)
            or any(address in squeezed for address in self.addresses)
            or any(_has_words(account, latin) for account in self.accounts)
            or any(_has_words(name, plain) or _has_words(_latin(name), latin) for name in self.names)
        )


def read_contact(text: str, country_code: str = "", *, public: tuple[str, ...] = ()) -> Contact:
    """The numbers, addresses, accounts and names in a contact.

    ``country_code`` is where its action is, to know numbers without ``+``. What is ``public`` by itself, such as the
    name of the city, is no secret where it stands beside one.
    """
    plain = _plain(text)
    latin = _canonical(_latin(plain))
    found = Contact(
        frozenset(_numbers(text, plain, country_code)),
        frozenset(_addresses(latin)),
        frozenset(_accounts(latin)),
    )
    names = frozenset(_names(plain, text))
    if found == Contact():
        whole = " ".join(plain.split())
        return Contact(names=names or frozenset({whole} if len(whole) >= _SHORTEST else ()))
    return replace(found, names=names - {_plain(word) for word in public})


def _plain(text: str) -> str:
    """A text without what is not seen, in letters and digits of one form: full-width, bold and accented are alike."""
    text = unescape(unquote(text)) if "%" in text or "&" in text else text
    text = _GLUED.sub(lambda match: "@" if match[0] == "AT" else ".", text)
    if text.isascii():
        return text.casefold()
    seen = "".join(
        one for one in unicodedata.normalize("NFKD", text) if unicodedata.category(one) not in _INVISIBLE
    )
    return "".join(str(unicodedata.decimal(one, one)) for one in seen).casefold()


def _latin(plain: str) -> str:
    return plain if plain.isascii() else anyascii(plain).casefold()


def _canonical(latin: str) -> str:
    """A text with ``@`` and ``.`` where people write "(at)", "arroba" or "[dot]", and addresses without a tag."""
    spaced = " ".join(latin.split())
    return _TAG.sub("@", _DOT.sub(".", _AT.sub("@", spaced)))


def _squeezed(latin: str) -> str:
    return "".join(one for one in _canonical(latin) if one.isalnum())


def _numbers(text: str, plain: str, country_code: str) -> Iterator[str]:
    for match in PhoneNumberMatcher(
        _DATE.sub(" on ", text), country_code or None, leniency=Leniency.POSSIBLE
    ):
        yield national_significant_number(match.number)
    dateless = _DATE.sub(" on ", plain)
    for part in (dateless, *_BETWEEN.split(dateless)):
        for run in _RUN.findall(part):
            digits = "".join(filter(str.isdigit, run)).lstrip("0")
            if _FEWEST_DIGITS <= len(digits) <= 15:
                yield digits


def _has_number(numbers: frozenset[str], plain: str) -> bool:
    """Whether one of these stands in a text: its last digits, or a number that leaves out the first of them."""
    if not numbers:
        return False
    runs = ["".join(filter(str.isdigit, run)) for run in _RUN.findall(plain)]
    return any(
        number[-_TELLING_DIGITS:] in run or (len(run) >= _FEWEST_DIGITS and number.endswith(run))
        for run in runs
        for number in numbers
    )


def _addresses(latin: str) -> Iterator[str]:
    for local, domain in _ADDRESS.findall(latin):
        yield _squeezed(f"{local}@{domain}")
    for host, path in _LINK.findall(latin):
        if not _ACCOUNT_HOSTS.fullmatch(host) and len(path) > 1:
            yield "".join(filter(str.isalnum, host + path))


def _accounts(latin: str) -> Iterator[str]:
    """The names of accounts: after ``@``, after the name of a messenger, in the link of one."""
    rest = _ADDRESS.sub(" ", latin)
    for host, path in _LINK.findall(rest):
        if _ACCOUNT_HOSTS.fullmatch(host):
            yield from _of_some_length(path.partition("?")[0].rstrip("/").rpartition("/")[2])
    rest = _LINK.sub(" ", rest)
    for account in (*_HANDLE.findall(rest), *_SAID.findall(rest)):
        if account not in _LABELS:
            yield from _of_some_length(account)
    yield from filter(_looks_like_an_account, (word.strip(".,;:()") for word in re.split(r"[\s=?&/]+", rest)))


def _of_some_length(account: str) -> Iterator[str]:
    account = account.strip("@+.,;:()-")
    if len(account) >= _SHORTEST or (len(account) == _SHORTEST - 1 and not account.isalpha()):
        yield account


def _looks_like_an_account(word: str) -> bool:
    marks = [one for one in word if not one.isalpha()]
    return (
        len(word) >= _SHORTEST
        and word[0].isalpha()
        and any(one != "-" for one in marks)
        and all(one.isdigit() or one in "._-" for one in marks)
    )


def _names(plain: str, text: str) -> Iterator[str]:
    """What is left of a contact, part by part: several words, or one that begins with a capital letter."""
    capital = {_plain(word) for word in re.findall(r"[^\W\d_][\w'’-]*", text) if not word[0].islower()}
    rest = _RUN.sub(" , ", _HANDLE.sub(" , ", _LINK.sub(" , ", _ADDRESS.sub(" , ", _written(plain)))))
    for part in _PARTS.split(rest):
        words = [word.strip(".,'’!?&@") for word in re.split(r"[\s_-]+", part) if word]
        while words and (words[0] in _LABELS or len(words[0]) < 2):
            words.pop(0)
        while words and (words[-1] in _LABELS or len(words[-1]) < 2):
            words.pop()
        if len(words) > 1 or (words and words[0] in capital and len(words[0]) > words[0].isascii() + 1):
            yield " ".join(words)


def _written(plain: str) -> str:
    return _DOT.sub(".", _AT.sub("@", " ".join(plain.split(" "))))


def _has_words(words: str, text: str) -> bool:
    """Whether these words stand in a text, in this order or the other, and not as a part of a longer word.

    Where a script writes words without gaps, or joins small ones to them, a part of a word is enough.
    """
    parts = words.split()
    return any(_pattern(way).search(text) for way in (parts, parts[::-1]) if way and way[0] in text)


def _pattern(words: list[str]) -> re.Pattern[str]:
    spaced = r"[\W_]{1,3}".join(map(re.escape, words))
    joined = any(unicodedata.category(one) == "Lo" for word in words for one in word)
    return re.compile(spaced if joined else rf"(?<![^\W_]){spaced}(?![^\W_])")
