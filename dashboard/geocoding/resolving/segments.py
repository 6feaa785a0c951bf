"""Cut what an organiser wrote into the segments between its commas."""

from __future__ import annotations

import re

from dashboard.geocoding.resolving.nonsense import without_links
from dashboard.geocoding.resolving.venues import street_words
from dashboard.geocoding.text.fold import fold

MOST_READ = 400
"""Characters of a text that are read."""
_MOST = 12
AND = (
    "and", "und", "et", "e", "y", "i", "и", "і", "та", "й", "ve", "og", "och", "en", "ja", "és", "a", "şi", "și",
    "si", "και", "و", "và", "dan", "と", "和", "및", "और", "และ", "או", "plus",
    "or", "oder", "ou", "o", "или", "або", "чи", "lub", "albo", "veya", "أو", "eller", "tai", "vagy", "nebo",
    "sau", "ή", "または", "또는", "या", "یا", "หรือ", "to", "nach", "hasta",
)  # fmt: skip
"""What stands between two names, both of which are meant, or one of them, or the way to the other."""
_SEPARATORS = re.compile(
    r"[,،؛;/|()\[\]{}\n\r\t<>→•:«»\"“”、，；（）·]+|\s[-–—−]+\s|\s[-–—−]+$|(?<=\w{4})\.\s|[–—]"
)
_LIST_MARK = re.compile(r"\A\s*(?:\d{1,3}[.)]|[-–—*•])\s+(?=[^\W\d_])")
_HAS_DIGIT = re.compile(r"\d")
_CALLE = re.compile(r"\b[Cc]/\s*(?=[^\W\d_])")
_SHORTENED = re.compile(r"\b([^\W\d_]{4,6})\.\s")
_FLOOR = re.compile(
    r"(?:\d{1,3}(?:\.|º|°|ª|st|nd|rd|th|er|e|ème|eme|de|ste|-?[йи]й?)?\s*(?:floor|fl|f|stock|stockwerk|etage|étage|og|ug|"
    r"obergeschoss|piso|andar|piano|planta|verdieping|sal|kerros|patro|poschodie|emelet|piętro|pietro|этаж|поверх|kat|"
    r"våning|etasje|etaj|όροφος|קומה|طابق|طبقه|階|楼|樓|층)|(?:floor|etage|étage|piso|kat|piętro|этаж|поверх|etaj)\s*\d{1,3})\.?",
    re.IGNORECASE,
)
"""A segment that says on which floor, in whatever language."""


def segments(text: str) -> list[str]:
    """The stretches of text between commas, slashes, brackets and dashes, at most a dozen."""
    found = [segment.strip(" .-–—_*#!?'’") for segment in _SEPARATORS.split(text[:MOST_READ])]
    return [segment for segment in found if segment][:_MOST]


def apart(text: str) -> tuple[str, list[str], list[str]]:
    """A text without links and the mark of a list, its segments, and those of them that say on which floor."""
    text = without_links(text)
    if ". " in text or "/" in text:
        text = _CALLE.sub("Calle ", _SHORTENED.sub(_without_point, text))
    found = segments(text)
    floors = [segment for segment in found if _FLOOR.fullmatch(segment)] if _HAS_DIGIT.search(text) else []
    if floors:
        return text, [segment for segment in found if segment not in floors], floors
    if mark := _LIST_MARK.match(text):
        text = text[mark.end() :]
        found = segments(text)
    return text, found, []


def _without_point(match: re.Match[str]) -> str:
    """A shortened word for a street without its point, which would end a segment: "Avda. Lima"."""
    return f"{match[1]} " if fold(match[1]) in street_words() else match[0]
