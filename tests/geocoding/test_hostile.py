"""Text that was made to break or to hold up the resolver is answered like any other."""

from __future__ import annotations

import pytest

from bench.hostile import CELLS, LONG, UNITS, filled, in_cell
from dashboard.geocoding import Answer, Resolver


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_hostile_text_has_an_answer(resolver: Resolver, cell: str, unit: str) -> None:
    text = filled(unit, LONG)
    assert isinstance(resolver.resolve(in_cell(cell, text)), Answer)
    beside = {"region": "Berlin", "country": "Germany"}
    assert isinstance(resolver.resolve(in_cell(cell, text, **beside)), Answer)
