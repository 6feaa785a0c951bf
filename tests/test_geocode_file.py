"""A CSV file in, the same file with places out."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import UnreadableFile
from dashboard.geocode_file import ADDED, geocode_file
from dashboard.geocoding import Gazetteer, GeoStatus, Resolver
from dashboard.ingest import Limits, read_table

LIMITS = Limits()


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)


def rows_of(resolver: Resolver, text: str | bytes) -> list[dict[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    geocoded = geocode_file(data, resolver, limits=LIMITS)
    return list(csv.DictReader(io.StringIO(geocoded.data.decode("utf-8"), newline="")))


def test_a_place_is_added_to_each_row(resolver: Resolver) -> None:
    [row] = rows_of(resolver, "id,place,city,region,country\n7,,Edinburgh,Scotland,United Kingdom\n")
    reason = row.pop("geo_reason")
    assert row == {
        "id": "7",
        "place": "",
        "city": "Edinburgh",
        "region": "Scotland",
        "country": "United Kingdom",
        "geo_status": "placed",
        "geo_latitude": "55.952060",
        "geo_longitude": "-3.196480",
        "geo_precision": "city",
        "geo_place": "Edinburgh",
        "geo_country_code": "GB",
        "geo_timezone": "Europe/London",
        "geo_geonameid": "2650225",
        "geo_candidates": "[]",
    }
    assert reason.endswith(".")


def test_other_columns_pass_through_as_they_are_and_in_order(resolver: Resolver) -> None:
    source = 'Wer,Ort,"Was, genau",zuletzt\n"  A ""B""",Berlin,"two\nlines",=1+1\n,Köln,NA,0012\n'
    text = geocode_file(source.encode(), resolver, limits=LIMITS).data.decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[:4] for row in rows] == [
        ["Wer", "Ort", "Was, genau", "zuletzt"],
        ['  A "B"', "Berlin", "two\nlines", "=1+1"],
        ["", "Köln", "NA", "0012"],
    ]
    assert [row[10] for row in rows] == ["geo_timezone", "Europe/Berlin", "Europe/Berlin"]


def test_any_encoding_and_separator_becomes_utf_8_and_commas(resolver: Resolver) -> None:
    source = "ville;pays;note\nOrléans;France;à côté de la gare\nNîmes;France;derrière l’hôtel de ville\n"
    rows = rows_of(resolver, source.encode("cp1252"))
    assert [(row["ville"], row["note"], row["geo_place"]) for row in rows] == [
        ("Orléans", "à côté de la gare", "Orléans"),
        ("Nîmes", "derrière l’hôtel de ville", "Nîmes"),
    ]


def test_a_place_that_could_be_several_has_its_candidates(resolver: Resolver) -> None:
    [row] = rows_of(resolver, "place,country\nSpringfield,US\n")
    assert (row["geo_status"], row["geo_latitude"], row["geo_place"]) == ("ambiguous", "", "")
    candidates = json.loads(row["geo_candidates"])
    assert {"Illinois", "Massachusetts", "Missouri"} <= {candidate["region"] for candidate in candidates}
    assert {tuple(candidate) for candidate in candidates} == {
        ("latitude", "longitude", "name", "region", "country_code", "geonameid", "population")
    }


def test_what_is_no_place_is_not_found_and_says_why(resolver: Resolver) -> None:
    rows = rows_of(resolver, "id,place\n1,Online\n2,\n3,Qwxzyplugh\n")
    assert [(row["id"], row["geo_status"], row["geo_latitude"]) for row in rows] == [
        ("1", "not_found", ""),
        ("2", "not_found", ""),
        ("3", "not_found", ""),
    ]
    assert [row["geo_reason"] for row in rows] == [
        "It happens online only, so there is no place on the map for it.",
        "No place is given. Write at least a city or a country.",
        "We know no place called “Qwxzyplugh”. Check the spelling, or add a city.",
    ]


def test_a_row_that_cannot_be_read_keeps_its_cells_and_its_line_in_the_file(resolver: Resolver) -> None:
    rows = rows_of(resolver, "id,place\n1,London\n2,Paris,France,Europe\n3,Berlin\n")
    assert [(row["id"], row["place"], row["geo_status"]) for row in rows] == [
        ("1", "London", "placed"),
        ("2", "Paris", "error"),
        ("3", "Berlin", "placed"),
    ]
    assert rows[1]["geo_reason"].startswith("Line 3: The row has 4 cells and the header 2")


def test_the_columns_of_an_earlier_run_are_replaced(resolver: Resolver) -> None:
    once = geocode_file(b"id,place\n1,London\n", resolver, limits=LIMITS).data
    assert geocode_file(once, resolver, limits=LIMITS).data == once


def test_statuses_are_counted_and_progress_is_told(resolver: Resolver) -> None:
    told: list[tuple[str, int, int]] = []
    geocoded = geocode_file(
        b"place\nLondon\nOnline\nLondon\n", resolver, limits=LIMITS, progress=lambda *step: told.append(step)
    )
    assert geocoded.counts == {
        GeoStatus.PLACED: 2, GeoStatus.AMBIGUOUS: 0, GeoStatus.NOT_FOUND: 1, GeoStatus.ERROR: 0,
    }  # fmt: skip
    assert told[-1] == ("looking_up_places", 2, 2)


@settings(max_examples=100)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='place,id\n"LondonÄ;\t', max_size=200).map(
            lambda text: f"id,place\n{text}".encode()
        ),
    )
)
def test_every_row_that_goes_in_comes_out(resolver: Resolver, data: bytes) -> None:
    try:
        table = read_table(data, limits=LIMITS)
    except UnreadableFile:
        return
    text = geocode_file(data, resolver, limits=LIMITS).data.decode()
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == (*(name for name in table.header if name not in ADDED), *ADDED)
    assert len(rows) == len(table.rows) + len(table.problems)
