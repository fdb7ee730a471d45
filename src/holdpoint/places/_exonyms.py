"""Names in other languages and scripts that the tables of places do not print."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from pathlib import Path

from holdpoint.errors import KnowledgeError

_FILE = Path(__file__).with_name("data") / "exonyms.csv"
_CODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")


@functools.cache
def exonyms() -> Mapping[str, tuple[str, ...]]:
    """Names by UN/LOCODE.

    Raises:
        KnowledgeError: A line has no code or no name, or a code stands there twice.
    """
    with _FILE.open(encoding="utf-8", newline="") as handle:
        lines = [(n, line) for n, line in enumerate(handle, start=1) if not line.startswith("#")]
    rows = csv.reader(line for _, line in lines)
    next(rows)
    found: dict[str, tuple[str, ...]] = {}
    for (number, _), row in zip(lines[1:], rows, strict=True):
        names = tuple(name.strip() for name in row[-1].split("|") if name.strip())
        if len(row) != 2 or not _CODE.fullmatch(row[0]) or not names or row[0] in found:  # noqa: PLR2004 - columns
            raise KnowledgeError(
                f"{_FILE.name}:{number}: {row[0][:10]!r} needs a UN/LOCODE that stands there once, "
                "and names apart by |."
            )
        found[row[0]] = names
    return found
