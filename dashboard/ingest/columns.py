"""Header names -> fields.

Names are compared by their words alone: case, accents, punctuation, underscores and spaces do not matter. A header that
is no name is known by the words in it, as a question is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dashboard.ingest.clean import fold
from dashboard.ingest.column_names import NAMES
from dashboard.ingest.consent_headers import asks_for_consent, is_never_shown
from dashboard.ingest.doubt import cut
from dashboard.ingest.off import is_of_status
from dashboard.ingest.publicity import PRIVACY_FIELDS, are_answers
from dashboard.ingest.questions import fields_asked_for, is_of_other_times
from dashboard.ingest.values import is_status
from dashboard.ingest.when import are_days_alone
from dashboard.reasons import Reason

FIELDS = tuple(NAMES)
"""Every field that a column can hold."""

PLACE_FIELDS = (
    "place", "city", "coordinates", "address", "region", "country", "venue", "latitude", "longitude", "postcode",
)  # fmt: skip
"""Fields of which at least one must be there; the one that says most of where an action is stands first."""
POINT_FIELDS = ("coordinates", "latitude", "longitude")
PLACE_TEXTS = tuple(name for name in PLACE_FIELDS if name not in POINT_FIELDS)
"""Those of them that are words."""
MOST_TITLE_LINES = 10
"""Lines above the names of columns, such as the title of a spreadsheet."""

_PREFIX = re.compile(
    r"^(?:(?:event|action|location|venue|place|timeslot|schedule|geo|meeting|campaign|activity|session|lieu|evento|"
    r"ort|veranstaltung|luogo|lugar|local)s? )+(?=.)"
)
_PERSONAL_NAMES = (
    "name, nom, nombre, nome, имя, full name, your name, фио, ім'я, піб, imię, imię i nazwisko, isim, adınız, "
    "ad soyad, الاسم, اسمك, 姓名"
)
_PERSONAL = frozenset(map(fold, _PERSONAL_NAMES.split(",")))
_BARE_NAMES = frozenset(map(fold, ("name", "nom", "nombre", "nome", "имя", "ім'я", "isim", "الاسم")))
_LIKE_A_PERSON = re.compile(r"[^\W\d_a-zа-я][\w'’.-]*(?:\s+[^\W\d_a-zа-я][\w'’.-]*){0,3}")
_EITHER_STATE_OR_STATUS = frozenset(map(fold, ("estado", "stato", "état")))

_RANKS: Mapping[str, Mapping[str, int]] = {
    field_name: {fold(name): rank for rank, name in reversed(list(enumerate(names)))}
    for field_name, names in NAMES.items()
}
_LOOSELY = 1_000  # worse than the rank of any name that is written out above
_BY_WORDS = 100 * _LOOSELY  # worse than any
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which field."""

    indices: Mapping[str, int]
    """Field -> index of its column."""
    unknown: tuple[str, ...]
    """Headers of the columns that are kept with each row and never shown."""
    notes: tuple[Reason, ...] = field(default=())
    beside: Mapping[int, str] = field(default_factory=dict)
    """Index -> field of further columns that hold a row back or call it off: "Draft" beside "Private"."""


def recognise(
    header: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    chosen: Mapping[str, str] = MappingProxyType({}),
    *,
    by_words: bool = True,
) -> Columns:
    """Find each field's column. ``rows`` decide where a name alone does not: "Estado" may be a status.

    ``chosen`` is header -> field, or ``""`` for a column that is to be no field; it overrules what we would find.
    ``by_words`` also takes headers that are no names by the words in them, such as questions.
    """
    indices: dict[str, int] = {}
    for index, written in enumerate(header):
        if chosen.get(written) in FIELDS:
            indices.setdefault(chosen[written], index)
    claims = sorted(
        (rank, index, name)
        for index, written in enumerate(header)
        if written not in chosen
        for name, rank in _claims(written, [cells[index] for cells in rows[:1_000]], by_words).items()
    )
    for rank, index, name in claims:
        is_beside_city = rank >= _BY_WORDS and name == "place" and "city" in indices
        if name not in indices and index not in indices.values() and not is_beside_city:
            indices[name] = index
    if (named := _names_of_actions(header, rows, indices, chosen)) is not None:
        indices["title"] = named
    unknown = [index for index in range(len(header)) if index not in indices.values()]
    lost = {index: (rank, name) for rank, index, name in reversed(claims) if index in unknown}
    beside = {index: name for index, (_, name) in lost.items() if name in PRIVACY_FIELDS}
    notes = [
        Reason("column_of_same_field", {"kept": cut(header[index]), "used": cut(header[indices[name]])})
        for index, (rank, name) in sorted(lost.items())
        if rank < _BY_WORDS and index not in beside
    ]
    notes += [
        Reason("column_of_persons", {"column": cut(header[index])})
        for index in unknown
        if fold(header[index]) in _PERSONAL and header[index] not in chosen
    ]
    return Columns(indices, tuple(header[index] for index in unknown), tuple(notes), beside)


def _names_of_actions(
    header: Sequence[str], rows: Sequence[Sequence[str]], known: Mapping[str, int], chosen: Mapping[str, str]
) -> int | None:
    """The column "Name" of a table of actions, as tools export it; where it may be one of people, there is none.

    Only beside a day and a place, without a column of titles, contacts or of when a form was sent in, and where its
    texts are not such as "Jane Doe".
    """
    is_of_actions = ("day" in known or "starts" in known) and any(name in known for name in PLACE_FIELDS)
    if not is_of_actions or "title" in known or "contact" in known or any(map(is_of_other_times, header)):
        return None
    bare = [index for index, written in enumerate(header) if fold(written) in _BARE_NAMES]
    if len(bare) != 1 or header[bare[0]] in chosen or bare[0] in known.values():
        return None
    texts = [text for cells in rows[:1_000] if (text := cells[bare[0]].strip())]
    people = sum(_LIKE_A_PERSON.fullmatch(text) is not None for text in texts)
    return bare[0] if texts and people * 5 <= len(texts) else None


def are_names(cells: Sequence[str], *, is_first: bool) -> bool:
    """Whether a line holds the names of columns: it says where, and below others names two fields at least.

    Questions are names where most cells of the line are: a description may have such words too.
    """
    known, asked = recognise(cells, by_words=False).indices, recognise(cells).indices
    if 2 * len(asked) > sum(map(bool, map(str.strip, cells))) and len(asked) > len(known) + 1:
        known = asked
    return len(known) >= (1 if is_first else 2) and any(name in known for name in PLACE_FIELDS)


def name_of(field_name: str) -> str:
    """What a column of this field is best called."""
    return NAMES[field_name][0]


def _claims(written: str, cells: Sequence[str], by_words: bool) -> dict[str, int]:
    """The fields that a header may mean, each with a rank: lower is better."""
    name = fold(written)
    if name in _PERSONAL:
        return {}
    if name in _EITHER_STATE_OR_STATUS:
        return {_state_or_status(cells): 0}
    claims = _by_name(written)
    if not claims and is_of_status(written, cells):
        claims["status"] = _BY_WORDS - 1
    elif by_words:
        for asked, others in fields_asked_for(written, answered=are_answers(cells[:100])).items():
            claims.setdefault(asked, _BY_WORDS + others)
    for clock, day in (("starts", "day"), ("ends", "last_day")):  # "Beginnt am" beside "Beginnt um"
        if clock in claims and day not in claims and are_days_alone(cells[:_SAMPLE]):
            claims[day] = max(1, claims[clock] - 1)
    if is_never_shown(name) and not asks_for_consent(written):
        return {asked: rank for asked, rank in claims.items() if asked == "contact"}
    return claims


def _by_name(written: str) -> dict[str, int]:
    """The fields that have a name that a header may boil down to, each with its rank."""
    claims: dict[str, int] = {}
    for looseness, variant in enumerate(_variants(written)):
        for known, ranks in _RANKS.items():
            if variant in ranks:
                claims.setdefault(known, ranks[variant] + looseness * _LOOSELY)
    return claims


def _variants(written: str) -> Iterator[str]:
    """What a header may boil down to, the safest first: "Ville / City (required)" ends as "ville", "city"."""
    yield fold(written)
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", written)
    yield fold(bare)
    yield _PREFIX.sub("", fold(written))


def _state_or_status(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell.strip()]
    known = sum(is_status(cell) for cell in filled)
    return "status" if filled and 2 * known >= len(filled) else "region"
