"""Columns of which nobody has said what they are, and that look as if they said when or where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.geocoding import Resolver
from dashboard.ingest import Reading
from dashboard.ingest.clean import is_nothing
from dashboard.model import Effect, PlaceQuery, Precision, RowProblem, Submission

OF_PRIVACY: Final = frozenset({"not_public", "privacy_unclear", "consent_missing"})
"""Codes of what a file says against a row's being public."""

_COARSE: Final = frozenset({"country", "region"})
_PLACES: Final = frozenset({"place", "city", "venue", "address", "coordinates", "latitude", "longitude"})
_SAMPLE: Final = 30
_MOST: Final = 0.6
_LONGEST: Final = 60


def towns_in(reading: Reading, resolver: Resolver, chosen: Mapping[str, str]) -> Mapping[str, str]:
    """The column of a file of countries that plainly holds towns, as one that looks like "city"."""
    fields = set(reading.columns.values())
    if not fields & _COARSE or fields & _PLACES:
        return {}
    country = next((header for header, name in reading.columns.items() if name == "country"), "")
    for header in reading.unknown_columns:
        if header in chosen:
            continue
        pairs = {
            (cell, row.raw.get(country, ""))
            for row in reading.submissions[:200]
            if (cell := row.raw.get(header, "").strip()) and len(cell) <= _LONGEST and not is_nothing(cell)
        }
        if pairs and _are_towns(resolver, sorted(pairs)[:_SAMPLE]):
            return {header: "city"}
    return {}


def _are_towns(resolver: Resolver, pairs: Sequence[tuple[str, str]]) -> bool:
    answers = resolver.resolve_all([PlaceQuery(city=city, country=country) for city, country in pairs])
    found = [one for one in answers if one.place and one.place.precision is Precision.CITY]
    return len(found) >= _MOST * len(pairs)


def held_back(problems: Iterable[RowProblem]) -> int:
    """How many of the rows that wait the file itself marks as private, or as not to be shared."""
    lines: dict[Effect, set[int]] = {effect: set() for effect in Effect}
    for one in problems:
        if one.code in OF_PRIVACY or one.effect is Effect.REFUSAL:
            lines[one.effect].add(one.line)
    return len(lines[Effect.QUESTION] - lines[Effect.REFUSAL])


def unread_columns(submission: Submission, suspects: Mapping[str, str]) -> Iterator[RowProblem]:
    """A question for each cell of such a column, since what it says is not in the row otherwise."""
    for header in suspects:
        if submission.raw.get(header, "").strip():
            yield RowProblem(submission.line, header, "column_unread", effect=Effect.QUESTION)


def without_defaults_for(submission: Submission, suspects: Mapping[str, str]) -> Submission:
    """The submission with no day or hour of the campaign's in place of a cell in such a column."""
    open_fields = {field for header, field in suspects.items() if submission.raw.get(header, "").strip()}
    names = tuple(sorted(open_fields & {"day", "starts"} - set(submission.no_default)))
    return replace(submission, no_default=(*submission.no_default, *names)) if names else submission
