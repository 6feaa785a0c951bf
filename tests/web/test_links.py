"""Every public address is written and read in one place, and says there what it asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports import EXPORTERS
from dashboard.i18n import LANGUAGES
from dashboard.maps.words import SCRIPTS
from dashboard.model import Filters
from dashboard.web.public import links
from dashboard.web.public.links import PublicRequest, read
from tests.web.test_filters import FILTERS

HOUSE = Path(links.__file__).parent.parent.parent
NAMES = st.from_regex("[a-z0-9]([a-z0-9_-]{0,20}[a-z0-9])?", fullmatch=True)
CITIES = st.integers(-(10**10), 10**10)
PAGES = (
    "",
    "map",
    "embed",
    "feeds",
    "share",
    "search",
    "submit",
    "report",
    "card.png",
    "map.png",
    "qr.png",
    "view.png",
    "view.svg",
)
OF_A_CITY = ("", "map", "share", "poster", "card.png", "map.png", "qr.png")
PARTS_OF_DATA = ("api", "api/map.json", "api/times.json", "api/cities.geojson", "api/search.json")
READ = {
    "page": ("", "embed"),
    "text": ("", "search", "api/search.json"),
    "look": ("embed", "map.png", "view.png", "view.svg"),
}
"""Which parts look at what else an address says."""
NOWHERE = FILTERS.map(lambda filters: replace(filters, city_id=None))


@st.composite
def requests(draw: st.DrawFn) -> PublicRequest:
    """Any that an address can ask for."""
    made: PublicRequest = draw(
        st.one_of(
            st.builds(PublicRequest, NAMES, st.sampled_from(PAGES), filters=FILTERS),
            st.builds(PublicRequest, NAMES, st.sampled_from(OF_A_CITY), city_id=CITIES),
            st.builds(PublicRequest, NAMES, st.sampled_from([*EXPORTERS]), filters=FILTERS),
            st.builds(PublicRequest, NAMES, st.sampled_from([*EXPORTERS]), CITIES, filters=NOWHERE),
            st.builds(PublicRequest, NAMES, st.sampled_from([*EXPORTERS]), uid=NAMES),
            st.builds(PublicRequest, NAMES, st.sampled_from(PARTS_OF_DATA), filters=FILTERS),
            st.builds(PublicRequest, NAMES, st.just("api/city.json"), CITIES, filters=NOWHERE),
            st.builds(PublicRequest, st.just("") | NAMES, st.just("dashboard"), CITIES, filters=NOWHERE),
            st.builds(PublicRequest, st.just("") | NAMES, st.sampled_from(["about", "dashboard"])),
            st.just(PublicRequest(part="api")) | st.just(PublicRequest(part="all")),
        )
    )
    further: dict[str, Any] = {
        "page": draw(st.integers(1, 99_999)),
        "text": draw(st.text(max_size=50)).strip(),
        "look": draw(st.sampled_from(["", "dark", "map"])),
    }
    return replace(
        made,
        language=draw(st.sampled_from(["", *LANGUAGES])),
        base_path=draw(st.sampled_from(["", "/maps", "/c/x"])),
        instance=draw(st.text(max_size=50)) if made.part == "share" else "",
        **{name: value for name, value in further.items() if made.part in READ[name]},
    )


@given(requests())
def test_what_is_written_is_read_again(asked: PublicRequest) -> None:
    assert read(str(asked), asked.base_path) == asked
    assert read(asked.path) == replace(asked, base_path="")


@given(st.text() | NAMES.map(lambda name: f"/c/{name}"), st.text())
def test_no_address_is_an_error_and_none_has_two_spellings(path: str, query: str) -> None:
    found = read(f"{path.replace('?', '').replace('#', '')}?{query.replace('#', '')}")
    assert found is None or read(str(found)) == found


def test_an_address_without_a_base_path_is_none_of_ours() -> None:
    assert read("/c/vigil", "/maps") is None
    assert read("/maps/c/vigil", "/maps") == PublicRequest("vigil", base_path="/maps")


def test_a_page_of_a_city_shows_all_of_it() -> None:
    assert read("/c/vigil/city/5?country=DE") == PublicRequest("vigil", city_id=5)
    assert read("/?campaign=vigil&city=5&country=DE") == PublicRequest(
        "vigil", "dashboard", 5, filters=Filters(countries=("DE",))
    )


def test_nothing_else_writes_an_address() -> None:
    pieces = re.compile(
        r"""["'`}]/?c/[{"'$a-z]|/city/[{"'$]|/action/[{"'$]|\}/c\b|api/v1|[?&]campaign=(?!\{slug\})|[?&]lang=[{$]"""
        r"""|\}/\?|\}/[a-z]+[.](json|ics|png|svg)|\}/(share|submit|search|cities)\b"""
    )
    elsewhere = re.compile(r"``|\{root\}|\{at\}|https://")  # words, routes, and other people's sites
    others = [
        file
        for file in sorted(HOUSE.rglob("*"))
        if file.suffix in {".py", ".html", ".js"} and file != Path(links.__file__)
    ]
    assert len(others) > 300
    written = [
        f"{file.relative_to(HOUSE)}:{number}: {line.strip()}"
        for file in others
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pieces.search(line) and not elsewhere.search(line)
    ]
    assert written == []


def test_scripts_complete_an_address_as_it_is_spelt() -> None:
    here = PublicRequest("0", base_path="/0")
    given = {name: read(address, "/0") for name, address in here.for_scripts.items()}
    assert {name: one and (one.slug, one.part, one.city_id, one.uid) for name, one in given.items()} == {
        "page": ("0", "", None, ""),
        "city": ("0", "", 0, ""),
        "share": ("0", "share", None, ""),
        "city share": ("0", "share", 0, ""),
        "city calendar": ("0", "ics", 0, ""),
        "submit": ("0", "submit", None, ""),
        "view.png": ("0", "view.png", None, ""),
        "view.svg": ("0", "view.svg", None, ""),
        "calendar": ("0", "ics", None, "0"),
        "map": ("0", "api/map.json", None, ""),
        "times": ("0", "api/times.json", None, ""),
        "search": ("0", "api/search.json", None, ""),
        "card": ("0", "api/city.json", 0, ""),
    }
    used = {name for file in SCRIPTS.glob("*.js") for name in re.findall(r'"([a-z. ]+)"', _asked(file))}
    assert used == {*given} - {"view.png", "view.svg"}  # these two by the name of the format


def _asked(script: Path) -> str:
    """What a script says in its calls of `Links.to`."""
    return " ".join(re.findall(r"Links\.to\(([^,)]*)", script.read_text("utf-8")))
