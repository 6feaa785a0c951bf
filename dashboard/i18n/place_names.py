"""What large cities and regions are called in other languages: Londres, Москва, 东京, Bayern, إلينوي.

CLDR names the cities after which time zones are called: about 400, among them most capitals. ``data/city_names`` has
some hundred by hand, and for languages that are not written in Latin letters what GeoNames tells of cities of 50,000
people and more, as far as the letters say whose a name is. ``data/region_names`` has what CLDR calls regions. Any
other place keeps the name that it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import cast

from anyascii import anyascii
from babel import Locale
from babel.core import get_global

from dashboard.bundled import bundled
from dashboard.i18n.formats import locale_of


@lru_cache(maxsize=16384)
def city_name(name: str, country_code: str, language: str) -> str:
    """The city's name in a language; ``name``, which is the one in the gazetteer, where none is known."""
    if language == "en":
        return name
    zone = _zone_of(name, country_code)
    known = locale_of(language).time_zones.get(zone, {}).get("city") if zone else None
    return str(known or _written("city_names", language).get((country_code, name), name))


def is_city(name: str, country_code: str) -> bool:
    """Whether CLDR knows a city of this name, even if a region has it too: Madrid, Auckland."""
    return bool(_zone_of(name, country_code))


def _zone_of(name: str, country_code: str) -> str:
    zones, folded = _zones(), _folded(name)
    return zones.get((country_code, folded)) or zones.get((country_code, folded.removesuffix(" city")), "")


def region_name(name: str, country_code: str, language: str) -> str:
    """The region's name in a language; ``name`` where none is known. Without a country, where one alone has it."""
    if country_code:
        return _written("region_names", language).get((country_code, name), name)
    return _of_one_country(language).get(name) or name


@cache
def _of_one_country(language: str) -> Mapping[str, str]:
    """The name of a region -> that in the language; empty for those that several countries have."""
    found: dict[str, str] = {}
    for (_, name), written in _written("region_names", language).items():
        found[name] = "" if name in found else written
    return found


@cache
def _written(folder: str, language: str) -> Mapping[tuple[str, str], str]:
    """(Country, name in the gazetteer) -> the name in the language."""
    file = bundled(folder, f"{language}.tsv")
    rows = file.read_text("utf-8").splitlines() if file.is_file() else []
    return {(country, name): written for country, name, written in (row.split("\t") for row in rows)}


@cache
def _zones() -> Mapping[tuple[str, str], str]:
    """(Country, English name of a city) -> CLDR's name of the time zone that is called after it."""
    territories = cast(Mapping[str, str], get_global("zone_territories"))
    renamed = cast(Mapping[str, str], get_global("zone_aliases"))
    english = Locale("en").time_zones
    found: dict[tuple[str, str], str] = {}
    # Arabic writes all of them; a language in Latin letters only those that it writes in its own way.
    for zone in map(str, Locale("ar").time_zones):
        current = renamed.get(zone, zone)
        names = [one.rpartition("/")[2].replace("_", " ") for one in (zone, current)]
        for name in (*names, english.get(zone, {}).get("city", "")):
            found[territories.get(current, ""), _folded(name)] = zone
    return found


def _folded(name: str) -> str:
    return anyascii(name).casefold()
