"""What people chose for one file and what holds for the next: read whole for a campaign, written with an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from dashboard.model import Place, Precision
from dashboard.safety import hashed
from dashboard.storage.bulk import execute_all, insert_all
from dashboard.storage.keys import fold
from dashboard.storage.schema import column_choices, place_choices, row_corrections


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """Where a text is, as somebody decided.

    ``further`` are the other places of a text that names several, all of which are meant.
    """

    written: str
    place: Place
    further: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """The choices of a campaign, or those to add to them. Keys are digests: see the functions below.

    ``columns`` are header -> field by `headers_digest`; ``places`` by `text_digest`; ``corrections`` are
    field -> text by `row_digest`.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[str, ChosenPlace] = field(default_factory=dict)
    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def headers_digest(header: Iterable[str]) -> str:
    """What tells files with the same column names, in any order."""
    return _digest(sorted(map(fold, header)))


def text_digest(text: str) -> str:
    """What tells texts that differ in case and spacing alone."""
    return _digest([fold(text)])


def row_digest(cells: Mapping[str, str]) -> str:
    """What tells rows with the same cells, wherever they stand."""
    return _digest(part for name, cell in sorted(cells.items()) if cell for part in (name, cell))


def chosen_json(chosen: Remembered) -> dict[str, Any] | None:
    """Choices as JSON can hold them, until they are to be remembered; ``None`` of none."""
    if not (chosen.columns or chosen.places or chosen.corrections):
        return None
    return {
        "columns": {digest: dict(columns) for digest, columns in chosen.columns.items()},
        "places": {digest: _place_values(one) for digest, one in chosen.places.items()},
        "corrections": {digest: dict(fields) for digest, fields in chosen.corrections.items()},
    }


def to_chosen(values: Mapping[str, Any] | None) -> Remembered:
    """The choices that were kept as JSON."""
    if values is None:
        return Remembered()
    places = {digest: _chosen_place(one) for digest, one in values["places"].items()}
    return Remembered(values["columns"], places, values["corrections"])


def remembered(connection: Connection, slug: str) -> Remembered:
    """All choices of a campaign."""
    columns, places, corrections = (
        connection.execute(select(table).where(table.c.campaign == slug)).mappings()
        for table in (column_choices, place_choices, row_corrections)
    )
    return Remembered(
        {row["headers"]: row["columns"] for row in columns},
        {row["folded"]: _chosen_place(row) for row in places},
        {row["row"]: row["fields"] for row in corrections},
    )


def places_of(connection: Connection, slug: str, digests: Iterable[str]) -> dict[str, ChosenPlace]:
    """Where the texts of these digests are, by digest, as far as it was chosen."""
    wanted = (place_choices.c.campaign == slug) & place_choices.c.folded.in_(set(digests))
    found = connection.execute(select(place_choices).where(wanted)).mappings()
    return {row["folded"]: _chosen_place(row) for row in found}


def corrections_of(connection: Connection, slug: str, digests: Iterable[str]) -> dict[str, dict[str, str]]:
    """The corrections of the rows of these digests, by digest."""
    wanted = (row_corrections.c.campaign == slug) & row_corrections.c.row.in_(set(digests))
    found = connection.execute(select(row_corrections).where(wanted)).mappings()
    return {row["row"]: row["fields"] for row in found}


def _chosen_place(row: Mapping[str, Any] | RowMapping) -> ChosenPlace:
    kept = dict(row["place"])
    further = tuple(map(to_place, kept.pop("further", ())))
    return ChosenPlace(row["written"], to_place(kept), further)


def _place_values(chosen: ChosenPlace) -> dict[str, Any]:
    further = {"further": list(map(asdict, chosen.further))} if chosen.further else {}
    return {"written": chosen.written, "place": asdict(chosen.place) | further}


def remember(connection: Connection, slug: str, chosen: Remembered, *, who: str, now: datetime) -> None:
    """Adds choices to those of a campaign, in place of earlier ones for the same."""
    own = {"campaign": slug, "chosen_by": who, "chosen_at": now}
    columns = {digest: {"columns": dict(one)} for digest, one in chosen.columns.items()}
    places = {digest: _place_values(one) for digest, one in chosen.places.items()}
    corrections = {digest: {"fields": dict(one)} for digest, one in chosen.corrections.items()}
    for table, key, said in (
        (column_choices, "headers", columns),
        (place_choices, "folded", places),
        (row_corrections, "row", corrections),
    ):
        same = (table.c.campaign == slug) & (table.c[key] == bindparam("of_key"))
        execute_all(connection, delete(table).where(same), ({"of_key": digest} for digest in said))
        insert_all(connection, table, ({**own, key: digest, **values} for digest, values in said.items()))


def to_place(values: Mapping[str, Any]) -> Place:
    """The place that was kept as JSON."""
    return Place(**{**values, "precision": Precision(values["precision"])})


def _digest(parts: Iterable[str]) -> str:
    return hashed("\x1f".join(parts))
