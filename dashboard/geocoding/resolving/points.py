"""Read a point that somebody wrote where a place belongs: degrees, minutes, a link to a map, a plus code."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from urllib.parse import unquote

from openlocationcode import openlocationcode as plus_codes

from dashboard.geocoding.resolving.nonsense import without_links
from dashboard.model import PlaceQuery

_MOST = 400
_DIGITS = re.compile(r"\d.*\d")
_NUMBER = r"-?\d{1,3}(?:\.\d+)?"
_IN_LINK = (
    re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"),
    re.compile(rf"mlat=({_NUMBER}).*?mlon=({_NUMBER})"),
    re.compile(rf"#map=\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})"),
    re.compile(
        rf"[?&](?:q|ll|query|daddr|center|sll|destination|cp)=(?:loc:)?({_NUMBER})(?:,|~|\+|%2C|%20|\s)+({_NUMBER})",
        re.IGNORECASE,
    ),
    re.compile(rf"@({_NUMBER}),({_NUMBER})"),
    re.compile(rf"/({_NUMBER}),\+?({_NUMBER})(?![\d.])"),
)  # fmt: skip
_LONGITUDE_FIRST = re.compile(
    rf"(?:yandex\.[a-z.]+/.*?[?&](?:ll|pt)=|\APOINT\s*\()({_NUMBER})(?:,|\s)({_NUMBER})", re.IGNORECASE
)
_SIGNED = re.compile(r"\A([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)/?\Z")
"""ISO 6709."""
_LINK = re.compile(r"https?://\S+|(?:www\.|maps\.|goo\.gl/)\S+", re.IGNORECASE)
_GEO = re.compile(rf"\A\s*geo:({_NUMBER}),({_NUMBER})", re.IGNORECASE)
_PLAIN = re.compile(
    rf"\A[\s(\[]*(?:lat(?:itude)?[\s:=]*)?({_NUMBER})°?\s*(?:[,;/&]|\s)\s*(?:lo?ng?(?:itude)?[\s:=]*)?({_NUMBER})°?[\s)\]]*\Z",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"\A\s*(-?\d{1,3}),(\d{2,})\s*(?:[;/,]\s|[;/\s])\s*(-?\d{1,3}),(\d{2,})\s*\Z")
_HEMISPHERES = re.compile(r"\A[\d\s.,;:/°º˚'’′\"”″`´m+-]*[NSEWnsewOo][\d\s.,;:/°º˚'’′\"”″`´mNSEWnsewOo+-]*\Z")
_PLUS = re.compile(
    r"(?<![\w+])([23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,7})(?![\w+])", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?<=\w\w)[\s,;:()（）\[\]]+(-?\d{1,3}\.(?!000\b)\d{3,}),?[\s,;/]+(-?\d{1,3}\.(?!000\b)\d{3,})[\s)）\]]*\Z"
)
"""A pair behind other words: "Berlin (52.5200, 13.4050)", but no thousands: "Cost 10.000, 20.000"."""
Pair = tuple[float, float]


def with_point(query: PlaceQuery) -> PlaceQuery:
    """The query with the point that stands in the cell of a place, of its address, or of its venue."""
    if query.latitude is not None or query.longitude is not None:
        return query
    for name in ("text", "city", "address", "venue"):
        text = getattr(query, name)
        if not (text and _DIGITS.search(text)):
            continue
        point, rest = point_in(text), without_links(text) if "//" in text else ""
        if point is None and (behind := _BEHIND.search(text)):
            point, rest = _pair(behind), text[: behind.start()]
        if point:
            return replace(query, latitude=point[0], longitude=point[1], **{name: rest})
    return query


def point_in(text: str) -> Pair | None:
    """The latitude and longitude that a text is, or that a link in it names; ``None`` if it is no point.

    A text with other words than those of a point is none, unless it holds a link to a map or a full plus code.
    A pair of plain numbers needs decimals, so that "12, 14" stays a time or a number of a house.
    """
    text = text[:_MOST].strip()
    if not any(c.isdigit() for c in text):
        return None
    if found := _LONGITUDE_FIRST.search(unquote(text)):
        return float(found[2]), float(found[1])
    return _of_link(text) or _of_plus_code(text) or _of_numbers(text) or _of_degrees(text)


def _of_link(text: str) -> Pair | None:
    if found := _GEO.search(text):
        return _pair(found)
    link = _LINK.search(text)
    if link is None:
        return None
    address = unquote(link[0])
    return next((_pair(found) for pattern in _IN_LINK if (found := pattern.search(address))), None)


def _of_plus_code(text: str) -> Pair | None:
    found = _PLUS.search(text)
    if found is None or not plus_codes.isFull(found[1].upper()):
        return None
    area = plus_codes.decode(found[1].upper())
    return round(area.latitudeCenter, 6), round(area.longitudeCenter, 6)


def _of_numbers(text: str) -> Pair | None:
    if found := _COMMAS.match(text):
        return float(f"{found[1]}.{found[2]}"), float(f"{found[3]}.{found[4]}")
    found = _PLAIN.match(text) or _SIGNED.match(text)
    return _pair(found) if found and all("." in number for number in found.groups()) else None


def _of_degrees(text: str) -> Pair | None:
    """Degrees with the letters of the hemispheres, minutes and seconds in any of the usual signs."""
    if not _HEMISPHERES.match(text):
        return None
    parts = re.findall(r"[NSEWO]|\d+(?:\.\d+)?|-", text.upper())
    letters = [part for part in parts if part in "NSEWO"]
    if len(letters) != 2 or letters[0] not in "NS" or letters[1] not in "EWO":
        return None
    leads = parts[0] == letters[0]
    at = parts.index(letters[1]) if leads else parts.index(letters[0]) + 1
    north, east = (_degrees([p for p in half if p not in "NSEWO-"]) for half in (parts[:at], parts[at:]))
    if north is None or east is None:
        return None
    return (-north if letters[0] == "S" else north), (-east if letters[1] in "WO" else east)


def _degrees(parts: list[str]) -> float | None:
    if not 1 <= len(parts) <= 3 or any(float(part) > 60 for part in parts[1:]):
        return None
    degrees = sum(float(part) / 60.0**power for power, part in enumerate(parts))
    return round(degrees, 6)


def _pair(found: re.Match[str]) -> Pair | None:
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if math.isfinite(latitude) and math.isfinite(longitude) else None
