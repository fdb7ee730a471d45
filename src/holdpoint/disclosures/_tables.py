"""The data files of this room: CSV below a heading of ``#`` lines, read once, checked by line."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from pathlib import Path

from holdpoint.errors import KnowledgeError

_FOLDER = Path(__file__).with_name("data")


class Row(dict[str, str]):
    """A row of a table, which knows where it stands so that an error can say it."""

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        super().__init__(cells)
        self.file, self.line = file, line

    def several(self, column: str) -> tuple[str, ...]:
        """Give the values of a cell that holds several, parted by ``;``."""
        return tuple(part for raw in self[column].split(";") if (part := raw.strip()))

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """Give a cell that must be one of these words.

        Raises:
            KnowledgeError: It is another, with file and line.
        """
        if self[column] not in allowed:
            raise self.fault(f"{column} is {self[column]!r}; use one of {', '.join(allowed)}")
        return self[column]

    def fault(self, what: str) -> KnowledgeError:
        """Give the error that says what is wrong with this row."""
        return KnowledgeError(f"disclosures/data/{self.file}, line {self.line}: {what}.")


@functools.cache
def table(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Read ``data/NAME.csv``, whose columns must be these.

    Raises:
        KnowledgeError: Other columns, or a row with more or fewer cells; with file and line.
    """
    path = _FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(read_rows(path.name, handle, columns))


def read_rows(file: str, lines: Iterator[str], columns: tuple[str, ...]) -> Iterator[Row]:
    """Read the rows below the heading; a row that starts with ``#`` is a remark."""
    head: list[str] | None = None
    reader = csv.reader(lines)
    for cells in reader:
        if not cells or cells[0].startswith("#"):
            continue
        if head is None:
            head = cells
            if tuple(cells) != columns:
                raise KnowledgeError(
                    f"disclosures/data/{file}, line {reader.line_num}: the columns are "
                    f"{','.join(cells)}; they must be {','.join(columns)}."
                )
            continue
        if len(cells) != len(columns):
            raise KnowledgeError(
                f"disclosures/data/{file}, line {reader.line_num}: {len(cells)} cells instead of "
                f"{len(columns)}; put quotes round a cell with a comma."
            )
        yield Row(file, reader.line_num, dict(zip(columns, cells, strict=True)))


@functools.cache
def word_set(use: str) -> frozenset[str]:
    """Give a set of small words of ``data/word_sets.csv``.

    Raises:
        KnowledgeError: There is no set for this use.
    """
    for row in table("word_sets", ("use", "words")):
        if row["use"] == use:
            return frozenset(row["words"].split())
    raise KnowledgeError(f"disclosures/data/word_sets.csv: there is no set for {use!r}; add a row.")
