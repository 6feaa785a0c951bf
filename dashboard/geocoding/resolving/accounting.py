"""Every piece of a row is accounted for: it names the place, is known to be something else, or is unexplained.

The rule: a piece that may be a name and is unexplained, a column that contradicts, or another meaning that explains
more of the row or is far better known makes a question. A default never stands in for what a row says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.geocoding.answer import Accounted, Use
from dashboard.geocoding.index.containment import Constraints, Containment
from dashboard.geocoding.index.layout import Kind, Level
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.resolving.context import Context
from dashboard.geocoding.resolving.namesakes import Namesakes, reaches
from dashboard.geocoding.resolving.parse import is_idle
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.resolving.segments import AND
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.resolving.venues import is_of_group, is_part_of_city, is_venue
from dashboard.geocoding.text.fold import fold, remembered_fold
from dashboard.geocoding.text.words import words

_USED, _UNEXPLAINED = Use.USED, Use.UNEXPLAINED
_WELL_KNOWN, _TOWN, _SMALL, _GREAT = 100_000, 1_000, 15_000, 500_000
_WIDE_KM = 90.0
"""From which radius on a region is much more than the city of its name."""
_JOINTS = frozenset({"under", "upon", "on", "by", "over", "le", "super", "sub", "with", "next", "sur", "sous", "les",
                     "am", "an", "ob", "unter", "nad", "pod", "na", "над", "под", "на"})  # fmt: skip
"""What stands between the two parts of a longer name, its known one first: Bradford under Hill."""

_JOINED = re.compile(rf"\s+(?:{'|'.join(AND)})\s+|\s*[&+]\s*", re.IGNORECASE)


class Account(NamedTuple):
    """What each piece is; the piece that makes a question, if one does, and the places that it names."""

    pieces: tuple[Accounted, ...]
    open: Span | None = None
    rivals: tuple[int, ...] = ()
    area: int | None = None
    """The area in which an unknown name is asked about."""
    words: str = ""
    """The words of the piece that nobody can explain."""


class Accounting:
    """Accounts for the pieces of a row, given what it is taken for."""

    def __init__(self, index: Index, lies: Containment, namesakes: Namesakes) -> None:
        self._index, self._lies, self._namesakes = index, lies, namesakes

    def of(
        self, ranked: Sequence[Candidate], pieces: Sequence[Span], context: Context, *, is_column: bool
    ) -> Account:
        """What each piece is to the best meaning of a row, and which of them makes it a question."""
        best = ranked[0]
        if len(pieces) == 1 and not best.piece.rest:
            area = None if context.constraints else self._namesakes.better_known_area(best)
            return Account(
                (Accounted(best.piece.text, _USED),), None if area is None else best.piece, area=area
            )
        told: list[Accounted] = []
        asked: Account | None = None
        named = [*context.constraints, *(p.area_set for p in pieces if p.is_country and p is not best.piece)]
        for number, piece in enumerate(pieces):
            use = _USED if piece is best.piece else self._use(piece, best)
            told.append(Accounted(piece.text, use))
            if use is _UNEXPLAINED and asked is None:
                is_after = _is_after(number, best, pieces)
                asked = self._asked(piece, ranked, pieces, named, is_after=is_after)
        if best.piece.rest and asked is None:
            unread = self._unread_words(best, pieces)
            told.extend(Accounted(word, Use.UNEXPLAINED) for word in unread)
            if unread and (
                _joins_another(best.piece, unread)
                or self._makes_a_longer_name(best, unread, is_column=is_column)
            ):
                asked = Account((), best.piece, words=" ".join(unread))
            elif _goes_on(best.piece) and (best.is_area or self._index.population[best.number] < _GREAT):
                asked = Account((), best.piece, words=best.piece.written)
        if asked is None and not best.is_area:
            asked = self._asked_of_namesakes(best, pieces, context, named)
        return asked._replace(pieces=tuple(told)) if asked else Account(tuple(told))

    def _asked_of_namesakes(
        self, best: Candidate, pieces: Sequence[Span], context: Context, named: Constraints
    ) -> Account | None:
        """The question whether another of the best place's name is meant, though all of the row is explained."""
        if (area := self._namesakes.namesake_area(best, pieces, named)) is not None:
            return Account((), best.piece, area=area)
        rival = self._namesakes.metropolis_around(best, pieces)
        if rival is None and not context.constraints:
            rival = self._namesakes.beside_hamlet(best, pieces)
        return None if rival is None else Account((), best.piece, rivals=(rival,))

    def _use(self, piece: Span, best: Candidate) -> Use:
        """What a piece beside the best one is."""
        if piece.is_called:
            return Use.OTHER
        if not _may_be_name(piece) or (self._is_hamlet(piece) and is_venue(piece.text)):
            hamlet = not (best.is_area or self._index.population[best.number])
            return Use.UNEXPLAINED if hamlet and _may_be_district(piece) else Use.OTHER
        if best.piece.text in (piece.text, piece.written):
            return Use.USED
        if piece.known and self._is_around_or_beside(piece, best):
            return Use.USED
        if piece.segment and piece.segment == best.piece.segment and not piece.whole:
            return Use.OTHER
        return Use.UNEXPLAINED if piece.whole or piece.rest else Use.OTHER

    def _is_hamlet(self, piece: Span) -> bool:
        """Whether all places of a name are so small that nobody says how many live there: Beijinglu, 北京路."""
        return not piece.areas and not any(self._index.population[number] for number, _ in piece.cities[:1])

    def _is_around_or_beside(self, piece: Span, best: Candidate) -> bool:
        """Whether a piece names the best place itself, an area around or in it, or a place in reach of it."""
        lies, number = self._lies, best.number
        if best.is_area:
            return any(lies.area_fits(number, frozenset((area,))) for area in piece.area_set) or any(
                lies.fits(city, frozenset((number,))) for city, _ in piece.cities[:40]
            )
        if (piece.areas and lies.fits(number, piece.area_set)) or lies.begins_region_of(number, piece.key):
            return True
        return reaches(self._index, number, piece)

    def _asked(
        self,
        piece: Span,
        ranked: Sequence[Candidate],
        pieces: Sequence[Span],
        named: Constraints,
        *,
        is_after: bool,
    ) -> Account | None:
        """The question that an unexplained piece makes; none if it can only be a place in the best one."""
        best, in_region = ranked[0], _in_region(ranked[0], pieces)
        people = None if best.is_area else self._index.population[best.number]
        is_beside = piece.whole and piece.segment and piece.segment == best.piece.segment
        is_city = any(
            kind == Kind.MAIN and self._index.population[n] >= _WELL_KNOWN for n, kind in piece.cities[:1]
        )  # Buenos Aires Chico is neither
        if is_beside and not in_region and (people is None or people < _GREAT or is_city):
            return Account((), piece, words=piece.written)
        if piece.known:
            rival = self.best_known(piece, named)
            beside = is_after and piece.segment != best.piece.segment
            enough = _TOWN if beside or (is_after and not piece.segment) else _WELL_KNOWN
            if piece.whole and rival is not None and self._index.population[rival] >= enough:
                return Account((), piece, rivals=(rival,))
        if is_after:
            is_short = piece.key.isascii() and len(piece.key) < 4
            is_small = people is not None and people < _WELL_KNOWN
            return Account((), piece) if is_small and not (is_short or in_region) else None
        if people is None:
            return None
        if people < _SMALL and not in_region:
            return Account((), piece)
        area = None if best.supported and people >= _GREAT else self._wider_area(best)
        is_part = (
            best.piece.is_in_brackets or (piece.known and not piece.whole) or is_part_of_city(piece.text)
        )
        if area is None and (in_region or is_part):
            return None
        rival = self.best_known(piece)
        return Account((), piece, area=area, rivals=() if rival is None or area is not None else (rival,))

    def _wider_area(self, best: Candidate) -> int | None:
        """The area of the best city's name in which an unknown name before it may lie, much wider than the city."""
        index = self._index
        for number, kind in best.piece.areas:
            area = index.areas[number]
            if kind > Kind.ALIAS or not area.is_placed or number in best.piece.loose_areas:
                continue
            inside = self._lies.fits(best.number, frozenset((number,)))
            if not inside or (area.level is Level.REGION and area.radius_km > _WIDE_KM
                              and index.population[best.number] * 2 < area.population):  # fmt: skip
                return number
        return None

    def best_known(self, piece: Span, areas: Constraints = ()) -> int | None:
        """The best known place of a name in some areas."""
        named = [
            number
            for number, kind in piece.cities[:40]
            if kind <= Kind.ALIAS and self._lies.fits_all(number, areas)
        ]
        return max(named, key=lambda n: self._index.weight[n], default=None)

    def _unread_words(self, best: Candidate, pieces: Sequence[Span]) -> list[str]:
        """The words of the segment around a name that neither another piece nor a list of words explains."""
        piece = best.piece
        written = piece.written or piece.text
        said = set(fold(piece.text).split(" ")) | set(piece.key.split(" "))
        for other in pieces:
            if (
                other.segment == piece.segment
                and other is not piece
                and self._is_around_or_beside(other, best)
            ):
                said.update(other.key.split(" "))
        if (
            best.kind <= Kind.ALIAS
            and not best.is_area
            and self._index.population[best.number] >= _WELL_KNOWN
        ):
            said |= _after_in(fold(written).split(" "))
        said.update(fold(word) for word in piece.written.split() if len(word) > 3 and word.isupper())
        said |= words("part", "direction", "nowhere", "island", "city", "venue", "named")
        if not best.is_area and (region := self._index.region[best.number]) >= 0:
            said.update(remembered_fold(self._index.areas[region].name).split(" "))  # Lugo di Romagna

        def is_unread(word: str) -> bool:
            return not (word in said or is_idle(word) or is_venue(word) or any(map(str.isdigit, word)))

        return [word.strip(",;.()") for word in written.split() if any(map(is_unread, fold(word).split(" ")))]

    def _makes_a_longer_name(self, best: Candidate, unread: Sequence[str], *, is_column: bool) -> bool:
        """Whether unread words make another, longer name of the known one, rather than say what is there."""
        written = fold(best.piece.written or best.piece.text).split(" ")
        kinds = ("venue",) if is_column else ("venue", "named")
        if not words(*kinds).isdisjoint(written) or (best.is_area and not is_column):
            return False
        population = 0 if best.is_area else self._index.population[best.number]
        return len(written) <= (5 if is_column else 4) and (
            is_column or (len(unread) == 1 and population < _GREAT)
        )


def _is_after(number: int, best: Candidate, pieces: Sequence[Span]) -> bool:
    """Whether a piece stands after the best one and before the country, as what lies around the best does."""
    at = next((at for at, piece in enumerate(pieces) if piece is best.piece), 0)
    widest = next((n for n, piece in enumerate(pieces) if piece.is_country and n != at), len(pieces))
    return at < number < widest


def _joins_another(piece: Span, unread: Sequence[str]) -> bool:
    """Whether a name goes on with "and" and one that nobody knows: "Berlin & Thistledown", not "Berlin and friends"."""
    before, _, after = _JOINED.sub("\n", piece.written, count=1).partition("\n")
    is_name = bool(after) and not (after[0].islower() or after[0].isdigit())
    return is_name and fold(before) == piece.key and set(after.split()) <= set(unread)


def _goes_on(piece: Span) -> bool:
    """Whether a name goes on after a word such as "under" with one more that may be a name: "Bradford under Hill"."""
    *before, joint, last = ["", "", *fold(piece.written).split(" ")]
    own = piece.key.split(" ")
    if joint not in _JOINTS or before[-len(own) :] != own:
        return False
    return last.isalpha() and not is_idle(last) and last not in words("nowhere", "venue")


def _after_in(written: Sequence[str]) -> set[str]:
    """The words after "in", which say in which land a well-known city lies: "Grünberg in Schlesien"."""
    return set(written[written.index("in") + 1 :]) if "in" in written else set()


def _in_region(best: Candidate, pieces: Sequence[Span]) -> bool:
    """Whether another piece names a region: also the same name once more, as in "Mérida, Mérida"."""
    own = sum(piece is best.piece for piece in pieces)
    return (own > 1 and bool(best.piece.areas)) or any(
        piece is not best.piece and piece.areas and not piece.is_country for piece in pieces
    )


def _may_be_district(piece: Span) -> bool:
    """Whether a word of a venue only begins an unknown name, as in Tower Hamlets: an English one would end in it."""
    *first, last = piece.key.split(" ")
    unknown = piece.whole and not piece.known and piece.key.replace(" ", "").isalpha()
    return unknown and bool(first) and last not in words("venue", "named")


def _may_be_name(piece: Span) -> bool:
    """Whether a piece may be the name of a place: words without digits, none of which says that it is a venue."""
    parts = fold(piece.written or piece.text).split(" ") if piece.rest else piece.key.split(" ")
    if not all(part.isalpha() or not part.isascii() for part in parts):
        return False
    is_other = not piece.known and (is_venue(piece.text) or is_of_group(piece.text))
    return not is_other and words("venue", "named", "nowhere").isdisjoint(parts)
