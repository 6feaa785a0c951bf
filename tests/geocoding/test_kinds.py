"""Kinds of rows that were once a wrong pin or a needless question, a few of each."""

from __future__ import annotations

import pytest

from dashboard.geocoding import GeoStatus, Resolver
from dashboard.model import PlaceQuery, Precision
from dashboard.reasons import Reason


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlaceQuery(text="Palmerston North, Manawatu, NZ"), "Palmerston North, Manawatu-Wanganui"),
        (PlaceQuery(text="Cali; Valle"), "Cali, Valle del Cauca Department"),
        (PlaceQuery(text="Cali, Valle, Colombia"), "Cali, Valle del Cauca Department"),
        (PlaceQuery(city="Київ", region="Київська область"), "Kyiv, Kyiv City"),
        (PlaceQuery(city="Одеса", region="Одеська область", country="Україна"), "Odesa, Odesa"),
        (PlaceQuery(city="Kaohsiung", region="Taiwan", country="Taiwan"), "Kaohsiung, Takao"),
    ],
)
def test_a_region_is_read_by_its_first_words_in_its_own_letters_or_as_the_country(
    resolver: Resolver, query: PlaceQuery, expected: str
) -> None:
    answer = resolver.resolve(query)
    assert answer.place is not None, answer
    assert f"{answer.place.name}, {answer.place.region}" == expected
    assert answer.assumed == ()


@pytest.mark.parametrize(
    "query",
    [
        PlaceQuery(city="Kolkata", region="Goa", country="India"),
        PlaceQuery(city="Львів", region="Одеська область", country="Україна"),
        PlaceQuery(text="Львів, Харківська область, Україна"),
        PlaceQuery(city="Torino", region="Lazio", country="Italy"),  # and not Torano, which is there
    ],
)
def test_a_region_in_full_that_contradicts_is_asked_about(resolver: Resolver, query: PlaceQuery) -> None:
    answer = resolver.resolve(query)
    assert (answer.status, answer.reason.code) in {
        (GeoStatus.AMBIGUOUS, "place_contradicted"), (GeoStatus.AMBIGUOUS, "place_beside"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia (country)", ("Georgia", "GE", "country")),
        ("Washington (state)", ("Washington", "US", "region")),
        ("Mexico (country)", ("Mexico", "MX", "country")),
        ("Luxembourg (city)", ("Luxembourg", "LU", "city")),
        ("Québec (ville)", ("Québec", "CA", "city")),
        ("Georgia (US state)", ("Georgia", "US", "region")),
        ("Georgia (U.S. state)", ("Georgia", "US", "region")),
        ("Punjab (Pakistan province)", ("Punjab", "PK", "region")),
    ],
)
def test_what_kind_of_place_is_meant_may_stand_behind_it(
    resolver: Resolver, text: str, expected: tuple[str, str, str]
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert (place.name, place.country_code, place.precision.value) == expected


@pytest.mark.parametrize(
    "text",
    ["we", "an", "der", "le", "un", "une", "il", "os", "eu", "ви", "أنا", "doma", "Dam"],
)  # fmt: skip
def test_a_little_word_is_no_town(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    ("text", "city"),
    [("Ulm", "Ulm"), ("قم", "Qom"), ("東京", "Tokyo"), ("NYC", "New York City"), ("Уфа", "Ufa")],
)
def test_a_short_name_is_still_a_name(resolver: Resolver, text: str, city: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


@pytest.mark.parametrize(
    "text",
    [
        "via Roma",
        "place de Strasbourg",
        "улица Минск",
        "метро Тверь",
        "京都通り",
        "Lincoln Memorial",
        "Piccadilly",
    ],
)
def test_a_street_named_alone_is_no_town(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    ("text", "city"), [("京都公園, 大阪", "Osaka"), ("Lincoln Memorial, Washington DC", "Washington")]
)
def test_a_street_beside_its_city_is_in_the_city(resolver: Resolver, text: str, city: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Oxford Street, London", "Oxford Street"),
        ("Russian Embassy, London", "Russian Embassy"),
        ("улица Варшавская, Москва", "улица Варшавская"),
        ("ميدان التحرير، القاهرة", "ميدان التحرير"),
    ],
)
def test_a_street_beside_its_city_is_said_to_be_one(resolver: Resolver, text: str, venue: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    alone = resolver.resolve(PlaceQuery(text=text.replace("،", ",").partition(", ")[2]))
    assert answer.place == alone.place
    more = [reason for reason in answer.assumed if reason not in alone.assumed]
    assert more == [Reason("venue_left_out", {"names": (venue,)})]


@pytest.mark.parametrize(
    "name", ["Kings Bradford", "New Bradford", "York Parva", "Bedford Magna", "Old Derby"]
)
def test_a_longer_name_is_not_cut_to_two_known_ones(resolver: Resolver, name: str) -> None:
    answer = resolver.resolve(PlaceQuery(city=name, country="UK"))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert answer.reason.code == "unknown_in_area"


def test_a_word_of_an_unknown_name_is_no_hamlet_of_the_region(resolver: Resolver) -> None:
    assert resolver.resolve(PlaceQuery(text="Old Mill Green, Punjab")).place is None


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Tunis, Lac 2, Level 1", "Tunis"),
        ("Lisboa, Sala 7", "Lisbon"),  # and not Salé
        ("Abuja, Zone 4", "Abuja"),
        ("Piso 3, Quito", "Quito"),
        ("Dublin 8, Ireland", "Dublin"),
    ],
)
def test_a_name_and_a_number_are_a_part_of_the_city_beside_it(
    resolver: Resolver, text: str, city: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


@pytest.mark.parametrize(
    "text", ["Bogotá, Cali 5", "Rome, Paris 3", "Nairobi, Mombasa 3", "Mexico City, Puebla 12"]
)
def test_a_city_of_size_is_no_part_of_another_whatever_number_it_has(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    ("text", "names"), [("Nouméa, France", ["Nouméa", "Nomain"]), ("San Juan, USA", ["San Juan", "San Juan"])]
)
def test_a_place_overseas_is_offered_beside_its_country_in_the_same_cell(
    resolver: Resolver, text: str, names: list[str]
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert [place.name for place in answer.candidates] == names
    assert {"NC", "PR"} & {place.country_code for place in answer.candidates}


def test_a_hamlet_in_a_great_city_is_offered_beside_the_city(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Chelsea, New York"))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert [place.name for place in answer.candidates] == ["Chelsea", "Chelsea", "New York City"]


def test_what_bears_the_name_is_offered_before_what_is_only_called_so(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Ende"))
    assert (answer.candidates[0].name, answer.candidates[0].country_code) == ("Ende", "ID")


def test_a_town_of_a_territory_is_no_hamlet_of_the_country(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Pointe-à-Pitre, France"))
    assert "GP" in [place.country_code for place in answer.candidates]


@pytest.mark.parametrize(
    "query",
    [
        PlaceQuery(text="La Union, Philippines"),
        PlaceQuery(city="La Union", country="Philippines"),
        PlaceQuery(text="La Union"),
    ],
)
def test_a_province_is_offered_beside_villages_of_its_name(resolver: Resolver, query: PlaceQuery) -> None:
    answer = resolver.resolve(query)
    assert "Province of La Union" in [place.name for place in answer.candidates]


def test_an_article_is_a_part_of_the_name_of_an_area(resolver: Resolver) -> None:
    candidates = resolver.resolve(PlaceQuery(text="La Union Province")).candidates
    assert {
        place.name.replace("ó", "o").rpartition(" of ")[2].rpartition(" de ")[2] for place in candidates
    } == {"La Union"}


def test_a_city_whose_name_sounds_like_that_of_a_larger_one_is_itself(resolver: Resolver) -> None:
    place = resolver.resolve(PlaceQuery(city="宿州", country="China")).place
    assert place is not None
    assert (place.name, place.region) == ("Suzhou", "Anhui")


def test_a_name_in_the_letters_of_its_country_is_as_good_as_the_main_one(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Ηράκλειο"))
    assert [place.region for place in answer.candidates[:2]] == ["Crete", "Attica"]


@pytest.mark.parametrize("text", ["東京・京都", "Hà Nội và Huế", "Jakarta dan Bandung"])
def test_and_is_read_in_more_languages(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).several


@pytest.mark.parametrize(
    ("text", "area", "town"),
    [
        ("Kent", "Kent, England", "Kent, Washington"),
        ("Surrey", "Surrey, England", "Surrey, British Columbia"),
        ("Norfolk", "Norfolk, England", "Norfolk, Virginia"),
        ("Durham", "County Durham, England", "Durham, North Carolina"),
        ("Louth", "Louth, Leinster", "Louth, England"),
        ("Wyoming", "Wyoming, Wyoming", "Wyoming, Michigan"),
        ("Paraná", "Paraná, Paraná", "Paraná, Entre Rios"),
    ],
)
def test_a_name_alone_that_is_a_better_known_area_elsewhere_is_asked_about(
    resolver: Resolver, text: str, area: str, town: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.status is GeoStatus.AMBIGUOUS
    assert [f"{place.name}, {place.region}" for place in answer.candidates[:2]] == [area, town]


@pytest.mark.parametrize(
    ("query", "region"),
    [
        (PlaceQuery(text="Kent, WA"), "Washington"),
        (PlaceQuery(text="Norfolk, Virginia"), "Virginia"),
        (PlaceQuery(city="Durham", country="US"), "North Carolina"),
        (PlaceQuery(text="Washington"), "District of Columbia"),  # a capital is known as well as any state
        (PlaceQuery(text="Münster"), "North Rhine-Westphalia"),  # and not Munster
        (PlaceQuery(text="Funabashi"), "Chiba"),  # in the municipality of its name
    ],
)
def test_an_area_of_the_name_is_no_rival_of_a_town_that_more_speaks_for(
    resolver: Resolver, query: PlaceQuery, region: str
) -> None:
    place = resolver.resolve(query).place
    assert place is not None
    assert place.region == region


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (PlaceQuery(text="Bradford under Hill"), "unknown_in_area"),
        (PlaceQuery(city="Derby on Hill", country="UK"), "unknown_in_area"),
        (PlaceQuery(text="Bath Village"), "near_name"),
        (PlaceQuery(city="York Village", country="UK"), "near_name"),
        (PlaceQuery(text="Independence Hall"), "place_maybe_of_people"),
        (PlaceQuery(text="Gibraltar, Aylesbury"), "place_beside"),
        (PlaceQuery(text="Surabaya, Bali"), "several_places"),
        (PlaceQuery(text="Surabaya, Bali, Indonesia"), "place_contradicted"),
        (PlaceQuery(text="Bandung, Sumatra"), "place_contradicted"),
    ],
)
def test_a_compound_a_landmark_or_a_contradiction_is_not_cut_to_a_known_name(
    resolver: Resolver, query: PlaceQuery, code: str
) -> None:
    answer = resolver.resolve(query)
    assert (answer.status, answer.reason.code) == (GeoStatus.AMBIGUOUS, code)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (PlaceQuery(text="Thistledown, Berlin"), "unknown_in_area"),
        (PlaceQuery(text="Quellmoor, Warszawa"), "unknown_in_area"),
        (PlaceQuery(text="Thistledown, Lyon, France"), "unknown_in_area"),
        (PlaceQuery(text="Quellmoor, Nairobi", country="Kenya"), "unknown_in_area"),
        (PlaceQuery(text="Clapham, Berlin"), "place_beside"),
        (PlaceQuery(text="Brixton, Paris"), "place_beside"),
        (PlaceQuery(text="Kreuzberg, Paris"), "several_places"),
    ],
)
def test_an_unknown_name_before_a_city_or_one_known_elsewhere_is_asked_about(
    resolver: Resolver, query: PlaceQuery, code: str
) -> None:
    answer = resolver.resolve(query)
    assert (answer.status, answer.reason.code) == (GeoStatus.AMBIGUOUS, code)


def test_what_a_name_before_a_city_means_elsewhere_is_offered_second(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Brixton, Paris"))
    assert [place.name for place in answer.candidates[:2]] == ["Paris", "Brixton"]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Liceo Galvani, Bologna", "Bologna"),
        ("IIS Castigliano, Asti, Italy", "Asti"),
        ("Museumplein, Amsterdam", "Amsterdam"),
        ("Götaplatsen, Göteborg", "Gothenburg"),
        ("Rådhuspladsen, København", "Copenhagen"),
        ("Norra Bantorget, Stockholm", "Stockholm"),
        ("Narinkkatori, Helsinki", "Helsinki"),
        ("Marienplatz, München", "Munich"),
        ("Deák tér, Budapest", "Budapest"),
        ("Staroměstské náměstí, Praha", "Prague"),
        ("Piața Unirii, Cluj-Napoca", "Cluj-Napoca"),
        ("Πλατεία Αριστοτέλους, Θεσσαλονίκη", "Thessaloníki"),
        ("渋谷駅, 東京", "Tokyo"),
        ("北京路, 广州", "Guangzhou"),
        ("광화문광장, 서울", "Seoul"),
        ("ถนนข้าวสาร, กรุงเทพ", "Bangkok"),
        ("गांधी मैदान, पटना", "Patna"),
        ("ميدان التحرير، القاهرة", "Cairo"),
        ("پارک لاله، تهران", "Tehran"),
        ("כיכר רבין, תל אביב", "Tel Aviv"),
        ("quảng trường Ba Đình, Hà Nội", "Hanoi"),
        ("Medialab Katowice", "Katowice"),
        ("перед мэрией, Самара", "Samara"),
        ("przed ratuszem, Gdańsk", "Gdańsk"),
        ("市役所前, 札幌", "Sapporo"),
        ("시민회관, 인천", "Incheon"),
        ("Fridays for Future, Bonn", "Bonn"),
    ],
)
def test_a_venue_before_its_city_in_any_language_makes_no_question(
    resolver: Resolver, text: str, city: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert (place.name, place.precision) == (city, Precision.CITY)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Akebono (Kumagaya)", "Kumagaya"),  # the bracket says where
        ("Nishi ward, Yokohama", "Yokohama"),
        ("Colonia Cuauhtémoc, Mexico City, Mexico", "Mexico City"),
        ("Lima, distrito de San Juan de Miraflores", "San Juan de Miraflores"),
        ("Lugo di Romagna, Italy", "Lugo"),  # in Emilia-Romagna
        ("AITI-KACE, Accra", "Accra"),  # Haiti in a longer text rules nothing out
        ("City: Porto Alegre; Place: Unisinos Porto Alegre", "Porto Alegre"),
    ],
)
def test_what_only_says_where_or_of_what_kind_makes_no_question(
    resolver: Resolver, text: str, city: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == city


def test_words_beside_a_city_that_are_not_read_are_said(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="Thistledown Berlin"))
    assert answer.place is not None
    assert answer.assumed == (Reason("unread_left_out", {"names": ("Thistledown",)}),)


@pytest.mark.parametrize(
    ("text", "town", "area"),
    [("Lyon, Germany", "Lyon", "Germany"), ("Perth, England", "Perth", "England")],
)
def test_of_a_town_and_an_area_that_contradict_the_town_is_elsewhere(
    resolver: Resolver, text: str, town: str, area: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert (answer.reason.values["text"], answer.reason.values["says"]) == (town, (area,))
    assert [place.name for place in answer.candidates[:2]] == [town, area]


def test_what_two_words_of_a_name_may_mean_is_asked_about_the_whole_name(resolver: Resolver) -> None:
    assert resolver.resolve(PlaceQuery(text="Leeds Magna")).reason.values["text"] == "Leeds Magna"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("2. Stock, Wien", "Vienna"), ("Wien, 2. Stock", "Vienna"), ("2. emelet, Budapest", "Budapest"),
        ("3. patro, Praha", "Prague"), ("2. sal, København", "Copenhagen"), ("1. kerros, Helsinki", "Helsinki"),
        ("2º andar, Lisboa", "Lisbon"), ("2° piano, Milano", "Milan"), ("3-й этаж, Москва", "Moscow"),
        ("Piętro 2, Kraków", "Kraków"), ("3rd floor, Nairobi", "Nairobi"), ("1er étage, Lyon", "Lyon"),
        ("3 קומה, חיפה", "Haifa"),
    ],
)  # fmt: skip
def test_a_floor_is_no_town(resolver: Resolver, text: str, town: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.name == town


@pytest.mark.parametrize(
    "text",
    [
        "北区, 日本",
        "中央区, 日本",
        "Kita-ku, Japan",
        "Chuo-ku, Japan",
        "鼓楼区, 中国",
        "朝阳区, 中国",
        "南区, 日本",
        "서구, 대한민국",
    ],
)
def test_a_ward_that_several_cities_have_is_asked_about(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(PlaceQuery(text=text)).place is None


@pytest.mark.parametrize(
    ("text", "ward"),
    [("渋谷区, 日本", "Shibuya"), ("朝阳区, 北京", "Beijing"), ("Minato-ku, Japan", "Minato City")],
)
def test_a_ward_that_one_city_has_or_whose_city_is_named_is_not(
    resolver: Resolver, text: str, ward: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert ward in [place.name for place in (answer.place, *answer.candidates[:1]) if place]


@pytest.mark.parametrize(
    "text", ["Washington Square, New York", "Place Napoléon, Paris", "Lenin Square, Moscow"]
)
def test_a_square_is_not_the_town_that_was_once_called_so(resolver: Resolver, text: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is None or place.population > 1_000_000


@pytest.mark.parametrize("text", ["New Orange", "Canton", "Batavia", "בית לחם", "Кембридж", "Одесса"])
def test_a_name_that_a_city_had_or_has_abroad_is_not_taken_before_towns_that_bear_it(
    resolver: Resolver, text: str
) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert (answer.status, len(answer.candidates) > 1) == (GeoStatus.AMBIGUOUS, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("باريس", "Paris, FR"), ("برلين", "Berlin, DE"), ("Париж", "Paris, FR"),
        ("Рим", "Rome, IT"), ("قرطبة", "Córdoba, ES"), ("Варна", "Varna, BG"), ("Nueva York", "New York City, US"),
        ("Bombay", "Mumbai, IN"), ("Peking", "Beijing, CN"), ("大阪", "Osaka, JP"), ("巴黎", "Paris, FR"),
    ],
)  # fmt: skip
def test_a_name_in_its_own_letters_or_of_a_city_that_is_known_by_it_is_taken(
    resolver: Resolver, text: str, expected: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert f"{place.name}, {place.country_code}" == expected


def test_a_name_in_its_own_letters_is_offered_before_an_alias_abroad(resolver: Resolver) -> None:
    answer = resolver.resolve(PlaceQuery(text="آبادان"))
    assert [place.country_code for place in answer.candidates[:2]] == ["IR", "NG"]


_STREETS = {
    "Avda. {}|Av. {}|C/ {}|Pza. {}|Ronda de {}|Camino de {}": ("Lima", "Bogotá"),
    "Av. {}|R. {}|Estrada de {}|Pça. {}": ("Recife", "Salvador"),
    "P.zza {}|Strada {}|Salita {}": ("Torino", "Milano"),
    "cours de {}|route de {}|promenade de {}|bd. {}": ("Nantes", "Lyon"),
    "pl. {}|al. {}|os. {}|osiedle {}": ("Poznań", "Kraków"),
    "станція {}|провулок {}|узвіз {}": ("Львів", "Харків"),
    "حي {}|زنقة {}|نهج {}|درب {}": ("الرباط", "تونس"),
    "דרך {}|צומת {}|שכונת {}": ("חיפה", "ירושלים"),
    "{} गली|{} बाजार": ("आगरा", "जयपुर"),
    "πλ. {}|Λεωφ. {}": ("Βόλος", "Αθήνα"),
    "nám. {}": ("Praha", "Brno"),
    "{} tér|{} út|{} köz": ("Szeged", "Budapest"),
    "Str. {}|Bd. {}|Aleea {}": ("București", "Brașov"),
    "{} Close|{} Way|{} Mews|{} Grove": ("Dublin", "Leeds"),
}


@pytest.mark.parametrize("streets", _STREETS)
def test_a_shortened_or_rarer_word_for_a_street_makes_its_name_no_town(
    resolver: Resolver, streets: str
) -> None:
    first, town = _STREETS[streets]
    whole = resolver.resolve(PlaceQuery(text=town))
    there = whole.place or whole.candidates[0]
    for street in streets.split("|"):
        answer = resolver.resolve(PlaceQuery(text=f"{street.format(first)}, {town}"))
        assert answer.place is None or answer.place.region == there.region, (street, answer)
        assert resolver.resolve(PlaceQuery(text=street.format(town))).place is None, street


@pytest.mark.parametrize(
    ("text", "region"),
    [("Montgomery AL", "Alabama"), ("Houston R.", "Texas"), ("Federal Way, WA",
    "Washington"), ("Dhaka BD", "Dhaka Division"),
     ("Al Ain", "Abu Dhabi"), ("Elm Grove, WI", "Wisconsin")],
)  # fmt: skip
def test_a_code_or_a_town_that_such_a_word_is_part_of_is_still_read(
    resolver: Resolver, text: str, region: str
) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.region == region


@pytest.mark.parametrize(
    "text",
    ["आगरा और मथुरा", "पटना और दिल्ली", "เชียงใหม่และลำปาง", "ขอนแก่น และ อุดรธานี", "ลำปางและเชียงใหม่"],
)  # fmt: skip
def test_names_that_end_in_a_vowel_sign_are_several_places_too(resolver: Resolver, text: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert (answer.several, len(answer.candidates)) == (True, 2)


@pytest.mark.parametrize(
    "text",
    ["Berlin und Kleinkleckersdorf", "Lima & Zzyzx", "पटना और गया", "Nairobi and Xwexwe", "Київ та Вигадань"],
)
def test_a_known_city_and_an_unknown_name_are_asked_about(resolver: Resolver, text: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert (answer.status, answer.reason.code) == (GeoStatus.AMBIGUOUS, "unknown_in_area")


@pytest.mark.parametrize(
    "text", ["Berlin and friends", "Lima y alrededores", "London and online", "Paris et banlieue"]
)
def test_a_city_and_what_is_around_it_is_the_city(resolver: Resolver, text: str) -> None:
    place = resolver.resolve(PlaceQuery(text=text)).place
    assert place is not None
    assert place.population > 1_000_000


@pytest.mark.parametrize("street", ["Kings Road", "Kings Way", "The Mews"])
def test_behind_a_street_a_county_is_not_a_smaller_town_abroad(resolver: Resolver, street: str) -> None:
    assert resolver.resolve(PlaceQuery(text=f"{street}, Kent")).place is None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (PlaceQuery(text="Madrid o Barcelona"), "several_places"),
        (PlaceQuery(text="Berlin oder Hamburg"), "several_places"),
        (PlaceQuery(text="Paris to Lyon"), "several_places"),
        (PlaceQuery(text="From Oslo to Bergen, Norway"), "several_places"),
        (PlaceQuery(text="Van & Muş"), "several_places"),
        (PlaceQuery(text="Berlin, Alexanderplatz or Hamburg, Rathaus"), "several_places"),
        (PlaceQuery(text="London, Trafalgar Square or Leeds, UK"), "several_places"),
        (PlaceQuery(text="Paris, Bastille ou Lyon, Bellecour"), "several_places"),
        (PlaceQuery(text="Leeds, City Square to Bradford, City Park"), "several_places"),
        (PlaceQuery(text="London or Manchester Town Hall"), "several_places"),
        (PlaceQuery(text="Rathaus Hamburg oder Rathaus Berlin"), "several_places"),
        (PlaceQuery(text="Berlin Alexanderplatz und Hamburg Rathaus"), "several_places"),
        (PlaceQuery(text="Warszawa lub Kraków Rynek Główny"), "several_places"),
        (PlaceQuery(text="Paris République ou Lyon Bellecour"), "several_places"),
        (PlaceQuery(text="London, Trafalgar Square or Manchester Piccadilly"), "several_places"),
        (PlaceQuery(text="Leeds Town Hall, Bradford City Park"), "several_places"),
        (PlaceQuery(text="Manchester Town Hall or Leeds Library, Manchester"), "several_places"),
        (PlaceQuery(region="Zzyxia", country="Spain"), "unknown_in_area"),
        (PlaceQuery(city="Buenos Aires Chico", country="Argentina"), "unknown_in_area"),
        (PlaceQuery(city="San Jose", country="Philippines"), "which_of_regions"),
        (PlaceQuery(city="Melilla", country="Morocco"), "which_of_names"),
        (PlaceQuery(text="06800 Mérida"), "far_from_postcode"),
        (PlaceQuery(city="City centre", country="UK"), "nowhere_in"),
        (PlaceQuery(text="BA"), "place_maybe_of_people"),
        (PlaceQuery(region="West", country="USA"), "place_maybe_of_people"),
        (PlaceQuery(region="East"), "place_maybe_of_people"),
        (PlaceQuery(country="Congo"), "which_of_names"),
        (PlaceQuery(text="Congo"), "which_of_names"),
    ],
)
def test_no_part_of_a_row_is_left_out_for_a_better_known_name(
    resolver: Resolver, query: PlaceQuery, reason: str
) -> None:
    answer = resolver.resolve(query)
    assert (answer.place, answer.reason.code) == (None, reason)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Trinidad & Tobago", "Trinidad and Tobago"), ("Van", "Van"), ("75011 Paris", "Paris"), ("LA", "Los Angeles"),
        ("44100 Guadalajara", "Guadalajara"), ("Kota Jakarta Timur, Indonesia", "Jakarta"),
        ("Bern, time to be announced", "Bern"), ("檳城", "Penang"),
        ("San Fernando, La Union, Philippines", "San Fernando"), ("Provincia de La Coruña", "Provincia da Coruña"),
        ("Provincia de Toledo", "Province of Toledo"), ("Provincia de Gerona", "Província de Girona"),
        ("Brighton and Hove Town Hall", "Brighton and Hove"), ("Houston Hall, Philadelphia", "Philadelphia"),
        ("Manchester Town Hall or Manchester Cathedral", "Manchester"),
        ("Oxford Street or Manchester Square, London", "London"),
        ("Washington St and Madison Ave, Chicago", "Chicago"),
        ("Paris, République ou Bastille", "Paris"), ("Goma, Congo", "Goma"), ("Brazzaville, Congo", "Brazzaville"),
    ],
)  # fmt: skip
def test_what_explains_all_of_a_row_is_taken(resolver: Resolver, text: str, place: str) -> None:
    answer = resolver.resolve(PlaceQuery(text=text))
    assert answer.place is not None
    assert answer.place.name == place


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (PlaceQuery(country="Korea, Democratic People's Republic of"), "KP"),
        (PlaceQuery(country="Korea, Dem. People's Rep. of"), "KP"),
        (PlaceQuery(country="Korea, Dem. Rep."), "KP"),
        (PlaceQuery(country="Korea, North"), "KP"),
        (PlaceQuery(country="Korea, Republic of"), "KR"),
        (PlaceQuery(country="Congo, The Democratic Republic of the"), "CD"),
        (PlaceQuery(country="Congo, Republic of the"), "CG"),
        (PlaceQuery(country="Congo Republic"), "CG"),
        (PlaceQuery(country="Venezuela, Bolivarian Republic of"), "VE"),
        (PlaceQuery(country="Hong Kong SAR, China"), "HK"),
        (PlaceQuery(region="whole country", country="Germany"), "DE"),
        (PlaceQuery(region="bundesweit", country="Germany"), "DE"),
        (PlaceQuery(region="Central Europe", country="Germany"), "DE"),
        (PlaceQuery(region="Other", country="Kenya"), "KE"),
        (PlaceQuery(city="Este", country="Italy"), "IT"),
    ],
)
def test_a_country_is_read_as_lists_write_it_and_no_region_of_it_is_all_of_it(
    resolver: Resolver, query: PlaceQuery, code: str
) -> None:
    answer = resolver.resolve(query)
    assert answer.place is not None
    assert answer.place.country_code == code
