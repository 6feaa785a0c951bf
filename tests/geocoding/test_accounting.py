"""Every piece of a row names the place, is known to be something else, or makes a question."""

from __future__ import annotations

import pytest

from dashboard.geocoding import Accounted, Answer, GeoStatus, Resolver, Use
from dashboard.model import PlaceQuery


def names(answer: Answer) -> list[str]:
    return [place.name for place in answer.candidates]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Paris et Lyon", ["Paris", "Lyon"]),
        ("Madrid y Barcelona", ["Madrid", "Barcelona"]),
        ("Hamburg und Bremen", ["Hamburg", "Bremen"]),
        ("Roma e Milano", ["Rome", "Milan"]),
        ("Київ і Львів", ["Kyiv", "Lviv"]),
        ("Köln/Bonn", ["Köln", "Bonn"]),
        ("London & Manchester", ["London", "Manchester"]),
        ("Rome, Milan, Naples", ["Rome", "Milan", "Naples"]),
        ("Madrid, Lisbon", ["Madrid", "Lisbon"]),
        ("Oslo og Bergen, Norway", ["Oslo", "Bergen"]),
        ("Göteborg och Malmö", ["Gothenburg", "Malmö"]),
        ("İstanbul ve Ankara", ["Istanbul", "Ankara"]),
        ("東京と大阪", ["Tokyo", "Osaka"]),
        ("서울과 부산", ["Seoul", "Busan"]),
        ("Boston, Philadelphia", ["Boston", "Philadelphia"]),  # Amman was called so too
        ("القاهرة والإسكندرية", ["Cairo", "Alexandria"]),
        ("Leeds; York", ["Leeds", "York"]),
        ("Leeds, Bradford", ["Leeds", "Bradford"]),  # 13 km apart, and neither is the other's
        ("Oakland, San Francisco", ["Oakland", "San Francisco"]),
    ],
)
def test_several_places_in_a_row_are_all_offered(resolver: Resolver, text: str, places: list[str]) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert (answer.status, answer.several, names(answer)) == (GeoStatus.AMBIGUOUS, True, places)


@pytest.mark.parametrize(
    "text",
    ["Trinidad and Tobago", "Brighton and Hove", "Biel/Bienne", "München (Munich)", "Paris, Texas",
     "Cambridge, Ohio", "Bruxelles / Brussel", "Frankfurt/Oder", "Castilla y León", "Salford, Manchester",
     "Kadıköy, İstanbul", "Brooklyn, New York"],
)  # fmt: skip
def test_one_place_with_two_names_or_what_lies_around_it_is_not_several(
    resolver: Resolver, text: str
) -> None:
    assert not resolver.resolve(PlaceQuery(text=text)).several


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Lexington Ave, New York", "New York City"),
        ("Avenue de Paris, Versailles, France", "Versailles"),
        ("Calle Toledo, Madrid", "Madrid"),
        ("Albany Street, New York", "New York City"),
        ("Plaza Colón, Madrid, Spain", "Madrid"),
        ("улица Варшавская, Москва", "Moscow"),
    ],
)
def test_a_street_is_no_town_where_another_piece_is(resolver: Resolver, text: str, city: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


@pytest.mark.parametrize(
    "text",
    ["George Square", "Plaza Italia", "Puerta del Sol", "Plaza Francia", "Dundas Square", "Place d'Italie",
     "میدان آزادی", "ميدان رمسيس", "Independence Square", "Constitution Hill", "Heathrow",
     "Piccadilly", "Acropolis", "Broadway", "Euston", "Schiphol"],
)  # fmt: skip
def test_a_square_or_landmark_alone_is_no_town(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    "query",
    [
        PlaceQuery(city="Bradford on Tone", country="UK"),
        PlaceQuery(city="New Bradwell", country="UK"),
        PlaceQuery(city="Church Village", country="UK"),
        PlaceQuery(text="Claygate, Surrey"),
        PlaceQuery(text="Pine Hollow, Washington"),
        PlaceQuery(text="Clapham, London, UK"),
        PlaceQuery(text="Leeds, Maidstone", country="UK"),
        PlaceQuery(city="Bangor", region="Texas", country="United States"),
        PlaceQuery(city="Arlington", country="USA"),
        PlaceQuery(city="Birstall", country="UK"),
        PlaceQuery(city="West Bay", country="UK"),
        PlaceQuery(city="Saint-Denis", country="France"),
        PlaceQuery(text="New Amsterdam"),
        PlaceQuery(text="آبادان"),
        PlaceQuery(text="Virtual, USA"),
    ],
)
def test_what_is_unexplained_or_contradicts_makes_a_question(resolver: Resolver, query: PlaceQuery) -> None:
    answer = resolver.resolve(query)
    assert answer.status is GeoStatus.AMBIGUOUS, answer
    assert answer.candidates


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlaceQuery(text="Hong Kong, China"), "Hong Kong HK"),
        (PlaceQuery(city="San Juan", region="Puerto Rico", country="United States"), "San Juan PR"),
        (PlaceQuery(text="臺北"), "Taipei TW"),
        (PlaceQuery(text="Симферополь, Россия"), "Simferopol UA"),
        (PlaceQuery(city="Simferopol", country="Ukraine"), "Simferopol UA"),
        (PlaceQuery(city="Севастополь", country="Россия"), "Sevastopol UA"),
        (PlaceQuery(text="Loughton, Essex", country="UK"), "Loughton GB"),
        (PlaceQuery(text="Kyiv, Kyiv Oblast, Ukraine"), "Kyiv UA"),
        (PlaceQuery(city="Palmerston North", region="Manawatu", country="NZ"), "Palmerston North NZ"),
        (PlaceQuery(text="Central London"), "London GB"),
        (PlaceQuery(text="East London", country="UK"), "London GB"),
        (PlaceQuery(text="East London", country="South Africa"), "East London ZA"),
        (PlaceQuery(city="Tenerife", country="Spain"), "Tenerife ES"),
        (PlaceQuery(text="Newport PO30, UK"), "Newport GB"),
        (PlaceQuery(text="Hastings TN34"), "Hastings GB"),
        (PlaceQuery(text="Ashford TN24", country="UK"), "Ashford GB"),
        (PlaceQuery(text="Fort William PH33"), "Fort William GB"),
        (PlaceQuery(text="Wellington, Somerset"), "Wellington GB"),
        (PlaceQuery(text="Whitchurch, Hampshire"), "Whitchurch GB"),
        (PlaceQuery(text="Swinton, South Yorkshire"), "Swinton GB"),
    ],
)
def test_what_is_explained_makes_no_question(resolver: Resolver, query: PlaceQuery, expected: str) -> None:
    place = resolver.resolve(query).place
    assert place is not None
    assert f"{place.name} {place.country_code}" == expected


def test_a_question_spells_a_word_as_the_row_does(resolver: Resolver) -> None:
    reason = resolver.resolve(PlaceQuery(city="Ramsbottom on Irwell", country="UK")).reason
    assert (reason.code, reason.values["names"]) == ("unknown_in_area", ("Irwell",))


def test_a_question_between_two_places_of_a_name_names_both(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Gosforth, Newcastle"))
    assert (answer.reason.code, answer.reason.values["text"]) == ("which_of_names", "Newcastle")
    assert [place.country_code for place in answer.candidates] == ["GB", "AU"]


def test_the_answer_says_what_became_of_each_piece(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Lexington Ave, New York, USA"))
    assert answer.accounting == (
        Accounted("Lexington", Use.OTHER),
        Accounted("New York", Use.USED),
        Accounted("USA", Use.USED),
    )
