"""Lines that are no actions are told as what they are, and nothing is made of them."""

import pytest

from dashboard.errors import UnreadableFile
from tests.ingest.reading import cities, read_text, troubles

HEAD = "City,Country,Date,People\nOslo,Norway,2018-04-07,40\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("TOTAL,,,40", "total_row"),
        ("Total: 1,,,", "total_row"),
        ("Gesamt,,,40", "total_row"),
        ("Итого,,,40", "total_row"),
        ("合计,,,40", "total_row"),
        ("City,Country,Date,People", "header_again"),
        ("* all times are local,,,", "note_row"),
        ("Last updated 3 April", "note_row"),
        ("Quelle: Verein,,,", "note_row"),
    ],
)
def test_what_is_no_action_is_told_as_such(line: str, code: str) -> None:
    reading = read_text(f"{HEAD}{line}\n")
    assert cities(reading) == [(2, "Oslo")]
    assert troubles(reading) == [(3, "", code, "refusal")]
    assert reading.rows == 2


@pytest.mark.parametrize("line", ["Total,Chad,2018-04-07,20", "Notre-Dame,,,", "Keystone,,,"])
def test_a_place_that_only_sounds_like_it_is_a_place(line: str) -> None:
    assert troubles(read_text(f"{HEAD}{line}\n")) == []


def test_names_between_which_no_separator_is_known_are_told_with_those_that_are() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_text("City* Country* Date*\nLyon* France* 2025-06-14*\n")
    assert (refused.value.code, refused.value.values) == (
        "separator_unknown",
        {"text": "City* Country* Date*"},
    )


def test_a_row_with_more_cells_than_the_header_is_told_as_that() -> None:
    assert troubles(read_text(f"{HEAD},,,,,x\n")) == [(3, "", "too_many_cells", "refusal")]
