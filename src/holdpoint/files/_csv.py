"""Records of a CSV file, streamed, each with the line it begins on."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from holdpoint.errors import UnreadableInputError
from holdpoint.files._faults import hostile
from holdpoint.files._lines import MAX_LINE, TextLines
from holdpoint.files._opening import MAX_BYTES, MAX_CELL
from holdpoint.model import Problem

MAX_RECORD = 2 * MAX_LINE
"""Longest record that is read, in characters, line ends within quotes included."""


class NumberedLines(Protocol):
    """Lines of a text, each with its end, and how many were handed out so far."""

    @property
    def name(self) -> str:
        """Name of the file, for messages."""

    @property
    def number(self) -> int:
        """Lines handed out so far."""

    def __next__(self) -> str: ...


def read_csv(
    path: Path,
    *,
    delimiter: str = ",",
    max_bytes: int = MAX_BYTES,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Records of a CSV file as text, each with the line it begins on. Memory stays flat.

    Args:
        path: The file, gzip or not.
        delimiter: One character.
        max_bytes: Limit on the uncompressed size.
        on_problem: Takes a record that cannot be read, and reading goes on behind it; without it
            the first such record raises.

    Yields:
        Line number (from 1) and cells. Blank lines are left out.

    Raises:
        UnreadableInputError: As :class:`TextLines`; or a cell is longer than :data:`MAX_CELL`; or
            a quote is opened and never closed.
        HostileInputError: As :class:`TextLines`.
    """
    lines = TextLines(path, max_bytes=max_bytes)
    return csv_records(lines, delimiter=delimiter, on_problem=on_problem)


def csv_records(
    lines: NumberedLines,
    *,
    delimiter: str = ",",
    strict: bool = False,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Records of lines that may already have been read in part.

    Args:
        lines: Where the records come from; line numbers go on from what was read of it.
        delimiter: One character.
        strict: Refuse text that goes on after a closing quote (``"a"b``), which else is joined.
        on_problem: Takes a record that cannot be read, and reading goes on behind it; without it
            the first such record raises.

    Yields:
        Line number (from 1) and cells. Blank lines are left out.

    Raises:
        UnreadableInputError: As :func:`read_csv`.
        HostileInputError: As :class:`TextLines`.
    """
    allow_wide_cells()
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=strict)
    while True:
        begins = lines.number + 1
        feed.size = 0
        try:
            cells = next(reader, None)
            fault = "unexpected end of data" if feed.ended and cells else None
        except csv.Error as error:
            cells, fault = [], str(error)
        if cells is None:
            return
        if fault:
            endless = "field limit" in fault and lines.number > begins
            _hand_on(_problem(lines, begins, fault, endless=endless), on_problem)
            if endless:  # an open quote has swallowed line after line; the rest is no table
                return
        elif cells:
            yield begins, cells


def allow_wide_cells() -> None:
    """Let the csv module read cells up to ``MAX_CELL``; its limit is one for the whole process."""
    if csv.field_size_limit() < MAX_CELL:
        csv.field_size_limit(MAX_CELL)


class _Feed:
    """Hands lines to the csv module, and knows whether it asked for more than there were."""

    def __init__(self, lines: NumberedLines) -> None:
        self.lines = lines
        self.size = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self.lines)
        except StopIteration:
            # A record that comes out after this was still open within a quote.
            self.ended = True
            raise
        self.size += len(line)
        if self.size > MAX_RECORD:
            raise hostile(
                self.lines.name,
                f"a record has more than {MAX_RECORD} characters.",
                "Look for a quote that is never closed.",
                line=self.lines.number,
            )
        return line


def _hand_on(problem: Problem, on_problem: Callable[[Problem], None] | None) -> None:
    if on_problem is None:
        raise UnreadableInputError(str(problem), [problem])
    on_problem(problem)


def _problem(lines: NumberedLines, begins: int, error: str, *, endless: bool = False) -> Problem:
    lost = f" Lines {begins} to {lines.number} were not read." if lines.number > begins else ""
    lost = " Nothing from this line on was read." if endless else lost
    if "end of data" in error:
        reason, remedy = "a quote is opened here and never closed.", "Close it, or double it."
    elif "field limit" in error:
        reason = f"a cell has more than {MAX_CELL} characters, or a quote is never closed."
        remedy = "Shorten the cell, or close the quote."
    elif "expected after" in error:
        reason = "text goes on after a closing quote."
        remedy = 'Double a quote that belongs to the text ("").'
    else:
        reason, remedy = f"{error}.", "Mend or quote this record."
    return Problem(file=lines.name, line=begins, reason=reason + lost, remedy=remedy)
