"""Columns are recognised by the names that organisers really use."""

from datetime import date, time

import pytest

from dashboard.ingest.columns import recognise
from dashboard.model import PlaceQuery, Status
from tests.ingest.reading import only, read, read_text
from tests.saying import said

EVERY_FIELD = {
    "city",
    "country",
    "venue",
    "day",
    "starts",
    "ends",
    "title",
    "description",
    "organiser",
    "contact",
    "link",
    "status",
    "expected_people",
    "language",
    "own_id",
}


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "de", "it", "ru"])
def test_a_file_in_each_language_is_understood_whole(language: str) -> None:
    reading = read(f"language_{language}.csv")
    submission = only(reading)
    assert set(reading.columns.values()) == EVERY_FIELD
    assert (submission.day, submission.starts, submission.ends) == (date(2018, 4, 7), time(14), time(16))
    assert submission.status == Status.CONFIRMED
    assert (submission.expected_people, submission.own_id) == (200, "7")
    assert (submission.organiser, submission.contact) == ("All Out", "a@example.org")
    assert submission.link == "https://example.org"
    assert all((submission.place.city, submission.place.country, submission.place.venue, submission.title))
    assert (reading.problems, reading.unknown_columns) == ((), ())


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Place,URL,Latitude,Longitude,Program,Number of Participants",
            "place link latitude longitude title people",
        ),
        ("event_date,event_name,num_participants,organisers,slug", "day title people organiser own_id"),
        ("Lieu,Début,Fin", "place starts ends"),
        ("Dónde,Cuándo,Qué", "place day title"),
        ("Wo?,Wann?,Was?,Wer?", "place day title organiser"),
        ("EVENT_CITY,eventDate,Start-Time", "city day starts"),
        ("What city is your action in?,Country (required),Start time (local)", "city country starts"),
        ("In welcher Stadt findet die Aktion statt?,Uhrzeit", "city starts"),
        ("Ville / City,Pays / Country", "city country"),
        ("lat,lng", "latitude longitude"),
        ("Program,Event name", "description title"),
        ("Adresse,Ort", "address place"),
        ("Expected people,People who came", "people reported_people"),
        ("Teilnehmer,Gekommen", "people reported_people"),
    ],
)
def test_names_are_recognised_however_they_are_written(header: str, fields: str) -> None:
    found = recognise(header.split(","))
    names = {index: name for name, index in found.indices.items()}
    short = {"expected_people": "people"}
    assert [short.get(names[index], names[index]) for index in range(len(names))] == fields.split()


@pytest.mark.parametrize("name", ["Timestamp", "Horodateur", "world_region_text", "event_photo_url", "Notes"])
def test_what_only_resembles_a_field_is_unknown(name: str) -> None:
    assert recognise(["City", name]).unknown == (name,)


@pytest.mark.parametrize("name", ["Postcode", "ZIP", "Code postal", "PLZ", "Código postal", "CAP"])
def test_a_column_of_postcodes_stands_beside_an_address(name: str) -> None:
    assert recognise(["City", name, "Street"]).indices == {"city": 0, "postcode": 1, "address": 2}


@pytest.mark.parametrize(
    "name",
    [
        "Timestamp", "Zeitstempel", "Horodateur", "Marca temporal", "Carimbo de data/hora", "Sygnatura czasowa",
        "Informazioni cronologiche", "Отметка времени", "Позначка часу", "Zaman damgası", "طابع زمني", "时间戳记",
    ],
)  # fmt: skip
def test_when_a_form_was_sent_in_is_no_day_of_an_action(name: str) -> None:
    assert recognise(["City", name]).indices == {"city": 0}


def test_postcodes_say_where_a_row_is_and_are_no_address() -> None:
    row = only(read_text("Town,Postcode,Country,Address 1\nFrankfurt,15230,Germany,Markt 1\n"))
    assert row.place == PlaceQuery(city="Frankfurt", postcode="15230", country="Germany", address="Markt 1")


def test_unknown_columns_are_kept_with_the_row_and_named() -> None:
    reading = read_text("City,Favourite colour,Title\nParis, green ,Together\n")
    assert only(reading).raw == {"City": "Paris", "Favourite colour": " green ", "Title": "Together"}
    assert reading.unknown_columns == ("Favourite colour",)
    assert said(reading.notes[-1]) == "Kept with each row and never shown: “Favourite colour”."


def test_of_two_columns_for_one_field_the_better_name_wins_and_the_other_is_kept() -> None:
    reading = read("two_columns_for_one_field.csv")
    assert only(reading).place == PlaceQuery(text="Paris")
    assert only(reading).raw["Location"] == "Lyon"
    assert reading.unknown_columns == ("Location",)
    assert said(reading.notes[1]) == "“Location” is kept and not shown: “Place” says the same and is used."


def test_a_column_that_may_be_a_state_or_a_status_is_decided_by_what_it_holds() -> None:
    assert only(read("state_or_status.csv")).place == PlaceQuery(
        city="Guadalajara", region="Jalisco", country="México"
    )
    reading = read("status_or_state.csv")
    assert [submission.status for submission in reading.submissions] == [Status.CANCELLED, Status.PLANNED]
    assert [submission.place.region for submission in reading.submissions] == ["", ""]


def test_what_may_be_a_person_is_never_public() -> None:
    reading = read("private_columns.csv")
    submission = only(reading)
    assert submission.raw["Name"] == "A. Person"
    assert (submission.title, submission.organiser) == ("Write to c@example.org", "")
    assert submission.contact == "a@example.org\nb@example.org"
    assert reading.unknown_columns == ("Name", "Phone")
    assert [(p.column, said(p)) for p in reading.problems] == [
        ("Organiser", "An e-mail address is a contact, so it is kept and not shown."),
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("place", PlaceQuery(text="Somewhere")),
        ("city", PlaceQuery(city="Somewhere")),
        ("region", PlaceQuery(region="Somewhere")),
        ("country", PlaceQuery(country="Somewhere")),
        ("venue", PlaceQuery(venue="Somewhere")),
        ("address", PlaceQuery(address="Somewhere")),
    ],
)
def test_any_one_word_on_where_is_a_place(name: str, place: PlaceQuery) -> None:
    assert only(read_text(f"{name}\nSomewhere\n")).place == place


def test_namibia_is_no_missing_value() -> None:
    reading = read("namibia.csv")
    assert reading.submissions[0].place == PlaceQuery(city="Windhoek", country="NA")
    assert reading.submissions[0].raw == {"City": "Windhoek", "Country": "NA"}


def test_name_is_the_title_of_a_table_of_actions_and_never_a_person_s() -> None:
    rows = "Vigil for peace,Oslo,2025-06-14\nMarch of the 100,Bern,2025-06-14\n"
    assert read_text(f"Name,City,Date\n{rows}").columns["Name"] == "title"
    of_people = (
        "Name,City,Date\nJane Doe,Oslo,2025-06-14\nVigil for peace,Bern,2025-06-14\n",
        "Name,City,Date\nJane,Oslo,2025-06-14\n",
        f"Name,City\n{rows.replace(',2025-06-14', '')}",
        "Name,City,Date,Email\nvigil for peace,Oslo,2025-06-14,a@example.org\n",
        "Name,City,Date,Timestamp\nvigil for peace,Oslo,2025-06-14,2025-01-01\n",
        "Name,City,Date,Title\nvigil for peace,Oslo,2025-06-14,March\n",
        "Your name,City,Date\nvigil for peace,Oslo,2025-06-14\n",
    )
    for text in of_people:
        assert "title" not in {read_text(text).columns.get(name) for name in ("Name", "Your name")}
