"""Make `data/gazetteer/postcode_districts.tsv`: where the postcodes with the same first three signs lie.

    python -m tools.build_postcode_districts --codes COUNTRYSTATECITY_POSTAL_CODES --index DIRECTORY

COUNTRYSTATECITY_POSTAL_CODES is the wheel of the PyPI package countrystatecity-postal-codes, which says of each
postcode the town, and of some the point. DIRECTORY is an index of places, which knows where the towns are. The
districts of the United Kingdom, of which the package has none, are kept by hand: their lines stay as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from dashboard.geocoding import Gazetteer, open_gazetteer
from dashboard.geocoding.index.layout import Kind, read_lines
from dashboard.geocoding.resolving.postcodes import Point
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.geometry import kilometres

TARGET = Path(__file__).parent.parent / "data" / "gazetteer" / "postcode_districts.tsv"
COUNTRIES = ("CA", "DE", "ES", "FR", "IT", "NL", "US")
SIGNS = {"ES": 2, "FR": 4}
"""How many signs tell districts apart, if not three: of Spain the package knows the provinces alone."""
MOST_SIGNS, WITHOUT_ERRORS = 3, 0.95
OF_TOWN_KM, OF_COUNTRYSIDE_KM = 5.0, 100.0
"""How far a district of Canada reaches, of which one point is known."""
_NUMBER = re.compile(r"\bcedex\b.*|\d+.*", re.IGNORECASE)


def districts(codes: Path, gazetteer: Gazetteer) -> Iterator[str]:
    """The lines of the file."""
    with zipfile.ZipFile(codes) as wheel:
        for country in COUNTRIES:
            name = f"countrystatecity_postal_codes/data/by-country/{country}/postcodes.json"
            named: dict[str, list[list[Point]]] = defaultdict(list)
            for row in json.loads(wheel.read(name)):
                if points := points_of(row, gazetteer):
                    named[row["code"][: SIGNS.get(country, MOST_SIGNS)]].append(points)
            for first, several in sorted(named.items()):
                middle = middle_of([points[0] for points in several])
                found = [min(points, key=lambda point: kilometres(*middle, *point)) for points in several]
                middle = middle_of(found)
                away = sorted(kilometres(*middle, *point) for point in found)
                reach = away[int(len(away) * WITHOUT_ERRORS)]
                if country == "CA":
                    reach = OF_COUNTRYSIDE_KM if first[1] == "0" else OF_TOWN_KM
                yield f"{country}\t{first}\t{middle[0]:.2f}\t{middle[1]:.2f}\t{reach:.0f}"


def middle_of(points: Sequence[Point]) -> Point:
    """The middle of some points, which few far away do not move."""
    return median(point[0] for point in points), median(point[1] for point in points)


def points_of(row: Mapping[str, Any], gazetteer: Gazetteer) -> list[Point]:
    """Where a postcode is: its own point, or those of the towns of its name in the regions of the postcode."""
    if row["latitude"] is not None:
        return [(float(row["latitude"]), float(row["longitude"]))]
    index, code = gazetteer.index, row["code"]
    regions = {
        index.area_by_code[region]
        for country, first, last, names in read_lines("postcode_regions.tsv")
        if country == row["countryCode"] and first <= code[: len(first)] <= last
        for region in names.split(" ")
        if region in index.area_by_code
    }
    towns = index.names.find(fold(_NUMBER.sub("", row["localityName"] or "")))[0]
    return [
        (index.latitude[number], index.longitude[number])
        for number, kind in towns
        if kind <= Kind.ALIAS and index.region[number] in regions
    ]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--codes", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    options = parser.parse_args()
    old = TARGET.read_text(encoding="utf-8").splitlines()
    kept = [line for line in old if line.startswith(("#", "GB\t"))]
    made = districts(options.codes, open_gazetteer(options.index))
    TARGET.write_text("\n".join([*kept, *made, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
