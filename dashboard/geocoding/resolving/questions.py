"""When to ask instead of placing: a wrong pin is worse than a question."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Feature, Kind, Level
from dashboard.geocoding.resolving import explain
from dashboard.geocoding.resolving.context import Context, areas_beside
from dashboard.geocoding.resolving.explain import place_reason
from dashboard.geocoding.resolving.scoring import Candidate, Scorer
from dashboard.geocoding.resolving.span import Span
from dashboard.geocoding.text.fold import fold, in_latin, remembered_fold
from dashboard.geocoding.text.scripts import script_of, scripts_of
from dashboard.geocoding.text.words import without_admin_words, words
from dashboard.model import Place
from dashboard.reasons import Reason

_MAIN, _WEAK = Kind.MAIN, Kind.WEAK
_KNOWN_BY_ALIAS = 30_000
"""How large a place must be to be meant by a name that it has besides its own."""
_VILLAGE, _TOWN, _METROPOLIS = 5_000, 40_000, 3_000_000
_TELLING, _KNOWN_VILLAGE = 8, 1_000
"""A long name that only one place has is enough even where few people live; one of two words, of any size."""
_LONG_NAME, _LONG_FOR_ERRORS = 7, 9
"""From how many letters on a name with one error, or with two, is hardly that of another place."""
_FEW_LETTERS = 4
_UNLIKE = 70
_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
_CITY_IN_TEXT, _CITY_BESIDE_IDLE_WORDS = 500_000, 50_000
"""How large a city must be to be meant by some words of a text, and beside words that say nothing of a place."""
_LITTLE, _WELL_KNOWN, _GREAT = 3, 100_000, 1_000_000
_KNOWN_AS_TOWN = 50_000
"""Larger than this, Independence is a town before it is a cause; Independence Hall is none."""
_KNOWN_BY_DIRECTION = 50_000
"""West Goshen is not a part of Goshen, but North London is one of London."""
_MANY = 5
"""Of a name that so many places bear, its country has more than the one of unknown size that we know: St Johns."""
_WARDS = frozenset({
    "kita", "minami", "higashi", "nishi", "naka", "chuo", "midori", "asahi", "北", "南", "東", "东", "西", "中", "中央",
    "緑", "旭", "중", "동", "서", "남", "북", "중앙",
})  # fmt: skip
"""What wards of many cities are called."""
_WARD_ENDINGS = "区區구"
_WITH_WELL_KNOWN_CODES = frozenset({"AE", "AU", "CA", "GB", "US"})


class Questions:
    """Finds what speaks against placing a row at its best candidate."""

    def __init__(self, gazetteer: Gazetteer, lies: Containment, scorer: Scorer) -> None:
        self._gazetteer, self._index = gazetteer, gazetteer.index
        self._lies, self._scorer = lies, scorer

    def is_far_fetched(self, candidate: Candidate) -> bool:
        """Whether a candidate is not even worth a question: a letter, an airport's code, a village in a long text."""
        if candidate.supported:
            return False
        if len(candidate.piece.key) == 1:
            return True
        if candidate.is_area:
            area = self._index.areas[candidate.number]
            if candidate.kind == Kind.SPELLING and len(candidate.piece.key) <= 2:
                return True  # "Ba" of Ba Lan, as Poland is called in Vietnamese
            if (
                area.level is Level.COUNTY
                and candidate.kind == Kind.SPELLING
                and not candidate.piece.regional
            ):
                return True
            return candidate.kind == Kind.WEAK and area.country_code not in _WITH_WELL_KNOWN_CODES
        is_code = candidate.kind == _WEAK and len(candidate.piece.key) <= 3
        if not (is_code or _is_part(candidate.piece)):
            return False
        return bool(self._index.population[candidate.number] < (_METROPOLIS if is_code else _TOWN))

    def about(
        self, best: Candidate, pieces: Sequence[Span], context: Context, *, is_column: bool
    ) -> Reason | None:
        """The question to ask; ``None`` if the place can be taken."""
        if best.is_area:
            return self._about_area(best, [piece for piece in pieces if piece.key != best.piece.key])
        piece = best.piece
        place, text = self._gazetteer.place_of(best.number), piece.text
        if piece.is_called:
            return place_reason("only_part", place, text)
        plain = not (piece.errors or piece.part or piece.rest or piece.aside or piece.is_code or piece.noise)
        plain = plain and not _is_way(best, place)
        is_own = best.supported and plain and best.kind == _MAIN and not piece.urban
        is_unsized = not place.population and self._index.feature[best.number] == Feature.DISTRICT
        if is_own and not is_unsized:
            return None
        in_region = self._lies.in_region_of(best.number, areas_beside(piece, pieces, context))
        if is_unsized and not in_region and _namesakes(piece) >= _MANY:
            return explain.maybe(place, text)
        if is_own:
            return None
        if not in_region and self._may_be_another_ward(best):
            return explain.maybe(place, text)
        area = self._scorer.area_of_code(best)
        if area is not None and (unread := _unread(pieces)):
            return explain.unknown_in(self._gazetteer.area_place(area), [p.text for p in unread])
        if not in_region and (self._may_be_longer_name(best) or self._is_slip_of_name(best)):
            return place_reason("near_name", place, text)
        if best.supported and plain and best.kind != Kind.WEAK:
            return None
        return self._about_words_beside(best, pieces, place, in_region=in_region, is_column=is_column)

    def offered(self, best: Candidate, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
        """What is offered with a question: beside an area named alone what lies in it, not La Cañada by Canada."""
        if not best.is_area or best.kind == Kind.WEAK or best.piece.rest or not best.piece.whole:
            return ranked
        area = frozenset((best.number,))
        return [c for c in ranked if (self._lies.inside if c.is_area else self._lies.fits)(c.number, area)]

    def _about_words_beside(
        self, best: Candidate, pieces: Sequence[Span], place: Place, *, in_region: bool, is_column: bool
    ) -> Reason | None:
        """The question about a name with other words or letters than its own, or a weak one."""
        piece, text, population = best.piece, best.piece.text, self._index.population[best.number]
        if _is_way(best, place) and not in_region:
            return explain.maybe(place, text)
        if piece.rest and population < _VILLAGE and (best.kind != Kind.MAIN or not in_region):
            return place_reason("only_part", place, text)
        if piece.aside and population < (_KNOWN_BY_DIRECTION if best.supported else _CITY_IN_TEXT):
            return place_reason("part_of_city", place, text)
        if best.supported and not (piece.errors or piece.part or piece.noise or best.kind == Kind.WEAK):
            return None
        if piece.errors:
            own = best.kind == Kind.MAIN or self._index.feature[best.number] == Feature.CAPITAL
            sure = _is_surely_misspelt(best, population, in_region=in_region) and (
                own or not self._is_unlike(best)
            )
            return None if sure else place_reason("near_name", place, text)
        if piece.part and self._index.feature[best.number] != Feature.DISTRICT:
            sure = _is_surely_the_town(best, population, in_region=in_region) or any(
                p is not piece and p.whole and self._scorer.near(best.number, p) for p in pieces
            )  # the row says which city
            ask = "near_name" if _is_island(piece) else "part_of_city"
            return None if sure else place_reason(ask, place, text)
        if self._is_weak(best, population, in_region=in_region):
            return explain.maybe(place, text)
        return None if best.supported else self._about_name_alone(best, place, is_column=is_column)

    def _is_weak(self, best: Candidate, population: int, *, in_region: bool) -> bool:
        """Whether a name is a code or a former one, or mostly means something else than a place."""
        if best.kind != Kind.WEAK:
            return best.piece.noise and not in_region
        enough = 20_000 if best.supported else 100_000
        return population < enough or (not in_region and (best.piece.noise or self._is_unlike(best)))

    def _may_be_another_ward(self, best: Candidate) -> bool:
        """Whether a ward may be that of another city, which nobody lists: 北区, Kita-ku, 朝阳区, if not 渋谷区."""
        key = best.piece.key
        stem = key.rstrip(_WARD_ENDINGS) if not key.isascii() else without_admin_words(key)
        if best.kind == Kind.MAIN or stem in (key, ""):
            return False
        return stem in _WARDS or (not key.isascii() and not self._index.population[best.number])

    def _may_be_longer_name(self, best: Candidate) -> bool:
        """Whether a word that was taken for one of administration may be part of a name: "Church Village".

        So it is in "Bath Village": a city is no village.
        """
        last, population = fold(best.piece.text).rpartition(" ")[2], self._index.population[best.number]
        if not best.piece.urban or last not in words("longer"):
            return False
        return population < _VILLAGE or (last == "village" and population >= _TOWN)

    def _is_slip_of_name(self, best: Candidate) -> bool:
        """Whether an alias in a country of English names is a letter or two from the own one of a small town.

        "Tetford" is listed with Thetford, and is a village of its own.
        """
        code = self._index.areas[self._index.country[best.number]].code
        if best.kind != Kind.ALIAS or code not in _ENGLISH or not best.piece.key.isascii():
            return False
        key, name = best.piece.key, remembered_fold(self._index.name(best.number))
        near = key != name and 0 < OSA.distance(key, name, score_cutoff=2) <= 2
        return near and int(self._index.population[best.number]) < _TOWN

    def _is_unlike(self, best: Candidate) -> bool:
        """Whether a name resembles nothing of the place's own: a former or a foreign one, such as New Amsterdam."""
        key, name = best.piece.key, in_latin(remembered_fold(self._index.name(best.number)))
        shared = set(key.split(" ")) & set(name.split(" "))
        if shared and max(map(len, shared)) < _FEW_LETTERS:  # New Orange is not like New York for its "New"
            key, name = (" ".join(w for w in one.split(" ") if w not in shared) for one in (key, name))
        is_word = len(key) > _FEW_LETTERS - 1 and not best.piece.is_code and not key.isdigit()
        return is_word and fuzz.partial_ratio(in_latin(key), name) < _UNLIKE

    def _about_name_alone(self, best: Candidate, place: Place, *, is_column: bool) -> Reason | None:
        """Of a place that nothing else in the row speaks for, enough people must know the name."""
        text, idle = best.piece.text, not (best.piece.whole or best.piece.rest)
        if _is_part(best.piece) and place.population < (_CITY_BESIDE_IDLE_WORDS if idle else _CITY_IN_TEXT):
            return place_reason("only_part", place, text)
        if best.piece.key.isdigit():
            return place_reason("postcode_of", place, text)  # or one of another country
        if best.piece.key in words("value") and (_is_part(best.piece) or place.population < _KNOWN_AS_TOWN):
            return explain.maybe(place, text)
        enough = self._enough_alone(best, is_column=is_column)
        return explain.maybe(place, text) if place.population < enough else None

    def _enough_alone(self, best: Candidate, *, is_column: bool) -> int:
        """How many people must live in a place that is named and nothing else."""
        enough = 1 if is_column else _VILLAGE
        named = best.piece.key.split(" ")
        if len(named) > 1 and not words("named").isdisjoint((named[0], named[-1])):
            enough = _TOWN
        elif best.piece.key in words("landmark"):
            enough = _METROPOLIS
        elif _is_telling(best):
            enough = min(enough, 0 if " " in best.piece.key else _KNOWN_VILLAGE)
            if self._index.feature[best.number] == Feature.DISTRICT and " " not in best.piece.key:
                enough = _VILLAGE
        if self._index.feature[best.number] == Feature.CAPITAL:
            enough = 0  # of a country: known by all its names, as the Vatican is
        elif best.kind == Kind.ALIAS and not _is_name_in_other_script(best):
            enough = _KNOWN_BY_ALIAS
        return max(enough, self._enough_for_few_letters(best)) if len(best.piece.key) <= _LITTLE else enough

    def _enough_for_few_letters(self, best: Candidate) -> int:
        """How large a place must be that is named by two or three letters alone, which are often a word of a language.

        Its own name is one in letters of its country, or its main one; a name begins with a capital.
        """
        key, code = best.piece.key, self._index.areas[self._index.country[best.number]].code
        is_own = best.kind == Kind.MAIN if key.isascii() else script_of(key) in scripts_of(code)
        if best.piece.text.islower():
            return _WELL_KNOWN if is_own else _GREAT
        if best.piece.text.isupper() and len(key) == 2:  # a code of whatever
            is_own = False
        return 0 if is_own else _WELL_KNOWN

    def _about_area(self, best: Candidate, others: Sequence[Span]) -> Reason | None:
        """An area may stand for a row only if nothing in the row names something smaller."""
        place = self._gazetteer.area_place(best.number)
        if best.piece.is_called or _is_township(best.piece):
            return place_reason("only_part", place, best.piece.text)
        unread = [
            *_unread(others),
            *(p for p in others if p.rest and not self._lies.inside(best.number, p.area_set)),
        ]
        smaller = [
            p for p in others if p.whole and p.known and not self._lies.inside(best.number, p.area_set)
        ]
        if unread or smaller:
            texts = dict.fromkeys(p.written or p.text for p in (*unread, *smaller))
            return explain.unknown_in(place, list(texts))
        is_word = best.piece.text.islower() and len(best.piece.key) <= _LITTLE
        is_way = not others and best.piece.key in words("direction")
        if is_way or ((best.kind == Kind.WEAK or is_word) and not best.supported):
            return explain.maybe(place, best.piece.text)
        if best.piece.rest or self._index.leading_city(best.number) is not None:
            return place_reason("only_part", place, best.piece.text)
        return None


def _is_way(best: Candidate, place: Place) -> bool:
    """Whether a small place is called as a direction is: "West, USA" is hardly West in Texas.

    In a country that is named, the directions of other languages are names: Este in Italy, Sud in Haiti.
    """
    is_english = best.piece.key in words("near")
    return (
        best.piece.key in words("direction")
        and (is_english or not best.supported)
        and place.population < _TOWN
    )


def _namesakes(piece: Span) -> int:
    """How many places in all the world bear the name."""
    return sum(kind == Kind.MAIN for _, kind in piece.cities)


def _is_township(piece: Span) -> bool:
    """Whether a name is said to be that of a township, which is smaller than a county of the name."""
    return not {"township", "twp"}.isdisjoint(fold(piece.text).split(" "))


def _is_telling(best: Candidate) -> bool:
    """Whether a name is so long that it is hardly a word of a language, and only one place has it."""
    return best.kind == Kind.MAIN and best.share == 1.0 and len(best.piece.key) >= _TELLING


def _is_name_in_other_script(best: Candidate) -> bool:
    """Whether an alias is simply the name in letters that are not Latin, and only one place has it.

    One of few letters may be that of a place too small to be known here, as Chinese and Japanese names often are.
    """
    key = best.piece.key
    return best.share == 1.0 and not key.isascii() and len(key) >= _FEW_LETTERS


def _is_surely_misspelt(best: Candidate, population: int, *, in_region: bool) -> bool:
    """Whether a place is large enough to be what was meant by a name with errors, or only two letters are swapped.

    A short name with two errors is as often that of another place, so that only a town is taken for it.
    """
    is_long = len(best.piece.key) >= _LONG_NAME
    if best.supported and is_long and _is_swapped(best.piece):
        return True
    is_far = best.piece.errors > 1 and (len(best.piece.key) < _LONG_FOR_ERRORS or _is_exchanged(best.piece))
    enough = (7_500 if is_far else 500) if in_region else 50_000 if best.supported else 200_000
    if not best.supported and best.piece.errors > 1:
        return False
    return (best.supported or is_long) and population >= enough * best.piece.errors


def _is_surely_the_town(best: Candidate, population: int, *, in_region: bool) -> bool:
    """Whether "X district" can only be the town X: it fits the row and no other does, and it is large enough."""
    known = best.kind == Kind.MAIN and best.share > 0.98 and best.supported
    return known and population >= (1_500 if in_region else 60_000)


def _is_island(piece: Span) -> bool:
    """Whether a name is called an island: Amelia Island is not a part of Amelia."""
    return not words("island").isdisjoint(fold(piece.text).split(" "))


def _is_swapped(piece: Span) -> bool:
    """Whether two letters changed places, which hardly makes one name of another as a changed letter may."""
    return piece.errors == 1 and sorted(fold(piece.text)) == sorted(piece.key)


def _is_exchanged(piece: Span) -> bool:
    """Whether letters stand for others, none missing and none too many: Goreville is hardly a slip for Galesville."""
    written = fold(piece.text)
    return len(written) == len(piece.key) and sorted(written) != sorted(piece.key)


def _is_part(piece: Span) -> bool:
    """Whether a piece is one of several in its segment, all of which may be words of a language."""
    return not piece.whole or bool(piece.segment)


def _unread(pieces: Sequence[Span]) -> list[Span]:
    """The segments that may name a place, but none that we know."""
    return [piece for piece in pieces if piece.whole and not piece.known and _has_name(piece.key)]


def _has_name(key: str) -> bool:
    """Whether a piece of text has a word that may be a name, and is not only a number or a postcode."""
    return any(not any(c.isdigit() for c in word) for word in key.split(" "))
