"""Names that may be misspelt are looked for among those of few numbers, and none that is near enough is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from dashboard.geocoding.index.spellings import Spellings, write_spellings

_NAMES = {
    ("RU", "п"): {"петербург", "петергоф", "петрозаводск", "пермь", "пенза"},
    ("FR", "b"): {"bordeaux", "bordo", "brest", "boulogne sur mer", "bourg en bresse"},
    ("FR", "l"): {"lyon", "l" * 300},
    ("", "l"): {"london", "lyon", "lodz"},
}


@pytest.fixture
def shelves(tmp_path: Path) -> Spellings:
    """A few names, written and opened."""
    write_spellings(tmp_path, _NAMES)
    return Spellings(tmp_path)


def test_a_shelf_gives_its_names_the_shortest_first(shelves: Spellings) -> None:
    assert shelves.keys("RU", "п") == ["пенза", "пермь", "петергоф", "петербург", "петрозаводск"]
    assert shelves.keys("", "l") == ["lodz", "lyon", "london"]
    assert shelves.keys("DE", "b") == []


@pytest.mark.parametrize(
    ("key", "country"),
    [
        ("петребург", "RU"), ("петегроф", "RU"), ("пемь", "RU"), ("петрозаводскк", "RU"),
        ("bordoe", "FR"), ("boulone sur mre", "FR"), ("bourgenbresse", "FR"), ("lyno", ""), ("lonndon", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("errors", [1, 2, 3])
def test_no_name_that_is_near_enough_is_left_out(
    shelves: Spellings, key: str, country: str, errors: int
) -> None:
    near = [name for name in shelves.keys(country, key[0]) if OSA.distance(key, name) <= errors]
    alike = shelves.alike(key, country, errors)
    assert [name for name in alike if name in near] == near


def test_names_of_other_letters_or_lengths_are_not_even_compared(shelves: Spellings) -> None:
    assert shelves.alike("bordau", "FR", 2) == ["bordo", "bordeaux"]
    assert shelves.alike("l" * 298, "FR", 2) == ["l" * 300]
    assert shelves.alike("zzzzz", "FR", 2) == []
