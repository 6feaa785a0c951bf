"""HTTP answers whose body is made once: strong ETags, compressed once, and 304 for who has it already."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Any

from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response

from dashboard.i18n import Speech

_WORTH_COMPRESSING = 500
_MOST_ENCODINGS = 50
_WEIGHT = re.compile(r"\s*(?:q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
CACHE_CONTROL = "public, max-age=5, must-revalidate"
"""So many seconds a browser or a proxy may show an answer without asking again."""

Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]
EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Missing(Exception):  # what is not there is no error of anybody's
    """The campaign has no such city or action, or there is no such address or format."""


def encode(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to send, kept compressed where that makes them smaller, under one tag.

    ``disposition`` is the Content-Disposition of a file: under which name it is kept. ``age`` is for how many seconds
    nobody has been able to say whether it is still so. ``policy`` is the Content-Security-Policy of a page that brings
    scripts of its own, whose hashes it names.
    """

    data: bytes
    is_compressed: bool
    media_type: str
    tag: str
    disposition: str = ""
    age: int = 0
    policy: str = ""

    def __len__(self) -> int:
        return len(self.data)

    @property
    def raw(self) -> bytes:
        """The bytes as they are without compression."""
        return _unpacked(self.data) if self.is_compressed else self.data


@cached(LRUCache(32_000_000, getsizeof=len), condition=threading.Condition())
def _unpacked(data: bytes) -> bytes:
    """The bytes without compression; kept, as some ask for a large file without it again and again."""
    return gzip.decompress(data)


def make_body(raw: bytes, media_type: str, *, level: int = 6, tag: str = "", disposition: str = "") -> Body:
    """The body of these bytes; the tag is their digest unless one is given."""
    packed = gzip.compress(raw, level, mtime=0) if len(raw) >= _WORTH_COMPRESSING else raw
    is_compressed = len(packed) < 0.9 * len(raw)
    data = packed if is_compressed else raw
    return Body(data, is_compressed, media_type, tag or digest(raw), disposition)


def digest(*parts: bytes) -> str:
    """A short name for these bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]


def answer(
    request: Request,
    body: Body,
    *,
    cache_control: str = CACHE_CONTROL,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The body in an encoding that the browser takes, or 304 if it has this very version; with these headers.

    A strong tag names exact bytes, so the two encodings carry two tags. A browser puts the headers of a 304 in place of
    those that it kept, so a page's policy stands on both.
    """
    compressed = body.is_compressed and "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{body.tag}-gz"' if compressed else f'"{body.tag}"'
    headers = {**headers, "ETag": tag, "Cache-Control": cache_control}
    if body.age:
        headers["Age"] = str(body.age)
    if body.is_compressed:
        headers["Vary"] = "Accept-Encoding"
    if body.policy:
        headers["Content-Security-Policy"] = body.policy
    if _has_it(request.headers.get("if-none-match", ""), body.tag):
        return Response(status_code=304, headers=headers)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    if body.disposition:
        headers["Content-Disposition"] = body.disposition
    return Response(body.data if compressed else body.raw, headers=headers, media_type=body.media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether gzip is welcome by an ``Accept-Encoding`` (RFC 9110, 12.5.3), and no less than no encoding at all."""
    weights: dict[str, float] = {}
    for one in accepted.lower().split(",", _MOST_ENCODINGS):
        name, _, weight = one.partition(";")
        known = _WEIGHT.fullmatch(weight)
        weights[name.strip()] = float(known[1] or 1) if known else 0.0
    weight_of_gzip = weights.get("gzip", weights.get("*", 0.0))
    return weight_of_gzip > 0 and weight_of_gzip >= weights.get("identity", 0.0)


def page(request: Request, body: Body, speech: Speech, **how: Any) -> Response:
    """An `answer` in the reader's language, which says at its top how old it is where the database does not answer."""
    if body.age:
        said = how_old(speech, body.age).encode()
        raw = re.sub(rb"<main[^>]*>", lambda top: top[0] + said, body.raw, count=1)
        body = replace(make_body(raw, body.media_type), age=body.age, policy=body.policy)
    response = answer(request, body, **how)
    response.headers.add_vary_header("Accept-Language")
    return response


def how_old(speech: Speech, seconds: int) -> str:
    """What a page says at its top where nobody has been able to say for so long whether it is still so."""
    words = speech.count(
        "The data cannot be reached just now. This is how it was {n} minute ago.",
        "The data cannot be reached just now. This is how it was {n} minutes ago.",
        -(-seconds // 60),
    )
    return f'<p role="status"><strong>{escape(words)}</strong></p>' if seconds else ""


def sentence(status: int, text: str) -> Response:
    """A refusal: a JSON object with one sentence for a person."""
    headers = {"Cache-Control": "no-store"}
    return Response(encode({"error": text}), status, headers=headers, media_type="application/json")


def _has_it(if_none_match: str, tag: str) -> bool:
    tags = {one.strip().removeprefix("W/").strip('"') for one in if_none_match.split(",")}
    return bool(tags & {tag, f"{tag}-gz", "*"})
