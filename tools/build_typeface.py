"""Build `data/typeface/`: the letters of the pages without a framework, as one small file for each script.

Source Sans 3 with its weights from 400 to 700 in one file a script, and IBM Plex Sans Arabic in two weights. Both are
under the SIL Open Font License, which keeps the names "Source" and "Plex" for the whole typefaces: our parts are called
"Map Sans". Run it again when a typeface's package is raised: ``python -m tools.build_typeface``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Map Sans"
ARABIC_FAMILY = "Map Sans Arabic"
"""Of its own: browsers join files to one typeface by script only where all have the same weights."""

FOLDER = Path(__file__).parents[1] / "data" / "typeface"
_SOURCE = Path(str(files("fontpkg_source_sans_3"))) / "files" / "SourceSans3[wght].ttf"
_PLEX = Path(str(files("fontpkg_ibm_plex_sans_arabic"))) / "files"
_ARABIC = (
    "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066C,U+0670,U+067E,U+0686,U+0698,U+06A9,U+06AF,U+06CC,"
    "U+06F0-06F9,U+200C-200F"
)
_ARABIC_FORMS = (
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
    "liga",
    "ccmp",
    "mark",
    "mkmk",
    "kern",
    "locl",
    "calt",
)
_FORMS = ("kern", "locl", "ccmp", "mark", "tnum")
_COPYRIGHT, _LICENCE, _LICENCE_ADDRESS = 0, 13, 14


FALLBACKS = (
    ("Map Sans Arial", ("Arial", "Arimo", "Liberation Sans", "Helvetica", "Roboto"), 0.4414),
    ("Map Sans DejaVu", ("DejaVu Sans",), 0.5064),
)
"""What shows the text until our letters come: a family's name, the typefaces of the reader's machine that it may be,
and the mean width of their letters in English texts, in ems. Each is drawn as wide and as high as ours, so that
nothing moves when ours comes.
"""
_WIDTH, _ASCENT, _DESCENT = 0.4156, 1.024, 0.4
"""Of Source Sans 3, in ems."""


@dataclass(frozen=True, slots=True)
class Part:
    """The letters of one script: their file, its weights, where they come from, and which they are."""

    name: str
    weights: str
    source: Path
    letters: str
    forms: tuple[str, ...] = _FORMS
    family: str = FAMILY


PARTS = (
    Part(
        "latin",
        "400 700",
        _SOURCE,
        "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02BC,U+02C6,U+02DC,U+2002-200A,U+2010-2014,U+2018-201E,U+2020-2022,"
        "U+2026,U+202F,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212",
    ),
    Part(
        "latin-ext",
        "400 700",
        _SOURCE,
        "U+0100-0130,U+0132-0151,U+0154-017F,U+0192,U+01CD-01DC,U+01E6-01E7,U+0218-021B,U+1E80-1E85,U+1E9E,U+20BA",
    ),
    Part(
        "vietnamese",
        "400 700",
        _SOURCE,
        "U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF9",
    ),
    Part("cyrillic", "400 700", _SOURCE, "U+0400-045F,U+0490-0491,U+2116,U+20B4,U+20BD"),
    Part("greek", "400 700", _SOURCE, "U+0370-03FF"),
    Part("arabic", "400", _PLEX / "IBMPlexSansArabic-Regular.ttf", _ARABIC, _ARABIC_FORMS, ARABIC_FAMILY),
    Part(
        "arabic-semibold",
        "600 700",
        _PLEX / "IBMPlexSansArabic-SemiBold.ttf",
        _ARABIC,
        _ARABIC_FORMS,
        ARABIC_FAMILY,
    ),
)


def code_points(letters: str) -> Iterator[int]:
    """Each code point of what CSS calls a `unicode-range`."""
    for span in letters.split(","):
        first, _, last = span.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def cut(part: Part) -> TTFont:
    """The part of a typeface, under our name."""
    options = subset.Options(
        layout_features=list(part.forms),
        hinting=False,
        name_IDs=[_COPYRIGHT, _LICENCE, _LICENCE_ADDRESS],
        name_legacy=False,
    )
    font = subset.load_font(str(part.source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(code_points(part.letters)))
    cutter.subset(font)
    if "fvar" in font:
        first, last = map(int, part.weights.split())
        font = instancer.instantiateVariableFont(font, {"wght": (first, last)}, inplace=True)
    for number, name in ((1, part.family), (4, part.family), (6, part.family.replace(" ", ""))):
        font["name"].setName(name, number, 3, 1, 0x409)
    return font


def style(part: Part, has: set[int]) -> str:
    """The rule by which a browser asks for the file once it meets one of its letters, and not before."""
    letters = ",".join(_spans(sorted(has)))
    return (
        f'@font-face {{ font-family: "{part.family}"; font-weight: {part.weights}; font-display: swap;'
        f' src: url("{part.name}.woff2") format("woff2"); unicode-range: {letters}; }}\n'
    )


def fallback(family: str, typefaces: tuple[str, ...], width: float) -> str:
    """The rule of a family of the reader's machine that takes as much room as ours."""
    size = _WIDTH / width
    sources = ", ".join(f'local("{one}")' for one in typefaces)
    return (
        f'@font-face {{ font-family: "{family}"; src: {sources}; size-adjust: {size:.1%};'
        f" ascent-override: {_ASCENT / size:.1%}; descent-override: {_DESCENT / size:.1%}; line-gap-override: 0%; }}\n"
    )


def _spans(points: list[int]) -> Iterator[str]:
    start = points[0]
    for this, following in zip(points, [*points[1:], -1], strict=True):
        if following != this + 1:
            yield f"U+{start:X}" if start == this else f"U+{start:X}-{this:X}"
            start = following


def main() -> None:
    """Write a file for each part, and the style that names them."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    FOLDER.mkdir(exist_ok=True)
    rules = []
    for part in PARTS:
        font = cut(part)
        font.flavor = "woff2"
        font.recalcTimestamp = False
        font.save(FOLDER / f"{part.name}.woff2")
        rules.append(style(part, set(font.getBestCmap()) & set(code_points(part.letters))))
        print(f"{part.name}: {(FOLDER / f'{part.name}.woff2').stat().st_size} bytes")
    rules += [fallback(*one) for one in FALLBACKS]
    (FOLDER / "faces.css").write_text("".join(rules), encoding="utf-8")


if __name__ == "__main__":
    main()
