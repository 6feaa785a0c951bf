"""Bytes -> text, and which encoding they were in. Never silently wrong letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

import chardet

from dashboard.errors import UnreadableFile
from dashboard.reasons import Reason

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "document"),
    (b"\xd0\xcf\x11\xe0", "old_document"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "compressed_file"),
    (b"{\\rtf", "text_document"),
    (b"<!doctype html", "web_page"),
    (b"<html", "web_page"),
    (b"<?xml", "xml"),
)

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_SAMPLE = 200_000
"""Bytes shown to the detector: it looks no further by itself."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text. If it is ``damaged``, lone surrogates stand for bytes that could not be read."""

    text: str
    encoding: str
    notes: tuple[Reason, ...] = ()
    damaged: bool = False


def decode(data: bytes) -> Text:
    """The text of a file.

    Raises:
        UnreadableFile: the bytes are no text, or in no encoding that can be told.
    """
    start = data[:64].lstrip().lower()
    for magic, code in _OTHER_KINDS:
        if data.startswith(magic) or start.startswith(magic.lower()):
            raise UnreadableFile(code)
    text = _decode(data)
    if "\0" not in text.text:
        return text
    # Databases and terminals stumble over it, and it never means anything.
    return replace(text, text=text.text.replace("\0", ""), notes=(*text.notes, Reason("nul_removed")))


def _decode(data: bytes) -> Text:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, mark, codec, name)
    if b"\0" in data:
        return _with_nulls(data)
    return _unmarked(data)


def _marked(data: bytes, mark: bytes, codec: str, name: str) -> Text:
    body = data[len(mark) :]
    try:
        return Text(body.decode(codec), name)
    except UnicodeDecodeError as error:
        if name == "UTF-8" and (text := _damaged_utf8(body)):
            return text
        raise UnreadableFile("encoding_cut", encoding=name, byte=len(mark) + error.start + 1) from error


def _with_nulls(data: bytes) -> Text:
    """UTF-16 without its mark, or text with a few stray NULs; anything else is no text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) > len(data) // 5 and min(even, odd) <= len(data) // 50:
        try:
            return Text(data.decode(codec), "UTF-16", (Reason("utf_16_unsaid"),))
        except UnicodeDecodeError:
            pass
    elif even + odd <= max(1, len(data) // 100):
        return _unmarked(data)
    raise UnreadableFile("no_text")


def _unmarked(data: bytes) -> Text:
    # ISO-2022 hides Japanese and Korean in plain ASCII behind an escape character.
    if b"\x1b$" not in data:
        try:
            return Text(data.decode("utf-8"), "UTF-8")
        except UnicodeDecodeError:
            if text := _damaged_utf8(data):
                return text
    return _detected(data)


def _damaged_utf8(data: bytes) -> Text | None:
    """The text, if it is UTF-8 but for a few bytes; ``None`` if it is more likely another encoding."""
    text = data.decode("utf-8", errors="surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    right = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    if right < 4 * wrong:
        return None
    return Text(text, "UTF-8", (Reason("encoding_damaged", {"n": wrong}),), damaged=True)


def _detected(data: bytes) -> Text:
    foreign = b"\n".join(
        line for line in re.split(rb"[\r\n]+", data) if not line.isascii() or b"\x1b" in line
    )
    found = chardet.detect(foreign[:_SAMPLE], prefer_superset=True)["encoding"]
    try:
        if found is None:
            raise LookupError(found)
        text = data.decode(found)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFile("encoding_unknown") from error
    name = codecs.lookup(found).name.upper().replace("CP125", "Windows-125")
    return Text(text, name, (Reason("encoding_found", {"encoding": name}),))
