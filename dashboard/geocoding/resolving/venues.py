"""Tell a street, a square, a quarter or another venue from a name, by the words of it and by how compound ones end."""

from __future__ import annotations

from functools import lru_cache

from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.words import words


def _keys(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split(" "))


_STREETS = _keys(
    "platz straße strasse str allee gasse weg ufer bahnhof brücke stieg straat plein laan kade gracht singel gatan "
    "gata vägen veien torget plassen platsen pladsen parken gade torv katu tori puisto aukio liget körút dori koen"
)
"""How words for a street, a square or a park end in languages that write them as one word."""
_VENUES = _keys("haus zentrum halle kirche garten markt tor huset lab hub")
"""How those of other venues do."""
_QUARTERS = _keys("chome cho machi")
"""How Japanese quarters do, all with more letters before than Pancho has."""
_ENDS = _keys(
    "駅 公園 広場 通り 丁目 門 橋 寺 神社 球場 会館 前 회관 시청 구청 路 街 大道 广场 廣場 公园 站 桥 堂 "
    "역 공원 광장 로 길 거리 대로 시장 해수욕장"
)
"""How those end that are Chinese, Japanese or Korean."""
_BEGINNINGS = _keys("ถนน สถานี สวน สนาม อนุสาวรีย์ วัด ตลาด ลาน สะพาน จัตุรัส")
"""How Thai ones begin."""
_WORDS = frozenset(
    _keys(
        "tér espace maison casa quai jalan taman lapangan bundaran monumen phố chợ hồ रोड बाग पथ λιμάνι πεδίον "
        "ratusz ratusza ratuszem rynku мэрия мэрией мэрии администрация администрацией вокзалом театром памятником "
        "фонтан фонтаном парке"
    )
)
"""Words that mean so beside a name, and are too common elsewhere to tell what a name alone is."""
_OF_GROUPS = frozenset(
    _keys(
        "group chapter team gruppe groupe grupo gruppo группа for against für gegen pour contre para contro voor "
        "tegen за против dla przeciw için"
    )
)
"""Words of the names of groups and campaigns, and hardly of those of places."""
_LEAST_BEFORE = 3
"""So many letters at least stand before such an end: a Hub is none."""


@lru_cache(maxsize=20_000)
def is_venue(text: str) -> bool:
    """Whether a text names a venue, a street or a quarter: "Oxford Street", "Museumplein", "渋谷駅"."""
    parts = _keys(text)
    said = words("venue", "named", "part") | _WORDS
    return not said.isdisjoint(parts) or any(map(is_compound, parts))


def is_part_of_city(text: str) -> bool:
    """Whether a text says that it names a part of a city: "Nishi ward"."""
    return not words("part").isdisjoint(_keys(text))


def is_of_group(text: str) -> bool:
    """Whether a text is what a group or a campaign is called: "Fridays for Future"."""
    return not _OF_GROUPS.isdisjoint(_keys(text))


@lru_cache(maxsize=20_000)
def is_compound(word: str) -> bool:
    """Whether the key of one word is a compound one for a venue or a street: "medialab", "museumplein"."""
    return (
        is_street(word)
        or word.endswith(_VENUES, _LEAST_BEFORE)
        or word.endswith(_QUARTERS, _LEAST_BEFORE + 1)
    )


@lru_cache(maxsize=20_000)
def is_street(word: str) -> bool:
    """Whether the key of one word is a compound one for a street, a square or a park."""
    if word.isascii():
        return word.endswith(_STREETS, _LEAST_BEFORE)
    return word.startswith(_BEGINNINGS) or word.endswith(_ENDS, 1)
