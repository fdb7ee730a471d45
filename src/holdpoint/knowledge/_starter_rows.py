"""Rows of the embedded files: cells with their place, and what was found wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from holdpoint.errors import KnowledgeError
from holdpoint.files import decode, read_bytes, read_csv, read_yaml
from holdpoint.model import Basis, Problem

SEPARATOR = " | "
"""Stands between the values of one cell."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class Row:
    """One row: its cells, where it stands, and the list that its faults go to.

    Reading a cell never raises; a fault is noted and the reading goes on, so that one run tells
    them all.
    """

    def __init__(
        self, file: str, line: int, cells: Mapping[str, Any], problems: list[Problem]
    ) -> None:
        self.file, self.line = file, line
        self._cells, self._problems = cells, problems

    def wrong(self, field: str, reason: str, remedy: str) -> None:
        """Note a fault of one field."""
        value = self._cells.get(field)
        shown = value[:80] if isinstance(value, str) and value else None
        self._problems.append(
            Problem(
                file=self.file,
                line=self.line,
                field=field,
                value=shown,
                reason=reason,
                remedy=remedy,
            )
        )

    def only(self, fields: str) -> None:
        """No other field stands in the row than those named, with spaces between."""
        for field in sorted(set(self._cells) - set(fields.split())):
            self.wrong(field, "is not a field of this file.", "Correct its name.")

    def text(self, field: str) -> str | None:
        """The cell, or ``None`` where it is empty."""
        value = self._cells.get(field)
        if value is None or isinstance(value, str):
            return value or None
        self.wrong(field, "must be one text.", "Write one value.")
        return None

    def need(self, field: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(field)
        if value is None:
            self.wrong(field, "is missing.", "Every row has one: fill it in.")
        return value or ""

    def many(self, field: str) -> tuple[str, ...]:
        """The values of one cell: a YAML list, or text with separators."""
        value = self._cells.get(field) or ()
        return tuple(value.split(SEPARATOR)) if isinstance(value, str) else tuple(value)

    def pairs(self, field: str) -> dict[str, str]:
        """A mapping of texts."""
        value = self._cells.get(field) or {}
        if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
            return dict(value)
        self.wrong(field, "must map names to texts.", "Write it as {name: value}.")
        return {}

    def members(self, field: str) -> Iterator[Row]:
        """Rows that stand within this one; they bear its line."""
        for member in self._cells.get(field) or ():
            yield Row(self.file, self.line, member, self._problems)

    def dates(self, field: str) -> tuple[str, ...]:
        """Dates of ISO 8601, which may be partial, or ranges of two (``1970/1975``)."""
        values = self.many(field)
        if not all(_DATE.fullmatch(part) for value in values for part in value.split("/", 1)):
            self.wrong(field, "is no date.", "Write ISO 8601, such as 2024-02-23 or 2024-02.")
        return values

    def date(self, field: str) -> str | None:
        """At most one date, which may be partial."""
        value = self.text(field)
        if value and not _DATE.fullmatch(value):
            self.wrong(field, "is no date.", "Write ISO 8601, such as 2024-02-23 or 2024-02.")
        return value

    def countries(self, field: str) -> tuple[str, ...]:
        """Country codes."""
        values = self.many(field)
        if not all(_COUNTRY.fullmatch(value) for value in values):
            self.wrong(field, "is no country code.", "Write ISO 3166-1 alpha-2, such as IR.")
        return values

    def country(self, field: str) -> str | None:
        """At most one country code."""
        return next(iter(self.countries(field)), None)

    def choice(self, field: str, allowed: Iterable[str]) -> Any:  # noqa: ANN401 - a Literal of the model
        """One of a closed set of words."""
        value = self.need(field)
        if value and value not in allowed:
            self.wrong(field, "is not a known word.", f"Use one of: {', '.join(sorted(allowed))}.")
        return value

    def basis(self) -> Basis:
        """How surely the row is known; every row says it."""
        value: Basis = self.choice("basis", get_args(Basis))
        return value

    def number(self, field: str, low: float, high: float) -> float | None:
        """A number between two bounds, both included."""
        text = self.text(field)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.wrong(field, "is out of range.", f"Write a number from {low:g} to {high:g}.")
        return value

    def known(self, field: str, ids: Collection[str]) -> str | None:
        """The id of something that stands in the knowledge, or ``None`` where none is given."""
        value = self.text(field)
        if value and value not in ids:
            self.wrong(field, "is not the id of anything here.", "Correct the id.")
        return value


class Reader:
    """Reads the files of one folder, counts their rows and gathers what is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[Problem] = []
        self._rows: dict[str, int] = {}

    def csv(self, name: str, fields: str) -> Iterator[Row]:
        """Rows of a CSV file whose header must be ``fields`` (names with spaces between).

        Raises:
            UnreadableInputError: It is missing or no CSV file.
        """
        lines = read_csv(self._folder / name)
        _, header = next(lines, (1, []))
        if header != fields.split():
            self._note(name, "header", f"must be {fields.replace(' ', ',')}.", line=1)
            return
        for line, cells in lines:
            self._rows[name] = self._rows.get(name, 0) + 1
            if len(cells) == len(header):
                yield Row(name, line, dict(zip(header, cells, strict=True)), self._problems)
            else:
                self._note(name, None, f"has {len(cells)} cells, not {len(header)}.", line=line)

    def yaml(self, name: str, key: str, fields: str) -> Iterator[Row]:
        """Members of the list under ``key`` of a YAML file, with no fields but ``fields``.

        Raises:
            UnreadableInputError: It is missing or no YAML file.
        """
        text, _ = decode(read_bytes(self._folder / name), name)
        document = read_yaml(text, name)
        members = document.value.get(key) if isinstance(document.value, dict) else None
        if not isinstance(members, list):
            self._note(name, key, "must be a list.", line=1)
            return
        for index, member in enumerate(members):
            self._rows[name] = self._rows.get(name, 0) + 1
            line = document.line((key, index))
            if not isinstance(member, dict):
                self._note(name, key, "must hold named fields.", line=line)
                continue
            row = Row(name, line, member, self._problems)
            row.only(fields)
            yield row

    def unique(self, name: str, ids: Sequence[str]) -> None:
        """Note every id that stands twice."""
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            self._note(name, "id", f"{twice!r} stands twice.")

    def stray(self, name: str, field: str, ids: Iterable[str]) -> None:
        """Note ids that lead nowhere."""
        for one in sorted(ids):
            self._note(name, field, f"{one!r} is not the id of anything here.")

    def finish(self) -> None:
        """Stop if anything is wrong.

        Raises:
            KnowledgeError: With all faults, in the order of reading.
        """
        if self._problems:
            raise KnowledgeError(
                f"The embedded knowledge has {len(self._problems)} faults; mend its files. "
                f"The first: {self._problems[0]}",
                self._problems,
            )

    def rows(self, names: Iterable[str]) -> int:
        """How many rows these files have."""
        return sum(self._rows.get(name, 0) for name in names)

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """The sha256 of each file, in hex."""
        return {name: hashlib.sha256(read_bytes(self._folder / name)).hexdigest() for name in names}

    def _note(self, name: str, field: str | None, reason: str, *, line: int | None = None) -> None:
        self._problems.append(
            Problem(file=name, line=line, field=field, reason=reason, remedy="Mend the file.")
        )
