"""Coordinates, people, links, statuses: what can be read is, and what cannot is told."""

import pytest

from dashboard.i18n import LANGUAGES, say, speech
from dashboard.ingest.values import read_degrees, read_link, read_people, read_status
from dashboard.model import PlaceQuery, Status
from dashboard.reasons import Reason
from tests.ingest.reading import by_city, cities, read, read_text, troubles


def test_coordinates_are_read_with_commas_degrees_and_sides_and_doubtful_ones_kept_to_be_asked_about() -> (
    None
):
    reading = read("coordinates.csv")
    points = {s.line: (s.place.text, s.place.latitude, s.place.longitude) for s in reading.submissions}
    lima = points.pop(4)
    assert lima[1:] == pytest.approx((-12.043333, -77.028333))
    assert points == {
        2: ("Paris", 48.8566, 2.3522),
        3: ("Sydney", -33.87, 151.21),
        5: ("Oslo", None, None),
        6: ("Rome", None, None),
        7: ("Accra", 0.0, 0.0),
        8: ("Delhi", 77.2, 128.6),
        9: ("Quito", -78.5, -0.2),
        10: ("Tokyo", 139.7, 35.7),
        12: ("", 51.5, -0.12),
    }
    assert troubles(reading) == [
        (5, "Latitude", "coordinates_unreadable_beside_name", "note"),
        (6, "Longitude", "longitude_missing_beside_name", "note"),
        (11, "Latitude", "coordinates_unreadable", "refusal"),
    ]


def test_zero_zero_alone_and_sides_that_are_swapped_are_no_coordinates() -> None:
    reading = read_text("Place,Latitude,Longitude\n,0,0\n,0.1 E,51.5 N\n")
    assert [(line, code) for line, _, code, _ in troubles(reading)] == [
        (2, "null_island"),
        (3, "coordinates_swapped"),
    ]


def test_coordinates_in_one_column_are_read() -> None:
    reading = read("coordinates_in_one_column.csv")
    assert by_city(reading)["Paris"].place == PlaceQuery(city="Paris", latitude=48.8566, longitude=2.3522)
    assert by_city(reading)["Lyon"].place == PlaceQuery(city="Lyon", latitude=45.76, longitude=4.84)
    assert by_city(reading)["Nice"].place == PlaceQuery(city="Nice")
    assert troubles(reading) == [(4, "Coordinates", "coordinates_unreadable_beside_name", "note")]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("51.5074", 51.5074),
        (" -33,87 ", -33.87),
        ("−33.87", -33.87),
        ("51.5°", 51.5),
        ("51.5° N", 51.5),
        ("S 33.87", -33.87),
        ("51°30'36\"N", 51.51),
        ("51° 30′ 36″ N", 51.51),
        ("40° 19' 12 N", 40.32),
        ("41°59'24\"00 N", 41.99),
        ("90", 90.0),
        ("90.1", None),
        ("51.5 W", None),
        ("-33.87 S", None),
        ("N 51.5 N", None),
        ("51°61'N", None),
        ("1e1", None),
        ("nan", None),
        ("51.5 O", None),
    ],
)
def test_latitudes(text: str, degrees: float | None) -> None:
    assert read_degrees(text, is_latitude=True) == (None if degrees is None else pytest.approx(degrees))


def test_longitudes_reach_further_and_have_other_sides() -> None:
    assert read_degrees("179,9 E", is_latitude=False) == 179.9
    assert read_degrees("77.03 W", is_latitude=False) == -77.03
    assert read_degrees("77.03 S", is_latitude=False) is None


def test_what_happens_online_only_is_refused_and_what_may_is_asked_about() -> None:
    reading = read("online.csv")
    assert cities(reading) == [(5, "Paris"), (6, "")]
    assert reading.submissions[1].place == PlaceQuery(country="France")
    assert troubles(reading) == [
        (2, "City", "online_only", "refusal"),
        (3, "City", "online_only", "refusal"),
        (4, "Online", "online_only", "refusal"),
        (6, "City", "online_or_there", "question"),
        (7, "", "no_place", "refusal"),
    ]
    assert reading.rows == 6


@pytest.mark.parametrize(
    "text", ["Online", "ONLINE (Zoom)", "en ligne", "En línea", "Онлайн", "virtuell", "Webinar"]
)
def test_online_is_no_place_in_any_language(text: str) -> None:
    assert [code for _, _, code, _ in troubles(read_text(f"Place\n{text}\n"))] == ["online_only"]


@pytest.mark.parametrize("text", ["Zoom Street, Leeds", "Webb City", "Linz", "Nettetal", "Onlinda"])
def test_a_place_whose_name_resembles_it_is_one(text: str) -> None:
    assert troubles(read_text(f'Place\n"{text}"\n')) == []


def test_numbers_of_people_are_read_as_people_write_them() -> None:
    reading = read("people.csv")
    people = {city: submission.expected_people for city, submission in by_city(reading).items()}
    assert people == {
        "Paris": 20,
        "Lyon": 20,
        "Nice": 15,
        "Lille": 1000,
        "Metz": 1500,
        "Brest": 2000,
        "Nantes": 50,
        "Rennes": None,
        "Tours": None,
        "Dijon": None,
    }
    assert troubles(reading) == [
        (9, "Expected people", "people_unreadable", "note"),
        (10, "Expected people", "people_unreadable", "note"),
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("50 people", 50),
        ("2k", 2000),
        ("1.5k", 1500),
        ("20.0", 20),
        ("~10 so far", 10),
        ("1\u202f000", 1000),
        ("٣٠", 30),
    ],
)
def test_further_ways_to_write_a_number(text: str, people: int) -> None:
    assert read_people(text) == (people, None)


@pytest.mark.parametrize("text", ["-5", "99999999999999999999999", "2018-10-20", "Oct-20"])
def test_a_number_that_can_not_be_meant_is_left_out_and_told(text: str) -> None:
    people, doubt = read_people(text)
    assert people is None
    assert doubt is not None
    assert doubt.code == "people_unreadable"


def test_links_are_https_if_they_can_be_and_others_are_not_shown() -> None:
    reading = read("links.csv")
    assert {city: submission.link for city, submission in by_city(reading).items()} == {
        "Paris": "https://example.org/a",
        "Lyon": "https://www.example.org",
        "Nice": "https://example.org/b",
        "Lille": "https://b.example.org",
        "Metz": "",
        "Brest": "",
        "Nantes": "",
        "Tours": "http://example.org/c",
    }
    assert troubles(reading) == [(line, "Link", "link_dropped", "note") for line in (6, 7, 8)]
    assert by_city(reading)["Metz"].raw["Link"] == "javascript:alert(1)"


@pytest.mark.parametrize(
    "text",
    [
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "https://",
        "https://localhost/x",
        "https://[::1",
        "https://example.org\\@evil.example",
        "https://user@example.org",
        "mailto:a@example.org",
        "a@example.org",
        "//example.org",
        "ftp://example.org",
        "https://example.org/" + "a" * 2000,
        "v1.0",
    ],
)
def test_nothing_but_a_link_becomes_a_link(text: str) -> None:
    link, doubt = read_link(text)
    assert link == ""
    assert doubt is not None


def test_a_link_keeps_its_own_brackets_and_loses_those_around_it() -> None:
    assert read_link("https://example.org/a_(b)")[0] == "https://example.org/a_(b)"
    assert read_link("(see https://example.org/a).")[0] == "https://example.org/a"


def test_statuses_are_read_in_all_languages_and_an_unknown_one_is_asked_about() -> None:
    reading = read("statuses.csv")
    assert {city: submission.status for city, submission in by_city(reading).items()} == {
        "Paris": Status.CANCELLED,
        "Lyon": Status.CONFIRMED,
        "Nice": Status.CANCELLED,
        "Lille": Status.POSTPONED,
        "Metz": Status.HAPPENED,
        "Brest": Status.PLANNED,
        "Nantes": Status.PLANNED,
    }
    assert troubles(reading) == [(8, "Status", "unknown_status", "question")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_a_sentence_asks_for_are_understood(language: str) -> None:
    """Whoever is told to write "geplant, bestätigt …" can write just that."""
    words = PLANNED_TO_POSTPONED[language].split("|")
    assert [read_status(word) for word in words] == [(status, None) for status in Status]
    told = say(speech(language), Reason("unknown_status", {"text": "?"})).lower()
    assert [word for word in words if word.lower() not in told] == []


PLANNED_TO_POSTPONED = {
    "en": "planned|confirmed|happened|cancelled|postponed",
    "de": "geplant|bestätigt|stattgefunden|abgesagt|verschoben",
    "fr": "prévu|confirmé|a eu lieu|annulé|reporté",
    "es": "planeado|confirmado|realizado|cancelado|aplazado",
    "it": "previsto|confermato|avvenuto|annullato|rinviato",
    "pt": "planejado|confirmado|realizado|cancelado|adiado",
    "ru": "запланировано|подтверждено|состоялось|отменено|перенесено",
    "uk": "заплановано|підтверджено|відбулося|скасовано|перенесено",
    "pl": "planowane|potwierdzone|odbyło się|odwołane|przełożone",
    "tr": "planlandı|onaylandı|gerçekleşti|iptal edildi|ertelendi",
    "ar": "مخطط لها|مؤكدة|أقيمت|أُلغيت|أُجِّلت",
    "zh": "计划中|已确认|已举行|已取消|已推迟",
}
