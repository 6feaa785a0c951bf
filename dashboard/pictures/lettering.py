"""Text in any script on a picture: fitted, shaped and in its reading order, or not at all. Never as empty boxes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL.ImageDraw import ImageDraw

from dashboard.pictures.faces import REGULAR, Face, face_for, face_for_all

_RIGHT_TO_LEFT = {"R", "AL"}
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC")
_INVISIBLE = ("VARIATION SELECTOR", "COMBINING ENCLOSING")
_EDGES = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: the size in pixels, the weight, the colour, and how far below the line before it."""

    size: int
    weight: int = REGULAR
    colour: str = "#000000"
    leading: float = 1.2


def readable(text: str) -> str:
    """The text in one line without what no face can show; empty if letters would be missing from it.

    A flag or an emoji may go; a word without some of its letters would be a wrong word.
    """
    kept = []
    for character in unicodedata.normalize("NFC", " ".join(text.split()))[:_MOST_CHARACTERS]:
        if unicodedata.category(character)[0] == "C" or unicodedata.name(character, "").startswith(
            _INVISIBLE
        ):
            continue
        if face_for(character) is not None:
            kept.append(character)
        elif unicodedata.category(character)[0] in "LMN":
            return ""
    return " ".join("".join(kept).split())


def reads_leftward(text: str) -> bool:
    """Whether the first letter belongs to a script that is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L" or direction in _RIGHT_TO_LEFT:
            return direction != "L"
    return False


def width(text: str, style: Style) -> float:
    """How wide the text is in pixels."""
    return sum(_length(face, part, style) for face, part in _parts(text))


def wrap(text: str, style: Style, most_width: float, most_lines: int) -> list[str]:
    """The text in lines that fit; the last one ends with an ellipsis if there was more."""
    lines, line = [], ""
    for word in _words(text):
        if line and width((line + word).rstrip(), style) > most_width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    lines.append(line.rstrip())
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], f"{lines[most_lines - 1]}…"]
    return [_shorten(one, style, most_width) for one in lines if one]


def write(
    draw: ImageDraw, at: tuple[float, float], text: str, style: Style, *, from_right: bool = False
) -> None:
    """Draw one line with its baseline at a height; ``at`` is its left end, or its right end."""
    x, y = at
    if from_right:
        x -= width(text, style)
    parts = _parts(text)
    for face, part in reversed(parts) if reads_leftward(text) else parts:
        draw.text(
            (x, y),
            part,
            fill=style.colour,
            font=face.at(style.size, style.weight),
            anchor="ls",
            direction="rtl" if reads_leftward(part) else "ltr",
        )
        x += _length(face, part, style)


def _parts(text: str) -> list[tuple[Face, str]]:
    """The text cut where the face changes: in one face if possible, else with as few changes as may be."""
    single = face_for_all(text)
    if single is not None:
        return [(single, text)]
    parts: list[tuple[Face, str]] = []
    for character in text:
        current = parts[-1][0] if parts else None
        face = current if current and current.has(character) else face_for(character)
        if face is None:
            continue
        if parts and face is current:
            parts[-1] = (face, parts[-1][1] + character)
        else:
            parts.append((face, character))
    if not reads_leftward(text):
        return parts
    return [(face, piece) for face, part in parts for piece in _without_edges(part)]


def _without_edges(part: str) -> list[str]:
    """In a text that is read from the right, punctuation and spaces around foreign words follow the text."""
    if reads_leftward(part) or not (edges := _EDGES.fullmatch(part)):
        return [part]
    return [piece for piece in edges.groups() if piece]


def _length(face: Face, text: str, style: Style) -> float:
    direction = "rtl" if reads_leftward(text) else "ltr"
    return face.at(style.size, style.weight).getlength(text, direction=direction)


def _words(text: str) -> Iterator[str]:
    """Where a line may break: after spaces, and between the characters of scripts that use none."""
    word = ""
    for character in text:
        if word and _is_unspaced(character) and not _is_closing(character):
            yield word
            word = ""
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_UNSPACED)


def _is_closing(character: str) -> bool:
    return unicodedata.category(character) in {"Po", "Pe", "Pf"}


def _shorten(line: str, style: Style, most_width: float) -> str:
    """The line, cut until it fits: a single word may be wider than the picture."""
    if width(line, style) <= most_width:
        return line
    text = line.rstrip("…")
    while text and width(f"{text}…", style) > most_width:
        text = text[:-1].rstrip()
    return f"{text}…"
