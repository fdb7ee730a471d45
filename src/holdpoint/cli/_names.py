"""Rows of a file of names, one after the other: plain lines, CSV, or JSON Lines."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _asked as asked
from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError, UnreadableInputError
from holdpoint.model import Problem

if TYPE_CHECKING:
    from holdpoint.files import TextLines
    from holdpoint.model import PartyQuery

STDIN = Path("-")
"""Stands for standard input."""

COLUMNS = (
    "name", "aliases", "type", "country", "birth_date", "birth_place", "address", "gender",
    "position", "id", "identifiers",
)  # fmt: skip
"""Columns that are read, beside one for each kind of identifier."""

_DELIMITERS = ",;\t|"
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One party of the file, or why it could not be read.

    Attributes:
        line: Where it begins, from 1.
        key: The row's own id, to be given back with the answer.
        asked: The party; ``None`` where there is a problem.
    """

    line: int
    key: str | None = None
    asked: PartyQuery | None = None
    problem: Problem | None = None


@contextmanager
def named_file(path: Path) -> Iterator[tuple[Path, str]]:
    """A file to read and what it is called; standard input is kept in a temporary file.

    Raises:
        HoldpointError: There is no such file.
    """
    if path != STDIN:
        yield console.need_file(path), str(path)
        return
    with tempfile.TemporaryDirectory(prefix="holdpoint-") as folder:
        copy = Path(folder) / "names"
        with copy.open("wb") as handle:
            shutil.copyfileobj(sys.stdin.buffer, handle)
        yield copy, "standard input"


def read_names(path: Path, called: str) -> Iterator[Row]:
    """The rows of a file; memory stays flat.

    The form goes by the ending; without one, a file that begins with ``{`` is JSON Lines and any
    other a name a line. Lines without any text are no rows.

    Args:
        path: TXT, CSV (a header with a column ``name``) or JSON Lines; gzip or not.
        called: What problems call it.

    Raises:
        HoldpointError: The file is of another form, or cannot be read as a whole.
    """
    from holdpoint.files import TextLines

    form = _form(path)
    lines = TextLines(path)
    if form is None:
        form = "jsonl" if lines.peek().lstrip("\ufeff ").startswith("{") else "txt"
    try:
        if form == "csv":
            yield from _csv(lines, called)
        else:
            yield from _by_line(lines, called, as_json=form == "jsonl")
    except UnreadableInputError as error:
        why = error.problems[0].reason if error.problems else str(error)
        problem = Problem(
            file=called, line=lines.number or None, reason=why, remedy="The rest was not read."
        )
        yield Row(line=lines.number, problem=problem)


def _form(path: Path) -> str | None:
    ending = path.suffix.lower() if path.suffix.lower() != ".gz" else Path(path.stem).suffix.lower()
    known = {".csv": "csv", ".tsv": "csv", ".txt": "txt", ".jsonl": "jsonl", ".ndjson": "jsonl"}
    if ending in ("", *known):
        return known.get(ending)
    raise HoldpointError(
        f"{path}: a file of names is .txt (a name a line), .csv or .jsonl. Save it as one of these."
    )


def _by_line(lines: TextLines, called: str, *, as_json: bool) -> Iterator[Row]:
    for line in lines:
        text = line.removeprefix("\ufeff").strip()
        if not text:
            continue
        fields: Any = {"name": text}
        if as_json:
            try:
                fields = json.loads(text)
            except (ValueError, RecursionError):
                problem = _problem(called, lines.number, None, "is not JSON.", 'Write {"name": …}.')
                yield Row(line=lines.number, problem=problem)
                continue
        yield _row({"name": fields} if isinstance(fields, str) else fields, called, lines.number)


def _csv(lines: TextLines, called: str) -> Iterator[Row]:
    from holdpoint.files import csv_records

    broken: list[Problem] = []
    first = lines.peek()
    delimiter = max(_DELIMITERS, key=lambda mark: (first.count(mark), mark == ","))
    records = csv_records(lines, delimiter=delimiter, on_problem=broken.append)
    header = _header(next(records, (1, []))[1], called)
    while True:
        record = next(records, None)
        for problem in broken:
            told = _problem(called, problem.line or 0, None, problem.reason, problem.remedy)
            yield Row(line=problem.line or 0, problem=told)
        broken.clear()
        if record is None:
            return
        line, cells = record
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            reason = f"has {len(cells)} cells, the header {len(header)}."
            remedy = f"Quote a cell that holds a {delimiter!r}."
            yield Row(line=line, problem=_problem(called, line, None, reason, remedy))
            continue
        # Cells that a short row leaves out are empty.
        yield _row(_fields(dict(zip(header, cells, strict=False))), called, line)


def _header(cells: list[str], called: str) -> list[str]:
    header = [cell.strip().removeprefix("\ufeff").lower().replace(" ", "_") for cell in cells]
    if "name" not in header:
        raise HoldpointError(
            f"{called}: the first line has no column `name`. Name the columns "
            f"({', '.join(COLUMNS)}), or give a .txt file with a name a line."
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise HoldpointError(f"{called}: the column {twice[0]} is there twice. Rename one.")
    passed = [name for name in header if name and name not in (*COLUMNS, *asked.KINDS)]
    if passed:
        console.note(f"{called}: not compared: {', '.join(passed)}.")
    return header


def _fields(cells: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a CSV row as the fields of a party."""
    found: dict[str, Any] = {
        name: value.strip()
        for name, value in cells.items()
        if name in COLUMNS and name != "identifiers" and value.strip()
    }
    if "aliases" in found:
        found["aliases"] = [one.strip() for one in found["aliases"].split(";") if one.strip()]
    numbers = {kind: v.strip() for kind in asked.KINDS if (v := cells.get(kind)) and v.strip()}
    more = [one for one in (cells.get("identifiers") or "").split(";") if one.strip()]
    found["identifiers"] = (numbers, more)
    return found


def _row(fields: Any, called: str, line: int) -> Row:  # noqa: ANN401 - JSON values
    if not isinstance(fields, dict):
        problem = _problem(called, line, None, "is no party.", 'Write {"name": …}.')
        return Row(line=line, problem=problem)
    rest = dict(fields)
    key = rest.pop("id", None)
    try:
        numbers, more = _numbers(rest.get("identifiers"))
        if isinstance(key, str) and "=" in key:
            more, key = [*more, *key.split(";")], None
        if numbers is not None:
            rest["identifiers"] = {**asked.identifiers(more), **numbers}
        return Row(line=line, key=None if key is None else str(key), asked=asked.party(rest))
    except asked.FieldError as error:
        seen = error.value[:_SHOWN] if error.value else None
        problem = _problem(called, line, error.field, error.reason, error.remedy, seen)
    except HoldpointError as error:
        problem = _problem(called, line, None, str(error), "")
    return Row(line=line, key=None if key is None else str(key), problem=problem)


def _numbers(given: Any) -> tuple[Mapping[str, Any] | None, list[str]]:  # noqa: ANN401 - JSON values
    """Identifiers by kind, and such as are written ``kind=value``; ``None`` is for the check."""
    if isinstance(given, tuple):
        return given
    if given is None:
        return {}, []
    return (given, []) if isinstance(given, Mapping) else (None, [])


def _problem(
    called: str, line: int, field: str | None, reason: str, remedy: str, value: str | None = None
) -> Problem:
    return Problem(file=called, line=line, field=field, value=value, reason=reason, remedy=remedy)
