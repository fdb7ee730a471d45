"""Names that the tables of places do not print: in other languages and scripts, and of the past."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.places._words import read

_DATA = Path(__file__).with_name("data")
_CODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")

Names = Mapping[str, tuple[str, ...]]
"""Names by UN/LOCODE."""


@functools.cache
def exonyms() -> Names:
    """Names in use elsewhere: Anvers, Сингапур, 横浜.

    Raises:
        KnowledgeError: A line has no code or no name, or a code stands there twice.
    """
    return _names("exonyms.csv")


@functools.cache
def old_names() -> Names:
    """Names of the past, which another place may bear today: Fiume, Ragusa, Batavia.

    Raises:
        KnowledgeError: As :func:`exonyms`.
    """
    return _names("old_names.csv")


def other_names(code: str) -> tuple[str, ...]:
    """All names of a UN/LOCODE that its table does not print."""
    return (*exonyms().get(code, ()), *old_names().get(code, ()))


def is_old_name(code: str, core: str) -> bool:
    """Whether a name (its words without those for kinds of places) is one of the past only."""
    return core in _old_cores().get(code, frozenset())


@functools.cache
def _old_cores() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(read(one).core for one in names) for code, names in old_names().items()}


def _names(file: str) -> Names:
    with (_DATA / file).open(encoding="utf-8", newline="") as handle:
        lines = [(n, line) for n, line in enumerate(handle, start=1) if not line.startswith("#")]
    rows = csv.reader(line for _, line in lines)
    next(rows)
    found: dict[str, tuple[str, ...]] = {}
    for (number, _), row in zip(lines[1:], rows, strict=True):
        names = tuple(name.strip() for name in row[-1].split("|") if name.strip())
        if len(row) != 2 or not _CODE.fullmatch(row[0]) or not names or row[0] in found:  # noqa: PLR2004 - columns
            raise KnowledgeError(
                f"{file}:{number}: {row[0][:10]!r} needs a UN/LOCODE that stands there once, "
                "and names apart by |."
            )
        found[row[0]] = names
    return found
