"""How long the geocoder takes for text that was made to hold it up: never longer than in proportion to its length."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from dashboard.geocoding import Gazetteer, Resolver
from dashboard.model import PlaceQuery

CELLS = ("text", "city", "region", "country", "address", "venue", "postcode")
UNITS = (
    "a,", "Paris and ", "1 ", " ", "🏳️‍🌈", "e\u0301\u0323", "((", "A", "مدينة ", "東京都", "https://a.b/@1.5,", "a.b.",
    "-", "SW1A 1AA ", "12°34'N ", "\u200b", "\ud800", " & ", "1 2 3 ", "\x00", "\u202e", "<script>", "{{", "Æøå; ",
)  # fmt: skip
"""What is said over and over until a cell is full."""
SHORT, LONG, RUNS = 2_000, 20_000, 3
_LEAST_SECONDS = 0.0005
"""Shorter times are those of the clock."""


def filled(unit: str, length: int) -> str:
    """A text of so many characters."""
    return (unit * length)[:length]


def in_cell(cell: str, text: str, **others: Any) -> PlaceQuery:
    """A row with this text in a cell, and what the others hold."""
    return PlaceQuery(**{**others, cell: text})


def print_hostile(gazetteer: Gazetteer, naughty: Path | None = None) -> None:
    """For each cell the slowest text, and how much longer it takes at ten times the length."""
    print(f"\n{len(UNITS)} hostile texts of {LONG:,} characters in each cell, the slowest, beside {SHORT:,}")
    for cell in CELLS:
        times = {unit: [_seconds(gazetteer, cell, filled(unit, n)) for n in (SHORT, LONG)] for unit in UNITS}
        unit = max(times, key=lambda one: times[one][1])
        ratio = max(long / max(short, _LEAST_SECONDS) for short, long in times.values())
        print(f"{cell:12s}{times[unit][1] * 1000:8.1f} ms  {unit!r:24}  worst ratio of times {ratio:5.1f}")
    if naughty is not None:
        texts = json.loads(naughty.read_text(encoding="utf-8"))
        resolver = Resolver(gazetteer)
        for cell in CELLS:
            for text in texts:
                resolver.resolve(in_cell(cell, text))
        print(f"{len(texts)} naughty strings in each cell: {len(texts) * len(CELLS)} answers, no exception")


def _seconds(gazetteer: Gazetteer, cell: str, text: str) -> float:
    """The fastest of a few first looks at a text."""
    fastest = float("inf")
    for _ in range(RUNS):
        resolver, start = Resolver(gazetteer), time.process_time()
        resolver.resolve(in_cell(cell, text))
        fastest = min(fastest, time.process_time() - start)
    return fastest
