"""The cells of one row by field, as clean text, and what is wrong with their letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.ingest.clean import (
    find_hidden,
    has_hidden,
    is_left_open,
    is_nothing,
    many_lines,
    one_line,
    without_hidden,
)
from dashboard.ingest.columns import PLACE_TEXTS, Columns
from dashboard.ingest.doubt import Doubt, cut, note, question
from dashboard.ingest.publicity import says_no, says_yes
from dashboard.ingest.reader import Row
from dashboard.model import Effect, RowProblem
from dashboard.reasons import Value

_PUBLIC_TEXTS = frozenset({*PLACE_TEXTS, "title", "description", "organiser"})
_WHEN = frozenset({"day", "starts", "ends"})
_ANSWERED = frozenset({"private", "consent", "all_day", "online", "status"})
"""Where a cross ticks a box, and "нет" is an answer."""
_TEXTS_OF_MANY_LINES = frozenset({"description", "contact"})
_GARBLED = re.compile("[ÂÃÄÅÐÑØÙ][\u0080-\u00ff\u0152-\u02dc\u2013-\u2122]|â€")


@dataclass(slots=True)
class Cells:
    """One row: the texts of its fields, and the problems found in them so far."""

    row: Row
    header: Sequence[str]
    columns: Columns
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    left_open: set[str] = field(default_factory=set)
    """Fields of which the row says that there is nothing to say (yet), such as "tbc"."""

    def text(self, name: str) -> str:
        """The text of a field; empty if there is no such column or it is not filled in."""
        return self.texts.get(name, "")

    def add(self, name: str, doubt: Doubt | None) -> None:
        """Add what is wrong with a field, or with the whole row if the field has no column."""
        if doubt:
            index = self.columns.indices.get(name)
            column = "" if index is None else self.header[index]
            self.problems.append(
                RowProblem(self.row.line, column, doubt.code, doubt.values, doubt.effect, doubt.offers)
            )

    def refuse(self, name: str, code: str, **values: Value) -> None:
        """Add why the row cannot be used."""
        self.add(name, Doubt(code, values, Effect.REFUSAL))


def read_cells(row: Row, header: Sequence[str], columns: Columns) -> Cells:
    """The cells of a row that belong to a field and are filled in, without hidden characters."""
    cells = Cells(row, header, columns)
    for name, index in columns.indices.items():
        cell = row.cells[index]
        if not cell:
            continue
        if name in _WHEN and is_left_open(cell):
            cells.left_open.add(name)
            continue
        if is_nothing(cell) and not (name in _ANSWERED and (says_yes(cell) or says_no(cell))):
            continue
        if not cell.isascii() or not cell.isprintable():
            cell = _checked(cells, name, cell)
        if name in PLACE_TEXTS:  # "Roma" above "Milano" are two places
            cell = re.sub(r"[,;]?\s*[\r\n]+\s*(?=\S)", ", ", cell.strip())
        cells.texts[name] = many_lines(cell) if name in _TEXTS_OF_MANY_LINES else one_line(cell)
    return cells


def _checked(cells: Cells, name: str, cell: str) -> str:
    """The cell without hidden characters, with a problem for what is wrong with its letters."""
    if has_hidden(cell):
        cells.add(name, note("hidden_characters", found=find_hidden(cell)[:5]))
        cell = without_hidden(cell)
    if name in _PUBLIC_TEXTS:
        cells.add(name, _wrong_letters(one_line(cell)))
    return cell


def _wrong_letters(text: str) -> Doubt | None:
    """The doubt about a text whose letters were lost or garbled by another program."""
    if "\ufffd" in text:
        return note("lost_letters", text=cut(text))
    if meant := _ungarbled(text):
        return question("garbled_letters", text=cut(text), meant=cut(meant))
    return None


def _ungarbled(text: str) -> str:
    """What a text was before its UTF-8 was taken for Windows-1252; empty if it is as it should be."""
    if not _GARBLED.search(text):
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
