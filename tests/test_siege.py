"""The siege finds what it looks for, and a short one finds nothing."""

from __future__ import annotations

from dashboard.ingest import read_table
from siege import Row, files


def test_a_cell_in_the_column_of_another_is_noticed() -> None:
    table = read_table(b"city,title\ntitle 1,city 1\nBern,title 2\n")
    assert files.shifts(table) == ["title 1", "city 1"]
    assert files.shifts(table, {"title 1": 0, "city 1": 1}) == []


def test_no_broken_file_ends_its_reader_or_shifts_a_cell() -> None:
    broken, shifted, hostile = files.run(200, seed=7)
    assert (broken.holds, shifted) == (True, Row("cells that changed their column unsaid", "0", True))
    assert hostile.holds
