"""Tell a row that names several places from one that names a place and what lies around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.geocoding.index.containment import Constraints, Containment
from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.namesakes import reaches
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.segments import AND, segments
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.resolving.venues import is_street, street_words
from dashboard.geocoding.text.fold import fold

_AND_WORDS = frozenset(AND)
_EITHER = frozenset(AND[AND.index("or") :])
"""Words for "or" and for a way: between them are towns rather than what a street is called."""
_FROM = re.compile(r"^(?:from|von|desde|из|від)\s+(?=.)", re.IGNORECASE)
_JOINED = re.compile(
    rf"\s*(?:[&+・]|(?<=\w)/(?=\s*[^\W\d])|\s/\s)\s*|(?<=[^\s,]),?\s+(?:{'|'.join(AND)})\s+(?!be\s)(?=[^\W\d])|(?<=\w)\s+و(?=\w)|(?<=\w)[と和](?=\w)|(?<=\S)และ(?=\S)|(?<=\w)[과와]\s+(?=\w)",
    re.IGNORECASE,
)
_SIGNS = re.compile("[&+・/و和と과와]|และ")
_WELL_KNOWN, _TOWN, _HAMLET = 100_000, 5_000, 1_000
_FAR_LARGER = 3
_OWN_NAME = 3
"""So much better known has a city to be that is called so in old books: Philadelphia is Amman's name too."""
_MOST = 8


class Several:
    """Finds the places of a row that names more than one."""

    def __init__(self, index: Index, lies: Containment, reader: Reader) -> None:
        self._index, self._lies, self._reader = index, lies, reader

    def among(self, text: str, pieces: Sequence[Span], constraints: Constraints) -> tuple[int, ...]:
        """The numbers of the places that a text names side by side; empty if it names one, or none."""
        joined = (
            _may_join(text)
            and _JOINED.search(text[:400]) is not None
            and not (len(pieces) == 1 and _is_name_of_all(pieces[0]))
        )
        if not joined and len(pieces) < 2:
            return ()
        spans = self._parts(text[:400], pieces) if joined else pieces
        named = [span for span in spans if _may_be_town(span)]
        if not joined:  # Houston Hall is in Philadelphia; "Leeds Town Hall, Bradford City Park" is two places
            named = [span for span in named if span.whole] or [span for span in named if not span.rest]
        if len(named) < 2:
            return ()
        around = [span for span in spans if span.is_country]
        found: list[tuple[Span, int]] = []
        for span in named:
            number = self._meant(span, constraints, around, _TOWN if joined else _WELL_KNOWN)
            if number is not None and not any(
                self._is_one(span, number, *other, joined=joined) for other in found
            ):
                found.append((span, number))
        return tuple(number for _, number in found[:_MOST]) if len(found) > 1 else ()

    def _parts(self, text: str, pieces: Sequence[Span]) -> list[Span]:
        """The names between commas, slashes and words for "and", each by itself."""
        parts: list[Span] = []
        for segment in segments(text):
            own = [p for p in pieces if segment in (p.text, p.written) and _is_name_of_all(p)]
            if own:
                parts.extend(piece for piece in own if piece.whole)
                continue
            is_either = not _EITHER.isdisjoint(segment.casefold().split())
            for part in _JOINED.split(_FROM.sub("", segment)):
                read = self._reader.read(part)
                if len(read) == 1 and read[0].whole:
                    parts.append(read[0])
                elif read and self._is_town_of_venue(part, read[0], is_either=is_either):
                    parts.append(read[0]._replace(is_called=False))
        return parts

    def _is_town_of_venue(self, part: str, span: Span, *, is_either: bool) -> bool:
        """Whether the town of a venue is named with it: "Manchester Town Hall", behind an "or" "Lima Plaza Mayor"."""
        if not part.startswith(span.text):  # "Rathaus Hamburg"
            is_city = any(self._index.population[number] >= _WELL_KNOWN for number, _ in span.cities[:1])
            return is_city and not (span.rest or span.is_called)
        after = fold(part[len(span.text) :]).split(" ")
        is_compound = is_street(after[0]) and after[0] not in street_words()  # "Berlin Alexanderplatz"
        return not span.is_called or is_compound or (is_either and len(after) > 1)

    def _meant(self, span: Span, constraints: Constraints, around: Sequence[Span], enough: int) -> int | None:
        """The best known place of a name in what the row names around it, if it is a town."""
        areas = [*constraints, *(span.area_set for span in around)]
        numbers = [
            number
            for number, kind in span.cities[:40]
            if kind <= Kind.ALIAS and all(self._lies.fits(number, named) for named in areas)
        ]
        kinds = dict(span.cities[:40])
        best = max(
            numbers,
            key=lambda n: self._index.weight[n] * (_OWN_NAME if kinds[n] == Kind.MAIN else 1),
            default=None,
        )
        return best if best is not None and self._index.population[best] >= enough else None

    def _is_one(self, one: Span, number: int, other: Span, beside: int, *, joined: bool) -> bool:
        """Whether two names are of one place, or one says in which area or beside which city the other lies."""
        if number == beside or one.key == other.key or any(n == beside for n, _ in one.cities[:40]) or any(
            n == number for n, _ in other.cities[:40]
        ):  # fmt: skip
            return True
        if self._lies_in(one, number, other) or self._lies_in(other, beside, one):
            return True
        return not joined and (self._is_part(number, other, beside) or self._is_part(beside, one, number))

    def _is_part(self, number: int, around: Span, city: int) -> bool:
        """Whether a place may be a part of a city that reaches it and is far larger: Kadıköy, not Leeds of Bradford."""
        people = self._index.population
        return people[city] >= _FAR_LARGER * people[number] and reaches(self._index, number, around)

    def _lies_in(self, inner: Span, best: int, outer: Span) -> bool:
        """Whether a name means a place in an area that another names: itself, or a town if it is no famous city."""
        if not outer.areas:
            return False
        if self._lies.fits(best, outer.area_set):
            return True
        return any(
            kind <= Kind.ALIAS and self._index.population[n] >= _HAMLET and self._lies.fits(n, outer.area_set)
            for n, kind in inner.cities[:40]
        )


def _may_join(text: str) -> bool:
    """Whether a sign or a word for "and" is in a text at all: found many times faster than where it joins names."""
    return _SIGNS.search(text) is not None or not _AND_WORDS.isdisjoint(text.casefold().split())


def _is_name_of_all(span: Span) -> bool:
    """Whether a span is one name with its word for "and" in it, such as Bosnia & Herzegovina, and not "Van & Muş"."""
    words = span.key.split(" ")
    return (
        (span.whole or _JOINED.search(span.text) is not None)
        and span.known
        and not any(set(fold(part).split(" ")).isdisjoint(words) for part in _JOINED.split(span.text) if part)
    )


def _may_be_town(span: Span) -> bool:
    """Whether a span is the name of a place rather than of a country."""
    elsewhere = span.noise or span.is_called or span.is_country or span.is_code
    return bool(span.cities) and not elsewhere
