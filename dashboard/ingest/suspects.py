"""Columns that nobody has said anything about and that look like a field by what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from dashboard.ingest.clean import fold, is_nothing
from dashboard.ingest.clock import Times, read_times
from dashboard.ingest.columns import POINT_FIELDS, Columns
from dashboard.ingest.consent_headers import asks_who_objects
from dashboard.ingest.file_calendar import Calendar
from dashboard.ingest.publicity import are_answers, are_kinds
from dashboard.ingest.questions import is_of_other_times
from dashboard.ingest.reader import Row
from dashboard.ingest.values import EMAIL, is_status, read_degrees, split_coordinates
from dashboard.ingest.when import read_moment

_SAMPLE: Final = 50
_MOST: Final = 0.8
_OTHER_ANSWERS: Final = re.compile(
    r"wheelchair|access|barrier|rollstuhl|rampe|handicap|dostepn|доступн|stewards?|volunteer|permit|licen[cs]e|"
    r"parking|ticket|paid|cost|map|comment|track|ping|sticky|featured|feature|recurr|repeat|all[ -_]?day|rsvp|virtual|"
    r"online|newsletter|bring|speaker|food|music|child|kids|dogs?|pets?|rain|indoor|outdoor",
    re.IGNORECASE,
)
"""Headers of columns of yes and no that are about something else than being public."""
_SAYS_NOTHING: Final = re.compile(
    r"(?:q|question|frage|pregunta|pergunta|domanda|вопрос|питання|pytanie|soru|سؤال|问题|column|col|field|spalte|colonne|"
    r"columna|coluna|colonna|unnamed)?[\W\d_]*|.{0,2}",
    re.IGNORECASE,
)


def find_suspects(
    header: Sequence[str], rows: Sequence[Row], columns: Columns, chosen: Mapping[str, str]
) -> dict[str, str]:
    """Header -> the field that a column looks like, of columns without a field that nobody has decided on.

    Only for fields that have no column: of these the campaign's own would stand in for what the file says, or nothing
    would hold back what it does not want to be public.
    """
    found: dict[str, str] = {}
    for index, name in enumerate(header):
        if name not in columns.unknown or name in chosen or is_of_other_times(name):
            continue
        filled = (row.cells[index] for row in rows)
        cells = list(islice((cell for cell in filled if cell.strip()), _SAMPLE))
        looks = next(_looks_like(name, cells), "")
        if looks and looks not in found.values() and not _is_known(looks, columns):
            found[name] = looks
    return found


def holds_back(header: str, looks: str) -> bool:
    """Whether rows wait while nobody has said what a column is that looks like a field.

    Not for a contact, which nobody would be shown, nor for answers of yes and no under a name that asks nothing: these
    may be about anything, and are proposed alone.
    """
    name = header.strip()
    asks = name.endswith(("?", "？", "؟")) or _SAYS_NOTHING.fullmatch(name) or asks_who_objects(fold(name))
    return looks != "contact" and (looks != "consent" or bool(asks))


def _is_known(looks: str, columns: Columns) -> bool:
    known = columns.indices
    if looks == "coordinates":
        return any(name in known for name in POINT_FIELDS)
    if looks == "consent":  # what a program writes has many other columns of true and false
        return any(name in known for name in ("private", "consent", "publicity"))
    return looks in known or (looks == "day" and "starts" in known)


def _looks_like(header: str, cells: Sequence[str]) -> Iterator[str]:
    said = [cell for cell in cells if not is_nothing(cell)]
    calendar = Calendar("day first", 2000, short_years=True)
    if _most(read_moment(cell, calendar).day is not None for cell in said):
        yield "day"
    if _most(not cell.strip().isdigit() and isinstance(read_times(cell), Times) for cell in said):
        yield "starts"
    if _most(map(_is_point, said)):
        yield "coordinates"
    if _most(EMAIL.fullmatch(cell.strip()) is not None for cell in said):
        yield "contact"
    if are_kinds(said):
        yield "publicity"
    if _most(map(is_status, said)):
        yield "status"
    if are_answers(cells) and (asks_who_objects(fold(header)) or not _OTHER_ANSWERS.search(header)):
        yield "consent"


def _is_point(cell: str) -> bool:
    halves = split_coordinates(cell) if "." in cell or "°" in cell else None
    return halves is not None and all(
        read_degrees(half, is_latitude=latitude) is not None
        for half, latitude in zip(halves, (True, False), strict=True)
    )


def _most(found: Iterable[bool]) -> bool:
    votes = list(found)
    return bool(votes) and sum(votes) >= _MOST * len(votes)
