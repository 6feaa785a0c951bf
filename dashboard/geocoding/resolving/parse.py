"""Take apart what an organiser wrote: segments between commas, and in each the names that the index knows."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.index.reading import Index, Meanings
from dashboard.geocoding.resolving.abbreviations import FIRST_WORDS
from dashboard.geocoding.resolving.declension import nominatives
from dashboard.geocoding.resolving.kind_of_place import of_kind
from dashboard.geocoding.resolving.nonsense import is_nonsense
from dashboard.geocoding.resolving.segments import MOST_READ, apart
from dashboard.geocoding.resolving.span import Span, is_numbered, marked
from dashboard.geocoding.resolving.venues import (
    is_called,
    is_compound,
    is_short_for_street,
    is_street,
    named_at,
    street_words,
)
from dashboard.geocoding.text.fold import fold, in_latin, remembered_fold, spaceless
from dashboard.geocoding.text.words import is_noise, without_admin_words, without_suffix, words

_COUNTRY, _REGION, _COUNTY, _CONTINENT = Level.COUNTRY, Level.REGION, Level.COUNTY, Level.CONTINENT
_ALIAS, _WEAK = Kind.ALIAS, Kind.WEAK
_WORDS = re.compile(r"[^\s\-–—.]+\.?")
_POSTAL = re.compile(r"^(?:\d{3} )?(?!(?:19|20)\d\d )\d{4,6} (?=\D+$)")
"""A postcode before its town; a number behind one, or a year, may say that "March 2025" is a month."""
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
"""Nothing but words and spaces, as most names are."""
_AFTER_SUFFIX = re.compile(r"(?<=[県縣府都道省州市區区郡町村])")
_MAX_WORDS, _LONGEST_NAME = 16, 5
_TOWN, _CITY, _GREAT_CITY = 15_000, 100_000, 500_000
_VILLAGE, _AS_LARGE_AS_CONTINENTS = 5_000, 300_000
_FREE = 0.05
_FIRST_HAN = "\u3400"
"""From here on letters are syllables or words: two of them are a name, as 東京 is."""
_ADMIN = ("city", "region", "part", "island")
_PLAIN = (*_ADMIN, "near", "of")
_TOWNSHIP = frozenset({"township", "twp", "borough"})


class Reader:
    """Finds the names in a text, with a memory for the segments seen before."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._remembered = lru_cache(maxsize=100_000)(self._read_segment)

    def read(self, text: str) -> list[Span]:
        """The pieces of a text, in order; two segments that are one name, such as "Halle (Saale)", are one piece."""
        text = text[:MOST_READ]
        if text.isalpha() or _PLAIN_NAME.fullmatch(text):
            return [*self._remembered(text)]
        text, found, floors = apart(text)
        if is_nonsense(text):
            return [Span(text, "", noise=True)]
        pieces: list[Span] = []
        at = 0
        while at < len(found):
            if at + 1 < len(found) and (both := self._both(found[at], found[at + 1])):
                pieces.append(both)
                at += 2
            elif pieces and (named := of_kind(self._index, pieces[-1], remembered_fold(found[at]))):
                pieces[-1] = named
                at += 1
            else:
                pieces.extend(self._remembered(found[at]))
                at += 1
        if len(pieces) > 1 and text.rstrip()[-1:] in (")", "）"):
            pieces[-1] = pieces[-1]._replace(is_in_brackets=True)
        for at, piece in enumerate(pieces):
            if (
                piece.segment
                and is_numbered(piece, pieces)
                and not self._is_main_name(piece.cities, 3 * _TOWN)
            ):
                pieces[at] = piece._replace(is_called=True, whole=False)
        pieces.extend(Span(floor, remembered_fold(floor), is_called=True) for floor in floors)
        return self._with_named_territories(pieces)

    def _with_named_territories(self, pieces: list[Span]) -> list[Span]:
        """The pieces, the country of a territory that is named meaning that too: "Hong Kong, China"."""
        for at, piece in enumerate(pieces):
            if piece.is_country and (more := self._index.with_territories(piece.area_set)) != piece.area_set:
                named = frozenset(area for other in pieces for area in other.area_set)
                pieces[at] = piece._replace(area_set=piece.area_set | (more & named))
        return pieces

    def _both(self, first: str, second: str) -> Span | None:
        """Two segments as one name that is known by itself, if the second is not an area."""
        folded, before = remembered_fold(second), remembered_fold(first).lstrip("0123456789 ")
        key = f"{before} {folded}"
        find = self._index.names.find
        cities, areas = find(key)
        if not (cities or areas):
            return None
        if any(kind <= Kind.ALIAS for _, kind in areas) and not self._is_well_known(before):
            return self._look_up(f"{first} {second}", key)
        if not cities or (find(folded)[1] and cities[0][1] != Kind.MAIN):
            return None
        piece = self._look_up(f"{first} {second}", key)
        return piece if any(kind <= Kind.ALIAS for _, kind in piece.cities) else None

    def _is_well_known(self, key: str) -> bool:
        """Whether a key is the main name of a place, or names an area."""
        cities, areas = self._index.names.find(key)
        return bool(areas) or any(kind == Kind.MAIN for _, kind in cities)

    def _read_segment(self, segment: str) -> tuple[Span, ...]:
        """The pieces of one segment: one that is the whole of it where possible."""
        key = fold(segment)
        if not key:
            return ()
        piece = self._look_up(segment, key)
        if piece.continent:
            return (piece,)
        noise = is_noise(key) and not (piece.is_code or self._is_region(piece))
        if (noise and not self._is_town(piece)) or (key in words("city", "region") and not piece.cities):
            return (piece._replace(noise=True),)
        if piece.known:
            if " " in key:
                piece = self._side_of_city(piece) or self._with_namesakes(_without_old_squares(piece))
            if piece.known:
                return (piece,)
        return (
            self._without_admin(segment, key)
            or self._without_digits(segment, key)
            or self._unspaced(segment, _POSTAL.sub("", key))
            or self._pieces(segment, key)
            or (Span(segment, without_admin_words(key) or key),)
        )

    def _is_region(self, piece: Span) -> bool:
        """Whether common words together are the name of a region or country, such as West Bank, or N.Y."""
        county = Level.COUNTY
        return " " in piece.key and any(
            kind <= Kind.ALIAS and self._index.areas[number].level < county for number, kind in piece.areas
        )

    def _is_town(self, piece: Span) -> bool:
        """Whether a name of common words, such as College Park or Largo, is that of a town worth the name."""
        enough = _TOWN if " " in piece.key else 3 * _TOWN
        if any(
            self._index.feature[n] == Feature.CAPITAL and kind == Kind.MAIN for n, kind in piece.cities[:1]
        ):
            return True  # of a country: Road Town
        return words("nowhere").isdisjoint(piece.key.split(" ")) and self._is_main_name(piece.cities, enough)

    def _is_main_name(self, cities: Meanings, enough: int) -> bool:
        """Whether the largest of some places has so many people, and the name as its main one."""
        return any(kind == Kind.MAIN and self._index.population[n] >= enough for n, kind in cities[:1])

    def _look_up(self, text: str, key: str, *, whole: bool = True) -> Span:
        cities, areas = self._index.names.find(key)
        if not cities and not areas and whole:
            joined = key if key.split(" ", 1)[0] in words("of") else spaceless(key)  # "a Roma" is not Aroma
            for other in (joined, without_suffix(key)):
                if other != key and len(other) > 1:
                    cities, areas = self._index.names.find(other)
                    if cities or areas:
                        break
        if not cities and not areas and whole and not key.isascii():
            areas = self._index.names.find(in_latin(key))[1]  # a region as its country writes it
        short = len(key) <= 3 or len(text) <= 3
        is_code = short and _is_code(text)
        if short and not is_code:  # a code is written in capitals
            cities = tuple(post for post in cities if post[1] != Kind.WEAK)
            areas = tuple(post for post in areas if post[1] != Kind.WEAK)
        if not areas:
            return Span(text, key, cities, whole=whole)
        return self._with_areas(text, key, cities, areas, whole, is_code)

    def _with_areas(
        self, text: str, key: str, cities: Meanings, areas: Meanings, whole: bool, is_code: bool
    ) -> Span:
        """The piece of a name that means areas: which of them it may mean here, and how plainly it does."""
        levels = self._index.levels
        kept: list[tuple[int, int]] = []
        counties: list[tuple[int, int]] = []
        is_continent = is_country = is_region = is_strong = is_asia = False
        for number, kind in areas:
            level = levels[number]
            if level is _CONTINENT:
                is_continent, is_asia = True, is_asia or kind == Kind.MAIN
            elif level is not _COUNTY or whole or kind != Kind.SPELLING:
                kept.append((number, kind))
                is_strong = is_strong or kind != _WEAK
                if level is _COUNTY:
                    counties.append((number, kind))
                elif kind <= _ALIAS:
                    is_country = is_country or level is _COUNTRY
                    is_region = is_region or level is _REGION
        if is_continent and not self._is_main_name(cities, _AS_LARGE_AS_CONTINENTS if is_asia else _TOWN) and not any(
            levels[number] is Level.COUNTRY for number, _ in kept
        ):  # fmt: skip
            return Span(text, key, cities, whole=whole, noise=True, continent=True)
        loose = frozenset([number for number, kind in counties if is_region or kind == Kind.SPELLING])
        return Span(
            text, key, cities, tuple(kept), self._index.with_disputed(frozenset([n for n, _ in kept])), whole,
            is_code=is_code and bool(kept), is_country=is_country, loose_areas=loose, strong_area=is_strong,
        )  # fmt: skip

    def _without_admin(self, segment: str, key: str) -> tuple[Span, ...]:
        """A segment that is a name with words of administration or nearness around it."""
        parts = key.split(" ")
        if len(parts) < 2 or is_short_for_street(segment.split(None, 1)[0]):
            return ()
        for full in FIRST_WORDS.get(parts[0], ()):
            piece = self._look_up(segment, " ".join((full, *parts[1:])))
            if piece.known:
                return (piece._replace(regional=full == "county"),)
        is_called = parts[-1] in street_words()  # Leeds Close is not close to Leeds
        for kinds in (_ADMIN,) if is_called else (_ADMIN, (*_ADMIN, "near")):
            rest = [part for part in parts if part not in words(*kinds)]
            if len(rest) == len(parts):
                continue
            while rest:  # "Departamento de La Unión" is La Unión before it is Unión
                piece = self._look_up(segment, " ".join(rest))
                if piece.known:
                    return (marked(piece, set(parts) - set(rest)),)
                if rest.pop(0) not in words("of"):
                    break
        return ()

    def _side_of_city(self, piece: Span) -> Span | None:
        """What "South London" means: a part of the great city, where only a hamlet elsewhere bears the whole name."""
        first, _, rest = piece.key.partition(" ")
        if not rest or piece.areas or first not in words("direction", "near"):
            return None
        if piece.cities and self._index.population[piece.cities[0][0]] >= _VILLAGE:
            return None
        city = self._index.names.find(rest)[0]
        if not self._is_main_name(city, _GREAT_CITY):
            return None
        return piece._replace(cities=((city[0][0], int(Kind.ALIAS)), *piece.cities))

    def _with_namesakes(self, piece: Span) -> Span:
        """A little known "Chaoyang District" may be any Chaoyang as well; an American township is just that."""
        parts = piece.key.split(" ")
        if (
            len(parts) < 2
            or piece.areas
            or words("part").isdisjoint(parts)
            or not _TOWNSHIP.isdisjoint(parts)
        ):
            return piece
        if any(self._index.population[number] for number, _ in piece.cities):
            return piece
        others, _ = self._index.names.find(" ".join(part for part in parts if part not in words("part")))
        known = {number for number, _ in piece.cities}
        more = [(number, kind) for number, kind in others if number not in known]
        return piece._replace(cities=(*piece.cities, *more), part=bool(more)) if more else piece

    def _without_digits(self, segment: str, key: str) -> tuple[Span, ...]:
        """A name that was numbered by hand, such as "Tokyo2", or with what may be its postcode: "8001 Zürich"."""
        if (bare := _POSTAL.sub("", key)) != key and (piece := self._look_up(segment, bare)).cities:
            own, *namesakes = (self._index.population[number] for number, _ in piece.cities)
            # The number, which nobody reads, would have told towns of one name apart: "1500 Halle" is in Belgium.
            is_clear = own >= _CITY and all(people < _TOWN for people in namesakes)
            return (piece if is_clear else piece._replace(segment=key, written=segment),)
        short = segment.rstrip("0123456789")
        key = remembered_fold(short)
        if len(short) == len(segment) or len(key) < 4 or not short[-1].isalpha():
            return ()
        piece = self._look_up(segment, key)
        return (piece,) if piece.known else ()

    def _unspaced(self, segment: str, key: str) -> tuple[Span, ...]:
        """A Chinese or Japanese address, which runs from the province to the street without a space."""
        if key.isascii():
            return ()
        parts = [part for part in _AFTER_SUFFIX.split(key.replace(" ", "")) if part]
        if len(parts) < 2:
            return ()
        pieces = [self._look_up(part, part) for part in parts]
        if parts[-1] in street_words() or is_street(f"-{parts[-1]}"):
            pieces[-2] = pieces[-2]._replace(is_called=True)
        return tuple(pieces) if pieces[0].known else ()

    def _is_plain_word(self, piece: Span, capitals: bool) -> bool:
        """Whether a stretch of a longer text is words of the language before it is a name.

        Names begin with a capital in scripts that have them; in small letters only that of a great city counts, if
        the writer uses ``capitals`` at all.
        """
        if len(piece.key) == 1:
            return True
        if piece.is_code:
            return False
        if (
            len(piece.key) < (2 if piece.key > _FIRST_HAN else 3)
            or piece.key in words(*_PLAIN, "filler")
            or is_noise(piece.key)
        ):
            return True
        if not (capitals and piece.text[0].islower()) or (piece.is_country and len(piece.key) > 3):
            return False
        return not self._is_main_name(piece.cities, _GREAT_CITY)

    def _pieces(self, segment: str, key: str) -> tuple[Span, ...]:
        """The names inside a segment of several words; without capitals, if with an area they explain all of it."""
        if " " not in key:
            return ()
        if segment.islower():
            pieces = self._names_inside(segment, capitals=False)
            if any(piece.strong_area for piece in pieces) and all(piece.whole for piece in pieces):
                return pieces
        return self._names_inside(segment, capitals=True)

    def _undeclined(self, key: str) -> str:
        """The best known name that a Russian word may be a case of; empty if there is none."""
        found = [name for name in nominatives(key) if name in self._index.names]
        return max(found, key=self._weight, default="")

    def _weight(self, key: str) -> float:
        """How often people mean something by a name."""
        cities, areas = self._index.names.find(key)
        weights = [self._index.weight[number] for number, kind in cities if kind <= Kind.ALIAS]
        return max([*weights, *(self._index.areas[number].weight for number, _ in areas)], default=0.0)

    def _names_inside(self, segment: str, *, capitals: bool) -> tuple[Span, ...]:
        """The names inside a segment, so chosen that as few words as possible remain unexplained."""
        raw = _WORDS.findall(segment)[:_MAX_WORDS]
        keys = [fold(word) for word in raw]
        idle = [is_idle(key) for key in keys]
        best: list[tuple[float, bool, bool, tuple[Span, ...]]] = [(0.0, True, True, ())]
        for end in range(1, len(raw) + 1):
            cost, covered, explained, pieces = best[end - 1]
            word = _cost_of_word(keys[end - 1])
            covered = covered and word == _FREE and keys[end - 1] not in words("of")
            options = [(cost + word, covered, explained and idle[end - 1], pieces)]
            for start in range(max(0, end - _LONGEST_NAME), end):
                key = " ".join([k for k in keys[start:end] if k])
                if key not in self._index.names:
                    key = self._undeclined(key) if start and keys[start - 1] in words("locative") else ""
                if not key:
                    continue
                piece = self._look_up(" ".join(raw[start:end]), key, whole=False)
                if piece.known and not self._is_plain_word(piece, capitals):
                    before, covered, explained, pieces = best[start]
                    step = 0.3 if piece.areas else 0.32
                    options.append((before + step, covered, explained, (*pieces, piece)))
            best.append(min(options, key=lambda option: option[0]))
        _, covered, explained, pieces = best[-1]
        covered = covered and (len(pieces) == 1 or any(piece.areas for piece in pieces))
        key = without_admin_words(" ".join(k for k in keys if k))
        if any(k in words("embassy") for k in keys):  # whose embassy it is does not say where it is
            pieces = tuple(p for p in pieces if not p.is_country)
        rest = not (covered or (explained and len(pieces) == 1))
        named = named_at(keys, raw)
        found = []
        for p in pieces:
            called = bool(named) and is_called(p.key, keys, named)
            found.append(
                p._replace(
                    whole=covered and not called, rest=rest, segment=key, written=segment, is_called=called
                )
            )
        return tuple(found)


def _without_old_squares(piece: Span) -> Span:
    """A square or street is not the town that was once called so: Washington Square is not Franklin Square."""
    parts = piece.key.split(" ")
    if words("named").isdisjoint((parts[0], parts[-1])):
        return piece
    return piece._replace(
        cities=tuple(post for post in piece.cities if post[1] != _ALIAS and post[1] != _WEAK)
    )


def _is_code(text: str) -> bool:
    return text.replace(".", "").isupper()


def is_idle(key: str) -> bool:
    """Whether a word beside a name says nothing of where it is: "action in", "vigil", a number."""
    said = not key or key.isdigit() or key in words("filler", "venue", "near", "city", "region", "of")
    return said or is_compound(key)


def _cost_of_word(key: str) -> float:
    if not key or key in words(*_PLAIN, "nowhere") or any(map(str.isdigit, key)):
        return _FREE
    return 0.5 if key in words("venue") else 1.0
