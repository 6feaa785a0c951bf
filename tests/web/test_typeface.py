"""The letters of the pages without a framework: small, complete for our languages, and named by each page's style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from dashboard.bundled import bundled
from dashboard.i18n import LANGUAGES
from tests.web.actions import CAMPAIGN
from tests.web.serving import Site
from tools.build_typeface import ARABIC_FAMILY, FALLBACKS, FAMILY, PARTS, code_points, fallback

MOST_BYTES = 25_000
FACES = bundled("typeface", "faces.css").read_text(encoding="utf-8")
FILES = {part.name: bundled("typeface", f"{part.name}.woff2") for part in PARTS}
DASHBOARD = Path(__file__).parents[2] / "dashboard"
LOCALES = DASHBOARD / "i18n" / "locales"


def letters(file: Path) -> set[int]:
    with TTFont(file) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("name", FILES)
def test_the_letters_of_a_script_are_25_kb_at_most_and_come_under_our_name(name: str) -> None:
    assert FILES[name].stat().st_size <= MOST_BYTES
    with TTFont(FILES[name]) as font:
        assert font["name"].getDebugName(1) in {"Map Sans", "Map Sans Arabic"}


def test_a_browser_is_told_which_letters_each_file_has_and_shows_text_before_they_come() -> None:
    told = re.findall(r'url\("(.+?)\.woff2"\).*unicode-range: (.+?);', FACES)
    for name, spans in told:
        assert set(code_points(spans.replace(" ", ""))) <= letters(FILES[name]), name
    assert [name for name, _ in told] == list(FILES)
    assert FACES.count("font-display: swap") == FACES.count("unicode-range") == len(FILES)


def test_text_takes_the_same_room_before_its_letters_come() -> None:
    assert FACES.endswith("".join(fallback(*one) for one in FALLBACKS))
    stack = ", ".join(f'"{family}"' for family in (FAMILY, ARABIC_FAMILY, *(one[0] for one in FALLBACKS)))
    for style in ("maps/static/map.css", "web/public/documents/document.css"):
        assert stack in (DASHBOARD / style).read_text(encoding="utf-8"), style


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in {"en", "zh"}])
def test_the_letters_of_a_catalogue_are_there(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        said = [message.string or "" for message in read_po(file) if message.id]
    texts = [one if isinstance(one, str) else "".join(one) for one in said]
    used = {character for text in texts for character in text if character.isalpha() or character.isdigit()}
    told = {point for spans in re.findall(r"unicode-range: (.+?);", FACES) for point in code_points(spans)}
    assert {character for character in used if ord(character) not in told} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/about",
        "/sign-in",
        f"/c/{CAMPAIGN.slug}",
        f"/c/{CAMPAIGN.slug}/submit",
        f"/c/{CAMPAIGN.slug}/embed",
        "/c/none",
    ],
)
def test_a_page_names_its_letters_by_the_address_that_is_kept_for_a_year(server: Site, path: str) -> None:
    addresses = re.findall(
        r'url\("(.+?\.woff2)"\)', server.http.get(path, headers={"Accept": "text/html"}).text
    )
    assert [address.rsplit("/", 1)[1] for address in addresses] == [f"{name}.woff2" for name in FILES]
    answer = server.http.get(addresses[0])
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
        "font/woff2",
        "public, max-age=31536000, immutable",
    )
    assert answer.content == FILES["latin"].read_bytes()
