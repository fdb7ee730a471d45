"""Tables in XLSX: text as text, dates as ISO, formulas refused, bombs never opened."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.errors import HoldpointError
from holdpoint.files import check_package
from holdpoint.intake._columns import Header, column_of, read_header
from holdpoint.intake._csv import Table
from holdpoint.intake._faults import broken, dangerous
from holdpoint.intake._flat import Cells
from holdpoint.intake._scalars import BadCell
from holdpoint.intake._shape import shown
from holdpoint.model import Problem

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

MAX_ROWS = 1_048_576
"""Rows of the largest sheet that the format knows."""

_EXCESS = 2_000_000  # blank cells right of the header that are walked over before giving up
_SAVE = "Save the workbook again, or use CSV."


def xlsx_table(path: Path, file: str) -> Table | None:
    """Header and rows of the first sheet with a known header; ``None`` when all are blank.

    The package is looked through for bombs and entities before openpyxl sees it.

    Raises:
        UnreadableInputError: Damaged, encrypted, or no workbook; or as :func:`read_header`.
        HostileInputError: As :func:`holdpoint.files.check_package`.
    """
    parts = check_package(path)
    if "xl/workbook.xml" not in parts:
        raise broken(file, "is no XLSX workbook.", _SAVE)
    with ExitStack() as stack:
        with _guarded(file):
            import openpyxl

            # A handle, because openpyxl judges a path by its ending.
            handle = stack.enter_context(path.open("rb"))
            book = openpyxl.load_workbook(handle, read_only=True, keep_links=False)
            stack.callback(book.close)
            heads = [(sheet, _head(sheet)) for sheet in book.worksheets]
        filled = [(sheet, line, head) for sheet, (line, head) in heads if head]
        if not filled:
            return None
        chosen = max(filled, key=lambda one: sum(column_of(cell) is not None for cell in one[2]))
        sheet, line, head = chosen
        header = read_header(head, file, line)
        others = [other.title for other, *_ in filled if other is not sheet]
        header.problems += [_not_read(file, title) for title in others]
        return header, _rows(file, stack.pop_all(), sheet, header, line)


def _head(sheet: Any) -> tuple[int, list[str]]:  # noqa: ANN401 - a read-only sheet has no type
    """The first row that is not blank, and its number."""
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            return line, ["" if cell is None else str(cell) for cell in cells]
        if line >= MAX_ROWS:
            break
    return 0, []


def _rows(
    file: str,
    book: ExitStack,
    sheet: Any,  # noqa: ANN401 - a read-only sheet has no type
    header: Header,
    head_line: int,
) -> Iterator[tuple[int, Cells] | Problem]:
    width, excess = len(header.names), 0
    with book:
        rows = enumerate(sheet.iter_rows(), 1)
        while True:
            with _guarded(file):
                line, row = next(rows, (0, ()))
                cells = [_cell(cell) for cell in row]
            if not line:
                return
            excess += max(0, len(cells) - width)
            if line > MAX_ROWS or excess > _EXCESS:
                remedy = "Delete what lies right of it and below it."
                raise dangerous(file, "cells stand far outside the table.", remedy, line)
            if line > head_line:
                yield line, cells + [None] * (width - len(cells))


@contextmanager
def _guarded(file: str) -> Iterator[None]:
    """Turn whatever a malformed part makes openpyxl stumble on into one clear error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that it does not know
            yield
    except HoldpointError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles on, KeyError to TypeError
        reason = f"the workbook is damaged ({error.__class__.__name__})."
        raise broken(file, reason, _SAVE) from error


def _cell(cell: Cell) -> Any:  # noqa: ANN401 - any cell
    value: Any = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return _bad(cell, "is a formula, which is not evaluated.", "Paste it as a value.")
    if cell.data_type == "e":
        return _bad(cell, "holds the error of a formula.", "Mend the cell, or leave it empty.")
    if isinstance(value, timedelta):
        return _bad(cell, "is a span of time.", "Format the cell as text or as a date.")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, str(cell.number_format))
    return value


def _number(value: float, form: str) -> Any:  # noqa: ANN401 - text or number
    """A number as the sheet shows it: ``30%`` for 0.3, ``010121`` under the format 000000."""
    if "%" in form.partition(";")[0]:
        return f"{Decimal(repr(value)) * 100:f}%"
    if value >= 0 and form and set(form) == {"0"} and value == int(value):
        return str(int(value)).zfill(len(form))
    return value


def _bad(cell: Cell, reason: str, remedy: str) -> BadCell:
    return BadCell(f"cell {cell.coordinate}", reason, remedy)


def _not_read(file: str, title: str) -> Problem:
    return Problem(
        file=file,
        field=shown(title),
        reason="is another sheet of this workbook and was not read.",
        remedy="Put all orders into one sheet, or save the others as files.",
        fatal=False,
    )
