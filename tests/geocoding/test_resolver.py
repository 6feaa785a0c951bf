"""What organisers write, and where it is: right, or asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.model import PlaceQuery, Precision
from tests.saying import said

_SHARED: list[Resolver] = []


@pytest.fixture(autouse=True, scope="module")
def _shared(resolver: Resolver) -> None:
    _SHARED.append(resolver)


def where(answer: Answer) -> str:
    """The name and country of a placed answer, or its status."""
    return f"{answer.place.name}, {answer.place.country_code}" if answer.place else answer.status.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мюнхен", "Munich, DE"),
        ("Muenchen", "Munich, DE"),
        ("Monaco di Baviera", "Munich, DE"),
        ("Аmsterdam", "Amsterdam, NL"),
        ("NYC", "New York City, US"),
        ("Тампа,Флорида", "Tampa, US"),
        ("Израиль Хайфа", "Haifa, IL"),
        ("Tel Aviv, IL", "Tel Aviv, IL"),
        ("Raleigh NC USA", "Raleigh, US"),
        ("Jackson, MI USA", "Jackson, US"),
        ("Patos, Fier, Albania", "Patos, AL"),
        ("Berlin (Germany)", "Berlin, DE"),
        ("Halle (Saale)", "Halle (Saale), DE"),
        ("Curitiba/Paraná/Brazil", "Curitiba, BR"),
        ("Ghana, Accra", "Accra, GH"),
        ("Kurume city, Japan", "Kurume, JP"),
        ("福岡県久留米市", "Kurume, JP"),
        ("Russian Embassy, 6/7 Kensington Palace Gardens, London W8", "London, GB"),
        ("Лондон, Посольство РФ", "London, GB"),
        ("Сингапур, посольство РФ", "Singapore, SG"),
        ("Monaco, quai Albert 1er", "Monaco, MC"),
        ("Люксембург, площадь Гийома, 14:00", "Luxembourg, LU"),
        ("Los Gatos, CA 95030", "Los Gatos, US"),
        ("PEORIA, IL 61602", "Peoria, US"),
        ("San`a", "Sanaa, YE"),
        ("Sydney Opera House, Sydney NSW 2000", "Sydney, AU"),
        ("Екб, площадь Труда", "Yekaterinburg, RU"),
        ("Н.Новгород", "Nizhniy Novgorod, RU"),
        ("Frankfurt/M", "Frankfurt am Main, DE"),
        ("Bs. As.", "Buenos Aires, AR"),
        ("Sta. Cruz, Bolivia", "Santa Cruz de la Sierra, BO"),
        ("St. Thomas, USVI", "Charlotte Amalie, VI"),
        ("Вашигтон", "Washington, US"),
        ("George Town, Grand Cayman", "George Town, KY"),
        ("Erbil, Iraqi Kurdistan", "Erbil, IQ"),
        ("Gabriola Island, British Columbia", "Gabriola, CA"),
        ("Utqiagvik (Barrow)", "Utqiagvik, US"),
        ("Reykjavík, Island", "Reykjavík, IS"),
        ("Southampton, Hampshire", "Southampton, GB"),
        ("Plymouth, Devon", "Plymouth, GB"),
        ("Boston, Lincs", "Boston, GB"),
        ("Richmond, Yorks", "Richmond, GB"),
        ("Bangor, Co. Down", "Bangor, GB"),
        ("Durham, Co. Durham", "Durham, GB"),
        ("Perth, Perthshire", "Perth, GB"),
        ("Wels, OÖ", "Wels, AT"),
        ("Tijuana, B.C.", "Tijuana, MX"),
        ("Arévalo, Ávila", "Arévalo, ES"),
        ("St John's, Antigua", "Saint John’s, AG"),
        ("Road Town", "Road Town, VG"),
        ("Митинг в Берлине", "Berlin, DE"),
        ("в Нижнем Новгороде", "Nizhniy Novgorod, RU"),
        ("в Химках", "Khimki, RU"),
        ("на Кипре", "Cyprus, CY"),
        ("a Roma", "Rome, IT"),
        ("Bruges", "Brugge, BE"),
        ("N. Hollywood", "North Hollywood, US"),
        ("W. Chester, PA", "West Chester, US"),
        ("Kona, Hawaii", "Kailua-Kona, US"),
        ("S. Paulo, Brasil", "São Paulo, BR"),
        ("Portree, Skye", "Portree, GB"),
        ("Vatican", "Vatican City, VA"),
        ("Newcastle, UK", "Newcastle upon Tyne, GB"),
        ("Santiago, Rep. Dom.", "Santiago de los Caballeros, DO"),
        ("St. Louis, MO", "St. Louis, US"),
        ("Hirosaki, Aomori", "Hirosaki, JP"),
        ("Kreuzberg, Berlin", "Berlin, DE"),
        ("Salmiya, Kuwait", "As Sālimīyah, KW"),
        ("San José, Costa Rica", "San José, CR"),
        ("Guatemala, Guatemala", "Guatemala City, GT"),
        ("Mars, PA", "Mars, US"),
        ("Котор", "Kotor, ME"),
        ("Ramallah, West Bank", "Ramallah, PS"),
        ("Porland, OR", "Portland, US"),
        ("Baton Rough, LA", "Baton Rouge, US"),
        ("Greendale, Brit. Columbia", "Greendale, CA"),
        ("Mérida, Mérida", "Mérida, VE"),
        ("Verden, Lower Saxony", "Verden, DE"),
        ("Glasgow, MT", "Glasgow, US"),
        ("Missoula MT", "Missoula, US"),
        ("Bacău", "Bacău, RO"),
        ("Donostia / San Sebastián", "Donostia / San Sebastián, ES"),
        ("Hauptstraße 7, 15230 Frankfurt (Oder), Germany", "Frankfurt (Oder), DE"),
        ("вильнюс литва", "Vilnius, LT"),
        ("otsu shiga japan", "Ōtsu, JP"),
        ("new york usa", "New York City, US"),
        ("Tampa vigil", "Tampa, US"),
        ("Action in Bristol", "Bristol, GB"),
        ("Протест в городе Казань", "Kazan, RU"),
        ("3. Gdańsk", "Gdańsk, PL"),
    ],
)
def test_people_write_places_in_many_ways(resolver: Resolver, text: str, expected: str) -> None:
    assert where(resolver.resolve(PlaceQuery(text=text))) == expected


@pytest.mark.parametrize(
    ("city", "region", "country", "expected"),
    [
        ("Springfield", "IL", "United States", "Springfield, US"),
        ("Charlotesville", "Virginia", "USA", "Charlottesville, US"),
        ("Salamanca", "", "Spain", "Salamanca, ES"),
        ("Hamilton", "", "Канада", "Hamilton, CA"),
        ("Köln", "NRW", "Deutschland", "Köln, DE"),
        ("San Juan", "PR", "United States", "San Juan, PR"),
        ("Medellín", "An", "CO", "Medellín, CO"),
        ("90095", "CA", "US", "Los Angeles, US"),
    ],
)
def test_columns_decide_between_namesakes(
    resolver: Resolver, city: str, region: str, country: str, expected: str
) -> None:
    assert where(resolver.resolve(PlaceQuery(city=city, region=region, country=country))) == expected


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Westport, Washington", "Washington"),
        ("Somerset, California", "California"),
        ("Tlacotepec, Morelos", "Morelos"),
        ("Vienna, Virginia", "Virginia"),
        ("Geneseo, N.Y.", "New York"),
        ("Orange, N.S.W.", "New South Wales"),
    ],
)
def test_the_region_that_is_named_counts_more_than_a_town_of_its_name_nearby(
    resolver: Resolver, text: str, region: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.region == region


def test_a_region_decides_which_springfield(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(city="Springfield", region="Massachusetts"))
    assert answer.place is not None
    assert answer.place.region == "Massachusetts"


@pytest.mark.parametrize(
    ("text", "precision", "name"),
    [
        ("Yemen", Precision.COUNTRY, "Yemen"),
        ("Bali", Precision.REGION, "Bali"),
        ("Puglia, Italy", Precision.REGION, "Apulia"),
        ("Lagos State", Precision.REGION, "Lagos"),
        ("King County, WA", Precision.REGION, "King County"),
        ("Ruhrgebiet", Precision.REGION, "Ruhr"),
        ("Luxembourg", Precision.CITY, "Luxembourg"),
        ("CABA", Precision.CITY, "Buenos Aires"),
        ("Covasna, Covasna County", Precision.CITY, "Covasna"),
        ("Nayarit", Precision.REGION, "Nayarit"),
        ("Ceará", Precision.REGION, "Ceará"),
        ("Querétaro", Precision.CITY, "Santiago de Querétaro"),
        ("Ulaanbaatar", Precision.CITY, "Ulan Bator"),
        ("Yorkshire", Precision.REGION, "Yorkshire"),
        ("Lothringen", Precision.REGION, "Lorraine"),
        ("South Tyrol", Precision.REGION, "South Tyrol"),
        ("Åland", Precision.REGION, "Åland"),
        ("Grand Turk", Precision.REGION, "Grand Turk"),
        ("Isla de Pascua, Chile", Precision.REGION, "Easter Island"),
        ("Трансильвания", Precision.REGION, "Transylvania"),
        ("Подмосковье", Precision.REGION, "Moscow Oblast"),
        ("Big Island, Hawaii", Precision.REGION, "Big Island"),
        ("Island", Precision.COUNTRY, "Iceland"),
    ],
)
def test_areas_are_answered_as_areas(resolver: Resolver, text: str, precision: Precision, name: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.place is not None
    assert (answer.place.name, answer.place.precision) == (name, precision)


@pytest.mark.parametrize(
    ("text", "timezone"),
    [("Maui", "Pacific/Honolulu"), ("Isla de Pascua", "Pacific/Easter"), ("Lanzarote", "Atlantic/Canary")],
)
def test_the_clocks_of_an_island_are_its_own(resolver: Resolver, text: str, timezone: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.timezone == timezone


@pytest.mark.parametrize(
    "text",
    ["online", "Worldwide", "TBA", "to be announced", "everywhere!", "🌍", "my living room", "Zoom meeting",
     "n/a", "???", "весь мир", "en ligne", "überall", "todo el mundo", "オンライン", "عبر الإنترنت", "the park",
     "City Hall", "Africa", "https://example.org/zoom", "<script>alert(1)</script>", "{{7*191}}", "1,000.00", "-1",
     "' OR 1=1 -- 1", "Saturday", "City name", "Beds for all", "Sit down protest", "the coast",
     "в субботу", "на дому", ""],
)  # fmt: skip
def test_what_is_not_a_place_is_not_found(resolver: Resolver, text: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.NOT_FOUND
    assert said(answer.reason).endswith(".")


def test_online_in_a_country_is_no_pin_for_the_country(resolver: Resolver) -> None:
    for query in (PlaceQuery(city="online", country="Germany"), PlaceQuery(text="Online, Germany"),
                  PlaceQuery(text="25 locations", country="Germany")):  # fmt: skip
        answer = resolver.resolve(query)
        assert (answer.status, [place.name for place in answer.candidates]) == (
            GeoStatus.AMBIGUOUS,
            ["Germany"],
        )


@pytest.mark.parametrize(
    ("query", "best"),
    [
        (PlaceQuery(text="Springfield"), "Springfield, US"),
        (PlaceQuery(text="Vienna, Australia"), "Vienna, AT"),
        (PlaceQuery(city="Boston", region="MD", country="US"), "Boston, US"),
        (PlaceQuery(text="Chaoyang District, China"), "Chaoyang, CN"),
        (PlaceQuery(text="Futakotamagawa, Japan"), "Japan, JP"),
        (PlaceQuery(text="Beach"), ""),
        (PlaceQuery(text="Bar, Montenegro"), "Bar, ME"),
        (PlaceQuery(text="Justice"), "Justice, US"),
        (PlaceQuery(text="Ende"), "Ende, ID"),
        (PlaceQuery(text="Zion, IL"), "Jerusalem, IL"),
        (PlaceQuery(text="we love turkey"), "Turkey, TR"),
        (PlaceQuery(text="Maria Garcia"), "García, MX"),
        (PlaceQuery(text="Santiago, Xq. Zr."), "Santiago, CL"),
        (PlaceQuery(text="Newcastle"), "Newcastle, AU"),
        (PlaceQuery(city="Shawnee", country="United States"), "Shawnee, US"),
        (PlaceQuery(text="Oak Grove, Kentucky"), "Oak Grove, US"),
        (PlaceQuery(text="Clover Township, MN"), "Carver, US"),
        (PlaceQuery(city="Bandar Abbas", region="Tehran", country="Iran"), "Bandar Abbas, IR"),
        (PlaceQuery(text="Palmer"), "Palmer, US"),
        (PlaceQuery(text="Alessandria"), "Alexandria, EG"),
        (PlaceQuery(text="Milwaukie"), "Milwaukee, US"),
        (PlaceQuery(text="PEI"), "Peicheng, CN"),
        (PlaceQuery(text="Amelia Island"), "Amelia, IT"),
        (PlaceQuery(text="San Pancho, Nayarit"), "Nayarit, MX"),
        (PlaceQuery(text="Balfour, BC"), "British Columbia, CA"),
        (PlaceQuery(text="Vitoria, Quuxovia"), "Vitória, BR"),
        (PlaceQuery(text="Talavera, Toledo"), "Toledo, US"),
        (PlaceQuery(text="Ashland, MN"), "Ashland, US"),
        (PlaceQuery(city="Turkey Mountain", region="OK", country="US"), "Oklahoma, US"),
        (PlaceQuery(text="Galesville, IL"), "Goreville, US"),
        (PlaceQuery(city="Wellington", country="Australia"), "Wellington, AU"),
        (PlaceQuery(city="St Johns", country="UK"), "Saint John's, GB"),
        (PlaceQuery(text="Camberwell"), "Camberwell, AU"),
        (PlaceQuery(text="Jesmond, Newcastle"), "Newcastle, AU"),
        (PlaceQuery(text="Waterford"), "Waterford, IE"),
        (PlaceQuery(city="Arbat District", country="Russia"), "Kuibyshevo, UA"),
        (PlaceQuery(text="Nigeria"), "Nigeria, NG"),
        (PlaceQuery(city="Texas", country="United States"), "Texas, US"),
        (PlaceQuery(text="Tower Hamlets - Mile End", country="UK"), "Mile End, GB"),
        (PlaceQuery(text="Niagara, Ontario, Canada"), "Regional Municipality of Niagara, CA"),
        (PlaceQuery(text="Nawadurga Rural Municipality, Dadeldhura", country="Nepal"), "Amargaḍhi̇̄, NP"),
    ],
)
def test_what_is_unclear_is_asked_about(resolver: Resolver, query: PlaceQuery, best: str) -> None:
    answer = resolver.resolve(query)
    assert answer.place is None
    if best:
        assert answer.status is GeoStatus.AMBIGUOUS
        assert f"{answer.candidates[0].name}, {answer.candidates[0].country_code}" == best


def test_a_question_says_what_tells_the_places_apart(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Springfield"))
    assert said(answer.reason) == "We know Springfield in Illinois, Missouri and Massachusetts. Which one?"


def test_a_question_about_places_of_one_region_says_how_many_there_are(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Oak Grove, Kentucky"))
    assert said(answer.reason) == "We know 2 places called Oak Grove in Kentucky. Which one?"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "San Pancho, Nayarit",
            "We know Nayarit, but no place called “San Pancho” there. Which place is meant?",
        ),
        (
            "Balfour, BC",
            "We know British Columbia, but no place called “Balfour” there. Which place is meant?",
        ),
        (
            "Alamo Lake, AZ",
            "We know Azerbaijan, but no place called “Alamo Lake” there. Which place is meant?",
        ),
        ("San Juan Island", "We know no “San Juan Island”. Is San Juan, Puerto Rico meant?"),
        ("Austin, AL", "“Austin” is in Texas, United States, but the row says “AL”. Which is right?"),
        (
            "Sault Saint Marie",
            "We know no place called “Sault Saint Marie”. Check the spelling, or add a city.",
        ),
    ],
)
def test_a_question_quotes_what_was_written(resolver: Resolver, text: str, reason: str) -> None:
    assert said(resolver.resolve(PlaceQuery(text=text)).reason) == reason


def test_a_contradiction_is_named(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(city="Vienna", country="Australia"))
    assert said(answer.reason) == "“Vienna” is in Austria, but the row says “Australia”. Which is right?"


def test_a_contradiction_names_only_what_contradicts(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(city="Boston", region="MD", country="United States"))
    assert (
        said(answer.reason)
        == "“Boston” is in Massachusetts, United States, but the row says “MD”. Which is right?"
    )


def test_a_near_name_never_beats_an_exact_one(resolver: Resolver) -> None:
    """Siena is one letter from Vienna, and in Italy."""
    answer = resolver.resolve(PlaceQuery(city="Vienna", country="Italy"))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert answer.candidates[0].name == "Vienna"


def test_an_assumption_is_said(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Paris"))
    assert tuple(map(said, answer.assumed)) == (
        "The row names no country, so we took the best known place of this name.",
    )
    assert resolver.resolve(PlaceQuery(text="Paris, France")).assumed == ()


def test_a_misspelling_is_said(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Вашигтон"))
    assert "looks like a misspelling of Washington" in said(answer.reason)
    answer = resolver.resolve(PlaceQuery(city="San Francsico", country="US"))
    assert said(answer.reason).startswith("“San Francsico” looks like a misspelling of San Francisco,")


def test_the_city_column_counts_more_than_the_text(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="R-Ladies La Paz Mexico", city="La Paz", country="MX"))
    assert where(answer) == "La Paz, MX"


def test_an_address_helps_where_no_city_is_given(resolver: Resolver) -> None:
    query = PlaceQuery(address="Pariser Platz 4a, 10117 Berlin", country="Germany")
    assert where(resolver.resolve(query)) == "Berlin, DE"


def test_a_clear_answer_is_surer_than_an_assumed_one(resolver: Resolver) -> None:
    sure, assumed = (resolver.resolve(PlaceQuery(text=t)) for t in ("Portland, Oregon", "Portland"))
    assert sure.confidence > assumed.confidence > 0.5


def test_many_rows_keep_their_order_and_say_how_far_they_are(resolver: Resolver) -> None:
    steps: list[tuple[int, int]] = []
    queries = [PlaceQuery(text=text) for text in ("London", "online", "London")]
    answers = resolver.resolve_all(queries, progress=lambda done, total: steps.append((done, total)))
    assert [where(answer) for answer in answers] == ["London, GB", "not_found", "London, GB"]
    assert steps[-1] == (3, 3)


@settings(max_examples=150)
@given(st.text(max_size=300), st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_no_text_raises(text: str, region: str, country: str, city: str) -> None:
    answer = _SHARED[0].resolve(PlaceQuery(text=text, region=region, country=country, city=city))
    assert (answer.place is not None) == (answer.status is GeoStatus.PLACED)
    assert (answer.candidates == ()) == (answer.status is not GeoStatus.AMBIGUOUS)
    assert said(answer.reason)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "a, " * 5_000,
        "\0\x1b[31m",
        "\u202e" * 50,
        "( " * 3_000,
        "中" * 10_000,
        "St. " * 2_000,
        "\ud800",
    ],
)
def test_huge_and_broken_text_is_taken_calmly(resolver: Resolver, text: str) -> None:
    for query in (
        PlaceQuery(text=text),
        PlaceQuery(city=text, country="FR"),
        PlaceQuery(region=text, country=text),
    ):
        assert resolver.resolve(query).place is None


@settings(max_examples=100)
@given(
    st.sampled_from(["Lyon", "Osaka", "Quito", "Kraków", "Одесса", "الدوحة", "서울", "Reykjavík"]),
    st.booleans(),
)
def test_case_and_spaces_change_nothing(name: str, shout: bool) -> None:
    plain = _SHARED[0].resolve(PlaceQuery(city=name))
    changed = _SHARED[0].resolve(PlaceQuery(city=f"  {name.upper() if shout else name.lower()}\t"))
    assert changed.place == plain.place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vancouver, British, Columbia, Canada", "Vancouver, CA"),
        ("Ruhrgebiet, Germany", "Ruhr, DE"),
        ("RTP, NC, USA", "Research Triangle, US"),
        ("Shinagawa-ku, Japan", "Shinagawa, JP"),
        ("Minato-ku, Japan", "Minato City, JP"),
        ("Zzyzzxton, NY", "ambiguous"),
        ("Woluwe-Saint-Pierre, Belgium", "ambiguous"),
        ("León, Gto.", "León de los Aldama, MX"),
        ("Hindenburg O.S., Polen", "Zabrze, PL"),
        ("Grünberg in Schlesien, Polen", "Zielona Góra, PL"),
        ("Bayreuht, Germany", "Bayreuth, DE"),
        ("Deilmissen, Germany", "Deilmissen, DE"),
    ],
)
def test_the_smallest_place_that_is_named_counts(resolver: Resolver, text: str, expected: str) -> None:
    assert where(resolver.resolve(PlaceQuery(text=text))) == expected


def test_a_country_stands_at_its_seat_of_government_and_stays_a_country(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(city="Taiwan", country="TW")).place
    taipei = resolver.resolve(PlaceQuery(city="Taipei", country="TW")).place
    assert place is not None
    assert taipei is not None
    assert (place.name, place.precision) == ("Taiwan", Precision.COUNTRY)
    assert (place.latitude, place.longitude) == (taipei.latitude, taipei.longitude)


def test_an_unknown_name_in_a_country_named_like_its_capital_may_be_another_town(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Djibouti, Zzyzzxton"))
    assert [(place.name, place.precision) for place in answer.candidates] == [("Djibouti", Precision.COUNTRY)]


def test_a_region_stands_at_a_city_that_dwarfs_its_seat_of_government(resolver: Resolver) -> None:
    places = [
        resolver.resolve(PlaceQuery(text=text)).place
        for text in ("Alaska", "Anchorage", "Colorado", "Denver")
    ]
    alaska, anchorage, colorado, denver = [(place.latitude, place.longitude) for place in places if place]
    assert (alaska, colorado) == (anchorage, denver)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Tremblade", "La Tremblade, FR"),
        ("Capitole de Toulouse", "Capitole de Toulouse, FR"),
        ("Bishungarh", "Bishungarh, IN"),
        ("Flora", "ambiguous"),
        ("Ohey", "ambiguous"),
    ],
)
def test_a_long_name_of_one_village_alone_needs_no_country(
    resolver: Resolver, text: str, expected: str
) -> None:
    assert where(resolver.resolve(PlaceQuery(text=text))) == expected


def test_a_region_of_which_two_letters_are_left_decides_between_namesakes(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(city="Camperdown", region="NS", country="AU")).place
    assert place is not None
    assert (place.name, place.region) == ("Camperdown", "New South Wales")


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("EC1V 4AB", "", "London, GB"),
        ("m1 1ae", "United Kingdom", "Manchester, GB"),
        ("M1", "GB", "Manchester, GB"),
        ("M1", "", "not_found"),
        ("EC1V 4AB", "France", "not_found"),
        ("Windsor SL4 1NJ", "GB", "Windsor, GB"),
    ],
)
def test_a_british_postcode_alone_stands_for_its_post_town(
    resolver: Resolver, text: str, country: str, expected: str
) -> None:
    assert where(resolver.resolve(PlaceQuery(city=text, country=country))) == expected


@pytest.mark.parametrize(
    ("region", "country", "expected"),
    [
        ("NY", "US", "New York"),
        ("ME", "US", "Maine"),
        ("Bayern", "Germany", "Bavaria"),
        ("", "US", "United States"),
    ],
)
def test_online_is_asked_about_in_the_smallest_area_of_its_columns(
    resolver: Resolver, region: str, country: str, expected: str
) -> None:
    answer = resolver.resolve(PlaceQuery(city="online", region=region, country=country))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert [place.name for place in answer.candidates] == [expected]


def test_a_town_that_is_unknown_in_a_state_leaves_the_state_to_choose(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Zzyzzxton, NY"))
    assert [(place.name, place.precision) for place in answer.candidates] == [
        ("New York", Precision.REGION),
        ("New York City", Precision.CITY),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlaceQuery(city="Großenohe", country="Deutschland"), "Großenohe, DE"),
        (PlaceQuery(city="Las Condes", country="Chile"), "Las Condes, CL"),
        (PlaceQuery(city="Khamovniki District", country="Russia"), "Khamovniki District, RU"),
        (PlaceQuery(city="Beyoğlu", country="Turkey"), "Beyoğlu, TR"),
    ],
)
def test_villages_and_quarters_are_found_in_their_country(
    resolver: Resolver, query: PlaceQuery, expected: str
) -> None:
    assert where(resolver.resolve(query)) == expected


def test_a_village_or_quarter_is_not_taken_for_a_place_of_the_world(resolver: Resolver) -> None:
    for text in ("Großenohe", "Boirargues"):
        assert resolver.resolve(PlaceQuery(city=text)).status is GeoStatus.AMBIGUOUS


@pytest.mark.parametrize(
    "query",
    [
        PlaceQuery(city="Letten", country="Germany"),
        PlaceQuery(city="Mission Hills", country="US"),
        PlaceQuery(city="North Whitehall", region="PA", country="US"),
        PlaceQuery(text="Masta Rural Municipality"),
        PlaceQuery(text="長野県下諏訪町"),
        PlaceQuery(city="Financial District", country="US"),
        PlaceQuery(city="Flora", country="US"),
    ],
    ids=[
        "villages of one name",
        "suburbs of one name",
        "direction",
        "alias abroad",
        "town unknown in region",
        "district of many cities",
        "small towns of one name",
    ],
)
def test_thin_evidence_is_a_question(resolver: Resolver, query: PlaceQuery) -> None:
    assert resolver.resolve(query).status is GeoStatus.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Edinburg", "Edinburg, US"),
        ("Halle", "Halle (Saale), DE"),
        ("Veracruz", "Veracruz, MX"),
        ("Бургас", "Burgas, BG"),
        ("Ставрополь", "Stavropol, RU"),
        ("Grand Blanc Township, MI, USA", "Grand Blanc, US"),
    ],
)
def test_the_name_as_written_comes_before_other_names(resolver: Resolver, text: str, expected: str) -> None:
    assert where(resolver.resolve(PlaceQuery(text=text))) == expected


def test_a_country_is_never_taken_for_a_village_abroad(resolver: Resolver) -> None:
    """A village of Ukraine was once called Moldova, and is near another Vorniceni."""
    place = resolver.resolve(PlaceQuery(text="Vorniceni village, Moldova")).place
    assert place is None or place.country_code == "MD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ciudad Jáurez, Chihuahua, Mexico", "Ciudad Juárez, MX"),
        ("Maruipol, Donetsk, Ukraine", "Mariupol, UA"),
        ("Kulturzentrum Freiraum, Lviv, Ukraine", "Lviv, UA"),
    ],
)
def test_a_slip_before_a_region_is_not_the_city_of_the_region(
    resolver: Resolver, text: str, expected: str
) -> None:
    assert where(resolver.resolve(PlaceQuery(text=text))) == expected


def test_less_is_sure_where_a_part_was_not_understood(resolver: Resolver) -> None:
    plain = resolver.resolve(PlaceQuery(text="Lviv, Ukraine"))
    more = resolver.resolve(PlaceQuery(text="Kulturzentrum Freiraum, Lviv, Ukraine"))
    assert more.confidence < plain.confidence


@pytest.mark.parametrize(
    ("text", "country_code"), [("USA", "US"), ("Canada", "CA"), ("Texas", "US"), ("Morocco", "MA")]
)
def test_a_country_or_region_alone_offers_no_namesakes_abroad(
    resolver: Resolver, text: str, country_code: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert {place.country_code for place in answer.candidates} == {country_code}
