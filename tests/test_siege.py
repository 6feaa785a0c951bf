"""A short version of the siege; the whole of it is `make siege`."""

from __future__ import annotations

from pathlib import Path

import pytest

from siege import Row, kills, strings


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_is_killed_has_written_all_or_nothing(tmp_path: Path) -> None:
    assert [row.holds for row in kills.run(tmp_path, count=5)] == [True, True]


def test_hostile_texts_reach_the_map_letter_by_letter(tmp_path: Path, gazetteer_dir: Path) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    found = strings.run(tmp_path, count=588)
    assert found == [Row("588 hostile texts", "588 on the map letter by letter", holds=True)]
