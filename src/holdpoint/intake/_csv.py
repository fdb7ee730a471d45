"""Tables in CSV: the delimiter is found, quotes and line ends are as they come."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator

from holdpoint.files import TextLines, csv_records
from holdpoint.intake._columns import Header, column_of, read_header
from holdpoint.intake._flat import Cells
from holdpoint.intake._scalars import BadCell
from holdpoint.model import Problem

DELIMITERS = (",", ";", "\t", "|")

Table = tuple[Header, Iterator[tuple[int, Cells] | Problem]]
"""Header and rows of a table, as every reader of tables gives them."""

_SEP = re.compile(r"\ufeff?sep=([,;|\t:^~])\s*", re.IGNORECASE)
# Three accented letters in a row are rare in Windows-1252 and usual where it is another encoding.
_OTHER_SCRIPT = re.compile("[\u00c0-\u00ff]{3}")


def csv_table(lines: TextLines, file: str) -> Table | None:
    """Header and rows of a CSV file; ``None`` when it holds nothing but blanks.

    The delimiter is the one of ``, ; tab |`` that finds the most known columns in the header. A
    first line ``sep=;``, as spreadsheets write it, is obeyed.

    Raises:
        UnreadableInputError: As :func:`holdpoint.files.read_csv` and :func:`read_header`.
    """
    while (first := lines.peek()) and not first.strip("\ufeff \t\r\n"):
        next(lines)
    said = _SEP.fullmatch(first)
    if said:
        next(lines)
    delimiter = said.group(1) if said else _delimiter(first)
    faults: deque[Problem] = deque()
    records = csv_records(lines, delimiter=delimiter, strict=True, on_problem=faults.append)
    for line, cells in records:
        header = read_header([_no_mark(cell) for cell in cells], file, line)
        return header, _rows(lines, records, faults)
    if faults:
        return read_header([], file, faults[0].line or 1), iter(())
    return None


def _delimiter(first: str) -> str:
    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:  # a cell is too long; the reader of records will say so
            return 0, 0
        return sum(column_of(cell) is not None for cell in cells), len(cells)

    return max(DELIMITERS, key=fitness)


def _no_mark(heading: str) -> str:
    return heading.strip("\ufeff \t\r\n\xa0")


def _rows(
    lines: TextLines, records: Iterator[tuple[int, list[str]]], faults: deque[Problem]
) -> Iterator[tuple[int, Cells] | Problem]:
    told = False
    for line, cells in records:
        while faults:
            yield faults.popleft()
        if lines.encoding == "cp1252":
            if not told:
                told = True
                yield _old_encoding(lines.name)
            yield line, [_doubted(cell, i) for i, cell in enumerate(cells)]
        else:
            yield line, list[object](cells)
    yield from faults


def _old_encoding(name: str) -> Problem:
    return Problem(
        file=name,
        reason="is not UTF-8 and was read as Windows-1252 (Western European).",
        remedy="Save it as UTF-8, so that no letter is in doubt.",
        fatal=False,
    )


def _doubted(cell: str, at: int) -> object:
    """A cell that may be in another encoding than Windows-1252 is refused, not guessed."""
    if cell.isascii() or not _OTHER_SCRIPT.search(cell):
        return cell
    reason = "has letters that look like another encoding than Windows-1252."
    return BadCell(f"column {at + 1}", reason, "Save the file as UTF-8.")
