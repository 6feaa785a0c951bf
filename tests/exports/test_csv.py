"""The CSV that journalists open in a spreadsheet and organisers import again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, time

import pytest

from dashboard.exports.csv import write_csv
from dashboard.model import PublicAction, Status
from tests.exports.actions import CAMPAIGN, EMBASSY, GROZNY, HOSTILE
from tests.ingest.reading import read_submissions


def _rows(*actions: PublicAction) -> list[dict[str, str]]:
    text = write_csv(CAMPAIGN, actions).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_action_is_one_line_under_headers_that_stay() -> None:
    assert _rows(EMBASSY) == [
        {
            "id": "'-fJ2_x", "title": "Vigil", "date": "2018-04-07", "start": "14:00", "end": "15:30",
            "timezone": "Europe/London", "venue": "Russian Embassy", "city": "London", "region": "England",
            "country": "GB", "latitude": "51.50932", "longitude": "-0.18988", "precision": "venue",
            "visibility": "exact", "status": "confirmed", "organiser": "All Out",
            "link": "https://example.org/1", "language": "en", "expected_people": "80",
            "description": "Bring a candle,\nand a friend", "reported_people": "",
            "end_date": "",
        }
    ]  # fmt: skip


def test_what_is_withheld_is_empty() -> None:
    (row,) = _rows(GROZNY)
    filled = {name: value for name, value in row.items() if value}
    assert filled == {
        "id": "gR0", "date": "2018-04-07", "timezone": "Europe/Moscow", "city": "Grozny",
        "region": "Chechnya", "country": "RU", "latitude": "43.31195", "longitude": "45.68895",
        "precision": "city", "visibility": "city", "status": "planned",
    }  # fmt: skip


def test_no_cell_is_a_formula_and_negative_numbers_stay_numbers() -> None:
    (row,) = _rows(HOSTILE)
    for column in ("title", "venue", "organiser", "description", "language", "region", "city"):
        assert row[column].startswith("'")
    assert row["title"][1:] == HOSTILE.title
    assert float(row["longitude"]) == -0.18988


def test_spreadsheets_see_utf_8_and_every_line_ends_as_the_standard_says() -> None:
    data = write_csv(CAMPAIGN, [replace(EMBASSY, title="Вахта 🏳", description="")])
    assert data.startswith(b"\xef\xbb\xbfid,title,date,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert "Вахта 🏳" in data.decode()


def test_an_export_can_be_imported_again() -> None:
    reading = read_submissions(write_csv(CAMPAIGN, [EMBASSY, GROZNY]))
    first, second = reading.submissions
    assert (first.title, first.description, first.organiser) == ("Vigil", EMBASSY.description, "All Out")
    assert (first.day, first.starts, first.ends) == (date(2018, 4, 7), time(14), time(15, 30))
    assert (first.status, first.link, first.expected_people) == (Status.CONFIRMED, EMBASSY.link, 80)
    place = first.place
    assert (place.venue, place.city, place.region, place.country) == (
        "Russian Embassy",
        "London",
        "England",
        "GB",
    )
    assert (place.latitude, place.longitude) == (51.50932, -0.18988)
    assert (second.place.city, second.starts, second.title) == ("Grozny", None, "")


@pytest.mark.parametrize("country", ["NA", "NO"])
def test_a_country_code_that_looks_like_no_value_survives(country: str) -> None:
    (submission,) = read_submissions(
        write_csv(CAMPAIGN, [replace(EMBASSY, country_code=country)])
    ).submissions
    assert submission.place.country == country
