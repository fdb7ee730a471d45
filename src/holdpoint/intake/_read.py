"""Orders from a file, whatever its form, one after the other."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from holdpoint.errors import UnreadableInputError
from holdpoint.files import TextLines, read_blocks
from holdpoint.intake._csv import Table, csv_table
from holdpoint.intake._faults import broken
from holdpoint.intake._flat import FlatOrder, flat_orders
from holdpoint.intake._ids import SeenIds
from holdpoint.intake._json import json_lines, json_orders
from holdpoint.intake._nesting import read_order
from holdpoint.intake._parquet import parquet_table
from holdpoint.intake._shape import Reading
from holdpoint.intake._transaction import build
from holdpoint.intake._xlsx import xlsx_table
from holdpoint.model import Problem, Transaction

Format = Literal["json", "jsonl", "csv", "xlsx", "parquet"]

FORMATS: Mapping[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
    ".pq": "parquet",
}
"""Endings of file names, and the form that each promises. ``.gz`` may follow a text form."""

MAX_NOTES = 1_000
"""How many different notes of one file are told."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_INDEX = re.compile(r"\[\d+\]")


def read_transactions(
    path: Path | str,
    *,
    format: Format | None = None,  # noqa: A002 - the word that users know
) -> Iterator[Transaction | Problem]:
    """Orders of a file, one after the other, in bounded memory.

    Args:
        path: JSON (one object, an array, or ``{"transactions": […]}``), JSON Lines, CSV, XLSX or
            Parquet; text forms may be gzip.
        format: The form; by default found from the content and the ending of the name.

    Yields:
        Every order that could be read, and a :class:`Problem` for everything that could not, in
        the order of the file. A problem that is not ``fatal`` is a warning: something was
        understood otherwise than it stands there, or not read. Nothing that is wrong with the
        file raises: a file that cannot be read at all yields its problem and no order.
        In the flat form rows with one id are one order when they stand together; an id that comes
        back later is a problem that names both lines.

    Raises:
        ValueError: ``format`` is none of the forms.
    """
    if format is not None and format not in FORMATS.values():
        raise ValueError(f"format {format!r} is none of {sorted(set(FORMATS.values()))}")
    return _Run(Path(path), str(path), format).orders()


class _Run:
    """One file being read."""

    def __init__(self, path: Path, file: str, form: Format | None) -> None:
        self.path, self.file, self.form = path, file, form
        self.lines: TextLines | None = None
        self.ids = SeenIds()
        self.notes: set[tuple[str | None, str | None, str]] = set()

    def orders(self) -> Iterator[Transaction | Problem]:
        empty = True
        try:
            for found in self._found():
                empty = False
                yield found
        except UnreadableInputError as error:
            yield from self._file_problems(error)
        else:
            if empty:
                yield Problem(
                    file=self.file,
                    reason="holds no order.",
                    remedy="Check that it is the right file.",
                    fatal=False,
                )
        finally:
            if self.lines:
                self.lines.close()

    def _found(self) -> Iterator[Transaction | Problem]:
        form = self._form()
        if form in ("xlsx", "parquet"):
            reader = xlsx_table if form == "xlsx" else parquet_table
            yield from self._table(reader(self.path, self.file))
            return
        self.lines = TextLines(self.path)
        if form == "csv":
            yield from self._table(csv_table(self.lines, self.file))
            return
        rows = (json_lines if form == "jsonl" else json_orders)(self.lines, self.file)
        for row in rows:
            yield from [row] if isinstance(row, Problem) else self._nested(*row)

    def _nested(self, line: int, value: Any) -> Iterator[Transaction | Problem]:  # noqa: ANN401 - any JSON value
        reading = Reading(file=self.file, line=line)
        order = build(value, reading)
        known = value.get("id") if isinstance(value, Mapping) else None
        yield from self._checked(order, reading, order.id if order else known)

    def _table(self, table: Table | None) -> Iterator[Transaction | Problem]:
        if table is None:
            return
        header, rows = table
        yield from header.problems
        for found in flat_orders(header, rows, self.file):
            if isinstance(found, FlatOrder):
                order, reading = read_order(found)
                yield from self._checked(order, reading, found.id)
            else:
                yield dataclasses.replace(found, file=self.file)

    def _checked(
        self,
        order: Transaction | None,
        reading: Reading,
        known: Any,  # noqa: ANN401 - any JSON value
    ) -> Iterator[Transaction | Problem]:
        for note in reading.notes:
            yield from self._note(note)
        first = None
        line = reading.line or 0
        if isinstance(known, str | int) and not isinstance(known, bool):
            first = self.ids.first(str(known).strip(), line)
        if first is not None:
            reading.add(
                Problem(
                    file=self.file,
                    line=line,
                    field="id",
                    reason=f"is the id of the order on line {first} too.",
                    remedy="Give each order its own id, and put the rows of one order together.",
                )
            )
        if reading.problems:
            yield from reading.problems
        elif order is not None:
            yield order

    def _note(self, note: Problem) -> Iterator[Problem]:
        """Tell a note once for each field and value, and only so many of them."""
        key = (note.field and _INDEX.sub("[]", note.field), note.value, note.reason)
        if key in self.notes or len(self.notes) > MAX_NOTES:
            return
        self.notes.add(key)
        if len(self.notes) > MAX_NOTES:
            yield dataclasses.replace(
                note,
                field=None,
                value=None,
                reason="more values were understood otherwise than they stand there.",
                remedy="They are not told one by one; mend those above first.",
            )
        else:
            yield note

    def _form(self) -> Format:
        """The form that was asked for, else what the content says, else what the name says."""
        blocks = read_blocks(self.path)
        head = next(blocks)
        blocks.close()
        if self.form:
            return self.form
        suffixes = [part.casefold() for part in self.path.suffixes]
        named = FORMATS.get(next((s for s in reversed(suffixes) if s != ".gz"), ""))
        if head.startswith(_OLD_OFFICE):
            reason = "is an old .xls workbook, or one with a password."
            raise broken(self.file, reason, "Save it as .xlsx without a password.")
        for mark, form in ((b"PK\x03\x04", "xlsx"), (b"PAR1", "parquet")):
            if head.startswith(mark):
                return "xlsx" if form == "xlsx" else "parquet"
            if named == form:
                raise broken(
                    self.file, f"is named like {form}, but is none.", "Give the right file."
                )
        return self._text_form(named)

    def _text_form(self, named: Format | None) -> Format:
        """Tells JSON from JSON Lines by the first line, and both from CSV."""
        if named in ("csv", "json"):
            return named
        lines = TextLines(self.path)
        try:
            while (first := lines.peek()) and not first.strip("\ufeff \t\r\n"):
                next(lines)
        finally:
            lines.close()
        start = first.strip("\ufeff \t\r\n")
        if start.startswith("[") or start == "{":
            return "json"
        if start.startswith("{"):
            return "jsonl" if named == "jsonl" or start.endswith("}") else "json"
        return named or "csv"

    def _file_problems(self, error: UnreadableInputError) -> Iterator[Problem]:
        line = self.lines.number if self.lines and self.lines.number else None
        for problem in error.problems:
            yield dataclasses.replace(problem, file=self.file, line=problem.line or line)
