"""Postcodes choose between namesakes, contradict, or alone give their region; never in another country."""

from __future__ import annotations

import pytest

from dashboard.geocoding import GeoStatus, Resolver
from dashboard.model import PlaceQuery, Precision


@pytest.mark.parametrize(
    ("query", "region"),
    [
        (PlaceQuery(city="Frankfurt", address="15230", country="Germany"), "Brandenburg"),
        (PlaceQuery(city="Springfield", address="65806", country="United States"), "Missouri"),
        (PlaceQuery(city="Portland", address="04101", country="USA"), "Maine"),
        (PlaceQuery(text="Springfield, 01103, USA"), "Massachusetts"),
        (PlaceQuery(city="Windsor", address="B0N 2T0", country="Canada"), "Nova Scotia"),
        (PlaceQuery(city="Saint-Denis", address="93200", country="France"), "Île-de-France"),
        (PlaceQuery(city="Frankfurt", postcode="15230", country="Germany"), "Brandenburg"),
        (PlaceQuery(city="Portland", postcode="4101", country="USA"), "Maine"),
        (PlaceQuery(city="Altenburg", postcode="4600", country="Germany"), "Thuringia"),
        (PlaceQuery(city="Newport", postcode="PO30 1UD", country="UK"), "England"),
    ],
)  # fmt: skip
def test_a_postcode_chooses_between_namesakes(resolver: Resolver, query: PlaceQuery, region: str) -> None:
    answer = resolver.resolve(query)
    assert answer.place is not None, answer
    assert (answer.place.region, answer.place.precision) == (region, Precision.CITY)


def test_a_postcode_chooses_between_namesakes_of_its_post_town(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(city="Whitchurch", postcode="SY13 1AA", country="UK")).place
    assert place is not None
    assert (round(place.latitude), round(place.longitude)) == (53, -3)  # that of Shropshire


@pytest.mark.parametrize(
    ("code", "country", "region"),
    [("80331", "Germany", "Bavaria"), ("V6B 1A1", "Canada", "British Columbia"), ("29000", "France", "Brittany"),
     ("08002", "Spain", "Catalonia"), ("50122", "Italy", "Tuscany"), ("28001", "Spain", "Madrid")],
)  # fmt: skip
def test_a_postcode_alone_gives_its_region(resolver: Resolver, code: str, country: str, region: str) -> None:
    place = resolver.resolve(PlaceQuery(address=code, country=country)).place
    assert place is not None
    assert (place.name, place.precision) == (region, Precision.REGION)


def test_a_postcode_elsewhere_is_asked_about(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(city="Marseille", address="59000", country="France"))
    assert (answer.status, answer.reason.code) == (GeoStatus.AMBIGUOUS, "far_from_postcode")
    assert answer.candidates[0].name == "Marseille"


@pytest.mark.parametrize(
    "query",
    [PlaceQuery(city="Munich", address="80331", country="Germany"),
     PlaceQuery(city="Lima", address="15001", country="Peru"),
     PlaceQuery(city="Chicago", address="15230 Main Street", country="USA"),
     PlaceQuery(city="Amsterdam", address="1012 AB", country="Netherlands")],
)  # fmt: skip
def test_a_postcode_that_fits_or_is_of_another_country_changes_nothing(
    resolver: Resolver, query: PlaceQuery
) -> None:
    assert resolver.resolve(query) == resolver.resolve(PlaceQuery(city=query.city, country=query.country))


def test_a_postcode_of_several_regions_alone_is_not_the_whole_country(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="3015 CN", country="NL"))
    assert answer.place is None
    assert "South Holland" in [place.name for place in answer.candidates]


@pytest.mark.parametrize(("text", "region"), [
    ("10115, Germany", "State of Berlin"), ("M5V 2T6, Canada", "Ontario"), ("Spain 28001", "Madrid"),
])  # fmt: skip
def test_a_postcode_in_the_text_with_its_country_gives_its_region(
    resolver: Resolver, text: str, region: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert (place.name, place.precision) == (region, Precision.REGION)


@pytest.mark.parametrize("text", ["10115", "02134", "75001"])
def test_a_number_alone_is_a_postcode_of_no_country(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (PlaceQuery(text="KT1 1AA, UK"), "Kingston upon Thames"),  # and not all of the United Kingdom
        (PlaceQuery(postcode="EH1", country="UK"), "Edinburgh"),
        (PlaceQuery(text="Newport", postcode="PO30 1AA", region="England", country="UK"), "Newport"),
    ],
)
def test_a_british_postcode_says_more_than_the_country(
    resolver: Resolver, query: PlaceQuery, place: str
) -> None:
    found = resolver.resolve(query).place
    assert found is not None
    assert (found.name, found.precision) == (place, Precision.CITY)


@pytest.mark.parametrize("text", ["TN25 4AA, UK", "06108, Germany"])
def test_a_postcode_that_may_be_of_several_places_is_asked_about(resolver: Resolver, text: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert all(place.precision is not Precision.COUNTRY for place in answer.candidates)


@pytest.mark.parametrize(
    "query", [PlaceQuery(text="97400 Saint-Denis, France"), PlaceQuery(postcode="97400", country="France")]
)
def test_a_french_postcode_may_be_one_overseas(resolver: Resolver, query: PlaceQuery) -> None:
    answer = resolver.resolve(query)
    assert "RE" in [place.country_code for place in (answer.place, *answer.candidates) if place]
    assert answer.place is None or answer.place.country_code == "RE"


@pytest.mark.parametrize(
    ("query", "there"),
    [
        (PlaceQuery(text="Brighton BN21 4AA, UK"), "Eastbourne"),
        (PlaceQuery(text="Llandudno LL57 1AA", country="UK"), "Bangor"),
        (PlaceQuery(city="München", postcode="90402", country="Germany"), "Nuremberg"),
        (PlaceQuery(text="40210 Köln, Germany"), "Düsseldorf"),
        (PlaceQuery(city="Lyon", address="38000", country="France"), "Grenoble"),
        (PlaceQuery(city="Milano", postcode="24121", country="Italy"), "Bergamo"),
        (PlaceQuery(city="Amsterdam", postcode="2011 AA", country="Netherlands"), "Haarlem"),
        (PlaceQuery(city="Toronto", postcode="K1A 0B1", country="Canada"), "Ottawa"),
        (PlaceQuery(text="Houston, TX 75201"), "Dallas"),
    ],
)
def test_a_postcode_of_another_town_in_the_region_is_asked_about(
    resolver: Resolver, query: PlaceQuery, there: str
) -> None:
    answer = resolver.resolve(query)
    assert (answer.status, answer.reason.code) == (GeoStatus.AMBIGUOUS, "far_from_postcode")
    assert answer.candidates[1].name == there


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("London BR1 1AA", "London"),  # a metropolis reaches far
        ("Manchester SK4 3AA, UK", "Manchester"),
        ("Hamburg 22880, Germany", "Hamburg"),
        ("Houston, TX 77002", "Houston"),
        ("Hannover, DE 30159", "Hannover"),  # Germany, not Delaware
        ("Dover, DE 19901", "Dover"),
        ("Cali, CO 76001", "Cali"),  # Colombia, not Colorado
        ("Portland, ME 04101", "Portland"),
        ("13090 Aix-en-Provence, France", "Aix-en-Provence"),
        ("Scarborough, ON M1W 1A1, Canada", "Scarborough"),
        ("St. John's, NL A0A 1A1, Canada", "St. John's"),  # the countryside has few codes
    ],
)
def test_a_postcode_of_the_city_or_beside_it_changes_nothing(
    resolver: Resolver, text: str, city: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("London N6A 1A1", "London, CA"), ("Victoria V8W 1A1", "Victoria, CA"), ("1012 AB Amsterdam", "Amsterdam, NL"),
        ("Rotterdam, 3011 CO", "Rotterdam, NL"), ("8001 Zürich", "Zürich, CH"), ("4051 Basel", "Basel, CH"),
        ("100-0001 東京", "Tokyo, JP"), ("100000 北京", "Beijing, CN"), ("〒100-0001 東京都千代田区", "Chiyoda, JP"),
        ("06236 서울", "Seoul, KR"),
    ],
)  # fmt: skip
def test_a_postcode_beside_a_town_hides_neither_it_nor_its_country(
    resolver: Resolver, text: str, expected: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert f"{place.name}, {place.country_code}" == expected


@pytest.mark.parametrize("text", ["1500 Halle", "45001 Toledo", "Lincoln 68501", "Wellington 6011"])
def test_a_number_that_would_tell_namesakes_apart_is_not_overlooked(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize("text", ["London V8W 1A1", "Paris K1A 0B1"])
def test_a_canadian_postcode_without_a_country_is_not_overlooked(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize("text", ["2500 NE Portland", "1200 SE Salem"])
def test_half_an_american_address_is_no_dutch_postcode(resolver: Resolver, text: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is None or place.country_code == "US"


@pytest.mark.parametrize(
    ("town", "code"), [("Saint-Denis", "97400"), ("Saint-Pierre", "97410"), ("Le Moule", "97160")]
)
def test_a_postcode_overseas_names_its_territory(resolver: Resolver, town: str, code: str) -> None:
    place = resolver.resolve(PlaceQuery(city=town, postcode=code, country="France")).place
    assert place is not None
    assert (place.name, place.country_code in ("RE", "GP")) == (town, True)


@pytest.mark.parametrize(
    ("code", "town"), [("CF10 1AA", "Cardiff"), ("BS8 1AA", "Bristol"), ("G12 8AA", "Glasgow")]
)
def test_a_british_postcode_alone_is_its_town_where_its_district_is_one_of_the_towns(
    resolver: Resolver, code: str, town: str
) -> None:
    place = resolver.resolve(PlaceQuery(postcode=code, country="UK")).place
    assert place is not None
    assert place.name == town


@pytest.mark.parametrize("code", ["CF37 1AA", "BS23 1AA", "PA20 0AA"])
def test_a_british_postcode_far_from_its_post_town_is_asked_about(resolver: Resolver, code: str) -> None:
    assert resolver.resolve(PlaceQuery(postcode=code, country="UK")).place is None


@pytest.mark.parametrize(
    "text",
    [
        "March 2025",
        "Spring 2025",
        "Mai 2025",
        "2025 Mai",
        "Juli 2024",
        "Novi 2024",
        "Mobile 555123",
        "1500 Main",
    ],
)
def test_a_month_or_a_number_of_a_phone_is_no_town_with_its_postcode(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None
