"""Typefaces that come as packages, and which of them has the letters of a text.

All are under the SIL Open Font License. Source Sans is the page's own; the others are for scripts that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont, Layout

REGULAR = 400
BOLD = 650
_SIMPLIFIED_CHINESE = 2
_HEAVY_FROM = 500


@dataclass(frozen=True, slots=True)
class Face:
    """A file of a typeface; ``heavy`` names its bold file where weight is not an axis of the first."""

    file: Path
    heavy: Path | None = None
    index: int = 0

    def at(self, size: int, weight: int) -> FreeTypeFont:
        """The face at a size in pixels, shared by all who draw."""
        return _font(self, size, weight)

    def has(self, character: str) -> bool:
        """Whether the face can show this character."""
        return ord(character) in _letters(self)


@cache
def faces() -> tuple[Face, ...]:
    """All faces, in the order in which they are preferred."""
    source = _folder("fontpkg_source_sans_3") / "files"
    plex = _folder("fontpkg_ibm_plex_sans_arabic") / "files"
    noto, cjk = _folder("manimgx_fonts"), _folder("manimgx_fonts_cjk")
    return (
        Face(source / "SourceSans3[wght].ttf"),
        Face(plex / "IBMPlexSansArabic-Regular.ttf", plex / "IBMPlexSansArabic-SemiBold.ttf"),
        # The order of a folder differs between machines, and pictures should not.
        *(Face(file) for file in sorted(noto.glob("NotoSans*.ttf")) if "Italic" not in file.name),
        Face(cjk / "NotoSansCJK-VF.otf.ttc", index=_SIMPLIFIED_CHINESE),
    )


def face_for(character: str) -> Face | None:
    """The first face that has the character; ``None`` where nobody has."""
    return next((face for face in faces() if face.has(character)), None)


def face_for_all(text: str) -> Face | None:
    """The first face that has all characters of the text, so that it is set in one style."""
    needed = {ord(character) for character in text}
    return next((face for face in faces() if needed <= _letters(face)), None)


def _folder(package: str) -> Path:
    return Path(str(files(package)))


@lru_cache(256)
def _font(face: Face, size: int, weight: int) -> FreeTypeFont:
    is_heavy = weight >= _HEAVY_FROM
    file = face.heavy if is_heavy and face.heavy else face.file
    font = ImageFont.truetype(file, size, index=face.index, layout_engine=Layout.RAQM)
    if "wght" in file.name or face.index:
        font.set_variation_by_axes(list(_axes(font, weight)))
    return font


def _axes(font: FreeTypeFont, weight: int) -> Iterator[float]:
    """The place on each axis: the weight on the axis of weights, and on others what is usual."""
    for axis in font.get_variation_axes():
        is_weight = axis["name"] in {b"Weight", "Weight"}
        at = weight if is_weight else axis["default"] or 0
        yield float(min(max(at, axis["minimum"] or 0), axis["maximum"] or 0))


@cache
def _letters(face: Face) -> frozenset[int]:
    """The code points of a face; the large file of East Asian letters is opened only when others lack some."""
    with TTFont(face.file, fontNumber=face.index if face.index else -1, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
