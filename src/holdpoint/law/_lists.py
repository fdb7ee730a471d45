"""Own lists of the law room: dated rows in CSV, never edited, only added to.

Columns: the key column that the rule names, ``from`` and ``until`` (ISO dates, the last day
inclusive, empty where not verified or open), ``read`` (the day of the text in which the row was
read), ``basis`` and ``source``. Other columns are for the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import digest, read_csv
from holdpoint.law._dates import is_day
from holdpoint.law._kleene import Truth
from holdpoint.model import Problem
from holdpoint.text import hs_dotted, hs_fault

BASES = ("read", "official", "secondary", "not_verified")
_NEEDED = ("from", "until", "read", "basis", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """When one key stands on a list; ``None`` is not verified at the start, open at the end."""

    start: str | None
    until: str | None
    read: str | None

    def state(self, day: str) -> Truth:
        """Whether the row counts on an ISO day; unknown before the first day it was read."""
        if self.until is not None and day > self.until:
            return False
        if self.start is not None:
            return day >= self.start
        return True if self.read is not None and day >= self.read else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """A list as one rule uses it.

    Attributes:
        prefix: A key is the beginning of what it stands for, as with HS codes.
        loose: Keys are compared by their letters and digits alone, as with part numbers.
    """

    name: str
    prefix: bool
    rows: Mapping[str, tuple[Row, ...]]
    digest: str
    loose: bool = False

    def holds(self, value: str, day: str) -> Truth:
        """Whether a value stands on the list on an ISO day.

        With ``prefix``, a key is the beginning of the value (an eight-digit code is covered by its
        six digits); a value that is itself only the beginning of a key is unknown.
        """
        found: Truth = False
        for key in self._keys(value):
            for row in self.rows.get(key, ()):
                state = row.state(day)
                if state is True:
                    return True
                found = None if state is None else found
        if found is False and self.prefix:
            longer = (k for k in self.rows if len(k) > len(value) and k.startswith(value))
            if any(row.state(day) is not False for k in longer for row in self.rows[k]):
                return None
        return found

    def span(self) -> str:
        """How many rows it has, and between which days they begin, in words."""
        rows = [row for found in self.rows.values() for row in found]
        starts = sorted({row.start for row in rows if row.start})
        began = f"from {starts[0]}" if starts else "first day not verified"
        if len(starts) > 1:
            began += f" (last change {starts[-1]})"
        ended = sum(row.until is not None for row in rows)
        return f"{len(rows)} rows, {began}" + (f", {ended} with a last day" if ended else "")

    def _keys(self, value: str) -> tuple[str, ...]:
        if not self.prefix:
            return (folded(value) if self.loose else value,)
        return tuple(value[:end] for end in range(1, len(value) + 1))


def folded(text: str) -> str:
    """Letters and digits, capitals or not: ``XC7Z020-2CLG`` and ``xc7z020 2clg`` are one."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def read_list(
    path: Path, *, name: str, key: str, prefix: bool, loose: bool = False
) -> tuple[ListTable | None, list[Problem]]:
    """Read a list from its CSV file.

    Args:
        path: The file.
        name: Its name in the rule, for messages.
        key: The column that holds the keys.
        prefix: Whether keys are prefixes.
        loose: Whether only letters and digits count.

    Returns:
        The table (``None`` when its header is wrong) and everything that is wrong with it.
    """
    try:
        lines = list(read_csv(path))
    except UnreadableInputError as error:
        return None, [
            Problem(file=name, reason=str(error), remedy="Put the list where the rule names it.")
        ]
    header = lines[0][1]
    missing = [column for column in (key, *_NEEDED) if column not in header]
    if missing:
        return None, [
            Problem(
                file=name,
                line=1,
                field=column,
                reason="The list has no such column.",
                remedy=f"Its header must have {key}, {', '.join(_NEEDED)}.",
            )
            for column in missing
        ]
    rows: dict[str, tuple[Row, ...]] = {}
    problems: list[Problem] = []
    for line, cells in lines[1:]:
        row = dict(zip(header, cells, strict=False))
        faults = _faults(row, key, name, line)
        problems += faults
        if not faults:
            cell = folded(row[key]) if loose else row[key]
            rows[cell] = (
                *rows.get(cell, ()),
                Row(
                    start=row["from"] or None, until=row["until"] or None, read=row["read"] or None
                ),
            )
    content = [dict(zip(header, cells, strict=False)) for _, cells in lines[1:]]
    table = ListTable(name=name, prefix=prefix, rows=rows, digest=digest(content), loose=loose)
    return table, problems


def _faults(row: Mapping[str, str], key: str, name: str, line: int) -> list[Problem]:
    out = [
        Problem(
            file=name,
            line=line,
            field=column,
            value=row.get(column) or None,
            reason="This is no date.",
            remedy="Write YYYY-MM-DD, or leave the cell empty where it is not verified.",
        )
        for column in ("from", "until", "read")
        if row.get(column) and not is_day(row[column])
    ]
    code = row.get(key, "") if key.startswith("hs") else ""
    impossible = hs_fault(code) if _is_code(code) else None
    if impossible and impossible.older:
        impossible = None  # lists of older law name codes of the edition of their day
    checks = (
        (key, bool(folded(row.get(key, ""))), "The key is empty.", "Give each row its code."),
        (
            key,
            not key.startswith("hs") or _is_code(row.get(key, "")),
            "This is no HS code.",
            "Write 2 to 10 digits, without dots, as text.",
        ),
        (
            "basis",
            row.get("basis") in BASES,
            "The basis of this row is not stated.",
            f"Write one of {', '.join(BASES)}.",
        ),
        (
            key,
            not impossible,
            f"No goods have this code: {impossible.reason}." if impossible else "",
            f"Nearest: {', '.join(map(hs_dotted, impossible.nearest))}." if impossible else "",
        ),
        ("source", bool(row.get("source")), "The row names no source.", "Name what was read."),
    )
    for column, good, reason, remedy in checks:
        if not good:
            value = row.get(column) or None
            out.append(
                Problem(
                    file=name, line=line, field=column, value=value, reason=reason, remedy=remedy
                )
            )
    return out


def _is_code(text: str) -> bool:
    return text.isdigit() and 2 <= len(text) <= 10 and text.isascii()  # noqa: PLR2004 - HS and tariff codes
