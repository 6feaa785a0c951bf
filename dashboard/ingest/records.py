"""Lines -> records of cells, each with the line on which it begins; wrong quotation marks are located.

The csv module reads what is quoted, one record at a time, so that one wrong mark costs one record.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.errors import UnreadableFile
from dashboard.model import Effect, RowProblem

# The length of a cell is limited per row, with a sentence; the csv module's own limit would end the file.
csv.field_size_limit(2**31 - 1)

_LONGEST_TEXT = 200
"""Lines over which the end of a broken text is looked for."""
_RARE = 0.1
"""A part of the records."""
_MOST_UNCLOSED = 100
"""Each unclosed mark may cost a look at the rest of the file."""


class UnclosedQuoteError(Exception):
    """A quotation mark is opened in the line with this index and not closed."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class StrayQuoteError(Exception):
    """A quotation mark stands inside quoted text."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, the index of the line on which it begins, and what is wrong with it."""

    index: int
    cells: Sequence[str] = ()
    problem: RowProblem | None = None
    question: RowProblem | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it was read and nothing is in it."""
        return self.problem is None and not any(map(str.strip, self.cells))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a record must look like: ``named`` or ``width`` cells; with more of them, none may stand unnamed."""

    named: int
    width: int

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether no cell is missing and none is left over."""
        if len(cells) <= self.width:
            return len(cells) in {self.named, self.width}
        return not any(map(str.strip, cells[self.named :]))


def read_records(
    lines: Sequence[str], index: int, delimiter: str, shape: Shape, *, longest: int = 20_000
) -> Iterator[Record]:
    """The records from a line on. Lines with nothing in them are passed over.

    ``longest`` is the number of characters from which a cell over several lines is suspected to be unclosed.
    A record is no whole one either if the next begins with the end of a text that nothing opened.
    """
    ends_a_text = re.compile(rf'[^"]+"(?:"")*(?:{re.escape(delimiter)}|\s*$)')
    before: Record | None = None
    for record in _read_records(lines, index, delimiter, shape, longest):
        if before:
            is_broken = record.problem and not before.problem and ends_a_text.match(lines[record.index])
            yield replace(before, problem=_stray(before.index)) if is_broken else before
        before = record
    if before:
        yield before


def _read_records(
    lines: Sequence[str], index: int, delimiter: str, shape: Shape, longest: int
) -> Iterator[Record]:
    unclosed = 0
    while index < len(lines):
        if not lines[index].strip(" \r\n"):
            index += 1
            continue
        start = index
        try:
            cells, index = read_record(lines, start, delimiter)
            if index > start + 1 and _swallowed(lines, start, index, cells, delimiter, shape, longest):
                raise UnclosedQuoteError(start)
        except UnclosedQuoteError as quote:
            unclosed += 1
            if unclosed > _MOST_UNCLOSED:
                raise UnreadableFile("many_unclosed", most=_MOST_UNCLOSED, line=quote.index + 1) from quote
            end = _end_of_stray(lines, quote.index, delimiter, shape)
            yield Record(start, problem=_stray(start) if end else _unclosed(start, quote.index))
            index = end or quote.index + 1
        except StrayQuoteError:
            yield Record(start, problem=_stray(start))
            index = start + 1
        else:
            problem = None if shape.fits(cells) else _misfit(start, cells, shape)
            question = None
            if _holds_rows(lines[start + 1 : index - 1], delimiter, shape):
                question = RowProblem(start + 1, "", "rows_in_a_text", {"end": index}, Effect.QUESTION)
            yield Record(start, cells, problem, question)


def refuse_moved(records: Sequence[Record], shape: Shape) -> Sequence[Record]:
    """Refuses what columns without names, which a spreadsheet left over, would let pass although its cells have moved.

    That is a record of another width than nearly all others, and all of them where the header alone has one cell more.
    """
    if shape.width == shape.named:
        return records
    read = [one for one in records if not one.problem and not one.is_empty]
    widths = Counter(len(one.cells) for one in read)
    wrong = {width for width, n in widths.items() if n < _RARE * len(read) or n == 1 < len(read) - 1}
    if not widths[shape.width] and not any(one.cells[shape.named - 1].strip() for one in read):
        wrong = set(widths)
    moved = {one.index for one in read if len(one.cells) in wrong}
    return [
        replace(one, problem=_misfit(one.index, one.cells, shape)) if one.index in moved else one
        for one in records
    ]


def read_record(lines: Sequence[str], index: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of the record that begins at a line, and the index of the line after it.

    Raises:
        UnclosedQuoteError: a quotation mark is never closed, or only in the middle of a later line.
        StrayQuoteError: a quotation mark stands inside quoted text on one line.
    """
    line = lines[index]
    if '"' not in line:
        return line.rstrip("\r\n").split(delimiter), index + 1
    reader = csv.reader(
        (lines[at] for at in range(index, len(lines))),
        delimiter=delimiter,
        strict=True,
        # `Paris, "1 Main Street, Paris"`: a blank before a quotation mark is not text.
        skipinitialspace=f'{delimiter} "' in line,
    )
    try:
        return next(reader), index + reader.line_num
    except csv.Error as error:
        if reader.line_num == 1 and "expected after" in str(error):
            raise StrayQuoteError from error
        raise UnclosedQuoteError(_opening_line(lines, index, delimiter)) from error


def _opening_line(lines: Sequence[str], index: int, delimiter: str) -> int:
    """The index of the line in which a broken record's last quotation mark opens; closed ones may precede."""
    separator = re.escape(delimiter)
    closed = re.compile(rf'(?:(?:"(?:[^"]|"")*+"|[^"{separator}\r\n][^{separator}\r\n]*+|){separator})*+"')
    text = "".join(lines[index : index + 50])
    match = closed.match(text)
    before = text[: match.end()] if match else ""
    return index + len(re.findall(r"\r\n|\r|\n", before))


def _end_of_stray(lines: Sequence[str], opened: int, delimiter: str, shape: Shape) -> int | None:
    """The index after a text of several lines that has marks inside, rather than one that never ends.

    Such a text ends in a line whose first mark closes something, and no line before looks like a row.
    """
    for index in range(opened + 1, min(opened + _LONGEST_TEXT, len(lines))):
        before, mark, _ = lines[index].partition('"')
        if mark:
            closes = bool(before) and not before.endswith(delimiter) and lines[index].count('"') % 2 == 1
            return index + 1 if closes else None
        if shape.named > 1 and shape.fits(before.rstrip("\r\n").split(delimiter)):
            return None
    return None


def _swallowed(
    lines: Sequence[str],
    start: int,
    end: int,
    cells: Sequence[str],
    delimiter: str,
    shape: Shape,
    longest: int,
) -> bool:
    """Whether a record over several lines is more likely an unclosed quotation mark that met a later one."""
    if shape.fits(cells) and max(map(len, cells)) <= longest:
        return False
    return shape.named > 1 and any(_is_row(line, delimiter, shape) for line in lines[start + 1 : end])


def _holds_rows(lines: Sequence[str], delimiter: str, shape: Shape) -> bool:
    """Whether lines inside a text look like rows. Of two columns each line with a comma would."""
    return shape.named > 2 and any(_is_row(line, delimiter, shape) for line in lines)


def _is_row(line: str, delimiter: str, shape: Shape) -> bool:
    return '"' not in line and len(line.rstrip("\r\n").split(delimiter)) == shape.width


def _unclosed(start: int, opened: int) -> RowProblem:
    return RowProblem(start + 1, "", "unclosed_quote", {"opened": opened + 1, "next": opened + 2})


def _stray(start: int) -> RowProblem:
    return RowProblem(start + 1, "", "stray_quote", {"example": '"the ""big"" square"'})


def _misfit(start: int, cells: Sequence[str], shape: Shape) -> RowProblem:
    code = "too_many_cells" if len(cells) > shape.width else "too_few_cells"
    return RowProblem(start + 1, "", code, {"n": len(cells), "width": shape.width})
