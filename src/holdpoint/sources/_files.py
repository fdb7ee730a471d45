"""Opening the files of a list: bytes and their hash, CSV records, dates in file names."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from holdpoint.errors import UnreadableInputError
from holdpoint.files import csv_records, decode, read_blocks, read_bytes
from holdpoint.model import Problem
from holdpoint.sources._edition import Tally

HEAD = 65536
END_MARK = "\x1a"
"""The end-of-file mark of CP/M and DOS that still closes OFAC's CSV files. Not a record."""

_MOST_COLUMNS = 1000
_SHOWN = 80

_DATED = re.compile(r"(?<!\d)(20\d\d|19\d\d)-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?(?!\d)")

_YEAR = re.compile(r"(?<!\d)(?:20\d\d|19\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Content:
    """The uncompressed bytes of a file, and their SHA-256."""

    path: Path
    data: bytes
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, as problems show it."""
        return self.path.name

    def text(self) -> str:
        """The content as text, whatever its encoding."""
        return decode(self.data, self.name)[0]


class Record(NamedTuple):
    """One CSV record and the line it begins on; ``fault`` says why it cannot be read."""

    line: int
    cells: list[str]
    fault: str | None = None
    remedy: str = "Mend or remove it."


def load(path: Path) -> Content:
    """Read a file whole.

    Raises:
        UnreadableInputError: It is empty, damaged, too large or cannot be opened.
    """
    data = read_bytes(path)
    return Content(path, data, "sha256:" + hashlib.sha256(data).hexdigest())


def read_head(path: Path) -> bytes:
    """The first bytes of a file, gunzipped when it is gzip.

    Raises:
        UnreadableInputError: It is empty, damaged, no regular file, or cannot be opened.
    """
    blocks = read_blocks(path)
    head = next(blocks)[:HEAD]
    blocks.close()
    return head


class _Lines:
    """The lines of a text at hand, each with its end."""

    def __init__(self, text: str, name: str) -> None:
        self.name, self.number = name, 0
        self._lines = io.StringIO(text, newline="")

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def records(text: str, name: str, *, delimiter: str = ",") -> Iterator[Record]:
    """CSV records; one that cannot be read carries a ``fault`` and the rest goes on.

    Blank lines and the closing end-of-file mark are no records.
    """
    faults: list[Problem] = []
    found = csv_records(_Lines(text, name), delimiter=delimiter, on_problem=faults.append)
    suspect = "\0" in text
    for line, cells in found:
        if faults:
            yield from _faulty(faults)
        if cells != [END_MARK]:
            nul = suspect and "\0" in "".join(cells)
            yield Record(line, cells, "The record holds NUL bytes." if nul else None)
    yield from _faulty(faults)


def _faulty(faults: list[Problem]) -> Iterator[Record]:
    while faults:
        problem = faults.pop(0)
        reason = problem.reason[:1].upper() + problem.reason[1:]
        yield Record(problem.line or 0, [], reason, problem.remedy)


def sound_records(content: Content, tally: Tally, *, width: int) -> Iterator[Record]:
    """Records of exactly so many cells; the others are refused, each with its reason."""
    tally.open(content.name)
    for record in records(content.text(), content.name):
        if _sound(record, content.name, tally, width):
            yield record


def named_records(
    content: Content,
    tally: Tally,
    *,
    required: Collection[str],
    known: Collection[str] | None = None,
    skip: int = 0,
    delimiter: str = ",",
) -> Iterator[tuple[int, dict[str, str]]]:
    """Records under a header, as dicts, each with its line.

    Args:
        content: The file.
        tally: Where rows are counted and refused; a header that stands there again is refused.
        required: Columns without which nothing can be read.
        known: All columns that the reader knows; another one is told as not read. ``None``: any.
        skip: Records before the header that are none of the list.
        delimiter: One character.

    Raises:
        UnreadableInputError: A required column is missing, or a column stands there twice.
    """
    rows = records(content.text(), content.name, delimiter=delimiter)
    first = Record(1, [])
    for _ in range(skip + 1):
        first = next(rows, first)
    header = [name.strip() for name in first.cells]
    tally.open(content.name)
    check_header(content.name, first.line, header, required, known, tally)
    for record in rows:
        again = [value.strip() for value in record.cells] == header
        if again:
            record = Record(record.line, record.cells, "The header stands here again.")  # noqa: PLW2901 - judged
        if _sound(record, content.name, tally, len(header)):
            yield record.line, dict(zip(header, record.cells, strict=True))


def check_header(
    name: str,
    line: int,
    header: Sequence[str],
    required: Collection[str],
    known: Collection[str] | None,
    tally: Tally,
) -> None:
    """Refuse a header that lacks a required column, has one twice or has too many columns.

    Unknown columns are told.
    """
    faults = [f"has no column '{column}'" for column in required if column not in header]
    faults += [f"has the column '{c[:_SHOWN]}' twice" for c, n in Counter(header).items() if n > 1]
    if len(header) > _MOST_COLUMNS:
        faults = [f"has {len(header)} columns, more than any list"]
    if faults:
        raise UnreadableInputError(f"{name}:{line}: {faults[0]}. Fetch the file again.")
    for column in header:
        if known is not None and column not in known:
            reason = "The column is not known and is not read."
            tally.warn(name, line, reason, "Tell the project.", field=column)


def _sound(record: Record, name: str, tally: Tally, width: int) -> bool:
    tally.row(name)
    found = len(record.cells)
    # A quote that is never closed is what a cut within a cell leaves behind.
    tally.cut_short = found < width
    if record.fault:
        tally.refuse(name, record.line, record.fault, record.remedy)
    elif found != width:
        short = "Fetch the file again: it may be cut short."
        tally.refuse(
            name,
            record.line,
            f"The record has {found} of {width} fields.",
            short if found < width else "Mend it.",
        )
    return not record.fault and found == width


def date_in_name(path: Path, *, years: bool = False) -> tuple[str | None, str]:
    """The date that a file's name shows (``sdn_2024-02-20.csv.gz``), and where it was read.

    Args:
        path: The file.
        years: Whether a year alone is a date too (``decrees_2022.xlsx``).
    """
    found = None
    for match in _DATED.finditer(path.name):
        found = "-".join(part for part in match.groups() if part)
    if found is None and years:
        found = next(iter(_YEAR.findall(path.name)), None)
    return (found, "file name") if found else (None, "unknown")


def tidy(text: str) -> str:
    """Text with single spaces and none around it."""
    return " ".join(text.split())


def is_text(value: object) -> bool:
    """Whether a JSON value can be written down: JSON can smuggle in halves of characters."""
    if isinstance(value, str) and value.isascii():  # most texts
        return True
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except ValueError:
        return False
    return True
