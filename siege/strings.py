"""Hostile texts in every column that people write, from a file to the data of the map, letter by letter."""

from __future__ import annotations

import csv
import subprocess
import sys
from itertools import product
from pathlib import Path

import httpx

from bench.servers import ours
from siege import Row

SLUG = "strings"
_COLUMNS = ("title", "description", "organiser")
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
    texts = [around.replace("{0}", one).replace("{}", one) for around, one in product(_AROUND, _SNIPPETS)]
    texts = [f"{text} {number}" for number, text in enumerate((texts * (count // len(texts) + 1))[:count])]
    file = work / "strings.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        writer.writerow(("id", "city", "country", "date", *_COLUMNS))
        for number in range(0, count, len(_COLUMNS)):
            cells = texts[number : number + len(_COLUMNS)]
            writer.writerow((number, "London", "United Kingdom", "2048-04-07", *cells))
    publish(work, file, SLUG)
    with ours(work) as server:
        data = httpx.get(f"{server.url}/api/v1/campaigns/{SLUG}/actions.geojson", timeout=120).json()
    shown = {one["properties"].get(column) for one in data["features"] for column in _COLUMNS}
    same = sum(text in shown for text in texts)
    return [Row(f"{count:,} hostile texts", f"{same:,} in the map's data letter by letter", same == count)]


def publish(work: Path, file: Path, slug: str) -> None:
    """Bring a file in by the command line."""
    command = [sys.executable, "-m", "dashboard", "import", str(file), "--campaign", slug, "--create"]
    subprocess.run([*command, "--data-dir", str(work)], check=False, capture_output=True)
