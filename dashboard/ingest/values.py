"""The text of a cell -> coordinates, a number of people, a link, a status; or a doubt about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from dashboard.ingest.clean import fold, is_nothing, one_line, plain
from dashboard.ingest.doubt import Doubt, cut, note, question
from dashboard.ingest.words import read_words
from dashboard.model import Status

_STATUS_WORDS: Mapping[str, Status] = {
    fold(word): Status(status)
    for status, words in read_words("statuses").items()
    for word in words.split("|")
}

OFF: Final = frozenset({Status.CANCELLED, Status.POSTPONED})
OFF_WORDS: Final = {word: status for word, status in _STATUS_WORDS.items() if status in OFF}
"""What says that an action does not take place as it was planned, in folded words."""

_ONLINE_FILLER = "event meeting call conference via on only and or platform evenement reunion"
_ONLINE = frozenset(map(fold, read_words("answers")["online"].split("|")))
_MAYBE_ONLINE = re.compile(
    "lin|virt|zoom|net|web|remot|stream|jitsi|meet|team|skype|you|face|digi|ligne|l[íi]n|dist|rete|лайн|нет|дист",
    re.IGNORECASE,
)
_ONLINE_WORDS = _ONLINE.union(_ONLINE_FILLER.split())

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LONGEST = 100  # a longer text is none of these, and is not worth a search
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_DEGREES = re.compile(
    rf"([nsew])?\s*([-+−]?)\s*{_NUMBER}\s*"
    rf"(?:[°º˚d]\s*(?:{_NUMBER}\s*['’′‘]\s*(?:{_NUMBER}\s*(?:(?:[\"”″“]|'')(\d*))?\s*)?)?)?([nsew])?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_SPREADSHEET_DATE = re.compile(r"\d{1,2}-[^\W\d_]{3}\.?$|^[^\W\d_]{3}\.?-\d{1,2}$|\d+[-/]\d+[-/]\d+")
_MOST_PEOPLE = 10_000_000
_PLAIN_LINK = re.compile(r"https://(?:[a-zA-Z\d-]+\.)+[a-zA-Z]{2,}(?:/[\w./?&=%#~+-]{0,1000})?", re.ASCII)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")


@lru_cache(maxsize=20_000)
def is_online(text: str) -> bool:
    """Whether a place is none: "Online", "Zoom", "en ligne", "Online event via Jitsi"."""
    if len(text) > _LONGEST or not _MAYBE_ONLINE.search(text):
        return False
    name = fold(text)
    words = frozenset(name.split())
    return name in _ONLINE or (words <= _ONLINE_WORDS and not words.isdisjoint(_ONLINE))


def is_status(text: str) -> bool:
    """Whether a text is a status that we know."""
    return fold(text) in _STATUS_WORDS


@lru_cache(maxsize=10_000)
def read_status(text: str) -> tuple[Status, Doubt | None]:
    """The status a cell names; an empty one is planned."""
    if is_nothing(text):
        return Status.PLANNED, None
    if status := _STATUS_WORDS.get(fold(text)):
        return status, None
    return Status.PLANNED, question("unknown_status", text=cut(text), offers=tuple(map(str, Status)))


@lru_cache(maxsize=10_000)
def read_degrees(text: str, *, is_latitude: bool) -> float | None:
    """Degrees from ``51.5074``, ``51,5074``, ``51.5° N``, ``51°30'26"N``; ``None`` if they cannot be read.

    The number is in range: latitudes from -90 to 90, longitudes from -180 to 180.
    """
    match = _DEGREES.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not match:
        return None
    before, sign, degrees, minutes, seconds, hundredths, after = match.groups()
    side = (before or after or "").lower()
    if (before and after) or (side and (sign or (side in "ns") is not is_latitude)):
        return None
    if hundredths:  # 41°59'23"28
        seconds = f"{seconds}.{hundredths}" if seconds.isdecimal() else None
    whole, minute, second = (float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds))
    if minute >= 60 or second >= 60:
        return None
    value = whole + minute / 60 + second / 3600
    value = -value if side in {"s", "w"} or sign in {"-", "−"} else value
    return value if abs(value) <= (90 if is_latitude else 180) else None


def split_coordinates(text: str) -> tuple[str, str] | None:
    """The two halves of ``51.5, -0.12`` or ``51,5; -0,12``; ``None`` if there are not two."""
    if len(text) > _LONGEST:
        return None
    inner = text.strip().strip("()[]").strip()
    for separator in (";", "|", ", ", ",", " "):
        halves = [half.strip() for half in inner.split(separator) if half.strip()]
        if len(halves) == 2:
            return halves[0], halves[1]
    return None


@lru_cache(maxsize=10_000)
def read_people(text: str) -> tuple[int | None, Doubt | None]:
    """How many people are expected: ``~20``, ``20+``, ``1 000``. Of ``15-25`` the lower number."""
    words = plain(text)
    if is_nothing(words) or words == "na":
        return None, None
    match = _GROUPED.search(words) if len(words) <= _LONGEST else None
    if match and not _SPREADSHEET_DATE.search(words):
        number = _number(match[0]) * (1_000 if re.match(r"\s?k\b", words[match.end() :]) else 1)
        negative = words[: match.start()].endswith("-")
        if number <= _MOST_PEOPLE and not negative:
            return int(number), None
    return None, note("people_unreadable", text=cut(text))


def _number(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\D\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", ".")) if len(digits) < 20 else float("inf")


def read_link(text: str) -> tuple[str, Doubt | None]:
    """The first https link of a cell, else the first http one; ``www.x.org`` and ``x.org/y`` become https."""
    if not text or _PLAIN_LINK.fullmatch(text):
        return text, None
    if is_nothing(text):
        return "", None
    links = [link for part in re.split(r"[\s,;<>|\"“”]+", text) if (link := _link(part))]
    if best := next((link for link in links if link.startswith("https:")), links[0] if links else ""):
        return best, None
    return "", note("link_dropped", text=cut(one_line(text)))


def _link(part: str) -> str:
    part = part.rstrip(".'") if "(" in part else part.strip("()[].'")
    lower = part.lower()
    if lower.startswith("www.") or ("@" not in part and _DOMAIN.fullmatch(part)):
        part, lower = f"https://{part}", f"https://{lower}"
    if not lower.startswith(("http://", "https://")) or len(part) > 2_000:
        return ""
    try:
        parts = urlsplit(part)
        host, user, _ = parts.hostname or "", parts.username, parts.port
    except ValueError:
        return ""
    if user is not None or "." not in host.strip(".") or "\\" in part or not part.isprintable():
        return ""
    return f"{parts.scheme}:{part.partition(':')[2]}"
