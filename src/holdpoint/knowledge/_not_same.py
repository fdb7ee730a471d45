"""Pairs of entries that somebody says are two parties, read from a CSV file."""

from __future__ import annotations

from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import read_csv
from holdpoint.model import Problem

_COLUMNS = ("one", "other")
_REMEDY = "Give two ids of entries, as `holdpoint match` shows them."


def read_not_same(path: Path) -> frozenset[frozenset[str]]:
    """The pairs of a file with the columns ``one``, ``other`` and, if wanted, ``why``.

    Raises:
        UnreadableInputError: The file cannot be read, or a row is no pair of two ids; every such
            row is named.
    """
    problems: list[Problem] = []
    pairs: set[frozenset[str]] = set()
    rows = read_csv(path, on_problem=problems.append)
    _, header = next(rows, (1, []))
    if [cell.strip().lower() for cell in header[:2]] != list(_COLUMNS):
        raise UnreadableInputError(
            f"{path.name}:1: the columns must be {' and '.join(_COLUMNS)}, then what you like. "
            "Write that header."
        )
    for line, cells in rows:
        ids = [cell.strip() for cell in cells[:2]]
        if len(ids) < len(_COLUMNS) or not all(":" in one for one in ids) or ids[0] == ids[1]:
            reason = "The row is no pair of two ids of entries."
            problems.append(Problem(file=path.name, line=line, reason=reason, remedy=_REMEDY))
        else:
            pairs.add(frozenset(ids))
    if problems:
        raise UnreadableInputError(f"{path.name}: {len(problems)} rows cannot be read.", problems)
    return frozenset(pairs)
