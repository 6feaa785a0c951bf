"""Build data/region_names: what states, provinces and other regions are called in the languages of the page.

    python -m tools.build_region_names /usr/share/unicode/cldr/common

The folder is that of Debian's package unicode-cldr-core: CLDR's subdivisions, by the ISO 3166-2 codes that
``data/gazetteer/regions.tsv`` gives. Its Chinese names are partly in traditional characters; its own table of the two
kinds makes them simplified.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from dashboard.i18n.formats import country_name
from dashboard.i18n.languages import LANGUAGES

DATA = Path(__file__).parent.parent / "data"
_NAME = re.compile(r'<subdivision type="(\w+)"[^>]*>([^<]*)<')
_MARKS = re.compile(r"[¹²³⁰-₟]|\s*[(（].*?[)）]")
"""What tells namesakes apart where nothing else stands beside them."""


def names(cldr: Path, language: str) -> Iterator[tuple[str, str, str]]:
    """Country, name in the gazetteer and name in the language of each region that is called otherwise there."""
    found = _NAME.findall((cldr / "subdivisions" / f"{language}.xml").read_text("utf-8"))
    known = {code: unescape(name) for code, name in found}
    simpler = _simplified(cldr) if language == "zh" else {}
    for line in (DATA / "gazetteer" / "regions.tsv").read_text("utf-8").splitlines():
        code, _, name, iso, _ = line.split("\t")
        own = _cleaned(known.get(iso.replace("-", "").lower(), ""), country_name(code[:2], language), simpler)
        if own and own != name:
            yield code[:2], name, own


def _cleaned(name: str, country: str, simpler: Mapping[str, str]) -> str:
    bare = (
        unicodedata.normalize("NFC", _MARKS.sub("", name).replace("ʼ", "’"))
        .removesuffix(f", {country}")
        .strip()
    )
    for size in (4, 3, 2, 1):
        for part in {bare[at : at + size] for at in range(len(bare))} & simpler.keys():
            bare = bare.replace(part, simpler[part])
    return bare


def _simplified(cldr: Path) -> dict[str, str]:
    """Traditional to simplified, characters and words."""
    rules = (cldr / "transforms" / "Simplified-Traditional.xml").read_text("utf-8")
    return {
        traditional: simple for simple, traditional in re.findall(r"^(\w+)[↔←](\w+);$", rules, re.MULTILINE)
    }


def main() -> None:
    """Write one file for each language but English."""
    cldr, folder = Path(sys.argv[1]), DATA / "region_names"
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES.keys() - {"en"}:
        rows = sorted(set(names(cldr, language)))
        file = folder / f"{language}.tsv"
        file.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
        print(f"{file.name}: {len(rows)} regions, {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
