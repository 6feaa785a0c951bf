"""Columns of which nobody has said what they are, and that look as if they said when, where or whether in public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.geocoding import Resolver
from dashboard.ingest import Table
from dashboard.ingest.clean import is_nothing
from dashboard.ingest.columns import PLACE_FIELDS
from dashboard.ingest.publicity import PRIVACY_FIELDS
from dashboard.ingest.questions import is_of_other_times
from dashboard.ingest.suspects import holds_back
from dashboard.model import Effect, PlaceQuery, Precision, RowProblem, Submission

OF_PRIVACY: Final = frozenset(
    {"not_public", "not_public_beside", "not_public_yet", "privacy_unclear", "consent_missing"}
)
"""Codes of what a file says against a row's being public."""

_COARSE: Final = frozenset({"country", "region"})
_FINE: Final = frozenset(PLACE_FIELDS) - _COARSE - {"venue", "postcode"}
_SAMPLE: Final = 30
_MOST: Final = 0.6
_LONGEST: Final = 60


def places_in(
    table: Table, known: Mapping[str, str], chosen: Mapping[str, str], resolver: Resolver
) -> dict[str, str]:
    """Header -> "city" or "country" of columns that plainly hold such names, where no column says as much.

    ``known`` is header -> field of the columns that were recognised, ``chosen`` of those that somebody decided on.
    """
    columns = {header: field for header, field in known.items() if field} | {**chosen}
    fields = set(columns.values())
    found: dict[str, str] = {}
    wanted = ({"country"} if fields & _FINE else {"city", "country"}) - fields
    if not wanted:
        return found
    country = next((index for index, name in enumerate(table.header) if columns.get(name) == "country"), None)
    for index, header in enumerate(table.header):
        if header in columns or is_of_other_times(header):
            continue
        pairs = {
            (cell, "" if country is None else row.cells[country])
            for row in table.rows[:200]
            if (cell := row.cells[index].strip())
            and len(cell) <= _LONGEST
            and any(map(str.isalpha, cell))
            and not is_nothing(cell)
        }
        looks = _looks_like(resolver, sorted(pairs)[:_SAMPLE]) if pairs else ""
        if looks in wanted - {*found.values()}:
            found[header] = looks
    return found


def _looks_like(resolver: Resolver, pairs: Sequence[tuple[str, str]]) -> str:
    """What most names are that were looked up, each with the country that its row has."""
    answers = resolver.resolve_all([PlaceQuery(city=city, country=country) for city, country in pairs])
    found = [one.place.precision for one in answers if one.place]
    for precision, field in ((Precision.CITY, "city"), (Precision.COUNTRY, "country")):
        if found.count(precision) >= _MOST * len(pairs):
            return field
    return ""


def held_back(problems: Iterable[RowProblem]) -> int:
    """How many of the rows that wait the file itself marks as private, or as not to be shared."""
    lines: dict[Effect, set[int]] = {effect: set() for effect in Effect}
    for one in problems:
        if one.code in OF_PRIVACY or one.effect is Effect.REFUSAL:
            lines[one.effect].add(one.line)
    return len(lines[Effect.QUESTION] - lines[Effect.REFUSAL])


def unread_columns(submission: Submission, suspects: Mapping[str, str]) -> Iterator[RowProblem]:
    """A question for each cell of such a column, since what it says is not in the row otherwise."""
    for header, field in suspects.items():
        if holds_back(header, field) and submission.raw.get(header, "").strip():
            code = "column_unread_public" if field in PRIVACY_FIELDS else "column_unread"
            yield RowProblem(submission.line, header, code, effect=Effect.QUESTION)


def without_defaults_for(submission: Submission, suspects: Mapping[str, str]) -> Submission:
    """The submission with no day or hour of the campaign's in place of a cell in such a column."""
    open_fields = {field for header, field in suspects.items() if submission.raw.get(header, "").strip()}
    names = tuple(sorted(open_fields & {"day", "starts"} - set(submission.no_default)))
    return replace(submission, no_default=(*submission.no_default, *names)) if names else submission
