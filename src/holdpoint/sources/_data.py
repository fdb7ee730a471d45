"""The tables beside the readers: lists and their measures, labels, regimes. Data, not code."""

from __future__ import annotations

import csv
import functools
from importlib import resources


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one of the room's own CSV tables; lines that begin with ``#`` are comments."""
    text = resources.files("holdpoint.sources").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


@functools.cache
def keyed(name: str, key: str) -> dict[str, dict[str, str]]:
    """The same table by one of its columns."""
    return {row[key]: row for row in table(name)}
